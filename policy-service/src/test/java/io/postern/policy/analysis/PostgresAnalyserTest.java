package io.postern.policy.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.postern.pgsql.read.DescentParser;
import io.postern.pgwire.sql.Tokens;
import io.postern.policy.Shop;
import io.postern.policy.catalog.Catalog;
import io.postern.policy.catalog.Column;
import io.postern.policy.catalog.Contents;
import io.postern.policy.catalog.QualifiedName;
import io.postern.policy.catalog.Relation;
import io.postern.policy.catalog.RelationKind;
import io.postern.policy.catalog.View;

class PostgresAnalyserTest {

    private static final Analyser ANALYSER = new PostgresAnalyser(new DescentParser());

    private static String text(String resource) {
        try (InputStream in = PostgresAnalyserTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Statements, one per line; indented lines go on, lines with a number sign are comments. */
    static List<String> statements(String resource) {
        String joined = text(resource).replaceAll("(?m)^#.*\\R", "").replaceAll("\\R[ \\t]+", "\n ");
        return Stream.of(joined.split("\\R(?! )"))
                .filter(line -> !line.isBlank())
                .toList();
    }

    static List<String> ordinary() {
        return statements("ordinary.sql");
    }

    static List<String> refused() {
        return statements("refused.sql");
    }

    static List<String> psql() {
        return statements("psql.sql");
    }

    /** @param expected lines by key */
    record Case(String sql, Map<String, String> expected) {
        @Override
        public String toString() {
            return sql;
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String line : text("cases.txt").lines().toList()) {
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            if (line.startsWith(" ")) {
                String[] keyAndValue = line.strip().split(": ", 2);
                cases.get(cases.size() - 1).expected().put(keyAndValue[0], keyAndValue[1]);
            } else {
                cases.add(new Case(line, new LinkedHashMap<>()));
            }
        }
        return cases;
    }

    private static Analysis analyse(String sql) {
        return ANALYSER.analyse(Shop.lex(sql), new AnalysisContext(Shop.CATALOG, Shop.SEARCH_PATH));
    }

    private static boolean isRefused(Analysis analysis) {
        return !(analysis instanceof Analysis.Understood understood)
                || understood.statements().stream()
                        .anyMatch(statement -> statement.refusal().isPresent());
    }

    @ParameterizedTest
    @MethodSource("ordinary")
    void ordinaryStatementsAreUnderstood(String sql) {
        assertThat(isRefused(analyse(sql))).as("%s", analyse(sql)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("psql")
    void whatPsqlAsksForItsCommandsIsUnderstood(String sql) {
        assertThat(isRefused(analyse(sql))).as("%s", analyse(sql)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNotKnownToBeHarmlessIsRefused(String sql) {
        assertThat(isRefused(analyse(sql))).as("%s", analyse(sql)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void statementsAreAnalysedAsWritten(Case test) {
        Tokens tokens = Shop.lex(test.sql());
        Analysis analysis = ANALYSER.analyse(tokens, new AnalysisContext(Shop.CATALOG, Shop.SEARCH_PATH));

        assertThat(new AnalysisText(Shop.CATALOG, tokens).lines(analysis)).isEqualTo(test.expected());
    }

    @Test
    void searchPathsWithAnotherSchemaBeforePgCatalogAreRefused() {
        Analysis analysis = ANALYSER.analyse(
                Shop.lex("SELECT 1"), new AnalysisContext(Shop.CATALOG, List.of("public", "pg_catalog")));

        assertThat(analysis).isInstanceOf(Analysis.NotUnderstood.class);
    }

    private static Catalog catalogOf(Relation... relations) {
        return new Catalog("views", 17, Contents.of(List.of(relations)));
    }

    private static Relation relation(long oid, String name, RelationKind kind) {
        return new Relation(
                oid, new QualifiedName("public", name), kind, List.of(new Column(1, "a", 23, "integer")), List.of());
    }

    private static Relation view(long oid, String name, String definition) {
        return relation(oid, name, RelationKind.VIEW).with(new View(definition, false, false));
    }

    private static Map<String, String> lines(Catalog catalog, String sql) {
        Tokens tokens = Shop.lex(sql);
        return new AnalysisText(catalog, tokens)
                .lines(ANALYSER.analyse(tokens, new AnalysisContext(catalog, Shop.SEARCH_PATH)));
    }

    @Test
    void columnsOfViewsCarryWhatIsBehindThem() {
        Catalog catalog = catalogOf(
                relation(1, "t", RelationKind.TABLE),
                view(2, "v", "SELECT t.a + 1 AS a FROM public.t WHERE t.a > 0;"),
                view(3, "w", " SELECT v.a FROM public.v;"));

        Map<String, String> lines = lines(catalog, "SELECT a FROM w");

        assertThat(lines)
                .containsEntry("relations", "public.w view")
                .containsEntry("outputs", "a <- t.a")
                .containsEntry("predicates", "t.a");
    }

    @Test
    void materializedViewsAreStoredAndCopied() {
        Catalog catalog = catalogOf(
                relation(1, "t", RelationKind.TABLE),
                relation(2, "m", RelationKind.MATERIALIZED_VIEW)
                        .with(new View("SELECT t.a FROM public.t", false, false)));

        assertThat(lines(catalog, "SELECT a FROM m")).containsEntry("outputs", "a <- m.a t.a");
    }

    @Test
    void viewsThatCannotBeLookedThroughAreRefused() {
        Catalog catalog = catalogOf(
                relation(1, "t", RelationKind.TABLE),
                view(2, "unreadable", "SELECT FROM WHERE"),
                view(3, "harmful", "SELECT pg_sleep(1)::text::integer AS a"),
                view(4, "circular", "SELECT circular.a FROM public.circular"),
                view(5, "two", "SELECT t.a, t.a AS b FROM public.t"),
                view(6, "change", "DELETE FROM public.t RETURNING a"));

        for (String view : List.of("unreadable", "harmful", "circular", "two", "change")) {
            assertThat(lines(catalog, "SELECT a FROM " + view)).as(view).containsOnlyKeys("refused");
        }
    }

    @Test
    void viewsMultipliedOutAreRefusedBeforeTheyCostMuch() {
        List<Relation> relations = new ArrayList<>(List.of(relation(1, "v0", RelationKind.TABLE)));
        for (int i = 1; i <= 30; i++) {
            String below = "public.v" + (i - 1);
            relations.add(view(i + 1, "v" + i, "SELECT x.a FROM " + below + " x, " + below + " y"));
        }
        Catalog catalog = catalogOf(relations.toArray(Relation[]::new));

        assertThat(lines(catalog, "SELECT a FROM v5")).containsEntry("outputs", "a <- v0.a");
        assertThat(lines(catalog, "SELECT a FROM v30")).containsOnlyKeys("refused");
    }

    @Test
    void whatCostsTooMuchIsRefusedAndNothingOverflows() {
        String joins = "JOIN orders USING (id) ".repeat(1_100);
        for (String sql : List.of(
                "SELECT 1 FROM customers " + joins,
                "SELECT " + "(SELECT ".repeat(900) + "1" + ")".repeat(900),
                "SELECT * FROM " + "customers, ".repeat(1_200) + "log",
                "SELECT " + "abs(".repeat(900) + "1" + ")".repeat(900),
                "SELECT " + "customers.*, ".repeat(400) + "1 FROM customers")) {
            assertThat(analyse(sql)).isInstanceOf(Analysis.NotUnderstood.class);
        }
    }
}
