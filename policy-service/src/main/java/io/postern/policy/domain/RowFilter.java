package io.postern.policy.domain;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.Query;
import io.postern.pgwire.sql.InvalidSqlText;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlLexer;
import io.postern.pgwire.sql.SqlText;
import io.postern.pgwire.sql.Tokens;
import io.postern.policy.analysis.Analyser;
import io.postern.policy.analysis.Analysis;
import io.postern.policy.analysis.AnalysisContext;
import io.postern.policy.analysis.ColumnUse;
import io.postern.policy.analysis.StatementAnalysis;
import io.postern.policy.catalog.Column;
import io.postern.policy.catalog.Relation;

/** The condition of a row filter, as understood for one relation. */
final class RowFilter {

    private static final String BEFORE_TABLE = "SELECT 1 FROM ";
    private static final String BEFORE_CONDITION = " WHERE ";

    /** SELECT, 1, FROM, the schema, a dot, the table, WHERE. */
    private static final int TOKENS_BEFORE_CONDITION = 7;

    private final Tokens tokens;
    private final List<ColumnUse> columns;
    private final Set<Long> types;

    private RowFilter(Tokens tokens, StatementAnalysis analysis) {
        this.tokens = tokens;
        this.columns = analysis.columns().stream()
                .sorted(Comparator.comparingInt(use -> use.span().from()))
                .toList();
        this.types = analysis.userObjects().typeOids();
    }

    /** Empty unless the condition is made of this relation's columns, constants, and functions and operators known to be harmless. */
    static Optional<RowFilter> of(String where, Relation relation, Analyser analyser, AnalysisContext context) {
        Tokens tokens;
        try {
            tokens = SqlLexer.lex(
                    SqlText.of(BEFORE_TABLE + Identifiers.quoted(relation.name()) + BEFORE_CONDITION + where),
                    LexerLimits.DEFAULT);
        } catch (LexicalError | InvalidSqlText e) {
            return Optional.empty();
        }
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.is(i, ';')) {
                return Optional.empty();
            }
        }
        return analyser.analyse(tokens, context) instanceof Analysis.Understood understood
                        && understood.statements().size() == 1
                        && isCondition(understood.statements().get(0), relation)
                ? Optional.of(new RowFilter(tokens, understood.statements().get(0)))
                : Optional.empty();
    }

    private static boolean isCondition(StatementAnalysis analysis, Relation relation) {
        boolean aboutTheRelation = analysis.relations().size() == 1
                && analysis.relations().get(0).relation().equals(relation)
                && analysis.columns().stream().allMatch(RowFilter::isColumn);
        return analysis.refusal().isEmpty()
                && aboutTheRelation
                && analysis.userObjects().functionOids().isEmpty()
                && analysis.statement()
                        .flatMap(RowFilter::onlyWhere)
                        .filter(RowFilter::isSelfContained)
                        .isPresent();
    }

    private static boolean isColumn(ColumnUse use) {
        return use.subject() == ColumnUse.Subject.COLUMN
                && use.place() == ColumnUse.Place.PREDICATE
                && use.column().isPresent();
    }

    /** The condition, where the statement has no other clause that the text could have opened. */
    private static Optional<Expression> onlyWhere(Object statement) {
        if (!(statement instanceof Query query)
                || !(query.body() instanceof Query.Select select)
                || query.with().isPresent()
                || !query.orderBy().isEmpty()
                || query.limit().isPresent()
                || !query.locking().isEmpty()
                || select.groupBy().isPresent()
                || select.having().isPresent()
                || !select.windows().isEmpty()) {
            return Optional.empty();
        }
        return select.where();
    }

    private static boolean isSelfContained(Expression expression) {
        return !(expression instanceof Expression.Parameter)
                && !(expression instanceof Expression.CurrentOf)
                && expression.queries().isEmpty()
                && expression.operands().stream().allMatch(RowFilter::isSelfContained);
    }

    Set<String> columnNames() {
        return columns.stream().map(use -> use.column().orElseThrow().name()).collect(Collectors.toUnmodifiableSet());
    }

    /** Types outside pg_catalog that it converts to. */
    Set<Long> types() {
        return types;
    }

    /**
     * The condition, comments left out.
     *
     * @param reference SQL that names a column
     */
    String sql(Function<Column, String> reference) {
        StringBuilder sql = new StringBuilder(64);
        int next = 0;
        int token = TOKENS_BEFORE_CONDITION;
        while (token < tokens.count()) {
            if (!sql.isEmpty()) {
                sql.append(' ');
            }
            if (next < columns.size() && columns.get(next).span().from() == token) {
                sql.append(reference.apply(columns.get(next).column().orElseThrow()));
                token = columns.get(next).span().to();
                next++;
            } else {
                sql.append(tokens.text(token));
                token++;
            }
        }
        return sql.toString();
    }
}
