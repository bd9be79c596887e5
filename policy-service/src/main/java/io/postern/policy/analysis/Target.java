package io.postern.policy.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.postern.pgsql.tree.ChangeTarget;
import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgsql.tree.Span;
import io.postern.policy.catalog.Column;
import io.postern.policy.catalog.Relation;
import io.postern.policy.catalog.RelationKind;

/** The relation that a change is about, with what is written to it. */
final class Target {

    private final Pass pass;
    private final Relation relation;
    private final RangeEntry entry;
    private final UseInProgress use;
    private final Map<String, Integer> written = new HashMap<>();

    private Target(Pass pass, Relation relation, RangeEntry entry) {
        this.pass = pass;
        this.relation = relation;
        this.entry = entry;
        this.use = entry.use().orElseThrow();
        use.add(RelationUse.Trait.TARGET);
    }

    static Target of(ChangeTarget target, Pass pass) {
        Relation relation = pass.relations.changeable(target.name());
        Optional<String> alias = target.alias().map(Name::text);
        RangeEntry entry = pass.relations.entry(
                relation,
                new UseInProgress.Written(
                        target.reference(),
                        alias.orElse(relation.name().name()),
                        alias.isPresent() ? RelationUse.Form.WITH_ALIAS : RelationUse.Form.WITHOUT_ALIAS),
                alias.isEmpty());
        Target result = new Target(pass, relation, entry);
        if (target.only()) {
            result.use.add(RelationUse.Trait.ONLY);
        }
        return result;
    }

    /** Of COPY. */
    static Target bare(ObjectName name, Span reference, Pass pass) {
        Relation relation = pass.relations.changeable(name);
        UseInProgress.Written written =
                new UseInProgress.Written(reference, relation.name().name(), RelationUse.Form.BARE);
        return new Target(pass, relation, pass.relations.entry(relation, written, true));
    }

    RangeEntry entry() {
        return entry;
    }

    UseInProgress use() {
        return use;
    }

    Relation relation() {
        return relation;
    }

    /** @throws NotAnalysable if the target has no such column */
    Column column(Name name) {
        return relation.column(name.text())
                .orElseThrow(() -> new NotAnalysable(
                        "column \"" + name.text() + "\" of relation \""
                                + relation.name().name() + "\" does not exist",
                        name.token()));
    }

    /** Notes what a column gets its value from. */
    void write(Column column, int node) {
        pass.objects.reach(column.typeOid());
        pass.work.usedType(column.typeOid());
        written.merge(column.name(), node, pass::both);
        if (relation.kind() != RelationKind.VIEW) {
            pass.work.write(new ColumnOrigin(relation.oid(), column.number()), node);
            return;
        }
        int behind = entry.column(column.name()).map(RangeColumn::node).orElse(LineageGraph.NOTHING);
        for (ColumnOrigin origin : pass.work.graph.origins(behind)) {
            pass.work.write(origin, node);
        }
    }

    int written(String column) {
        return written.getOrDefault(column, LineageGraph.NOTHING);
    }

    /** The row that an INSERT would have added. */
    RangeEntry excluded() {
        List<RangeColumn> columns = new ArrayList<>();
        for (RangeColumn column : entry.columns()) {
            columns.add(new RangeColumn(
                    column.name(),
                    Value.column(written(column.name()), column.value().type())));
        }
        return pass.from.derived("excluded", columns);
    }

    /** The target under another name, with what was written to it. */
    RangeEntry changed(String name) {
        List<RangeColumn> columns = new ArrayList<>();
        int row = entry.row();
        for (RangeColumn column : entry.columns()) {
            int node = pass.both(column.node(), written(column.name()));
            row = pass.both(row, node);
            columns.add(new RangeColumn(
                    column.name(), Value.column(node, column.value().type()), column.sources(), false));
        }
        return new RangeEntry(name, columns, entry.traits(), entry.use(), row);
    }
}
