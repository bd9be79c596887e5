package io.postern.policy.analysis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.postern.pgsql.tree.Alias;
import io.postern.pgsql.tree.FromItem;
import io.postern.pgsql.tree.Span;

/** Joins: manual, section 7.2.1.1. */
final class Joins {

    private final Pass pass;

    Joins(Pass pass) {
        this.pass = pass;
    }

    /** What a part of a join brings into scope, and all its columns in order. */
    private record Side(List<Scope.Item> items, List<RangeColumn> columns) {}

    /** Joins lean to the left, as far as the text is long, so they are not descended into. */
    List<Scope.Item> join(FromItem.Join last, Scope scope) {
        Deque<FromItem.Join> chain = new ArrayDeque<>();
        FromItem first = last;
        while (first instanceof FromItem.Join join) {
            chain.push(join);
            first = join.left();
        }
        Side side = side(pass.from.item(first, scope));
        while (!chain.isEmpty()) {
            side = join(chain.pop(), side, scope);
        }
        return side.items();
    }

    private static Side side(List<Scope.Item> items) {
        // The last item is the whole: a single item, or the join itself behind its parts.
        RangeEntry whole = items.get(items.size() - 1).entry();
        return new Side(items, whole.columns());
    }

    private Side join(FromItem.Join join, Side left, Scope scope) {
        List<Scope.Item> outer = scope.items();
        boolean permitted = join.kind() == FromItem.JoinKind.INNER
                || join.kind() == FromItem.JoinKind.LEFT
                || join.kind() == FromItem.JoinKind.CROSS;
        List<Scope.Item> visible = new ArrayList<>(outer);
        left.items().forEach(item -> visible.add(item.lateral(true, permitted)));
        scope.items(visible);
        Side right = side(pass.from.item(join.right(), scope));
        FromClause.requireDistinct(left.items(), right.items(), join.span());

        List<Scope.Item> parts = new ArrayList<>(left.items());
        parts.addAll(right.items());
        ColumnUse.Place place = scope.place();
        scope.place(ColumnUse.Place.PREDICATE);
        if (join.on().isPresent()) {
            scope.items(parts);
            pass.work.predicate(pass.expressions.value(join.on().get(), scope).node());
        }
        List<RangeColumn> merged = merged(join, left, right, scope);
        scope.place(place);
        scope.items(outer);
        return result(join, new Side(parts, columns(left, right, merged)), merged);
    }

    private Side result(FromItem.Join join, Side whole, List<RangeColumn> merged) {
        List<RangeColumn> columns = whole.columns();
        pass.work.range(columns.size(), join.span().from());
        List<Scope.Item> items = new ArrayList<>();
        if (join.alias().isEmpty()) {
            whole.items().forEach(item -> items.add(item.withoutColumns()));
            if (join.usingAlias().isPresent()) {
                Alias alias = join.usingAlias().get();
                Scope.Item using =
                        Scope.Item.named(pass.from.derived(alias.name().text(), merged));
                FromClause.requireDistinct(items, List.of(using), alias.span());
                items.add(using);
            }
        }
        boolean open = whole.items().stream()
                .anyMatch(item -> item.columnsVisible() && item.entry().traits().open());
        String name = join.alias().map(alias -> alias.name().text()).orElse("");
        List<RangeColumn> renamed = join.alias().isPresent()
                ? WithClause.renamed(columns, join.alias().get().columns(), join.span())
                : columns;
        items.add(Scope.Item.of(entry(name, renamed, whole, open)));
        return new Side(items, renamed);
    }

    private RangeEntry entry(String name, List<RangeColumn> columns, Side whole, boolean open) {
        RangeEntry entry = pass.from.derived(name, columns, open);
        int row = entry.row();
        if (open) {
            for (Scope.Item item : whole.items()) {
                row = pass.both(row, item.entry().row());
            }
        }
        return new RangeEntry(name, columns, entry.traits(), Optional.empty(), row);
    }

    /** Columns of USING, or those that a NATURAL join finds on both sides. */
    private List<RangeColumn> merged(FromItem.Join join, Side left, Side right, Scope scope) {
        List<String> names = new ArrayList<>();
        if (join.natural()) {
            requireKnown(left, right, join.span());
            Set<String> others = new HashSet<>();
            right.columns().forEach(column -> others.add(column.name()));
            for (RangeColumn column : left.columns()) {
                if (others.contains(column.name())) {
                    names.add(column.name());
                }
            }
        } else {
            join.using().forEach(name -> names.add(name.text()));
        }
        List<RangeColumn> merged = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Span span = join.natural()
                    ? join.span()
                    : new Span(join.using().get(i).token(), join.using().get(i).token() + 1);
            merged.add(merged(join, names.get(i), left, right, span, scope));
        }
        return merged;
    }

    private static void requireKnown(Side left, Side right, Span span) {
        for (Side side : List.of(left, right)) {
            for (Scope.Item item : side.items()) {
                if (item.columnsVisible() && item.entry().traits().open()) {
                    throw new NotAnalysable("A NATURAL join needs sides whose columns are known.", span.from());
                }
            }
        }
    }

    private RangeColumn merged(FromItem.Join join, String name, Side left, Side right, Span span, Scope scope) {
        RangeColumn one = only(left, name, span);
        RangeColumn other = only(right, name, span);
        pass.columns.note(one, span, scope);
        pass.columns.note(other, span, scope);
        pass.objects.operator(
                List.of("="), false, one.value().type(), other.value().type(), span.from());
        int both = pass.both(one.node(), other.node());
        pass.work.predicate(both);
        List<RangeColumn.Source> sources = new ArrayList<>();
        boolean takesLeft = join.kind() != FromItem.JoinKind.RIGHT;
        boolean takesRight = join.kind() == FromItem.JoinKind.RIGHT || join.kind() == FromItem.JoinKind.FULL;
        if (takesLeft) {
            sources.addAll(one.sources());
        }
        if (takesRight) {
            sources.addAll(other.sources());
        }
        long type = one.value().type() == other.value().type() ? one.value().type() : 0;
        return new RangeColumn(name, Value.column(both, type), sources, false);
    }

    private static RangeColumn only(Side side, String name, Span span) {
        List<RangeColumn> matches = side.columns().stream()
                .filter(column -> column.name().equals(name))
                .toList();
        if (matches.size() == 1) {
            return matches.get(0);
        }
        if (matches.size() > 1) {
            throw new NotAnalysable(
                    "common column name \"" + name + "\" appears more than once in a table", span.from());
        }
        for (Scope.Item item : side.items()) {
            if (item.columnsVisible() && item.entry().traits().open()) {
                return new RangeColumn(name, Value.column(item.entry().row(), 0));
            }
        }
        throw new NotAnalysable(
                "column \"" + name + "\" specified in USING clause does not exist in a joined table", span.from());
    }

    private static List<RangeColumn> columns(Side left, Side right, List<RangeColumn> merged) {
        Set<String> names = new HashSet<>();
        merged.forEach(column -> names.add(column.name()));
        List<RangeColumn> columns = new ArrayList<>(merged);
        for (Side side : List.of(left, right)) {
            for (RangeColumn column : side.columns()) {
                if (!names.contains(column.name())) {
                    columns.add(column);
                }
            }
        }
        return columns;
    }
}
