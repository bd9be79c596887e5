package io.postern.deploy.e2e;

import java.util.ArrayList;
import java.util.List;

import io.postern.deploy.e2e.AnalyticScope.Column;
import io.postern.deploy.e2e.AnalyticScope.Kind;
import io.postern.deploy.e2e.AnalyticScope.Relation;

/** FROM clauses over the market. */
final class AnalyticSources {

    private static final String CUSTOMER =
            "id:ID* name:TEXT email:TEXT phone:TEXT card_number:TEXT notes:JSON tags:TEXTS"
                    + " salary:NUMERIC born:DATE standing:STANDING city:TEXT created_at:INSTANT";
    private static final String PAYMENT = "id:ID* order_id:ID* iban:TEXT* paid:NUMERIC* paid_on:DAY*";

    private static final Relation CUSTOMERS = Relation.of("customers", CUSTOMER);
    private static final Relation LEDGER =
            Relation.of("ledger", "id:ID* account:INTEGER booked:DAY memo:TEXT value:NUMERIC");

    private static final List<Relation> TABLES = List.of(
            CUSTOMERS,
            CUSTOMERS,
            CUSTOMERS,
            Relation.of("orders", "id:ID* customer_id:ID status:TEXT total:NUMERIC region:TEXT placed_on:DAY"),
            Relation.of("order_items", "id:ID* order_id:ID product:TEXT quantity:INTEGER unit_price:NUMERIC"),
            Relation.of("employees", "id:ID* name:TEXT manager_id:ID department:TEXT salary:NUMERIC hired:DAY"),
            Relation.of("tickets", "id:ID* customer_id:ID subject:TEXT body:TEXT confidential:BOOLEAN opened:DAY"));

    private static final List<Relation> FAMILIES = List.of(
            Relation.of("payments", PAYMENT),
            Relation.of("payments_2025", PAYMENT),
            Relation.of("payments_2026", PAYMENT),
            Relation.of("payments_2026_first", PAYMENT),
            Relation.of("people", "id:ID* full_name:TEXT* passport:TEXT*"),
            Relation.of("members", "id:ID* full_name:TEXT* passport:TEXT* joined:DAY*"),
            Relation.of("assets", "id:ID* label:TEXT* serial:TEXT*"),
            Relation.of("secret_assets", "id:ID* label:TEXT* serial:TEXT* room:TEXT*"));

    private static final List<Relation> VIEWS = List.of(
            Relation.of("customer_contacts", "id:ID* name:TEXT email:TEXT telephone:TEXT"),
            Relation.of("contacts_by_host", "host:TEXT* customers:INTEGER first_email:TEXT"),
            Relation.of("gold_customers", "id:ID* name:TEXT email:TEXT salary:NUMERIC"),
            Relation.of("callers", CUSTOMER),
            Relation.of(
                    "customer_orders", "customer_id:ID name:TEXT email:TEXT order_id:ID* total:NUMERIC status:TEXT"),
            Relation.of("top_earners", "id:ID* name:TEXT salary:NUMERIC place:INTEGER"),
            Relation.of("all_names", "kind:TEXT* name:TEXT* secret:TEXT*"),
            Relation.of("tag_list", "id:ID* tag:TEXT*"),
            Relation.of("open_tickets", "id:ID* subject:TEXT body:TEXT name:TEXT"),
            Relation.of("region_totals", "region:TEXT* total:NUMERIC orders:INTEGER"),
            Relation.of("all_payments", "id:ID* order_id:ID* iban:TEXT* paid:NUMERIC*"));

    private final AnalyticDraft draft;

    AnalyticSources(AnalyticDraft draft) {
        this.draft = draft;
    }

    /** One relation or several, joined. */
    AnalyticScope any() {
        int pick = draft.between(0, 11);
        return switch (pick) {
            case 0, 1, 2 -> single();
            case 3, 4 -> joined(single(), single());
            case 5 -> joined(joined(single(), single()), single());
            case 6 -> using();
            case 7 -> natural();
            case 8 -> lateral();
            case 9 -> values();
            case 10 -> expanded();
            default -> crossed();
        };
    }

