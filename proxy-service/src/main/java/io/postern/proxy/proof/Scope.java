package io.postern.proxy.proof;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** A query within a tree, with what its columns' numbers refer to. */
final class Scope {

    /** What PostgreSQL numbers columns from, in sets of them. */
    private static final int FIRST_COLUMN = -7;

    private static final int MAX_DEPTH = 500;

    private final @Nullable Scope outer;
    private final int depth;
    private final Node query;
    private final List<Tree> tables;
    private final long target;
    private final long proposed;
    private final boolean changing;
    private final Set<Long> locked = new HashSet<>();

    Scope(@Nullable Scope outer, Node query) throws UnreadableTree {
        this.outer = outer;
        depth = outer == null ? 1 : outer.depth + 1;
        if (depth > MAX_DEPTH) {
            throw new UnreadableTree("queries too deep in one another");
        }
        this.query = query;
        tables = query.list("rtable");
        target = query.number("resultRelation");
        changing = target != 0 || (outer != null && outer.changing);
        proposed = query.holds("onConflict") ? query.node("onConflict").number("exclRelIndex") : 0;
        for (Tree mark : query.list("rowMarks")) {
            if (mark instanceof Node node) {
                locked.add(node.number("rti"));
            }
        }
    }

    Node query() {
        return query;
    }

    List<Tree> tables() {
        return tables;
    }

    /** The number of the relation that is changed, 0 where none is. */
    long target() {
        return target;
    }

    /** Whether this query or one around it changes rows. */
    boolean isChanging() {
        return changing;
    }

    /** Of a row that is proposed for insertion, no relation that is read. */
    boolean isProposed(long number) {
        return number == proposed && proposed != 0;
    }

    boolean isLocked(long number) {
        return locked.contains(number);
    }

    boolean locks() {
        return !locked.isEmpty();
    }

    Node table(long number) throws UnreadableTree {
        if (number >= 1 && number <= tables.size() && tables.get((int) number - 1) instanceof Node entry) {
            return entry;
        }
        throw new UnreadableTree("a column of no relation");
    }

    /** The query so many levels out. */
    Scope out(long levels) throws UnreadableTree {
        Scope scope = this;
        for (long i = 0; i < levels; i++) {
            Scope next = scope.outer;
            if (next == null) {
                throw new UnreadableTree("a column of no query");
            }
            scope = next;
        }
        return scope;
    }

    @Nullable
    Scope outer() {
        return outer;
    }

    /** Columns of the changed relation that an UPDATE assigns to. */
    static Set<Long> columns(Tree set) throws UnreadableTree {
        Set<Long> columns = new HashSet<>();
        if (set instanceof Tree.Items items) {
            for (Tree member : items.values()) {
                columns.add(Node.number(member) + FIRST_COLUMN);
            }
        }
        return columns;
    }

    /** The relation that an entry reads rows of, 0 where it reads none; a view that was put in place counts as one. */
    static long scanned(Node entry) throws UnreadableTree {
        long kind = entry.number("rtekind");
        if (kind == RangeKind.RELATION) {
            return isPlaceholder(entry) ? 0 : entry.number("relid");
        }
        if (kind != RangeKind.SUBQUERY) {
            return 0;
        }
        return viewOf(entry);
    }

    /** The view that a subquery stands for, 0 where it is one of the statement's own. */
    static long viewOf(Node entry) throws UnreadableTree {
        if (entry.has("relid")) {
            return entry.number("relid");
        }
        List<Tree> inner = entry.node("subquery").list("rtable");
        if (!inner.isEmpty() && inner.get(0) instanceof Node first && isPlaceholder(first)) {
            return first.number("relid");
        }
        return 0;
    }

    /** Of a view's rule: PostgreSQL 15 keeps the view itself, twice, beside what it reads. */
    static boolean isPlaceholder(Node entry) throws UnreadableTree {
        return entry.number("rtekind") == RangeKind.RELATION
                && entry.text("relkind").equals("v")
                && entry.text("inFromCl").equals("false")
                && entry.holds("alias")
                && Set.of("old", "new").contains(entry.node("alias").text("aliasname"));
    }
}
