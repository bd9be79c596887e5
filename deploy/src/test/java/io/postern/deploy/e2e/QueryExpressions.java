package io.postern.deploy.e2e;

import java.util.List;
import java.util.Random;

/** Expressions for generated queries: none fails, and none depends on the order of rows. */
final class QueryExpressions {

    private static final List<String> WORDS = List.of("Oslo", "paid", "a", "***", "north", "x@y", "", "pen", "gold");

    private final Random random;

    QueryExpressions(Random random) {
        this.random = random;
    }

    String oneOf(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** One as it is. */
    QueryColumn plain(List<QueryColumn> columns) {
        return columns.get(random.nextInt(columns.size()));
    }

    /** One of the type where there is any. */
    QueryColumn ofType(List<QueryColumn> columns, QueryColumn.Type type) {
        List<QueryColumn> suitable =
                columns.stream().filter(column -> column.type() == type).toList();
        return plain(suitable.isEmpty() ? columns : suitable);
    }

    QueryColumn any(List<QueryColumn> columns, int depth) {
        if (random.nextInt(3) == 0) {
            return plain(columns);
        }
        QueryColumn.Type type = QueryColumn.Type.ALL.get(random.nextInt(QueryColumn.Type.ALL.size()));
        return new QueryColumn(value(type, columns, depth), type);
    }

    String value(QueryColumn.Type type, List<QueryColumn> columns, int depth) {
        QueryColumn column = ofType(columns, type);
        if (depth == 0 || random.nextInt(4) == 0) {
            return column.type() == type ? column.name() : constant(type);
        }
        return switch (type) {
            case INTEGER -> integer(columns, depth - 1);
            case NUMBER -> number(columns, depth - 1);
            case TEXT -> text(columns, depth - 1);
            case DAY -> day(columns, depth - 1);
            case TRUTH -> "(" + condition(columns, depth - 1) + ")";
        };
    }

    private String constant(QueryColumn.Type type) {
        return switch (type) {
            case INTEGER -> Integer.toString(random.nextInt(50));
            case NUMBER -> random.nextInt(500) + "." + (10 + random.nextInt(90));
            case TEXT -> "'" + WORDS.get(random.nextInt(WORDS.size())) + "'::text";
            case DAY -> "date '2025-" + (10 + random.nextInt(3)) + "-1" + random.nextInt(10) + "'";
            case TRUTH -> oneOf("true", "false", "NULL::boolean");
        };
    }

    private String integer(List<QueryColumn> columns, int depth) {
        String one = value(QueryColumn.Type.INTEGER, columns, depth);
        return switch (random.nextInt(6)) {
            case 0 -> "(" + one + " % 7)";
            case 1 -> "length(" + value(QueryColumn.Type.TEXT, columns, depth) + ")";
            case 2 -> "coalesce(" + one + ", 0)";
            case 3 -> "(CASE WHEN " + condition(columns, depth) + " THEN " + one + " ELSE -1 END)";
            case 4 -> "abs(" + one + " - 10)";
            default -> "extract(year FROM " + value(QueryColumn.Type.DAY, columns, 0) + ")::integer";
        };
    }

    private String number(List<QueryColumn> columns, int depth) {
        String one = value(QueryColumn.Type.NUMBER, columns, depth);
        return switch (random.nextInt(5)) {
            case 0 -> "round(" + one + ", 1)";
            case 1 -> "(" + one + " * 2)";
            case 2 -> "coalesce(" + one + ", 0.5)";
            case 3 -> "greatest(" + one + ", " + value(QueryColumn.Type.NUMBER, columns, 0) + ")";
            default -> "(" + one + " + " + value(QueryColumn.Type.INTEGER, columns, 0) + ")";
        };
    }

    private String text(List<QueryColumn> columns, int depth) {
        String one = value(QueryColumn.Type.TEXT, columns, depth);
        return switch (random.nextInt(10)) {
            case 0 -> "upper(" + one + ")";
            case 1 -> "(" + one + " || '-' || coalesce(" + value(QueryColumn.Type.TEXT, columns, 0) + ", ''))";
            case 2 -> "substring(" + one + " FROM 1 FOR " + (1 + random.nextInt(9)) + ")";
            case 3 -> "coalesce(" + one + ", 'none')";
            case 4 -> "md5(" + one + ")";
            case 5 -> "reverse(" + one + ")";
            case 6 -> "split_part(" + one + ", '@', " + (1 + random.nextInt(2)) + ")";
            case 7 -> "CAST(" + value(QueryColumn.Type.DAY, columns, 0) + " AS text)";
            case 8 -> "(CASE WHEN " + condition(columns, depth) + " THEN " + one + " ELSE 'other' END)";
            default -> "concat_ws('/', " + one + ", " + value(QueryColumn.Type.INTEGER, columns, 0) + ")";
        };
    }

    private String day(List<QueryColumn> columns, int depth) {
        String one = value(QueryColumn.Type.DAY, columns, depth);
        return switch (random.nextInt(3)) {
            case 0 -> "(" + one + " + " + random.nextInt(40) + ")";
            case 1 -> "date_trunc('month', " + one + ")::date";
            default -> "coalesce(" + one + ", date '2000-01-01')";
        };
    }

    String condition(List<QueryColumn> columns, int depth) {
        QueryColumn column = plain(columns);
        if (depth > 0 && random.nextInt(3) == 0) {
            return "(" + condition(columns, depth - 1) + oneOf(" AND ", " OR ") + condition(columns, depth - 1) + ")";
        }
        String one = column.name();
        return switch (column.type()) {
            case INTEGER ->
                oneOf(
                        one + " > " + random.nextInt(30),
                        one + " BETWEEN 3 AND " + (5 + random.nextInt(40)),
                        one + " IN (1, 2, 5, 8, 13, 21)",
                        one + " IS NOT NULL",
                        "mod(" + one + ", 3) = " + random.nextInt(3));
            case NUMBER ->
                oneOf(one + " > " + random.nextInt(400), one + " IS NULL", "NOT (" + one + " < 100.5)", one + " <> 0");
            case TEXT ->
                oneOf(
                        one + " LIKE '%" + oneOf("a", "e", "*", "o") + "%'",
                        one + " ~ '^[A-P*p]'",
                        one + " > 'k'",
                        one + " IS DISTINCT FROM '***'",
                        one + " ILIKE 'A%'",
                        "length(" + one + ") > " + random.nextInt(12));
            case DAY -> oneOf(one + " > date '2025-07-01'", one + " IS NULL", "extract(month FROM " + one + ") < 8");
            case TRUTH -> oneOf(one, "NOT " + one, one + " IS NOT TRUE");
        };
    }

    QueryColumn aggregate(List<QueryColumn> columns) {
        QueryColumn column = any(columns, 1);
        String filter = random.nextInt(4) == 0 ? " FILTER (WHERE " + condition(columns, 0) + ")" : "";
        String one = column.name();
        return switch (random.nextInt(6)) {
            case 0 -> new QueryColumn("count(*)" + filter + "::integer", QueryColumn.Type.INTEGER);
            case 1 -> new QueryColumn("count(DISTINCT " + one + ")::integer", QueryColumn.Type.INTEGER);
            case 2 ->
                new QueryColumn(
                        "string_agg(CAST(" + one + " AS text), ',' ORDER BY CAST(" + one + " AS text))" + filter,
                        QueryColumn.Type.TEXT);
            case 3 ->
                new QueryColumn(
                        "round(avg(" + value(QueryColumn.Type.NUMBER, columns, 1) + ")" + filter + ", 4)",
                        QueryColumn.Type.NUMBER);
            case 4 ->
                new QueryColumn(
                        "sum(" + value(QueryColumn.Type.NUMBER, columns, 1) + ")" + filter, QueryColumn.Type.NUMBER);
            default ->
                column.type() == QueryColumn.Type.TRUTH
                        ? new QueryColumn("bool_or(" + one + ")" + filter, QueryColumn.Type.TRUTH)
                        : new QueryColumn(oneOf("max(", "min(") + one + ")" + filter, column.type());
        };
    }

    QueryColumn window(List<QueryColumn> columns) {
        QueryColumn by = plain(columns);
        QueryColumn order = plain(columns);
        String over = " OVER (PARTITION BY " + by.name() + " ORDER BY " + order.name() + ")";
        return switch (random.nextInt(4)) {
            case 0 -> new QueryColumn("rank()" + over + "::integer", QueryColumn.Type.INTEGER);
            case 1 -> new QueryColumn("dense_rank()" + over + "::integer", QueryColumn.Type.INTEGER);
            case 2 -> new QueryColumn("count(*)" + over + "::integer", QueryColumn.Type.INTEGER);
            default ->
                new QueryColumn(
                        "sum(" + value(QueryColumn.Type.NUMBER, columns, 1) + ")" + over, QueryColumn.Type.NUMBER);
        };
    }
}
