package io.postern.deploy.e2e;

import java.util.ArrayList;
import java.util.List;

/** Random expressions, most of which PostgreSQL accepts. */
final class FuzzExpressions {

    private static final String[] WORDS = {
        "Oslo",
        "paid",
        "a",
        "***",
        "north",
        "x@y",
        "",
        "pen",
        "gold",
        "ex.io",
        "tag1",
        "it''s",
        "é",
        "%",
        "1",
        "2025-07-01"
    };

    private final FuzzChoice choice;
    private final FuzzQueries queries;

    FuzzExpressions(FuzzChoice choice, FuzzQueries queries) {
        this.choice = choice;
        this.queries = queries;
    }

    String value(FuzzColumn.Type type, FuzzSource from, int depth) {
        if (depth <= 0 || choice.in(4) == 0) {
            return leaf(type, from);
        }
        if (choice.in(14) == 0) {
            return "(" + queries.scalar(type, from, depth - 1) + ")";
        }
        if (choice.in(12) == 0) {
            return general(type, from, depth - 1);
        }
        return switch (type) {
            case INTEGER -> integer(from, depth - 1);
            case NUMBER -> number(from, depth - 1);
            case TEXT -> text(from, depth - 1);
            case DAY -> day(from, depth - 1);
            case TRUTH -> truth(from, depth - 1);
            case JSON -> json(from, depth - 1);
            case TEXTS -> texts(from, depth - 1);
        };
    }

    FuzzColumn.Type type() {
        return choice.of(FuzzColumn.Type.values());
    }

    String leaf(FuzzColumn.Type type, FuzzSource from) {
        List<FuzzColumn> suitable =
                from.columns().stream().filter(column -> column.type() == type).toList();
        if (suitable.isEmpty() || choice.in(6) == 0) {
            return constant(type);
        }
        FuzzColumn column = choice.of(suitable);
        int dot = column.sql().indexOf('.');
        return choice.in(10) == 0 && dot > 0 ? column.sql().substring(dot + 1) : column.sql();
    }

    String constant(FuzzColumn.Type type) {
        if (choice.in(12) == 0) {
            return choice.parameter(type, plainConstant(type));
        }
        return switch (type) {
            case INTEGER -> plainConstant(type);
            case NUMBER -> choice.of(plainConstant(type), "1e2", "'7.5'::numeric", "NULL::numeric");
            case TEXT ->
                choice.of(
                        "'" + choice.of(WORDS) + "'::text",
                        "'" + choice.of(WORDS) + "'",
                        "E'\\x41\\n" + choice.of("q", "") + "'::text",
                        "$q$" + choice.of("w", "'") + "$q$::text",
                        "U&'\\0041x'::text",
                        "NULL::text");
            case DAY -> "date '2025-" + (10 + choice.in(3)) + "-1" + choice.in(10) + "'";
            case TRUTH -> choice.of("true", "false", "NULL::boolean");
            case JSON -> choice.of("'{\"a\": [1, 2]}'::jsonb", "jsonb '{}'", "to_jsonb(1)");
            case TEXTS -> choice.of("ARRAY['a', 'b']", "'{x,y}'::text[]", "ARRAY[]::text[]");
        };
    }

    private String plainConstant(FuzzColumn.Type type) {
        return switch (type) {
            case INTEGER -> Integer.toString(choice.in(50));
            case NUMBER -> choice.in(500) + "." + (10 + choice.in(90));
            case TEXT -> choice.of(WORDS).replace("''", "");
            case DAY -> "2025-11-1" + choice.in(10);
            case TRUTH -> "true";
            case JSON -> "{}";
            case TEXTS -> "{a}";
        };
    }

    /** What there is for every type. */
    private String general(FuzzColumn.Type type, FuzzSource from, int depth) {
        String one = value(type, from, depth);
        String other = value(type, from, 0);
        return switch (choice.in(9)) {
            case 0 -> "coalesce(" + one + ", " + other + ")";
            case 1 -> "nullif(" + one + ", " + other + ")";
            case 2 -> "CASE WHEN " + truth(from, depth) + " THEN " + one + " ELSE " + other + " END";
            case 3 ->
                "CASE " + value(FuzzColumn.Type.INTEGER, from, 0) + " WHEN 1 THEN " + one + " WHEN 2 THEN " + other
                        + " END";
            case 4 -> "CAST(" + one + " AS " + type.sql() + ")";
            case 5 -> "(ARRAY[" + one + ", " + other + "])[" + (1 + choice.in(3)) + "]";
            case 6 -> type.sorts() ? "greatest(" + one + ", " + other + ")" : one;
            case 7 -> "(ROW(" + one + ", " + other + ") IS NOT NULL)::text::" + type.sql();
            default -> "(" + one + ")::text::" + type.sql();
        };
    }

