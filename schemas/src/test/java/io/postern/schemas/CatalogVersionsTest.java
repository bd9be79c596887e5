package io.postern.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.postern.state.catalog.CatalogColumn;
import io.postern.state.catalog.CatalogFunction;
import io.postern.state.catalog.CatalogPublished;
import io.postern.state.catalog.CatalogRelation;
import io.postern.state.catalog.RelationKind;

class CatalogVersionsTest {

    private static final CatalogFunction TOTAL = CatalogFunction.newBuilder()
            .setOid(9)
            .setSchemaName("public")
            .setName("total")
            .setOutColumns(List.of())
            .build();
    private static final CatalogColumn ID = column(1, "id", 23, "integer");
    private static final CatalogColumn EMAIL = column(2, "email", 25, "text");

    @Test
    void theVersionIsThatOfTheContentWhoeverTellsItAndWhateverItClaims() {
        assertThat(CatalogVersions.of(catalog("one", 170_000, List.of(customers(ID, EMAIL)), List.of(TOTAL))))
                .isEqualTo(CatalogVersions.of(catalog("two", 170_000, List.of(customers(ID, EMAIL)), List.of(TOTAL))));
    }

    @Test
    void everyPartOfTheContentChangesTheVersion() {
        List<CatalogPublished> all = List.of(
                catalog("v", 170_000, List.of(customers(ID, EMAIL)), List.of(TOTAL)),
                catalog("v", 180_000, List.of(customers(ID, EMAIL)), List.of(TOTAL)),
                catalog("v", 170_000, List.of(customers(ID)), List.of(TOTAL)),
                catalog("v", 170_000, List.of(), List.of(TOTAL)),
                catalog("v", 170_000, List.of(customers(ID, EMAIL)), List.of()),
                catalog("v", 170_000, List.of(customers(ID, column(2, "mail", 25, "text"))), List.of(TOTAL)));

        assertThat(all.stream().map(CatalogVersions::of)).doesNotHaveDuplicates();
    }

    private static CatalogPublished catalog(
            String claimed, int server, List<CatalogRelation> relations, List<CatalogFunction> functions) {
        return CatalogPublished.newBuilder()
                .setMeta(new EventMetas(claimed, Clock.systemUTC()).next("shop", 0, "shop", null))
                .setDatabase("shop")
                .setVersion(claimed)
                .setServerVersion(server)
                .setRelations(relations)
                .setFunctions(functions)
                .build();
    }

    private static CatalogRelation customers(CatalogColumn... columns) {
        return CatalogRelation.newBuilder()
                .setOid(7)
                .setSchemaName("public")
                .setName("customers")
                .setKind(RelationKind.TABLE)
                .setColumns(List.of(columns))
                .setParentOids(List.of())
                .build();
    }

    private static CatalogColumn column(int number, String name, long typeOid, String typeName) {
        return CatalogColumn.newBuilder()
                .setNumber(number)
                .setName(name)
                .setTypeOid(typeOid)
                .setTypeName(typeName)
                .build();
    }
}
