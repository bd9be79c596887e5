package io.postern.policy.document;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

import io.postern.policy.analysis.StatementKind;
import io.postern.policy.catalog.QualifiedName;
import io.postern.policy.domain.Admission;
import io.postern.policy.domain.ApprovalTerms;
import io.postern.policy.domain.Audience;
import io.postern.policy.domain.ColumnName;
import io.postern.policy.domain.Decision;
import io.postern.policy.domain.FunctionRule;
import io.postern.policy.domain.MaskRule;
import io.postern.policy.domain.RowRule;
import io.postern.policy.domain.Rule;
import io.postern.policy.domain.TablePattern;
import io.postern.policy.domain.Verdict;

/** The entries of a policy document, each from its node; empty where something is wrong with it. */
final class Entries {

    private static final Set<StatementKind> ABOUT_TABLES = EnumSet.of(
            StatementKind.SELECT, StatementKind.INSERT, StatementKind.UPDATE, StatementKind.DELETE, StatementKind.COPY);

    /** Statements that are read to their end, so that a rule may let them pass. */
    private static final Set<StatementKind> READ = EnumSet.of(
            StatementKind.SELECT,
            StatementKind.INSERT,
            StatementKind.UPDATE,
            StatementKind.DELETE,
            StatementKind.EXPLAIN,
            StatementKind.SHOW,
            StatementKind.SET,
            StatementKind.TRANSACTION,
            StatementKind.CURSOR,
            StatementKind.PREPARED,
            StatementKind.COPY,
            StatementKind.DDL,
            StatementKind.OTHER);

    private static final String EVERYTHING = "everything";
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([smh])");
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(5);

    private final Problems problems;
    private final Set<String> ids = new HashSet<>(Set.of(Decision.DEFAULT_DENY, Decision.NOT_UNDERSTOOD));

    Entries(Problems problems) {
        this.problems = problems;
    }

    Optional<Admission> admission(Node node) {
        Fields fields = Fields.of(node, problems, "id", "groups", "except-groups", "database", "role");
        String id = id(fields);
        Audience audience = audience(fields);
        if (fields.get("groups").isEmpty()) {
            fields.missing("groups", ": an admission names whom it admits");
        }
        return Optional.of(new Admission(id, audience, fields.requiredText("role")));
    }

    Optional<Rule> rule(Node node) {
        Fields fields = Fields.of(
                node,
                problems,
                "id",
                "groups",
                "except-groups",
                "database",
                "allow",
                "park",
                "deny",
                "tables",
                "when",
                "approvers",
                "within",
                "reason");
        String id = id(fields);
        Audience audience = audience(fields);
        List<TablePattern> tables = tables(fields);
        String reason = fields.text("reason").orElse("");
        return effect(fields, audience).map(effect -> new Rule(id, audience, effect, tables, reason));
    }

    Optional<MaskRule> mask(Node node) {
        Fields fields = Fields.of(node, problems, "id", "groups", "except-groups", "database", "columns", "mask");
        String id = id(fields);
        Audience audience = audience(fields);
        List<ColumnName> columns = columns(fields);
        if (fields.get("mask").isEmpty()) {
            fields.missing("mask", "");
        }
        return fields.get("mask")
                .flatMap(mask -> new MaskForms(problems).read(mask))
                .map(mask -> new MaskRule(id, audience, columns, mask));
    }

    Optional<RowRule> row(Node node) {
        Fields fields = Fields.of(node, problems, "id", "groups", "except-groups", "database", "table", "where");
        String id = id(fields);
        Audience audience = audience(fields);
        Optional<QualifiedName> table = name(fields, "table", "schema.table");
        String where = fields.requiredText("where");
        fields.get("where")
                .filter(given -> !where.isEmpty())
                .ifPresent(given ->
                        Conditions.problem(where).ifPresent(problem -> problems.add(given, "\"where\" " + problem)));
        return table.map(name -> new RowRule(id, audience, name, where));
    }

