package io.postern.pgsql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.postern.pgsql.tree.Insert;
import io.postern.pgsql.tree.Query;
import io.postern.pgsql.tree.Span;
import io.postern.pgsql.tree.Statement;
import io.postern.pgsql.tree.Utility;
import io.postern.pgsql.tree.Utility.Copy;
import io.postern.pgsql.tree.Utility.CopyPeer;
import io.postern.pgsql.tree.Utility.CreateTableAs;
import io.postern.pgsql.tree.Utility.Explain;
import io.postern.pgsql.tree.Utility.Fetch;
import io.postern.pgsql.tree.Utility.Recognised;
import io.postern.pgsql.tree.Utility.SetForm;
import io.postern.pgsql.tree.Utility.SetParameter;
import io.postern.pgsql.tree.Utility.Sort;
import io.postern.pgsql.tree.Utility.Transaction;
import io.postern.pgsql.tree.Utility.TransactionVerb;

class UtilityStatementsTest {

    private static <T extends Statement> T read(Class<T> type, String sql) {
        Statement statement = Sql.statement(sql);
        assertThat(statement).isInstanceOf(type);
        assertThat(statement.span()).isEqualTo(new Span(0, Sql.tokens(sql).count()));
        return type.cast(statement);
    }

    @ParameterizedTest
    @CsvSource({
        "BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY, BEGIN",
        "START TRANSACTION, BEGIN",
        "END AND CHAIN, COMMIT",
        "ABORT, ROLLBACK",
        "SAVEPOINT a, SAVEPOINT",
        "RELEASE savepoint, RELEASE_SAVEPOINT",
        "ROLLBACK WORK TO SAVEPOINT a, ROLLBACK_TO_SAVEPOINT",
        "PREPARE TRANSACTION 'x', PREPARE_TRANSACTION",
        "COMMIT PREPARED 'x', COMMIT_PREPARED",
        "ROLLBACK PREPARED 'x', ROLLBACK_PREPARED",
        "SET LOCAL TRANSACTION READ ONLY, SET_TRANSACTION",
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY, SET_SESSION_CHARACTERISTICS",
        "SET TRANSACTION SNAPSHOT 'x', SET_TRANSACTION_SNAPSHOT",
        "SET CONSTRAINTS ALL DEFERRED, SET_CONSTRAINTS",
    })
    void transactionStatementsSayWhatTheyDo(String sql, TransactionVerb verb) {
        String quoted = sql.replace("'x'", "'x'").replace(" x", " 'x'");
        assertThat(read(Transaction.class, quoted).verb()).isEqualTo(verb);
    }

    @Test
    void settingsAreNamedInLowerCaseWithWordsAndConstantsApart() {
        SetParameter set = read(SetParameter.class, "SET LOCAL \"Search_PATH\" TO 'a', \"B\", c, -1");
        assertThat(set.form()).isEqualTo(SetForm.SETTING);
        assertThat(set.local()).isTrue();
        assertThat(set.setting()).isEqualTo("search_path");
        assertThat(set.words()).containsExactly("B", "c");
        assertThat(set.slots()).containsExactly(0, 1);
        assertThat(set.toDefault()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "SET TIME ZONE LOCAL, TIME_ZONE, timezone, true",
        "SET TIME ZONE INTERVAL 'x' HOUR TO MINUTE, TIME_ZONE, timezone, false",
        "SET NAMES 'x', NAMES, client_encoding, false",
        "SET ROLE NONE, ROLE, role, false",
        "SET SESSION AUTHORIZATION DEFAULT, SESSION_AUTHORIZATION, session_authorization, true",
        "SET SESSION SESSION AUTHORIZATION a, SESSION_AUTHORIZATION, session_authorization, false",
        "SET SCHEMA 'x', SCHEMA, search_path, false",
        "SET XML OPTION DOCUMENT, XML_OPTION, xmloption, false",
        "SET role TO a, SETTING, role, false",
        "SET local.x TO DEFAULT, SETTING, local.x, true",
        "SET session FROM CURRENT, SETTING, session, true",
        "SET schema = a, SETTING, schema, false",
    })
    void specialFormsOfSetSayWhatTheySet(String sql, SetForm form, String setting, boolean toDefault) {
        SetParameter set = read(SetParameter.class, sql.replace(" x", " 'x'"));
        assertThat(set.form()).isEqualTo(form);
        assertThat(set.setting()).isEqualTo(setting);
        assertThat(set.toDefault()).isEqualTo(toDefault);
    }

    @Test
    void explainKeepsItsOptionsAndItsStatement() {
        Explain explain = read(Explain.class, "EXPLAIN (ANALYSE, FORMAT json, BUFFERS off) INSERT INTO t VALUES (1)");
        assertThat(explain.options()).extracting(Utility.Option::name).containsExactly("analyze", "format", "buffers");
        assertThat(explain.parenthesised()).isTrue();
        assertThat(explain.optionsSpan()).isEqualTo(new Span(1, 10));
        assertThat(explain.statement()).isInstanceOf(Insert.class);
    }

