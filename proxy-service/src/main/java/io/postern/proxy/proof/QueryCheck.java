package io.postern.proxy.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.postern.proxy.proof.Difference.Kind;
import io.postern.proxy.proof.TreeWalk.Author;
import io.postern.proxy.statement.ProofTerms.Access;

/** What each query within a tree reads, changes and locks. */
final class QueryCheck {

    /** The server's permission bits. */
    private static final Map<Integer, Access> PERMISSIONS =
            Map.of(1, Access.INSERT, 2, Access.READ, 4, Access.UPDATE, 8, Access.DELETE);

    private static final int ALL_PERMISSIONS = 15;

    private final Expected expected;
    private final ServerKnowledge knowledge;
    private final ProofChecker.Differences differences;
    private boolean guarded;
    private boolean locks;

    QueryCheck(Expected expected, ServerKnowledge knowledge, ProofChecker.Differences differences) {
        this.expected = expected;
        this.knowledge = knowledge;
        this.differences = differences;
    }

    /** Judges the query as a whole; null where it is a guarded relation as it may be read, with nothing left to look at. */
    @Nullable
    Scope enter(Node query, @Nullable Scope outer, Author author) throws UnreadableTree {
        Scope scope = new Scope(outer, query);
        if (!CommandType.isKnown(query.number("commandType"))) {
            differences.add(Kind.VERB, 0, "command type " + query.number("commandType"));
        }
        if (query.holds("utilityStmt")
                || query.number("querySource") != 0
                || !query.text("isReturn").equals("false")) {
            throw new UnreadableTree("a query that is none of the statement's own");
        }
        Set<Long> read = guardedReads(scope);
        if (!read.isEmpty()) {
            guarded = true;
            if (isReference(query, read)) {
                read.forEach(relation -> access(relation, Access.READ));
                return null;
            }
            read.forEach(relation -> differences.add(Kind.RAW_SCAN, relation, ""));
        }
        locks |= scope.locks();
        if (author == Author.STATEMENT) {
            relations(scope);
            target(scope);
        }
        return scope;
    }

    /** After the last query. */
    void finish() {
        if (guarded && locks) {
            differences.add(Kind.ROW_LOCK, 0, "");
        }
    }

    private Set<Long> guardedReads(Scope scope) throws UnreadableTree {
        Set<Long> read = new TreeSet<>();
        for (int number = 1; number <= scope.tables().size(); number++) {
            Node entry = scope.table(number);
            if (!RangeKind.isKnown(entry.number("rtekind"))) {
                differences.add(Kind.UNKNOWN_STRUCTURE, 0, "RANGETBLENTRY rtekind " + entry.number("rtekind"));
            }
            if (number != scope.target() && !scope.isProposed(number)) {
                long relation = Scope.scanned(entry);
                if (relation != 0 && expected.isGuarded(relation)) {
                    read.add(relation);
                }
            }
        }
        return read;
    }

    private boolean isReference(Node query, Set<Long> read) throws UnreadableTree {
        for (long relation : read) {
            Reference reference = expected.reference(relation);
            if (reference != null && reference.is(query)) {
                return true;
            }
        }
        return false;
    }

    private void relations(Scope scope) throws UnreadableTree {
        List<Tree> permissions =
                scope.query().has("rteperminfos") ? scope.query().list("rteperminfos") : List.of();
        Set<Long> locked = new TreeSet<>();
        for (int number = 1; number <= scope.tables().size(); number++) {
            Node entry = scope.table(number);
            if (!entry.has("relid") || entry.number("relid") == 0) {
                continue;
            }
            relation(entry.number("relid"));
            boolean lockedHere = scope.isLocked(number) || (scope.locks() && Scope.isPlaceholder(entry));
            if (entry.has("requiredPerms")) {
                permissions(entry, lockedHere);
            } else if (lockedHere) {
                locked.add(entry.number("perminfoindex"));
            }
        }
        for (int index = 1; index <= permissions.size(); index++) {
            if (!(permissions.get(index - 1) instanceof Node permission)) {
                throw new UnreadableTree("a permission that is no node");
            }
            relation(permission.number("relid"));
            permissions(permission, locked.contains((long) index));
        }
    }

