package io.postern.policy.analysis;

import java.util.List;

import io.postern.pgsql.tree.RowStatement;

/**
 * A part of a statement that PostgreSQL can analyse on its own.
 *
 * @param parameterTypes as spelled in PREPARE; empty elsewhere
 */
public record AnalysablePart(RowStatement statement, List<String> parameterTypes) {

    public AnalysablePart {
        parameterTypes = List.copyOf(parameterTypes);
    }
}
