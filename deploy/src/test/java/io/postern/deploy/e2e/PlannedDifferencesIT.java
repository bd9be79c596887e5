package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.netty.buffer.Unpooled;
import io.postern.deploy.e2e.WireDoor.LoggedIn;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.BackendType;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.NotificationResponse;
import io.postern.testkit.KafkaFixture;
import io.postern.testkit.PostgresFixture;
import io.postern.testkit.TestIssuer;

/** Where a client can tell the gate from the server though policy allows everything; why stands in docs/transparency.md. */
class PlannedDifferencesIT {

    private static final OwnedDatabase WORKS = new OwnedDatabase("works", "works_owner");

    @RegisterExtension
    static final Gate GATE =
            Gate.unrestricted(KafkaFixture.exclusive(), PostgresFixture.exclusive(), TestIssuer.shared(), WORKS);

    private static final String READY = "Z";
    private static final String CLOSED = "closed";

    /** pg_backend_pid(). */
    private static final String FUNCTION_CALL = "Bytes 46 0000000e 000007ea 0000 0000 0000";

    @Test
    void functionCallsAreRefused() throws IOException {
        assertThat(direct(FUNCTION_CALL).types()).containsExactly("V", READY);
        assertThat(gated(FUNCTION_CALL).types()).containsExactly("E", READY);
        assertThat(gated(FUNCTION_CALL).error().sqlState()).isEqualTo("0A000");
    }

    @Test
    void anExecuteBeforeTheFirstStatementIsAnsweredByTheGate() throws IOException {
        ErrorResponse direct = direct("Execute nothing 0", "Sync").error();
        ErrorResponse gated = gated("Execute nothing 0", "Sync").error();

        assertThat(gated.sqlState()).isEqualTo(direct.sqlState()).isEqualTo("34000");
        assertThat(gated.message()).isEqualTo(direct.message());
        assertThat(direct.field('R')).isNotNull();
        assertThat(gated.field('R')).isNull();
    }

    @Test
    void aPortalThatOnlyTheServerKnowsIsNotExecuted() throws IOException {
        String[] messages = {
            "Query BEGIN; DO $$ DECLARE c refcursor := 'unseen'; BEGIN OPEN c FOR SELECT 1; END $$",
            "Execute unseen 0",
            "Sync"
        };

        assertThat(direct(messages).types()).containsExactly("C", "C", READY, "D", "C", READY);
        assertThat(gated(messages).error().sqlState()).isEqualTo("34000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SELECT 1 AS \"\"", "SELECT 'never closed", "SELECT /* never closed", "SELECT $q$never closed"})
    void textThatCannotBeReadIsRefusedByTheGateInItsOwnWords(String sql) throws IOException {
        ErrorResponse direct = direct("Query " + sql).error();
        ErrorResponse gated = gated("Query " + sql).error();

        assertThat(gated.sqlState()).isEqualTo(direct.sqlState()).isEqualTo("42601");
        assertThat(direct.field('P')).isNotNull();
        assertThat(gated.field('P')).isNull();
        assertThat(gated("Query " + sql).types()).containsExactly("E", READY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a Query without terminator   | 51 00000006 5331         | E Z",
                "a Describe of nothing known  | 44 00000006 58 00 53 00000004 | E Z",
                "a Bind that ends too early   | 42 00000006 00 00 53 00000004 | E Z",
                "a Query that is no UTF-8     | 51 00000007 ff31 00      | E Z",
                "an unknown type              | 3f 00000004              | E closed",
                "a length below its own       | 51 00000003              | closed",
                "a Sync with a body           | 53 00000005 00           | E Z",
                "a password after login       | 70 00000005 00           | E closed"
            })
    void whatBreaksTheProtocolEndsTheSession(String what, String bytes, String server) throws IOException {
        assertThat(String.join(" ", direct("Bytes " + bytes).types())).as(what).isEqualTo(server);

        Answer gated = gated("Bytes " + bytes);

        assertThat(gated.types()).as(what).containsExactly("E", CLOSED);
        assertThat(gated.error().severity()).isEqualTo("FATAL");
        assertThat(gated.error().sqlState()).isEqualTo("08P01");
    }

