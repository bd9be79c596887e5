package io.postern.policy.domain;

import java.util.Optional;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.Query;

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
        if (value instanceof Expression.Subquery subquery && subquery.form() == Expression.SubqueryForm.SCALAR) {
            return first(subquery.query().body()).flatMap(OutputNames::of);
        }
        if (value instanceof Expression.Case choice) {
            return choice.otherwise().flatMap(OutputNames::of);
        }
        return Optional.empty();
    }

    private static Optional<String> of(Query.Target target) {
        return target.alias().map(Name::text).or(() -> of(target.value()));
    }

    private static Optional<Query.Target> first(Query.Body body) {
        if (body instanceof Query.Select select) {
            return select.targets().stream().findFirst();
        }
        if (body instanceof Query.SetOperation operation) {
            return first(operation.left());
        }
        return body instanceof Query.Nested nested ? first(nested.query().body()) : Optional.empty();
    }
}
