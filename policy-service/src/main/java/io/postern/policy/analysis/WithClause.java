package io.postern.policy.analysis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.Span;
import io.postern.pgsql.tree.With;

/** WITH queries: manual, section 7.8. */
final class WithClause {

    private final Pass pass;

    WithClause(Pass pass) {
        this.pass = pass;
    }

    void declare(Optional<With> clause, Scope scope) {
        if (clause.isEmpty()) {
            return;
        }
        With with = clause.get();
        Set<String> names = new HashSet<>();
        for (With.CommonTable table : with.tables()) {
            if (!names.add(table.name().text())) {
                throw new NotAnalysable(
                        "WITH query name \"" + table.name().text() + "\" specified more than once",
                        table.name().token());
            }
        }
        List<WithQuery> queries = with.tables().stream()
                .map(table -> new WithQuery(table, scope, with.recursive()))
                .toList();
        if (with.recursive()) {
            queries.forEach(scope::declare);
        }
        for (WithQuery query : queries) {
            if (query.stage() == WithQuery.Stage.DECLARED) {
                analyse(query);
            }
            scope.declare(query);
        }
    }

    private void analyse(WithQuery query) {
        query.begin();
        With.CommonTable syntax = query.syntax();
        pass.descend(syntax.span().from());
        List<RangeColumn> outputs;
        boolean hasResult = true;
        if (syntax.statement() instanceof Query select) {
            outputs = pass.queries.query(
                    select, Optional.of(query.home()), query.isRecursive() ? Optional.of(query) : Optional.empty());
            pass.work.operation(new Operation(StatementKind.SELECT, Optional.empty()));
        } else {
            outputs = pass.changes.change(syntax.statement(), Optional.of(query.home()));
            hasResult = !outputs.isEmpty();
        }
        pass.ascend();
        query.finish(complete(outputs, syntax), hasResult);
    }

    /** The columns of a WITH query under the names that it gives them, and those that SEARCH and CYCLE add. */
    List<RangeColumn> complete(List<RangeColumn> outputs, With.CommonTable syntax) {
        List<RangeColumn> columns = renamed(outputs, syntax.columns(), syntax.span());
        int row = row(columns);
        if (syntax.search().isPresent()) {
            columns.add(new RangeColumn(syntax.search().get().column().text(), Value.of(row)));
        }
        if (syntax.cycle().isPresent()) {
            With.Cycle cycle = syntax.cycle().get();
            columns.add(new RangeColumn(cycle.mark().text(), Value.of(row)));
            columns.add(new RangeColumn(cycle.path().text(), Value.of(row)));
        }
        return columns;
    }

    private int row(List<RangeColumn> columns) {
        int row = LineageGraph.NOTHING;
        for (RangeColumn column : columns) {
            row = pass.both(row, column.node());
        }
        return row;
    }

    /** Columns under the names of a list, as far as it reaches. */
    static List<RangeColumn> renamed(List<RangeColumn> columns, List<Name> names, Span span) {
        if (names.size() > columns.size()) {
            throw new NotAnalysable(
                    "A list names " + names.size() + " columns where there are " + columns.size() + ".", span.from());
        }
        List<RangeColumn> renamed = new ArrayList<>(columns);
        for (int i = 0; i < names.size(); i++) {
            renamed.set(i, renamed.get(i).named(names.get(i).text()));
        }
        return renamed;
    }

    /** Lets the recursive part of a query read what the other part gives. */
    void recurse(WithQuery query, List<RangeColumn> first) {
        List<RangeColumn> open = new ArrayList<>();
        for (RangeColumn column : first) {
            int node = pass.work.graph.open();
            pass.work.graph.extend(node, column.node());
            open.add(
                    new RangeColumn(column.name(), Value.of(node, column.value().type())));
        }
        int own = open.size();
        List<RangeColumn> visible = complete(open, query.syntax());
        for (int i = own; i < visible.size(); i++) {
            RangeColumn added = visible.get(i);
            visible.set(i, new RangeColumn(added.name(), added.value(), List.of(), true));
        }
        query.recurse(visible);
    }

    /** What the recursive part gives is part of what it reads. */
    void close(WithQuery query, List<RangeColumn> recursive) {
        for (int i = 0; i < recursive.size(); i++) {
            pass.work.graph.extend(
                    query.columns().get(i).node(), recursive.get(i).node());
        }
    }

    /** The columns of a WITH query where it is read. */
    List<RangeColumn> read(WithQuery query, int token) {
        if (query.stage() == WithQuery.Stage.DECLARED) {
            analyse(query);
        }
        if (query.stage() == WithQuery.Stage.BEGUN) {
            throw new NotAnalysable(
                    "recursive reference to query \"" + query.name() + "\" must not appear outside its recursive term",
                    token);
        }
        if (!query.hasResult()) {
            throw new NotAnalysable("WITH query \"" + query.name() + "\" does not have a RETURNING clause", token);
        }
        return query.columns();
    }
}
