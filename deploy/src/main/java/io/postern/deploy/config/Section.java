package io.postern.deploy.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

import io.postern.identity.Secret;

/**
 * A mapping of the file, read key by key. A getter that finds something wrong records a problem and answers with a
 * placeholder, so that one reading finds everything; nothing read may be used while the {@link Reading} has problems.
 */
final class Section {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(B|KiB|MiB)?");
    private static final String PLACEHOLDER = "placeholder";

    private final Reading reading;
    private final String path;
    private final int line;
    private final boolean absent;
    private final Map<String, Node> entries = new LinkedHashMap<>();
    private final Map<String, Integer> keyLines = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    private Section(Reading reading, String path, @Nullable Node node) {
        this.reading = reading;
        this.path = path;
        this.line = node == null ? 0 : Reading.line(node);
        this.absent = !(node instanceof MappingNode);
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                add(tuple);
            }
        }
    }

    /** The whole document; an empty file is an empty mapping. */
    static Section root(Reading reading, @Nullable Node node) {
        if (node != null && !(node instanceof MappingNode)) {
            reading.problem(Reading.line(node), "", "must be a mapping of keys to values");
        }
        return new Section(reading, "", node == null ? Reading.emptyMapping() : node);
    }

    private void add(NodeTuple tuple) {
        Node key = tuple.getKeyNode();
        if (!(key instanceof ScalarNode scalar)) {
            reading.problem(Reading.line(key), path, "keys must be plain text");
            return;
        }
        String name = scalar.getValue();
        if (entries.putIfAbsent(name, tuple.getValueNode()) != null) {
            reading.problem(Reading.line(key), at(name), "is there twice, first on line " + keyLines.get(name));
        }
        keyLines.putIfAbsent(name, Reading.line(key));
    }

    /** The keys that are there, in the order of the file, for mappings whose keys are names of things. */
    List<String> names() {
        known.addAll(entries.keySet());
        return List.copyOf(entries.keySet());
    }

    boolean has(String key) {
        known.add(key);
        return entries.containsKey(key);
    }

    /** True for a mapping that is there and holds nothing. */
    boolean isEmpty() {
        return !absent && entries.isEmpty();
    }

    boolean isMapping(String key) {
        return entries.get(key) instanceof MappingNode;
    }

    boolean isText(String key) {
        return entries.get(key) instanceof ScalarNode;
    }

    Section section(String key) {
        Node node = find(key);
        if (node == null) {
            missing(key);
        } else if (!(node instanceof MappingNode)) {
            reading.problem(Reading.line(node), at(key), "must be a mapping of keys to values");
        }
        return new Section(reading, at(key), node);
    }

    Optional<Section> optionalSection(String key) {
        return has(key) ? Optional.of(section(key)) : Optional.empty();
    }

    String text(String key) {
        return require(key, PLACEHOLDER, Function.identity());
    }

    String text(String key, String defaultValue) {
        return value(key, PLACEHOLDER, Function.identity()).orElse(defaultValue);
    }

    boolean flag(String key, boolean defaultValue) {
        return value(key, defaultValue, text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new Unfit("must be true or false");
                })
                .orElse(defaultValue);
    }

    /** One of the constants, written in lower case with hyphens. */
    <E extends Enum<E>> E choice(String key, E defaultValue) {
        return value(key, defaultValue, text -> toChoice(text, defaultValue.getDeclaringClass()))
                .orElse(defaultValue);
    }

    int port(String key) {
        return require(key, 1, Section::toPort);
    }

    int port(String key, int defaultValue) {
        return value(key, 1, Section::toPort).orElse(defaultValue);
    }

    int count(String key, int defaultValue) {
        return value(key, 1, text -> toNumber(text, 1, Integer.MAX_VALUE, "a whole number above 0"))
                .orElse(defaultValue);
    }

    /** Above 0, at most 1. */
    double fraction(String key, double defaultValue) {
        return value(key, 1.0, Section::toFraction).orElse(defaultValue);
    }

    /** In bytes. */
    int size(String key, int defaultValue) {
        return value(key, 1, Section::toSize).orElse(defaultValue);
    }

    Duration duration(String key, Duration defaultValue) {
        return value(key, Duration.ZERO, Section::toDuration).orElse(defaultValue);
    }

    Duration positiveDuration(String key, Duration defaultValue) {
        return value(key, Duration.ZERO, text -> {
                    Duration length = toDuration(text);
                    if (length.isZero()) {
                        throw new Unfit("must be longer than nothing");
                    }
                    return length;
                })
                .orElse(defaultValue);
    }

    URI uri(String key) {
        return require(key, URI.create("http://" + PLACEHOLDER), Section::toUri);
    }

    Optional<URI> optionalUri(String key) {
        return value(key, URI.create("http://" + PLACEHOLDER), Section::toUri);
    }

    /** Relative paths start at the file's directory. */
    Path file(String key) {
        return require(key, Path.of(PLACEHOLDER), reading::resolve);
    }

    Path file(String key, String defaultValue) {
        return value(key, Path.of(PLACEHOLDER), reading::resolve).orElseGet(() -> reading.resolve(defaultValue));
    }

    Optional<Path> optionalFile(String key) {
        return value(key, Path.of(PLACEHOLDER), reading::resolve);
    }

    Secret secret(String key) {
        return require(key, new Secret("env:" + PLACEHOLDER), this::toSecret);
    }

    List<String> texts(String key) {
        Node node = find(key);
        if (node == null) {
            missing(key);
            return List.of(PLACEHOLDER);
        }
        return toTexts(key, node);
    }

    List<String> texts(String key, List<String> defaultValue) {
        Node node = find(key);
        return node == null ? defaultValue : toTexts(key, node);
    }

    /** Every key of this mapping that no getter asked for is a problem. */
    void rejectUnknownKeys() {
        for (Map.Entry<String, Integer> key : keyLines.entrySet()) {
            if (!known.contains(key.getKey())) {
                String hint = Spelling.closest(key.getKey(), known)
                        .map(" (did you mean %s?)"::formatted)
                        .orElse("");
                reading.problem(key.getValue(), at(key.getKey()), "is not a key here" + hint);
            }
        }
    }

    /** About the section as a whole. */
    void problem(String message) {
        reading.problem(line, path, message);
    }

    /** Relative paths start at the file's directory. */
    Path resolve(String relative) {
        return reading.resolve(relative);
    }

    void problem(String key, String message) {
        reading.problem(keyLines.getOrDefault(key, line), at(key), message);
    }

    private @Nullable Node find(String key) {
        known.add(key);
        return entries.get(key);
    }

    private void missing(String key) {
        if (!absent) {
            reading.problem(line, at(key), "is missing");
        }
    }

    private <T> T require(String key, T placeholder, Function<String, T> convert) {
        Optional<T> value = value(key, placeholder, convert);
        if (value.isEmpty()) {
            missing(key);
        }
        return value.orElse(placeholder);
    }

    private <T> Optional<T> value(String key, T placeholder, Function<String, T> convert) {
        Node node = find(key);
        if (node == null) {
            return Optional.empty();
        }
        return Optional.of(scalar(at(key), node, placeholder, convert));
    }

    private <T> T scalar(String at, Node node, T placeholder, Function<String, T> convert) {
        if (!(node instanceof ScalarNode scalar)) {
            reading.problem(Reading.line(node), at, "must be a single value");
            return placeholder;
        }
        Substitution.Result text = reading.substitution().apply(scalar.getValue());
        text.faults().forEach(fault -> reading.problem(Reading.line(node), at, fault));
        if (!text.faults().isEmpty()) {
            return placeholder;
        }
        if (text.text().isBlank() || (scalar.isPlain() && Tag.NULL.equals(scalar.getTag()))) {
            reading.problem(Reading.line(node), at, "is empty");
            return placeholder;
        }
        try {
            return convert.apply(text.text());
        } catch (Unfit e) {
            reading.problem(Reading.line(node), at, String.valueOf(e.getMessage()));
            return placeholder;
        }
    }

    private List<String> toTexts(String key, Node node) {
        if (!(node instanceof SequenceNode sequence)) {
            reading.problem(Reading.line(node), at(key), "must be a list");
            return List.of(PLACEHOLDER);
        }
        if (sequence.getValue().isEmpty()) {
            reading.problem(Reading.line(node), at(key), "is empty");
        }
        List<String> texts = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            texts.add(scalar(at(key) + "[" + texts.size() + "]", element, PLACEHOLDER, Function.identity()));
        }
        return texts;
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private Secret toSecret(String text) {
        try {
            return text.startsWith("file:") && text.length() > 5
                    ? new Secret("file:" + reading.resolve(text.substring(5)))
                    : new Secret(text);
        } catch (IllegalArgumentException e) {
            throw new Unfit("must be a reference to a secret, file:PATH or env:NAME, never the secret itself", e);
        }
    }

    private static <E extends Enum<E>> E toChoice(String text, Class<E> choices) {
        List<String> spellings = new ArrayList<>();
        for (E choice : choices.getEnumConstants()) {
            String spelling = choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (spelling.equals(text)) {
                return choice;
            }
            spellings.add(spelling);
        }
        throw new Unfit("must be one of " + String.join(", ", spellings));
    }

    private static int toPort(String text) {
        return toNumber(text, 1, 65535, "a port from 1 to 65535");
    }

    private static int toNumber(String text, int min, int max, String wanted) {
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new Unfit("must be " + wanted, e);
        }
        throw new Unfit("must be " + wanted);
    }

    private static double toFraction(String text) {
        try {
            double number = Double.parseDouble(text);
            if (number > 0 && number <= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new Unfit("must be a number above 0 and up to 1", e);
        }
        throw new Unfit("must be a number above 0 and up to 1");
    }

    private static int toSize(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (matcher.matches()) {
            String unit = matcher.group(2) == null ? "B" : matcher.group(2);
            long bytes = Long.parseLong(matcher.group(1))
                    * switch (unit) {
                        case "KiB" -> 1024;
                        case "MiB" -> 1024 * 1024;
                        default -> 1;
                    };
            if (bytes > 0 && bytes <= Integer.MAX_VALUE) {
                return (int) bytes;
            }
        }
        throw new Unfit("must be a size below 2 GiB, such as 64KiB or 16MiB");
    }

    private static Duration toDuration(String text) {
        return Durations.parse(text)
                .orElseThrow(() -> new Unfit("must be a length of time, such as 500ms, 10s, 5m, 8h or 7d"));
    }

    private static URI toUri(String text) {
        try {
            URI uri = new URI(text);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new Unfit("must be an http or https address", e);
        }
        throw new Unfit("must be an http or https address");
    }

    private static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unfit(String message) {
            super(message);
        }

        Unfit(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
