package io.postern.proxy.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlText;
import io.postern.pgwire.sql.TokenEdit;
import io.postern.proxy.statement.ProofTerms;
import io.postern.proxy.statement.StatementText;

class StatementPartTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // sql | edit from | to | replacement | query from | to | what is analysed
                "SELECT a FROM t | 3 | 4 | (SELECT 1) AS t | 0 | 4 | SELECT a FROM (SELECT 1) AS t",
                "EXPLAIN SELECT a | 1 | 1 | (COSTS OFF) | 1 | 3 | SELECT a",
                "EXPLAIN SELECT a | 2 | 3 | b | 1 | 3 | SELECT b",
                "UPDATE t SET a = 1 | 6 | 6 | WHERE b | 0 | 6 | UPDATE t SET a = 1 WHERE b",
                "UPDATE t SET a = 1 ; | 6 | 6 | WHERE b | 0 | 6 | UPDATE t SET a = 1 WHERE b",
                "COPY t TO STDOUT | 1 | 2 | (SELECT 1) | 1 | 2 | (SELECT 1)",
                "COPY (SELECT a) TO STDOUT | 0 | 1 | copy | 2 | 4 | SELECT a",
                "SELECT a | 0 | 0 | WITH x AS (SELECT 2) | 0 | 2 | WITH x AS (SELECT 2) SELECT a",
            })
    void queryIsCutOutOfTheEditedText(
            String sql, int editFrom, int editTo, String replacement, int from, int to, String part) {
        // When
        SqlText cut = StatementPart.edited(text(sql), List.of(new TokenEdit(editFrom, editTo, replacement)), from, to);

        // Then
        assertThat(cut.asString().strip()).isEqualTo(part);
    }

    @Test
    void editOverTheEdgeOfAQueryIsRefused() {
        assertThatThrownBy(() -> StatementPart.edited(
                        text("EXPLAIN SELECT a"), List.of(new TokenEdit(0, 2, "EXPLAIN TABLE")), 1, 3))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StatementPart.edited(text("SELECT 1"), List.of(), 0, 3))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "SELECT 7, 0, 2, false",
        "EXPLAIN SELECT 1, 1, 3, false",
        "SELECT 1; SELECT 2, 0, 2, true",
        "PREPARE p AS SELECT 1, 0, 3, true",
        "SELECT 1; VALUES (2), 0, 2, true",
        "SELECT 1; \"select\", 0, 2, false",
    })
    void partOutsideOfAllQueriesIsNoticed(String sql, int from, int to, boolean leftOut) {
        // Given
        ProofTerms.Query query =
                new ProofTerms.Query(from, to, List.of(), ProofTerms.Verb.SELECT, Map.of(), Set.of(), Set.of());

        // Then
        assertThat(StatementPart.isLeftOut(text(sql), List.of(query))).isEqualTo(leftOut);
    }

    @Test
    void nameWithALineEndIsNoticed() {
        assertThat(StatementPart.hasBrokenName(text("SELECT 1 AS \"a\nb\"").tokens()))
                .isTrue();
        assertThat(StatementPart.hasBrokenName(
                        text("SELECT 1 AS U&\"a\\000Ab\"").tokens()))
                .isTrue();
        assertThat(StatementPart.hasBrokenName(text("SELECT 'a\nb' AS\n\"c d\"").tokens()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "((SELECT 1))",
                "BEGIN; TABLE t",
                "EXPLAIN TABLE t",
                "EXPLAIN (COSTS OFF) TABLE t",
                "PREPARE p AS TABLE t",
                "DECLARE c CURSOR FOR TABLE t",
                "WITH x AS (TABLE t) TABLE x",
                "COPY (TABLE t) TO STDOUT",
                "COPY s.t (a, b) TO STDOUT",
                "COPY BINARY t TO STDOUT",
            })
    void queriesAreToldFromOtherStatements(String sql) {
        assertThat(StatementPart.isQuery(text(sql))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SHOW x",
                "COPY t FROM STDIN",
                "COPY t (a, b) FROM STDIN",
                "CREATE TABLE t (a integer)",
                "GRANT SELECT ON TABLE t TO u",
                "PREPARE TRANSACTION 'x'",
                "EXPLAIN EXECUTE p",
                "EXECUTE p (1)",
            })
    void otherStatementsAreNoQueries(String sql) {
        assertThat(StatementPart.isQuery(text(sql))).isFalse();
    }

    @Test
    void relationThatIsCopiedIsNamedUnlessAQueryStandsForIt() {
        StatementText copies = text("COPY \"A b\".t (a) TO STDOUT; COPY u TO STDOUT; COPY v FROM STDIN");
        ProofTerms.Query second =
                new ProofTerms.Query(11, 12, List.of(), ProofTerms.Verb.SELECT, Map.of(), Set.of(), Set.of());

        assertThat(StatementPart.copied(copies, List.of())).containsExactly("\"A b\".t", "u");
        assertThat(StatementPart.copied(copies, List.of(second))).containsExactly("\"A b\".t");
    }

    private static StatementText text(String sql) {
        try {
            return StatementText.of(SqlText.of(sql), LexerLimits.DEFAULT);
        } catch (LexicalError e) {
            throw new IllegalArgumentException(sql, e);
        }
    }
}
