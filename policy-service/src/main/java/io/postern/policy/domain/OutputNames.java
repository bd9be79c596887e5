package io.postern.policy.domain;

import java.util.Optional;

import io.postern.pgsql.tree.Expression;

/** What PostgreSQL calls a result column that is named after a column. */
final class OutputNames {

    private OutputNames() {}

    /** Empty where the column gets its name from something else. */
    static Optional<String> of(Expression value) {
        if (value instanceof Expression.ColumnReference reference) {
            return reference.star()
                    ? Optional.empty()
                    : Optional.of(
                            reference.names().get(reference.names().size() - 1).text());
        }
        if (value instanceof Expression.Cast cast) {
            return of(cast.operand());
        }
        if (value instanceof Expression.Collate collate) {
            return of(collate.operand());
        }
        if (value instanceof Expression.Case choice) {
            return choice.otherwise().flatMap(OutputNames::of);
        }
        return Optional.empty();
    }
}
