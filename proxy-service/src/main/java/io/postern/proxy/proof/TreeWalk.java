package io.postern.proxy.proof;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.postern.proxy.proof.Difference.Kind;
import io.postern.proxy.proof.Vocabulary.Role;
import io.postern.proxy.statement.ProofTerms.Verb;

/** Goes through all nodes of one analysed query, each once. */
final class TreeWalk {

    /** Made by row level security and by views, out of the catalog: no part of them is the statement's. */
    private static final Set<String> OWNERS = Set.of("securityQuals", "withCheckOptions");

    /** Of a bound parameter, of a sub-query's column and of a row that is assigned. */
    private static final Set<Long> PARAMETER_KINDS = Set.of(0L, 2L, 3L);

    private final Expected expected;
    private final ServerKnowledge knowledge;
    private final ProofChecker.Differences differences;
    private final QueryCheck queries;
    private final Deque<Place> pending = new ArrayDeque<>();

    /**
     * Something that is still to be looked at.
     *
     * @param scope the query around it, null around the first
     */
    private record Place(Tree tree, @Nullable Scope scope, Author author) {}

    /** Whose words a part of the query is made of. */
    enum Author {
        STATEMENT,
        /** The database's owner, in policies and views; only what reads guarded relations is looked at. */
        OWNER
    }

    TreeWalk(Expected expected, ServerKnowledge knowledge, ProofChecker.Differences differences) {
        this.expected = expected;
        this.knowledge = knowledge;
        this.differences = differences;
        queries = new QueryCheck(expected, knowledge, differences);
    }

    void walk(Node query) throws UnreadableTree {
        pending.push(new Place(query, null, Author.STATEMENT));
        while (!pending.isEmpty()) {
            Place place = pending.pop();
            if (place.tree() instanceof Tree.Items items) {
                for (Tree item : items.values()) {
                    push(item, place.scope(), place.author());
                }
            } else if (place.tree() instanceof Node node) {
                visit(node, place.scope(), place.author());
            }
        }
        queries.finish();
    }

    private void push(Tree tree, @Nullable Scope scope, Author author) {
        if (!(tree instanceof Tree.Scalar)) {
            pending.push(new Place(tree, scope, author));
        }
    }

    private void visit(Node node, @Nullable Scope outer, Author author) throws UnreadableTree {
        Map<String, Role> known = Vocabulary.fields(node.label());
        if (known == null) {
            differences.add(Kind.UNKNOWN_STRUCTURE, 0, name(node.label()));
            return;
        }
        Scope scope = outer;
        if (node.is("QUERY")) {
            scope = queries.enter(node, outer, author);
            if (scope == null) {
                return;
            }
        } else if (outer == null) {
            throw new UnreadableTree("a node outside of all queries");
        } else if (author == Author.STATEMENT && isAccepted(node, outer)) {
            return;
        }
        if (author == Author.STATEMENT) {
            check(node, scope);
        }
        for (int i = 0; i < node.names().size(); i++) {
            String field = node.names().get(i);
            Tree value = node.values().get(i);
            Role role = known.get(field);
            if (role == null) {
                differences.add(Kind.UNKNOWN_STRUCTURE, 0, name(node.label() + " " + field));
                continue;
            }
            if (author == Author.STATEMENT) {
                check(node, role, value);
            }
            if (!isSystemView(node, field)) {
                push(value, scope, OWNERS.contains(field) ? Author.OWNER : author);
            }
        }
    }

    /** Names of the server are short and plain; others are not repeated. */
    private static String name(String name) {
        return name.matches("[A-Za-z_ ]{1,60}") ? name : "";
    }

    private boolean isSystemView(Node node, String field) throws UnreadableTree {
        if (!node.is("RANGETBLENTRY") || !field.equals("subquery")) {
            return false;
        }
        long view = Scope.viewOf(node);
        return view != 0 && knowledge.isReadable(view);
    }

    /** Whether it is a mask of, or the filter over, a relation that is changed. */
    private boolean isAccepted(Node node, Scope scope) throws UnreadableTree {
        if (!scope.isChanging()) {
            return false;
        }
        int depth = 0;
        for (Scope at = scope; at != null; at = at.outer()) {
            Reference reference = queries.referenceOfTarget(at);
            if (reference != null && reference.accepts(node, at.target(), depth)) {
                return true;
            }
            depth++;
        }
        return false;
    }

    private void check(Node node, @Nullable Scope scope) throws UnreadableTree {
        if (scope == null) {
            return;
        }
        switch (node.label()) {
            case "VAR" -> queries.column(scope.out(node.number("varlevelsup")), node);
            case "CURRENTOFEXPR" -> queries.position(scope, node);
            case "PARAM" -> parameter(node);
            case "OPEXPR", "DISTINCTEXPR", "NULLIFEXPR", "SCALARARRAYOPEXPR" -> operator(node);
            default -> {}
        }
    }

    private void parameter(Node node) throws UnreadableTree {
        if (!PARAMETER_KINDS.contains(node.number("paramkind"))) {
            differences.add(Kind.UNKNOWN_STRUCTURE, 0, "PARAM paramkind");
        }
    }

    /** The function of an operator stands beside it, or has to be looked up. */
    private void operator(Node node) throws UnreadableTree {
        if (node.number("opfuncid") == 0) {
            operator(node.number("opno"));
        }
    }

    private void check(Node node, Role role, Tree value) throws UnreadableTree {
        switch (role) {
            case PLAIN -> {}
            case FUNCTION -> {
                for (long function : numbers(value)) {
                    function(function);
                }
            }
            case OPERATOR -> {
                for (long operator : numbers(value)) {
                    operator(operator);
                }
            }
            case TYPE -> {
                for (long type : numbers(value)) {
                    type(node, type);
                }
            }
        }
    }

    /** One or several, without zeroes. */
    private static List<Long> numbers(Tree value) throws UnreadableTree {
        if (value.isNull()) {
            return List.of();
        }
        List<Tree> scalars = value instanceof Tree.Items items ? items.values() : List.of(value);
        List<Long> numbers = new ArrayList<>(scalars.size());
        for (Tree scalar : scalars) {
            long number = Node.number(scalar);
            if (number != 0) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    private void operator(long operator) {
        long function = knowledge.functionOf(operator);
        if (function == 0) {
            differences.add(Kind.FUNCTION, operator, "operator");
        } else {
            function(function);
        }
    }

    private void function(long function) {
        // A change has the defaults of columns in it, and no sign of where they are.
        boolean isSafe = expected.query().verb() == Verb.SELECT
                ? knowledge.isSafeFunction(function)
                : knowledge.isSafeInDefault(function);
        if (!isSafe && !expected.query().functionOids().contains(function)) {
            differences.add(Kind.FUNCTION, function, "");
        }
    }

    private void type(Node node, long type) throws UnreadableTree {
        boolean constant = node.is("CONST");
        if (constant
                && (type < ServerKnowledge.FIRST_USER_OID
                        || node.text("constisnull").equals("true"))) {
            return;
        }
        if (!knowledge.isSafeType(type) && !expected.query().typeOids().contains(type)) {
            differences.add(Kind.TYPE, type, "");
        }
    }
}
