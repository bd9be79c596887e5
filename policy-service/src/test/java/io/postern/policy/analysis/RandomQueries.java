package io.postern.policy.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Queries and changes over names.sql, in which few names stand for many things. Equal seeds give equal texts. */
final class RandomQueries {

    private static final List<String> TABLES = List.of(
            "t", "t", "u", "u", "w", "s.t", "s.u", "o.t", "o.z", "z", "v", "vv", "agg", "uni", "mv", "rec", "part",
            "child");
    private static final List<String> COLUMNS =
            List.of("a", "a", "b", "b", "c", "t", "u", "w", "x", "z", "n", "sum", "k", "p", "column1");
    private static final List<String> ALIASES = List.of("t", "u", "w", "a", "b", "x", "q", "r");
    private static final List<String> FUNCTIONS = List.of(
            "f(%s)", "abs(%s)", "coalesce(%s, 0)", "(%s + 1)", "- %s", "s.f(%s)", "o.f(%s)", "g(t)", "greatest(%s, 2)");

    private final Random random;
    private final List<String> ranges = new ArrayList<>();

    RandomQueries(long seed) {
        random = new Random(seed);
    }

    String next() {
        ranges.clear();
        return switch (random.nextInt(10)) {
            case 0 -> insert();
            case 1 -> update();
            case 2 -> delete();
            default -> query(2 + random.nextInt(2));
        };
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private boolean sometimes(int in) {
        return random.nextInt(in) == 0;
    }

    private String query(int depth) {
        StringBuilder sql = new StringBuilder();
        if (depth > 1 && sometimes(4)) {
            sql.append(with(depth - 1));
        }
        sql.append(select(depth));
        if (sometimes(6)) {
            sql.append(any(List.of(" UNION ", " UNION ALL ", " EXCEPT ", " INTERSECT ")))
                    .append(select(depth - 1));
        }
        if (sometimes(3)) {
            sql.append(" ORDER BY ").append(any(List.of("1", column(), any(COLUMNS), column() + " + 1")));
        }
        if (sometimes(8)) {
            sql.append(" LIMIT 3");
        }
        return sql.toString();
    }

    private String with(int depth) {
        StringBuilder sql = new StringBuilder("WITH ");
        boolean recursive = sometimes(3);
        sql.append(recursive ? "RECURSIVE " : "");
        for (int i = 0; i <= random.nextInt(2); i++) {
            String name = any(ALIASES);
            sql.append(i > 0 ? ", " : "").append(name);
            if (recursive && sometimes(2)) {
                sql.append("(a) AS (SELECT 1 UNION ALL SELECT ")
                        .append(name)
                        .append(".a + 1 FROM ")
                        .append(name)
                        .append(", ")
                        .append(any(TABLES))
                        .append(" AS y)");
            } else {
                sql.append(sometimes(3) ? "(a)" : "")
                        .append(" AS (")
                        .append(query(depth))
                        .append(")");
            }
            sql.append(sometimes(30) ? "" : " ");
        }
        return sql.toString();
    }

    private String select(int depth) {
        int mark = ranges.size();
        String from = sometimes(12) ? "" : " FROM " + from(depth);
        StringBuilder sql = new StringBuilder("SELECT ");
        sql.append(sometimes(10) ? "DISTINCT " : "");
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            sql.append(i > 0 ? ", " : "").append(target(depth));
        }
        sql.append(from);
        if (sometimes(2)) {
            sql.append(" WHERE ").append(condition(depth));
        }
        if (sometimes(12)) {
            sql.append(" GROUP BY ").append(any(List.of("1", any(COLUMNS), column())));
        }
        while (ranges.size() > mark) {
            ranges.remove(ranges.size() - 1);
        }
        return sql.toString();
    }

    private String target(int depth) {
        String text = switch (random.nextInt(10)) {
            case 0 -> "*";
            case 1 -> range() + ".*";
            case 2 -> range();
            case 3 -> depth > 0 ? "(" + query(depth - 1) + ")" : column();
            case 4 -> "(" + range() + ")." + any(COLUMNS);
            case 5 -> "count(" + any(List.of("*", column())) + ")";
            default -> expression(depth);
        };
        boolean star = text.endsWith("*");
        return !star && sometimes(3) ? text + " AS " + any(COLUMNS) : text;
    }

    private String expression(int depth) {
        return switch (random.nextInt(7)) {
            case 0 -> String.format(any(FUNCTIONS), column());
            case 1 -> "CASE WHEN " + condition(0) + " THEN " + column() + " ELSE " + column() + " END";
            case 2 -> column() + "::text";
            case 3 -> depth > 0 ? "ARRAY(" + query(depth - 1) + ")" : column();
            default -> column();
        };
    }

