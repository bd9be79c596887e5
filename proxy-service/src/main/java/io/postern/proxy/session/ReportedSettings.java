package io.postern.proxy.session;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import io.postern.pgwire.ParameterStatus;

/**
 * The session's settings, as far as the server reports them and anything here rests on them: the lexer on how strings are
 * read, decisions on search path and role, and what a person approves on how dates and times are read. Savepoints and SET
 * LOCAL need no care of their own: the server reports a setting whenever it changes, also back. Confined to its session's
 * thread.
 */
final class ReportedSettings {

    /** They change how constants and parameters are read. */
    private static final Set<String> OF_VALUES = Set.of("DateStyle", "IntervalStyle", "TimeZone");

    /** They name the role in the database, which is none of the client's business. */
    private static final Set<String> OF_THE_ROLE = Set.of("session_authorization", "is_superuser");

    private final SortedMap<String, String> ofValues = new TreeMap<>();
    private final Map<String, String> ofTheRole = new HashMap<>();

    /**
     * @param atStart as the server reported them to the new session
     */
    ReportedSettings(Map<String, String> atStart) {
        atStart.forEach(this::learn);
    }

    /** How constants and parameters are read. */
    SortedMap<String, String> ofValues() {
        return ofValues;
    }

    /**
     * @param wide whether the session may change what it likes
     * @return whether the client may know
     * @throws UnexpectedAnswer where something else may not hold any more
     */
    boolean on(ParameterStatus parameter, boolean wide) throws UnexpectedAnswer {
        String name = parameter.name();
        if (name.equals("client_encoding")) {
            require(parameter, "UTF8");
        } else if (name.equals("standard_conforming_strings")) {
            require(parameter, "on");
        } else if (name.equals("search_path") && !wide) {
            // Reported from version 18 on, and after the start only where it changes.
            throw changed(parameter);
        } else if (OF_THE_ROLE.contains(name) && !wide) {
            String before = ofTheRole.putIfAbsent(name, parameter.value());
            if (before != null && !before.equals(parameter.value())) {
                throw changed(parameter);
            }
            return false;
        } else {
            learn(name, parameter.value());
        }
        return true;
    }

    private void learn(String name, String value) {
        if (OF_VALUES.contains(name)) {
            ofValues.put(name, value);
        } else if (OF_THE_ROLE.contains(name)) {
            ofTheRole.put(name, value);
        }
    }

    private static void require(ParameterStatus parameter, String value) throws UnexpectedAnswer {
        if (!parameter.value().toLowerCase(Locale.ROOT).equals(value.toLowerCase(Locale.ROOT))) {
            throw changed(parameter);
        }
    }

    private static UnexpectedAnswer changed(ParameterStatus parameter) {
        return new UnexpectedAnswer(
                Refusal.SESSION_ENDED, "the session changed " + parameter.name() + ", which this gate relies on");
    }
}
