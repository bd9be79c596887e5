package io.postern.policy.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** One mapping of the document, by key. What does not fit is reported and reads as absent. */
final class Fields {

    private final Node node;
    private final Problems problems;
    private final Map<String, Node> values = new LinkedHashMap<>();

    private Fields(Node node, Problems problems) {
        this.node = node;
        this.problems = problems;
    }

    static Fields of(Node node, Problems problems, String... known) {
        Fields fields = new Fields(node, problems);
        if (node instanceof MappingNode mapping) {
            List<String> keys = List.of(known);
            for (NodeTuple tuple : mapping.getValue()) {
                fields.add(tuple, keys);
            }
        } else {
            problems.add(node, "expected keys and values: " + String.join(", ", known));
        }
        return fields;
    }

    private void add(NodeTuple tuple, List<String> known) {
        Node key = tuple.getKeyNode();
        String name = key instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (!known.contains(name)) {
            problems.add(key, "unknown key \"" + name + "\"; known here: " + String.join(", ", known));
        } else if (values.putIfAbsent(name, tuple.getValueNode()) != null) {
            problems.add(key, "key \"" + name + "\" stands here twice");
        }
    }

    Node node() {
        return node;
    }

    Optional<Node> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    String requiredText(String key) {
        Optional<Node> value = get(key);
        if (value.isEmpty()) {
            missing(key, "");
        }
        return value.flatMap(given -> text(given, key)).orElse("");
    }

    /** Reports that a key is not there; says nothing where nothing can be, since that is reported already. */
    void missing(String key, String hint) {
        if (node instanceof MappingNode) {
            problems.add(node, "\"" + key + "\" is missing" + hint);
        }
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    Optional<String> text(String key) {
        return get(key).flatMap(value -> text(value, key));
    }

    private Optional<String> text(Node value, String key) {
        if (value instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return Optional.of(scalar.getValue());
        }
        problems.add(value, "\"" + key + "\" has to be a text");
        return Optional.empty();
    }

    <T> List<T> list(String key, Function<Node, Optional<T>> entry) {
        List<T> entries = new ArrayList<>();
        get(key).ifPresent(value -> {
            if (value instanceof SequenceNode sequence) {
                sequence.getValue().forEach(item -> entry.apply(item).ifPresent(entries::add));
            } else {
                problems.add(value, "\"" + key + "\" has to be a list");
            }
        });
        return entries;
    }

    /** Texts of a list that must not be empty where it is given; without repetition. */
    Set<String> texts(String key) {
        Set<String> texts = new LinkedHashSet<>();
        eachText(key, (text, item) -> {
            if (!texts.add(text)) {
                problems.add(item, "\"" + text + "\" stands here twice");
            }
        });
        return texts;
    }

    void eachText(String key, BiConsumer<String, Node> consumer) {
        List<Node> items = list(key, Optional::of);
        Optional<Node> value = get(key);
        if (value.isPresent() && value.get() instanceof SequenceNode && items.isEmpty()) {
            problems.add(value.get(), "\"" + key + "\" is empty; leave it out or name something");
        }
        items.forEach(item -> text(item, key).ifPresent(text -> consumer.accept(text, item)));
    }

    /** As {@link #eachText}, but the list may be empty. */
    void eachTextOfAny(String key, BiConsumer<String, Node> consumer) {
        list(key, Optional::of).forEach(item -> text(item, key).ifPresent(text -> consumer.accept(text, item)));
    }
}
