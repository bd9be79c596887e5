package io.postern.proxy.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.postern.proxy.catalog.DatabaseCatalog.Column;
import io.postern.proxy.catalog.DatabaseCatalog.Function;
import io.postern.proxy.catalog.DatabaseCatalog.Relation;

class DatabaseCatalogTest {

    private static final Column ID = new Column(1, "id", 23, "integer");
    private static final Column EMAIL = new Column(2, "email", 25, "text");
    private static final Function TOTAL = new Function(20_000, "public", "total");

    @Test
    void equalCatalogsHaveTheSameVersion() {
        assertThat(catalog(170_005, customers(ID, EMAIL)).version())
                .isEqualTo(catalog(170_005, customers(ID, EMAIL)).version())
                .matches("[0-9a-f]{64}");
    }

    @Test
    void aNameThatLooksLikeAnotherColumnIsNotTakenForOne() {
        // Given
        Column forged = new Column(1, "a, typeOid=23, typeName=integer], Column[number=2, name=b", 25, "text");

        // When
        DatabaseCatalog one = catalogOf(forged);
        DatabaseCatalog other = catalogOf(new Column(1, "a", 23, "integer"), new Column(2, "b", 25, "text"));

        // Then
        assertThat(one.version()).isNotEqualTo(other.version());
    }

    private static DatabaseCatalog catalogOf(Column... columns) {
        return new DatabaseCatalog(
                "shop", 170_005, List.of(new Relation(1, "public", "t", 'r', List.of(columns), List.of())), List.of());
    }

    @Test
    void everyPartOfTheContentChangesTheVersion() {
        // When
        List<String> versions = Stream.of(
                        catalog(170_005, customers(ID, EMAIL)),
                        catalog(170_006, customers(ID, EMAIL)),
                        new DatabaseCatalog("vault", 170_005, List.of(customers(ID, EMAIL)), List.of(TOTAL)),
                        new DatabaseCatalog("shop", 170_005, List.of(customers(ID, EMAIL)), List.of()),
                        new DatabaseCatalog("shop", 170_005, List.of(), List.of(TOTAL)),
                        catalog(170_005, customers(ID)),
                        catalog(170_005, customers(EMAIL, ID)),
                        catalog(170_005, customers(ID, new Column(3, "email", 25, "text"))),
                        catalog(170_005, customers(ID, new Column(2, "mail", 25, "text"))),
                        catalog(170_005, customers(ID, new Column(2, "email", 1043, "text"))),
                        catalog(170_005, customers(ID, new Column(2, "email", 25, "varchar"))),
                        catalog(170_005, new Relation(1, "public", "customers", 'r', List.of(ID, EMAIL), List.of())),
                        catalog(170_005, new Relation(16_400, "x", "customers", 'r', List.of(ID, EMAIL), List.of())),
                        catalog(170_005, new Relation(16_400, "public", "x", 'r', List.of(ID, EMAIL), List.of())),
                        catalog(
                                170_005,
                                new Relation(16_400, "public", "customers", 'v', List.of(ID, EMAIL), List.of())),
                        catalog(
                                170_005,
                                new Relation(16_400, "public", "customers", 'r', List.of(ID, EMAIL), List.of(7L))))
                .map(DatabaseCatalog::version)
                .toList();

        // Then
        assertThat(versions).doesNotHaveDuplicates();
    }

    private static DatabaseCatalog catalog(int serverVersion, Relation relation) {
        return new DatabaseCatalog("shop", serverVersion, List.of(relation), List.of(TOTAL));
    }

    private static Relation customers(Column... columns) {
        return new Relation(16_400, "public", "customers", 'r', List.of(columns), List.of());
    }
}
