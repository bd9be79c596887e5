package io.postern.deploy.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Random FROM clauses. */
final class FuzzSources {

    private final FuzzChoice choice;
    private final FuzzQueries queries;
    private final FuzzExpressions expressions;

    FuzzSources(FuzzChoice choice, FuzzQueries queries, FuzzExpressions expressions) {
        this.choice = choice;
        this.queries = queries;
        this.expressions = expressions;
    }

    FuzzSource from(FuzzSource outer, int depth) {
        FuzzSource source = one(outer, depth);
        int joins = choice.of(0, 0, 0, 1, 1, 2);
        for (int i = 0; i < joins; i++) {
            source = choice.in(4) == 0 ? lateral(source, outer, depth) : joined(source, one(outer, depth), outer);
        }
        return source;
    }

    FuzzSource one(FuzzSource outer, int depth) {
        if (depth > 0 && choice.in(5) == 0) {
            FuzzQueries.Query inner = queries.query(new FuzzSource("", List.of(), List.of()), depth - 1);
            String alias = choice.name("q");
            return FuzzSource.of("(" + inner.sql() + ") AS " + alias, alias, inner.columns());
        }
        if (choice.in(10) == 0) {
            return function(outer, "");
        }
        return relation(choice.of(choice.in(40) == 0 ? FuzzTable.ODD : FuzzTable.ALL));
    }

    private FuzzSource relation(FuzzTable table) {
        String name = choice.of(table.name(), table.bareName(), table.bareName(), quoted(table.bareName()));
        String sample = "";
        if (choice.in(25) == 0) {
            sample = choice.of(" TABLESAMPLE SYSTEM (100)", " TABLESAMPLE BERNOULLI (50) REPEATABLE (3)");
            choice.unsteady();
        }
        String only = choice.of("", "", "", "", "", "ONLY ", "*");
        String written = only.equals("*") ? name + " *" : only + name;
        if (choice.in(5) == 0 && sample.isEmpty()) {
            return FuzzSource.of(written, table.bareName(), table.columns());
        }
        String alias = choice.name("t");
        if (choice.in(6) == 0) {
            return renamed(written, alias, table);
        }
        return FuzzSource.of(written + choice.of(" AS ", " ") + alias + sample, alias, table.columns());
    }

    /** With other names for the columns, or those of others. */
    private FuzzSource renamed(String written, String alias, FuzzTable table) {
        int count = 1 + choice.in(table.columns().size());
        List<FuzzColumn> columns = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (FuzzColumn column : table.columns().subList(0, count)) {
            String name = choice.in(3) == 0 ? choice.of(table.columns()).sql().replaceAll(":.*", "") : choice.name("n");
            names.add(name);
            String kind = column.sql().contains("::")
                    ? column.sql().substring(column.sql().indexOf("::"))
                    : "";
            columns.add(new FuzzColumn(name + kind, column.type()));
        }
        return FuzzSource.of(written + " AS " + alias + " (" + String.join(", ", names) + ")", alias, columns);
    }

    private static String quoted(String name) {
        return name.contains("(") ? name : "\"" + name + "\"";
    }

    FuzzSource joined(FuzzSource left, FuzzSource right, FuzzSource outer) {
        FuzzSource both = left.with(right, "");
        FuzzSource all = both.within(outer);
        String condition = equal(left, right);
        if (choice.in(3) == 0) {
            condition += " AND " + expressions.truth(all, 1);
        }
        String on = " ON " + condition;
        return left.with(
                right,
                switch (choice.in(10)) {
                    case 0 -> left.sql() + " NATURAL JOIN " + right.sql();
                    case 1 ->
                        left.sql() + choice.of(" JOIN ", " LEFT JOIN ", " FULL JOIN ") + right.sql() + " USING (id)"
                                + choice.of("", " AS ju");
                    case 2 -> "(" + left.sql() + " JOIN " + right.sql() + on + ")";
                    case 3 -> left.sql() + " FULL OUTER JOIN " + right.sql() + " ON " + equal(left, right);
                    case 4 ->
                        left.sql() + " CROSS JOIN (SELECT * FROM " + right.sql() + " LIMIT 3) AS " + choice.name("x");
                    default ->
                        left.sql()
                                + choice.of(" JOIN ", " INNER JOIN ", " LEFT JOIN ", " RIGHT OUTER JOIN ")
                                + right.sql()
                                + on;
                });
    }

