package io.postern.policy.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A relation as one catalog has it; equal only to itself. */
public final class Relation {

    private final long oid;
    private final QualifiedName name;
    private final RelationKind kind;
    private final List<Column> columns;
    private final List<Long> parents;
    private final Optional<View> view;
    private final Behaviour behaviour;
    private final Map<String, Column> byName = new HashMap<>();

    /**
     * @param columns in catalog order
     * @param parents object ids of direct inheritance parents; for a partition, of its parent
     */
    public Relation(long oid, QualifiedName name, RelationKind kind, List<Column> columns, List<Long> parents) {
        this(oid, name, kind, columns, parents, Optional.empty(), Behaviour.PLAIN);
    }

    private Relation(
            long oid,
            QualifiedName name,
            RelationKind kind,
            List<Column> columns,
            List<Long> parents,
            Optional<View> view,
            Behaviour behaviour) {
        this.oid = oid;
        this.name = name;
        this.kind = kind;
        this.columns = List.copyOf(columns);
        this.parents = List.copyOf(parents);
        this.view = view;
        this.behaviour = behaviour;
        this.columns.forEach(column -> byName.put(column.name(), column));
    }

    public Relation with(View what) {
        return new Relation(oid, name, kind, columns, parents, Optional.of(what), behaviour);
    }

    public Relation with(Behaviour what) {
        return new Relation(oid, name, kind, columns, parents, view, what);
    }

    public long oid() {
        return oid;
    }

    public QualifiedName name() {
        return name;
    }

    public RelationKind kind() {
        return kind;
    }

    /** In catalog order. */
    public List<Column> columns() {
        return columns;
    }

    /** Object ids of direct inheritance parents; for a partition, of its parent. */
    public List<Long> parents() {
        return parents;
    }

    /** Empty for what is not a view, and for views that are PostgreSQL's own. */
    public Optional<View> view() {
        return view;
    }

    public Behaviour behaviour() {
        return behaviour;
    }

    public Optional<Column> column(String columnName) {
        return Optional.ofNullable(byName.get(columnName));
    }

    @Override
    public String toString() {
        return name.toString();
    }
}
