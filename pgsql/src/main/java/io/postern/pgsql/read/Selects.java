package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.FromItem;
import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.Query.GroupingElement;
import io.postern.pgsql.tree.Query.GroupingKind;
import io.postern.pgsql.tree.Query.Target;
import io.postern.pgsql.tree.Window;

/** SELECT from its first word to the WINDOW clause: manual, sections 7.2 and 7.3. */
final class Selects {

    private final Grammar grammar;
    private final TokenCursor cursor;

    Selects(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    Query.Body select() {
        int from = cursor.at();
        cursor.expect("select");
        Optional<Query.Distinct> distinct = distinct();
        List<Target> targets = distinct.isEmpty() && endsTarget(0) && !cursor.isSelf(',') ? List.of() : targets();
        Optional<Query.Into> into = cursor.accept("into") ? Optional.of(into()) : Optional.empty();
        List<FromItem> items = cursor.accept("from") ? grammar.from.list() : List.of();
        Optional<Expression> where = optional("where");
        Optional<Query.Grouping> groupBy = grouping();
        Optional<Expression> having = optional("having");
        List<Window.Definition> windows = grammar.windows.definitions();
        return new Query.Select(distinct, targets, into, items, where, groupBy, having, windows, cursor.since(from));
    }

    private Optional<Query.Distinct> distinct() {
        if (!cursor.accept("distinct")) {
            cursor.accept("all");
            return Optional.empty();
        }
        if (!cursor.accept("on")) {
            return Optional.of(new Query.Distinct(List.of()));
        }
        cursor.expectSelf('(');
        List<Expression> on = grammar.expressions.list();
        cursor.expectSelf(')');
        return Optional.of(new Query.Distinct(on));
    }

    /** The expression behind the word, where the word stands here. */
    private Optional<Expression> optional(String word) {
        return cursor.accept(word) ? Optional.of(grammar.expressions.expression()) : Optional.empty();
    }

    /** Whether {@code ahead} tokens from here stands what can follow an element of a select list, and cannot begin an operand. */
    boolean endsTarget(int ahead) {
        return cursor.isEnd(ahead)
                || cursor.isSelf(ahead, ',')
                || cursor.isSelf(ahead, ')')
                || cursor.isSelf(ahead, ';')
                || switch (cursor.keyword(ahead)) {
                    case "create", // behind a view in CREATE SCHEMA
                            "grant",
                            "into",
                            "from",
                            "where",
                            "group",
                            "having",
                            "window",
                            "union",
                            "intersect",
                            "except",
                            "order",
                            "limit",
                            "offset",
                            "fetch",
                            "for",
                            "on",
                            "returning",
                            "with" -> true;
                    default -> false;
                };
    }

    /** PostgreSQL's target_list. */
    List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        do {
            targets.add(target());
        } while (cursor.acceptSelf(','));
        return targets;
    }

    private Target target() {
        int from = cursor.at();
        if (cursor.acceptSelf('*')) {
            Expression star = new Expression.ColumnReference(List.of(), true, cursor.since(from));
            return new Target(star, Optional.empty(), cursor.since(from));
        }
        Expression value = grammar.expressions.expression();
        Optional<Name> alias =
                cursor.accept("as") || cursor.isBareLabel(0) ? Optional.of(cursor.label()) : Optional.empty();
        return new Target(value, alias, cursor.since(from));
    }

    /** Behind INTO: PostgreSQL's OptTempTableName. */
    Query.Into into() {
        int from = cursor.at();
        boolean temporary = false;
        boolean isScope = cursor.isAnyOf("local", "global") && cursor.isAnyOf(1, "temporary", "temp");
        if (isScope) {
            cursor.advance();
        }
        boolean isWord = cursor.isAnyOf("temporary", "temp", "unlogged") && !endsTarget(1) && !cursor.isSelf(1, '.');
        if (isScope || isWord) {
            temporary = !cursor.is("unlogged");
            cursor.advance();
        }
        cursor.accept("table");
        ObjectName name = cursor.relationName();
        return new Query.Into(name, temporary, cursor.since(from));
    }

    private Optional<Query.Grouping> grouping() {
        if (!cursor.is("group")) {
            return Optional.empty();
        }
        int from = cursor.at();
        cursor.expectAll("group", "by");
        boolean distinct = cursor.accept("distinct");
        if (!distinct) {
            cursor.accept("all");
        }
        List<GroupingElement> elements = groupingElements();
        return Optional.of(new Query.Grouping(distinct, elements, cursor.since(from)));
    }

    private List<GroupingElement> groupingElements() {
        List<GroupingElement> elements = new ArrayList<>();
        do {
            elements.add(groupingElement());
        } while (cursor.acceptSelf(','));
        return elements;
    }

    private GroupingElement groupingElement() {
        if (cursor.isSelf('(') && cursor.isSelf(1, ')')) {
            cursor.advance();
            cursor.advance();
            return new GroupingElement(GroupingKind.EMPTY, List.of(), List.of());
        }
        if (cursor.isAnyOf("rollup", "cube") && cursor.isSelf(1, '(')) {
            GroupingKind kind = cursor.is("cube") ? GroupingKind.CUBE : GroupingKind.ROLLUP;
            cursor.advance();
            cursor.advance();
            List<Expression> expressions = grammar.expressions.list();
            cursor.expectSelf(')');
            return new GroupingElement(kind, expressions, List.of());
        }
        if (cursor.is("grouping") && cursor.is(1, "sets")) {
            cursor.advance();
            cursor.advance();
            int outer = cursor.enter();
            cursor.expectSelf('(');
            List<GroupingElement> nested = groupingElements();
            cursor.expectSelf(')');
            cursor.leave(outer);
            return new GroupingElement(GroupingKind.SETS, List.of(), nested);
        }
        return new GroupingElement(GroupingKind.EXPRESSION, List.of(grammar.expressions.expression()), List.of());
    }
}
