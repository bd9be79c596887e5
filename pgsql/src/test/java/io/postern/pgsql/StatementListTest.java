package io.postern.pgsql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.postern.pgsql.SqlParser.Parsed;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.Span;
import io.postern.pgsql.tree.Statement;
import io.postern.pgsql.tree.Utility.Recognised;

class StatementListTest {

    @Test
    void emptyStatementsLeaveNoTrace() {
        assertThat(Sql.statements("")).isEmpty();
        assertThat(Sql.statements(" ;; /* nothing */ ; ")).isEmpty();
        assertThat(Sql.statements(";SELECT 1;;COMMIT;"))
                .extracting(Statement::span)
                .containsExactly(new Span(1, 3), new Span(5, 6));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 END; END; SELECT 3",
                "CREATE PROCEDURE p() LANGUAGE sql BEGIN ATOMIC ; DELETE FROM t; COMMIT; END; SELECT 3",
                "CREATE RULE r AS ON UPDATE TO t DO ALSO (SELECT 1; ; DELETE FROM t;); SELECT 3",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; SELECT 2 $$; SELECT 3",
                "CREATE SCHEMA s CREATE TABLE t (a int) CREATE VIEW v AS SELECT 1; SELECT 3",
                "PREPARE p AS SELECT ';' || \";\" /* ; */ FROM t -- ;\n; SELECT 3",
            })
    void semicolonsWithinAStatementDoNotEndIt(String sql) {
        assertThat(Sql.statements(sql)).hasSize(2);
        assertThat(Sql.statements(sql).get(1)).isInstanceOf(Query.class);
    }

    @Test
    void aBodyWithinABodyHasAnEndOfItsOwn() {
        String sql = "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC "
                + "CREATE FUNCTION g() RETURNS int BEGIN ATOMIC SELECT 1; END; SELECT 2; END; LISTEN a";
        assertThat(Sql.statements(sql))
                .extracting(statement -> ((Recognised) statement).name())
                .containsExactly("CREATE FUNCTION", "LISTEN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frobnicate t",
                "SELECT 1 2",
                "SELECT 1; x",
                "BEGIN; END END",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END SELECT 2",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC BEGIN; END",
                "CREATE RULE r AS ON UPDATE TO t DO SELECT 1; )",
            })
    void whatIsNoStatementIsRefused(String sql) {
        assertThat(Sql.refused(sql).why()).startsWith("syntax error at ");
    }

    @Test
    void refusalsNameTheTokenAndNoConstant() {
        assertThat(Sql.refused("SELECT a FROM t WHERE b = FROM"))
                .isEqualTo(new Parsed.Refused("syntax error at or near \"FROM\", token 8", 7));
        assertThat(Sql.refused("UPDATE t SET 'secret' = 1").why()).doesNotContain("secret");
        assertThat(Sql.refused("SELECT (1")).isEqualTo(new Parsed.Refused("syntax error at end of input", 3));
    }
}
