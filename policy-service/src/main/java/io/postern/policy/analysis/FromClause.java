package io.postern.policy.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.postern.pgsql.tree.Alias;
import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.FromItem;
import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.Span;
import io.postern.pgwire.sql.TokenKind;
import io.postern.policy.catalog.Relation;

/** What FROM brings into scope: manual, section 7.2.1. */
final class FromClause {

    private final Pass pass;
    private final Joins joins;
    private final FunctionItems functions;

    FromClause(Pass pass) {
        this.pass = pass;
        this.joins = new Joins(pass);
        this.functions = new FunctionItems(pass);
    }

    /** The items of a SELECT; afterwards the scope sees them. */
    void items(Query.Select select, Scope scope) {
        Optional<Expression> shown = oneShownSetting(select);
        if (shown.isPresent()) {
            FromItem.Table table = (FromItem.Table) select.from().get(0);
            scope.items(List.of(Scope.Item.of(
                    pass.relations.systemEntry(table.name(), table.name().last().text(), true))));
            return;
        }
        items(select.from(), scope);
    }

    /** Items behind those that the scope has already, which they see through LATERAL alone. */
    void items(List<FromItem> items, Scope scope) {
        List<Scope.Item> all = new ArrayList<>(scope.items());
        int before = all.size();
        for (FromItem item : items) {
            List<Scope.Item> added = item(item, scope);
            requireDistinct(all, added, item.span());
            all.addAll(added);
            scope.items(lateral(all, before));
        }
        scope.items(all);
    }

