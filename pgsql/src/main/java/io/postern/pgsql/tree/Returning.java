package io.postern.pgsql.tree;

import java.util.List;
import java.util.Optional;

/**
 * RETURNING.
 *
 * @param oldAlias of {@code WITH (OLD AS name)}, from PostgreSQL 18
 * @param newAlias of {@code WITH (NEW AS name)}
 */
public record Returning(Optional<Name> oldAlias, Optional<Name> newAlias, List<Query.Target> targets, Span span)
        implements SyntaxNode {

    public Returning {
        targets = List.copyOf(targets);
    }
}
