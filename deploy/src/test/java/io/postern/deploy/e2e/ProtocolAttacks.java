package io.postern.deploy.e2e;

import static io.postern.deploy.e2e.RawAnswers.query;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.BackendType;
import io.postern.pgwire.Bind;
import io.postern.pgwire.BindValue;
import io.postern.pgwire.Bytes;
import io.postern.pgwire.Close;
import io.postern.pgwire.CommandComplete;
import io.postern.pgwire.CopyData;
import io.postern.pgwire.CopyDone;
import io.postern.pgwire.Describe;
import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.Execute;
import io.postern.pgwire.Format;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.Parse;
import io.postern.pgwire.PasswordMessage;
import io.postern.pgwire.RowDescription;
import io.postern.pgwire.StartupMessage;
import io.postern.pgwire.Sync;
import io.postern.pgwire.Target;
import io.postern.pgwire.sql.SqlText;

/** Attacks that are not a text but a sequence of messages. Each gets a fresh connection of an agent. */
final class ProtocolAttacks {

    private static final String RAW = "SELECT id, email, phone, card_number FROM customers WHERE id < 5 ORDER BY id";
    private static final String PARKED = "UPDATE orders SET status = 'paid' WHERE id = 1";

    /** Sends its messages and returns all that came back. */
    @FunctionalInterface
    interface Attack {
        List<BackendMessage> run(RawClient client) throws IOException;
    }

    private final Map<String, Attack> attacks = new LinkedHashMap<>();

    private ProtocolAttacks() {
        names();
        pipelines();
        others();
    }

    /** By a name that begins with what they are counted under. */
    static Map<String, Attack> all() {
        return new ProtocolAttacks().attacks;
    }

    private void names() {
        attacks.put("2.8-names an SQL cursor is executed as a portal", client -> {
            say(client, query("BEGIN; DECLARE k CURSOR FOR " + RAW));
            return refused("0A000", say(client, new Execute("k", 0), new Sync()));
        });
        attacks.put("2.8-names a cursor declared by itself is executed as a portal", client -> {
            say(client, query("BEGIN"));
            say(client, query("DECLARE k CURSOR FOR " + RAW));
            return say(client, new Describe(Target.PORTAL, "k"), new Execute("k", 0), new Sync());
        });
        attacks.put("2.8-names an SQL cursor is described as a portal", client -> {
            say(client, query("BEGIN; DECLARE k CURSOR FOR " + RAW));
            return refused("34000", say(client, new Describe(Target.PORTAL, "k"), new Sync()));
        });
        attacks.put("2.8-names FETCH runs a portal that nobody approved", client -> {
            say(client, query("BEGIN"));
            say(client, parse("s", PARKED + " RETURNING id"), bind("p", "s"), new Sync());
            return refused("0A000", say(client, query("FETCH ALL FROM p")));
        });
        attacks.put("2.8-names a prepared MOVE runs a portal that nobody approved", client -> {
            say(client, query("BEGIN"));
            say(client, parse("s", PARKED + " RETURNING id"), bind("p", "s"), new Sync());
            return refused(
                    "0A000", say(client, parse("", "MOVE ALL IN p"), bind("", ""), new Execute("", 0), new Sync()));
        });
        attacks.put(
                "2.8-names a second Parse of a name does not change what runs",
                client -> say(
                        client,
                        parse("s", "SELECT 1"),
                        parse("s", RAW),
                        bind("", "s"),
                        new Execute("", 0),
                        new Sync()));
        attacks.put(
                "2.8-names a name is closed and given anew within a pipeline",
                client -> say(
                        client,
                        parse("s", "SELECT 1"),
                        new Close(Target.STATEMENT, "s"),
                        parse("s", RAW),
                        bind("p", "s"),
                        new Describe(Target.PORTAL, "p"),
                        new Execute("p", 0),
                        new Sync()));
        attacks.put("2.8-names DEALLOCATE and a new Parse", client -> {
            say(client, parse("s", "SELECT 1"), new Sync());
            say(client, query("DEALLOCATE s"));
            return say(client, parse("s", RAW), bind("", "s"), new Execute("", 0), new Sync());
        });
        attacks.put("2.8-names a portal closed by SQL gives its name to a cursor", client -> {
            say(client, query("BEGIN"));
            say(client, parse("", "SELECT 1"), bind("p", ""), new Execute("p", 1), new Sync());
            say(client, query("CLOSE p; DECLARE p CURSOR FOR " + RAW));
            return say(client, new Execute("p", 0), new Sync());
        });
        attacks.put(
                "2.8-names unknown statement",
                client -> refused("26000", say(client, bind("", "nothing"), new Execute("", 0), new Sync())));
        attacks.put("2.8-names the unnamed statement is gone after a simple query", client -> {
            say(client, parse("", RAW), new Sync());
            say(client, query("SELECT 1"));
            return refused("26000", say(client, bind("", ""), new Execute("", 0), new Sync()));
        });
        attacks.put("2.8-names the statement that makes refusals fail", client -> {
            say(client, query("BEGIN"));
            say(client, parse("postern.refused", RAW), new Sync());
            say(client, query("DROP TABLE orders"));
            say(client, query("ROLLBACK"));
            return say(client, bind("", "postern.refused"), new Execute("", 0), new Sync());
        });
    }