    AnalyticScope single() {
        int pick = draft.between(0, 11);
        if (pick < 5) {
            return named(draft.one(TABLES));
        }
        if (pick < 8) {
            draft.uses("partitions and children");
            return named(draft.one(FAMILIES));
        }
        if (pick == 8) {
            draft.uses("sub-query in FROM");
            String alias = draft.name("l");
            boolean ledger = draft.chance(0.5);
            Relation part = ledger ? LEDGER : CUSTOMERS;
            String condition = ledger ? "account = " + draft.integer(1, 60) : "id > " + draft.integer(1, 40);
            return part.as("(SELECT * FROM " + part.name() + " WHERE " + condition + ") AS " + alias, alias);
        }
        draft.uses("views");
        return named(draft.one(VIEWS));
    }

    AnalyticScope customers() {
        return named(CUSTOMERS);
    }

    private AnalyticScope named(Relation relation) {
        String name = draft.chance(0.15) ? "public." + relation.name() : relation.name();
        if (draft.chance(0.12)
                && FAMILIES.contains(relation)
                && !relation.name().startsWith("payments")) {
            draft.uses("ONLY");
            name = "ONLY " + name;
        }
        String alias = draft.name("t");
        if (draft.chance(0.12)) {
            draft.uses("column aliases");
            List<String> others = new ArrayList<>();
            for (int i = 0; i < draft.between(1, relation.columns().size()); i++) {
                others.add(draft.name("c"));
            }
            return relation.renamed(others).as(name + " AS " + alias + " (" + String.join(", ", others) + ")", alias);
        }
        return relation.as(name + (draft.chance(0.5) ? " AS " : " ") + alias, alias);
    }

    private AnalyticScope joined(AnalyticScope left, AnalyticScope right) {
        String kind = draft.one("JOIN", "INNER JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN");
        draft.uses(kind.replace("INNER JOIN", "JOIN"));
        String on = equal(left, right);
        if (!kind.startsWith("FULL") && draft.chance(0.3)) {
            on += " AND " + new AnalyticExpressions(draft, left.and("", right)).condition(1);
        }
        return left.and(left.from() + " " + kind + " " + parenthesised(right.from()) + " ON " + on, right);
    }

    private static String parenthesised(String from) {
        return from.contains(" JOIN ") ? "(" + from + ")" : from;
    }

    private String equal(AnalyticScope left, AnalyticScope right) {
        List<String> ours = left.of(Kind.ID);
        List<String> theirs = right.of(Kind.ID);
        if (ours.isEmpty() || theirs.isEmpty()) {
            return draft.one(left.of(Kind.TEXT)) + " = " + draft.one(right.of(Kind.TEXT));
        }
        return draft.one(ours) + " = " + draft.one(theirs);
    }

    private AnalyticScope using() {
        draft.uses("USING");
        Relation left = draft.one(TABLES);
        Relation right = draft.one(TABLES);
        String one = draft.name("u");
        String other = draft.name("u");
        String kind = draft.one("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN");
        String from = left.name() + " AS " + one + " " + kind + " " + right.name() + " AS " + other + " USING (id)";
        return left.as("", one).and(from, right.as("", other)).with(new Column("id", Kind.ID));
    }

    private AnalyticScope natural() {
        draft.uses("NATURAL JOIN");
        String one = draft.name("n");
        String other = draft.name("n");
        String kind = draft.one("NATURAL JOIN", "NATURAL LEFT JOIN", "NATURAL FULL JOIN");
        Relation view = draft.one(VIEWS.get(0), VIEWS.get(2), VIEWS.get(3));
        String from = "customers AS " + one + " " + kind + " " + view.name() + " AS " + other;
        return CUSTOMERS.as("", one).and(from, view.as("", other)).with(new Column("id", Kind.ID));
    }

