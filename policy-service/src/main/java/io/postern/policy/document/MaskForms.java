package io.postern.policy.document;

import java.util.Optional;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

import io.postern.policy.domain.Mask;

/** {@code email}, {@code redact}, {@code null}, {@code {partial: {last: 4}}}, {@code {constant: text}}. */
final class MaskForms {

    private static final String KNOWN = "known: email, redact, null, {partial: {last: 4}}, {constant: text}";

    private final Problems problems;

    MaskForms(Problems problems) {
        this.problems = problems;
    }

    Optional<Mask> read(Node node) {
        if (node instanceof ScalarNode scalar) {
            return named(scalar);
        }
        if (!(node instanceof MappingNode)) {
            return unknown(node);
        }
        Fields fields = Fields.of(node, problems, "partial", "constant");
        Optional<Node> partial = fields.get("partial");
        if (partial.isPresent() && fields.get("constant").isPresent()) {
            return unknown(node);
        }
        if (partial.isPresent()) {
            return partial(partial.get());
        }
        return fields.text("constant").map(Mask.Constant::new);
    }

    private Optional<Mask> named(ScalarNode scalar) {
        return switch (scalar.getValue()) {
            case "email" -> Optional.of(new Mask.Email());
            case "redact" -> Optional.of(new Mask.Redact());
            case "null" -> Optional.of(new Mask.Null());
            default -> unknown(scalar);
        };
    }

    private Optional<Mask> partial(Node node) {
        Fields fields = Fields.of(node, problems, "last");
        String last = fields.requiredText("last");
        if (last.matches("[1-" + Mask.Partial.MOST + "]")) {
            return Optional.of(new Mask.Partial(Integer.parseInt(last)));
        }
        if (!last.isEmpty()) {
            problems.add(node, "\"last\" has to be 1 to " + Mask.Partial.MOST);
        }
        return Optional.empty();
    }

    private Optional<Mask> unknown(Node node) {
        problems.add(node, "unknown mask; " + KNOWN);
        return Optional.empty();
    }
}
