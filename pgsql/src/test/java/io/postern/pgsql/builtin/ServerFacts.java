package io.postern.pgsql.builtin;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The resources as they have to be, made from a real server and the classification. */
final class ServerFacts {

    /** From here on object ids are given out while a cluster is made. */
    private static final int FIRST_VARYING = 12_000;

    /** From the weakest to the strongest: a name with overloads of several classes has the strongest. */
    private static final List<String> CLASSES =
            List.of("ordinary", "support", "session", "catalog", "pinning", "default");

    /** Their arguments name a type, whose own functions they run. */
    private static final Set<String> GENERIC_INPUT = Set.of(
            "array_in", "domain_in", "enum_in", "multirange_in", "range_in", "record_in", "anyarray_in", "shell_in");

    private static final String FUNCTIONS = """
            SELECT p.oid, p.proname,
                   (SELECT coalesce(string_agg(CASE WHEN e.oid IS NULL THEN t.typname ELSE e.typname || '[]' END, ',' ORDER BY a.place), '')
                      FROM unnest(p.proargtypes) WITH ORDINALITY a (type, place) JOIN pg_type t ON t.oid = a.type
                      LEFT JOIN pg_type e ON e.typarray = t.oid)
              FROM pg_proc p WHERE p.pronamespace = 'pg_catalog'::regnamespace ORDER BY p.oid""";

    private static final String OPERATORS = """
            SELECT o.oid, o.oprname, o.oprcode::oid, coalesce(l.typname, ''), r.typname
              FROM pg_operator o LEFT JOIN pg_type l ON l.oid = o.oprleft JOIN pg_type r ON r.oid = o.oprright
             WHERE o.oprnamespace = 'pg_catalog'::regnamespace ORDER BY o.oid""";

    private static final String TYPES = """
            SELECT t.typname, t.oid, t.typarray, t.typinput::oid, t.typoutput::oid, t.typinput::text
              FROM pg_type t
             WHERE t.typnamespace = 'pg_catalog'::regnamespace AND t.typtype <> 'c'
               AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
             ORDER BY t.typname""";

    private static final String CASTS = """
            SELECT c.castfunc, s.typname, t.typname
              FROM pg_cast c JOIN pg_type s ON s.oid = c.castsource JOIN pg_type t ON t.oid = c.casttarget
             WHERE c.castfunc <> 0 AND c.oid < 16384""";

    private static final String RELATIONS = """
            SELECT c.oid, n.nspname, c.relname, c.relkind::text, c.reltype,
                   (SELECT string_agg(a.attname, ',' ORDER BY a.attnum) FROM pg_attribute a
                     WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname IN ('pg_catalog', 'information_schema') AND c.relkind IN ('r', 'v')
             ORDER BY c.oid""";

    /** What the stored query of each view mentions: whether it is a relation, a function, an operator. */
    private static final String EXPANSIONS = """
            SELECT DISTINCT r.ev_class, m.found[1], m.found[2]::oid
              FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
             CROSS JOIN LATERAL regexp_matches(r.ev_action::text,
                 ':(relid|funcid|opfuncid|aggfnoid|winfnoid|opno|eqop|sortop) ([0-9]+)', 'g') m (found)
             WHERE c.relkind = 'v' AND r.rulename = '_RETURN' AND m.found[2] <> '0'""";

    private final Connection connection;
    private final Classification classification;
    private final Map<Long, String> functionNames = new HashMap<>();
    private final Map<Long, Long> operatorFunctions = new HashMap<>();

    ServerFacts(Connection connection, Classification classification) {
        this.connection = connection;
        this.classification = classification;
    }

    private interface Row {
        void take(ResultSet row) throws SQLException;
    }