    private AnalyticScope crossed() {
        draft.uses("CROSS JOIN");
        AnalyticScope left = single();
        String numbers = draft.name("g");
        draft.uses("generate_series");
        AnalyticScope series = new AnalyticScope(
                "", List.of(new Column(numbers + ".i", Kind.INTEGER)), List.of(numbers), List.of(numbers + ".i"));
        return left.and(
                left.from() + " CROSS JOIN generate_series(1, " + draft.integer(2, 4) + ") AS " + numbers + " (i)",
                series);
    }

    private AnalyticScope lateral() {
        draft.uses("LATERAL");
        AnalyticScope left = single();
        AnalyticScope inner = single();
        AnalyticExpressions both = new AnalyticExpressions(draft, inner.within(left));
        String alias = draft.name("x");
        String subquery = "SELECT " + both.text(1) + " AS a, " + both.integer(1) + " AS b, " + both.numeric(0)
                + " AS c FROM " + inner.from() + " WHERE " + equal(inner, left) + " ORDER BY "
                + String.join(", ", inner.key()) + " LIMIT " + draft.integer(1, 3);
        AnalyticScope right = new AnalyticScope(
                "",
                List.of(
                        new Column(alias + ".a", Kind.TEXT),
                        new Column(alias + ".b", Kind.INTEGER),
                        new Column(alias + ".c", Kind.NUMERIC)),
                List.of(alias),
                List.of(alias + ".a", alias + ".b", alias + ".c"));
        String join = draft.one(" CROSS JOIN LATERAL (%s) AS %s", " LEFT JOIN LATERAL (%s) AS %s ON true");
        return left.and(left.from() + join.formatted(subquery, alias), right);
    }

    private AnalyticScope values() {
        draft.uses("VALUES join");
        AnalyticScope left = single();
        List<String> ids = left.of(Kind.ID, Kind.INTEGER);
        String alias = draft.name("v");
        String column = ids.isEmpty() ? "1" : draft.one(ids);
        AnalyticScope right = new AnalyticScope(
                "",
                List.of(new Column(alias + ".n", Kind.INTEGER), new Column(alias + ".w", Kind.TEXT)),
                List.of(alias),
                List.of(alias + ".n"));
        return left.and(
                left.from() + draft.one(" JOIN ", " LEFT JOIN ") + "(VALUES (1, 'one'), (" + draft.integer(2, 9)
                        + ", 'some'), (10, NULL), (36, 'odd')) AS " + alias + " (n, w) ON " + alias + ".n = " + column,
                right);
    }

    /** Some documents are no objects. */
    static String object(String document) {
        return "CASE WHEN jsonb_typeof(" + document + ") = 'object' THEN " + document + " END";
    }

    /** Rows for what is in arrays, documents and texts. */
    private AnalyticScope expanded() {
        AnalyticScope left = draft.oneOf(this::customers, () -> VIEWS.get(3).as("callers AS e", "e"));
        String alias = draft.name("f");
        String tags = left.of(Kind.TEXTS).get(0);
        String notes = object(left.of(Kind.JSON).get(0));
        String call = draft.one(
                "unnest(" + tags + ") WITH ORDINALITY AS %s (w, n)",
                "jsonb_each_text(" + notes + ") WITH ORDINALITY AS %s (k, w, n)",
                "string_to_table(" + draft.one(left.of(Kind.TEXT)) + ", '@') WITH ORDINALITY AS %s (w, n)",
                "jsonb_object_keys(" + notes + ") WITH ORDINALITY AS %s (w, n)",
                "regexp_split_to_table(" + draft.one(left.of(Kind.TEXT)) + ", ' ') WITH ORDINALITY AS %s (w, n)");
        draft.uses("set-returning functions");
        AnalyticScope right = new AnalyticScope(
                "",
                List.of(new Column(alias + ".n", Kind.INTEGER), new Column(alias + ".w", Kind.TEXT)),
                List.of(alias),
                List.of(alias + ".n"));
        return left.and(
                left.from() + draft.one(", ", " CROSS JOIN ", " CROSS JOIN LATERAL ") + call.formatted(alias), right);
    }
}
