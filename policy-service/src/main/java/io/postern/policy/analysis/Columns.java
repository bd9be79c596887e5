package io.postern.policy.analysis;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.postern.pgsql.tree.Expression.ColumnReference;
import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.Span;

/** Column references to what they stand for: manual, sections 4.2.1 and 7.2.1, as PostgreSQL resolves them. */
final class Columns {

    private final Pass pass;

    Columns(Pass pass) {
        this.pass = pass;
    }

    /** A reference as a value; a star stands for a whole row. */
    Value value(ColumnReference reference, Scope scope) {
        List<Name> names = reference.names();
        if (reference.star()) {
            if (names.isEmpty()) {
                throw new NotAnalysable(
                        "A star cannot stand here.", reference.span().from());
            }
            return wholeRow(entry(names, reference.span(), scope), reference.span());
        }
        return switch (names.size()) {
            case 1 -> unqualified(names.get(0), reference.span(), scope);
            case 2, 3 -> qualified(names, reference.span(), scope);
            default -> throw missing(names, reference.span());
        };
    }

    /** Where a name was found, and the scope that it belongs to. */
    private record At(RangeEntry entry, Scope scope) {}

    private Value unqualified(Name name, Span span, Scope scope) {
        int perhaps = LineageGraph.NOTHING;
        boolean open = false;
        Optional<Scope> level = Optional.of(scope);
        while (level.isPresent()) {
            Scope here = level.get();
            Scope.Found found = here.column(name.text());
            switch (found.outcome()) {
                case FOUND -> {
                    Value value = use(found.column(), span, here);
                    return open ? Value.of(pass.both(perhaps, value.node())) : value;
                }
                case SYSTEM_COLUMN -> {
                    return systemColumn(found.entry(), span, here);
                }
                case AMBIGUOUS ->
                    throw new NotAnalysable("column reference \"" + name.text() + "\" is ambiguous", span.from());
                case NOT_PERMITTED -> throw notPermitted(name.text(), span);
                case PERHAPS -> {
                    open = true;
                    perhaps = pass.both(perhaps, requireNonNull(found.entry()).row());
                }
                case NONE -> {}
            }
            level = here.parent();
        }
        Optional<At> row = find(Optional.empty(), name.text(), span, scope);
        if (row.isPresent()) {
            Value value = wholeRow(row.get(), span);
            return open ? Value.of(pass.both(perhaps, value.node())) : value;
        }
        if (open) {
            return Value.column(perhaps, 0);
        }
        throw new NotAnalysable("column \"" + name.text() + "\" does not exist", span.from());
    }

    private static NotAnalysable notPermitted(String name, Span span) {
        return new NotAnalysable("invalid reference to \"" + name + "\" in FROM", span.from());
    }

    private Value qualified(List<Name> names, Span span, Scope scope) {
        At at = entry(names.subList(0, names.size() - 1), span, scope);
        RangeEntry entry = at.entry();
        String name = names.get(names.size() - 1).text();
        if (entry.isAmbiguous(name)) {
            throw new NotAnalysable("column reference \"" + name + "\" is ambiguous", span.from());
        }
        Optional<RangeColumn> column = entry.column(name);
        if (column.isPresent()) {
            return use(column.get(), span, at.scope());
        }
        if (SystemColumns.isOne(entry, name)) {
            return systemColumn(entry, span, at.scope());
        }
        // PostgreSQL reads t.f as f(t) where t has no column f.
        if (entry.traits().open()) {
            pass.objects.fieldOrFunction(name, span.from());
            return Value.column(entry.row(), 0);
        }
        if (!pass.objects.hasFunction(name)) {
            throw missing(names, span);
        }
        pass.objects.functionAsField(name, span.from());
        return Value.of(wholeRow(at, span).node());
    }

    private static NotAnalysable missing(List<Name> names, Span span) {
        StringBuilder name = new StringBuilder();
        names.forEach(part -> name.append(name.isEmpty() ? "" : ".").append(part.text()));
        return new NotAnalysable("column " + name + " does not exist", span.from());
    }

    /** The entry that qualifiers name. */
    private At entry(List<Name> qualifiers, Span span, Scope scope) {
        String name = qualifiers.get(qualifiers.size() - 1).text();
        if (qualifiers.size() > 2) {
            throw new NotAnalysable(
                    "References across databases are not possible; leave the database out.", span.from());
        }
        Optional<String> schema =
                qualifiers.size() == 2 ? Optional.of(qualifiers.get(0).text()) : Optional.empty();
        return find(schema, name, span, scope)
                .orElseThrow(
                        () -> new NotAnalysable("missing FROM-clause entry for table \"" + name + "\"", span.from()));
    }

