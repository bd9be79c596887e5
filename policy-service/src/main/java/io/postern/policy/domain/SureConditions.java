package io.postern.policy.domain;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.postern.pgsql.tree.Delete;
import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.FromItem;
import io.postern.pgsql.tree.Insert;
import io.postern.pgsql.tree.Merge;
import io.postern.pgsql.tree.Name;
import io.postern.pgsql.tree.ObjectName;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.RowStatement;
import io.postern.pgsql.tree.SpecialForm;
import io.postern.pgsql.tree.Update;
import io.postern.policy.analysis.AnalysablePart;
import io.postern.policy.analysis.StatementAnalysis;

/**
 * Whether no condition of a statement can fail, whatever row it is applied to. What an inner query computes can become a part of a
 * condition further out, so that it counts as one.
 */
final class SureConditions {

    private static final Set<String> OPERATORS = Set.of("=", "<>", "!=", "<", ">", "<=", ">=");

    private static final Set<String> FUNCTIONS =
            Set.of("lower", "upper", "length", "char_length", "character_length", "now");

    private static final Set<SpecialForm> FORMS = Set.of(
            SpecialForm.COALESCE,
            SpecialForm.NULLIF,
            SpecialForm.GREATEST,
            SpecialForm.LEAST,
            SpecialForm.CURRENT_DATE,
            SpecialForm.CURRENT_TIMESTAMP,
            SpecialForm.LOCALTIMESTAMP);

    private enum Level {
        OUTERMOST,
        INNER
    }

    private SureConditions() {}

    static boolean hold(StatementAnalysis analysis) {
        return hold(analysis, Level.OUTERMOST);
    }

    private static boolean hold(StatementAnalysis analysis, Level level) {
        return analysis.userObjects().functionOids().isEmpty()
                && analysis.parts().stream()
                        .map(AnalysablePart::statement)
                        .allMatch(statement -> hold(statement, level))
                && analysis.relations().stream()
                        .flatMap(use -> use.view().stream())
                        .allMatch(view -> hold(view.analysis(), Level.INNER));
    }

    private static boolean hold(RowStatement statement, Level level) {
        boolean with = statement.with().stream()
                .flatMap(clause -> clause.tables().stream())
                .allMatch(table -> hold(table.statement(), Level.INNER));
        if (!with) {
            return false;
        }
        if (statement instanceof Query query) {
            return hold(query.body(), level) && query.orderBy().stream().allMatch(key -> holdWithin(key.value()));
        }
        if (statement instanceof Insert insert) {
            return insert.source().stream().allMatch(source -> hold(source, level));
        }
        if (statement instanceof Update update) {
            return update.assignments().stream().allMatch(assignment -> holdWithin(assignment.source()))
                    && holdAll(update.from())
                    && areSure(update.where());
        }
        if (statement instanceof Delete delete) {
            return holdAll(delete.using()) && areSure(delete.where());
        }
        Merge merge = (Merge) statement;
        return hold(merge.source())
                && isSure(merge.on())
                && merge.branches().stream()
                        .flatMap(branch -> Stream.concat(
                                Stream.concat(branch.condition().stream(), branch.values().stream()),
                                branch.assignments().stream().map(assignment -> assignment.source())))
                        .allMatch(SureConditions::holdWithin);
    }

    private static boolean hold(Query.Body body, Level level) {
        if (body instanceof Query.Select select) {
            return holdAll(select.from())
                    && areSure(select.where())
                    && areSure(select.having())
                    && select.targets().stream()
                            .map(Query.Target::value)
                            .allMatch(value -> level == Level.INNER ? isSure(value) : holdWithin(value))
                    && select.groupBy().stream()
                            .flatMap(grouping -> grouping.elements().stream())
                            .flatMap(element -> element.expressions().stream())
                            .allMatch(SureConditions::holdWithin);
        }
        if (body instanceof Query.SetOperation operation) {
            return hold(operation.left(), level) && hold(operation.right(), level);
        }
        if (body instanceof Query.Nested nested) {
            return hold(nested.query(), level);
        }
        return !(body instanceof Query.Values values)
                || values.rows().stream().flatMap(List::stream).allMatch(SureConditions::holdWithin);
    }

