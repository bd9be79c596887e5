package io.postern.proxy.session;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.postern.pgwire.ErrorResponse;
import io.postern.pgwire.Field;
import io.postern.pgwire.NoticeResponse;

/**
 * What is left of the server's errors and notices where they could tell of values or rows that the client must not see:
 * severity, SQLSTATE and a message, without detail, hint, context, position or names.
 *
 * <p>No SQLSTATE is safe by itself: while rows are looked at, a value can become part of any message. Classes 22, 23 and P0
 * quote values on purpose; but {@code email::regclass} fails as 42P01, {@code to_tsquery(email)} as 42601, {@code
 * name::regtype} as 42704, each naming the value, and PL/pgSQL raises what it likes under any code. So the server's own
 * words pass in two cases only. One is an error found while the client's text was read, before anything ran: it points into
 * that text (field P) and comes from no other (fields W, p and q are missing), as RAISE and the executor cannot make it; it
 * quotes the text itself and the names of objects. The other is a message out of a fixed list, which says no more than which
 * one it is. Everything else gets words of ours that follow from the SQLSTATE alone.
 */
final class SafeWords {

    private static final String WITHHELD = " (what the server says of it is withheld here)";

    /** Told apart by their words only. */
    private static final Set<String> FIXED = Set.of(
            "canceling statement due to user request",
            "canceling statement due to statement timeout",
            "canceling statement due to lock timeout",
            "current transaction is aborted, commands ignored until end of transaction block",
            "there is already a transaction in progress",
            "there is no transaction in progress",
            "deadlock detected");

    private static final Map<String, String> BY_STATE = Map.ofEntries(
            Map.entry("21000", "more than one row where one may be"),
            Map.entry("22001", "a value is too long"),
            Map.entry("22003", "a number is out of range"),
            Map.entry("22007", "not a date or time"),
            Map.entry("22008", "a date or time is out of range"),
            Map.entry("22012", "division by zero"),
            Map.entry("22P02", "a value cannot be read as its type"),
            Map.entry("23502", "a NOT NULL constraint is violated"),
            Map.entry("23503", "a foreign key constraint is violated"),
            Map.entry("23505", "a unique constraint is violated"),
            Map.entry("23514", "a CHECK constraint is violated"),
            Map.entry("23P01", "an exclusion constraint is violated"),
            Map.entry("25006", "the transaction is read-only"),
            Map.entry("40001", "the transaction could not be serialized: try again"),
            Map.entry("40P01", "deadlock detected"),
            Map.entry("42501", "permission denied"),
            Map.entry("53100", "the server's disk is full"),
            Map.entry("53200", "the server is out of memory"),
            Map.entry("55P03", "a lock is not available"),
            Map.entry("57014", "the statement was cancelled"));

    private static final Map<String, String> BY_CLASS = Map.ofEntries(
            Map.entry("0A", "a feature is not supported"),
            Map.entry("08", "the connection failed"),
            Map.entry("22", "a value is not valid"),
            Map.entry("23", "a constraint is violated"),
            Map.entry("25", "the state of the transaction does not allow it"),
            Map.entry("26", "no such prepared statement"),
            Map.entry("34", "no such cursor"),
            Map.entry("40", "the transaction was rolled back"),
            Map.entry("42", "the statement is not valid"),
            Map.entry("53", "the server lacks resources"),
            Map.entry("54", "a limit of the server is exceeded"),
            Map.entry("55", "an object is not in the state that it takes"),
            Map.entry("57", "the server ended it"),
            Map.entry("58", "the server's system failed"),
            Map.entry("XX", "the server failed"));

    private SafeWords() {}

    static ErrorResponse of(ErrorResponse error) {
        String words = isSaid(error.fields(), error.message()) ? error.message() : words(error.sqlState());
        return ErrorResponse.of(error.severity(), error.sqlState(), words, null, null);
    }

    /** Empty where nothing of it may be told: that there is a notice at all says something, unlike that of an error. */
    static Optional<NoticeResponse> of(NoticeResponse notice) {
        return isSaid(notice.fields(), notice.message())
                ? Optional.of(NoticeResponse.of(notice.severity(), notice.sqlState(), notice.message(), null, null))
                : Optional.empty();
    }

    private static boolean isSaid(List<Field> fields, String message) {
        return FIXED.contains(message)
                || (has(fields, 'P') && !has(fields, 'W') && !has(fields, 'p') && !has(fields, 'q'));
    }

    private static boolean has(List<Field> fields, char code) {
        return fields.stream().anyMatch(field -> field.code() == code);
    }

    private static String words(String sqlState) {
        String known = BY_STATE.get(sqlState);
        String words = known == null ? BY_CLASS.get(sqlState.substring(0, Math.min(2, sqlState.length()))) : known;
        return Objects.requireNonNullElse(words, "the statement failed") + WITHHELD;
    }
}
