package io.postern.policy.domain;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.FromItem;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.Span;
import io.postern.pgsql.tree.SpecialForm;
import io.postern.pgwire.sql.Tokens;
import io.postern.policy.analysis.AnalysablePart;
import io.postern.policy.analysis.ColumnUse;
import io.postern.policy.analysis.RelationUse;
import io.postern.policy.analysis.StatementAnalysis;

/**
 * Grouping by a primary key lets a query name the other columns of its table as they are. A sub-query has no key, so these columns
 * join the grouping: they are the same for all rows of a group, or PostgreSQL would not have taken the query as it was sent.
 */
final class PrimaryKeyGroups {

    private static final Set<SpecialForm> AGGREGATES =
            Set.of(SpecialForm.JSON_ARRAYAGG, SpecialForm.JSON_OBJECTAGG, SpecialForm.GROUPING);

    private static final int MOST_KEYS = 100;

    private final StatementAnalysis analysis;
    private final Tokens tokens;
    private final Map<Integer, RelationUse> guarded;
    private final Map<Span, List<ColumnUse>> columns;

    /**
     * @param guarded references that become sub-queries
     */
    PrimaryKeyGroups(StatementAnalysis analysis, Tokens tokens, List<RelationUse> guarded) {
        this.analysis = analysis;
        this.tokens = tokens;
        this.guarded = guarded.stream().collect(Collectors.toMap(RelationUse::id, Function.identity()));
        this.columns = analysis.columns().stream().collect(Collectors.groupingBy(ColumnUse::span));
    }

    void complete(Rewriting rewriting) {
        for (AnalysablePart part : analysis.parts()) {
            GroupedSelects.of(part.statement()).forEach(select -> complete(select, rewriting));
        }
    }

    private void complete(GroupedSelects grouped, Rewriting rewriting) {
        List<Expression> keys = grouped.keys();
        boolean byColumns = !keys.isEmpty()
                && keys.size() <= MOST_KEYS
                && keys.stream().allMatch(key -> isColumn(key) || isColumn(targetOf(key, grouped.select())));
        if (!byColumns) {
            return;
        }
        Set<String> keyNames = keys.stream()
                .map(key ->
                        isColumn(key) ? key : targetOf(key, grouped.select()).orElseThrow())
                .flatMap(key -> identities(key.span()).stream())
                .collect(Collectors.toSet());
        Set<String> missing = new LinkedHashSet<>();
        grouped.perGroup().forEach(value -> collect(value, grouped.select(), keyNames, missing));
        if (!missing.isEmpty()) {
            rewriting.insert(grouped.select().groupBy().orElseThrow().span().to(), ", " + String.join(", ", missing));
        }
    }

    private boolean isColumn(Expression expression) {
        return expression instanceof Expression.ColumnReference reference
                && !reference.star()
                && columns.getOrDefault(reference.span(), List.of()).stream()
                        .anyMatch(use -> use.subject() == ColumnUse.Subject.COLUMN);
    }

    private boolean isColumn(Optional<Expression> expression) {
        return expression.filter(this::isColumn).isPresent();
    }

    /** What an ordinal or an alias among the keys stands for. */
    private Optional<Expression> targetOf(Expression key, Query.Select select) {
        if (key instanceof Expression.Constant constant
                && constant.kind() == Expression.ConstantKind.INTEGER
                && select.targets().stream().noneMatch(PrimaryKeyGroups::isStar)) {
            String digits = tokens.text(constant.span().from());
            int number = digits.matches("\\d{1,4}") ? Integer.parseInt(digits) : 0;
            return number >= 1 && number <= select.targets().size()
                    ? Optional.of(select.targets().get(number - 1).value())
                    : Optional.empty();
        }
        if (key instanceof Expression.ColumnReference reference
                && reference.names().size() == 1
                && !reference.star()) {
            String name = reference.names().get(0).text();
            return select.targets().stream()
                    .filter(target -> target.alias()
                            .filter(alias -> alias.text().equals(name))
                            .isPresent())
                    .map(Query.Target::value)
                    .findFirst();
        }
        return Optional.empty();
    }

    private static boolean isStar(Query.Target target) {
        return target.value() instanceof Expression.ColumnReference reference && reference.star();
    }

    /** Columns by relation and name: a column may be written in several ways. */
    private List<String> identities(Span span) {
        return columns.getOrDefault(span, List.of()).stream()
                .flatMap(use -> use.column().stream().map(column -> use.relation() + "." + column.number()))
                .toList();
    }

    /** Columns outside of calls, which may be aggregates. */
    private void collect(Expression value, Query.Select select, Set<String> keys, Set<String> missing) {
        if (value instanceof Expression.ColumnReference reference) {
            columns.getOrDefault(reference.span(), List.of()).stream()
                    .filter(use -> isOf(use, select))
                    .forEach(use -> add(use, keys, missing));
            return;
        }
        boolean opaque = value instanceof Expression.FunctionCall
                || (value instanceof Expression.SpecialCall call && AGGREGATES.contains(call.form()));
        if (!opaque) {
            value.operands().forEach(operand -> collect(operand, select, keys, missing));
        }
    }

    private boolean isOf(ColumnUse use, Query.Select select) {
        RelationUse relation = guarded.get(use.relation());
        List<FromItem> from = select.from();
        return relation != null
                && !from.isEmpty()
                && from.get(0).span().from() <= relation.reference().from()
                && relation.reference().to() <= from.get(from.size() - 1).span().to();
    }

    private void add(ColumnUse use, Set<String> keys, Set<String> missing) {
        RelationUse relation = guarded.get(use.relation());
        if (relation == null) {
            return;
        }
        String qualifier = Identifiers.quoted(relation.rangeName()) + ".";
        switch (use.subject()) {
            case COLUMN -> {
                boolean key = use.column()
                        .filter(column -> keys.contains(use.relation() + "." + column.number()))
                        .isPresent();
                if (!key) {
                    missing.add(withoutSchema(use.span()));
                }
            }
            case ALL_COLUMNS ->
                relation.relation().columns().stream()
                        .filter(column -> !keys.contains(use.relation() + "." + column.number()))
                        .forEach(column -> missing.add(qualifier + Identifiers.quoted(column.name())));
            case WHOLE_ROW, SYSTEM_COLUMN -> {
                // Left to the server to refuse.
            }
        }
    }

    private String withoutSchema(Span span) {
        return Spelling.hasSchema(tokens, span)
                ? Spelling.of(tokens, new Span(Spelling.schema(span).to(), span.to()))
                : Spelling.of(tokens, span);
    }
}
