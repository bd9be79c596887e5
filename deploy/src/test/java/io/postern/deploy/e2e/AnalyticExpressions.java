package io.postern.deploy.e2e;

import java.util.List;

import io.postern.deploy.e2e.AnalyticScope.Kind;

/** Expressions over what a FROM clause shows, each of a type; none fails for any row, whatever order PostgreSQL works in. */
final class AnalyticExpressions {

    private final AnalyticDraft draft;
    private final AnalyticScope scope;

    AnalyticExpressions(AnalyticDraft draft, AnalyticScope scope) {
        this.draft = draft;
        this.scope = scope;
    }

    /** Of any type; what is grouped or compared for equality has one spelling only for equal values. */
    String any(int depth) {
        return draft.oneOf(
                () -> text(depth),
                () -> text(depth),
                () -> text(depth),
                () -> integer(depth),
                () -> numeric(depth),
                () -> date(depth),
                () -> json(depth),
                () -> texts(depth),
                () -> condition(depth),
                () -> draft.one(scope.columns()).sql(),
                () -> draft.one(scope.columns()).sql());
    }

    /** As {@link #any}, of a type whose equal values look the same. */
    String plain(int depth) {
        return draft.oneOf(
                () -> text(depth), () -> text(depth), () -> integer(depth), () -> money(depth), () -> date(depth));
    }

    /** With two decimals always. */
    String money(int depth) {
        return numeric(depth) + "::numeric(20, 2)";
    }

    String text(int depth) {
        if (depth <= 0) {
            List<String> columns = scope.of(Kind.TEXT);
            return columns.isEmpty() || draft.chance(0.05)
                    ? typed(draft.text("one", "two"), "text")
                    : draft.one(columns);
        }
        int less = depth - 1;
        return draft.oneOf(
                () -> text(0),
                () -> draft.one("upper", "lower", "reverse", "md5", "initcap", "btrim") + "(" + text(less) + ")",
                () -> draft.one("left", "right") + "(" + text(less) + ", " + draft.integer(1, 5) + ")",
                () -> "substr(" + text(less) + ", " + draft.integer(1, 4) + ", 3)",
                () -> "substring(" + text(less) + " FROM 2 FOR 4)",
                () -> "(" + text(less) + " || '-' || " + text(less) + ")",
                () -> "coalesce(" + text(less) + ", " + draft.text("none", "?") + ")",
                () -> "nullif(" + text(less) + ", " + text(less) + ")",
                () -> "replace(" + text(less) + ", '*', '#')",
                () -> "split_part(" + text(less) + ", '@', 2)",
                () -> "lpad(" + text(less) + ", 9, '.')",
                () -> "regexp_replace(" + text(less) + ", '[0-9]+', '#', 'g')",
                () -> "translate(" + text(less) + ", 'aeiou*', 'AEIOU')",
                () -> "concat(" + text(less) + ", '/', " + integer(less) + ")",
                () -> "concat_ws('|', " + text(less) + ", " + text(less) + ")",
                () -> "format('%s=%s', " + text(less) + ", " + integer(less) + ")",
                () -> "quote_literal(" + text(less) + ")",
                () -> "encode(convert_to(" + text(less) + ", 'UTF8'), 'hex')",
                () -> "encode(sha256(convert_to(" + text(less) + ", 'UTF8')), 'base64')",
                () -> "CASE WHEN " + condition(less) + " THEN " + text(less) + " ELSE " + text(less) + " END",
                () -> "CASE " + integer(less) + " WHEN 1 THEN " + text(less) + " WHEN 2 THEN 'two' END",
                () -> draft.one("greatest", "least") + "(" + text(less) + ", " + text(less) + ")",
                () -> integer(less) + "::text",
                () -> "CAST(" + money(less) + " AS text)",
                () -> date(less) + "::text",
                () -> "to_char(" + day(less) + ", 'YYYY-MM')",
                () -> "(" + json(less) + ")::text",
                () -> "array_to_string(" + texts(less) + ", ',')",
                () -> text(less) + "::varchar(6)",
                () -> "(" + text(less) + " COLLATE \"C\")",
                this::wholeRow,
                () -> scalarSubquery("string_agg"));
    }

    /** A bare integer would name a column by its place in some clauses. */
    private static String typed(String constant, String type) {
        return constant.endsWith("::" + type) ? constant : constant + "::" + type;
    }

    private String wholeRow() {
        draft.uses("whole rows");
        String row = draft.one(scope.rows());
        return draft.one("to_jsonb(%s)::text", "row_to_json(%s)::text", "(%s)::text", "md5((%s)::text)")
                .formatted(row);
    }

