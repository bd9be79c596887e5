package io.postern.pgsql.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The statements that the grammar is tested with. */
public final class Corpus {

    private static final Path OWN = Path.of("src/test/resources/corpus");
    private static final Path DEPLOY = Path.of("../deploy/src/test/resources");
    private static final Path POLICY = Path.of("../policy-service/src/test/resources/io/postern/policy");

    private Corpus() {}

    /** Those of this module, each with what servers say to it; all distinct. */
    public static List<CorpusStatement> own() {
        List<CorpusStatement> all = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (Path file : files(OWN)) {
            for (CorpusStatement statement : CorpusFile.read(name(file), content(file))) {
                if (seen.add(statement.sql())) {
                    all.add(statement);
                }
            }
        }
        return all;
    }

    /** Texts of other modules' tests, by where they stand; servers have to be asked about them. */
    public static List<String> others() {
        Set<String> all = new LinkedHashSet<>();
        for (Path file : files(DEPLOY.resolve("regression"))) {
            all.addAll(ScriptFile.statements(content(file)));
        }
        for (Path file : files(DEPLOY.resolve("attacks"))) {
            all.addAll(ScriptFile.blocks(content(file)));
        }
        for (Path file : files(POLICY.resolve("analysis"))) {
            all.addAll(ScriptFile.entries(content(file)));
        }
        all.addAll(ScriptFile.entries(content(POLICY.resolve("masked.sql"))));
        return List.copyOf(all);
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return file.toString().replaceFirst(".*[/\\\\]", "");
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
