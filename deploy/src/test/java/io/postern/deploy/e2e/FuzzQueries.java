package io.postern.deploy.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random queries over the market, most of which PostgreSQL accepts. */
final class FuzzQueries {

    private static final FuzzSource NOTHING = new FuzzSource("", List.of(), List.of());

    private final FuzzChoice choice;
    private final FuzzExpressions expressions;
    private final FuzzSources sources;

    FuzzQueries(FuzzChoice choice) {
        this.choice = choice;
        expressions = new FuzzExpressions(choice, this);
        sources = new FuzzSources(choice, this, expressions);
    }

    /**
     * @param columns by their names
     */
    record Query(String sql, List<FuzzColumn> columns) {}

    FuzzExpressions expressions() {
        return expressions;
    }

    FuzzSources sources() {
        return sources;
    }

    /** With an order and mostly a limit, as it comes from a client. */
    String whole() {
        Query query = query(NOTHING, 3);
        int count = query.columns().size();
        if (choice.in(8) == 0) {
            choice.unsteady();
            return query.sql() + " LIMIT " + (1 + choice.in(30)) + choice.of("", "", " FOR SHARE", " FOR UPDATE");
        }
        boolean sorts =
                query.columns().stream().allMatch(column -> column.type().sorts());
        String order = sorts
                ? " ORDER BY "
                        + IntStream.rangeClosed(1, count)
                                .mapToObj(i -> i + choice.of("", "", " DESC", " NULLS FIRST"))
                                .collect(Collectors.joining(", "))
                : "";
        if (!sorts) {
            choice.unsteady();
        }
        return query.sql()
                + order
                + choice.of(" LIMIT 40", " OFFSET 2 LIMIT 30", " FETCH FIRST 25 ROWS ONLY", " LIMIT 100");
    }

    /** Without ORDER BY and LIMIT, so that it can stand within others. */
    Query query(FuzzSource outer, int depth) {
        return switch (choice.in(depth > 0 ? 13 : 3)) {
            case 0, 1, 2 -> plain("SELECT ", outer, depth);
            case 3, 4 -> grouped(outer, depth);
            case 5 -> windowed(outer, depth);
            case 6 -> distinct(outer, depth);
            case 7, 8 -> combined(outer, depth);
            case 9, 10 -> withTables(outer, depth);
            case 11 -> recursive(outer, depth);
            default -> table();
        };
    }

    /** One row, one column. */
    String scalar(FuzzColumn.Type type, FuzzSource outer, int depth) {
        FuzzSource from = sources.from(outer, depth - 1);
        FuzzSource both = from.within(outer);
        if (choice.in(3) > 0) {
            FuzzColumn aggregate = expressions.aggregate(both);
            return "SELECT " + cast(aggregate, type) + " FROM " + from.sql() + where(both, depth);
        }
        choice.unsteady();
        return "SELECT " + expressions.value(type, both, depth) + " FROM " + from.sql() + where(both, depth)
                + " ORDER BY 1 LIMIT 1";
    }

    private static String cast(FuzzColumn column, FuzzColumn.Type type) {
        return column.type() == type ? column.sql() : "(" + column.sql() + ")::text::" + type.sql();
    }

    /** Rows of one column. */
    String scalars(FuzzColumn.Type type, FuzzSource outer, int depth) {
        FuzzSource from = sources.from(outer, Math.max(0, depth - 1));
        FuzzSource both = from.within(outer);
        return "SELECT " + expressions.value(type, both, depth) + " FROM " + from.sql() + where(both, depth);
    }

    /** For EXISTS and the like. */
    String below(FuzzSource outer, int depth) {
        return query(outer, Math.max(0, Math.min(depth, 1))).sql();
    }

    String where(FuzzSource from, int depth) {
        return choice.in(3) == 0 ? "" : " WHERE " + expressions.truth(from, Math.max(1, depth));
    }