    private String equal(FuzzSource left, FuzzSource right) {
        if (left.columns().isEmpty() || right.columns().isEmpty()) {
            return "true";
        }
        FuzzColumn one = choice.of(left.columns());
        List<FuzzColumn> suitable = right.columns().stream()
                .filter(column -> column.type() == one.type())
                .toList();
        if (suitable.isEmpty()) {
            return "(" + one.sql() + ")::text = (" + choice.of(right.columns()).sql() + ")::text";
        }
        return one.sql() + " = " + choice.of(suitable).sql();
    }

    private FuzzSource lateral(FuzzSource left, FuzzSource outer, int depth) {
        FuzzSource around = left.within(outer);
        String join = choice.of(" CROSS JOIN ", ", ", " LEFT JOIN ");
        String on = join.equals(" LEFT JOIN ") ? " ON true" : "";
        if (choice.in(2) == 0) {
            FuzzSource function = function(around, choice.of("", "LATERAL "));
            return left.with(function, left.sql() + join + function.sql() + on);
        }
        FuzzQueries.Query inner = queries.query(around, Math.max(0, depth - 1));
        String alias = choice.name("l");
        choice.unsteady();
        FuzzSource right = FuzzSource.of("LATERAL (" + inner.sql() + " LIMIT 3) AS " + alias, alias, inner.columns());
        return left.with(right, left.sql() + join + right.sql() + on);
    }

    private FuzzSource function(FuzzSource around, String lateral) {
        String alias = choice.name("f");
        String texts = expressions.value(FuzzColumn.Type.TEXTS, around, 1);
        String json = expressions.value(FuzzColumn.Type.JSON, around, 1);
        FuzzColumn text = new FuzzColumn("v", FuzzColumn.Type.TEXT);
        FuzzColumn number = new FuzzColumn("v", FuzzColumn.Type.INTEGER);
        return switch (choice.in(9)) {
            case 0 -> FuzzSource.of(lateral + "unnest(" + texts + ") AS " + alias + " (v)", alias, List.of(text));
            case 1 ->
                FuzzSource.of(
                        lateral + "unnest(" + texts + ") WITH ORDINALITY AS " + alias + " (v, n)",
                        alias,
                        List.of(text, new FuzzColumn("n", FuzzColumn.Type.INTEGER)));
            case 2 -> FuzzSource.of(lateral + "generate_series(1, 4) AS " + alias + " (v)", alias, List.of(number));
            case 3 ->
                FuzzSource.of(
                        lateral + "jsonb_each_text(" + json + ") AS " + alias + " (k, v)",
                        alias,
                        List.of(new FuzzColumn("k", FuzzColumn.Type.TEXT), text));
            case 4 ->
                FuzzSource.of(
                        lateral + "jsonb_array_elements_text(jsonb_build_array(" + json + ")) AS " + alias + " (v)",
                        alias,
                        List.of(text));
            case 5 ->
                FuzzSource.of(
                        lateral + "ROWS FROM (unnest(" + texts + "), generate_series(1, 2)) AS " + alias + " (v, n)",
                        alias,
                        List.of(text, new FuzzColumn("n", FuzzColumn.Type.INTEGER)));
            case 6 ->
                FuzzSource.of(
                        lateral + "regexp_split_to_table(" + expressions.value(FuzzColumn.Type.TEXT, around, 1)
                                + ", '@') AS " + alias + " (v)",
                        alias,
                        List.of(text));
            case 7 ->
                FuzzSource.of(
                        lateral + "jsonb_to_recordset(jsonb_build_array(" + json + ")) AS " + alias
                                + " (remark text, v text)",
                        alias,
                        List.of(text, new FuzzColumn("remark", FuzzColumn.Type.TEXT)));
            default -> values(alias);
        };
    }

    private FuzzSource values(String alias) {
        FuzzSource inside = new FuzzSource("", List.of(), List.of());
        String rows = List.of(1, 2).stream()
                .map(i -> "(" + expressions.constant(FuzzColumn.Type.INTEGER) + ", "
                        + expressions.value(FuzzColumn.Type.TEXT, inside, 2) + ")")
                .collect(Collectors.joining(", "));
        return FuzzSource.of(
                "(VALUES " + rows + ") AS " + alias + " (n, v)",
                alias,
                List.of(new FuzzColumn("n", FuzzColumn.Type.INTEGER), new FuzzColumn("v", FuzzColumn.Type.TEXT)));
    }
}
