package io.postern.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.SchemaValidatorBuilder;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds today's schemas against every frozen one. A changed schema is frozen as a further version by
 * {@code mvn -pl schemas test -Dpostern.freeze}, which the test then checks.
 */
class SchemaHistoryTest {

    private static final Path HISTORY = Path.of("src/main/resources/avro/history");

    @BeforeAll
    static void freezeWhereAsked() throws IOException {
        if (System.getProperty("postern.freeze") == null) {
            return;
        }
        Files.createDirectories(HISTORY);
        for (Schema schema : currentSchemas()) {
            List<Schema> frozen = frozenVersions(schema.getFullName());
            if (frozen.stream().noneMatch(f -> sameOnTheWire(f, schema))) {
                Files.writeString(
                        HISTORY.resolve(schema.getFullName() + ".v" + (frozen.size() + 1) + ".avsc"),
                        SchemaFormatter.format("json/pretty", schema) + "\n");
            }
        }
        Files.write(HISTORY.resolve(SchemaHistory.INDEX), frozenFiles());
    }

    @Test
    void everyCurrentSchemaIsFrozen() throws IOException {
        for (Schema schema : currentSchemas()) {
            assertThat(frozenVersions(schema.getFullName()))
                    .as("frozen versions of %s (run with -Dpostern.freeze)", schema.getFullName())
                    .anyMatch(frozen -> sameOnTheWire(frozen, schema));
        }
    }

    @Test
    void theIndexNamesEveryFrozenSchema() throws IOException {
        assertThat(Files.readAllLines(HISTORY.resolve(SchemaHistory.INDEX))).isEqualTo(frozenFiles());
    }

    @Test
    void everySchemaReadsAndIsReadByEveryFrozenVersion() throws IOException {
        var validator = new SchemaValidatorBuilder().mutualReadStrategy().validateAll();
        for (Schema schema : currentSchemas()) {
            List<Schema> frozen = frozenVersions(schema.getFullName());
            assertThat(frozen).isNotEmpty();
            assertThatCode(() -> validator.validate(schema, frozen))
                    .as(schema.getFullName())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void everyEventBeginsWithItsMeta() {
        for (Schema schema : currentSchemas()) {
            assertThat(schema.getFields().get(0).name())
                    .as(schema.getFullName())
                    .isEqualTo("meta");
        }
    }

    private static boolean sameOnTheWire(Schema one, Schema other) {
        return SchemaNormalization.parsingFingerprint64(one) == SchemaNormalization.parsingFingerprint64(other);
    }

    private static List<Schema> currentSchemas() {
        List<Schema> schemas = new ArrayList<>();
        Topics.ALL.forEach(topic ->
                topic.types().forEach(type -> schemas.add(SpecificData.get().getSchema(type))));
        schemas.sort(Comparator.comparing(Schema::getFullName));
        return schemas;
    }

    private static List<Schema> frozenVersions(String fullName) throws IOException {
        List<Schema> versions = new ArrayList<>();
        for (String file : frozenFiles()) {
            if (file.startsWith(fullName + ".v")) {
                versions.add(new Schema.Parser().parse(Files.readString(HISTORY.resolve(file))));
            }
        }
        return versions;
    }

    private static List<String> frozenFiles() throws IOException {
        try (var files = Files.list(HISTORY)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".avsc"))
                    .sorted()
                    .toList();
        }
    }
}
