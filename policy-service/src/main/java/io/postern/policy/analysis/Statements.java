package io.postern.policy.analysis;

import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Insert;
import io.postern.pgsql.tree.Merge;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.RowStatement;
import io.postern.pgsql.tree.Statement;
import io.postern.pgsql.tree.Update;
import io.postern.pgsql.tree.Utility;

/** One statement, whatever it is. */
final class Statements {

    private final Pass pass;

    Statements(Pass pass) {
        this.pass = pass;
    }

    StatementAnalysis any(Statement statement) {
        return statement instanceof RowStatement rows
                ? rows(rows, statement, Optional.empty(), "")
                : new Utilities(pass, this).any((Utility) statement);
    }

    /** A query that stands alone: the definition of a view. */
    StatementAnalysis query(Query query) {
        return rows(query, query, Optional.empty(), "");
    }

    /**
     * A query or change, perhaps within another statement.
     *
     * @param whole the statement that it is, or is part of
     * @param outer kind of that statement, where it has one of its own
     * @param prefix of the name, for people
     */
    StatementAnalysis rows(RowStatement rows, Statement whole, Optional<StatementKind> outer, String prefix) {
        Optional<Query.Select> into = rows instanceof Query query ? selectInto(query) : Optional.empty();
        if (into.isPresent() && (whole == rows || outer.equals(Optional.of(StatementKind.EXPLAIN)))) {
            return selectInto(into.get(), (Query) rows, whole, outer, prefix);
        }
        List<RangeColumn> outputs = outputs(rows);
        pass.work.part(new AnalysablePart(rows, List.of()));
        return finished(rows, whole, outer, prefix, outputs);
    }

    private StatementAnalysis selectInto(
            Query.Select into, Query query, Statement whole, Optional<StatementKind> outer, String prefix) {
        new Utilities(pass, this).requireNewTable(into.into().orElseThrow());
        pass.queries.permitInto(into);
        List<RangeColumn> outputs = outputs(query);
        pass.work.part(new AnalysablePart(query, List.of()));
        return analysis(outer.orElse(StatementKind.DDL), (prefix + " SELECT INTO").trim(), whole, outputs);
    }

    /** The SELECT that makes a table of the whole query: the leftmost. */
    private static Optional<Query.Select> selectInto(Query query) {
        Query.Body body = query.body();
        while (true) {
            if (body instanceof Query.SetOperation operation) {
                body = operation.left();
            } else if (body instanceof Query.Nested nested) {
                body = nested.query().body();
            } else {
                return body instanceof Query.Select select && select.into().isPresent()
                        ? Optional.of(select)
                        : Optional.empty();
            }
        }
    }

    List<RangeColumn> outputs(RowStatement rows) {
        if (rows instanceof Query query) {
            List<RangeColumn> outputs = pass.queries.query(query, Optional.empty(), Optional.empty());
            pass.work.operation(new Operation(StatementKind.SELECT, Optional.empty()));
            return outputs;
        }
        return pass.changes.change(rows, Optional.empty());
    }

    StatementAnalysis finished(
            RowStatement rows,
            Statement whole,
            Optional<StatementKind> outer,
            String prefix,
            List<RangeColumn> outputs) {
        StatementKind kind = rows instanceof Merge ? StatementKind.MERGE : mostSignificant(pass.work.operations());
        String verb = verb(rows, kind);
        return analysis(outer.orElse(kind), (prefix + " " + verb).trim(), whole, outputs);
    }

    /** What was gathered so far, as the analysis of a statement. */
    StatementAnalysis analysis(StatementKind kind, String name, Statement whole, List<RangeColumn> outputs) {
        pass.objects.implicitCasts();
        return new StatementAnalysis(
                kind,
                name,
                Optional.empty(),
                Optional.of(whole),
                pass.work.operations(),
                pass.work.relations(),
                pass.work.columns(),
                pass.work.lineage(outputs),
                pass.work.userObjects(),
                pass.work.parts());
    }

    private static String verb(RowStatement rows, StatementKind kind) {
        if (rows.with().isPresent()) {
            return kind.name();
        }
        if (rows instanceof Query query) {
            if (query.body() instanceof Query.Values) {
                return "VALUES";
            }
            return query.body() instanceof Query.TableCommand ? "TABLE" : "SELECT";
        }
        if (rows instanceof Insert) {
            return "INSERT";
        }
        if (rows instanceof Update) {
            return "UPDATE";
        }
        return rows instanceof Merge ? "MERGE" : "DELETE";
    }

    private static StatementKind mostSignificant(List<Operation> operations) {
        StatementKind kind = StatementKind.SELECT;
        for (Operation operation : operations) {
            if (rank(operation.kind()) > rank(kind)) {
                kind = operation.kind();
            }
        }
        return kind;
    }

    private static int rank(StatementKind kind) {
        return switch (kind) {
            case DELETE -> 3;
            case UPDATE -> 2;
            case INSERT -> 1;
            case SELECT, MERGE, TRANSACTION, SET, SHOW, EXPLAIN, COPY, CURSOR, PREPARED, DDL, OTHER, EMPTY -> 0;
        };
    }
}
