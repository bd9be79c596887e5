package io.postern.deploy.e2e;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.postern.pgwire.AuthenticationCleartextPassword;
import io.postern.pgwire.AuthenticationOk;
import io.postern.pgwire.BackendKeyData;
import io.postern.pgwire.BackendMessage;
import io.postern.pgwire.BackendType;
import io.postern.pgwire.ParameterStatus;
import io.postern.pgwire.PasswordMessage;
import io.postern.pgwire.ReadyForQuery;
import io.postern.pgwire.StartupMessage;
import io.postern.testkit.PostgresFixture;

/** A way to one and the same database. */
interface WireDoor {

    /** The port that CancelRequests go to. */
    int port();

    LoggedIn open(String applicationName) throws IOException;

    /**
     * A session that is ready for its first query.
     *
     * @param parameters as the server reported them; in which order it does so means nothing
     */
    record LoggedIn(RawClient client, BackendKeyData key, SortedMap<String, String> parameters) {

        static LoggedIn greeted(RawClient client) throws IOException {
            SortedMap<String, String> parameters = new TreeMap<>();
            BackendKeyData key = null;
            for (BackendMessage message : client.readUntil(BackendType.READY_FOR_QUERY)) {
                if (message instanceof ParameterStatus parameter) {
                    parameters.put(parameter.name(), parameter.value());
                } else if (message instanceof BackendKeyData data) {
                    key = data;
                } else if (!(message instanceof AuthenticationOk || message instanceof ReadyForQuery)) {
                    throw new IOException("not a greeting: " + message);
                }
            }
            if (key == null) {
                throw new IOException("no BackendKeyData");
            }
            return new LoggedIn(client, key, parameters);
        }
    }

    /** Straight to PostgreSQL, with the settings that the gate pins. */
    static WireDoor direct(PostgresFixture postgres, OwnedDatabase database) {
        return new WireDoor() {
            @Override
            public int port() {
                return postgres.port();
            }

            @Override
            public LoggedIn open(String applicationName) throws IOException {
                RawClient client = new RawClient(port());
                Map<String, String> parameters = parameters(database, applicationName);
                parameters.put("search_path", "public");
                client.send(new StartupMessage(3, 0, parameters)::encode);
                new ScramLogin(database.password()).run(client);
                return LoggedIn.greeted(client);
            }
        };
    }

    static WireDoor through(Gate gate, OwnedDatabase database) {
        return new WireDoor() {
            @Override
            public int port() {
                return gate.port();
            }

            @Override
            public LoggedIn open(String applicationName) throws IOException {
                RawClient client = new RawClient(port());
                client.send(new StartupMessage(3, 0, parameters(database, applicationName))::encode);
                BackendMessage asked = client.read();
                if (!(asked instanceof AuthenticationCleartextPassword)) {
                    throw new IOException("the gate did not ask for a token: " + asked);
                }
                client.send(new PasswordMessage(gate.issuer().token(database.role(), Gate.OWNERS)));
                return LoggedIn.greeted(client);
            }
        };
    }

    private static Map<String, String> parameters(OwnedDatabase database, String applicationName) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("user", database.role());
        parameters.put("database", database.name());
        parameters.put("application_name", applicationName);
        parameters.put("client_encoding", "UTF8");
        return parameters;
    }
}