    @Test
    void aStatementInTheMiddleOfACopyEndsTheSessionBeforeTheServerSeesIt() throws IOException {
        String[] messages = {
            "Query CREATE TEMP TABLE c (x int); COPY c FROM STDIN", "CopyData 1\\n", "Query SELECT 'in the middle'"
        };
        Answer direct = direct(messages);
        Answer gated = gated(messages);

        assertThat(gated.types()).isEqualTo(direct.types()).containsExactly("C", "G", "E", "E", CLOSED);
        assertThat(gated.error().message()).isEqualTo(direct.error().message());
        assertThat(direct.error().field('W')).isNotNull();
        assertThat(gated.error().field('W')).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FETCH 1 FROM portal", "MOVE 1 FROM portal"})
    void sqlDoesNotRunAPortalOfTheExtendedProtocol(String sql) throws IOException {
        String[] messages = {
            "Query BEGIN",
            "Parse rows [] SELECT generate_series(1, 5)",
            "Bind portal rows [] [] []",
            "Sync",
            "Query " + sql
        };

        assertThat(direct(messages).types()).doesNotContain("E");
        assertThat(gated(messages).error().sqlState()).isEqualTo("0A000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET standard_conforming_strings = off", "SET client_encoding = 'LATIN1'"})
    void whatChangesTheMeaningOfTextEndsTheSession(String sql) throws IOException {
        assertThat(direct("Query " + sql).types()).containsExactly("C", "S", READY);

        Answer gated = gated("Query " + sql);

        assertThat(gated.types()).endsWith("E", CLOSED);
        assertThat(gated.error().sqlState()).isEqualTo("57P01");
    }

    @Test
    void aNotificationNamesTheDatabasesProcessAndNotTheGates() throws IOException {
        assertThat(ownNotification(WireDoor.direct(GATE.postgres(), WORKS))).isTrue();
        assertThat(ownNotification(WireDoor.through(GATE, WORKS))).isFalse();
    }

    /** Whether a session that notifies itself is told the process id of its BackendKeyData. */
    private static boolean ownNotification(WireDoor door) throws IOException {
        LoggedIn session = door.open("notified");
        try (RawClient client = session.client()) {
            client.sendBytes(WireMessages.encode("Query LISTEN mine; NOTIFY mine"));
            return client.readUntil(BackendType.READY_FOR_QUERY).stream()
                    .filter(NotificationResponse.class::isInstance)
                    .map(NotificationResponse.class::cast)
                    .allMatch(notification ->
                            notification.processId() == session.key().processId());
        }
    }

    /**
     * What came back in a session of its own.
     *
     * @param closed whether the server then closed
     */
    private record Answer(List<RawClient.Raw> messages, boolean closed) {

        List<String> types() {
            List<String> types = new ArrayList<>();
            messages.forEach(message -> types.add(String.valueOf(message.type())));
            if (closed) {
                types.add(CLOSED);
            }
            return types;
        }

        ErrorResponse error() {
            return messages.stream()
                    .filter(message -> message.type() == 'E')
                    .map(message -> (ErrorResponse) BackendMessage.decode(
                            BackendType.ERROR_RESPONSE,
                            Unpooled.wrappedBuffer(message.body().toByteArray())))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Answer direct(String... messages) throws IOException {
        return answer(WireDoor.direct(GATE.postgres(), WORKS), messages);
    }

    private static Answer gated(String... messages) throws IOException {
        return answer(WireDoor.through(GATE, WORKS), messages);
    }

    /** Up to the last ReadyForQuery that is due, or the end. */
    private static Answer answer(WireDoor door, String... messages) throws IOException {
        List<RawClient.Raw> answer = new ArrayList<>();
        try (RawClient client = door.open("differs").client()) {
            int due = 0;
            for (String message : messages) {
                client.sendBytes(WireMessages.encode(message));
                due += message.startsWith("Query") || message.startsWith("Bytes") || message.equals("Sync") ? 1 : 0;
            }
            while (due > 0) {
                answer.add(client.readRaw());
                due -= answer.get(answer.size() - 1).type() == 'Z' ? 1 : 0;
            }
            return new Answer(answer, false);
        } catch (EOFException e) {
            return new Answer(answer, true);
        }
    }
}
