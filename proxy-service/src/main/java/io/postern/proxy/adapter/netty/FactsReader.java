package io.postern.proxy.adapter.netty;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.postern.pgsql.builtin.Builtins;
import io.postern.pgwire.sql.SqlText;
import io.postern.proxy.adapter.netty.AnalysisConnection.Answer;
import io.postern.proxy.proof.ServerFacts;

/** Finds out, on a connection for analysis, what server it leads to. */
final class FactsReader {

    /** Names nothing that a search path could lead elsewhere. */
    private static final String QUESTION = """
            SELECT pg_catalog.current_setting('server_version_num'),
              pg_catalog.current_setting('log_min_messages'),
              pg_catalog.current_setting('debug_print_rewritten'),
              (SELECT pg_catalog.string_agg(pg_catalog.format('%s %s', oid, oprcode::pg_catalog.oid), ',')
                 FROM pg_catalog.pg_operator),
              (SELECT pg_catalog.string_agg(pg_catalog.format('%s %s.%s', c.oid, n.nspname, c.relname), ',')
                 FROM pg_catalog.pg_class AS c, pg_catalog.pg_namespace AS n
                WHERE n.oid OPERATOR(pg_catalog.=) c.relnamespace
                  AND c.oid OPERATOR(pg_catalog.<) 16384::pg_catalog.oid
                  AND n.nspname OPERATOR(pg_catalog.=) ANY (ARRAY['pg_catalog', 'information_schema']::pg_catalog.name[])
                  AND c.relkind::pg_catalog.text OPERATOR(pg_catalog.=)
                    ANY (ARRAY['r', 'v']::pg_catalog.text[]))
            """;

    /** With these the text of what is analysed does not reach the server's log. */
    private static final Set<String> QUIET = Set.of("fatal", "panic");

    private static final int COLUMNS = 5;
    private static final int VERSION_PER_MAJOR = 10_000;

    private FactsReader() {}

    /** @param quiet whether the server keeps the trees out of its own log */
    record Found(ServerFacts facts, boolean quiet) {}

    static SqlText question() {
        return SqlText.of(QUESTION.getBytes(StandardCharsets.UTF_8));
    }

    static Found read(Answer answer) throws LoginFailed {
        if (answer.error().isPresent()
                || answer.rows().size() != 1
                || answer.rows().get(0).size() != COLUMNS) {
            throw new LoginFailed("the database does not tell what it is");
        }
        List<String> row = answer.rows().get(0);
        if (!row.get(2).equals("on")) {
            throw new LoginFailed("the database does not let debug_print_rewritten be switched on");
        }
        try {
            int major = Integer.parseInt(row.get(0)) / VERSION_PER_MAJOR;
            if (major < Builtins.OLDEST_MAJOR || major > Builtins.NEWEST_MAJOR) {
                throw new LoginFailed("PostgreSQL " + major + " is not known to this gate");
            }
            Map<Long, Long> operators = new HashMap<>();
            pairs(row.get(3)).forEach((oid, function) -> operators.put(oid, Long.parseLong(function)));
            return new Found(new ServerFacts(major, operators, pairs(row.get(4))), QUIET.contains(row.get(1)));
        } catch (NumberFormatException e) {
            throw new LoginFailed("the database does not tell what it is");
        }
    }

    private static Map<Long, String> pairs(String text) throws LoginFailed {
        Map<Long, String> pairs = new HashMap<>();
        for (String pair : text.split(",", -1)) {
            String[] parts = pair.split(" ", -1);
            if (parts.length != 2) {
                throw new LoginFailed("the database does not tell what it is");
            }
            pairs.put(Long.parseLong(parts[0]), parts[1]);
        }
        return pairs;
    }
}
