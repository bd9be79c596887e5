package io.postern.deploy.e2e;

import java.sql.SQLException;
import java.util.List;

import io.postern.testkit.PostgresFixture;

/** A database that a gate serves beside the shop. */
interface ServedDatabase {

    String name();

    /** That the gate may log in as. */
    List<String> roles();

    default String password(String role) {
        return "password-of-" + role;
    }

    /** Makes it and its roles. */
    void create(PostgresFixture postgres) throws SQLException;
}
