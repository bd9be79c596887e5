package io.postern.proxy.proof;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What types the parameters of {@code SELECT CAST($1 AS name), …} have. */
final class ParameterTypes {

    private ParameterTypes() {}

    static List<Long> of(Tree tree, int count) throws UnreadableTree {
        List<Tree> targets = ProofChecker.onlyQuery(tree).list("targetList");
        if (targets.size() != count) {
            throw new UnreadableTree("not one column for each type");
        }
        List<Long> types = new ArrayList<>(Collections.nCopies(count, 0L));
        for (int i = 0; i < count; i++) {
            types.set(i, type(targets.get(i), i + 1));
        }
        return types;
    }

    /** The parameter itself, or what makes its length, its domain or its array elements of it. */
    private static long type(Tree target, int number) throws UnreadableTree {
        Tree expression = target instanceof Node entry ? entry.get("expr") : target;
        while (expression instanceof Node node && !node.is("PARAM")) {
            expression = node.has("args") && !node.list("args").isEmpty()
                    ? node.list("args").get(0)
                    : node.get("arg");
        }
        if (expression instanceof Node parameter && parameter.number("paramid") == number) {
            return parameter.number("paramtype");
        }
        throw new UnreadableTree("a type that is no parameter's");
    }
}
