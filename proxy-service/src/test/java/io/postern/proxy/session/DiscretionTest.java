package io.postern.proxy.session;

import static io.postern.proxy.session.Samples.bind;
import static io.postern.proxy.session.Samples.error;
import static io.postern.proxy.session.Samples.execute;
import static io.postern.proxy.session.Samples.parse;
import static io.postern.proxy.session.Samples.query;
import static io.postern.proxy.session.Samples.ready;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.postern.pgwire.BindComplete;
import io.postern.pgwire.CommandComplete;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.Field;
import io.postern.pgwire.NoticeResponse;
import io.postern.pgwire.NotificationResponse;
import io.postern.pgwire.ParseComplete;
import io.postern.pgwire.Sync;

/** What the server says where its words could tell of protected values or rows. */
class DiscretionTest {

    private static final String CANARY = "canary@example.com";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "22P02", "22012", "23505", "23503", "P0001", "XX000", "42P01", "42601", "42704", "42883", "3F000",
                "0A000", "54000", "57014", "40001", "25P02", "53200", "HV000"
            })
    void whatCouldQuoteAValueIsSaidInOtherWords(String sqlState) {
        // When
        ErrorResponse told = SafeWords.of(new ErrorResponse(fields("ERROR", sqlState, CANARY, "DHWqstcdnFLR")));

        // Then
        assertThat(told.fields()).extracting(Field::code).containsExactly('S', 'V', 'C', 'M');
        assertThat(told.fields()).extracting(Field::value).noneMatch(value -> value.contains(CANARY));
        assertThat(told.sqlState()).isEqualTo(sqlState);
        assertThat(told.severity()).isEqualTo("ERROR");
    }

    @ParameterizedTest
    @CsvSource({"22ABC, 22000", "P0WN1, P0000", "CANAR, XX000", "S, XX000", "HV00Z, HV000"})
    void codesThatPostgresqlDoesNotHaveTellTheirClassOnly(String raised, String told) {
        assertThat(SafeWords.of(ErrorResponse.of("ERROR", raised, CANARY, null, null))
                        .sqlState())
                .isEqualTo(told);
    }

    @Test
    void whatIsFoundWhileTheTextIsReadKeepsItsWordsOnly() {
        // When
        ErrorResponse told =
                SafeWords.of(new ErrorResponse(fields("ERROR", "42703", "column \"nope\" does not exist", "PHFLR")));

        // Then
        assertThat(told.message()).isEqualTo("column \"nope\" does not exist");
        assertThat(told.fields()).extracting(Field::code).containsExactly('S', 'V', 'C', 'M');
    }

    @ParameterizedTest
    @ValueSource(strings = {"PW", "Pp", "Pq", "Wpq", ""})
    void aPositionInAnotherTextDoesNotVouchForTheWords(String extra) {
        // When
        ErrorResponse told = SafeWords.of(new ErrorResponse(fields("ERROR", "42703", CANARY, extra)));

        // Then
        assertThat(told.message()).doesNotContain(CANARY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "57014 | canceling statement due to user request",
                "57014 | canceling statement due to statement timeout",
                "25P02 | current transaction is aborted, commands ignored until end of transaction block",
            })
    void fixedWordsPass(String sqlState, String words) {
        assertThat(SafeWords.of(ErrorResponse.of("ERROR", sqlState, words, null, null))
                        .message())
                .isEqualTo(words);
    }

    @Test
    void noticesOfADiscreetStatementAreKeptBack() {
        // Given
        SessionScript session = discreet();

        // When
        session.server(NoticeResponse.of("NOTICE", "00000", CANARY, null, null));
        session.server(NoticeResponse.of("WARNING", "25001", "there is already a transaction in progress", null, null));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                server NOTICE canary@example.com
                  (withheld)
                server NOTICE there is already a transaction in progress
                  reply NOTICE there is already a transaction in progress
                  (withheld)
                """);
    }

    @Test
    void endOfTheTransactionCanFailForWhatADiscreetStatementDid() {
        // Given
        SessionScript session = SessionScript.inTransaction().client(query("UPDATE customers SET x = 1"));
        session.decided(Samples.allowDiscreet()).appended().server(new CommandComplete("UPDATE 1"), ready('T'));
        session.client(query("COMMIT")).allow().appended();

        // When
        session.quietly().server(error("23503"));

        // Then
        assertThat(session.transcript()).contains("reply ERROR 23503 a foreign key constraint is violated");
    }

    @Test
    void afterTheTransactionTheServerSpeaksFreely() {
        // Given
        SessionScript session = discreet().server(new CommandComplete("SELECT 1"), ready('I'));
        session.client(query("SELECT 1 / 0")).allow().appended();

        // When
        session.quietly().server(error("22012"));

        // Then
        assertThat(session.transcript()).isEqualTo("server ERROR 22012 server says no\n");
    }

    @Test
    void statementsAheadOfADiscreetOneAreNotMeant() {
        // Given
        SessionScript session =
                SessionScript.open().client(parse("a", "SELECT 1")).allow();
        session.client(parse("b", "SELECT 2")).decided(Samples.allowDiscreet());

        // When
        session.quietly().server(error("42601"));

        // Then
        assertThat(session.transcript()).isEqualTo("server ERROR 42601 server says no\n");
    }

    @Test
    void discreetStatementBehindTheEndOfATransactionStaysDiscreet() {
        // Given
        SessionScript session =
                SessionScript.open().client(query("SELECT 1")).allow().appended();
        session.client(parse("", "SELECT 2")).decided(Samples.allowDiscreet());
        session.server(new CommandComplete("SELECT 1"), ready('I'));

        // When
        session.quietly().server(error("22012"));

        // Then
        assertThat(session.transcript()).contains("(withheld)");
    }

    @Test
    void bindInALaterTransactionIsDiscreetAgain() {
        // Given
        SessionScript session =
                SessionScript.open().client(parse("s", "SELECT 1")).decided(Samples.allowDiscreet());
        session.client(new Sync()).server(new ParseComplete(), ready('I'));
        session.client(bind("", "s"));

        // When
        session.quietly().server(error("22P02"));

        // Then
        assertThat(session.transcript()).contains("reply ERROR 22P02 a value cannot be read as its type");
    }

    @Test
    void errorAtSyncIsReducedToo() {
        // Given
        SessionScript session = SessionScript.open().client(parse("", "UPDATE customers SET x = 1"));
        session.decided(Samples.allowDiscreet()).client(bind("", ""), execute(""));
        session.decided(Samples.allowDiscreet()).appended().client(new Sync());
        session.server(new ParseComplete(), new BindComplete(), new CommandComplete("UPDATE 1"));

        // When
        session.quietly().server(error("23503"), ready('I'));

        // Then
        assertThat(session.transcript())
                .contains("reply ERROR 23503 a foreign key")
                .contains("(withheld)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EXECUTE p", "FETCH 1 FROM p", "EXPLAIN EXECUTE p", "MOVE ALL IN p"})
    void whatADiscreetStatementNamedIsDiscreetWhereverItRuns(String sql) {
        // Given
        SessionScript session = SessionScript.open().client(query("PREPARE p AS SELECT email::int FROM customers"));
        session.decided(Samples.allowDiscreet()).appended().server(new CommandComplete("PREPARE"), ready('I'));
        session.client(query(sql)).allow().appended();

        // When
        session.quietly().server(error("22P02"));

        // Then
        assertThat(session.transcript()).contains("(withheld)");
    }

    @Test
    void maskedColumnsMakeAStatementDiscreet() {
        // Given
        SessionScript session = SessionScript.open().client(query("SELECT email FROM customers"));
        session.decided(Samples.allowMasking(1, 2)).appended();

        // When
        session.quietly().server(error("42P01"));

        // Then
        assertThat(session.transcript()).contains("(withheld)");
    }

    @Test
    void payloadsAreKeptBackWhereAnythingIsGuarded() {
        // Given
        SessionScript session = SessionScript.open().client(query("SELECT 1"));
        session.decided(Samples.allowGuarding(1, 2)).appended().server(new CommandComplete("SELECT 1"), ready('I'));

        // When
        session.quietly().server(new NotificationResponse(1, "customers", CANARY));

        // Then
        assertThat(session.transcript()).isEqualTo("server NotificationResponse\n  (withheld)\n");
    }

    private static SessionScript discreet() {
        return SessionScript.open()
                .client(query("SELECT email::int FROM customers"))
                .decided(Samples.allowDiscreet())
                .appended()
                .quietly();
    }

    private static List<Field> fields(String severity, String sqlState, String message, String extra) {
        List<Field> fields = new ArrayList<>(List.of(
                new Field('S', severity), new Field('V', severity), new Field('C', sqlState), new Field('M', message)));
        extra.chars().forEach(code -> fields.add(new Field((char) code, "42 " + CANARY)));
        return fields;
    }
}
