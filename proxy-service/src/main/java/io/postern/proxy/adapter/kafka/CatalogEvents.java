package io.postern.proxy.adapter.kafka;

import java.util.List;

import io.postern.events.EventMeta;
import io.postern.proxy.catalog.DatabaseCatalog;
import io.postern.schemas.CatalogVersions;
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

/** Catalogs as the log has them, from catalogs as they were read. */
final class CatalogEvents {

    private CatalogEvents() {}

    static CatalogPublished published(EventMeta meta, DatabaseCatalog catalog) {
        DatabaseCatalog.Routines routines = catalog.routines();
        CatalogPublished.Builder event = CatalogPublished.newBuilder()
                .setMeta(meta)
                .setDatabase(catalog.database())
                .setVersion("")
                .setServerVersion(catalog.serverVersion())
                .setRelations(catalog.relations().stream()
                        .map(CatalogEvents::relation)
                        .toList())
                .setFunctions(routines.functions().stream()
                        .map(CatalogEvents::function)
                        .toList())
                .setOperators(routines.operators().stream()
                        .map(CatalogEvents::operator)
                        .toList())
                .setTypes(routines.types().stream().map(CatalogEvents::type).toList())
                .setCasts(routines.casts().stream().map(CatalogEvents::cast).toList());
        return event.setVersion(CatalogVersions.of(event.build())).build();
    }

    private static CatalogRelation relation(DatabaseCatalog.Relation relation) {
        CatalogRelation.Builder event = CatalogRelation.newBuilder()
                .setOid(relation.oid())
                .setSchemaName(relation.schema())
                .setName(relation.name())
                .setKind(relationKind(relation.kind()))
                .setColumns(columns(relation.columns()))
                .setParentOids(relation.parentOids())
                .setRowSecurity(relation.behaviour().rowSecurity())
                .setHasRules(relation.behaviour().hasRules())
                .setWriteFunctionOids(relation.behaviour().writeFunctionOids())
                .setBehaviourDigest(relation.behaviour().digest());
        relation.view()
                .ifPresent(view -> event.setDefinition(view.definition())
                        .setSecurityBarrier(view.securityBarrier())
                        .setSecurityInvoker(view.securityInvoker()));
        return event.build();
    }

    private static List<CatalogColumn> columns(List<DatabaseCatalog.Column> columns) {
        return columns.stream()
                .map(column -> CatalogColumn.newBuilder()
                        .setNumber(column.number())
                        .setName(column.name())
                        .setTypeOid(column.typeOid())
                        .setTypeName(column.typeName())
                        .setGenerated(column.generated())
                        .build())
                .toList();
    }

    private static CatalogFunction function(DatabaseCatalog.Function function) {
        return CatalogFunction.newBuilder()
                .setOid(function.oid())
                .setSchemaName(function.schema())
                .setName(function.name())
                .setKind(functionKind(function.kind()))
                .setArgumentTypeOids(function.signature().argumentTypeOids())
                .setResultTypeOid(function.signature().resultTypeOid())
                .setArguments(function.signature().arguments())
                .setReturnsSet(function.signature().returnsSet())
                .setOutColumns(columns(function.signature().outColumns()))
                .setSecurityDefiner(function.securityDefiner())
                .setBodyDigest(function.bodyDigest())
                .build();
    }

    private static CatalogOperator operator(DatabaseCatalog.Operator operator) {
        return CatalogOperator.newBuilder()
                .setOid(operator.oid())
                .setSchemaName(operator.schema())
                .setName(operator.name())
                .setLeftTypeOid(operator.leftTypeOid())
                .setRightTypeOid(operator.rightTypeOid())
                .setFunctionOid(operator.functionOid())
                .build();
    }

    private static CatalogType type(DatabaseCatalog.DataType type) {
        return CatalogType.newBuilder()
                .setOid(type.oid())
                .setSchemaName(type.schema())
                .setName(type.name())
                .setKind(typeKind(type.kind()))
                .setArrayOid(type.arrayOid())
                .setBaseTypeOid(type.baseTypeOid())
                .setRelationOid(type.relationOid())
                .setFunctionOids(type.functionOids())
                .setChecksDigest(type.checksDigest())
                .build();
    }

    private static CatalogCast cast(DatabaseCatalog.Cast cast) {
        return CatalogCast.newBuilder()
                .setOid(cast.oid())
                .setSourceTypeOid(cast.sourceTypeOid())
                .setTargetTypeOid(cast.targetTypeOid())
                .setFunctionOid(cast.functionOid())
                .build();
    }

    private static RelationKind relationKind(char relkind) {
        return switch (relkind) {
            case 'r' -> RelationKind.TABLE;
            case 'p' -> RelationKind.PARTITIONED_TABLE;
            case 'v' -> RelationKind.VIEW;
            case 'm' -> RelationKind.MATERIALIZED_VIEW;
            case 'f' -> RelationKind.FOREIGN_TABLE;
            case 'S' -> RelationKind.SEQUENCE;
            case 'c' -> RelationKind.COMPOSITE_TYPE;
            default -> RelationKind.OTHER;
        };
    }

    private static FunctionKind functionKind(char prokind) {
        return switch (prokind) {
            case 'f' -> FunctionKind.FUNCTION;
            case 'p' -> FunctionKind.PROCEDURE;
            case 'a' -> FunctionKind.AGGREGATE;
            case 'w' -> FunctionKind.WINDOW;
            default -> FunctionKind.UNKNOWN;
        };
    }

    private static TypeKind typeKind(char typtype) {
        return switch (typtype) {
            case 'b' -> TypeKind.BASE;
            case 'c' -> TypeKind.COMPOSITE;
            case 'd' -> TypeKind.DOMAIN;
            case 'e' -> TypeKind.ENUM;
            case 'r' -> TypeKind.RANGE;
            case 'm' -> TypeKind.MULTIRANGE;
            case 'p' -> TypeKind.PSEUDO;
            default -> TypeKind.UNKNOWN;
        };
    }
}
