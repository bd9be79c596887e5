package io.postern.policy.adapter.streams;

import java.util.List;
import java.util.stream.Collectors;

import io.postern.policy.sql.Catalog;
import io.postern.policy.sql.Column;
import io.postern.policy.sql.QualifiedName;
import io.postern.policy.sql.Relation;
import io.postern.policy.sql.RelationKind;
import io.postern.state.catalog.CatalogFunction;
import io.postern.state.catalog.CatalogPublished;
import io.postern.state.catalog.CatalogRelation;

/** Catalogs as the reader knows them, from catalogs as the log has them. */
final class CatalogTranslation {

    private CatalogTranslation() {}

    static Catalog catalog(CatalogPublished published) {
        List<Relation> relations = published.getRelations().stream()
                .map(CatalogTranslation::relation)
                .toList();
        return new Catalog(
                published.getVersion(),
                relations,
                published.getFunctions().stream().map(CatalogFunction::getName).collect(Collectors.toSet()));
    }

    private static Relation relation(CatalogRelation relation) {
        List<Column> columns = relation.getColumns().stream()
                .map(column -> new Column(column.getNumber(), column.getName(), column.getTypeName()))
                .toList();
        return new Relation(
                relation.getOid(),
                new QualifiedName(relation.getSchemaName(), relation.getName()),
                kind(relation.getKind()),
                columns,
                relation.getParentOids());
    }

    private static RelationKind kind(io.postern.state.catalog.RelationKind kind) {
        return switch (kind) {
            case TABLE -> RelationKind.TABLE;
            case PARTITIONED_TABLE -> RelationKind.PARTITIONED_TABLE;
            case VIEW -> RelationKind.VIEW;
            case MATERIALIZED_VIEW -> RelationKind.MATERIALIZED_VIEW;
            case FOREIGN_TABLE -> RelationKind.FOREIGN_TABLE;
            case SEQUENCE -> RelationKind.SEQUENCE;
            case COMPOSITE_TYPE -> RelationKind.COMPOSITE_TYPE;
            case OTHER -> RelationKind.OTHER;
        };
    }
}