    private String integer(FuzzSource from, int depth) {
        String one = value(FuzzColumn.Type.INTEGER, from, depth);
        return switch (choice.in(11)) {
            case 0 -> "(" + one + " % 7)";
            case 1 -> "length(" + value(FuzzColumn.Type.TEXT, from, depth) + ")";
            case 2 -> "(" + one + " + " + value(FuzzColumn.Type.INTEGER, from, 0) + ")";
            case 3 -> "position('a' IN " + value(FuzzColumn.Type.TEXT, from, depth) + ")";
            case 4 -> "abs(" + one + " - 10)";
            case 5 -> "ascii(" + value(FuzzColumn.Type.TEXT, from, depth) + ")";
            case 6 -> "cardinality(" + value(FuzzColumn.Type.TEXTS, from, depth) + ")";
            case 7 -> "(- " + one + ")";
            case 8 -> "hashtext(" + value(FuzzColumn.Type.TEXT, from, 0) + ")";
            case 9 -> "octet_length(" + value(FuzzColumn.Type.TEXT, from, depth) + ")";
            default -> "extract(year FROM " + value(FuzzColumn.Type.DAY, from, 0) + ")::integer";
        };
    }

    private String number(FuzzSource from, int depth) {
        String one = value(FuzzColumn.Type.NUMBER, from, depth);
        return switch (choice.in(8)) {
            case 0 -> "round(" + one + ", 1)";
            case 1 -> "(" + one + " * 2)";
            case 2 -> "(" + one + " + " + value(FuzzColumn.Type.INTEGER, from, 0) + ")";
            case 3 -> "sqrt(abs(" + one + "))::numeric(20, 3)";
            case 4 -> "trunc(" + one + ")";
            case 5 -> "(" + one + " / 3)::numeric(20, 2)";
            case 6 -> "lab.vat(" + one + ")";
            default -> "mod(" + one + ", 17)";
        };
    }

    private String text(FuzzSource from, int depth) {
        String one = value(FuzzColumn.Type.TEXT, from, depth);
        return switch (choice.in(26)) {
            case 0 -> "upper(" + one + ")";
            case 1 -> "(" + one + " || '-' || " + value(FuzzColumn.Type.TEXT, from, 0) + ")";
            case 2 -> "substring(" + one + " FROM 1 FOR " + (1 + choice.in(9)) + ")";
            case 3 -> "pg_catalog.lower(" + one + ")";
            case 4 -> "reverse(" + one + ")";
            case 5 -> "split_part(" + one + ", '@', " + (1 + choice.in(2)) + ")";
            case 6 -> "(" + value(FuzzColumn.Type.DAY, from, 0) + ")::text";
            case 7 -> "concat_ws('/', " + one + ", " + value(FuzzColumn.Type.INTEGER, from, 0) + ")";
            case 8 -> "encode(convert_to(" + one + ", 'UTF8'), " + choice.of("'hex'", "'base64'", "'escape'") + ")";
            case 9 -> "translate(" + one + ", 'abc', 'xyz')";
            case 10 -> "regexp_replace(" + one + ", '[aeiou]', '_', 'g')";
            case 11 -> "overlay(" + one + " PLACING 'x' FROM 2 FOR 1)";
            case 12 -> "trim(both 'a' from " + one + ")";
            case 13 -> "to_char(" + value(FuzzColumn.Type.NUMBER, from, 0) + ", '999999.99')";
            case 14 -> "quote_literal(" + one + ")";
            case 15 -> "md5(" + one + ")";
            case 16 -> "(" + value(FuzzColumn.Type.JSON, from, depth) + " ->> 'remark')";
            case 17 -> "(" + value(FuzzColumn.Type.TEXTS, from, depth) + ")[1]";
            case 18 -> "array_to_string(" + value(FuzzColumn.Type.TEXTS, from, depth) + ", ',')";
            case 19 -> "lab.mail_of(" + value(FuzzColumn.Type.INTEGER, from, 0) + ")";
            case 20 -> "initcap(" + one + ") COLLATE \"C\"";
            case 21 -> "lpad(" + one + ", 9, '.')";
            default -> row(from);
        };
    }