    private List<FuzzColumn> some(FuzzSource from, int depth) {
        List<FuzzColumn> chosen = new ArrayList<>();
        int count = 1 + choice.in(4);
        for (int i = 0; i < count; i++) {
            FuzzColumn.Type type = expressions.type();
            chosen.add(
                    choice.in(8) == 0
                            ? new FuzzColumn(expressions.row(from), FuzzColumn.Type.TEXT)
                            : new FuzzColumn(expressions.value(type, from, depth), type));
        }
        return chosen;
    }

    private Query selected(String verb, List<FuzzColumn> values, String rest) {
        List<FuzzColumn> outputs = new ArrayList<>();
        List<String> items = new ArrayList<>();
        for (FuzzColumn value : values) {
            String name = choice.name("k");
            outputs.add(new FuzzColumn(name, value.type()));
            items.add(value.sql() + choice.of(" AS ", " AS ", " ") + name);
        }
        return new Query(verb + String.join(", ", items) + rest, outputs);
    }

    private Query plain(String verb, FuzzSource outer, int depth) {
        FuzzSource from = sources.from(outer, depth);
        FuzzSource both = from.within(outer);
        if (choice.in(7) == 0) {
            String star = from.rows().isEmpty() || choice.in(2) == 0 ? "*" : choice.of(from.rows()) + ".*";
            choice.unsteady();
            return new Query(
                    verb + star + " FROM " + from.sql() + where(both, depth),
                    List.of(new FuzzColumn("id", FuzzColumn.Type.INTEGER)));
        }
        return selected(verb, some(both, Math.min(depth, 2)), " FROM " + from.sql() + where(both, depth));
    }

    private Query distinct(FuzzSource outer, int depth) {
        if (choice.in(2) == 0) {
            return plain("SELECT DISTINCT ", outer, depth);
        }
        choice.unsteady();
        FuzzSource from = sources.from(outer, depth);
        FuzzSource both = from.within(outer);
        String key = expressions.value(FuzzColumn.Type.TEXT, both, 1);
        Query query = selected(
                "SELECT DISTINCT ON (" + key + ") ",
                some(both, 1),
                " FROM " + from.sql() + where(both, depth) + " ORDER BY " + key);
        return new Query("SELECT * FROM (" + query.sql() + ") AS " + choice.name("d"), query.columns());
    }

    private Query grouped(FuzzSource outer, int depth) {
        FuzzSource from = sources.from(outer, depth);
        FuzzSource both = from.within(outer);
        FuzzColumn key = choice.of(some(from.columns().isEmpty() ? both : from, 1));
        List<FuzzColumn> values = new ArrayList<>(List.of(key));
        int count = 1 + choice.in(3);
        for (int i = 0; i < count; i++) {
            values.add(expressions.aggregate(both));
        }
        String having = choice.in(3) == 0
                ? " HAVING " + choice.of("count(*) > 1", "max(1) = 1", "bool_or(" + expressions.truth(both, 1) + ")")
                : "";
        String by = choice.of(
                " GROUP BY 1",
                " GROUP BY 1",
                " GROUP BY " + key.sql(),
                " GROUP BY ROLLUP (1)",
                " GROUP BY CUBE (" + key.sql() + ")",
                " GROUP BY GROUPING SETS ((" + key.sql() + "), ())",
                " GROUP BY DISTINCT ROLLUP (" + key.sql() + "), CUBE (" + key.sql() + ")");
        return selected("SELECT ", values, " FROM " + from.sql() + where(both, depth) + by + having);
    }

    private Query windowed(FuzzSource outer, int depth) {
        FuzzSource from = sources.from(outer, depth);
        FuzzSource both = from.within(outer);
        List<FuzzColumn> values = new ArrayList<>(some(both, 1));
        values.add(expressions.window(both));
        return selected("SELECT ", values, " FROM " + from.sql() + where(both, depth));
    }

