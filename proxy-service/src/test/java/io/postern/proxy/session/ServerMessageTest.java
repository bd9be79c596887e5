package io.postern.proxy.session;

import static io.postern.proxy.session.Samples.bind;
import static io.postern.proxy.session.Samples.column;
import static io.postern.proxy.session.Samples.describePortal;
import static io.postern.proxy.session.Samples.execute;
import static io.postern.proxy.session.Samples.parse;
import static io.postern.proxy.session.Samples.query;
import static io.postern.proxy.session.Samples.ready;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.postern.pgwire.AuthenticationOk;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.BindComplete;
import io.postern.pgwire.CommandComplete;
import io.postern.pgwire.CopyBothResponse;
import io.postern.pgwire.CopyDone;
import io.postern.pgwire.CopyOutResponse;
import io.postern.pgwire.EmptyQueryResponse;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.Format;
import io.postern.pgwire.NegotiateProtocolVersion;
import io.postern.pgwire.NotificationResponse;
import io.postern.pgwire.ParameterStatus;
import io.postern.pgwire.ParseComplete;
import io.postern.pgwire.PortalSuspended;

class ServerMessageTest {

    private static final long CUSTOMERS = 16_400;

    @Test
    void rawMaskedColumnOfAQueryEndsTheSessionBeforeAnyRow() {
        // Given
        SessionScript session = SessionScript.open().client(query("SELECT email FROM customers"));
        session.decided(Samples.allowMasking(CUSTOMERS, 3)).appended().quietly();

        // When
        session.server(column("harmless", CUSTOMERS, 3));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                server RowDescription
                  emit Disagreed s-1 [RAW_RESULT 16400 public.customers.email]
                  reply FATAL 42501 the result would show a masked column as it is stored
                  cancel upstream
                  emit Completed s-1 UNKNOWN
                  emit Closed after 1: the result would show a masked column as it is stored
                  close: the result would show a masked column as it is stored
                  (withheld)
                """);
    }

    @Test
    void rawMaskedColumnOfAPortalEndsTheSession() {
        // Given
        SessionScript session = SessionScript.open().client(parse("", "SELECT email FROM customers"));
        session.decided(Samples.allowMasking(CUSTOMERS, 3)).client(bind("", ""), describePortal(""));

        // When
        session.quietly().server(new ParseComplete(), new BindComplete(), column("harmless", CUSTOMERS, 3));

        // Then
        assertThat(session.transcript()).contains("reply FATAL 42501").contains("(withheld)");
    }

    @Test
    void otherColumnsOfTheRelationPass() {
        // Given
        SessionScript session = SessionScript.open().client(query("SELECT id FROM customers"));
        session.decided(Samples.allowMasking(CUSTOMERS, 3)).appended().quietly();

        // When
        session.server(column("id", CUSTOMERS, 1), column("computed", 0, 0));

        // Then
        assertThat(session.transcript()).isEqualTo("server RowDescription\nserver RowDescription\n");
    }

    @ParameterizedTest
    @CsvSource({"22P02", "22012", "23505", "23514", "P0001", "XX000"})
    void anErrorThatCanQuoteRowsIsReducedWhereColumnsAreMasked(String sqlState) {
        // Given
        SessionScript session = SessionScript.open().client(query("SELECT email FROM customers"));
        session.decided(Samples.allowMasking(CUSTOMERS, 3)).appended().quietly();

        // When
        session.server(ErrorResponse.of("ERROR", sqlState, "canary@example.com", "canary detail", "canary hint"));

        // Then
        List<String> effects = session.transcript()
                .lines()
                .filter(line -> line.startsWith("  "))
                .toList();
        assertThat(effects).hasSize(2).noneMatch(effect -> effect.contains("canary"));
        assertThat(effects.get(0)).startsWith("  reply ERROR " + sqlState + " ").doesNotContain(" / ");
        assertThat(effects.get(1)).isEqualTo("  (withheld)");
    }

    @Test
    void errorsOfStatementsWithoutMasksAreRelayed() {
        // Given
        SessionScript session = SessionScript.open().client(query("SELECT 1 / 0"));
        session.decided(Samples.allow()).appended().quietly();

        // When
        session.server(ErrorResponse.of("ERROR", "22012", "division by zero", null, null));

        // Then
        assertThat(session.transcript()).doesNotContain("(withheld)");
    }

    @ParameterizedTest
    @CsvSource({
        "standard_conforming_strings, off",
        "client_encoding, LATIN1",
        "client_encoding, SQL_ASCII",
        "search_path, evil",
    })
    void changeOfASettingThatThisGateReliesOnEndsTheSession(String name, String value) {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.server(new ParameterStatus(name, value));

        // Then
        assertThat(session.transcript())
                .contains("reply FATAL 57P01 the session changed " + name + ", which this gate relies on")
                .contains("(withheld)");
    }

    @ParameterizedTest
    @CsvSource({"standard_conforming_strings, on", "client_encoding, UTF8", "TimeZone, UTC"})
    void otherSettingsAreRelayed(String name, String value) {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.server(new ParameterStatus(name, value));

        // Then
        assertThat(session.transcript()).isEqualTo("server ParameterStatus " + name + "=" + value + "\n");
    }

    @ParameterizedTest
    @CsvSource({"session_authorization, shop_agent", "is_superuser, off"})
    void roleOfTheDatabaseIsNotShown(String name, String value) {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.server(new ParameterStatus(name, value));

        // Then
        assertThat(session.transcript()).endsWith("(withheld)\n").doesNotContain("reply");
    }

    @ParameterizedTest
    @CsvSource({"session_authorization, shop_agent, postgres", "is_superuser, off, on"})
    void changeOfTheRoleEndsTheSession(String name, String before, String after) {
        // Given
        SessionScript session = SessionScript.open().server(new ParameterStatus(name, before));

        // When
        session.quietly().server(new ParameterStatus(name, after));

        // Then
        assertThat(session.transcript())
                .contains("reply FATAL 57P01 the session changed " + name)
                .contains("(withheld)");
    }

    static Stream<BackendMessage> outOfPlace() {
        return Stream.of(
                ready('I'),
                new ParseComplete(),
                new CommandComplete("SELECT 1"),
                new PortalSuspended(),
                column("c", 0, 0),
                new AuthenticationOk(),
                new NegotiateProtocolVersion(0, List.of()),
                new CopyBothResponse(Format.TEXT, List.of()));
    }

    @ParameterizedTest
    @MethodSource("outOfPlace")
    void answerToNothingEndsTheSession(BackendMessage message) {
        // Given
        SessionScript session = SessionScript.open();

        // When
        session.server(message);

        // Then
        assertThat(session.transcript()).contains("reply FATAL 08006").contains("(withheld)");
        assertThat(session.state()).isEqualTo(new SessionState.Closed());
    }

    @Test
    void answerToAnotherMessageEndsTheSession() {
        // Given
        SessionScript session =
                SessionScript.open().client(parse("", "SELECT 1")).allow();

        // When
        session.quietly().server(new CommandComplete("SELECT 1"));

        // Then
        assertThat(session.transcript()).contains("reply FATAL 08006 the server answered what was not asked");
    }

    @Test
    void notificationsAndCopyOutPass() {
        // Given
        SessionScript session = SessionScript.open()
                .client(query("COPY orders TO STDOUT"))
                .allow()
                .appended();

        // When
        session.quietly().server(new NotificationResponse(1, "news", ""));
        session.server(new CopyOutResponse(Format.TEXT, List.of()), new CopyDone(), new CommandComplete("COPY 5"));
        session.server(ready('I'));

        // Then
        assertThat(session.transcript()).isEqualTo("""
                server NotificationResponse
                server CopyOutResponse
                server CopyDone
                server CommandComplete COPY 5
                server ReadyForQuery I
                  emit Completed s-1 SUCCEEDED [COPY 5]
                """);
    }

    @Test
    void nothingIsRelayedOnceTheSessionIsClosed() {
        // Given
        SessionScript session = SessionScript.open().clientGone().quietly();

        // When
        session.server(ready('I'));

        // Then
        assertThat(session.transcript()).isEqualTo("server ReadyForQuery I\n  (withheld)\n");
    }

    @Test
    void statementThatTheServerTakesForEmptyHasAnEndToo() {
        // Given
        SessionScript session =
                SessionScript.open().client(parse("", "SELECT 1")).allow();
        session.client(bind("", ""), execute("")).allow().appended();
        session.server(new ParseComplete(), new BindComplete()).quietly();

        // When
        session.server(new EmptyQueryResponse());

        // Then
        assertThat(session.transcript()).contains("emit Completed s-1 SUCCEEDED");
    }
}
