package io.postern.deploy.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Analytic queries over the market, each with the same rows in the same order however the server finds them. Seeded. */
final class QueryGenerator {

    private final Random random;
    private final QueryExpressions expressions;
    private int aliases;

    QueryGenerator(long seed) {
        random = new Random(seed);
        expressions = new QueryExpressions(random);
    }

    /** What can stand in FROM, and the columns that it has. */
    record Source(String sql, List<QueryColumn> columns) {}

    /** A query and its output columns. */
    record Query(String sql, List<QueryColumn> columns) {}

    String next() {
        aliases = 0;
        Query query = query(2);
        return query.sql() + orderByAll(query.columns().size()) + limit();
    }

    /** Without ORDER BY and LIMIT, so that it can stand within others. */
    Query query(int depth) {
        return switch (random.nextInt(depth > 0 ? 11 : 4)) {
            case 0, 1 -> plain(depth);
            case 2 -> grouped(depth);
            case 3 -> windowed(depth);
            case 4 -> distinct(depth);
            case 5 -> combined(depth);
            case 6 -> withTables(depth);
            case 7 -> lateral(depth);
            case 8 -> groupingSets(depth);
            case 9 -> scalars(depth);
            default -> recursive(depth);
        };
    }

    private String orderByAll(int columns) {
        return " ORDER BY "
                + IntStream.rangeClosed(1, columns)
                        .mapToObj(i -> i + expressions.oneOf("", "", " DESC", " NULLS FIRST"))
                        .collect(Collectors.joining(", "));
    }

    private String limit() {
        return switch (random.nextInt(4)) {
            case 0 -> " LIMIT " + (1 + random.nextInt(20));
            case 1 -> " OFFSET " + random.nextInt(5) + " FETCH FIRST " + (1 + random.nextInt(30)) + " ROWS ONLY";
            default -> "";
        };
    }

    private String alias(String prefix) {
        return prefix + ++aliases;
    }

    private Source table(int depth) {
        if (depth > 0 && random.nextInt(4) == 0) {
            Query inner = query(depth - 1);
            String alias = alias("s");
            return new Source("(" + inner.sql() + ") AS " + alias, qualified(alias, inner.columns()));
        }
        MarketTable table = MarketTable.ALL.get(random.nextInt(MarketTable.ALL.size()));
        String alias = alias("t");
        return new Source(table.sql() + " AS " + alias, qualified(alias, table.columns()));
    }

    private static List<QueryColumn> qualified(String alias, List<QueryColumn> columns) {
        return columns.stream()
                .map(column -> new QueryColumn(alias + "." + column.name(), column.type()))
                .toList();
    }

    private Source from(int depth) {
        Source source = table(depth);
        int joins = random.nextInt(3);
        for (int i = 0; i < joins; i++) {
            source = joined(source, table(depth));
        }
        return source;
    }

    private Source joined(Source left, Source right) {
        List<QueryColumn> columns = new ArrayList<>(left.columns());
        columns.addAll(right.columns());
        QueryColumn one = left.columns().get(0);
        QueryColumn other = expressions.ofType(right.columns(), one.type());
        String condition = one.name() + " = " + other.name();
        if (one.type() != other.type()) {
            condition = "CAST(" + one.name() + " AS text) = CAST(" + other.name() + " AS text)";
        }
        if (random.nextInt(3) == 0) {
            condition += " AND " + expressions.condition(columns, 1);
        }
        String kind = expressions.oneOf("JOIN", "JOIN", "LEFT JOIN", "RIGHT OUTER JOIN");
        return new Source(left.sql() + " " + kind + " " + right.sql() + " ON " + condition, columns);
    }

    private String where(List<QueryColumn> columns, int depth) {
        if (random.nextInt(3) == 0) {
            return "";
        }
        String condition = expressions.condition(columns, 2);
        if (depth > 0 && random.nextInt(4) == 0) {
            Source other = table(0);
            QueryColumn mine = columns.get(random.nextInt(columns.size()));
            QueryColumn theirs = expressions.ofType(other.columns(), mine.type());
            if (mine.type() == theirs.type()) {
                condition += expressions.oneOf(" AND ", " OR ")
                        + expressions.oneOf(
                                "EXISTS (SELECT 1 FROM " + other.sql() + " WHERE " + theirs.name() + " = " + mine.name()
                                        + ")",
                                mine.name() + " IN (SELECT " + theirs.name() + " FROM " + other.sql() + ")",
                                "NOT EXISTS (SELECT FROM " + other.sql() + " WHERE " + theirs.name() + " > "
                                        + mine.name() + ")");
            }
        }
        return " WHERE " + condition;
    }

    private Query plain(int depth) {
        Source from = from(depth);
        return selected("SELECT ", from, some(from.columns()), where(from.columns(), depth));
    }

    private Query distinct(int depth) {
        Source from = from(depth);
        return selected("SELECT DISTINCT ", from, some(from.columns()), where(from.columns(), depth));
    }

