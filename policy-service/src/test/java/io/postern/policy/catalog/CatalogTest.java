package io.postern.policy.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class CatalogTest {

    private static final long TEXT = 25;
    private static final long INTEGER = 23;

    private final Relation log = table(20_001, "app", "log");
    private final Relation first = table(20_002, "app", "log_1", log.oid());
    private final Relation deepest = table(20_003, "other", "log_1_1", first.oid(), 99_999L);
    private final Relation alone = table(20_004, "other", "log");
    private final Routine lower = routine(20_005, "app", "lower", TEXT);
    private final Routine lowerOfTwo = routine(20_006, "app", "lower", TEXT, INTEGER);
    private final Routine elsewhere = routine(20_007, "other", "lower", TEXT);
    private final Operator operator = new Operator(20_008, new QualifiedName("app", "==="), TEXT, INTEGER, lower.oid());
    private final DataType mood =
            new DataType(20_009, new QualifiedName("app", "mood"), DataTypeKind.ENUM, 20_010, 0, 0, List.of());
    private final Cast cast = new Cast(20_011, INTEGER, mood.oid(), lower.oid());

    private final Catalog catalog = new Catalog(
            "v",
            17,
            new Contents(
                    List.of(log, first, deepest, alone),
                    List.of(lower, lowerOfTwo, elsewhere),
                    List.of(operator),
                    List.of(mood),
                    List.of(cast)));

    private static Relation table(long oid, String schema, String name, Long... parents) {
        return new Relation(
                oid,
                new QualifiedName(schema, name),
                RelationKind.TABLE,
                List.of(new Column(1, "id", INTEGER, "integer"), new Column(3, "tags", 1009, "character varying(5)[]")),
                List.of(parents));
    }

    private static Routine routine(long oid, String schema, String name, Long... arguments) {
        return new Routine(
                oid,
                new QualifiedName(schema, name),
                RoutineKind.FUNCTION,
                new Routine.Signature("…", List.of(arguments), TEXT, false, List.of()),
                false,
                "digest");
    }

    @Test
    void relationsAreFoundByNameAndObjectId() {
        assertThat(catalog.relation(new QualifiedName("app", "log"))).contains(log);
        assertThat(catalog.relation(new QualifiedName("other", "log"))).contains(alone);
        assertThat(catalog.relation(new QualifiedName("public", "log"))).isEmpty();
        assertThat(catalog.relation(20_003)).contains(deepest);
        assertThat(catalog.relation(1)).isEmpty();
        assertThat(log.column("tags").orElseThrow().number()).isEqualTo(3);
        assertThat(log.column("Tags")).isEmpty();
    }

    @Test
    void aFamilyIsTheSameFromWhicheverMember() {
        assertThat(catalog.family(log)).containsExactly(log, first, deepest);
        assertThat(catalog.family(first)).containsExactlyInAnyOrder(log, first, deepest);
        assertThat(catalog.family(deepest)).startsWith(deepest).containsExactlyInAnyOrder(log, first, deepest);
        assertThat(catalog.family(alone)).containsExactly(alone);
    }

    @Test
    void routinesAreFoundWithAllOverloadsOfTheirSchema() {
        assertThat(catalog.routines(new QualifiedName("app", "lower"))).containsExactly(lower, lowerOfTwo);
        assertThat(catalog.routines(new QualifiedName("other", "lower"))).containsExactly(elsewhere);
        assertThat(catalog.routines(new QualifiedName("pg_catalog", "lower"))).isEmpty();
        assertThat(catalog.routine(20_006)).contains(lowerOfTwo);
        assertThat(catalog.hasFunction("lower")).isTrue();
        assertThat(catalog.hasFunction("upper")).isFalse();
    }

    @Test
    void operatorsTypesAndCastsAreFoundByWhatTheyAreAbout() {
        assertThat(catalog.operators(new QualifiedName("app", "==="))).containsExactly(operator);
        assertThat(catalog.operators(new QualifiedName("other", "==="))).isEmpty();
        assertThat(catalog.type(new QualifiedName("app", "mood"))).contains(mood);
        assertThat(catalog.type(20_009)).contains(mood);
        assertThat(catalog.type(20_010)).isEmpty();
        assertThat(catalog.elementType(20_010)).contains(mood);
        assertThat(catalog.elementType(0)).isEmpty();
        assertThat(catalog.castsTo(mood.oid())).containsExactly(cast);
        assertThat(catalog.castsTo(INTEGER)).isEmpty();
    }

    @Test
    void columnTypesAreKnownWithoutModifierAndBrackets() {
        assertThat(catalog.hasColumnOfType("character varying")).isTrue();
        assertThat(catalog.hasColumnOfType("character varying(5)")).isFalse();
        assertThat(catalog.hasColumn("tags")).isTrue();
        assertThat(catalog.hasColumn("cargo")).isFalse();
    }
}
