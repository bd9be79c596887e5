package io.postern.deploy.e2e;

import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.postern.deploy.e2e.WireDoor.LoggedIn;
import io.postern.pgwire.Bytes;
import io.postern.pgwire.CancelRequest;

/** Says what a {@link WireScript} says at one {@link WireDoor}, and keeps what comes back. */
final class WireReplay implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** PostgreSQL's FirstNormalObjectId: objects below it have the same OID in every database. */
    private static final int FIRST_USER_OID = 16_384;

    /** Shows what still was to come. */
    private static final Bytes FAREWELL = Bytes.of(WireMessages.encode("Terminate"));

    private final WireDoor door;
    private final Connection oracle;
    private final Map<String, LoggedIn> open = new LinkedHashMap<>();
    private final Map<Integer, Integer> oids = new LinkedHashMap<>();

    /** How an answer ended. */
    enum Ending {
        AS_EXPECTED,
        SERVER_CLOSED,
        TIMED_OUT
    }

    /** What came back to one step. */
    record Answer(int line, String connection, List<RawClient.Raw> messages, Ending ending) {}

    /**
     * @param oracle to the same database, for what goes on beside the wire
     */
    WireReplay(WireDoor door, Connection oracle) {
        this.door = door;
        this.oracle = oracle;
    }

    List<Answer> run(WireScript script) throws IOException {
        List<Answer> answers = new ArrayList<>();
        for (WireScript.Step step : script.steps()) {
            if (step instanceof WireScript.Exchange exchange) {
                answers.add(exchange(exchange));
            } else if (step instanceof WireScript.Cancel cancel) {
                cancel(cancel.connection());
            } else if (step instanceof WireScript.Await await) {
                await("line " + await.line()).atMost(SOON).until(() -> isTrue(await.sql()));
            }
        }
        for (String connection : open.keySet()) {
            answers.add(exchange(new WireScript.Exchange(0, connection, FAREWELL, List.of(), true)));
        }
        return answers;
    }

    private Answer exchange(WireScript.Exchange exchange) throws IOException {
        RawClient client = client(exchange.connection()).client();
        List<RawClient.Raw> messages = new ArrayList<>();
        Ending ending = Ending.AS_EXPECTED;
        try {
            client.sendBytes(exchange.sent().toByteArray());
        } catch (SocketException e) {
            // The answer tells what the server said before it closed.
        }
        try {
            for (char type : exchange.until()) {
                RawClient.Raw message;
                do {
                    message = client.readRaw();
                    messages.add(withoutAccidents(message));
                } while (message.type() != type);
            }
            while (exchange.toEnd()) {
                messages.add(withoutAccidents(client.readRaw()));
            }
        } catch (EOFException | SocketException e) {
            ending = exchange.toEnd() ? Ending.AS_EXPECTED : Ending.SERVER_CLOSED;
        } catch (SocketTimeoutException e) {
            ending = Ending.TIMED_OUT;
        }
        return new Answer(exchange.line(), exchange.connection(), messages, ending);
    }

    private LoggedIn client(String connection) throws IOException {
        LoggedIn client = open.get(connection);
        if (client == null) {
            client = door.open(connection);
            open.put(connection, client);
        }
        return client;
    }

    private void cancel(String connection) throws IOException {
        LoggedIn canceled = client(connection);
        try (RawClient canceling = new RawClient(door.port())) {
            canceling.send(
                    new CancelRequest(canceled.key().processId(), canceled.key().key())::encode);
            canceling.readByte();
        }
    }

    private boolean isTrue(String sql) throws SQLException {
        return SqlCalls.one(oracle, sql).equals("t");
    }

    /**
     * OIDs of the database's own tables and types depend on what else the server made: each is replaced by the order in which
     * it came up. The process id in a notification is that of some session, which no two runs have in common.
     */
    private RawClient.Raw withoutAccidents(RawClient.Raw message) {
        ByteBuffer body = ByteBuffer.wrap(message.body().toByteArray());
        if (message.type() == 'T') {
            for (int left = body.getShort(); left > 0; left--) {
                skipString(body);
                renumber(body);
                body.getShort();
                renumber(body);
                body.position(body.position() + 8);
            }
        } else if (message.type() == 't') {
            for (int left = body.getShort(); left > 0; left--) {
                renumber(body);
            }
        } else if (message.type() == 'A') {
            body.putInt(0, 0);
        }
        return new RawClient.Raw(message.type(), body.array());
    }

    private static void skipString(ByteBuffer body) {
        while (body.get() != 0) {
            // Up to its terminator.
        }
    }

    private void renumber(ByteBuffer body) {
        int oid = body.getInt(body.position());
        body.putInt(oid < FIRST_USER_OID ? oid : oids.computeIfAbsent(oid, key -> FIRST_USER_OID + oids.size()));
    }

    /** What each connection was told at its login. */
    Map<String, Map<String, String>> parameters() {
        Map<String, Map<String, String>> parameters = new LinkedHashMap<>();
        open.forEach((name, client) -> parameters.put(name, client.parameters()));
        return parameters;
    }

    @Override
    public void close() throws IOException {
        for (LoggedIn client : open.values()) {
            client.client().close();
        }
    }
}
