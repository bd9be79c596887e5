package io.postern.deploy.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.postern.deploy.e2e.AnalyticScope.Kind;
import io.postern.deploy.e2e.AnalyticScope.Relation;

/** Whole queries. What they answer does not depend on the order in which PostgreSQL happens to work. */
final class AnalyticShapes {

    private static final Relation PART = Relation.of("", "a:TEXT* b:INTEGER* c:NUMERIC*");

    private final AnalyticDraft draft;

    AnalyticShapes(AnalyticDraft draft) {
        this.draft = draft;
    }

    /** @param ordered totally */
    record Shaped(String sql, boolean ordered) {}

    Shaped any() {
        return draft.oneOf(
                () -> select(new AnalyticSources(draft).any()),
                () -> select(new AnalyticSources(draft).any()),
                this::stars,
                this::grouped,
                this::grouped,
                this::aggregated,
                this::windows,
                this::windows,
                this::sets,
                this::with,
                this::with,
                this::recursive,
                this::distinct,
                this::distinctOn,
                this::derived,
                this::values);
    }

    private String where(AnalyticScope scope) {
        return draft.chance(0.65) ? " WHERE " + new AnalyticExpressions(draft, scope).condition(2) : "";
    }

    private Shaped select(AnalyticScope scope) {
        draft.uses("select");
        AnalyticExpressions expressions = new AnalyticExpressions(draft, scope);
        List<String> outputs = new ArrayList<>();
        for (int i = 0; i < draft.between(1, 5); i++) {
            outputs.add(labelled(expressions.any(2)));
        }
        String sql = "SELECT " + String.join(", ", outputs) + " FROM " + scope.from() + where(scope);
        return ordered(sql, scope);
    }

    private String labelled(String expression) {
        return expression
                + draft.one("", "", " AS " + draft.name("o"), " AS \"Out " + draft.name("") + "\"", " AS email");
    }

    private Shaped ordered(String sql, AnalyticScope scope) {
        if (draft.chance(0.4)) {
            return new Shaped(sql, false);
        }
        draft.uses("ORDER BY");
        String first = draft.chance(0.5)
                ? new AnalyticExpressions(draft, scope).plain(1)
                        + draft.one("", " DESC", " NULLS FIRST", " DESC NULLS LAST")
                        + ", "
                : "";
        return new Shaped(sql + " ORDER BY " + first + String.join(", ", scope.key()) + limit(), true);
    }

    private String limit() {
        if (draft.chance(0.5)) {
            return "";
        }
        draft.uses("LIMIT");
        return draft.oneOf(
                () -> " LIMIT " + draft.integer(1, 20),
                () -> " LIMIT " + draft.integer(1, 20) + " OFFSET " + draft.integer(0, 5),
                () -> " OFFSET " + draft.between(0, 5) + " ROWS FETCH FIRST " + draft.between(1, 9) + " ROWS ONLY");
    }

    private Shaped stars() {
        draft.uses("*");
        AnalyticScope scope = new AnalyticSources(draft).any();
        String list = draft.oneOf(
                () -> "*",
                () -> draft.one(scope.rows()) + ".*",
                () -> "*, " + new AnalyticExpressions(draft, scope).text(1) + " AS more");
        return ordered("SELECT " + list + " FROM " + scope.from() + where(scope), scope);
    }

    private static String places(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    }

