package io.postern.policy.domain;

import java.util.List;

import io.postern.policy.catalog.QualifiedName;

/**
 * Lets an audience call the functions, procedures and aggregates of one name, whatever their arguments.
 *
 * @param reads tables that they read, as their owner declares
 */
public record FunctionRule(String id, Audience audience, QualifiedName function, List<QualifiedName> reads) {

    public FunctionRule {
        reads = List.copyOf(reads);
    }
}