    String integer(int depth) {
        if (depth <= 0) {
            List<String> columns = scope.of(Kind.INTEGER, Kind.ID);
            return columns.isEmpty() ? typed(draft.integer(0, 9), "integer") : draft.one(columns) + "::integer";
        }
        int less = depth - 1;
        return draft.oneOf(
                () -> integer(0),
                () -> "length(" + text(less) + ")",
                () -> "(" + integer(less) + " % " + draft.between(2, 7) + ")",
                () -> "(" + integer(0) + " + " + draft.integer(1, 9) + ")",
                () -> "(" + integer(0) + " * 2 - 1)",
                () -> "abs(" + integer(less) + ")",
                () -> "strpos(" + text(less) + ", '*')",
                () -> "position('@' IN " + text(less) + ")",
                () -> "ascii(" + text(less) + ")",
                () -> "extract(" + draft.one("year", "month", "isodow") + " FROM " + day(0) + ")::integer",
                () -> "cardinality(" + texts(less) + ")",
                () -> "coalesce(array_length(" + texts(less) + ", 1), 0)",
                () -> "CASE WHEN " + condition(less) + " THEN " + integer(less) + " ELSE 0 END",
                () -> "octet_length(" + text(less) + ")",
                () -> draft.one("greatest", "least") + "(" + integer(0) + ", " + integer(0) + ")",
                () -> scalarSubquery("count"));
    }

    String numeric(int depth) {
        if (depth <= 0) {
            List<String> columns = scope.of(Kind.NUMERIC);
            return columns.isEmpty() ? integer(0) + "::numeric(12, 2)" : draft.one(columns) + "::numeric(12, 2)";
        }
        int less = depth - 1;
        return draft.oneOf(
                () -> numeric(0),
                () -> "round(" + numeric(less) + ", " + draft.between(0, 1) + ")",
                () -> "(" + numeric(0) + " * 1.25)",
                () -> "(" + numeric(0) + " + " + integer(0) + ")",
                () -> "(- " + numeric(less) + ")",
                () -> "coalesce(" + numeric(less) + ", 0.00)",
                () -> "lab.vat(" + numeric(0) + ")",
                () -> "(" + integer(less) + " / 3.0)",
                () -> "abs(trunc(" + numeric(less) + "))",
                () -> "CASE WHEN " + condition(less) + " THEN " + numeric(less) + " END");
    }

    String date(int depth) {
        List<String> columns = scope.of(Kind.DATE, Kind.DAY);
        if (depth <= 0 || columns.isEmpty()) {
            return columns.isEmpty() ? day(0) : draft.one(columns);
        }
        return draft.oneOf(
                () -> draft.one(columns),
                () -> "(" + draft.one(columns) + " + " + draft.integer(1, 40) + ")",
                () -> "coalesce(" + draft.one(columns) + ", date '2000-01-01')",
                () -> "greatest(" + draft.one(columns) + ", date '2001-09-09')",
                () -> "date_trunc('month', " + day(0) + ")::date");
    }

    /** A finite date. */
    private String day(int depth) {
        List<String> columns = scope.of(Kind.DAY, Kind.INSTANT);
        String day = columns.isEmpty() ? "date '2026-02-03'" : "(" + draft.one(columns) + ")::date";
        return depth <= 0 ? day : "(" + day + " - " + draft.integer(1, 9) + ")";
    }

    String json(int depth) {
        List<String> columns = scope.of(Kind.JSON);
        draft.uses("JSON");
        return draft.oneOf(
                () -> columns.isEmpty() ? "to_jsonb(" + text(0) + ")" : draft.one(columns),
                () -> columns.isEmpty() ? "to_jsonb(" + texts(0) + ")" : draft.one(columns) + " -> 'ids'",
                () -> columns.isEmpty()
                        ? "jsonb_build_array(" + integer(0) + ")"
                        : "jsonb_set(" + AnalyticSources.object(draft.one(columns)) + ", '{vip}', '1')",
                () -> "jsonb_build_object('a', " + text(depth - 1) + ", 'b', " + integer(depth - 1) + ")",
                () -> "to_jsonb(" + draft.one(scope.rows()) + ")",
                () -> "to_jsonb(" + draft.one(scope.rows()) + ") #- '{id}'");
    }

    String texts(int depth) {
        List<String> columns = scope.of(Kind.TEXTS);
        draft.uses("arrays");
        return draft.oneOf(
                () -> columns.isEmpty() ? "ARRAY[" + text(0) + "]" : draft.one(columns),
                () -> "ARRAY[" + text(depth - 1) + ", " + text(depth - 1) + "]",
                () -> "string_to_array(" + text(depth - 1) + ", '@')",
                () -> "array_append(" + (columns.isEmpty() ? "'{a,b}'::text[]" : draft.one(columns)) + ", " + text(0)
                        + "::text)",
                () -> columns.isEmpty() ? "ARRAY[" + text(0) + "]::text[]" : draft.one(columns) + "[1:1]",
                this::arraySubquery);
    }

    private String arraySubquery() {
        draft.uses("ARRAY sub-query");
        AnalyticScope inner = new AnalyticSources(draft).single();
        return "ARRAY(SELECT " + new AnalyticExpressions(draft, inner).text(0) + "::text FROM " + inner.from()
                + correlated(inner) + " ORDER BY 1 LIMIT 4)";
    }