    private void pipelines() {
        attacks.put("2.9-pipeline binary results", client -> {
            List<BackendMessage> answer = say(
                    client,
                    parse("", RAW),
                    new Bind("", "", List.of(), List.of(), List.of(Format.BINARY)),
                    new Describe(Target.PORTAL, ""),
                    new Execute("", 0),
                    new Sync());
            assertThat(rows(answer)).isEqualTo(4);
            return answer;
        });
        attacks.put("2.9-pipeline a format for each column, one row at a time", client -> {
            List<BackendMessage> answer = say(
                    client,
                    parse("s", "SELECT c, c.card_number FROM customers c WHERE id < 5 ORDER BY id"),
                    new Bind("p", "s", List.of(), List.of(), List.of(Format.BINARY, Format.TEXT)),
                    new Execute("p", 1),
                    new Execute("p", 1),
                    new Execute("p", 0),
                    new Sync());
            assertThat(rows(answer)).isEqualTo(4);
            return answer;
        });
        attacks.put("2.9-pipeline a description names masked columns but not where they come from", client -> {
            List<BackendMessage> answer = say(client, parse("s", RAW), new Describe(Target.STATEMENT, "s"), new Sync());
            assertThat(answer)
                    .filteredOn(RowDescription.class::isInstance)
                    .singleElement()
                    .satisfies(
                            rows -> assertThat(((RowDescription) rows).fields().subList(1, 4))
                                    .allMatch(field -> field.tableOid() == 0));
            return answer;
        });
        attacks.put("2.9-pipeline a parameter as the value to compare with", client -> {
            List<BackendMessage> answer = say(
                    client,
                    parse("", "SELECT id FROM customers WHERE email = $1 OR card_number = $2"),
                    bind("", "", Canaries.EMAIL, Canaries.CARD),
                    new Execute("", 0),
                    new Sync());
            assertThat(rows(answer)).isZero();
            return answer;
        });
        attacks.put(
                "2.9-pipeline types declared so that another overload is meant",
                client -> say(
                        client,
                        new Parse(
                                "",
                                SqlText.of("SELECT $1, $2, email FROM customers WHERE id = $3"),
                                List.of(2205L, 2202L, 23L)),
                        bind("", "", "customers", "pg_read_file(text)", "1"),
                        new Execute("", 0),
                        new Sync()));
        attacks.put(
                "2.9-pipeline the name of a setting as a parameter",
                client -> refused(
                        "42501",
                        say(
                                client,
                                parse("", "SELECT current_setting($1)"),
                                bind("", "", "data_directory"),
                                new Execute("", 0),
                                new Sync())));
        attacks.put("2.9-pipeline everything behind a refusal is dropped", client -> {
            List<BackendMessage> answer = refused(
                    "42501",
                    say(
                            client,
                            parse("", "TABLE employees"),
                            query("SELECT 1"),
                            parse("", "SELECT 1"),
                            bind("", ""),
                            new Execute("", 0),
                            new Sync()));
            assertThat(answer).noneMatch(CommandComplete.class::isInstance);
            return answer;
        });
        attacks.put(
                "2.9-pipeline two statements in one Parse",
                client -> refused("42501", say(client, parse("", "SELECT 1; DROP TABLE orders"), new Sync())));
        attacks.put("2.9-pipeline prepared before a transaction, run inside, after a savepoint was undone", client -> {
            say(client, parse("s", RAW), new Sync());
            say(client, query("BEGIN; SAVEPOINT a"));
            say(client, query("SELECT 1 / 0"));
            say(client, query("ROLLBACK TO a"));
            List<BackendMessage> answer = say(client, bind("", "s"), new Execute("", 0), new Sync());
            assertThat(rows(answer)).isEqualTo(4);
            return answer;
        });
    }