    @Test
    void aQueryInParenthesesIsNoListOfOptions() {
        Explain explain = read(Explain.class, "EXPLAIN (VALUES (1))");
        assertThat(explain.options()).isEmpty();
        assertThat(explain.parenthesised()).isFalse();
        assertThat(explain.optionsSpan()).isEqualTo(new Span(1, 1));
        assertThat(explain.statement()).isInstanceOf(Query.class);
    }

    @Test
    void copyTellsTableColumnsPeerAndOptions() {
        Copy copy = read(Copy.class, "COPY s.t (a, b) FROM STDIN WITH (FORMAT csv, NULL 'x') WHERE a > 1");
        assertThat(copy.table().orElseThrow().name()).hasToString("s.t");
        assertThat(copy.columns()).hasSize(2);
        assertThat(copy.from()).isTrue();
        assertThat(copy.peer()).isEqualTo(CopyPeer.CLIENT);
        assertThat(copy.options()).extracting(Utility.Option::name).containsExactly("format", "null");
        assertThat(copy.where()).isPresent();
        assertThat(copy.source()).isEqualTo(new Span(1, 9));
    }

    @ParameterizedTest
    @CsvSource({"'file', FILE", "PROGRAM 'file', PROGRAM", "STDOUT, CLIENT"})
    void copyToSomewhereElseIsSeen(String peer, CopyPeer expected) {
        String spelled = peer.equals("file") ? "'file'" : peer.replace(" file", " 'file'");
        Copy copy = read(Copy.class, "COPY (DELETE FROM t RETURNING a) TO " + spelled + " CSV HEADER");
        assertThat(copy.peer()).isEqualTo(expected);
        assertThat(copy.statement()).isPresent();
        assertThat(copy.source()).isEqualTo(new Span(1, 8));
    }

    @Test
    void tablesMadeOfQueriesAreToldFromTables() {
        CreateTableAs made =
                read(CreateTableAs.class, "CREATE TEMP TABLE t (a, b) WITH (x = 1) AS TABLE u WITH NO DATA");
        assertThat(made.into().temporary()).isTrue();
        assertThat(made.into().name()).hasToString("t");
        assertThat(made.statement()).isInstanceOf(Query.class);
        assertThat(read(Recognised.class, "CREATE TEMP TABLE t (a int, b int)").name())
                .isEqualTo("CREATE TABLE");
    }

    @Test
    void wordsOfDirectionsAreAlsoNamesOfCursors() {
        assertThat(read(Fetch.class, "FETCH BACKWARD ALL IN next").cursor().text())
                .isEqualTo("next");
        assertThat(read(Fetch.class, "MOVE next").cursor().text()).isEqualTo("next");
        assertThat(read(Fetch.class, "FETCH -1 forward").cursor().text()).isEqualTo("forward");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "DROP TABLE IF EXISTS s.t, u CASCADE; DROP TABLE; DEFINITION; s.t,u",
                "ALTER TABLE ONLY t ADD CHECK (a > 1), DROP b; ALTER TABLE; DEFINITION; t",
                "CREATE UNIQUE INDEX ON t (lower(a)) WHERE b; CREATE INDEX; DEFINITION; t",
                "GRANT SELECT (a), UPDATE ON t, s.u TO PUBLIC; GRANT; DEFINITION; t,s.u",
                "COMMENT ON COLUMN t.a IS NULL; COMMENT; DEFINITION; t.a",
                "CREATE TRIGGER r BEFORE UPDATE ON t EXECUTE FUNCTION s.f(); CREATE TRIGGER; DEFINITION; t,s.f",
                "VACUUM FULL s.t (a), u; VACUUM; MAINTENANCE; s.t,u",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY v; REFRESH MATERIALIZED VIEW; MAINTENANCE; v",
                "NOTIFY a, $$x$$; NOTIFY; NOTIFICATION; a",
                "LOAD $$x$$; LOAD; ADMINISTRATION;",
                "ALTER SYSTEM SET a TO 1; ALTER SYSTEM; ADMINISTRATION;",
                "CREATE SUBSCRIPTION s CONNECTION $$x$$ PUBLICATION p; CREATE SUBSCRIPTION; ADMINISTRATION;",
            })
    void otherStatementsAreRecognisedWithTheirObjects(String sql, String name, Sort sort, String objects) {
        Recognised recognised = read(Recognised.class, sql);
        assertThat(recognised.name()).isEqualTo(name);
        assertThat(recognised.sort()).isEqualTo(sort);
        List<String> expected = Optional.ofNullable(objects)
                .map(text -> List.of(text.split(",", -1)))
                .orElse(List.of());
        assertThat(recognised.objects()).extracting(Object::toString).isEqualTo(expected);
    }
}
