package io.postern.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Where a story over JDBC takes place: straight at PostgreSQL, or at the gate before it. */
interface JdbcPlace {

    /** @param properties of pgjdbc's, names and values in turn */
    Connection connect(String... properties) throws SQLException;

    /** Adds to {@code seen} what there is to see, values that compare with {@code equals}. */
    interface Story {
        void tell(JdbcPlace place, List<Object> seen) throws SQLException, IOException;
    }

    /** Tells it at both places, each time with an empty schema, where it has to look the same. */
    static List<Object> tellAtBoth(Gate gate, OwnedDatabase database, Story story) throws SQLException, IOException {
        List<Object> direct = new ArrayList<>();
        empty(gate, database);
        story.tell(
                properties -> DriverManager.getConnection(
                        gate.postgres().jdbcUrl(database.name()),
                        properties(
                                properties,
                                "user",
                                database.role(),
                                "password",
                                database.password(),
                                "sslmode",
                                "disable")),
                direct);
        List<Object> throughTheGate = new ArrayList<>();
        empty(gate, database);
        story.tell(properties -> gate.connect(database, properties(properties)), throughTheGate);
        assertThat(throughTheGate).isEqualTo(direct);
        return direct;
    }

    private static void empty(Gate gate, OwnedDatabase database) throws SQLException {
        try (Connection server = gate.postgres().connect(database.name())) {
            run(server, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public AUTHORIZATION " + database.role());
        }
    }

    private static Properties properties(String[] namesAndValues, String... more) {
        Properties properties = new Properties();
        for (String[] pairs : List.of(namesAndValues, more)) {
            for (int i = 0; i < pairs.length; i += 2) {
                properties.setProperty(pairs[i], pairs[i + 1]);
            }
        }
        return properties;
    }

    /** All rows, each a list of its columns as text. */
    static List<List<String>> rows(ResultSet result) throws SQLException {
        try (result) {
            int columns = result.getMetaData().getColumnCount();
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    row.add(
                            result.getObject(column) instanceof byte[] bytes
                                    ? HexFormat.of().formatHex(bytes)
                                    : String.valueOf(result.getString(column)));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    static List<List<String>> rows(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return rows(statement.executeQuery(query));
        }
    }

    static void run(Connection connection, String... commands) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }

    /** What came of it where it should fail: what the server says, or the driver. */
    static String refusal(ThrowingCall call) throws IOException {
        try {
            call.run();
            return "no error";
        } catch (SQLException e) {
            ServerErrorMessage said = e instanceof PSQLException fromServer ? fromServer.getServerErrorMessage() : null;
            return e.getSQLState() + " " + (said == null ? e.getMessage() : said.getMessage());
        }
    }

    /** What may fail. */
    interface ThrowingCall {
        void run() throws SQLException, IOException;
    }
}
