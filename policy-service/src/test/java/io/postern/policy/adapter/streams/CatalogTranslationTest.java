package io.postern.policy.adapter.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.postern.policy.catalog.Cast;
import io.postern.policy.catalog.Catalog;
import io.postern.policy.catalog.Column;
import io.postern.policy.catalog.DataType;
import io.postern.policy.catalog.DataTypeKind;
import io.postern.policy.catalog.Operator;
import io.postern.policy.catalog.QualifiedName;
import io.postern.policy.catalog.Relation;
import io.postern.policy.catalog.Routine;
import io.postern.policy.catalog.RoutineKind;
import io.postern.policy.catalog.View;
import io.postern.schemas.EventMetas;
import io.postern.state.catalog.CatalogCast;
import io.postern.state.catalog.CatalogColumn;
import io.postern.state.catalog.CatalogFunction;
import io.postern.state.catalog.CatalogOperator;
import io.postern.state.catalog.CatalogPublished;
import io.postern.state.catalog.CatalogRelation;
import io.postern.state.catalog.CatalogType;
import io.postern.state.catalog.FunctionKind;
import io.postern.state.catalog.RelationKind;
import io.postern.state.catalog.TypeKind;

class CatalogTranslationTest {

    private static final EventMetas METAS = new EventMetas("test", Clock.systemUTC());

    private static CatalogColumn column(boolean generated) {
        return CatalogColumn.newBuilder()
                .setNumber(2)
                .setName("id")
                .setTypeOid(23)
                .setTypeName("integer")
                .setGenerated(generated)
                .build();
    }

    private static CatalogRelation.Builder relation(long oid, String name, RelationKind kind) {
        return CatalogRelation.newBuilder()
                .setOid(oid)
                .setSchemaName("app")
                .setName(name)
                .setKind(kind)
                .setColumns(List.of(column(true)))
                .setParentOids(List.of());
    }

    private static Catalog translated() {
        return CatalogTranslation.catalog(CatalogPublished.newBuilder()
                .setMeta(METAS.next("db", 0, "db", null))
                .setDatabase("db")
                .setVersion("v1")
                .setServerVersion(160_004)
                .setRelations(List.of(
                        relation(20_001, "t", RelationKind.TABLE)
                                .setRowSecurity(true)
                                .setHasRules(true)
                                .setWriteFunctionOids(List.of(20_003L))
                                .build(),
                        relation(20_002, "v", RelationKind.VIEW)
                                .setDefinition("SELECT 1")
                                .setSecurityBarrier(true)
                                .build()))
                .setFunctions(List.of(CatalogFunction.newBuilder()
                        .setOid(20_003)
                        .setSchemaName("app")
                        .setName("f")
                        .setKind(FunctionKind.AGGREGATE)
                        .setArguments("a integer")
                        .setArgumentTypeOids(List.of(23L))
                        .setResultTypeOid(25)
                        .setReturnsSet(true)
                        .setOutColumns(List.of(column(false)))
                        .setSecurityDefiner(true)
                        .setBodyDigest("d")
                        .build()))
                .setOperators(List.of(CatalogOperator.newBuilder()
                        .setOid(20_004)
                        .setSchemaName("app")
                        .setName("===")
                        .setLeftTypeOid(0)
                        .setRightTypeOid(25)
                        .setFunctionOid(20_003)
                        .build()))
                .setTypes(List.of(CatalogType.newBuilder()
                        .setOid(20_005)
                        .setSchemaName("app")
                        .setName("d")
                        .setKind(TypeKind.DOMAIN)
                        .setArrayOid(20_006)
                        .setBaseTypeOid(25)
                        .setRelationOid(0)
                        .setFunctionOids(List.of(20_003L))
                        .build()))
                .setCasts(List.of(CatalogCast.newBuilder()
                        .setOid(20_007)
                        .setSourceTypeOid(23)
                        .setTargetTypeOid(20_005)
                        .setFunctionOid(20_003)
                        .build()))
                .build());
    }

    @Test
    void nothingOfThePublishedCatalogIsLost() {
        Catalog catalog = translated();

        assertThat(catalog.version()).isEqualTo("v1");
        assertThat(catalog.serverMajor()).isEqualTo(16);
        Relation table = catalog.relation(20_001).orElseThrow();
        assertThat(table.columns()).containsExactly(new Column(2, "id", 23, "integer", true));
        assertThat(table.view()).isEmpty();
        assertThat(table.behaviour().rowSecurity()).isTrue();
        assertThat(table.behaviour().hasRules()).isTrue();
        assertThat(table.behaviour().writeFunctions()).containsExactly(20_003L);
        assertThat(catalog.relation(20_002).orElseThrow().view()).contains(new View("SELECT 1", true, false));
        assertThat(catalog.routine(20_003))
                .contains(new Routine(
                        20_003,
                        new QualifiedName("app", "f"),
                        RoutineKind.AGGREGATE,
                        new Routine.Signature(
                                "a integer", List.of(23L), 25, true, List.of(new Column(2, "id", 23, "integer"))),
                        true,
                        "d"));
        assertThat(catalog.operators(new QualifiedName("app", "===")))
                .containsExactly(new Operator(20_004, new QualifiedName("app", "==="), 0, 25, 20_003));
        assertThat(catalog.type(20_005))
                .contains(new DataType(
                        20_005, new QualifiedName("app", "d"), DataTypeKind.DOMAIN, 20_006, 25, 0, List.of(20_003L)));
        assertThat(catalog.casts()).containsExactly(new Cast(20_007, 23, 20_005, 20_003));
    }

    @Test
    void aFunctionOfAnOldEventHasNoKnownKind() {
        Catalog catalog = CatalogTranslation.catalog(CatalogPublished.newBuilder()
                .setMeta(METAS.next("db", 0, "db", null))
                .setDatabase("db")
                .setVersion("v1")
                .setServerVersion(170_000)
                .setRelations(List.of())
                .setFunctions(List.of(CatalogFunction.newBuilder()
                        .setOid(20_003)
                        .setSchemaName("app")
                        .setName("f")
                        .build()))
                .build());

        assertThat(catalog.routine(20_003).orElseThrow().kind()).isEqualTo(RoutineKind.UNKNOWN);
    }
}