    /** A whole row, or part of one, as text. */
    String row(FuzzSource from) {
        if (from.rows().isEmpty()) {
            return constant(FuzzColumn.Type.TEXT);
        }
        String row = choice.of(from.rows());
        return switch (choice.in(22)) {
            case 0 -> row + "::text";
            case 1 -> "to_jsonb(" + row + ")::text";
            case 2 -> "row_to_json(" + row + ")::text";
            case 3 -> "ROW(" + row + ".*)::text";
            case 4 -> "format('%s', " + row + ")";
            case 5 -> "(" + row + ").email";
            case 6 -> "email(" + row + ")";
            case 7 -> row + ".text";
            case 8 -> "(" + row + ").salary::text";
            case 9 -> "concat(" + row + ")";
            case 10 -> "(to_jsonb(" + row + ") ->> 'card_number')";
            case 11 -> "salary(" + row + ")::text";
            case 12 -> "(SELECT string_agg(e.value, ',') FROM jsonb_each_text(to_jsonb(" + row + ")) AS e)";
            case 13 -> "jsonb_path_query_first(to_jsonb(" + row + "), '$.phone')::text";
            case 14 -> row + ".tableoid::regclass::text";
            case 15 -> row + ".ctid::text";
            case 16 -> row + ".xmin::text";
            case 17 -> "CAST(" + row + " AS text)";
            case 18 -> "jsonb_build_object('r', " + row + ")::text";
            case 19 -> "(" + row + " IS NULL)::text";
            case 20 -> "array_to_string(ARRAY[" + row + "], ';')";
            default -> "(SELECT (q.r).email FROM (SELECT " + row + " AS r) AS q)";
        };
    }

    private String day(FuzzSource from, int depth) {
        String one = value(FuzzColumn.Type.DAY, from, depth);
        return switch (choice.in(4)) {
            case 0 -> "(" + one + " + " + choice.in(40) + ")";
            case 1 -> "date_trunc('month', " + one + ")::date";
            case 2 -> "(" + one + " - interval '1 day')::date";
            default -> "make_date(2020, 1, 1 + abs(" + value(FuzzColumn.Type.INTEGER, from, 0) + ") % 28)";
        };
    }

    private String json(FuzzSource from, int depth) {
        String one = value(FuzzColumn.Type.JSON, from, depth);
        String row = from.rows().isEmpty() ? "1" : choice.of(from.rows());
        return switch (choice.in(9)) {
            case 0 -> "(" + one + " -> 'ids')";
            case 1 -> "(" + one + " #> '{deep,list}')";
            case 2 -> "jsonb_build_object('k', " + value(type(), from, depth) + ")";
            case 3 -> "jsonb_build_array(" + value(type(), from, depth) + ", " + value(type(), from, 0) + ")";
            case 4 -> "to_jsonb(" + value(type(), from, depth) + ")";
            case 5 -> "(" + one + " || " + value(FuzzColumn.Type.JSON, from, 0) + ")";
            case 6 -> "to_jsonb(" + row + ")";
            case 7 -> "(to_jsonb(" + row + ") - 'id')";
            default -> "jsonb_set(" + one + ", '{x}', to_jsonb(" + value(FuzzColumn.Type.TEXT, from, 0) + "))";
        };
    }

    private String texts(FuzzSource from, int depth) {
        String one = value(FuzzColumn.Type.TEXTS, from, depth);
        return switch (choice.in(6)) {
            case 0 -> "array_append(" + one + ", " + value(FuzzColumn.Type.TEXT, from, 0) + ")";
            case 1 -> "(" + one + " || " + value(FuzzColumn.Type.TEXTS, from, 0) + ")";
            case 2 -> "string_to_array(" + value(FuzzColumn.Type.TEXT, from, depth) + ", '@')";
            case 3 -> "(" + one + ")[1:2]";
            case 4 -> "ARRAY[" + value(FuzzColumn.Type.TEXT, from, depth) + "]";
            default -> "regexp_split_to_array(" + value(FuzzColumn.Type.TEXT, from, depth) + ", '[@.]')";
        };
    }

    String truth(FuzzSource from, int depth) {
        FuzzColumn.Type type = type();
        if (type == FuzzColumn.Type.TRUTH) {
            type = FuzzColumn.Type.TEXT;
        }
        String one = value(type, from, depth);
        String other = value(type, from, 0);
        return switch (choice.in(14)) {
            case 0 -> "(" + truth(from, 0) + choice.of(" AND ", " OR ") + truth(from, 0) + ")";
            case 1 -> "NOT (" + truth(from, 0) + ")";
            case 2 -> "EXISTS (" + queries.below(from, depth - 1) + ")";
            case 3 -> one + choice.of(" IN (", " NOT IN (", " = ANY (") + queries.scalars(type, from, depth - 1) + ")";
            case 4 -> "(" + one + " IS DISTINCT FROM " + other + ")";
            case 5 -> "(" + one + choice.of(" IS NULL", " IS NOT NULL") + ")";
            case 6 ->
                value(FuzzColumn.Type.TEXT, from, depth)
                        + choice.of(" LIKE '%a%'", " ~ '^[A-P*p]'", " ILIKE 'A%'", " !~ 'x'", " SIMILAR TO '%(a|b)%'");
            case 7 ->
                "(" + value(FuzzColumn.Type.JSON, from, depth) + choice.of(" ? 'a'", " @> '{}'", " @? '$.ids'") + ")";
            case 8 -> "(" + one + ", " + value(FuzzColumn.Type.INTEGER, from, 0) + ") = (" + other + ", 1)";
            case 9 ->
                value(FuzzColumn.Type.TEXT, from, 0) + " = ANY (" + value(FuzzColumn.Type.TEXTS, from, depth) + ")";
            case 10 -> value(FuzzColumn.Type.INTEGER, from, depth) + " BETWEEN 3 AND " + (5 + choice.in(40));
            case 11 -> value(FuzzColumn.Type.INTEGER, from, depth) + " IN (1, 2, 5, 8, 13, 21)";
            default -> type.sorts() ? "(" + one + choice.of(" = ", " < ", " >= ", " <> ") + other + ")" : "true";
        };
    }