    private static boolean holdAll(List<FromItem> items) {
        return items.stream().allMatch(SureConditions::hold);
    }

    private static boolean hold(FromItem item) {
        if (item instanceof FromItem.Derived derived) {
            return hold(derived.query(), Level.INNER);
        }
        if (item instanceof FromItem.Join join) {
            return hold(join.left()) && hold(join.right()) && areSure(join.on());
        }
        if (item instanceof FromItem.Functions functions) {
            return functions.functions().stream().map(FromItem.Function::call).allMatch(SureConditions::holdWithin);
        }
        return !(item instanceof FromItem.TableFunction table)
                || table.expressions().stream().allMatch(SureConditions::holdWithin);
    }

    /** Whether the sub-queries of something that is no condition itself are sure. */
    private static boolean holdWithin(Expression expression) {
        return expression.queries().stream().allMatch(query -> hold(query, Level.INNER))
                && expression.operands().stream().allMatch(SureConditions::holdWithin);
    }

    private static boolean areSure(Optional<Expression> condition) {
        return condition.map(SureConditions::isSure).orElse(true);
    }

    private static boolean isSure(Expression expression) {
        return isSureItself(expression)
                && expression.queries().stream().allMatch(query -> hold(query, Level.INNER))
                && expression.operands().stream().allMatch(SureConditions::isSure);
    }

    private static boolean isSureItself(Expression expression) {
        if (expression instanceof Expression.Operation operation) {
            return isSure(operation);
        }
        if (expression instanceof Expression.Quantified quantified) {
            return isComparison(quantified.operator());
        }
        if (expression instanceof Expression.QuantifiedQuery quantified) {
            return isComparison(quantified.operator());
        }
        if (expression instanceof Expression.Cast cast) {
            return isConstant(cast.operand());
        }
        if (expression instanceof Expression.FunctionCall call) {
            return isBuiltIn(call.name(), FUNCTIONS);
        }
        if (expression instanceof Expression.SpecialCall call) {
            return FORMS.contains(call.form());
        }
        if (expression instanceof Expression.Test test) {
            return switch (test.kind()) {
                case NULL, TRUE, FALSE, UNKNOWN -> true;
                case DOCUMENT, NORMALIZED, JSON -> false;
            };
        }
        return isConstant(expression)
                || expression instanceof Expression.ColumnReference
                || expression instanceof Expression.Logical
                || expression instanceof Expression.Between
                || expression instanceof Expression.InList
                || expression instanceof Expression.InQuery
                || expression instanceof Expression.DistinctFrom
                || expression instanceof Expression.Case
                || expression instanceof Expression.RowConstructor
                || expression instanceof Expression.Subquery
                || expression instanceof Expression.CurrentOf;
    }

    /** Constants are converted when the statement is planned, before any row is seen. */
    private static boolean isConstant(Expression expression) {
        return expression instanceof Expression.Constant
                || expression instanceof Expression.TypedConstant
                || expression instanceof Expression.Parameter;
    }

    private static boolean isSure(Expression.Operation operation) {
        boolean sign = operation.left().isEmpty() && operation.right() instanceof Expression.Constant;
        return sign ? isBuiltIn(operation.operator(), Set.of("-", "+")) : isComparison(operation.operator());
    }

    private static boolean isComparison(ObjectName operator) {
        return isBuiltIn(operator, OPERATORS);
    }

    private static boolean isBuiltIn(ObjectName name, Set<String> names) {
        List<String> qualifiers = name.qualifiers().stream().map(Name::text).toList();
        return names.contains(name.last().text()) && (qualifiers.isEmpty() || qualifiers.equals(List.of("pg_catalog")));
    }
}
