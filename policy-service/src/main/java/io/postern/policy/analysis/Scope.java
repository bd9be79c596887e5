package io.postern.policy.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** What one query sees: its FROM items, its WITH queries, and what the query around it sees. */
final class Scope {

    /**
     * @param rowVisible whether its name qualifies columns and stands for its row
     * @param columnsVisible whether its columns can be named without it
     * @param lateralOnly whether only what stands behind LATERAL sees it
     * @param lateralPermitted whether even that may use it
     */
    record Item(
            RangeEntry entry,
            boolean rowVisible,
            boolean columnsVisible,
            boolean lateralOnly,
            boolean lateralPermitted) {

        static Item of(RangeEntry entry) {
            return new Item(entry, !entry.name().isEmpty(), true, false, true);
        }

        static Item named(RangeEntry entry) {
            return new Item(entry, !entry.name().isEmpty(), false, false, true);
        }

        Item withoutColumns() {
            return new Item(entry, rowVisible, false, lateralOnly, lateralPermitted);
        }

        Item lateral(boolean only, boolean permitted) {
            return new Item(entry, rowVisible, columnsVisible, only, permitted);
        }
    }

    private final Optional<Scope> parent;
    private final Map<String, WithQuery> withQueries = new HashMap<>();
    private final Map<String, Integer> windows = new HashMap<>();
    private final Map<String, Found> found = new HashMap<>();
    private List<Item> items = List.of();
    private boolean lateralActive;
    private ColumnUse.Place place = ColumnUse.Place.OUTPUT;

    /** The outcome of looking for a column without qualification, at this level alone. */
    record Found(@Nullable RangeColumn column, @Nullable RangeEntry entry, Outcome outcome) {}

    enum Outcome {
        FOUND,
        SYSTEM_COLUMN,
        AMBIGUOUS,
        NOT_PERMITTED,
        /** No column is known, but an item has columns that are not known. */
        PERHAPS,
        NONE
    }

    Scope(Optional<Scope> parent) {
        this.parent = parent;
    }

    Optional<Scope> parent() {
        return parent;
    }

    List<Item> items() {
        return items;
    }

    void items(List<Item> now) {
        items = List.copyOf(now);
        found.clear();
    }

    void add(List<Item> more) {
        List<Item> all = new ArrayList<>(items);
        all.addAll(more);
        items(all);
    }

    boolean lateralActive() {
        return lateralActive;
    }

    void lateralActive(boolean now) {
        if (lateralActive != now) {
            lateralActive = now;
            found.clear();
        }
    }

    ColumnUse.Place place() {
        return place;
    }

    void place(ColumnUse.Place now) {
        place = now;
    }

    void declare(WithQuery query) {
        withQueries.put(query.name(), query);
    }

    /** The WITH query that a name without schema stands for. */
    Optional<WithQuery> withQuery(String name) {
        Optional<Scope> level = Optional.of(this);
        while (level.isPresent()) {
            WithQuery query = level.get().withQueries.get(name);
            if (query != null) {
                return Optional.of(query);
            }
            level = level.get().parent;
        }
        return Optional.empty();
    }

    void window(String name, int node) {
        windows.put(name, node);
    }

    Optional<Integer> window(String name) {
        return Optional.ofNullable(windows.get(name));
    }

    private boolean isSeen(Item item) {
        return !item.lateralOnly() || lateralActive;
    }

    /** A column by its name alone, at this level. */
    Found column(String name) {
        return found.computeIfAbsent(name, this::lookUp);
    }

    private Found lookUp(String name) {
        Found result = new Found(null, null, Outcome.NONE);
        @Nullable RangeEntry perhaps = null;
        for (Item item : items) {
            if (!item.columnsVisible() || !isSeen(item)) {
                continue;
            }
            Found here = in(item, name);
            if (here.outcome() == Outcome.NONE) {
                if (item.entry().traits().open() && perhaps == null) {
                    perhaps = item.entry();
                }
                continue;
            }
            if (here.outcome() == Outcome.AMBIGUOUS || result.outcome() != Outcome.NONE) {
                return new Found(null, null, Outcome.AMBIGUOUS);
            }
            result = here;
        }
        return result.outcome() == Outcome.NONE && perhaps != null ? new Found(null, perhaps, Outcome.PERHAPS) : result;
    }

    private static Found in(Item item, String name) {
        RangeEntry entry = item.entry();
        if (entry.isAmbiguous(name)) {
            return new Found(null, entry, Outcome.AMBIGUOUS);
        }
        Optional<RangeColumn> column = entry.column(name);
        if (column.isPresent()) {
            return new Found(column.get(), entry, item.lateralPermitted() ? Outcome.FOUND : Outcome.NOT_PERMITTED);
        }
        if (SystemColumns.isOne(entry, name)) {
            return new Found(null, entry, item.lateralPermitted() ? Outcome.SYSTEM_COLUMN : Outcome.NOT_PERMITTED);
        }
        return new Found(null, null, Outcome.NONE);
    }

    /** What a name in FROM stands for, at this level; empty where nothing has it. */
    List<Item> named(Optional<String> schema, String name) {
        List<Item> matches = new ArrayList<>();
        for (Item item : items) {
            if (item.rowVisible() && isSeen(item) && item.entry().name().equals(name)) {
                if (schema.isEmpty() || item.entry().traits().schema().equals(schema)) {
                    matches.add(item);
                }
            }
        }
        return matches;
    }
}