    private void permissions(Node node, boolean locked) throws UnreadableTree {
        long relation = node.number("relid");
        long bits = node.number("requiredPerms");
        if ((bits & ~ALL_PERMISSIONS) != 0) {
            differences.add(Kind.ACCESS, relation, "other");
        }
        for (Map.Entry<Integer, Access> permission : PERMISSIONS.entrySet()) {
            boolean asked = (bits & permission.getKey()) != 0;
            // To lock a row takes the permission to change it.
            boolean forLock = locked && permission.getValue() == Access.UPDATE;
            if (asked && !forLock) {
                access(relation, permission.getValue());
            }
        }
    }

    private void relation(long relation) {
        if (!expected.query().relations().containsKey(relation) && !knowledge.isReadable(relation)) {
            differences.add(Kind.RELATION, relation, "");
        }
    }

    private void access(long relation, Access access) {
        Set<Access> allowed = expected.query().relations().get(relation);
        if (allowed == null) {
            if (!knowledge.isReadable(relation) || access != Access.READ) {
                differences.add(Kind.ACCESS, relation, access.name());
            }
        } else if (!allowed.contains(access)) {
            differences.add(Kind.ACCESS, relation, access.name());
        }
    }

    private void target(Scope scope) throws UnreadableTree {
        long relation = targetRelation(scope);
        if (relation == 0 || !expected.isGuarded(relation)) {
            return;
        }
        guarded = true;
        Reference reference = expected.reference(relation);
        boolean unfiltered = reference == null
                ? expected.isFiltered(relation)
                : reference.filters() && !isFiltered(scope, reference);
        if (unfiltered) {
            differences.add(Kind.ROW_FILTER, relation, "");
        }
    }

    private static boolean isFiltered(Scope scope, Reference reference) throws UnreadableTree {
        long command = scope.query().number("commandType");
        if (command != CommandType.UPDATE && command != CommandType.DELETE) {
            return false;
        }
        List<Tree> conditions = new ArrayList<>();
        Reference.conjuncts(scope.query().node("jointree"), conditions);
        if (!reference.filtersIn(conditions, scope.target())) {
            return false;
        }
        for (long column : updated(scope)) {
            if (reference.filtersBy(column)) {
                return false;
            }
        }
        return true;
    }

    private static Set<Long> updated(Scope scope) throws UnreadableTree {
        Node entry = scope.table(scope.target());
        if (entry.has("updatedCols")) {
            return Scope.columns(entry.get("updatedCols"));
        }
        List<Tree> permissions = scope.query().list("rteperminfos");
        long index = entry.number("perminfoindex");
        if (index < 1 || index > permissions.size() || !(permissions.get((int) index - 1) instanceof Node permission)) {
            throw new UnreadableTree("a relation that is changed without permission");
        }
        return Scope.columns(permission.get("updatedCols"));
    }

    private static long targetRelation(Scope scope) throws UnreadableTree {
        if (scope.target() == 0) {
            return 0;
        }
        Node entry = scope.table(scope.target());
        return entry.has("relid") ? entry.number("relid") : 0;
    }

    /** Of the relation that the query changes, if it is guarded and has a source. */
    @Nullable
    Reference referenceOfTarget(Scope scope) throws UnreadableTree {
        long relation = targetRelation(scope);
        return relation == 0 ? null : expected.reference(relation);
    }

    /** A column somewhere, of a relation of this query. */
    void column(Scope scope, Node column) throws UnreadableTree {
        long number = column.number("varno");
        Node entry = scope.table(number);
        if (number != scope.target() || !entry.has("relid")) {
            return;
        }
        long relation = entry.number("relid");
        long attribute = column.number("varattno");
        if (expected.isGuarded(relation) && !expected.mayAppearRaw(relation, attribute)) {
            differences.add(Kind.RAW_COLUMN, relation, "column " + attribute);
        }
    }

    /** WHERE CURRENT OF: a cursor over a guarded relation is over a query that has no rows of its own. */
    void position(Scope scope, Node current) throws UnreadableTree {
        Node entry = scope.table(current.number("cvarno"));
        if (entry.has("relid") && expected.isGuarded(entry.number("relid"))) {
            differences.add(Kind.RAW_COLUMN, entry.number("relid"), "CURRENTOFEXPR");
        }
    }
}
