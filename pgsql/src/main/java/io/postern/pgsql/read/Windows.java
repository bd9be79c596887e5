package io.postern.pgsql.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgsql.tree.SortKey;
import io.postern.pgsql.tree.SortKey.Direction;
import io.postern.pgsql.tree.SortKey.NullOrder;
import io.postern.pgsql.tree.Window;

/** ORDER BY and window definitions: manual, sections 7.5 and 4.2.8. */
final class Windows {

    private final Grammar grammar;
    private final TokenCursor cursor;

    Windows(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** Empty where none stands here. */
    List<SortKey> orderBy() {
        if (!cursor.accept("order")) {
            return List.of();
        }
        cursor.expect("by");
        List<SortKey> keys = new ArrayList<>();
        do {
            keys.add(sortKey());
        } while (cursor.acceptSelf(','));
        return keys;
    }

    SortKey sortKey() {
        int from = cursor.at();
        Expression value = grammar.expressions.expression();
        Direction direction = Direction.DEFAULT;
        Optional<ObjectName> operator = Optional.empty();
        if (cursor.accept("using")) {
            direction = Direction.USING;
            operator = Optional.of(grammar.expressions.operators().name());
        } else if (cursor.accept("asc")) {
            direction = Direction.ASCENDING;
        } else if (cursor.accept("desc")) {
            direction = Direction.DESCENDING;
        }
        NullOrder nulls = NullOrder.DEFAULT;
        if (cursor.acceptAll("nulls", "first")) {
            nulls = NullOrder.FIRST;
        } else if (cursor.acceptAll("nulls", "last")) {
            nulls = NullOrder.LAST;
        }
        return new SortKey(value, direction, nulls, operator, cursor.since(from));
    }

    /** Behind OVER. */
    Window over() {
        int from = cursor.at();
        if (cursor.isSelf('(')) {
            return specification();
        }
        Name name = cursor.columnName();
        return new Window(Optional.of(name), List.of(), List.of(), Optional.empty(), cursor.since(from));
    }

    Window specification() {
        int from = cursor.at();
        cursor.descend();
        cursor.expectSelf('(');
        Optional<Name> base = cursor.isColumnName(0) && !cursor.isAnyOf("partition", "range", "rows", "groups")
                ? Optional.of(cursor.columnName())
                : Optional.empty();
        List<Expression> partitionBy = List.of();
        if (cursor.accept("partition")) {
            cursor.expect("by");
            partitionBy = grammar.expressions.list();
        }
        List<SortKey> orderBy = orderBy();
        Optional<Window.Frame> frame =
                cursor.isAnyOf("range", "rows", "groups") ? Optional.of(frame()) : Optional.empty();
        cursor.expectSelf(')');
        cursor.ascend();
        return new Window(base, partitionBy, orderBy, frame, cursor.since(from));
    }

    private Window.Frame frame() {
        cursor.advance();
        Window.Frame frame;
        if (cursor.accept("between")) {
            Optional<Expression> start = bound();
            cursor.expect("and");
            frame = new Window.Frame(start, bound());
        } else {
            frame = new Window.Frame(bound(), Optional.empty());
        }
        if (cursor.accept("exclude")) {
            switch (cursor.expectAnyOf("current", "group", "ties", "no")) {
                case "current" -> cursor.expect("row");
                case "no" -> cursor.expect("others");
                default -> {}
            }
        }
        return frame;
    }

    private Optional<Expression> bound() {
        if (cursor.is("unbounded") && cursor.isAnyOf(1, "preceding", "following")) {
            cursor.advance();
            cursor.advance();
            return Optional.empty();
        }
        if (cursor.acceptAll("current", "row")) {
            return Optional.empty();
        }
        Expression offset = grammar.expressions.expression();
        cursor.expectAnyOf("preceding", "following");
        return Optional.of(offset);
    }

    /** The WINDOW clause; empty where none stands here. */
    List<Window.Definition> definitions() {
        if (!cursor.accept("window")) {
            return List.of();
        }
        List<Window.Definition> definitions = new ArrayList<>();
        do {
            Name name = cursor.columnName();
            cursor.expect("as");
            definitions.add(new Window.Definition(name, specification()));
        } while (cursor.acceptSelf(','));
        return definitions;
    }
}
