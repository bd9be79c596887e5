package io.postern.proxy.session;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.postern.pgwire.StartupMessage;

/**
 * What a client asks for in its StartupMessage, once it is known to be harmless.
 *
 * @param settings run-time parameters that may go on to the server
 */
public record Startup(
        String user, String database, String applicationName, Map<String, String> settings, boolean encrypted) {

    private static final Set<String> PASSED_ON =
            Set.of("application_name", "datestyle", "timezone", "intervalstyle", "extra_float_digits");

    /** SQL_ASCII asks for no conversion at all, which is what a client of a UTF8 server gets. */
    private static final Set<String> UTF8_NAMES = Set.of("utf8", "utf-8", "unicode", "sql_ascii");

    private static final int MAX_NAME_LENGTH = 255;

    public Startup {
        settings = Map.copyOf(settings);
    }

    /** Either a startup or the reason why there is none. */
    record Checked(Optional<Startup> startup, Optional<Refusal.Denial> denial) {}

    static Checked check(StartupMessage message, boolean encrypted) {
        String user = null;
        String database = null;
        Map<String, String> settings = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        for (Map.Entry<String, String> parameter : message.parameters().entrySet()) {
            String name = parameter.getKey().toLowerCase(Locale.ROOT);
            String value = parameter.getValue();
            if (!names.add(name)) {
                return refused(Refusal.PROTOCOL_VIOLATION, "a startup parameter is there twice");
            }
            if (name.equals("user")) {
                user = value;
            } else if (name.equals("database")) {
                database = value;
            } else if (name.equals("client_encoding")) {
                String encoding = value.replace("'", "").toLowerCase(Locale.ROOT);
                if (!UTF8_NAMES.contains(encoding)) {
                    return refused(Refusal.UNSUPPORTED, "client_encoding must be UTF8 (set PGCLIENTENCODING=UTF8)");
                }
            } else if (name.equals("replication")) {
                return refused(Refusal.UNSUPPORTED, "replication connections do not pass this gate");
            } else if (PASSED_ON.contains(name)) {
                settings.put(name, value);
            } else if (!isWithoutEffect(name, value)) {
                return refused(
                        Refusal.UNSUPPORTED, "startup parameter \"" + printable(name) + "\" does not pass this gate");
            }
        }
        if (user == null || user.isEmpty() || user.length() > MAX_NAME_LENGTH) {
            return refused(Refusal.IDENTITY_REJECTED, "no PostgreSQL user name specified in startup packet");
        }
        if (database == null || database.isEmpty()) {
            database = user;
        }
        String applicationName = printable(settings.getOrDefault("application_name", ""));
        return new Checked(
                Optional.of(new Startup(user, database, applicationName, settings, encrypted)), Optional.empty());
    }

    /** Empty options, and protocol options, which are answered by NegotiateProtocolVersion. */
    private static boolean isWithoutEffect(String name, String value) {
        return (name.equals("options") && value.isBlank()) || name.startsWith("_pq_.");
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
