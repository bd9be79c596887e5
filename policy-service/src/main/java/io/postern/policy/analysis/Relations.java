package io.postern.policy.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.ObjectName;
import io.postern.policy.catalog.Catalog;
import io.postern.policy.catalog.Column;
import io.postern.policy.catalog.QualifiedName;
import io.postern.policy.catalog.Relation;
import io.postern.policy.catalog.RelationKind;

/** Relation names to relations, as PostgreSQL resolves them: by schema, or along the search path (manual, section 5.10.3). */
final class Relations {

    private final Pass pass;

    Relations(Pass pass) {
        this.pass = pass;
    }

    /** Empty for a readable system relation. */
    Optional<Relation> readable(ObjectName name) {
        return resolve(name);
    }

    /** The relation to be changed: never a WITH query, never a system relation. */
    Relation changeable(ObjectName name) {
        Relation relation =
                resolve(name).orElseThrow(() -> refused(name, "is part of the system catalogs and cannot be changed"));
        if (relation.kind() == RelationKind.MATERIALIZED_VIEW) {
            throw refused(name, "is a materialized view and cannot be changed");
        }
        return relation;
    }

    private Optional<Relation> resolve(ObjectName reference) {
        List<Name> parts = reference.parts();
        if (parts.size() > 2) {
            throw refused(reference, "names a database; leave that out");
        }
        String name = reference.last().text();
        if (parts.size() == 2) {
            return inSchema(reference, new QualifiedName(parts.get(0).text(), name));
        }
        for (String schema : pass.context.searchPath()) {
            if (schema.equals("pg_catalog")) {
                if (isInSystemCatalog(name)) {
                    return inSchema(reference, new QualifiedName(schema, name));
                }
                continue;
            }
            if (isSystemSchema(schema) || schema.startsWith("pg_temp")) {
                throw refused(reference, "cannot be looked up while a system schema is on the search path");
            }
            Optional<Relation> relation = catalog().relation(new QualifiedName(schema, name));
            if (relation.isPresent()) {
                return Optional.of(ofKnownKind(reference, relation.get()));
            }
        }
        throw refused(reference, "is not known");
    }

    /** Names of relations in pg_catalog start with pg_, and pg_catalog is searched first. */
    private boolean isInSystemCatalog(String name) {
        return name.startsWith("pg_")
                || pass.builtins.relationExists("pg_catalog", name)
                || catalog().relation(new QualifiedName("pg_catalog", name)).isPresent();
    }

    private Catalog catalog() {
        return pass.context.catalog();
    }

    private Optional<Relation> inSchema(ObjectName reference, QualifiedName name) {
        if (isSystemSchema(name.schema())) {
            switch (pass.builtins.relation(name.schema(), name.name())) {
                case READABLE -> {
                    return Optional.empty();
                }
                case ONE_SETTING, UNREADABLE ->
                    throw refused(reference, "is not one of the system catalogs that may be read");
            }
        }
        return Optional.of(
                ofKnownKind(reference, catalog().relation(name).orElseThrow(() -> refused(reference, "is not known"))));
    }

    private static Relation ofKnownKind(ObjectName reference, Relation relation) {
        return switch (relation.kind()) {
            case TABLE, PARTITIONED_TABLE, FOREIGN_TABLE -> relation;
            case VIEW, MATERIALIZED_VIEW -> {
                if (relation.view().isEmpty()) {
                    throw refused(reference, "is a view, and what is behind it is not known; name its tables");
                }
                yield relation;
            }
            case SEQUENCE, COMPOSITE_TYPE, OTHER -> throw refused(reference, "is not a table");
        };
    }

    static boolean isSystemSchema(String schema) {
        return schema.equals("pg_catalog") || schema.equals("information_schema") || schema.startsWith("pg_toast");
    }

    static NotAnalysable refused(ObjectName reference, String why) {
        return new NotAnalysable(
                "Relation " + reference + " " + why + ".", reference.span().from());
    }

    /** An entry for a relation, with its columns as FROM sees them. */
    RangeEntry entry(Relation relation, UseInProgress.Written written, boolean qualifiable) {
        Optional<ViewExpansion.Behind> behind =
                pass.views.behind(relation, pass, written.reference().from());
        behind.ifPresent(known -> pass.work.behind(known, written.reference().from()));
        UseInProgress use = pass.work.use(relation, written, behind.map(ViewExpansion.Behind::view));
        pass.work.range(relation.columns().size(), written.reference().from());
        List<RangeColumn> columns = new ArrayList<>(relation.columns().size());
        int row = LineageGraph.NOTHING;
        for (int i = 0; i < relation.columns().size(); i++) {
            Column column = relation.columns().get(i);
            int node = node(relation, column, i, behind);
            row = pass.both(row, node);
            columns.add(new RangeColumn(
                    column.name(),
                    Value.column(node, column.typeOid()),
                    List.of(new RangeColumn.Source(use, column)),
                    false));
        }
        Optional<String> schema = qualifiable ? Optional.of(relation.name().schema()) : Optional.empty();
        return new RangeEntry(
                written.rangeName(),
                columns,
                new RangeEntry.Traits(RangeEntry.Kind.RELATION, schema, false),
                Optional.of(use),
                row);
    }

    /** What a column stands for: itself, what is behind it in a view, or both in a materialized view. */
    private int node(Relation relation, Column column, int index, Optional<ViewExpansion.Behind> behind) {
        LineageGraph graph = pass.work.graph;
        int stored = graph.leaf(new ColumnOrigin(relation.oid(), column.number()));
        if (behind.isEmpty()) {
            return stored;
        }
        int origins = graph.leaves(behind.get().origins(index));
        return relation.kind() == RelationKind.VIEW ? origins : graph.both(stored, origins);
    }

    /** An entry for a readable system relation: its columns carry nothing that is guarded. */
    RangeEntry systemEntry(ObjectName name, String rangeName, boolean qualifiable) {
        String schema = name.isQualified() ? name.parts().get(0).text() : "pg_catalog";
        String relation = name.last().text();
        List<RangeColumn> columns = pass.builtins.columns(schema, relation).stream()
                .map(column -> new RangeColumn(column, Value.column(LineageGraph.NOTHING, 0)))
                .toList();
        pass.work.range(columns.size(), name.span().from());
        boolean view = pass.builtins.viewClosure(schema, relation).isPresent();
        RangeEntry.Kind kind = view ? RangeEntry.Kind.SYSTEM_VIEW : RangeEntry.Kind.SYSTEM_TABLE;
        return new RangeEntry(
                rangeName,
                columns,
                new RangeEntry.Traits(kind, qualifiable ? Optional.of(schema) : Optional.empty(), false),
                Optional.empty(),
                LineageGraph.NOTHING);
    }
}
