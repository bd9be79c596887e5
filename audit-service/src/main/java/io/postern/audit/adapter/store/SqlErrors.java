package io.postern.audit.adapter.store;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;

import io.postern.audit.app.StoreUnavailable;

/** What a database error means for the caller. Source: PostgreSQL manual, appendix "PostgreSQL Error Codes". */
final class SqlErrors {

    /** Data exception, integrity constraint violation, program limit exceeded: the data, not the database, is at fault. */
    private static final Set<String> DATA_AT_FAULT = Set.of("22", "23", "54");

    /** Credentials, a missing database, rights: waiting does not help. */
    private static final Set<String> MISCONFIGURED = Set.of("28", "3D", "42", "0A");

    private SqlErrors() {}

    static boolean dataAtFault(SQLException e) {
        return DATA_AT_FAULT.contains(sqlClass(e));
    }

    static boolean misconfigured(SQLException e) {
        return MISCONFIGURED.contains(sqlClass(cause(e)));
    }

    static StoreUnavailable unavailable(SQLException e) {
        return new StoreUnavailable("the store does not answer: SQLSTATE " + sqlState(cause(e)), e);
    }

    static String sqlState(SQLException e) {
        return e.getSQLState() == null ? "none" : e.getSQLState().toUpperCase(Locale.ROOT);
    }

    /** The pool wraps what the driver says. */
    static SQLException cause(SQLException e) {
        return e.getCause() instanceof SQLException inner ? inner : e;
    }

    private static String sqlClass(SQLException e) {
        String state = sqlState(e);
        return state.length() < 2 ? "" : state.substring(0, 2);
    }
}
