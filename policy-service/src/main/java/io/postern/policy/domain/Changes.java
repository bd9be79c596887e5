package io.postern.policy.domain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.postern.pgsql.tree.Assignment;
import io.postern.pgsql.tree.ChangeTarget;
import io.postern.pgsql.tree.Delete;
import io.postern.pgsql.tree.Expression;
import io.postern.pgsql.tree.FromItem;
import io.postern.pgsql.tree.Insert;
import io.postern.pgsql.tree.Merge;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.Returning;
import io.postern.pgsql.tree.RowStatement;
import io.postern.pgsql.tree.Span;
import io.postern.pgsql.tree.Update;
import io.postern.policy.analysis.StatementAnalysis;

/**
 * The statement that changes a target, whichever of the four it is.
 *
 * @param assignments of SET, that of ON CONFLICT aside
 * @param from what else it reads, as named in FROM or USING
 */
record Changes(
        RowStatement statement,
        List<Assignment> assignments,
        List<FromItem> from,
        Optional<Expression> where,
        Optional<Returning> returning) {

    /** The statements that change something, however deep in WITH queries, by the tokens that name their targets. */
    static Map<Span, Changes> in(StatementAnalysis analysis) {
        Map<Span, Changes> changes = new HashMap<>();
        analysis.parts().stream()
                .flatMap(part -> withItsOwn(part.statement()))
                .forEach(statement ->
                        target(statement).ifPresent(target -> changes.put(target.reference(), of(statement))));
        return changes;
    }

    private static Stream<RowStatement> withItsOwn(RowStatement statement) {
        return Stream.concat(
                Stream.of(statement),
                statement.with().stream()
                        .flatMap(with -> with.tables().stream())
                        .flatMap(table -> withItsOwn(table.statement())));
    }

    private static Optional<ChangeTarget> target(RowStatement statement) {
        if (statement instanceof Insert insert) {
            return Optional.of(insert.target());
        }
        if (statement instanceof Update update) {
            return Optional.of(update.target());
        }
        if (statement instanceof Delete delete) {
            return Optional.of(delete.target());
        }
        return statement instanceof Merge merge ? Optional.of(merge.target()) : Optional.empty();
    }

    /** @param statement no query */
    static Changes of(RowStatement statement) {
        if (statement instanceof Update update) {
            return new Changes(statement, update.assignments(), update.from(), update.where(), update.returning());
        }
        if (statement instanceof Delete delete) {
            return new Changes(statement, List.of(), delete.using(), delete.where(), delete.returning());
        }
        if (statement instanceof Insert insert) {
            return new Changes(statement, List.of(), List.of(), Optional.empty(), insert.returning());
        }
        Merge merge = (Merge) statement;
        return new Changes(
                statement,
                merge.branches().stream()
                        .flatMap(branch -> branch.assignments().stream())
                        .toList(),
                List.of(merge.source()),
                Optional.empty(),
                merge.returning());
    }

    /** The query that an INSERT takes its rows from. */
    Optional<Query> source() {
        return statement instanceof Insert insert ? insert.source() : Optional.empty();
    }

    ProofTerms.Verb verb() {
        return verb(statement);
    }

    static ProofTerms.Verb verb(RowStatement statement) {
        if (statement instanceof Query) {
            return ProofTerms.Verb.SELECT;
        }
        if (statement instanceof Insert) {
            return ProofTerms.Verb.INSERT;
        }
        if (statement instanceof Update) {
            return ProofTerms.Verb.UPDATE;
        }
        return statement instanceof Delete ? ProofTerms.Verb.DELETE : ProofTerms.Verb.MERGE;
    }

    Optional<Insert.OnConflict> onConflict() {
        return statement instanceof Insert insert ? insert.onConflict() : Optional.empty();
    }

    boolean isAtCursor() {
        return where.filter(Expression.CurrentOf.class::isInstance).isPresent();
    }

    /** The names of the columns that SET writes to. */
    Stream<String> assigned() {
        return assignments.stream()
                .flatMap(assignment -> assignment.columns().stream())
                .map(column -> column.name().text());
    }

    List<Query.Target> returned() {
        return returning.map(Returning::targets).orElse(List.of());
    }
}