    private Query combined(FuzzSource outer, int depth) {
        List<FuzzColumn.Type> types = new ArrayList<>();
        int count = 1 + choice.in(2);
        for (int i = 0; i < count; i++) {
            types.add(expressions.type());
        }
        Query left = ofTypes(types, outer, depth - 1);
        Query right = ofTypes(types, outer, depth - 1);
        String operator = choice.of("UNION", "UNION ALL", "INTERSECT", "EXCEPT", "EXCEPT ALL", "INTERSECT ALL");
        String sql = choice.in(2) == 0
                ? "(" + left.sql() + ") " + operator + " (" + right.sql() + ")"
                : left.sql() + " " + operator + " " + right.sql();
        return new Query("SELECT * FROM (" + sql + ") AS " + choice.name("u"), left.columns());
    }

    private Query ofTypes(List<FuzzColumn.Type> types, FuzzSource outer, int depth) {
        FuzzSource from = sources.from(outer, Math.max(0, depth - 1));
        FuzzSource both = from.within(outer);
        List<FuzzColumn> values = types.stream()
                .map(type -> new FuzzColumn(expressions.value(type, both, Math.min(depth, 2)), type))
                .toList();
        return selected("SELECT ", values, " FROM " + from.sql() + where(both, depth));
    }

    private Query withTables(FuzzSource outer, int depth) {
        Query first = query(outer, depth - 1);
        String name = choice.name("w");
        FuzzSource from = FuzzSource.of(name, name, first.columns());
        if (choice.in(2) == 0) {
            from = sources.joined(from, sources.one(outer, 0), outer);
        }
        FuzzSource both = from.within(outer);
        Query main = selected("SELECT ", some(both, 1), " FROM " + from.sql() + where(both, 1));
        String how = choice.of("", "", "MATERIALIZED ", "NOT MATERIALIZED ");
        String list = choice.in(4) == 0 ? " (" + names(first.columns()) + ")" : "";
        String more = choice.in(4) == 0
                ? ", " + choice.name("w") + " AS (SELECT * FROM "
                        + choice.of(FuzzTable.ALL).name() + ")"
                : "";
        return new Query(
                "WITH " + name + list + " AS " + how + "(" + first.sql() + ")" + more + " " + main.sql(),
                main.columns());
    }

    private static String names(List<FuzzColumn> columns) {
        return columns.stream().map(FuzzColumn::sql).collect(Collectors.joining(", "));
    }

    private Query recursive(FuzzSource outer, int depth) {
        String name = choice.name("r");
        FuzzSource table = sources.one(outer, 0);
        FuzzSource from = FuzzSource.of(
                name,
                name,
                List.of(new FuzzColumn("n", FuzzColumn.Type.INTEGER), new FuzzColumn("s", FuzzColumn.Type.TEXT)));
        FuzzSource joined = sources.joined(from, sources.one(outer, depth - 1), outer);
        Query main = selected("SELECT ", some(joined, 1), " FROM " + joined.sql() + where(joined, 1));
        String start = choice.of(
                "VALUES (1, 'a'::text)",
                "SELECT 1, " + expressions.value(FuzzColumn.Type.TEXT, table, 1) + " FROM " + table.sql());
        String step = "SELECT n + 1, " + choice.of("s", "s || 'x'", "upper(s)") + " FROM " + name + " WHERE n < 4";
        String extra = choice.of("", "", "", " SEARCH DEPTH FIRST BY n SET seen", " CYCLE n SET looped USING way");
        return new Query(
                "WITH RECURSIVE " + name + " (n, s) AS (" + start + choice.of(" UNION ALL ", " UNION ") + step + ")"
                        + extra + " " + main.sql(),
                main.columns());
    }

    private Query table() {
        choice.unsteady();
        return new Query(
                "TABLE " + choice.of(FuzzTable.ALL).name(), List.of(new FuzzColumn("id", FuzzColumn.Type.INTEGER)));
    }
}