    private Shaped grouped() {
        AnalyticScope scope = new AnalyticSources(draft).any();
        AnalyticExpressions expressions = new AnalyticExpressions(draft, scope);
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < draft.between(1, 3); i++) {
            groups.add(expressions.plain(1));
        }
        List<String> outputs = new ArrayList<>(groups);
        AnalyticAggregates aggregates = new AnalyticAggregates(draft, scope);
        for (int i = 0; i < draft.between(1, 4); i++) {
            outputs.add(aggregates.any());
        }
        String list = String.join(", ", groups);
        String by = draft.oneOf(
                () -> {
                    draft.uses("GROUP BY");
                    return draft.one(list, places(groups.size()));
                },
                () -> {
                    draft.uses("ROLLUP and CUBE");
                    outputs.add("grouping(" + groups.get(0) + ")");
                    return draft.one("ROLLUP (", "CUBE (") + list + ")";
                },
                () -> {
                    draft.uses("GROUPING SETS");
                    outputs.add("grouping(" + list + ")");
                    return "GROUPING SETS ((" + list + "), (" + groups.get(0) + "), ())";
                });
        String having = "";
        if (draft.chance(0.3)) {
            draft.uses("HAVING");
            having = " HAVING "
                    + draft.oneOf(
                            () -> "count(*) > 1",
                            () -> "min(" + expressions.text(0) + ") < 'm'",
                            () -> "count(*) < 40");
        }
        String sql = "SELECT " + String.join(", ", outputs) + " FROM " + scope.from() + where(scope) + " GROUP BY " + by
                + having;
        return placed(sql, outputs.size());
    }

    private Shaped placed(String sql, int outputs) {
        if (draft.chance(0.4)) {
            return new Shaped(sql, false);
        }
        draft.uses("ORDER BY");
        return new Shaped(sql + " ORDER BY " + places(outputs) + limit(), true);
    }

    private Shaped aggregated() {
        draft.uses("aggregates");
        AnalyticScope scope = new AnalyticSources(draft).any();
        AnalyticAggregates aggregates = new AnalyticAggregates(draft, scope);
        List<String> outputs = new ArrayList<>();
        for (int i = 0; i < draft.between(1, 6); i++) {
            outputs.add(aggregates.any());
        }
        return new Shaped("SELECT " + String.join(", ", outputs) + " FROM " + scope.from() + where(scope), true);
    }

    private Shaped windows() {
        draft.uses("windows");
        AnalyticScope scope = new AnalyticSources(draft).any();
        AnalyticAggregates aggregates = new AnalyticAggregates(draft, scope);
        AnalyticExpressions expressions = new AnalyticExpressions(draft, scope);
        List<String> outputs = new ArrayList<>(scope.key());
        for (int i = 0; i < draft.between(1, 3); i++) {
            outputs.add(aggregates.window() + " OVER (" + aggregates.partition() + aggregates.frame() + ")");
        }
        String window = "";
        if (draft.chance(0.4)) {
            outputs.add(aggregates.window() + " OVER w");
            outputs.add("first_value(" + expressions.text(1) + ") OVER (w)");
            window = " WINDOW w AS (" + aggregates.partition() + ")";
        }
        return ordered("SELECT " + String.join(", ", outputs) + " FROM " + scope.from() + where(scope) + window, scope);
    }

    /** Three columns whose equal values look the same. */
    private String part() {
        AnalyticScope scope = new AnalyticSources(draft).any();
        AnalyticExpressions expressions = new AnalyticExpressions(draft, scope);
        return "SELECT " + expressions.text(1) + " AS a, " + expressions.integer(1) + " AS b, " + expressions.money(1)
                + " AS c FROM " + scope.from() + where(scope);
    }

    private String combined(int depth) {
        if (depth == 0) {
            return "(" + part() + ")";
        }
        return "(" + combined(depth - 1) + " "
                + draft.one(
                        "UNION", "UNION ALL", "INTERSECT", "EXCEPT", "INTERSECT ALL", "EXCEPT ALL", "UNION DISTINCT")
                + " " + combined(draft.between(0, depth - 1)) + ")";
    }

    private Shaped sets() {
        draft.uses("set operations");
        String whole = combined(draft.between(1, 2));
        return placed(whole.substring(1, whole.length() - 1), 3);
    }

    private Shaped with() {
        draft.uses("WITH");
        String one = draft.name("q");
        String other = draft.name("q");
        String kept = draft.one("", "", "MATERIALIZED ", "NOT MATERIALIZED ");
        String first = one + " AS " + kept + "(" + part() + ")";
        AnalyticScope ofFirst = PART.as(one, one);
        String second = draft.oneOf(
                () -> other + " (a, b, c) AS (SELECT a, count(*)::integer, sum(c)::numeric(20, 2) FROM " + one
                        + " GROUP BY a)",
                () -> {
                    draft.uses("nested WITH");
                    return other + " AS (WITH " + one + " AS (" + part() + ") SELECT * FROM " + one + ")";
                },
                () -> other + " AS (SELECT max(a) AS a, b, min(c) AS c FROM " + one + " GROUP BY b)");
        AnalyticScope ofSecond = PART.as(other, other);
        AnalyticScope scope = draft.oneOf(
                () -> ofFirst,
                () -> ofSecond,
                () -> ofFirst.and(one + " JOIN " + other + " ON " + one + ".b = " + other + ".b", ofSecond),
                () -> {
                    AnalyticScope table = new AnalyticSources(draft).single();
                    return ofFirst.and(
                            one + " CROSS JOIN (SELECT 1) AS nothing LEFT JOIN " + table.from() + " ON " + one + ".b = "
                                    + new AnalyticExpressions(draft, table).integer(0),
                            table);
                });
        Shaped main = select(scope);
        return new Shaped("WITH " + first + ", " + second + " " + main.sql(), main.ordered());
    }

    private Shaped recursive() {
        draft.uses("recursive WITH");
        String search = draft.one("", "", " SEARCH DEPTH FIRST BY id SET place", " CYCLE id SET again USING path");
        String chain =
                "WITH RECURSIVE chain (id, a, boss, b, c) AS (SELECT id, name, manager_id, 1, salary FROM employees WHERE "
                        + draft.oneOf(() -> "manager_id IS NULL", () -> "id = " + draft.integer(1, 4))
                        + " UNION ALL SELECT e.id, chain.a || '/' || e.department, e.manager_id, chain.b + 1, e.salary"
                        + " FROM employees e JOIN chain ON e.manager_id = chain.id)" + search + " ";
        AnalyticScope ofChain =
                Relation.of("", "id:ID* a:TEXT boss:ID b:INTEGER c:NUMERIC").as("chain", "chain");
        AnalyticScope customers = new AnalyticSources(draft).customers();
        AnalyticScope scope = draft.chance(0.5)
                ? ofChain
                : ofChain.and(
                        "chain LEFT JOIN " + customers.from() + " ON chain.id = "
                                + customers.of(Kind.ID).get(0),
                        customers);
        Shaped main = select(scope);
        return new Shaped(chain + main.sql(), main.ordered());
    }

    private Shaped distinct() {
        draft.uses("DISTINCT");
        AnalyticScope scope = new AnalyticSources(draft).any();
        AnalyticExpressions expressions = new AnalyticExpressions(draft, scope);
        List<String> outputs = new ArrayList<>();
        for (int i = 0; i < draft.between(1, 3); i++) {
            outputs.add(expressions.plain(1));
        }
        return placed(
                "SELECT DISTINCT " + String.join(", ", outputs) + " FROM " + scope.from() + where(scope),
                outputs.size());
    }

    private Shaped distinctOn() {
        draft.uses("DISTINCT ON");
        AnalyticScope scope = new AnalyticSources(draft).any();
        AnalyticExpressions expressions = new AnalyticExpressions(draft, scope);
        String on = expressions.plain(1);
        return new Shaped(
                "SELECT DISTINCT ON (" + on + ") " + on + ", " + labelled(expressions.any(1)) + " FROM " + scope.from()
                        + where(scope) + " ORDER BY " + on + ", " + String.join(", ", scope.key()) + limit(),
                true);
    }

    private Shaped derived() {
        draft.uses("sub-query in FROM");
        String alias = draft.name("d");
        String inner = draft.chance(0.5) ? part() : combined(1);
        AnalyticScope scope = PART.as("(" + inner + ") AS " + alias + draft.one("", " (a, b, c)"), alias);
        return draft.chance(0.5)
                ? select(scope)
                : new Shaped(
                        "SELECT count(*), count(DISTINCT " + alias + ".a), sum(b), max(c) FROM " + scope.from()
                                + where(scope),
                        true);
    }

    private Shaped values() {
        draft.uses("VALUES");
        AnalyticScope scope = new AnalyticSources(draft).single();
        AnalyticAggregates aggregates = new AnalyticAggregates(draft, scope);
        String rows = IntStream.rangeClosed(1, draft.between(1, 3))
                .mapToObj(row ->
                        "(" + row + ", (SELECT " + aggregates.textual() + " FROM " + scope.from() + where(scope) + "))")
                .collect(Collectors.joining(", "));
        return draft.chance(0.5)
                ? new Shaped("VALUES " + rows, true)
                : new Shaped("SELECT * FROM (VALUES " + rows + ") AS v (n, a) ORDER BY n DESC", true);
    }
}
