package io.postern.deploy.e2e;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.BackendType;
import io.postern.pgwire.CopyFail;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.Query;
import io.postern.pgwire.ReadyForQuery;
import io.postern.pgwire.StartupMessage;
import io.postern.pgwire.TransactionStatus;
import io.postern.pgwire.sql.SqlText;
import io.postern.testkit.PostgresFixture;

/** A session in the market, begun anew where it ended. Not thread-safe. */
final class MarketClient implements MarketForm.Conversation, AutoCloseable {

    /** A way into a database. */
    interface Door {
        RawClient open() throws IOException;
    }

    private final Door door;
    private @Nullable RawClient session;
    private Heard heard = new Heard();
    private TransactionStatus status = TransactionStatus.IDLE;
    private boolean ended;

    MarketClient(Door door) {
        this.door = door;
    }

    static MarketClient through(Gate gate, Market market, Market.Identity identity, String subject) {
        return new MarketClient(() -> RawClient.loggedIn(gate, market, subject, identity.group()));
    }

    /** Straight to the copy that was made by hand, as the identity's role and with the settings that the gate pins. */
    static MarketClient ofCopy(PostgresFixture postgres, Market market, Market.Identity identity) {
        return direct(postgres, identity.copy(), identity.role(), market.password(identity.role()));
    }

    /** Straight to the market, as the superuser. */
    static MarketClient unguarded(PostgresFixture postgres, Market market) {
        return direct(postgres, market.name(), postgres.superuser(), postgres.password());
    }

    private static MarketClient direct(PostgresFixture postgres, String database, String role, String password) {
        return new MarketClient(
                () -> {
                    RawClient client = new RawClient(postgres.port());
                    client.send(new StartupMessage(
                            3, 0, Map.of("user", role, "database", database, "search_path", "public"))::encode);
                    new ScramLogin(password).run(client);
                    client.readUntil(BackendType.READY_FOR_QUERY);
                    return client;
                });
    }

    /** Sends the steps of a case, and takes back what it wrote. */
    Heard hear(MarketCase sent, MarketForm form) throws IOException {
        heard = new Heard();
        ended = false;
        if (sent.writes()) {
            query("BEGIN");
        }
        List<String> steps = sent.steps();
        for (String step : steps.subList(0, steps.size() - 1)) {
            query(step);
        }
        heard.forgetErrors();
        if (!ended) {
            form.send(this, sent.last(), sent.parameters());
        }
        if (!ended && (status != TransactionStatus.IDLE || sent.writes())) {
            query("ROLLBACK");
        }
        if (!ended && form == MarketForm.PREPARED) {
            query("DEALLOCATE ALL");
        }
        if (steps.size() > 1) {
            close();
        }
        return heard;
    }

    /** One simple query. */
    Heard ask(String sql) throws IOException {
        heard = new Heard();
        ended = false;
        query(sql);
        return heard;
    }

    @Override
    public void query(String sql) throws IOException {
        exchange(new Query(SqlText.of(sql)));
    }

    @Override
    public void exchange(FrontendMessage... messages) throws IOException {
        if (ended) {
            return;
        }
        RawClient client = open();
        try {
            client.send(messages);
            while (true) {
                BackendMessage message = client.read();
                heard.add(message);
                if (message instanceof ReadyForQuery ready) {
                    status = ready.status();
                    return;
                }
                if (message.backendType() == BackendType.COPY_IN_RESPONSE) {
                    client.send(new CopyFail("nothing to copy"));
                }
                if (Heard.isParked(message)) {
                    end();
                    return;
                }
            }
        } catch (EOFException | SocketException e) {
            end();
        }
    }

    /** Whether the last exchange ended the session. */
    boolean ended() {
        return ended;
    }

    private void end() throws IOException {
        close();
        ended = true;
    }

    private RawClient open() throws IOException {
        if (session == null) {
            session = door.open();
            status = TransactionStatus.IDLE;
        }
        return session;
    }

    @Override
    public void close() throws IOException {
        if (session != null) {
            session.close();
            session = null;
        }
    }
}