    /** @param targets how many items at the front are targets of a change: not even LATERAL may use them */
    private static List<Scope.Item> lateral(List<Scope.Item> items, int targets) {
        List<Scope.Item> lateral = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            lateral.add(items.get(i).lateral(true, i >= targets));
        }
        return lateral;
    }

    /** {@code pg_settings WHERE name = 'x'} and nothing else, as drivers write it, for a setting that SHOW may show. */
    private Optional<Expression> oneShownSetting(Query.Select select) {
        Optional<FromItem.Table> table = Queries.onlyTable(select);
        if (table.isEmpty()
                || table.get().alias().isPresent()
                || !(select.where().orElse(null) instanceof Expression.Operation where)
                || !where.operator().toString().equals("=")) {
            return Optional.empty();
        }
        List<String> name = Objects.texts(table.get().name());
        boolean settings = name.equals(List.of("pg_settings")) || name.equals(List.of("pg_catalog", "pg_settings"));
        boolean byName = where.left().orElse(null) instanceof Expression.ColumnReference column
                && !column.star()
                && column.names().size() == 1
                && column.names().get(0).text().equals("name");
        if (!settings || !byName || !(where.right() instanceof Expression.Constant constant) || constant.slot() < 0) {
            return Optional.empty();
        }
        int token = pass.tokens.tokenOfSlot(constant.slot());
        if (pass.tokens.kind(token) != TokenKind.STRING) {
            return Optional.empty();
        }
        String literal = pass.tokens.text(token);
        if (!Settings.isShown(literal.substring(1, literal.length() - 1))) {
            return Optional.empty();
        }
        pass.slots.keep(List.of(constant.slot()));
        return Optional.of(where);
    }

    List<Scope.Item> item(FromItem item, Scope scope) {
        pass.descend(item.span().from());
        List<Scope.Item> items = any(item, scope);
        pass.ascend();
        return items;
    }

    private List<Scope.Item> any(FromItem item, Scope scope) {
        if (item instanceof FromItem.Table table) {
            return List.of(Scope.Item.of(table(table, scope, Optional.empty())));
        }
        if (item instanceof FromItem.Join join) {
            return joins.join(join, scope);
        }
        if (item instanceof FromItem.Derived derived) {
            return List.of(Scope.Item.of(subquery(derived, scope)));
        }
        scope.lateralActive(true);
        RangeEntry entry = item instanceof FromItem.Functions called
                ? functions.functions(called, scope)
                : functions.table((FromItem.TableFunction) item, scope);
        scope.lateralActive(false);
        return List.of(Scope.Item.of(entry));
    }

    private RangeEntry subquery(FromItem.Derived derived, Scope scope) {
        scope.lateralActive(derived.lateral());
        List<RangeColumn> columns = pass.queries.subquery(derived.query(), scope);
        scope.lateralActive(false);
        return aliased(columns, derived.alias(), "", derived.span(), false);
    }

    /** @param command all of {@code TABLE name}, where that is it */
    RangeEntry table(FromItem.Table table, Scope scope, Optional<Span> command) {
        ObjectName name = table.name();
        String rangeName = table.alias()
                .map(alias -> alias.name().text())
                .orElse(name.last().text());
        Optional<WithQuery> with = name.isQualified()
                ? Optional.empty()
                : scope.withQuery(name.last().text());
        if (with.isPresent()) {
            return withQuery(table, with.get(), rangeName);
        }
        table.sample().ifPresent(sample -> sample(sample, scope));
        Optional<Relation> relation = pass.relations.readable(name);
        boolean qualifiable = table.alias().isEmpty();
        if (relation.isEmpty()) {
            return renamed(pass.relations.systemEntry(name, rangeName, qualifiable), table.alias());
        }
        RelationUse.Form form =
                table.alias().isPresent() ? RelationUse.Form.WITH_ALIAS : RelationUse.Form.WITHOUT_ALIAS;
        Span reference = command.orElse(table.reference());
        RangeEntry entry = pass.relations.entry(
                relation.get(),
                new UseInProgress.Written(
                        reference, rangeName, command.isPresent() ? RelationUse.Form.TABLE_COMMAND : form),
                qualifiable);
        UseInProgress use = entry.use().orElseThrow();
        if (table.only()) {
            use.add(RelationUse.Trait.ONLY);
        }
        if (table.sample().isPresent()) {
            use.add(RelationUse.Trait.TABLESAMPLE);
        }
        if (table.alias().isPresent() && !table.alias().get().columns().isEmpty()) {
            use.add(RelationUse.Trait.COLUMN_ALIASES);
        }
        return renamed(entry, table.alias());
    }

    private RangeEntry withQuery(FromItem.Table table, WithQuery with, String rangeName) {
        int token = table.span().from();
        if (table.only()) {
            throw Relations.refused(table.name(), "is a WITH query and cannot be read with ONLY");
        }
        if (table.sample().isPresent()) {
            throw Relations.refused(table.name(), "is a WITH query and cannot be sampled");
        }
        return aliased(pass.withQueries.read(with, token), table.alias(), rangeName, table.span(), false);
    }

    private void sample(FromItem.Sample sample, Scope scope) {
        String method = sample.method().toString();
        if (!method.equals("bernoulli") && !method.equals("system")) {
            throw new NotAnalysable(
                    "Sampling method " + method + " is not known to be harmless.",
                    sample.method().span().from());
        }
        sample.arguments().forEach(argument -> pass.expressions.value(argument, scope));
        sample.repeatable().ifPresent(seed -> pass.expressions.value(seed, scope));
    }

    /** An entry under its alias: of columns, as many as the alias names. */
    private static RangeEntry renamed(RangeEntry entry, Optional<Alias> alias) {
        if (alias.isEmpty() || alias.get().columns().isEmpty()) {
            return entry;
        }
        List<Name> names = alias.get().columns();
        if (entry.traits().open()) {
            List<RangeColumn> columns = new ArrayList<>();
            names.forEach(name -> columns.add(new RangeColumn(name.text(), Value.of(entry.row()))));
            return new RangeEntry(entry.name(), columns, entry.traits(), entry.use(), entry.row());
        }
        return new RangeEntry(
                entry.name(),
                WithClause.renamed(entry.columns(), names, alias.get().span()),
                entry.traits(),
                entry.use(),
                entry.row());
    }

    /** An entry for columns that are no relation's own. */
    RangeEntry aliased(List<RangeColumn> columns, Optional<Alias> alias, String name, Span span, boolean open) {
        List<Name> names = alias.map(Alias::columns).orElse(List.of());
        pass.work.range(columns.size(), span.from());
        List<RangeColumn> renamed = WithClause.renamed(columns, names, span);
        return derived(alias.map(given -> given.name().text()).orElse(name), renamed, open);
    }

    RangeEntry derived(String name, List<RangeColumn> columns) {
        return derived(name, columns, false);
    }

    RangeEntry derived(String name, List<RangeColumn> columns, boolean open) {
        int row = LineageGraph.NOTHING;
        for (RangeColumn column : columns) {
            row = pass.both(row, column.node());
        }
        return new RangeEntry(
                name, columns, open ? RangeEntry.Traits.OPEN : RangeEntry.Traits.DERIVED, Optional.empty(), row);
    }

    /** Two items of one name are an error, unless both are relations without alias from different schemas. */
    static void requireDistinct(List<Scope.Item> some, List<Scope.Item> others, Span span) {
        for (Scope.Item other : others) {
            if (!other.rowVisible()) {
                continue;
            }
            for (Scope.Item item : some) {
                boolean same = item.rowVisible()
                        && item.entry().name().equals(other.entry().name());
                Optional<String> schema = item.entry().traits().schema();
                Optional<String> otherSchema = other.entry().traits().schema();
                if (same && !(schema.isPresent() && otherSchema.isPresent() && !schema.equals(otherSchema))) {
                    throw new NotAnalysable(
                            "table name \"" + other.entry().name() + "\" specified more than once", span.from());
                }
            }
        }
    }

    /** Marks what FOR UPDATE and the like are about: what FROM has of that name, or everything, sub-queries included. */
    void lock(List<FromItem> items, Scope scope, Optional<ObjectName> name) {
        boolean found = false;
        boolean within = name.isEmpty();
        for (Scope.Item item : scope.items()) {
            if (name.isEmpty()
                    || (item.rowVisible()
                            && item.entry().name().equals(name.get().toString()))) {
                item.entry().use().ifPresent(use -> use.add(RelationUse.Trait.LOCKED));
                within |= item.entry().use().isEmpty();
                found = true;
            }
        }
        if (name.isPresent() && !found) {
            throw new NotAnalysable(
                    "relation \"" + name.get() + "\" in FOR UPDATE clause not found in FROM clause",
                    name.get().span().from());
        }
        if (within && !items.isEmpty()) {
            int from = items.get(0).span().from();
            int to = items.get(items.size() - 1).span().to();
            pass.work.lockWithin(from, to);
        }
    }
}