    private String column() {
        return sometimes(2) ? any(COLUMNS) : range() + "." + any(COLUMNS);
    }

    private String range() {
        return ranges.isEmpty() || sometimes(12) ? any(ALIASES) : any(ranges);
    }

    private String condition(int depth) {
        return switch (random.nextInt(7)) {
            case 0 -> depth > 0 ? "EXISTS (" + query(depth - 1) + ")" : column() + " IS NULL";
            case 1 -> depth > 0 ? column() + " IN (" + query(depth - 1) + ")" : column() + " > 1";
            case 2 -> column() + " BETWEEN 1 AND " + column();
            case 3 -> column() + " = " + column() + " AND " + column() + " <> 4";
            default -> column() + any(List.of(" = ", " < ", " >= ")) + any(List.of(column(), "5"));
        };
    }

    private String from(int depth) {
        StringBuilder sql = new StringBuilder(item(depth));
        for (int more = random.nextInt(3); more > 0; more--) {
            sql.append(
                    switch (random.nextInt(6)) {
                        case 0 -> ", " + item(depth);
                        case 1 -> " NATURAL " + any(List.of("", "LEFT ")) + "JOIN " + item(depth);
                        case 2 ->
                            any(List.of(" JOIN ", " LEFT JOIN ", " RIGHT JOIN ", " FULL JOIN ")) + item(depth)
                                    + " USING (" + any(List.of("a", "b", "a, b")) + ")"
                                    + (sometimes(4) ? " AS " + pushed(any(ALIASES)) : "");
                        case 3 -> " CROSS JOIN " + item(depth);
                        default -> any(List.of(" JOIN ", " LEFT JOIN ")) + item(depth) + " ON " + condition(depth - 1);
                    });
        }
        return sometimes(15) ? "(" + sql + ") AS " + pushed(any(ALIASES)) : sql.toString();
    }

    private String pushed(String name) {
        ranges.add(name);
        return name;
    }

    private String item(int depth) {
        int kind = random.nextInt(10);
        if (kind == 0 && depth > 0) {
            return (sometimes(2) ? "LATERAL (" : "(") + query(depth - 1) + ") AS " + alias();
        }
        if (kind == 1) {
            return any(List.of("(VALUES (1, 2), (3, 4)) AS ", "generate_series(1, 2) AS ", "pairs(1) AS ")) + alias();
        }
        if (kind == 2) {
            return "pairs(" + column() + ") AS " + alias();
        }
        String table = sometimes(5) ? any(ALIASES) : any(TABLES);
        if (sometimes(2)) {
            return table + " AS " + alias();
        }
        pushed(table.substring(table.indexOf('.') + 1));
        return table;
    }

    private String alias() {
        String name = pushed(any(ALIASES));
        return switch (random.nextInt(5)) {
            case 0 -> name + " (" + any(List.of("a", "b", "b, a", "x, a, b")) + ")";
            default -> name;
        };
    }

    private String insert() {
        String target = any(List.of("t", "u", "o.t", "part"));
        String sql = "INSERT INTO " + target + " (a) "
                + (sometimes(2) ? "SELECT " + column() + " FROM " + from(1) : "VALUES (1)");
        ranges.clear();
        pushed(target.substring(target.indexOf('.') + 1));
        return sql + (sometimes(2) ? " RETURNING " + target(1) : "");
    }

    private String update() {
        String target = any(List.of("t", "u", "o.t", "t AS a", "u AS x"));
        pushed(target.substring(Math.max(target.lastIndexOf(' '), target.indexOf('.')) + 1));
        String from = sometimes(2) ? " FROM " + from(1) : "";
        String set = any(List.of("a = " + column(), "(a) = (SELECT " + column() + ")", "a = 1"));
        return "UPDATE " + target + " SET " + set + from + (sometimes(3) ? "" : " WHERE " + condition(1))
                + (sometimes(2) ? " RETURNING " + target(1) : "");
    }

    private String delete() {
        String target = any(List.of("t", "u", "o.t", "t AS a", "ONLY t"));
        pushed(target.substring(Math.max(target.lastIndexOf(' '), target.indexOf('.')) + 1));
        String using = sometimes(2) ? " USING " + from(1) : "";
        return "DELETE FROM " + target + using + (sometimes(3) ? "" : " WHERE " + condition(1))
                + (sometimes(2) ? " RETURNING " + target(1) : "");
    }
}
