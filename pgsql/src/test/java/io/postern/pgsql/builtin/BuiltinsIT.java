package io.postern.pgsql.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.postern.testkit.PostgresFixture;

/** Holds the lists against servers of every major. Writes them anew when run with {@code -Dpostern.builtins.write}. */
class BuiltinsIT {

    @RegisterExtension
    static final PostgresFixture V15 = PostgresFixture.major(15);

    @RegisterExtension
    static final PostgresFixture V16 = PostgresFixture.major(16);

    @RegisterExtension
    static final PostgresFixture V17 = PostgresFixture.major(17);

    @RegisterExtension
    static final PostgresFixture V18 = PostgresFixture.major(18);

    private static final Classification CLASSIFICATION = Classification.read();
    private static final Path RESOURCES = Path.of("src/main/resources/io/postern/pgsql/builtin");

    private static Connection connect(int major) throws SQLException {
        PostgresFixture server = switch (major) {
            case 15 -> V15;
            case 16 -> V16;
            case 17 -> V17;
            default -> V18;
        };
        return server.connect("postgres");
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18})
    void theListsAreWhatTheServerHas(int major) throws SQLException, IOException {
        Map<String, List<String>> made = new LinkedHashMap<>();
        try (Connection connection = connect(major)) {
            ServerFacts facts = new ServerFacts(connection, CLASSIFICATION);
            made.put("functions", facts.functions());
            made.put("operators", facts.operators());
            made.put("types", facts.types());
            made.put("relations", facts.relations());
        }
        if (System.getProperty("postern.builtins.write") != null) {
            Files.createDirectories(RESOURCES.resolve("" + major));
            for (Map.Entry<String, List<String>> list : made.entrySet()) {
                Files.writeString(
                        RESOURCES.resolve(major + "/" + list.getKey() + ".txt"),
                        String.join("\n", list.getValue()) + "\n");
            }
            return;
        }

        made.forEach((what, lines) -> assertThat(Lines.of(major, what)).as(what).isEqualTo(lines));
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18})
    void safeFunctionsAreThoseListedAndThoseBehindListedOperatorsCastsAndTypes(int major) throws SQLException {
        Builtins builtins = Builtins.of(major);
        Set<Long> safe = new HashSet<>();
        Set<Long> all = new HashSet<>();
        try (Connection connection = connect(major)) {
            ServerFacts facts = new ServerFacts(connection, CLASSIFICATION);
            for (String row : facts.names("SELECT oid || ' ' || proname FROM pg_proc")) {
                String[] words = row.split(" ", -1);
                all.add(Long.parseLong(words[0]));
                if (List.of("ordinary", "session", "pinning", "catalog", "support").stream()
                        .anyMatch(word ->
                                CLASSIFICATION.names("functions " + word).contains(words[1]))) {
                    safe.add(Long.parseLong(words[0]));
                }
            }
            for (String oid : facts.names("SELECT oprcode::oid::text FROM pg_operator UNION"
                    + " SELECT castfunc::text FROM pg_cast UNION"
                    + " SELECT unnest(ARRAY[typinput, typoutput])::oid::text FROM pg_type"
                    + " WHERE typinput NOT IN ('array_in'::regproc, 'record_in'::regproc, 'enum_in'::regproc,"
                    + " 'range_in'::regproc, 'multirange_in'::regproc, 'domain_in'::regproc)"
                    + " UNION SELECT unnest(ARRAY['range_out', 'multirange_out', 'array_out', 'record_out']::regproc[])::oid::text"
                    + " UNION SELECT 'ts_rewrite(tsquery,tsquery,tsquery)'::regprocedure::oid::text")) {
                safe.add(Long.parseLong(oid));
            }
        }

        Set<Long> found = new HashSet<>();
        all.stream().filter(builtins::isSafeFunction).forEach(found::add);

        assertThat(found).isSubsetOf(safe).hasSizeGreaterThan(1000);
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18})
    void theAnalysisOfAReadableViewHoldsNothingButItsClosureAndWhatIsSafe(int major) throws SQLException {
        Builtins builtins = Builtins.of(major);
        try (Connection connection = connect(major)) {
            ServerAnalysis analysis = ServerAnalysis.on(connection);
            for (String schema : List.of("pg_catalog", "information_schema")) {
                for (String name : CLASSIFICATION.names("relations " + schema)) {
                    Optional<ViewClosure> found = builtins.viewClosure(schema, name);
                    if (found.isEmpty()) {
                        assertThat(builtins.isReadableRelation(analysis.oid(schema, name)))
                                .as(name)
                                .isTrue();
                        continue;
                    }
                    ViewClosure closure = found.get();

                    ServerAnalysis.Touched touched = analysis.of("SELECT * FROM " + schema + "." + name);

                    assertThat(touched.columns()).as(name).isEqualTo(builtins.columns(schema, name));
                    assertThat(touched.relations().size() + touched.functions().size())
                            .as(name)
                            .isPositive();
                    assertThat(touched.relations())
                            .as(name)
                            .allMatch(relation -> relation.fixed()
                                    ? closure.relationOids().contains(relation.oid())
                                    : relation.name().equals(schema + "." + name)
                                            || closure.views().contains(relation.name()));
                    assertThat(touched.functions())
                            .as(name)
                            .allMatch(function -> function.fixed()
                                    ? closure.functionOids().contains(function.oid())
                                            || builtins.isSafeFunction(function.oid())
                                    : function.name().startsWith("information_schema.")
                                            && closure.informationSchemaFunctions()
                                                    .contains(
                                                            function.name().substring("information_schema.".length())));
                    assertThat(touched.types())
                            .as(name)
                            .allMatch(type -> type.fixed()
                                    ? builtins.isSafeType(type.oid())
                                    : type.name().startsWith("information_schema.")
                                            && builtins.informationSchemaType(
                                                            type.name().substring("information_schema.".length()))
                                                    == TypeSafety.SAFE);
                }
            }
        }
    }

    @Test
    void nothingIsClassifiedThatNoMajorHas() throws SQLException {
        Map<String, String> queries = Map.of(
                "functions", "SELECT proname FROM pg_proc UNION SELECT 'ts_rewrite(tsquery,tsquery,tsquery)'",
                "operators", "SELECT oprname FROM pg_operator",
                "types", "SELECT typname FROM pg_type",
                "relations", "SELECT relname FROM pg_class");
        Map<String, Set<String>> existing = new LinkedHashMap<>();
        for (int major = Builtins.OLDEST_MAJOR; major <= Builtins.NEWEST_MAJOR; major++) {
            try (Connection connection = connect(major)) {
                for (Map.Entry<String, String> query : queries.entrySet()) {
                    existing.computeIfAbsent(query.getKey(), unused -> new HashSet<>())
                            .addAll(new ServerFacts(connection, CLASSIFICATION).names(query.getValue()));
                }
            }
        }

        CLASSIFICATION
                .sections()
                .forEach((section, names) -> assertThat(existing.get(section.split(" ", -1)[0]))
                        .as(section)
                        .containsAll(names));
    }
}