    Optional<FunctionRule> function(Node node) {
        Fields fields = Fields.of(node, problems, "id", "groups", "except-groups", "database", "function", "reads");
        String id = id(fields);
        Audience audience = audience(fields);
        Optional<QualifiedName> function = name(fields, "function", "schema.function");
        List<QualifiedName> reads = new ArrayList<>();
        if (fields.get("reads").isEmpty()) {
            fields.missing("reads", ": the tables that it reads; write [] for none");
        }
        fields.eachTextOfAny(
                "reads", (text, item) -> name(text, item, "schema.table").ifPresent(reads::add));
        return function.map(name -> new FunctionRule(id, audience, name, reads));
    }

    private Optional<QualifiedName> name(Fields fields, String key, String form) {
        String text = fields.requiredText(key);
        return text.isEmpty() ? Optional.empty() : name(text, fields.get(key).orElse(fields.node()), form);
    }

    private Optional<QualifiedName> name(String text, Node at, String form) {
        List<String> parts = List.of(text.split("\\.", -1));
        if (parts.size() != 2 || parts.stream().anyMatch(part -> part.isBlank() || part.equals("*"))) {
            problems.add(at, "\"" + text + "\" has to be " + form);
            return Optional.empty();
        }
        return Optional.of(new QualifiedName(parts.get(0), parts.get(1)));
    }

    private String id(Fields fields) {
        String id = fields.requiredText("id");
        if (!id.isEmpty()) {
            Node at = fields.get("id").orElse(fields.node());
            if (!ID.matcher(id).matches()) {
                problems.add(at, "id \"" + id + "\" has to be lower-case letters, digits and . _ -, at most 63");
            } else if (!ids.add(id)) {
                problems.add(at, "id \"" + id + "\" is taken");
            }
        }
        return id;
    }

    private Audience audience(Fields fields) {
        return new Audience(fields.texts("groups"), fields.texts("except-groups"), fields.text("database"));
    }

