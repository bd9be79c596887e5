package io.postern.pgsql.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** PostgreSQL's parser as a library, run by Node. */
public final class LibpgQuery {

    private static final Path DIRECTORY = Path.of("src/test/node");

    private LibpgQuery() {}

    /** Whether {@code npm ci} was run. */
    public static boolean isInstalled() {
        return Files.isDirectory(DIRECTORY.resolve("node_modules"));
    }

    /** @param location byte offset; -1 where there is none */
    public record Relation(List<String> names, int location) {}

    /** Offsets in bytes. */
    public record Token(int start, int end, String name) {}

    /**
     * What a text holds.
     *
     * @param kinds of its statements: names of PostgreSQL's nodes
     * @param functions names, with dots between their parts
     * @param constants byte offsets
     * @param tokens empty where the version of the library does not scan
     */
    public record Facts(
            List<String> kinds,
            List<Relation> relations,
            List<String> functions,
            List<Integer> constants,
            List<Token> tokens) {}

    /** One per text, in order; empty where it does not read the text. */
    public static List<Optional<Facts>> read(int major, List<String> texts) {
        try {
            Path input = Files.createTempFile("texts", ".base64");
            Path output = Files.createTempFile("facts", ".tsv");
            try {
                Files.write(input, texts.stream().map(LibpgQuery::encoded).toList(), UTF_8);
                Process node = new ProcessBuilder("node", "facts.mjs", Integer.toString(major))
                        .directory(DIRECTORY.toFile())
                        .redirectInput(input.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                int status = node.waitFor();
                List<Optional<Facts>> facts = new ArrayList<>();
                for (String line : Files.readAllLines(output, UTF_8)) {
                    facts.add(line.equals("!") ? Optional.empty() : Optional.of(facts(line)));
                }
                if (status != 0 || facts.size() != texts.size()) {
                    throw new IllegalStateException(
                            "node ended with " + status + " after " + facts.size() + " of " + texts.size());
                }
                return facts;
            } finally {
                Files.delete(input);
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static Facts facts(String line) {
        String[] fields = line.split("\t", -1);
        return new Facts(
                list(fields[0]),
                list(fields[1]).stream().map(LibpgQuery::relation).toList(),
                list(fields[2]).stream().map(LibpgQuery::decoded).toList(),
                list(fields[3]).stream().map(Integer::valueOf).toList(),
                list(fields[4]).stream().map(LibpgQuery::token).toList());
    }

    private static List<String> list(String field) {
        return field.isEmpty() ? List.of() : List.of(field.split(",", -1));
    }

    private static Relation relation(String spelled) {
        int at = spelled.lastIndexOf('@');
        List<String> names = List.of(spelled.substring(0, at).split("\\.", -1)).stream()
                .map(LibpgQuery::decoded)
                .toList();
        return new Relation(names, Integer.parseInt(spelled.substring(at + 1)));
    }

    private static Token token(String spelled) {
        String[] parts = spelled.split(":", -1);
        return new Token(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), parts[2]);
    }

    private static String decoded(String encoded) {
        return URLDecoder.decode(encoded.replace("+", "%2B"), UTF_8);
    }
}