    private List<QueryColumn> some(List<QueryColumn> columns) {
        List<QueryColumn> chosen = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            chosen.add(expressions.any(columns, 2));
        }
        return chosen;
    }

    private Query selected(String verb, Source from, List<QueryColumn> values, String rest) {
        List<QueryColumn> outputs = new ArrayList<>();
        List<String> items = new ArrayList<>();
        for (QueryColumn value : values) {
            String name = alias("c");
            outputs.add(new QueryColumn(name, value.type()));
            items.add(value.name() + " AS " + name);
        }
        return new Query(verb + String.join(", ", items) + " FROM " + from.sql() + rest, outputs);
    }

    private Query grouped(int depth) {
        Source from = from(depth);
        QueryColumn key = expressions.any(from.columns(), 1);
        List<QueryColumn> values = new ArrayList<>(List.of(key));
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            values.add(expressions.aggregate(from.columns()));
        }
        String having = random.nextInt(3) == 0 ? " HAVING count(*) > " + random.nextInt(3) : "";
        return selected("SELECT ", from, values, where(from.columns(), depth) + " GROUP BY 1" + having);
    }

    private Query groupingSets(int depth) {
        Source from = from(depth);
        QueryColumn one = expressions.plain(from.columns());
        QueryColumn two = expressions.plain(from.columns());
        String sets = expressions
                .oneOf("ROLLUP (%s, %s)", "CUBE (%s, %s)", "GROUPING SETS ((%1$s, %2$s), (%1$s), ())")
                .formatted(one.name(), two.name());
        List<QueryColumn> values = List.of(
                one,
                two,
                new QueryColumn("grouping(" + one.name() + ", " + two.name() + ")", QueryColumn.Type.INTEGER),
                expressions.aggregate(from.columns()));
        return selected("SELECT ", from, values, where(from.columns(), depth) + " GROUP BY " + sets);
    }

    private Query windowed(int depth) {
        Source from = from(depth);
        List<QueryColumn> values = new ArrayList<>(some(from.columns()));
        values.add(expressions.window(from.columns()));
        return selected("SELECT ", from, values, where(from.columns(), depth));
    }

    private Query combined(int depth) {
        QueryColumn.Type type = QueryColumn.Type.ALL.get(random.nextInt(QueryColumn.Type.ALL.size()));
        Query left = single(type);
        Query right = random.nextBoolean() ? single(type) : left;
        String operator = expressions.oneOf("UNION", "UNION ALL", "INTERSECT", "EXCEPT", "EXCEPT ALL");
        String sql = "(" + left.sql() + ") " + operator + " (" + right.sql() + ")";
        if (depth > 1) {
            sql = "(" + sql + ") UNION ALL (" + single(type).sql() + ")";
        }
        return new Query("SELECT * FROM (" + sql + ") AS " + alias("u"), left.columns());
    }

    private Query single(QueryColumn.Type type) {
        Source from = from(0);
        return selected(
                "SELECT ",
                from,
                List.of(new QueryColumn(expressions.value(type, from.columns(), 2), type)),
                where(from.columns(), 0));
    }

    private Query withTables(int depth) {
        Query first = query(depth - 1);
        String name = alias("w");
        Source from = new Source(name, qualified(name, first.columns()));
        if (random.nextBoolean()) {
            from = joined(from, table(0));
        }
        Query main = selected("SELECT ", from, some(from.columns()), where(from.columns(), 0));
        String how = expressions.oneOf("", "", "MATERIALIZED ", "NOT MATERIALIZED ");
        return new Query("WITH " + name + " AS " + how + "(" + first.sql() + ") " + main.sql(), main.columns());
    }

    private Query recursive(int depth) {
        String name = alias("r");
        Source from = joined(
                new Source(name, List.of(new QueryColumn(name + ".n", QueryColumn.Type.INTEGER))), table(depth - 1));
        Query main = selected("SELECT ", from, some(from.columns()), where(from.columns(), 0));
        return new Query(
                "WITH RECURSIVE " + name + " (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM " + name + " WHERE n < "
                        + (3 + random.nextInt(9)) + ") " + main.sql(),
                main.columns());
    }

    private Query lateral(int depth) {
        Source outer = table(0);
        Source inner = table(depth - 1);
        QueryColumn mine = expressions.plain(outer.columns());
        QueryColumn theirs = expressions.ofType(inner.columns(), mine.type());
        String on = mine.type() == theirs.type() ? mine.name() + " = " + theirs.name() : "true";
        String alias = alias("l");
        QueryColumn aggregate = expressions.aggregate(inner.columns());
        List<QueryColumn> columns = new ArrayList<>(outer.columns());
        columns.add(new QueryColumn(alias + ".v", aggregate.type()));
        Source from = new Source(
                outer.sql() + " CROSS JOIN LATERAL (SELECT " + aggregate.name() + " AS v FROM " + inner.sql()
                        + " WHERE " + on + ") AS " + alias,
                columns);
        List<QueryColumn> values = new ArrayList<>(some(from.columns()));
        values.add(columns.get(columns.size() - 1));
        return selected("SELECT ", from, values, where(outer.columns(), 0));
    }

    private Query scalars(int depth) {
        Source from = table(depth - 1);
        Source other = table(0);
        QueryColumn mine = expressions.plain(from.columns());
        QueryColumn theirs = expressions.ofType(other.columns(), mine.type());
        QueryColumn aggregate = expressions.aggregate(other.columns());
        String on = mine.type() == theirs.type() ? " WHERE " + theirs.name() + " = " + mine.name() : "";
        List<QueryColumn> values = new ArrayList<>(some(from.columns()));
        values.add(
                new QueryColumn("(SELECT " + aggregate.name() + " FROM " + other.sql() + on + ")", aggregate.type()));
        return selected("SELECT ", from, values, where(from.columns(), 0));
    }
}
