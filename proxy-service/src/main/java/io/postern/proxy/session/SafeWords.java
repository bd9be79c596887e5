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
 *
 * <p>The SQLSTATE itself is five characters that RAISE may choose. One that PostgreSQL's manual does not list (appendix
 * "PostgreSQL Error Codes") becomes that of its class.
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

    private static final Set<String> STATES = Set.of("""
            00000 01000 01003 01004 01006 01007 01008 0100C 01P01 02000 02001 03000 08000 08001 08003 08004 08006 08007
            08P01 09000 0A000 0B000 0F000 0F001 0L000 0LP01 0P000 0Z000 0Z002 20000 21000 22000 22001 22002 22003 22004
            22005 22007 22008 22009 2200B 2200C 2200D 2200F 2200G 2200H 2200L 2200M 2200N 2200S 2200T 22010 22011 22012
            22013 22014 22015 22016 22018 22019 2201B 2201E 2201F 2201G 2201W 2201X 22021 22022 22023 22024 22025 22026
            22027 2202E 2202G 2202H 22030 22031 22032 22033 22034 22035 22036 22037 22038 22039 2203A 2203B 2203C 2203D
            2203E 2203F 2203G 22P01 22P02 22P03 22P04 22P05 22P06 23000 23001 23502 23503 23505 23514 23P01 24000 25000
            25001 25002 25003 25004 25005 25006 25007 25008 25P01 25P02 25P03 25P04 26000 27000 28000 28P01 2B000 2BP01
            2D000 2F000 2F002 2F003 2F004 2F005 34000 38000 38001 38002 38003 38004 39000 39001 39004 39P01 39P02 39P03
            3B000 3B001 3D000 3F000 40000 40001 40002 40003 40P01 42000 42501 42601 42602 42611 42622 42701 42702 42703
            42704 42710 42712 42723 42725 42803 42804 42809 42830 42846 42883 428C9 42939 42P01 42P02 42P03 42P04 42P05
            42P06 42P07 42P08 42P09 42P10 42P11 42P12 42P13 42P14 42P15 42P16 42P17 42P18 42P19 42P20 42P21 42P22 44000
            53000 53100 53200 53300 53400 54000 54001 54011 54023 55000 55006 55P02 55P03 55P04 57000 57014 57P01 57P02
            57P03 57P04 57P05 58000 58030 58P01 58P02 58P03 72000 F0000 F0001 HV000 P0000 P0001 P0002 P0003 P0004 XX000
            XX001 XX002""".trim().split("\\s+"));

    private static final int CLASS_LENGTH = 2;

    private static final String OTHER = "XX000";

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
        String state = state(error.sqlState());
        String words = isSaid(error.fields(), error.message()) ? error.message() : words(state);
        return ErrorResponse.of(error.severity(), state, words, null, null);
    }

    /** Empty where nothing of it may be told: that there is a notice at all says something, unlike that of an error. */
    static Optional<NoticeResponse> of(NoticeResponse notice) {
        return isSaid(notice.fields(), notice.message())
                ? Optional.of(
                        NoticeResponse.of(notice.severity(), state(notice.sqlState()), notice.message(), null, null))
                : Optional.empty();
    }

    private static String state(String given) {
        if (STATES.contains(given)) {
            return given;
        }
        String general = given.length() < CLASS_LENGTH ? OTHER : given.substring(0, CLASS_LENGTH) + "000";
        return STATES.contains(general) ? general : OTHER;
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
        String words = known == null ? BY_CLASS.get(sqlState.substring(0, CLASS_LENGTH)) : known;
        return Objects.requireNonNullElse(words, "the statement failed") + WITHHELD;
    }
}
