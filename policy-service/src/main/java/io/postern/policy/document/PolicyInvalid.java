package io.postern.policy.document;

import java.util.List;
import java.util.stream.Collectors;

/** A document is no policy; holds all that is wrong with it. */
public final class PolicyInvalid extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    PolicyInvalid(List<Problem> problems) {
        super(problems.stream()
                .map(Problem::toString)
                .collect(Collectors.joining("\n", "the policy is not valid:\n", "")));
        this.problems = List.copyOf(problems);
    }

    /** In the order of the document. */
    public List<Problem> problems() {
        return problems;
    }
}
