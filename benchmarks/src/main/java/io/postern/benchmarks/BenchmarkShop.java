package io.postern.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.postern.pgsql.read.DescentParser;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlLexer;
import io.postern.pgwire.sql.SqlText;
import io.postern.policy.analysis.PostgresAnalyser;
import io.postern.policy.catalog.Catalog;
import io.postern.policy.catalog.Column;
import io.postern.policy.catalog.Contents;
import io.postern.policy.catalog.QualifiedName;
import io.postern.policy.catalog.Relation;
import io.postern.policy.catalog.RelationKind;
import io.postern.policy.catalog.View;
import io.postern.policy.document.PolicyDocument;
import io.postern.policy.document.PolicyInvalid;
import io.postern.policy.domain.Asker;
import io.postern.policy.domain.Decider;
import io.postern.policy.domain.Decision;
import io.postern.policy.domain.DecisionQuestion;
import io.postern.policy.domain.Policy;

/** What policy-service knows of a shop with masked customers and filtered tickets, among 300 other tables. */
final class BenchmarkShop {

    private static final int OTHER_TABLES = 300;
    private static final Map<String, Long> TYPES = Map.of(
            "integer", 23L, "text", 25L, "date", 1082L, "timestamp with time zone", 1184L, "numeric(10,2)", 1700L);

    private static final String POLICY = """
            policy: shop
            admissions:
              - {id: agents-in-shop, groups: [agents], database: shop, role: shop_agent}
            rules:
              - id: agents-read
                groups: [agents]
                database: shop
                allow: [select, insert, update, explain, cursor, prepared]
                tables: [public.*]
            masks:
              - {id: emails, groups: [agents], columns: [public.customers.email], mask: email}
              - {id: phones, groups: [agents], columns: [public.customers.phone], mask: {partial: {last: 2}}}
              - {id: cards, groups: [agents], columns: [public.customers.card_number], mask: {partial: {last: 4}}}
            rows:
              - {id: open-tickets, groups: [agents], database: shop, table: public.tickets, where: "status <> 'confidential'"}
            """;

    private final Decider decider = new Decider(new PostgresAnalyser(new DescentParser()));
    private final Policy policy = policy();
    private final Catalog catalog = catalog();

    private static Policy policy() {
        try {
            return PolicyDocument.read(POLICY);
        } catch (PolicyInvalid e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static Catalog catalog() {
        List<Relation> relations = new ArrayList<>();
        table(
                relations,
                "customers",
                "id integer",
                "name text",
                "email text",
                "phone text",
                "card_number text",
                "city text",
                "created_at timestamp with time zone");
        table(
                relations,
                "orders",
                "id integer",
                "customer_id integer",
                "status text",
                "total numeric(10,2)",
                "region text",
                "placed_on date");
        table(
                relations,
                "order_items",
                "id integer",
                "order_id integer",
                "product text",
                "quantity integer",
                "unit_price numeric(10,2)");
        table(relations, "tickets", "id integer", "customer_id integer", "subject text", "body text", "status text");
        Relation contacts = table(relations, "contacts", "id integer", "name text", "email text");
        relations.set(
                relations.size() - 1,
                new Relation(contacts.oid(), contacts.name(), RelationKind.VIEW, contacts.columns(), List.of())
                        .with(new View(
                                " SELECT customers.id,\n    customers.name,\n    customers.email\n   FROM public.customers"
                                        + "\n  WHERE (customers.city <> ''::text);",
                                false,
                                false)));
        for (int i = 0; i < OTHER_TABLES; i++) {
            table(relations, "other_" + i, "id integer", "name text", "made date", "worth numeric(10,2)");
        }
        return new Catalog("c1", 17, Contents.of(relations));
    }

    private static Relation table(List<Relation> relations, String name, String... columns) {
        List<Column> parsed = new ArrayList<>();
        for (String column : columns) {
            String[] parts = column.split(" ", 2);
            Long type = TYPES.get(parts[1]);
            if (type == null) {
                throw new IllegalArgumentException(column);
            }
            parsed.add(new Column(parsed.size() + 1, parts[0], type, parts[1]));
        }
        Relation made = new Relation(
                16_400L + relations.size(),
                new QualifiedName("public", name),
                RelationKind.TABLE,
                parsed,
                List.of());
        relations.add(made);
        return made;
    }

    /** All that policy-service does with the text of a shape it has not seen, but for what goes over Kafka. */
    Decision decide(SqlText sql) {
        try {
            return decider.decide(
                    policy,
                    catalog,
                    new DecisionQuestion(
                            new Asker(Set.of("agents")),
                            "shop",
                            List.of("pg_catalog", "public"),
                            SqlLexer.lex(sql, LexerLimits.DEFAULT)));
        } catch (LexicalError e) {
            return Decider.unreadable(e.getMessage());
        }
    }
}
