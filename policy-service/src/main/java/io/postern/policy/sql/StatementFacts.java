package io.postern.policy.sql;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one statement does.
 *
 * @param kind of the statement as a whole; of one that changes rows in a WITH query, the kind of that change
 * @param name for people, such as "DROP TABLE"
 * @param refusal set where the statement was only recognised, not read to its end, and has to be refused whatever the policy says:
 *     why, for the client
 * @param operations what is done to rows, sub-queries aside, innermost WITH queries first
 * @param reads every reference to a relation outside the system schemas that is read, in the order of the text
 * @param names every column, row or field that is named anywhere, except the columns an INSERT or UPDATE writes to
 * @param functions every function called by name, without schema
 * @param locking whether it has FOR UPDATE, FOR SHARE or the like
 * @param natural whether it has a NATURAL join
 */
public record StatementFacts(
        StatementKind kind,
        String name,
        Optional<String> refusal,
        List<Operation> operations,
        List<RelationUse> reads,
        List<NameUse> names,
        Set<String> functions,
        boolean locking,
        boolean natural) {

    public StatementFacts {
        operations = List.copyOf(operations);
        reads = List.copyOf(reads);
        names = List.copyOf(names);
        functions = Set.copyOf(functions);
    }

    static StatementFacts recognised(StatementKind kind, String name, String refusal) {
        return new StatementFacts(
                kind, name, Optional.of(refusal), List.of(), List.of(), List.of(), Set.of(), false, false);
    }

    static StatementFacts plain(StatementKind kind, String name) {
        return new StatementFacts(
                kind, name, Optional.empty(), List.of(), List.of(), List.of(), Set.of(), false, false);
    }
}
