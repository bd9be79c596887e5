package io.postern.proxy.session;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.postern.pgwire.StartupMessage;

/**
 * What a client asks for in its StartupMessage, once it is known to be harmless.
 *
 * @param settings run-time parameters that may go on to the server
 * @param longCancelKeys whether the client takes cancel keys of more than four bytes
 */
public record Startup(
        String user,
        String database,
        String applicationName,
        Map<String, String> settings,
        boolean encrypted,
        boolean longCancelKeys) {

    /** Their value changes how results look or when a statement gives up, never what it means. */
    private static final Set<String> PASSED_ON = Set.of(
            "application_name",
            "bytea_output",
            "client_min_messages",
            "datestyle",
            "extra_float_digits",
            "geqo",
            "idle_in_transaction_session_timeout",
            "intervalstyle",
            "jit",
            "lock_timeout",
            "statement_timeout",
            "timezone");

    /** SQL_ASCII asks for no conversion at all, which is what a client of a UTF8 server gets. */
    private static final Set<String> UTF8_NAMES = Set.of("utf8", "utf-8", "unicode", "sql_ascii");

    private static final int MAX_NAME_LENGTH = 255;

    /** The minor version of protocol 3 that brought cancel keys of more than four bytes. */
    private static final int LONG_CANCEL_KEYS = 2;

    public Startup {
        settings = Map.copyOf(settings);
    }

    /** Either a startup or the reason why there is none. */
    record Checked(Optional<Startup> startup, Optional<Refusal.Denial> denial) {}

    static Checked check(StartupMessage message, boolean encrypted) {
        Reading reading = new Reading();
        for (Map.Entry<String, String> parameter : message.parameters().entrySet()) {
            Optional<Refusal.Denial> denial = reading.parameter(parameter.getKey(), parameter.getValue());
            if (denial.isPresent()) {
                return new Checked(Optional.empty(), denial);
            }
        }
        String user = reading.user;
        if (user.isEmpty() || user.length() > MAX_NAME_LENGTH) {
            return refused(Refusal.IDENTITY_REJECTED, "no PostgreSQL user name specified in startup packet");
        }
        return new Checked(
                Optional.of(new Startup(
                        user,
                        reading.database.isEmpty() ? user : reading.database,
                        printable(reading.settings.getOrDefault("application_name", "")),
                        reading.settings,
                        encrypted,
                        message.minorVersion() >= LONG_CANCEL_KEYS)),
                Optional.empty());
    }

    /** Takes in one parameter after the other. */
    private static final class Reading {
        private final Map<String, String> settings = new LinkedHashMap<>();
        private final Set<String> names = new HashSet<>();
        private String user = "";
        private String database = "";

        /** Why the parameter is refused, if it is. */
        Optional<Refusal.Denial> parameter(String given, String value) {
            String name = given.toLowerCase(Locale.ROOT);
            return switch (name) {
                case "user" -> {
                    user = value;
                    yield once(name);
                }
                case "database" -> {
                    database = value;
                    yield once(name);
                }
                case "options" -> options(value);
                case "replication" ->
                    Optional.of(Refusal.UNSUPPORTED.denial("replication connections do not pass this gate"));
                // Protocol options are answered by NegotiateProtocolVersion.
                default -> name.startsWith("_pq_.") ? once(name) : setting(name, value);
            };
        }

        private Optional<Refusal.Denial> once(String name) {
            return names.add(name)
                    ? Optional.empty()
                    : Optional.of(Refusal.PROTOCOL_VIOLATION.denial("a startup parameter is there twice"));
        }

        private Optional<Refusal.Denial> options(String value) {
            Optional<List<Map.Entry<String, String>>> given = StartupOptions.settings(value);
            if (given.isEmpty()) {
                return Optional.of(Refusal.UNSUPPORTED.denial(
                        "of startup options only \"-c name=value\" and \"--name=value\" pass this gate"));
            }
            Optional<Refusal.Denial> denial = once("options");
            for (Map.Entry<String, String> setting : given.get()) {
                denial = denial.isPresent()
                        ? denial
                        : setting(setting.getKey().toLowerCase(Locale.ROOT), setting.getValue());
            }
            return denial;
        }

        private Optional<Refusal.Denial> setting(String name, String value) {
            Optional<Refusal.Denial> denial = once(name);
            if (denial.isPresent()) {
                return denial;
            }
            if (name.equals("client_encoding")) {
                String encoding = value.replace("'", "").toLowerCase(Locale.ROOT);
                return UTF8_NAMES.contains(encoding)
                        ? Optional.empty()
                        : Optional.of(
                                Refusal.UNSUPPORTED.denial("client_encoding must be UTF8 (set PGCLIENTENCODING=UTF8)"));
            }
            if (name.equals("standard_conforming_strings") && value.equalsIgnoreCase("on")) {
                return Optional.empty();
            }
            if (!PASSED_ON.contains(name)) {
                return Optional.of(Refusal.UNSUPPORTED.denial(
                        "startup parameter \"" + printable(name) + "\" does not pass this gate"));
            }
            settings.put(name, value);
            return Optional.empty();
        }
    }

    private static Checked refused(Refusal refusal, String message) {
        return new Checked(Optional.empty(), Optional.of(refusal.denial(message)));
    }

    /** As the server does with application_name: printable ASCII, 63 bytes. */
    private static String printable(String text) {
        String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
        return clean.length() > 63 ? clean.substring(0, 63) : clean;
    }
}