    /** An aggregate; where its value depends on the order of rows, that is noted. */
    FuzzColumn aggregate(FuzzSource from) {
        String filter = choice.in(4) == 0 ? " FILTER (WHERE " + truth(from, 1) + ")" : "";
        FuzzColumn.Type type = type();
        String one = value(type, from, 1);
        return switch (choice.in(11)) {
            case 0 -> new FuzzColumn("count(*)" + filter, FuzzColumn.Type.INTEGER);
            case 1 -> new FuzzColumn("count(DISTINCT " + one + ")" + filter, FuzzColumn.Type.INTEGER);
            case 2 ->
                new FuzzColumn(
                        "string_agg((" + one + ")::text, ',' ORDER BY (" + one + ")::text)" + filter,
                        FuzzColumn.Type.TEXT);
            case 3 ->
                new FuzzColumn("avg(" + value(FuzzColumn.Type.NUMBER, from, 1) + ")" + filter, FuzzColumn.Type.NUMBER);
            case 4 ->
                new FuzzColumn("sum(" + value(FuzzColumn.Type.NUMBER, from, 1) + ")" + filter, FuzzColumn.Type.NUMBER);
            case 5 -> unsteady(new FuzzColumn("jsonb_agg(" + one + ")" + filter, FuzzColumn.Type.JSON));
            case 6 ->
                unsteady(new FuzzColumn(
                        "jsonb_agg(" + (from.rows().isEmpty() ? one : choice.of(from.rows())) + ")" + filter,
                        FuzzColumn.Type.JSON));
            case 7 ->
                unsteady(new FuzzColumn(
                        "array_agg((" + value(FuzzColumn.Type.TEXT, from, 1) + ")::text)" + filter,
                        FuzzColumn.Type.TEXTS));
            case 8 ->
                new FuzzColumn(
                        "percentile_disc(0.5) WITHIN GROUP (ORDER BY " + value(FuzzColumn.Type.NUMBER, from, 1) + ")"
                                + filter,
                        FuzzColumn.Type.NUMBER);
            case 9 -> new FuzzColumn("bool_or(" + truth(from, 1) + ")" + filter, FuzzColumn.Type.TRUTH);
            default ->
                type == FuzzColumn.Type.TRUTH || type == FuzzColumn.Type.JSON
                        ? new FuzzColumn("every(" + truth(from, 0) + ")" + filter, FuzzColumn.Type.TRUTH)
                        : new FuzzColumn(choice.of("max(", "min(") + one + ")" + filter, type);
        };
    }

    FuzzColumn window(FuzzSource from) {
        String order = value(FuzzColumn.Type.INTEGER, from, 1);
        String over = " OVER ("
                + choice.of("", "PARTITION BY " + value(FuzzColumn.Type.TEXT, from, 1) + " ")
                + "ORDER BY " + order
                + choice.of("", " DESC", " NULLS FIRST")
                + choice.of("", "", " ROWS BETWEEN 1 PRECEDING AND CURRENT ROW", " GROUPS UNBOUNDED PRECEDING")
                + ")";
        List<FuzzColumn> windows = new ArrayList<>(List.of(
                new FuzzColumn("rank()" + over, FuzzColumn.Type.INTEGER),
                new FuzzColumn("row_number()" + over, FuzzColumn.Type.INTEGER),
                new FuzzColumn("lag(" + value(FuzzColumn.Type.TEXT, from, 1) + ")" + over, FuzzColumn.Type.TEXT),
                new FuzzColumn("first_value(" + row(from) + ")" + over, FuzzColumn.Type.TEXT),
                new FuzzColumn("sum(" + value(FuzzColumn.Type.NUMBER, from, 1) + ")" + over, FuzzColumn.Type.NUMBER),
                new FuzzColumn("count(" + value(type(), from, 0) + ") OVER ()", FuzzColumn.Type.INTEGER)));
        return unsteady(choice.of(windows));
    }

    private FuzzColumn unsteady(FuzzColumn column) {
        choice.unsteady();
        return column;
    }
}