    private void each(String sql, Row row) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                row.take(rows);
            }
        }
    }

    List<String> operators() throws SQLException {
        SortedMap<String, StringBuilder> lines = new TreeMap<>();
        each(OPERATORS, row -> {
            if (classification.names("operators").contains(row.getString(2))) {
                lines.computeIfAbsent(row.getString(2), name -> new StringBuilder(name))
                        .append(" %d:%d(%s,%s)"
                                .formatted(row.getLong(1), row.getLong(3), row.getString(4), row.getString(5)));
            }
        });
        return lines.values().stream().map(StringBuilder::toString).toList();
    }

    List<String> types() throws SQLException {
        List<String> lines = new ArrayList<>();
        each(
                TYPES,
                row -> lines.add("%s %s %d %d"
                        .formatted(
                                row.getString(1),
                                classification.typeClass(row.getString(1)),
                                row.getLong(2),
                                row.getLong(3))));
        for (String name : classification.names("types information_schema")) {
            lines.add("information_schema." + name + " safe 0 0");
        }
        lines.sort(null);
        return lines;
    }

    private record Overload(long oid, String signature, String safety) {}

    List<String> functions() throws SQLException {
        Map<Long, String> behind = supporting();
        SortedMap<String, List<Overload>> overloads = new TreeMap<>();
        each(FUNCTIONS, row -> {
            String name = row.getString(2);
            String arguments = "(" + row.getString(3) + ")";
            String safety = classification
                    .functionClass(name, name + arguments)
                    .orElseGet(() -> behind.getOrDefault(oid(row), ""));
            overloads
                    .computeIfAbsent(name, unused -> new ArrayList<>())
                    .add(new Overload(row.getLong(1), arguments, safety));
        });
        List<String> lines = new ArrayList<>();
        overloads.forEach((name, all) -> lines.add(line(name, all)));
        for (String name : classification.names("functions information_schema")) {
            lines.add("information_schema." + name + " pinning");
        }
        lines.sort(null);
        return lines;
    }

    private static long oid(ResultSet row) {
        try {
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String line(String name, List<Overload> overloads) {
        boolean unsafe =
                overloads.stream().anyMatch(overload -> overload.safety.isEmpty() || overload.safety.equals("default"));
        String common = unsafe
                ? "-"
                : overloads.stream()
                        .map(Overload::safety)
                        .max(Comparator.comparing(CLASSES::indexOf))
                        .orElseThrow();
        return name + " " + common
                + overloads.stream()
                        .filter(overload -> !overload.safety.isEmpty())
                        .map(overload -> " " + overload.oid + overload.signature
                                + (overload.safety.equals(common) ? "" : ":" + overload.safety))
                        .collect(Collectors.joining());
    }

    /** Functions behind safe operators, casts between safe types, input and output of safe types. */
    private Map<Long, String> supporting() throws SQLException {
        Map<Long, String> functions = new HashMap<>();
        each(OPERATORS, row -> {
            if (classification.names("operators").contains(row.getString(2))) {
                functions.put(row.getLong(3), "support");
            }
        });
        each(TYPES, row -> {
            if (classification.typeClass(row.getString(1)).equals("safe")) {
                if (!GENERIC_INPUT.contains(row.getString(6))) {
                    functions.put(row.getLong(4), "support");
                }
                functions.put(row.getLong(5), "support");
            }
        });
        each(CASTS, row -> {
            String source = classification.typeClass(row.getString(2));
            String target = classification.typeClass(row.getString(3));
            if (!source.equals("unsafe") && !target.equals("unsafe")) {
                functions.put(row.getLong(1), target.equals("pinning") ? "pinning" : "support");
            }
        });
        return functions;
    }

    private record Known(String name, char kind) {}

    List<String> relations() throws SQLException {
        each(
                "SELECT p.oid, p.proname, p.pronamespace::regnamespace::text FROM pg_proc p",
                row -> functionNames.put(row.getLong(1), row.getString(3) + "." + row.getString(2)));
        each(
                "SELECT o.oid, o.oprcode::oid FROM pg_operator o",
                row -> operatorFunctions.put(row.getLong(1), row.getLong(2)));
        Map<Long, Known> relations = new HashMap<>();
        each(
                RELATIONS,
                row -> relations.put(
                        row.getLong(1),
                        new Known(
                                row.getString(2) + "." + row.getString(3),
                                row.getString(4).charAt(0))));
        Map<Long, List<Mention>> expansions = new HashMap<>();
        each(
                EXPANSIONS,
                row -> expansions
                        .computeIfAbsent(row.getLong(1), unused -> new ArrayList<>())
                        .add(new Mention(row.getString(2), row.getLong(3))));
        List<String> lines = new ArrayList<>();
        each(RELATIONS, row -> {
            String safety = classification.relationClass(row.getString(2), row.getString(3));
            boolean table = row.getLong(1) < FIRST_VARYING;
            boolean shown = !safety.equals("unreadable");
            String line = "%s.%s %s %d %d %s"
                    .formatted(
                            row.getString(2),
                            row.getString(3),
                            safety,
                            table ? row.getLong(1) : 0,
                            table && shown ? row.getLong(5) : 0,
                            shown ? row.getString(6) : "-");
            boolean view = row.getString(4).equals("v");
            lines.add(shown && view ? line + closure(row.getLong(1), relations, expansions) : line);
        });
        lines.sort(null);
        return lines;
    }

    private record Mention(String what, long oid) {}

    private String closure(long view, Map<Long, Known> relations, Map<Long, List<Mention>> expansions) {
        TreeSet<Long> tables = new TreeSet<>();
        TreeSet<Long> functions = new TreeSet<>();
        TreeSet<String> views = new TreeSet<>();
        TreeSet<String> inSchema = new TreeSet<>();
        Set<Long> seen = new HashSet<>(Set.of(view));
        List<Long> open = new ArrayList<>(seen);
        while (!open.isEmpty()) {
            for (Mention mention : expansions.getOrDefault(open.remove(0), List.of())) {
                if (mention.what.equals("relid")) {
                    Known relation =
                            Optional.ofNullable(relations.get(mention.oid)).orElseThrow();
                    if (relation.kind == 'r' && mention.oid < FIRST_VARYING) {
                        tables.add(mention.oid);
                    } else if (seen.add(mention.oid)) {
                        views.add(relation.name);
                        open.add(mention.oid);
                    }
                } else {
                    long function = Set.of("opno", "eqop", "sortop").contains(mention.what)
                            ? operatorFunctions.getOrDefault(mention.oid, 0L)
                            : mention.oid;
                    if (function >= FIRST_VARYING) {
                        inSchema.add(functionNames.getOrDefault(function, "").replace("information_schema.", ""));
                    } else if (function != 0) {
                        functions.add(function);
                    }
                }
            }
        }
        return Arrays.asList(tables, functions, views, inSchema).stream()
                .map(set -> set.isEmpty()
                        ? " -"
                        : set.stream().map(Object::toString).collect(Collectors.joining(",", " ", "")))
                .collect(Collectors.joining());
    }

    /** Names of everything of one kind, to tell what the classification lists in vain. */
    Set<String> names(String sql) throws SQLException {
        Set<String> names = new HashSet<>();
        each(sql, row -> names.add(row.getString(1)));
        return names;
    }
}
