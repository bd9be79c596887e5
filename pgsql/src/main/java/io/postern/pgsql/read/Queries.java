package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.Query.Body;
import io.postern.pgsql.tree.Query.Limit;
import io.postern.pgsql.tree.Query.Locking;
import io.postern.pgsql.tree.Query.SetOperator;
import io.postern.pgsql.tree.RowStatement;
import io.postern.pgsql.tree.SortKey;
import io.postern.pgsql.tree.With;

/** Whole queries: WITH, set operations, ORDER BY, LIMIT, locking: manual, sections 7.4 to 7.8. */
final class Queries {

    private static final int UNION = 1;
    private static final int INTERSECT = 2;

    private final Grammar grammar;
    private final TokenCursor cursor;

    Queries(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** Whether a query without parentheses around it begins here. */
    boolean startsHere() {
        return switch (cursor.keyword()) {
            case "select", "with", "table" -> true;
            case "values" -> cursor.isSelf(1, '(');
            default -> false;
        };
    }

    /** Whether a query goes on here that began with a query in parentheses. */
    boolean continuesHere() {
        return cursor.isAnyOf("union", "intersect", "except", "order", "limit", "offset", "fetch", "for");
    }

    /** PostgreSQL's SelectStmt. */
    Query query() {
        int from = cursor.at();
        if (!cursor.isSelf('(')) {
            return query(from, with());
        }
        Query first = grammar.parentheses.query();
        if (continuesHere()) {
            return continued(first, from);
        }
        return new Query(
                first.with(), first.body(), first.orderBy(), first.limit(), first.locking(), cursor.since(from));
    }

    /** Behind WITH, or where there is none. */
    Query query(int from, Optional<With> with) {
        int outer = cursor.enter();
        int start = cursor.at();
        Query query = clauses(from, with, setOperations(operand(), start, UNION));
        cursor.leave(outer);
        return query;
    }

    /** Behind a query in parentheses, the first of which is the token {@code from}. */
    Query continued(Query first, int from) {
        Body nested = new Query.Nested(first, cursor.since(from));
        cursor.wrap();
        return clauses(from, Optional.empty(), setOperations(nested, from, UNION));
    }

    private Body operand() {
        int from = cursor.at();
        if (cursor.isSelf('(')) {
            Query query = grammar.parentheses.query();
            return new Query.Nested(query, cursor.since(from));
        }
        return switch (cursor.keyword()) {
            case "select" -> grammar.selects.select();
            case "values" -> values();
            case "table" -> {
                cursor.advance();
                yield new Query.TableCommand(grammar.from.relation(), cursor.since(from));
            }
            default -> throw cursor.unexpected();
        };
    }

    private Body values() {
        int from = cursor.at();
        cursor.expect("values");
        List<List<Expression>> rows = new ArrayList<>();
        do {
            cursor.expectSelf('(');
            rows.add(grammar.expressions.list());
            cursor.expectSelf(')');
        } while (cursor.acceptSelf(','));
        return new Query.Values(rows, cursor.since(from));
    }

    private Body setOperations(Body first, int from, int minimum) {
        Body left = first;
        while (cursor.isAnyOf("union", "intersect", "except")) {
            int precedence = cursor.is("intersect") ? INTERSECT : UNION;
            if (precedence < minimum) {
                return left;
            }
            SetOperator operator = SetOperator.valueOf(cursor.keyword().toUpperCase(Locale.ROOT));
            cursor.advance();
            boolean all = cursor.accept("all");
            if (!all) {
                cursor.accept("distinct");
            }
            int rightFrom = cursor.at();
            Body right = operand();
            if (precedence == UNION) {
                right = setOperations(right, rightFrom, INTERSECT);
            }
            left = new Query.SetOperation(operator, all, left, right, cursor.since(from));
            cursor.wrap();
        }
        return left;
    }

    /**
     * What stands behind the body. Where that is one query in parentheses, the clauses become its own, as in PostgreSQL: in
     * {@code (SELECT … LIMIT 1) ORDER BY a}, sorting comes first.
     */
    private Query clauses(int from, Optional<With> with, Body body) {
        List<SortKey> orderBy = grammar.windows.orderBy();
        List<Locking> locking = new ArrayList<>(locking());
        Optional<Limit> limit = limit();
        if (locking.isEmpty()) {
            locking.addAll(locking());
        }
        Query query = new Query(with, body, orderBy, limit, locking, cursor.since(from));
        Query merged = body instanceof Query.Nested nested ? merge(nested.query(), query) : query;
        if (limit.isPresent() && limit.get().withTies()) {
            checkWithTies(merged);
        }
        return merged;
    }

    private void checkWithTies(Query query) {
        if (query.orderBy().isEmpty()) {
            throw new SyntaxError("WITH TIES cannot be specified without ORDER BY clause", cursor.at());
        }
        if (query.locking().stream().anyMatch(Locking::skipLocked)) {
            throw new SyntaxError("SKIP LOCKED and WITH TIES options cannot be used together", cursor.at());
        }
    }

    private Query merge(Query inner, Query outer) {
        if (!inner.orderBy().isEmpty() && !outer.orderBy().isEmpty()) {
            throw new SyntaxError("multiple ORDER BY clauses not allowed", cursor.at());
        }
        if (inner.with().isPresent() && outer.with().isPresent()) {
            throw new SyntaxError("multiple WITH clauses not allowed", cursor.at());
        }
        List<Locking> locking = new ArrayList<>(inner.locking());
        locking.addAll(outer.locking());
        return new Query(
                inner.with().or(outer::with),
                inner.body(),
                inner.orderBy().isEmpty() ? outer.orderBy() : inner.orderBy(),
                merge(inner.limit(), outer.limit()),
                locking,
                outer.span());
    }

    private Optional<Limit> merge(Optional<Limit> inner, Optional<Limit> outer) {
        if (inner.isEmpty() || outer.isEmpty()) {
            return inner.or(() -> outer);
        }
        Limit first = inner.get();
        Limit second = outer.get();
        if (first.offset().isPresent() && second.offset().isPresent()) {
            throw new SyntaxError("multiple OFFSET clauses not allowed", cursor.at());
        }
        if (first.count().isPresent() && second.count().isPresent()) {
            throw new SyntaxError("multiple LIMIT clauses not allowed", cursor.at());
        }
        return Optional.of(new Limit(
                first.count().or(second::count),
                first.offset().or(second::offset),
                first.withTies() || second.withTies()));
    }

    private List<Locking> locking() {
        List<Locking> locking = new ArrayList<>();
        while (cursor.is("for")) {
            int from = cursor.at();
            cursor.advance();
            if (locking.isEmpty() && cursor.acceptAll("read", "only")) {
                return List.of();
            }
            if (cursor.accept("no")) {
                cursor.expectAll("key", "update");
            } else if (cursor.accept("key")) {
                cursor.expect("share");
            } else {
                cursor.expectAnyOf("update", "share");
            }
            List<ObjectName> of = cursor.accept("of") ? relationNames() : List.of();
            boolean skips = !cursor.accept("nowait") && cursor.accept("skip");
            if (skips) {
                cursor.expect("locked");
            }
            locking.add(new Locking(of, skips, cursor.since(from)));
        }
        return locking;
    }

    private List<ObjectName> relationNames() {
        List<ObjectName> names = new ArrayList<>();
        do {
            names.add(cursor.relationName());
        } while (cursor.acceptSelf(','));
        return names;
    }

    private Optional<Limit> limit() {
        boolean limited = false;
        boolean offsetGiven = false;
        boolean withTies = false;
        Optional<Expression> count = Optional.empty();
        Optional<Expression> offset = Optional.empty();
        while (true) {
            if (!offsetGiven && cursor.accept("offset")) {
                offsetGiven = true;
                offset = Optional.of(grammar.expressions.expression());
                if (!cursor.accept("row")) {
                    cursor.accept("rows");
                }
            } else if (!limited && cursor.accept("limit")) {
                limited = true;
                count = cursor.accept("all") ? Optional.empty() : Optional.of(grammar.expressions.expression());
            } else if (!limited && cursor.accept("fetch")) {
                limited = true;
                cursor.expectAnyOf("first", "next");
                count = fetchCount();
                cursor.expectAnyOf("row", "rows");
                withTies = cursor.acceptAll("with", "ties");
                if (!withTies) {
                    cursor.expect("only");
                }
            } else {
                return limited || offsetGiven ? Optional.of(new Limit(count, offset, withTies)) : Optional.empty();
            }
        }
    }

    private Optional<Expression> fetchCount() {
        if (cursor.isAnyOf("row", "rows") && cursor.isAnyOf(1, "only", "with")) {
            return Optional.empty();
        }
        if (cursor.isSelf('-') || cursor.isSelf('+')) {
            int from = cursor.at();
            ObjectName sign = grammar.expressions.operators().name();
            if (!grammar.primaries.isNumber()) {
                throw cursor.unexpected();
            }
            Expression number = grammar.primaries.primary();
            return Optional.of(new Expression.Operation(sign, Optional.empty(), number, cursor.since(from)));
        }
        return Optional.of(grammar.primaries.primary());
    }

    /** Empty where none stands here. */
    Optional<With> with() {
        if (!cursor.is("with")) {
            return Optional.empty();
        }
        int from = cursor.at();
        cursor.advance();
        boolean recursive = cursor.is("recursive") && !cursor.is(1, "as") && !cursor.isSelf(1, '(');
        if (recursive) {
            cursor.advance();
        }
        List<With.CommonTable> tables = new ArrayList<>();
        do {
            tables.add(commonTable());
        } while (cursor.acceptSelf(','));
        return Optional.of(new With(recursive, tables, cursor.since(from)));
    }

    private With.CommonTable commonTable() {
        int from = cursor.at();
        Name name = cursor.columnName();
        List<Name> columns = cursor.isSelf('(') ? cursor.columnList() : List.of();
        cursor.expect("as");
        if (cursor.accept("not")) {
            cursor.expect("materialized");
        } else {
            cursor.accept("materialized");
        }
        cursor.descend();
        cursor.expectSelf('(');
        RowStatement statement = grammar.changes.statement();
        cursor.expectSelf(')');
        cursor.ascend();
        Optional<With.Search> search = cursor.accept("search") ? Optional.of(search()) : Optional.empty();
        Optional<With.Cycle> cycle = cursor.accept("cycle") ? Optional.of(cycle()) : Optional.empty();
        return new With.CommonTable(name, columns, statement, search, cycle, cursor.since(from));
    }

    private With.Search search() {
        cursor.expectAnyOf("depth", "breadth");
        cursor.expectAll("first", "by");
        List<Name> by = names();
        cursor.expect("set");
        return new With.Search(by, cursor.columnName());
    }

    private With.Cycle cycle() {
        List<Name> columns = names();
        cursor.expect("set");
        Name mark = cursor.columnName();
        Optional<Expression> value = Optional.empty();
        Optional<Expression> otherwise = Optional.empty();
        if (cursor.accept("to")) {
            value = Optional.of(grammar.primaries.constant());
            cursor.expect("default");
            otherwise = Optional.of(grammar.primaries.constant());
        }
        cursor.expect("using");
        return new With.Cycle(columns, mark, value, otherwise, cursor.columnName());
    }

    private List<Name> names() {
        List<Name> names = new ArrayList<>();
        do {
            names.add(cursor.columnName());
        } while (cursor.acceptSelf(','));
        return names;
    }
}