    private Optional<Rule.Effect> effect(Fields fields, Audience audience) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            if (fields.get(key(verdict)).isPresent()) {
                verdicts.add(verdict);
            }
        }
        if (!fields.isMapping()) {
            return Optional.empty();
        }
        if (verdicts.size() != 1) {
            problems.add(fields.node(), "exactly one of allow, park and deny has to be given");
            return Optional.empty();
        }
        Verdict verdict = verdicts.get(0);
        Optional<Node> everything = item(fields, key(verdict), EVERYTHING);
        if (everything.isPresent()) {
            return everything(fields, verdict, everything.get())
                    .filter(effect -> !audience.groups().isEmpty());
        }
        Set<StatementKind> actions = actions(fields, verdict);
        Rule.Condition when = when(fields, actions);
        Optional<ApprovalTerms> approval = approval(fields, verdict);
        boolean complete = !actions.isEmpty() && approval.isPresent() == (verdict == Verdict.PARK);
        return complete ? Optional.of(new Rule.Effect(verdict, actions, when, approval)) : Optional.empty();
    }

    private static String key(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    /** The entry of a list with this text. */
    private static Optional<Node> item(Fields fields, String key, String text) {
        return fields.get(key).stream()
                .filter(SequenceNode.class::isInstance)
                .flatMap(list -> ((SequenceNode) list).getValue().stream())
                .filter(item ->
                        item instanceof ScalarNode scalar && scalar.getValue().equals(text))
                .findFirst();
    }

    private Optional<Rule.Effect> everything(Fields fields, Verdict verdict, Node item) {
        boolean sound = true;
        if (verdict != Verdict.ALLOW) {
            problems.add(item, "everything can only be allowed");
            sound = false;
        }
        if (fields.list(key(verdict), Optional::of).size() != 1) {
            problems.add(item, "everything stands alone in its list");
            sound = false;
        }
        for (String key : List.of("tables", "when", "approvers", "within")) {
            Optional<Node> given = fields.get(key);
            if (given.isPresent()) {
                problems.add(given.get(), "\"" + key + "\" does not go with everything");
                sound = false;
            }
        }
        if (fields.get("groups").isEmpty()) {
            fields.missing("groups", ": everything is allowed to named groups only");
            sound = false;
        }
        return sound ? Optional.of(Rule.Effect.everything()) : Optional.empty();
    }

    private Set<StatementKind> actions(Fields fields, Verdict verdict) {
        Set<StatementKind> actions = EnumSet.noneOf(StatementKind.class);
        fields.eachText(
                key(verdict),
                (text, item) -> action(text, item).ifPresent(action -> {
                    if (verdict != Verdict.DENY && !READ.contains(action)) {
                        problems.add(item, text + " can only be denied");
                    } else if (!actions.add(action)) {
                        problems.add(item, "\"" + text + "\" stands here twice");
                    }
                }));
        boolean aboutTables = actions.stream().anyMatch(ABOUT_TABLES::contains);
        if (verdict != Verdict.DENY && aboutTables && fields.get("tables").isEmpty()) {
            fields.missing("tables", "; write [\"*\"] for all");
        }
        return actions;
    }

    private Optional<StatementKind> action(String text, Node item) {
        for (StatementKind kind : StatementKind.values()) {
            if (kind != StatementKind.EMPTY
                    && kind.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(kind);
            }
        }
        problems.add(
                item,
                "unknown action \"" + text
                        + "\"; known: select, insert, update, delete, merge, transaction, set, show, explain, copy, cursor,"
                        + " prepared, ddl, other; allow alone also: everything");
        return Optional.empty();
    }

    private Rule.Condition when(Fields fields, Set<StatementKind> actions) {
        Optional<Node> when = fields.get("when");
        if (when.isEmpty()) {
            return Rule.Condition.ALWAYS;
        }
        if (!fields.text("when").equals(Optional.of("no-where"))) {
            problems.add(when.get(), "unknown condition; known: no-where");
        } else if (!Set.of(StatementKind.UPDATE, StatementKind.DELETE).containsAll(actions)) {
            problems.add(when.get(), "no-where is only about update and delete");
        }
        return Rule.Condition.NO_WHERE;
    }

    private Optional<ApprovalTerms> approval(Fields fields, Verdict verdict) {
        if (verdict != Verdict.PARK) {
            fields.get("approvers").ifPresent(node -> problems.add(node, "\"approvers\" belongs to park"));
            fields.get("within").ifPresent(node -> problems.add(node, "\"within\" belongs to park"));
            return Optional.empty();
        }
        if (fields.get("approvers").isEmpty()) {
            fields.missing("approvers", ": the groups that may approve");
        }
        Set<String> approvers = fields.texts("approvers");
        Optional<Duration> within = within(fields);
        return approvers.isEmpty() ? Optional.empty() : within.map(time -> new ApprovalTerms(approvers, time));
    }

    private Optional<Duration> within(Fields fields) {
        String text = fields.requiredText("within");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = DURATION.matcher(text);
        if (matcher.matches()) {
            long count = Long.parseLong(matcher.group(1));
            Duration within = switch (matcher.group(2)) {
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                default -> Duration.ofHours(count);
            };
            if (within.compareTo(SHORTEST_WAIT) >= 0 && within.compareTo(LONGEST_WAIT) <= 0) {
                return Optional.of(within);
            }
        }
        problems.add(
                fields.get("within").orElse(fields.node()), "\"within\" has to be 5s to 24h, such as 90s, 15m or 2h");
        return Optional.empty();
    }

    private List<TablePattern> tables(Fields fields) {
        Set<TablePattern> tables = new LinkedHashSet<>();
        fields.eachText("tables", (text, item) -> {
            List<String> parts = List.of(text.split("\\.", -1));
            if (text.equals("*")) {
                tables.add(TablePattern.EVERY);
            } else if (parts.size() == 2
                    && parts.stream().noneMatch(String::isBlank)
                    && !parts.get(0).equals("*")) {
                tables.add(new TablePattern(parts.get(0), parts.get(1)));
            } else {
                problems.add(item, "\"" + text + "\" has to be schema.table, schema.* or *");
            }
        });
        return List.copyOf(tables);
    }

    private List<ColumnName> columns(Fields fields) {
        List<ColumnName> columns = new ArrayList<>();
        if (fields.get("columns").isEmpty()) {
            fields.missing("columns", "");
        }
        fields.eachText("columns", (text, item) -> {
            List<String> parts = List.of(text.split("\\.", -1));
            if (parts.size() != 3 || parts.stream().anyMatch(part -> part.isBlank() || part.equals("*"))) {
                problems.add(item, "\"" + text + "\" has to be schema.table.column");
            } else {
                columns.add(new ColumnName(new QualifiedName(parts.get(0), parts.get(1)), parts.get(2)));
            }
        });
        return columns;
    }
}
