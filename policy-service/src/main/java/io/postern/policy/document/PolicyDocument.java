package io.postern.policy.document;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

import io.postern.policy.domain.Admission;
import io.postern.policy.domain.FunctionRule;
import io.postern.policy.domain.MaskRule;
import io.postern.policy.domain.Policy;
import io.postern.policy.domain.Proof;
import io.postern.policy.domain.Provisions;
import io.postern.policy.domain.RowRule;
import io.postern.policy.domain.Rule;

/**
 * Reads a policy document.
 *
 * <pre>
 * policy: name
 * admissions: [{id, groups, except-groups, database, role}]
 * rules:      [{id, groups, except-groups, database, allow | park | deny, tables, when, approvers, within, reason}]
 * masks:      [{id, groups, except-groups, database, columns, mask}]
 * rows:       [{id, groups, except-groups, database, table, where}]
 * functions:  [{id, groups, except-groups, database, function, reads}]
 * proof:      required | where-possible
 * </pre>
 *
 * <p>{@code allow: [everything]} stands alone and needs {@code groups}; it takes no {@code tables} and no {@code when}.
 */
public final class PolicyDocument {

    /** In characters. */
    static final int MAX_LENGTH = 512 * 1024;

    private PolicyDocument() {}

    /**
     * @throws PolicyInvalid with every problem of the document, not only the first
     */
    public static Policy read(String document) throws PolicyInvalid {
        Problems problems = new Problems();
        Optional<Node> root = compose(document, problems);
        Policy policy =
                root.map(node -> policy(node, version(document), problems)).orElse(null);
        if (policy == null || !problems.isEmpty()) {
            throw new PolicyInvalid(problems.sorted());
        }
        return policy;
    }

    /** Hex SHA-256 of the document, which names the policy's version. */
    public static String version(String document) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(document.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Optional<Node> compose(String document, Problems problems) {
        if (document.length() > MAX_LENGTH) {
            problems.add(1, "the document is longer than " + MAX_LENGTH + " characters");
            return Optional.empty();
        }
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(20);
        try {
            Composer composer =
                    new Composer(new ParserImpl(new StreamReader(document), options), new Resolver(), options);
            Node node = composer.getSingleNode();
            if (node == null) {
                problems.add(1, "the document is empty");
            }
            return Optional.ofNullable(node);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(line, "not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            problems.add(1, "not YAML");
        }
        return Optional.empty();
    }

    private static Policy policy(Node root, String version, Problems problems) {
        Fields fields =
                Fields.of(root, problems, "policy", "proof", "admissions", "rules", "masks", "rows", "functions");
        String name = fields.requiredText("policy");
        Entries entries = new Entries(problems);
        List<Admission> admissions = fields.list("admissions", entries::admission);
        List<Rule> rules = fields.list("rules", entries::rule);
        List<MaskRule> masks = fields.list("masks", entries::mask);
        List<RowRule> rows = fields.list("rows", entries::row);
        List<FunctionRule> functions = fields.list("functions", entries::function);
        Proof proof = proof(fields, problems);
        return new Policy(name, version, admissions, new Provisions(rules, masks, rows, functions), proof);
    }

    private static Proof proof(Fields fields, Problems problems) {
        Optional<Node> given = fields.get("proof");
        String text = fields.text("proof").orElse("");
        if (given.isPresent() && !text.isEmpty() && !text.equals("required") && !text.equals("where-possible")) {
            problems.add(given.get(), "\"proof\" has to be required or where-possible");
        }
        return text.equals("where-possible") ? Proof.WHERE_POSSIBLE : Proof.REQUIRED;
    }

    /** Problems in document order. */
    static Comparator<Problem> order() {
        return Comparator.comparingInt(Problem::line);
    }
}
