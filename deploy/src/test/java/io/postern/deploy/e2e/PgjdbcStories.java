package io.postern.deploy.e2e;

import static io.postern.deploy.e2e.JdbcPlace.refusal;
import static io.postern.deploy.e2e.JdbcPlace.rows;
import static io.postern.deploy.e2e.JdbcPlace.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.BatchUpdateException;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/** What pgjdbc can do, as stories for {@link PgjdbcIT}. */
final class PgjdbcStories {

    private PgjdbcStories() {}

    static void statementsInEachQueryMode(
            JdbcPlace place, List<Object> says, String mode, String prepareThreshold, String protocolVersion)
            throws SQLException, IOException {
        try (Connection connection = place.connect(
                "preferQueryMode", mode, "prepareThreshold", prepareThreshold, "protocolVersion", protocolVersion)) {
            run(connection, "CREATE TABLE t (id serial PRIMARY KEY, v text UNIQUE)");
            says.add(allTypes(connection));
            says.add(generatedKeys(connection));
            says.add(severalStatements(connection));
            says.add(rows(connection, "SELECT v FROM t ORDER BY id"));
            says.add(refusal(() -> rows(connection, "SELECT * FROM missing")));
            says.add(refusal(() -> run(connection, "INSERT INTO t (v) VALUES ('one')")));
            says.add(refusal(() -> run(connection, "")));
            try (PreparedStatement divide = connection.prepareStatement("SELECT 10 / ?")) {
                for (int divisor : List.of(1, 2, 0, 5, 0, 10)) {
                    divide.setInt(1, divisor);
                    says.add(divisor == 0 ? refusal(divide::executeQuery) : rows(divide.executeQuery()));
                }
            }
            run(connection, "DISCARD ALL");
            says.add(rows(connection, "SELECT count(*) FROM t"));
        }
    }

    static void batches(JdbcPlace place, List<Object> says, String mode, String rewrite)
            throws SQLException, IOException {
        try (Connection connection =
                place.connect("preferQueryMode", mode, "reWriteBatchedInserts", rewrite, "prepareThreshold", "2")) {
            run(connection, "CREATE TABLE t (id serial PRIMARY KEY, n int UNIQUE, v text)");
            for (int round = 0; round < 4; round++) {
                says.add(insertBatch(connection, round * 1000, 60));
            }
            says.add(insertBatch(connection, 3990, 20));
            says.add(rows(connection, "SELECT count(*) FROM t"));
            connection.setAutoCommit(false);
            says.add(insertBatch(connection, 5000, 10));
            says.add(insertBatch(connection, 4000, 10));
            says.add(insertBatch(connection, 3050, 20));
            says.add(refusal(() -> rows(connection, "SELECT 1")));
            connection.rollback();
            connection.setAutoCommit(true);
            try (Statement mixed = connection.createStatement()) {
                mixed.addBatch("UPDATE t SET v = 'x' WHERE n < 10");
                mixed.addBatch("DELETE FROM t WHERE n < 5");
                mixed.addBatch("CREATE TABLE made AS SELECT 1 AS n");
                mixed.addBatch("DROP TABLE made");
                says.add(Arrays.toString(mixed.executeBatch()));
            }
            says.add(rows(connection, "SELECT count(*), max(n) FROM t"));
        }
    }

