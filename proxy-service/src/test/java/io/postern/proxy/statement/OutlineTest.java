package io.postern.proxy.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.postern.proxy.statement.Outline.Step;

class OutlineTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DEALLOCATE a | a",
                "deallocate prepare a | a",
                "DEALLOCATE PREPARE | prepare",
                "DEALLOCATE \"All\" | All",
                "DEALLOCATE ABC | abc",
                "DEALLOCATE \"a b\" | a b",
                "DEALLOCATE U&\"d\\0061t\" | dat",
            })
    void deallocateNamesAStatement(String sql, String name) {
        assertThat(steps(sql)).containsExactly(new Step.Deallocate(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEALLOCATE ALL", "deallocate prepare all", "DEALLOCATE /* x */ ALL"})
    void deallocateAllNamesEveryStatement(String sql) {
        assertThat(steps(sql)).containsExactly(new Step.DeallocateAll());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PREPARE p AS SELECT 1 | 3",
                "PREPARE p (int, numeric(5,2)) AS SELECT $1 | 13",
                "PREPARE p (text) AS INSERT INTO t VALUES ($1) | 6",
            })
    void prepareHasAQuery(String sql, int from) {
        assertThat(steps(sql))
                .containsExactly(new Step.Prepare(
                        "p", from, Statements.text(sql).tokens().count()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PREPARE TRANSACTION 'x'",
                "PREPARE p",
                "PREPARE p (int",
                "PREPARE",
                "DECLARE",
                "CLOSE",
                "DEALLOCATE"
            })
    void whatIsCutShortIsNotFollowed(String sql) {
        assertThat(steps(sql)).containsExactly(new Step.Other());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DECLARE c CURSOR FOR SELECT 1 | false",
                "DECLARE c BINARY NO SCROLL CURSOR FOR SELECT 1 | false",
                "DECLARE c CURSOR WITH HOLD FOR SELECT 1 | true",
                "DECLARE c CURSOR WITHOUT HOLD FOR SELECT 1 | false",
                "DECLARE c CURSOR FOR WITH hold AS (SELECT 1) SELECT * FROM hold | false",
            })
    void declareMakesACursor(String sql, boolean hold) {
        assertThat(steps(sql))
                .containsExactly(
                        new Step.Declare("c", 0, Statements.text(sql).tokens().count(), hold));
    }

    @Test
    void cursorsAreClosedByNameOrAllAtOnce() {
        assertThat(steps("CLOSE c; CLOSE ALL; CLOSE \"all\"; DISCARD ALL; DISCARD PLANS"))
                .containsExactly(
                        new Step.CloseCursor("c"),
                        new Step.CloseAll(),
                        new Step.CloseCursor("all"),
                        new Step.DiscardAll(),
                        new Step.Other());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FETCH 1 FROM p",
                "move all in p",
                "SELECT 1; fetch p",
                "BEGIN;;Fetch \"p\"",
                "/* x */ MOVE FORWARD 5 p"
            })
    void fetchMayNameAPortal(String sql) {
        assertThat(Statements.text(sql).outline().fetched()).contains("p");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1 FETCH FIRST 1 ROWS ONLY",
                "SELECT 'a; fetch p'",
                "SELECT move FROM t",
                "\"fetch\" p",
                ""
            })
    void theWordAloneDoesNotFetch(String sql) {
        assertThat(Statements.text(sql).outline().fetched()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"COPY t FROM STDIN", "select 1; copy (select 1) to stdout", "/* */COPY BINARY t TO STDOUT"})
    void copyMayTakeOverTheConversation(String sql) {
        assertThat(Statements.text(sql).outline().copies()).isTrue();
        assertThat(Statements.text(sql).outline().isFollowed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SELECT copy FROM t", "SELECT 'x; copy t from stdin'", "CREATE TABLE copy (a int)", "FETCH p"})
    void ordinaryStatementsAreNotFollowed(String sql) {
        assertThat(Statements.text(sql).outline().copies()).isFalse();
        assertThat(Statements.text(sql).outline().isFollowed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1 | 1",
                ";;SELECT 1;; | 1",
                "SELECT 1; SELECT 2 | 2",
                "CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a; DELETE FROM b); SELECT 1 | 2",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN a THEN b END; END; SELECT 1 | 2",
                "CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC INSERT INTO t VALUES (1); END; SELECT 1; SELECT 2 | 3",
                "BEGIN; SELECT 1; END | 3",
                "CREATE TABLE begin (a int); SELECT 1 | 2",
                "SELECT $$ a; b $$; SELECT 1 | 2",
            })
    void statementsEndWhereTheServerEndsThem(String sql, int count) {
        assertThat(steps(sql)).hasSize(count);
    }

    @Test
    void whatExecuteNamesIsKnown() {
        assertThat(Statements.text("EXECUTE a (1); EXPLAIN EXECUTE \"B\"; CREATE TABLE t AS EXECUTE c")
                        .outline()
                        .executed())
                .isEqualTo(Set.of("a", "B", "c"));
        assertThat(Statements.text("SELECT 'execute a'").outline().executed()).isEmpty();
    }

    private static List<Step> steps(String sql) {
        return Statements.text(sql).outline().steps();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FETCH 1 FROM c | true | false",
                "EXPLAIN EXECUTE p | true | false",
                "DECLARE c CURSOR FOR SELECT 1 | false | true",
                "PREPARE p AS SELECT 1 | false | true",
                "SELECT 1 | false | false",
            })
    void namesOfQueriesAreSeen(String sql, boolean runs, boolean names) {
        assertThat(Statements.text(sql).outline().runsNamed()).isEqualTo(runs);
        assertThat(Statements.text(sql).outline().namesQueries()).isEqualTo(names);
    }
}
