package io.postern.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;

/** A process of its own that starts a database, prints its port and then holds it until it is killed. */
final class DatabaseHolder {

    private DatabaseHolder() {}

    public static void main(String[] args) throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(args[0]), 0, args[1]);
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl("postgres"), database.superuser(), args[1]);
                Statement statement = connection.createStatement()) {
            statement.execute("create table notes(text text)");
            statement.execute("insert into notes values ('kept')");
        }
        System.out.println(database.port());
        new CountDownLatch(1).await();
    }
}
