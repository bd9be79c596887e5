package io.postern.policy.document;

import java.util.ArrayList;
import java.util.List;

import org.yaml.snakeyaml.nodes.Node;

/** Gathers what is wrong with one document. */
final class Problems {

    private final List<Problem> problems = new ArrayList<>();

    void add(int line, String message) {
        problems.add(new Problem(line, message));
    }

    void add(Node at, String message) {
        add(at.getStartMark().getLine() + 1, message);
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    List<Problem> sorted() {
        return problems.stream().sorted(PolicyDocument.order()).toList();
    }
}
