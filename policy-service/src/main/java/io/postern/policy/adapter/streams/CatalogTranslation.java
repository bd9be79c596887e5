package io.postern.policy.adapter.streams;

import java.util.List;

import io.postern.policy.catalog.Behaviour;
import io.postern.policy.catalog.Cast;
import io.postern.policy.catalog.Catalog;
import io.postern.policy.catalog.Column;
import io.postern.policy.catalog.Contents;
import io.postern.policy.catalog.DataType;
import io.postern.policy.catalog.DataTypeKind;
import io.postern.policy.catalog.Operator;
import io.postern.policy.catalog.QualifiedName;
import io.postern.policy.catalog.Relation;
import io.postern.policy.catalog.RelationKind;
import io.postern.policy.catalog.Routine;
import io.postern.policy.catalog.RoutineKind;
import io.postern.policy.catalog.View;
import io.postern.state.catalog.CatalogCast;
import io.postern.state.catalog.CatalogColumn;
import io.postern.state.catalog.CatalogFunction;
import io.postern.state.catalog.CatalogOperator;
import io.postern.state.catalog.CatalogPublished;
import io.postern.state.catalog.CatalogRelation;
import io.postern.state.catalog.CatalogType;
import io.postern.state.catalog.FunctionKind;
import io.postern.state.catalog.TypeKind;

/** Catalogs as the reader knows them, from catalogs as the log has them. */
final class CatalogTranslation {

    /** server_version_num counts so from PostgreSQL 10 on. */
    private static final int MAJOR = 10_000;

    private CatalogTranslation() {}

    static Catalog catalog(CatalogPublished published) {
        Contents contents = new Contents(
                published.getRelations().stream()
                        .map(CatalogTranslation::relation)
                        .toList(),
                published.getFunctions().stream()
                        .map(CatalogTranslation::routine)
                        .toList(),
                published.getOperators().stream()
                        .map(CatalogTranslation::operator)
                        .toList(),
                published.getTypes().stream().map(CatalogTranslation::type).toList(),
                published.getCasts().stream().map(CatalogTranslation::cast).toList());
        return new Catalog(published.getVersion(), published.getServerVersion() / MAJOR, contents);
    }

    private static Relation relation(CatalogRelation relation) {
        Relation plain = new Relation(
                        relation.getOid(),
                        new QualifiedName(relation.getSchemaName(), relation.getName()),
                        kind(relation.getKind()),
                        columns(relation.getColumns()),
                        relation.getParentOids())
                .with(new Behaviour(
                        relation.getRowSecurity(), relation.getHasRules(), relation.getWriteFunctionOids()));
        String definition = relation.getDefinition();
        return definition == null
                ? plain
                : plain.with(new View(definition, relation.getSecurityBarrier(), relation.getSecurityInvoker()));
    }

    private static List<Column> columns(List<CatalogColumn> columns) {
        return columns.stream()
                .map(column -> new Column(
                        column.getNumber(),
                        column.getName(),
                        column.getTypeOid(),
                        column.getTypeName(),
                        column.getGenerated()))
                .toList();
    }

    private static Routine routine(CatalogFunction function) {
        FunctionKind kind = function.getKind();
        return new Routine(
                function.getOid(),
                new QualifiedName(function.getSchemaName(), function.getName()),
                kind == null ? RoutineKind.UNKNOWN : kind(kind),
                new Routine.Signature(
                        function.getArguments(),
                        function.getArgumentTypeOids(),
                        function.getResultTypeOid(),
                        function.getReturnsSet(),
                        columns(function.getOutColumns())),
                function.getSecurityDefiner(),
                function.getBodyDigest());
    }

    private static Operator operator(CatalogOperator operator) {
        return new Operator(
                operator.getOid(),
                new QualifiedName(operator.getSchemaName(), operator.getName()),
                operator.getLeftTypeOid(),
                operator.getRightTypeOid(),
                operator.getFunctionOid());
    }

    private static DataType type(CatalogType type) {
        return new DataType(
                type.getOid(),
                new QualifiedName(type.getSchemaName(), type.getName()),
                kind(type.getKind()),
                type.getArrayOid(),
                type.getBaseTypeOid(),
                type.getRelationOid(),
                type.getFunctionOids());
    }

    private static Cast cast(CatalogCast cast) {
        return new Cast(cast.getOid(), cast.getSourceTypeOid(), cast.getTargetTypeOid(), cast.getFunctionOid());
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

    private static RoutineKind kind(FunctionKind kind) {
        return switch (kind) {
            case FUNCTION -> RoutineKind.FUNCTION;
            case PROCEDURE -> RoutineKind.PROCEDURE;
            case AGGREGATE -> RoutineKind.AGGREGATE;
            case WINDOW -> RoutineKind.WINDOW;
            case UNKNOWN -> RoutineKind.UNKNOWN;
        };
    }

    private static DataTypeKind kind(TypeKind kind) {
        return switch (kind) {
            case BASE -> DataTypeKind.BASE;
            case COMPOSITE -> DataTypeKind.COMPOSITE;
            case DOMAIN -> DataTypeKind.DOMAIN;
            case ENUM -> DataTypeKind.ENUM;
            case RANGE -> DataTypeKind.RANGE;
            case MULTIRANGE -> DataTypeKind.MULTIRANGE;
            case PSEUDO -> DataTypeKind.PSEUDO;
            case UNKNOWN -> DataTypeKind.UNKNOWN;
        };
    }
}
