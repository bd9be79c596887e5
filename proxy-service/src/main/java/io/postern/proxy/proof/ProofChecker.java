package io.postern.proxy.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.postern.proxy.proof.Difference.Kind;
import io.postern.proxy.statement.ProofTerms.Verb;

/**
 * Holds an analysed query against what was decided of it. Whatever the checker does not know is a difference. Linear in the
 * size of the tree, without recursion.
 */
final class ProofChecker {

    private ProofChecker() {}

    /** What differs; empty where PostgreSQL sees what was decided and no more. */
    static List<Difference> check(Expected expected, ServerKnowledge knowledge, Tree tree) {
        Differences differences = new Differences();
        try {
            sources(expected, differences);
            Node query = onlyQuery(tree);
            if (query.number("commandType") != commandType(expected.query().verb())) {
                differences.add(Kind.VERB, 0, "command type " + query.number("commandType"));
            }
            new TreeWalk(expected, knowledge, differences).walk(query);
        } catch (UnreadableTree e) {
            differences.add(Kind.UNKNOWN_STRUCTURE, 0, String.valueOf(e.getMessage()));
        }
        return differences.list();
    }

    /** The one form in which a relation may be read is as good as what it does with the masked columns. */
    private static void sources(Expected expected, Differences differences) {
        expected.references()
                .forEach((relation, reference) -> expected.masked()
                        .getOrDefault(relation, Set.of())
                        .forEach(column -> {
                            if (reference.passes(column)) {
                                differences.add(Kind.RAW_COLUMN, relation, "column " + column + " of its source");
                            }
                        }));
    }

    /** The one query of a printed list; rules that made several of it are not for us to judge. */
    static Node onlyQuery(Tree tree) throws UnreadableTree {
        if (tree instanceof Tree.Items items
                && items.kind().isEmpty()
                && items.values().size() == 1
                && items.values().get(0) instanceof Node query
                && query.is("QUERY")) {
            return query;
        }
        throw new UnreadableTree("not one query");
    }

    private static long commandType(Verb verb) {
        return switch (verb) {
            case SELECT -> CommandType.SELECT;
            case UPDATE -> CommandType.UPDATE;
            case INSERT -> CommandType.INSERT;
            case DELETE -> CommandType.DELETE;
            case MERGE -> CommandType.MERGE;
        };
    }

    /** Some of them; a statement that differs in many ways is told apart by the first ones. */
    static final class Differences {

        private static final int MAX = 20;

        private final List<Difference> found = new ArrayList<>();

        void add(Kind kind, long oid, String detail) {
            Difference difference = new Difference(kind, oid, detail);
            if (found.size() < MAX && !found.contains(difference)) {
                found.add(difference);
            }
        }

        List<Difference> list() {
            return List.copyOf(found);
        }
    }
}