    private void others() {
        attacks.put("2.10-messages a call by object id", client -> {
            // pg_read_file(text), by its number in every version
            client.sendBytes(frame(
                    'F',
                    ByteBuffer.allocate(24)
                            .putInt(3826)
                            .putShort((short) 0)
                            .putShort((short) 1)
                            .putInt(10)
                            .put("PG_VERSION".getBytes(StandardCharsets.US_ASCII))
                            .putShort((short) 0)
                            .array()));
            return refused("0A000", client.readUntil(BackendType.READY_FOR_QUERY));
        });
        attacks.put(
                "2.10-messages COPY data that nobody asked for",
                client -> say(
                        client,
                        new CopyData(Bytes.of("1\tx\n".getBytes(StandardCharsets.US_ASCII))),
                        new CopyDone(),
                        query("SELECT 1")));
        attacks.put("2.10-messages COPY data behind a refused COPY", client -> {
            List<BackendMessage> answer = refused("42501", say(client, query("COPY orders FROM STDIN")));
            client.send(
                    new CopyData(Bytes.of("9\t1\tpaid\t1\tnow\n".getBytes(StandardCharsets.US_ASCII))), new CopyDone());
            answer.addAll(say(client, query("SELECT 1")));
            return answer;
        });
        attacks.put("2.10-messages a password after the login", client -> {
            client.send(new PasswordMessage("x"));
            return refused("08P01", client.readToEnd());
        });
        attacks.put("2.10-messages a message of no known type", client -> {
            client.sendBytes(frame('!', new byte[4]));
            return refused("08P01", client.readToEnd());
        });
        attacks.put("2.10-messages a text that ends twice", client -> {
            client.sendBytes(frame('Q', "SELECT 1\0; DROP TABLE orders\0".getBytes(StandardCharsets.US_ASCII)));
            return client.readToEnd();
        });
        for (byte[] invalid : List.of(
                new byte[] {(byte) 0xC0, (byte) 0xA7},
                new byte[] {(byte) 0xE0, (byte) 0x80, (byte) 0xA7},
                new byte[] {(byte) 0x81, (byte) 0x27},
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80})) {
            attacks.put("2.1-lexing bytes that are no UTF-8: " + Arrays.toString(invalid), client -> {
                byte[] before = "SELECT '".getBytes(StandardCharsets.US_ASCII);
                byte[] after = " || email FROM customers --'\0".getBytes(StandardCharsets.US_ASCII);
                client.sendBytes(frame(
                        'Q',
                        ByteBuffer.allocate(before.length + invalid.length + after.length)
                                .put(before)
                                .put(invalid)
                                .put(after)
                                .array()));
                client.send(query("SELECT 1"));
                List<BackendMessage> answer = client.readUntil(BackendType.ERROR_RESPONSE);
                assertThat(answer).noneMatch(CommandComplete.class::isInstance);
                return answer;
            });
        }
    }

    /** Startup parameters that are refused before anybody is asked for a token. */
    static List<Map<String, String>> startups() {
        List<Map<String, String>> startups = new ArrayList<>();
        for (String replication : List.of("true", "on", "yes", "1", "database", "off")) {
            startups.add(Map.of("user", "a", "database", "shop", "replication", replication));
        }
        for (String options : List.of("-c role=postgres", "-crole=postgres", "--role=postgres", "-c\\ role=x", "-O")) {
            startups.add(Map.of("user", "a", "database", "shop", "options", options));
        }
        for (String setting : List.of(
                "role",
                "ROLE",
                "session_authorization",
                "search_path",
                "Search_Path",
                "row_security",
                "default_transaction_read_only",
                "local_preload_libraries",
                "session_preload_libraries",
                "debug_print_plan",
                "my.setting")) {
            startups.add(Map.of("user", "a", "database", "shop", setting, "on"));
        }
        startups.add(Map.of("user", "a", "database", "shop", "standard_conforming_strings", "off"));
        startups.add(Map.of("user", "a", "database", "shop", "options", "-c standard_conforming_strings=off"));
        return startups;
    }

    /** The gate's answer to a startup message. */
    static List<BackendMessage> answer(int port, Map<String, String> startup) throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.send(new StartupMessage(3, 0, startup)::encode);
            return client.readToEnd();
        }
    }

    private static List<BackendMessage> say(RawClient client, FrontendMessage... messages) throws IOException {
        client.send(messages);
        return client.readUntil(BackendType.READY_FOR_QUERY);
    }

    private static List<BackendMessage> refused(String sqlState, List<BackendMessage> answer) {
        assertThat(answer)
                .filteredOn(ErrorResponse.class::isInstance)
                .singleElement()
                .satisfies(error -> assertThat(((ErrorResponse) error).sqlState())
                        .as(error.toString())
                        .isEqualTo(sqlState));
        return answer;
    }

    private static long rows(List<BackendMessage> answer) {
        return answer.stream()
                .filter(message -> message.backendType() == BackendType.DATA_ROW)
                .count();
    }

    private static Parse parse(String name, String sql) {
        return new Parse(name, SqlText.of(sql), List.of());
    }

    private static Bind bind(String portal, String statement, String... values) {
        return new Bind(
                portal,
                statement,
                List.of(),
                Arrays.stream(values).map(BindValue::text).toList(),
                List.of());
    }

    private static byte[] frame(char type, byte[] content) {
        return ByteBuffer.allocate(5 + content.length)
                .put((byte) type)
                .putInt(4 + content.length)
                .put(content)
                .array();
    }
}