    /** Whether a name stands for something in FROM, here or further out. */
    static boolean isRange(String name, Span span, Scope scope) {
        return find(Optional.empty(), name, span, scope).isPresent();
    }

    private static Optional<At> find(Optional<String> schema, String name, Span span, Scope scope) {
        Optional<Scope> level = Optional.of(scope);
        while (level.isPresent()) {
            List<Scope.Item> matches = level.get().named(schema, name);
            if (matches.size() > 1) {
                throw new NotAnalysable("table reference \"" + name + "\" is ambiguous", span.from());
            }
            if (!matches.isEmpty()) {
                if (!matches.get(0).lateralPermitted()) {
                    throw notPermitted(name, span);
                }
                return Optional.of(new At(matches.get(0).entry(), level.get()));
            }
            level = level.get().parent();
        }
        return Optional.empty();
    }

    private Value use(@Nullable RangeColumn column, Span span, Scope scope) {
        RangeColumn known = requireNonNull(column);
        note(known, span, scope);
        return known.value();
    }

    /** Notes that a column is named. */
    void note(RangeColumn column, Span span, Scope scope) {
        for (RangeColumn.Source source : column.sources()) {
            pass.work.column(source.use(), Optional.of(source.column()), ColumnUse.Subject.COLUMN, scope.place(), span);
        }
    }

    private Value systemColumn(@Nullable RangeEntry entry, Span span, Scope scope) {
        RangeEntry known = requireNonNull(entry);
        known.use()
                .ifPresent(use ->
                        pass.work.column(use, Optional.empty(), ColumnUse.Subject.SYSTEM_COLUMN, scope.place(), span));
        return Value.column(LineageGraph.NOTHING, 0);
    }

    private Value wholeRow(At at, Span span) {
        return wholeRow(at.entry(), span, at.scope());
    }

    Value wholeRow(RangeEntry entry, Span span, Scope scope) {
        entry.use()
                .ifPresent(use ->
                        pass.work.column(use, Optional.empty(), ColumnUse.Subject.WHOLE_ROW, scope.place(), span));
        if (entry.use().isEmpty()) {
            entry.columns().forEach(column -> noteAll(column, ColumnUse.Subject.WHOLE_ROW, span, scope));
        }
        return Value.wholeRow(entry.row(), entry);
    }

    private void noteAll(RangeColumn column, ColumnUse.Subject subject, Span span, Scope scope) {
        for (RangeColumn.Source source : column.sources()) {
            pass.work.column(source.use(), Optional.empty(), subject, scope.place(), span);
        }
    }

    /** The columns that a star stands for, in order. */
    List<RangeColumn> star(ColumnReference reference, Scope scope) {
        if (!reference.names().isEmpty()) {
            At at = entry(reference.names(), reference.span(), scope);
            return expanded(at.entry(), reference.span(), at.scope());
        }
        List<Scope.Item> items = scope.items().stream()
                .filter(item -> item.columnsVisible() && !item.lateralOnly())
                .toList();
        if (items.isEmpty()) {
            throw new NotAnalysable(
                    "SELECT * with no tables specified is not valid",
                    reference.span().from());
        }
        return items.stream()
                .flatMap(item -> expanded(item.entry(), reference.span(), scope).stream())
                .toList();
    }

    /** All columns of an entry, as TABLE gives them. */
    List<RangeColumn> all(RangeEntry entry, Span span, Scope scope) {
        return expanded(entry, span, scope);
    }

    private List<RangeColumn> expanded(RangeEntry entry, Span span, Scope scope) {
        List<RangeColumn> shown =
                entry.columns().stream().filter(column -> !column.hidden()).toList();
        entry.use()
                .ifPresent(use ->
                        pass.work.column(use, Optional.empty(), ColumnUse.Subject.ALL_COLUMNS, scope.place(), span));
        if (entry.use().isEmpty()) {
            shown.forEach(column -> noteAll(column, ColumnUse.Subject.ALL_COLUMNS, span, scope));
        }
        if (entry.traits().open()) {
            throw new NotAnalysable("The columns behind the star are not all known; name them.", span.from());
        }
        return shown;
    }
}
