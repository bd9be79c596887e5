package io.postern.policy.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gathers what one statement does while it is read. */
final class FactsCollector {

    private final List<Operation> operations = new ArrayList<>();
    private final List<RelationUse> reads = new ArrayList<>();
    private final List<NameUse> names = new ArrayList<>();
    private final Set<String> functions = new HashSet<>();
    private boolean locking;
    private boolean natural;

    void operation(Operation operation) {
        operations.add(operation);
    }

    void read(RelationUse use) {
        reads.add(use);
    }

    void name(NameUse use) {
        names.add(use);
    }

    void function(String name) {
        functions.add(name);
    }

    void locking() {
        locking = true;
    }

    void natural() {
        natural = true;
    }

    /** How many names were seen so far; two readings tell whether a clause between them named anything. */
    int nameCount() {
        return names.size();
    }

    boolean hasStarSince(int nameCount) {
        return names.subList(nameCount, names.size()).stream().anyMatch(use -> use.form() == NameUse.Form.STAR);
    }

    List<Operation> operations() {
        return operations;
    }

    StatementFacts finish(StatementKind kind, String name) {
        return new StatementFacts(kind, name, Optional.empty(), operations, reads, names, functions, locking, natural);
    }
}
