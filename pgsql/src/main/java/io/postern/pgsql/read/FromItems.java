package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Alias;
import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.FromItem;
import io.postern.pgsql.tree.FromItem.ColumnDefinition;
import io.postern.pgsql.tree.FromItem.JoinKind;
import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.Span;
import io.postern.pgsql.tree.TypeName;

/** Elements of FROM and joins of them: manual, section 7.2.1. */
final class FromItems {

    private final Grammar grammar;
    private final TokenCursor cursor;

    FromItems(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** PostgreSQL's from_list. */
    List<FromItem> list() {
        List<FromItem> items = new ArrayList<>();
        do {
            items.add(item());
        } while (cursor.acceptSelf(','));
        return items;
    }

    /** PostgreSQL's table_ref. */
    FromItem item() {
        int outer = cursor.enter();
        int from = cursor.at();
        FromItem item = joins(single(), from);
        cursor.leave(outer);
        return item;
    }

    private boolean startsJoin() {
        return cursor.isAnyOf("join", "inner", "left", "right", "full", "cross", "natural");
    }

    /** The joins behind an item that was read from the token {@code from} on. */
    private FromItem joins(FromItem first, int from) {
        FromItem left = first;
        while (startsJoin()) {
            if (cursor.accept("cross")) {
                cursor.expect("join");
                left = join(JoinKind.CROSS, false, left, single(), from);
            } else {
                boolean natural = cursor.accept("natural");
                JoinKind kind = joinKind();
                left = natural ? join(kind, true, left, single(), from) : qualified(kind, left, from);
            }
            cursor.wrap();
        }
        return left;
    }

    private FromItem join(JoinKind kind, boolean natural, FromItem left, FromItem right, int from) {
        return new FromItem.Join(
                kind,
                natural,
                left,
                right,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                cursor.since(from));
    }

    private JoinKind joinKind() {
        String word = cursor.expectAnyOf("join", "inner", "left", "right", "full");
        JoinKind kind = switch (word) {
            case "left" -> JoinKind.LEFT;
            case "right" -> JoinKind.RIGHT;
            case "full" -> JoinKind.FULL;
            default -> JoinKind.INNER;
        };
        if (kind != JoinKind.INNER) {
            cursor.accept("outer");
        }
        if (!word.equals("join")) {
            cursor.expect("join");
        }
        return kind;
    }

    /** A join whose condition may stand behind other joins: those are its right side then. */
    private FromItem qualified(JoinKind kind, FromItem left, int from) {
        int rightFrom = cursor.at();
        FromItem right = single();
        if (startsJoin()) {
            int outer = cursor.enter();
            right = joins(right, rightFrom);
            cursor.leave(outer);
        }
        Optional<Expression> on = Optional.empty();
        List<Name> using = List.of();
        Optional<Alias> usingAlias = Optional.empty();
        if (cursor.accept("on")) {
            on = Optional.of(grammar.expressions.expression());
        } else {
            cursor.expect("using");
            using = cursor.columnList();
            if (cursor.is("as")) {
                int start = cursor.at();
                cursor.advance();
                Name name = cursor.columnName();
                usingAlias = Optional.of(new Alias(name, List.of(), cursor.since(start)));
            }
        }
        return new FromItem.Join(kind, false, left, right, on, using, usingAlias, Optional.empty(), cursor.since(from));
    }

    /** An item that is no join, except in parentheses. */
    private FromItem single() {
        int from = cursor.at();
        boolean lateral = cursor.accept("lateral");
        if (cursor.isSelf('(')) {
            return parenthesised(from, lateral);
        }
        if (grammar.tableFunctions.isHere()) {
            return grammar.tableFunctions.read(from, lateral);
        }
        if (cursor.is("rows") && cursor.is(1, "from") && cursor.isSelf(2, '(')) {
            return rowsFrom(from, lateral);
        }
        if (grammar.calls.startsWindowless()) {
            Expression call = grammar.calls.windowless();
            return functions(lateral, List.of(new FromItem.Function(call, List.of())), from);
        }
        if (lateral) {
            throw cursor.unexpected();
        }
        return table(from);
    }

    private FromItem table(int from) {
        FromItem.Table relation = relation();
        Optional<Alias> alias = alias();
        Optional<FromItem.Sample> sample = cursor.accept("tablesample") ? Optional.of(sample()) : Optional.empty();
        return new FromItem.Table(
                relation.name(), relation.only(), alias, sample, relation.reference(), cursor.since(from));
    }

    /** PostgreSQL's relation_expr. */
    FromItem.Table relation() {
        int from = cursor.at();
        boolean only = cursor.accept("only");
        ObjectName name;
        if (only && cursor.acceptSelf('(')) {
            name = cursor.relationName();
            cursor.expectSelf(')');
        } else {
            name = cursor.relationName();
            if (!only) {
                cursor.acceptSelf('*');
            }
        }
        Span reference = cursor.since(from);
        return new FromItem.Table(name, only, Optional.empty(), Optional.empty(), reference, reference);
    }

    private FromItem.Sample sample() {
        ObjectName method = grammar.calls.functionName();
        cursor.expectSelf('(');
        List<Expression> arguments = grammar.expressions.list();
        cursor.expectSelf(')');
        Optional<Expression> repeatable = Optional.empty();
        if (cursor.accept("repeatable")) {
            cursor.expectSelf('(');
            repeatable = Optional.of(grammar.expressions.expression());
            cursor.expectSelf(')');
        }
        return new FromItem.Sample(method, arguments, repeatable);
    }

    /** PostgreSQL's opt_alias_clause. */
    Optional<Alias> alias() {
        int from = cursor.at();
        if (!cursor.accept("as") && !cursor.isColumnName(0)) {
            return Optional.empty();
        }
        Name name = cursor.columnName();
        List<Name> columns = cursor.isSelf('(') ? cursor.columnList() : List.of();
        return Optional.of(new Alias(name, columns, cursor.since(from)));
    }

    private FromItem rowsFrom(int from, boolean lateral) {
        cursor.expectAll("rows", "from");
        cursor.expectSelf('(');
        List<FromItem.Function> functions = new ArrayList<>();
        do {
            Expression call = grammar.calls.windowless();
            List<ColumnDefinition> columns = cursor.accept("as") ? definitions() : List.of();
            functions.add(new FromItem.Function(call, columns));
        } while (cursor.acceptSelf(','));
        cursor.expectSelf(')');
        return functions(lateral, functions, from);
    }

    /** Behind the calls. */
    private FromItem functions(boolean lateral, List<FromItem.Function> functions, int from) {
        boolean ordinality = cursor.acceptAll("with", "ordinality");
        int aliasFrom = cursor.at();
        Optional<Alias> alias = Optional.empty();
        List<ColumnDefinition> columns = List.of();
        if (cursor.is("as") && cursor.isSelf(1, '(')) {
            cursor.advance();
            columns = definitions();
        } else if (cursor.is("as") || cursor.isColumnName(0)) {
            cursor.accept("as");
            Name name = cursor.columnName();
            List<Name> names = List.of();
            if (cursor.isSelf('(')) {
                if (cursor.isSelf(2, ',') || cursor.isSelf(2, ')')) {
                    names = cursor.columnList();
                } else {
                    columns = definitions();
                }
            }
            alias = Optional.of(new Alias(name, names, cursor.since(aliasFrom)));
        }
        return new FromItem.Functions(lateral, functions, ordinality, alias, columns, cursor.since(from));
    }

    /** PostgreSQL's TableFuncElementList in parentheses. */
    private List<ColumnDefinition> definitions() {
        cursor.expectSelf('(');
        List<ColumnDefinition> definitions = new ArrayList<>();
        do {
            Name name = cursor.columnName();
            TypeName type = grammar.types.type();
            if (cursor.accept("collate")) {
                cursor.objectName();
            }
            definitions.add(new ColumnDefinition(name, type));
        } while (cursor.acceptSelf(','));
        cursor.expectSelf(')');
        return definitions;
    }

    /** A query, or joins, in parentheses; read from the inside out, as {@link Parentheses} does. */
    private FromItem parenthesised(int from, boolean lateral) {
        int outermost = cursor.at();
        cursor.descend();
        int open = grammar.parentheses.openings();
        Optional<Query> query = Optional.empty();
        Optional<FromItem> item = Optional.empty();
        if (grammar.queries.startsHere()) {
            query = Optional.of(grammar.queries.query());
        } else if (lateral) {
            throw cursor.unexpected();
        } else {
            item = Optional.of(joined(item()));
        }
        cursor.expectSelf(')');
        while (open > outermost) {
            int start = open--;
            if (query.isPresent()) {
                if (grammar.queries.continuesHere()) {
                    query = Optional.of(grammar.queries.continued(query.get(), start));
                } else if (!cursor.isSelf(')')) {
                    item = Optional.of(joins(derived(query.get(), start, lateral), start));
                    query = Optional.empty();
                }
            } else {
                item = item.map(inner -> joins(aliased(inner), start));
            }
            item.ifPresent(this::joined);
            cursor.expectSelf(')');
        }
        cursor.ascend();
        if (query.isPresent()) {
            return derived(query.get(), from, lateral);
        }
        return aliased(item.orElseThrow(cursor::unexpected));
    }

    private FromItem joined(FromItem item) {
        if (!(item instanceof FromItem.Join join) || join.alias().isPresent()) {
            throw cursor.unexpected();
        }
        return item;
    }

    private FromItem derived(Query query, int from, boolean lateral) {
        Optional<Alias> alias = alias();
        if (alias.isEmpty() && cursor.major() < 16) {
            throw new SyntaxError("subquery in FROM must have an alias", from);
        }
        return new FromItem.Derived(lateral, query, alias, cursor.since(from));
    }

    /** A join in parentheses with the alias that it may have. */
    private FromItem aliased(FromItem item) {
        Optional<Alias> alias = alias();
        if (alias.isEmpty() || !(item instanceof FromItem.Join join)) {
            return item;
        }
        return new FromItem.Join(
                join.kind(),
                join.natural(),
                join.left(),
                join.right(),
                join.on(),
                join.using(),
                join.usingAlias(),
                alias,
                cursor.since(join.span().from() - 1));
    }
}
