package io.postern.deploy.e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import io.postern.pgwire.Bind;
import io.postern.pgwire.BindValue;
import io.postern.pgwire.Close;
import io.postern.pgwire.Describe;
import io.postern.pgwire.Execute;
import io.postern.pgwire.Format;
import io.postern.pgwire.FrontendMessage;
import io.postern.pgwire.Parse;
import io.postern.pgwire.Sync;
import io.postern.pgwire.Target;
import io.postern.pgwire.sql.SqlText;

/** How the last step of a case is sent; the steps before it go as simple queries. */
enum MarketForm {
    SIMPLE {
        @Override
        void send(Conversation client, String sql, List<List<String>> parameters) throws IOException {
            client.query(sql);
        }
    },
    /** Parsed, described, bound and executed with the unnamed statement, results as text. */
    UNNAMED {
        @Override
        void send(Conversation client, String sql, List<List<String>> parameters) throws IOException {
            for (List<String> values : parameters) {
                client.exchange(
                        parse("", sql),
                        new Describe(Target.STATEMENT, ""),
                        bind("", "", values, Format.TEXT),
                        new Execute("", 0),
                        new Sync());
            }
        }
    },
    /** As a named statement that is executed again, with other parameters where it has any. */
    NAMED {
        @Override
        void send(Conversation client, String sql, List<List<String>> parameters) throws IOException {
            client.exchange(parse("again", sql), new Describe(Target.STATEMENT, "again"), new Sync());
            for (List<String> values : twice(parameters)) {
                client.exchange(bind("", "again", values, Format.TEXT), new Execute("", 0), new Sync());
            }
            client.exchange(new Close(Target.STATEMENT, "again"), new Sync());
        }
    },
    BINARY {
        @Override
        void send(Conversation client, String sql, List<List<String>> parameters) throws IOException {
            for (List<String> values : parameters) {
                client.exchange(
                        parse("", sql),
                        bind("", "", values, Format.BINARY),
                        new Describe(Target.PORTAL, ""),
                        new Execute("", 0),
                        new Sync());
            }
        }
    },
    /** Through a cursor, in two pieces. */
    CURSOR {
        @Override
        void send(Conversation client, String sql, List<List<String>> parameters) throws IOException {
            client.query("BEGIN");
            client.query("DECLARE reading CURSOR FOR " + sql);
            client.query("FETCH 3 FROM reading");
            client.query("FETCH ALL FROM reading");
            client.query("ROLLBACK");
        }
    },
    /** By SQL's PREPARE and EXECUTE. */
    PREPARED {
        @Override
        void send(Conversation client, String sql, List<List<String>> parameters) throws IOException {
            client.query("PREPARE ready AS " + sql);
            for (List<String> values : twice(parameters)) {
                String list = values.stream()
                        .map(value -> "'" + value.replace("'", "''") + "'")
                        .collect(java.util.stream.Collectors.joining(", "));
                client.query(values.isEmpty() ? "EXECUTE ready" : "EXECUTE ready (" + list + ")");
            }
            client.query("DEALLOCATE ALL");
        }
    },
    /** Between others, before one Sync. */
    PIPELINED {
        @Override
        void send(Conversation client, String sql, List<List<String>> parameters) throws IOException {
            List<FrontendMessage> messages = new ArrayList<>();
            executed(messages, "SELECT 1", List.of());
            for (List<String> values : parameters) {
                executed(messages, sql, values);
            }
            executed(messages, "SELECT 2", List.of());
            messages.add(new Sync());
            client.exchange(messages.toArray(FrontendMessage[]::new));
        }
    },
    /** In a transaction, before and after going back to a savepoint. */
    SAVEPOINT {
        @Override
        void send(Conversation client, String sql, List<List<String>> parameters) throws IOException {
            client.query("BEGIN");
            client.query("SAVEPOINT earlier");
            client.query(sql);
            client.query("ROLLBACK TO SAVEPOINT earlier");
            client.query(sql);
            client.query("ROLLBACK");
        }
    };

    private static final Pattern COMMENT = Pattern.compile("\\A(\\s|\\(|--[^\\n]*\\n|/\\*.*?\\*/)+", Pattern.DOTALL);
    private static final Set<String> QUERIES = Set.of("SELECT", "VALUES", "TABLE", "WITH");
    private static final Set<String> CHANGES = Set.of("INSERT", "UPDATE", "DELETE", "MERGE");

    /** One client's messages and everything that comes back. */
    interface Conversation {
        void query(String sql) throws IOException;

        /** Up to ReadyForQuery. */
        void exchange(FrontendMessage... messages) throws IOException;
    }

    abstract void send(Conversation client, String sql, List<List<String>> parameters) throws IOException;

    /** Those that make sense for the case. */
    static Set<MarketForm> suitable(MarketCase sent) {
        Set<MarketForm> forms = EnumSet.of(SIMPLE, UNNAMED, BINARY, NAMED);
        if (sent.last().isEmpty()) {
            return forms;
        }
        String first = firstWord(sent.last());
        boolean query = QUERIES.contains(first);
        if (sent.steps().size() == 1) {
            forms.add(PIPELINED);
            forms.add(SAVEPOINT);
            if (query && !sent.writes()) {
                forms.add(CURSOR);
            }
        }
        if (query || CHANGES.contains(first)) {
            forms.add(PREPARED);
        }
        boolean hasParameters = !sent.parameters().get(0).isEmpty();
        if (hasParameters) {
            forms.removeAll(Set.of(SIMPLE, CURSOR, SAVEPOINT));
        }
        return forms;
    }

    private static String firstWord(String sql) {
        return COMMENT.matcher(sql).replaceFirst("").split("\\W", 2)[0].toUpperCase(Locale.ROOT);
    }

    private static List<List<String>> twice(List<List<String>> parameters) {
        return parameters.size() > 1 ? parameters : List.of(parameters.get(0), parameters.get(0));
    }

    private static void executed(List<FrontendMessage> messages, String sql, List<String> values) {
        messages.add(parse("", sql));
        messages.add(bind("", "", values, Format.TEXT));
        messages.add(new Describe(Target.PORTAL, ""));
        messages.add(new Execute("", 0));
    }

    private static Parse parse(String name, String sql) {
        return new Parse(name, SqlText.of(sql), List.of());
    }

    private static Bind bind(String portal, String statement, List<String> values, Format results) {
        return new Bind(
                portal,
                statement,
                List.of(),
                values.stream()
                        .map(value -> value.equals("NULL") ? BindValue.NULL : BindValue.text(value))
                        .toList(),
                List.of(results));
    }
}