    private String scalarSubquery(String aggregate) {
        draft.uses("scalar sub-query");
        AnalyticScope inner = new AnalyticSources(draft).single();
        AnalyticExpressions expressions = new AnalyticExpressions(draft, inner);
        String result = aggregate.equals("count")
                ? "count(*)::integer"
                : draft.oneOf(
                        () -> "max(" + expressions.text(0) + ")",
                        () -> "string_agg(left(" + expressions.text(0) + ", 2), '' ORDER BY "
                                + String.join(", ", inner.key()) + ")");
        return "(SELECT " + result + " FROM " + inner.from() + correlated(inner) + ")";
    }

    private String correlated(AnalyticScope inner) {
        List<String> ours = inner.of(Kind.ID);
        List<String> theirs = scope.of(Kind.ID);
        return ours.isEmpty() || theirs.isEmpty()
                ? ""
                : " WHERE " + draft.one(ours) + " = " + draft.one(theirs)
                        + (draft.chance(0.4) ? " AND " + new AnalyticExpressions(draft, inner).condition(0) : "");
    }

    String condition(int depth) {
        int less = Math.max(0, depth - 1);
        List<String> standings = scope.of(Kind.STANDING);
        List<String> documents = scope.of(Kind.JSON);
        List<String> arrays = scope.of(Kind.TEXTS);
        if (depth > 0 && draft.chance(0.25)) {
            return subqueryCondition();
        }
        return draft.oneOf(
                () -> integer(less) + draft.one(" < ", " > ", " <> ", " <= ") + draft.integer(1, 60),
                () -> integer(less) + " BETWEEN " + draft.integer(1, 10) + " AND " + draft.integer(11, 40),
                () -> integer(0) + " IN (1, 2, 3, 5, 8, 13, 21, " + draft.integer(30, 40) + ")",
                () -> integer(0) + " = ANY (ARRAY[1, 2, 3, 36, 37, 38])",
                () -> text(less)
                        + draft.one(" = ", " <> ", " < ", " >= ")
                        + draft.text("***", "Oslo", "M", "paid", "****"),
                () -> text(less)
                        + draft.one(" LIKE ", " NOT LIKE ", " ILIKE ")
                        + draft.text("%*%", "%a%", "_e%", "%.com", "+1%"),
                () -> text(less) + draft.one(" ~ ", " !~ ", " ~* ") + draft.text("^[A-M]", "[*]{3}", "example[.]org$"),
                () -> text(less) + draft.one(" IS NULL", " IS NOT NULL"),
                () -> text(less) + " IS DISTINCT FROM " + text(less),
                () -> text(0) + " IN ('***', 'Oslo', 'Bern', 'paid', 'pen', 'hidden', " + draft.text("east", "") + ")",
                () -> "(" + integer(0) + ", " + text(0) + ") >= (" + draft.integer(1, 9) + ", 'C')",
                () -> numeric(less) + " > " + draft.integer(10, 9000),
                () -> date(less) + " >= date '" + draft.between(1965, 2026) + "-06-01'",
                () -> standings.isEmpty() ? "true" : draft.one(standings) + " >= 'regular'",
                () -> documents.isEmpty() ? "true" : draft.one(documents) + " @> '{\"vip\": true}'",
                () -> documents.isEmpty() ? "true" : draft.one(documents) + " ? 'remark'",
                () -> arrays.isEmpty() ? "true" : draft.one(arrays) + " && ARRAY['tag1', 'lot2']",
                () -> arrays.isEmpty() ? "true" : "'tag3' = ANY (" + draft.one(arrays) + ")",
                () -> "(" + condition(less) + draft.one(" OR ", " AND ") + condition(less) + ")",
                () -> "NOT (" + condition(less) + ")",
                () -> "(" + condition(less) + ") IS NOT TRUE");
    }

    private String subqueryCondition() {
        AnalyticScope inner = new AnalyticSources(draft).single();
        AnalyticExpressions expressions = new AnalyticExpressions(draft, inner);
        return draft.oneOf(
                () -> {
                    draft.uses("EXISTS");
                    return draft.one("EXISTS (", "NOT EXISTS (") + "SELECT " + draft.one("", "1", "*") + " FROM "
                            + inner.from() + correlated(inner) + ")";
                },
                () -> {
                    draft.uses("IN sub-query");
                    return integer(0) + draft.one(" IN (", " NOT IN (") + "SELECT " + expressions.integer(0) + " FROM "
                            + inner.from() + " WHERE " + expressions.integer(0) + " < " + draft.integer(5, 40) + ")";
                },
                () -> {
                    draft.uses("ANY and ALL");
                    return text(0) + draft.one(" = ANY (", " >= ALL (", " <> SOME (") + "SELECT " + expressions.text(0)
                            + " FROM " + inner.from() + correlated(inner) + ")";
                });
    }
}