    static void cursors(JdbcPlace place, List<Object> says) throws SQLException, IOException {
        try (Connection connection = place.connect("prepareThreshold", "1")) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(7);
                says.add(rows(statement.executeQuery("SELECT g FROM generate_series(1, 50) g"))
                        .size());
                try (ResultSet left = statement.executeQuery("SELECT g FROM generate_series(1, 1000000) g")) {
                    left.next();
                    says.add(rows(connection, "SELECT 'another meanwhile'"));
                    left.next();
                    says.add(left.getInt(1));
                }
                says.add(refusal(
                        () -> rows(statement.executeQuery("SELECT 1 / (20 - g) FROM generate_series(1, 30) g"))));
                connection.rollback();
            }
            try (Statement scrolling =
                    connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
                ResultSet result = scrolling.executeQuery("SELECT g FROM generate_series(1, 20) g");
                says.add(result.absolute(-3) ? result.getInt(1) : "nothing");
            }
            run(connection, """
                    CREATE FUNCTION numbers() RETURNS refcursor LANGUAGE plpgsql AS $$
                    DECLARE c refcursor := 'numbers';
                    BEGIN OPEN c FOR SELECT g FROM generate_series(1, 30) g; RETURN c; END $$""");
            try (CallableStatement call = connection.prepareCall("{? = call numbers()}")) {
                call.registerOutParameter(1, Types.REF_CURSOR);
                call.execute();
                says.add(rows(call.getObject(1, ResultSet.class)).size());
            }
            connection.rollback();
            says.add(refusal(() -> rows(connection, "SELECT numbers()")));
            connection.rollback();
        }
    }

    static void copies(JdbcPlace place, List<Object> says) throws SQLException, IOException {
        try (Connection connection = place.connect()) {
            run(connection, "CREATE TABLE t (id int PRIMARY KEY, v text)");
            CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
            says.add(copies.copyIn("COPY t FROM STDIN (FORMAT csv)", new StringReader("1,one\n2,\"two\n2\"\n3,\n")));
            StringBuilder many = new StringBuilder();
            for (int id = 1000; id < 21000; id++) {
                many.append(id).append("\tcopied\n");
            }
            byte[] bytes = many.toString().getBytes(StandardCharsets.UTF_8);
            says.add(copies.copyIn("COPY t FROM STDIN", new ByteArrayInputStream(bytes)));
            StringWriter csv = new StringWriter();
            says.add(copies.copyOut("COPY (SELECT * FROM t WHERE id < 10 ORDER BY id) TO STDOUT (FORMAT csv)", csv));
            says.add(csv.toString());
            ByteArrayOutputStream binary = new ByteArrayOutputStream();
            says.add(copies.copyOut("COPY (SELECT * FROM t ORDER BY id) TO STDOUT (FORMAT binary)", binary));
            says.add(Arrays.hashCode(binary.toByteArray()));
            says.add(refusal(() -> copies.copyIn("COPY t FROM STDIN", new StringReader("4\tok\nseven\tx\n"))));
            says.add(refusal(() -> copies.copyIn("COPY t FROM STDIN", new StringReader("1\n" + many))));
            says.add(refusal(() -> copies.copyIn("COPY missing FROM STDIN", new StringReader("1\n"))));
            says.add(refusal(() -> copies.copyOut(
                    "COPY (SELECT 1 / (5000 - g) FROM generate_series(1, 6000) g) TO STDOUT", new StringWriter())));
            CopyIn givenUp = copies.copyIn("COPY t FROM STDIN");
            byte[] row = "5\tgiven up\n".getBytes(StandardCharsets.UTF_8);
            givenUp.writeToCopy(row, 0, row.length);
            givenUp.cancelCopy();
            says.add(rows(connection, "SELECT count(*) FROM t"));
        }
    }

    static void notificationsAndNotices(JdbcPlace place, List<Object> says) throws SQLException, IOException {
        try (Connection listener = place.connect();
                Connection other = place.connect()) {
            run(listener, "LISTEN news");
            run(other, "NOTIFY news, 'from another'", "SELECT pg_notify('news', 'again')", "NOTIFY unheard");
            run(listener, "NOTIFY news, 'from myself'");
            List<String> heard = new ArrayList<>();
            while (heard.size() < 3) {
                for (PGNotification notification :
                        listener.unwrap(PGConnection.class).getNotifications(10_000)) {
                    heard.add(notification.getName() + ": " + notification.getParameter());
                }
            }
            says.add(heard);
            try (Statement noisy = listener.createStatement()) {
                noisy.execute("DO $$ BEGIN RAISE NOTICE 'hello'; RAISE WARNING 'careful'; END $$");
                SQLWarning warning = noisy.getWarnings();
                says.add(warning.getMessage() + ", " + warning.getNextWarning().getMessage());
            }
        }
    }

    static void cancelsAndTimeouts(JdbcPlace place, List<Object> says) throws SQLException, IOException {
        try (Connection connection = place.connect();
                Statement statement = connection.createStatement()) {
            String pid = SqlCalls.one(connection, "SELECT pg_backend_pid()");
            CompletableFuture<String> outcome =
                    SqlCalls.async(() -> refused(() -> statement.execute("SELECT pg_sleep(100)")));
            awaitSleeping(place, pid);
            statement.cancel();
            says.add(outcome.join());
            statement.setQueryTimeout(1);
            says.add(refusal(() -> statement.execute("SELECT pg_sleep(100)")));
            statement.setQueryTimeout(0);
            run(connection, "SET statement_timeout = 2000");
            says.add(refusal(() -> statement.execute("SELECT pg_sleep(100)")));
            run(connection, "RESET statement_timeout");
            says.add(rows(connection, "SELECT 'alive'"));
        }
    }

    static void autosaveAndSavepoints(JdbcPlace place, List<Object> says, String autosave)
            throws SQLException, IOException {
        try (Connection connection = place.connect("autosave", autosave, "prepareThreshold", "1");
                Connection other = place.connect()) {
            run(connection, "CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1)");
            connection.setAutoCommit(false);
            run(connection, "INSERT INTO t VALUES (2)");
            says.add(refusal(() -> run(connection, "INSERT INTO t VALUES (1)")));
            says.add(refusal(() -> run(connection, "INSERT INTO t VALUES (3)")));
            says.add(refusal(connection::commit));
            connection.rollback();
            try (PreparedStatement all = connection.prepareStatement("SELECT * FROM t WHERE id = 1")) {
                says.add(rows(all.executeQuery()));
                connection.commit();
                run(other, "ALTER TABLE t ADD v text DEFAULT 'new'");
                says.add(refusal(() -> rows(all.executeQuery())));
            }
            connection.rollback();
            run(connection, "INSERT INTO t VALUES (4)");
            Savepoint savepoint = connection.setSavepoint("here");
            run(connection, "INSERT INTO t VALUES (5)");
            connection.rollback(savepoint);
            connection.releaseSavepoint(savepoint);
            connection.commit();
            says.add(rows(connection, "SELECT * FROM t ORDER BY id"));
        }
    }

    static void largeObjectsBySqlFunctions(JdbcPlace place, List<Object> says) throws SQLException, IOException {
        try (Connection connection = place.connect()) {
            String oid = SqlCalls.one(connection, "SELECT lo_from_bytea(0, '\\x00010203')");
            run(connection, "SELECT lo_put(" + oid + ", 4, '\\xff')");
            says.add(SqlCalls.one(connection, "SELECT lo_get(" + oid + ")::text"));
            says.add(SqlCalls.one(connection, "SELECT lo_unlink(" + oid + ")"));
            says.add(refusal(() -> rows(connection, "SELECT lo_get(4294967295)")));
        }
    }

    static void metadata(JdbcPlace place, List<Object> says) throws SQLException, IOException {
        try (Connection connection = place.connect()) {
            run(
                    connection,
                    "CREATE TABLE parent (id int PRIMARY KEY, name varchar(20) NOT NULL)",
                    "CREATE TABLE child (id serial, parent_id int REFERENCES parent, amount numeric(8, 2))",
                    "CREATE FUNCTION twice(x int) RETURNS int LANGUAGE sql AS 'SELECT x * 2'");
            DatabaseMetaData metadata = connection.getMetaData();
            says.add(metadata.getDatabaseProductVersion());
            says.add(metadata.getUserName());
            says.add(rows(metadata.getTables(null, "public", "%", new String[] {"TABLE"})));
            says.add(rows(metadata.getColumns(null, "public", "%", "%")));
            says.add(rows(metadata.getPrimaryKeys(null, "public", "parent")));
            says.add(rows(metadata.getImportedKeys(null, "public", "child")));
            says.add(rows(metadata.getIndexInfo(null, "public", "parent", false, true)));
            says.add(rows(metadata.getFunctionColumns(null, "public", "twice", "%"))
                    .toString()
                    .replaceAll("twice_[0-9]+", "twice_oid"));
            says.add(rows(metadata.getTypeInfo()));
            says.add(rows(metadata.getSchemas()));
            says.add(rows(metadata.getTablePrivileges(null, "public", "parent")));
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO child VALUES (?, ?, ?)")) {
                says.add(insert.getParameterMetaData().getParameterTypeName(3));
            }
        }
    }

    private static List<List<String>> allTypes(Connection connection) throws SQLException {
        List<List<String>> seen = new ArrayList<>();
        try (PreparedStatement all =
                connection.prepareStatement("SELECT ?::int2, ?::int4, ?::int8, ?::float8, ?::numeric,"
                        + " ?::text, ?::bytea, ?::uuid, ?::date, ?::int4[], ?::bool, ?::text, ?::jsonb")) {
            for (int execution = 0; execution < 7; execution++) {
                all.setShort(1, (short) execution);
                all.setInt(2, -execution);
                all.setLong(3, 1L << 40);
                all.setDouble(4, 0.1);
                all.setBigDecimal(5, new BigDecimal("12345678901234567890.5"));
                all.setString(6, "quote ' and \\ and \uD83D\uDC18");
                all.setBytes(7, new byte[] {0, 1, -1});
                all.setObject(8, UUID.fromString("5f0c1dd0-2f0a-4c5e-9d0b-3d7f1a8f1d11"));
                all.setObject(9, LocalDate.of(2024, 2, 29));
                Array array = connection.createArrayOf("int4", new Integer[] {1, null, 3});
                all.setArray(10, array);
                all.setBoolean(11, true);
                all.setNull(12, Types.VARCHAR);
                all.setObject(13, "{\"k\": 1}", Types.OTHER);
                seen.addAll(rows(all.executeQuery()));
            }
        }
        return seen;
    }

    private static List<Integer> generatedKeys(Connection connection) throws SQLException {
        List<Integer> keys = new ArrayList<>();
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO t (v) VALUES (?), (?)", Statement.RETURN_GENERATED_KEYS)) {
            insert.setString(1, "one");
            insert.setString(2, "two");
            insert.executeUpdate();
            try (ResultSet generated = insert.getGeneratedKeys()) {
                while (generated.next()) {
                    keys.add(generated.getInt("id"));
                }
            }
        }
        return keys;
    }

    private static List<Object> severalStatements(Connection connection) throws SQLException {
        List<Object> results = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            boolean isRows = statement.execute("SELECT 1; INSERT INTO t (v) VALUES ('three'); SELECT 2, 3; SELECT 4");
            while (isRows || statement.getUpdateCount() != -1) {
                results.add(isRows ? rows(statement.getResultSet()) : statement.getUpdateCount());
                isRows = statement.getMoreResults();
            }
        }
        return results;
    }

    /** Counts, number of keys, and the first that failed. */
    private static List<Object> insertBatch(Connection connection, int from, int count) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO t (n, v) VALUES (?, ?)", Statement.RETURN_GENERATED_KEYS)) {
            for (int n = from; n < from + count; n++) {
                insert.setInt(1, n);
                insert.setString(2, "v" + n);
                insert.addBatch();
            }
            return List.of(
                    Arrays.toString(insert.executeBatch()),
                    rows(insert.getGeneratedKeys()).size());
        } catch (BatchUpdateException e) {
            return List.of(Arrays.toString(e.getUpdateCounts()), e.getSQLState());
        }
    }

    private static String refused(JdbcPlace.ThrowingCall call) throws SQLException {
        try {
            return refusal(call);
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }

    private static void awaitSleeping(JdbcPlace place, String pid) throws SQLException {
        try (Connection watcher = place.connect()) {
            while (!SqlCalls.one(
                            watcher,
                            "SELECT count(*) FROM pg_stat_activity WHERE pid = " + pid
                                    + " AND state = 'active' AND query LIKE 'SELECT pg_sleep%'")
                    .equals("1")) {
                Thread.onSpinWait();
            }
        }
    }
}
