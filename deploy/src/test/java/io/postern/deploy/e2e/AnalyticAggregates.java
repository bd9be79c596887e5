package io.postern.deploy.e2e;

import java.util.List;

/** Aggregates and window functions over a FROM clause, each with an order of its own where that counts. */
final class AnalyticAggregates {

    private final AnalyticDraft draft;
    private final AnalyticExpressions expressions;
    private final String key;

    AnalyticAggregates(AnalyticDraft draft, AnalyticScope scope) {
        this.draft = draft;
        this.expressions = new AnalyticExpressions(draft, scope);
        this.key = String.join(", ", scope.key());
    }

    /** Its equal values look the same, and have an order. */
    String any() {
        return draft.oneOf(
                () -> "count(*)" + filter(),
                () -> "count(" + expressions.text(1) + ")" + filter(),
                () -> distinct("count(DISTINCT " + expressions.plain(1) + ")"),
                () -> "sum(" + expressions.money(1) + ")" + filter(),
                () -> "round(avg(" + expressions.money(1) + "), 3)",
                () -> "round(avg(" + expressions.integer(1) + ")" + filter() + ", 2)",
                () -> draft.one("min(", "max(") + expressions.plain(1) + ")" + filter(),
                () -> draft.one("bool_and(", "bool_or(", "every(") + expressions.condition(1) + ")",
                () -> draft.one("bit_and(", "bit_or(", "sum(") + expressions.integer(1) + ")" + filter(),
                this::textual,
                () -> "array_agg(" + expressions.text(1) + " ORDER BY " + key + ")" + filter(),
                () -> "jsonb_agg(" + expressions.any(1) + " ORDER BY " + key + ")",
                () -> "round(stddev(" + expressions.money(0) + "), 4)",
                this::withinGroup);
    }

    String textual() {
        return draft.oneOf(
                () -> "string_agg(" + expressions.text(1) + ", ',' ORDER BY " + key + ")" + filter(),
                () -> {
                    String text = expressions.text(0);
                    return distinct("string_agg(DISTINCT " + text + ", ';' ORDER BY " + text + ")");
                },
                () -> draft.one("min(", "max(") + expressions.text(1) + ")",
                () -> "json_agg(" + expressions.any(0) + " ORDER BY " + key + ")::text");
    }

    private String distinct(String aggregate) {
        draft.uses("DISTINCT in aggregates");
        return aggregate;
    }

    private String filter() {
        if (draft.chance(0.7)) {
            return "";
        }
        draft.uses("FILTER");
        return " FILTER (WHERE " + expressions.condition(1) + ")";
    }

    private String withinGroup() {
        draft.uses("WITHIN GROUP");
        return draft.oneOf(
                () -> "percentile_disc(0.5) WITHIN GROUP (ORDER BY " + expressions.plain(1) + ")",
                () -> "percentile_disc(ARRAY[0.25, 0.75]) WITHIN GROUP (ORDER BY " + expressions.text(0) + ")",
                () -> "percentile_cont(0.5) WITHIN GROUP (ORDER BY " + expressions.integer(1) + ")",
                () -> "mode() WITHIN GROUP (ORDER BY " + expressions.text(1) + ")",
                () -> "rank('M') WITHIN GROUP (ORDER BY " + expressions.text(0) + "::text)");
    }

    /** For OVER, with an order up to rows that are the same. */
    String window() {
        return draft.oneOf(
                () -> draft.one("row_number()", "rank()", "dense_rank()", "percent_rank()", "cume_dist()", "ntile(3)"),
                () -> draft.one("lag(", "lead(") + expressions.text(1) + ", " + draft.between(1, 2) + ")",
                () -> "lag(" + expressions.integer(1) + ", 1, 0)",
                () -> draft.one("first_value(", "last_value(") + expressions.any(1) + ")",
                () -> "nth_value(" + expressions.text(1) + ", 2)",
                () -> "sum(" + expressions.money(1) + ")" + filter(),
                () -> "count(" + expressions.text(1) + ")" + filter(),
                () -> draft.one("min(", "max(") + expressions.plain(1) + ")",
                () -> "string_agg(" + expressions.text(0) + ", '')",
                () -> "avg(" + expressions.integer(0) + ")" + filter());
    }

    String partition() {
        String by = draft.chance(0.6) ? "PARTITION BY " + expressions.plain(1) + " " : "";
        return by + "ORDER BY " + draft.oneOf(() -> "", () -> expressions.plain(0) + draft.one("", " DESC") + ", ")
                + key;
    }

    String frame() {
        String frame = draft.one(List.of(
                "",
                "",
                " ROWS BETWEEN 2 PRECEDING AND CURRENT ROW",
                " ROWS UNBOUNDED PRECEDING",
                " RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING",
                " GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING",
                " ROWS BETWEEN 1 PRECEDING AND 2 FOLLOWING EXCLUDE CURRENT ROW",
                " ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING EXCLUDE TIES"));
        if (!frame.isEmpty()) {
            draft.uses("frames");
        }
        return frame;
    }
}
