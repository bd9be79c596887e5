package io.postern.proxy.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.postern.events.EventMeta;
import io.postern.proxy.catalog.DatabaseCatalog;
import io.postern.schemas.CatalogVersions;
import io.postern.schemas.EventMetas;
import io.postern.state.catalog.CatalogPublished;
import io.postern.state.catalog.FunctionKind;
import io.postern.state.catalog.RelationKind;
import io.postern.state.catalog.TypeKind;

class CatalogEventsTest {

    private static final EventMeta META = new EventMetas("test", Clock.systemUTC()).next("db", 0, "db", null);

    private static CatalogPublished published(String definition, String behaviour, String body, String checks) {
        DatabaseCatalog.Column column = new DatabaseCatalog.Column(1, "id", 23, "integer", true);
        return CatalogEvents.published(
                META,
                new DatabaseCatalog(
                        "db",
                        170_005,
                        List.of(new DatabaseCatalog.Relation(
                                20_001,
                                "app",
                                "v",
                                'v',
                                List.of(column),
                                List.of(20_000L),
                                Optional.of(new DatabaseCatalog.View(definition, true, true)),
                                new DatabaseCatalog.Behaviour(true, true, List.of(20_002L), behaviour))),
                        new DatabaseCatalog.Routines(
                                List.of(new DatabaseCatalog.Function(
                                        20_002,
                                        "app",
                                        "f",
                                        'p',
                                        new DatabaseCatalog.Signature(
                                                "a integer", List.of(23L), 25, true, List.of(column)),
                                        true,
                                        body)),
                                List.of(new DatabaseCatalog.Operator(20_003, "app", "===", 0, 25, 20_002)),
                                List.of(new DatabaseCatalog.DataType(
                                        20_004, "app", "d", 'd', 20_005, 25, 0, List.of(20_002L), checks)),
                                List.of(new DatabaseCatalog.Cast(20_006, 23, 20_004, 0)))));
    }

    @Test
    void theEventTellsEverythingThatWasRead() {
        CatalogPublished event = published("SELECT 1", "b", "f", "c");

        assertThat(event.getRelations()).singleElement().satisfies(relation -> {
            assertThat(relation.getKind()).isEqualTo(RelationKind.VIEW);
            assertThat(relation.getColumns())
                    .singleElement()
                    .satisfies(column -> assertThat(column.getGenerated()).isTrue());
            assertThat(relation.getDefinition()).isEqualTo("SELECT 1");
            assertThat(relation.getSecurityBarrier()).isTrue();
            assertThat(relation.getSecurityInvoker()).isTrue();
            assertThat(relation.getRowSecurity()).isTrue();
            assertThat(relation.getHasRules()).isTrue();
            assertThat(relation.getWriteFunctionOids()).containsExactly(20_002L);
        });
        assertThat(event.getFunctions()).singleElement().satisfies(function -> {
            assertThat(function.getKind()).isEqualTo(FunctionKind.PROCEDURE);
            assertThat(function.getArgumentTypeOids()).containsExactly(23L);
            assertThat(function.getResultTypeOid()).isEqualTo(25);
            assertThat(function.getArguments()).isEqualTo("a integer");
            assertThat(function.getReturnsSet()).isTrue();
            assertThat(function.getOutColumns()).hasSize(1);
            assertThat(function.getSecurityDefiner()).isTrue();
        });
        assertThat(event.getOperators())
                .singleElement()
                .satisfies(operator -> assertThat(operator.getFunctionOid()).isEqualTo(20_002));
        assertThat(event.getTypes()).singleElement().satisfies(type -> {
            assertThat(type.getKind()).isEqualTo(TypeKind.DOMAIN);
            assertThat(type.getArrayOid()).isEqualTo(20_005);
            assertThat(type.getBaseTypeOid()).isEqualTo(25);
            assertThat(type.getFunctionOids()).containsExactly(20_002L);
        });
        assertThat(event.getCasts())
                .singleElement()
                .satisfies(cast -> assertThat(cast.getTargetTypeOid()).isEqualTo(20_004));
        assertThat(event.getVersion()).isEqualTo(CatalogVersions.of(event));
    }

    @Test
    void theVersionChangesWithWhatAnyObjectDoes() {
        String version = published("SELECT 1", "b", "f", "c").getVersion();

        assertThat(List.of(
                        published("SELECT 2", "b", "f", "c").getVersion(),
                        published("SELECT 1", "B", "f", "c").getVersion(),
                        published("SELECT 1", "b", "F", "c").getVersion(),
                        published("SELECT 1", "b", "f", "C").getVersion()))
                .doesNotContain(version)
                .doesNotHaveDuplicates();
    }
}
