package io.postern.pgsql.builtin;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.postgresql.util.PSQLWarning;

/** What PostgreSQL's own analysis of a query holds once views are expanded. */
final class ServerAnalysis {

    private static final int FIRST_VARYING = 12_000;
    private static final Pattern MENTION = Pattern.compile(
            ":(relid|funcid|opfuncid|aggfnoid|winfnoid|opno|eqop|sortop|\\w*type|\\w*typeid|array_typeid) (\\d+)");

    private final Connection connection;
    private final Map<Long, Long> operatorFunctions = new HashMap<>();
    private final Map<Long, String> relations = new HashMap<>();
    private final Map<Long, String> functions = new HashMap<>();
    private final Map<Long, String> types = new HashMap<>();

    /** An object, with a name such as {@code pg_catalog.pg_class}. */
    record Mentioned(long oid, String name) {

        /** Whether its object id is the same on every server of a major version. */
        boolean fixed() {
            return oid < FIRST_VARYING;
        }
    }

    record Touched(List<String> columns, Set<Mentioned> relations, Set<Mentioned> functions, Set<Mentioned> types) {}

    private ServerAnalysis(Connection connection) {
        this.connection = connection;
    }

    static ServerAnalysis on(Connection connection) throws SQLException {
        ServerAnalysis analysis = new ServerAnalysis(connection);
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT oid, oprcode::oid FROM pg_operator")) {
                while (rows.next()) {
                    analysis.operatorFunctions.put(rows.getLong(1), rows.getLong(2));
                }
            }
            names(
                    statement,
                    "SELECT oid, relnamespace::regnamespace || '.' || relname FROM pg_class",
                    analysis.relations);
            names(
                    statement,
                    "SELECT oid, pronamespace::regnamespace || '.' || proname FROM pg_proc",
                    analysis.functions);
            names(
                    statement,
                    "SELECT t.oid, t.typnamespace::regnamespace || '.' || coalesce(e.typname, t.typname)"
                            + " FROM pg_type t LEFT JOIN pg_type e ON e.typarray = t.oid",
                    analysis.types);
            statement.execute("SET client_min_messages = log");
            statement.execute("SET debug_pretty_print = off");
            statement.execute("SET debug_print_rewritten = on");
        }
        return analysis;
    }

    private static void names(Statement statement, String sql, Map<Long, String> names) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                names.put(rows.getLong(1), rows.getString(2));
            }
        }
    }

    long oid(String schema, String name) {
        return relations.entrySet().stream()
                .filter(relation -> relation.getValue().equals(schema + "." + name))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    Touched of(String query) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query + " LIMIT 0")) {
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                columns.add(rows.getMetaData().getColumnName(i));
            }
            StringBuilder tree = new StringBuilder();
            for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
                tree.append(warning.getMessage()).append(detail(warning).orElse(""));
            }
            return touched(columns, tree);
        }
    }

    private static Optional<String> detail(SQLWarning warning) {
        return warning instanceof PSQLWarning own
                ? Optional.ofNullable(own.getServerErrorMessage())
                        .flatMap(message -> Optional.ofNullable(message.getDetail()))
                : Optional.empty();
    }

    private static Mentioned mentioned(long oid, Map<Long, String> names) {
        return new Mentioned(oid, Optional.ofNullable(names.get(oid)).orElseThrow());
    }

    private Touched touched(List<String> columns, CharSequence tree) {
        Set<Mentioned> foundRelations = new HashSet<>();
        Set<Mentioned> foundFunctions = new HashSet<>();
        Set<Mentioned> foundTypes = new HashSet<>();
        Matcher mentions = MENTION.matcher(tree);
        while (mentions.find()) {
            long oid = Long.parseLong(mentions.group(2));
            String what = mentions.group(1);
            if (oid == 0) {
                continue;
            }
            switch (what) {
                case "relid" -> foundRelations.add(mentioned(oid, relations));
                case "opno", "eqop", "sortop" -> {
                    foundFunctions.add(mentioned(operatorFunctions.getOrDefault(oid, 0L), functions));
                }
                case "funcid", "opfuncid", "aggfnoid", "winfnoid" -> foundFunctions.add(mentioned(oid, functions));
                default -> {
                    if (types.containsKey(oid)) {
                        foundTypes.add(mentioned(oid, types));
                    }
                }
            }
        }
        return new Touched(columns, foundRelations, foundFunctions, foundTypes);
    }
}
