package io.postern.policy.analysis;

import java.util.IdentityHashMap;
import java.util.Optional;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.Step;

/** What PostgreSQL calls a result column that has no alias: manual, section 7.3.2. */
final class OutputNames {

    static final String UNNAMED = "?column?";

    /** @param strong whether a cast or CASE around keeps it */
    private record Figured(String name, boolean strong) {}

    private static final Optional<Figured> NONE = Optional.empty();

    private OutputNames() {}

    /** @param subqueryNames names of the first columns of sub-queries that are values */
    static String of(Expression expression, IdentityHashMap<Query, String> subqueryNames) {
        return figured(expression, subqueryNames).map(Figured::name).orElse(UNNAMED);
    }

    private static Optional<Figured> strong(String name) {
        return Optional.of(new Figured(name, true));
    }

    private static Optional<Figured> figured(Expression given, IdentityHashMap<Query, String> subqueryNames) {
        Expression expression = given;
        Optional<Figured> weak = NONE;
        // Casts, collations and CASE nest as deep as the text is long.
        while (true) {
            if (expression instanceof Expression.Cast cast) {
                weak = weak.or(
                        () -> Optional.of(new Figured(cast.type().name().last().text(), false)));
                expression = cast.operand();
            } else if (expression instanceof Expression.Collate collate) {
                expression = collate.operand();
            } else if (expression instanceof Expression.Case chosen) {
                weak = weak.or(() -> Optional.of(new Figured("case", false)));
                if (chosen.otherwise().isEmpty()) {
                    return weak;
                }
                expression = chosen.otherwise().get();
            } else if (expression instanceof Expression.Indirection indirection) {
                Optional<String> field = lastField(indirection);
                if (field.isPresent()) {
                    return strong(field.get());
                }
                expression = indirection.base();
            } else {
                Optional<Figured> bottom = bottom(expression, subqueryNames);
                boolean keeps = bottom.isPresent() && (bottom.get().strong() || weak.isEmpty());
                return keeps ? bottom : weak;
            }
        }
    }

    private static Optional<String> lastField(Expression.Indirection indirection) {
        for (int i = indirection.steps().size() - 1; i >= 0; i--) {
            if (indirection.steps().get(i) instanceof Step.Field field) {
                return Optional.of(field.name().text());
            }
        }
        return Optional.empty();
    }

    private static Optional<Figured> bottom(Expression expression, IdentityHashMap<Query, String> subqueryNames) {
        if (expression instanceof Expression.ColumnReference reference) {
            int count = reference.names().size();
            return count == 0 ? NONE : strong(reference.names().get(count - 1).text());
        }
        if (expression instanceof Expression.FunctionCall call) {
            return strong(call.name().last().text());
        }
        if (expression instanceof Expression.SpecialCall call) {
            return strong(call.calls().orElse(call.form().columnName()));
        }
        if (expression instanceof Expression.TypedConstant constant) {
            return Optional.of(new Figured(constant.type().name().last().text(), false));
        }
        if (expression instanceof Expression.Subquery subquery) {
            return switch (subquery.form()) {
                case EXISTS -> strong("exists");
                case ARRAY -> strong("array");
                case SCALAR -> strong(subqueryNames.getOrDefault(subquery.query(), UNNAMED));
            };
        }
        return word(expression);
    }

    private static Optional<Figured> word(Expression expression) {
        if (expression instanceof Expression.ArrayConstructor) {
            return strong("array");
        }
        if (expression instanceof Expression.RowConstructor) {
            return strong("row");
        }
        if (expression instanceof Expression.AtTimeZone) {
            return strong("timezone");
        }
        return expression instanceof Expression.Overlaps ? strong("overlaps") : NONE;
    }
}
