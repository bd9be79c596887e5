package io.postern.policy;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import io.postern.pgsql.read.DescentParser;
import io.postern.pgwire.sql.LexerLimits;
import io.postern.pgwire.sql.LexicalError;
import io.postern.pgwire.sql.SqlLexer;
import io.postern.pgwire.sql.SqlText;
import io.postern.pgwire.sql.TokenEdits;
import io.postern.pgwire.sql.Tokens;
import io.postern.policy.analysis.PostgresAnalyser;
import io.postern.policy.catalog.Behaviour;
import io.postern.policy.catalog.Catalog;
import io.postern.policy.catalog.Column;
import io.postern.policy.catalog.Contents;
import io.postern.policy.catalog.QualifiedName;
import io.postern.policy.catalog.Relation;
import io.postern.policy.catalog.RelationKind;
import io.postern.policy.catalog.Routine;
import io.postern.policy.catalog.RoutineKind;
import io.postern.policy.catalog.View;
import io.postern.policy.document.PolicyDocument;
import io.postern.policy.document.PolicyInvalid;
import io.postern.policy.domain.Asker;
import io.postern.policy.domain.Decider;
import io.postern.policy.domain.Decision;
import io.postern.policy.domain.DecisionQuestion;
import io.postern.policy.domain.Policy;

/** The sample shop: its catalog, and some objects besides that its tests need. */
public final class Shop {

    public static final List<String> SEARCH_PATH = List.of("pg_catalog", "public");
    public static final Set<String> AGENT = Set.of("agents");
    public static final Set<String> ANALYST = Set.of("analysts");
    private static final long UPPER_SECRET = 16_399;
    private static final Map<String, Long> TYPES = Map.of(
            "integer", 23L,
            "text", 25L,
            "character varying(40)", 1043L,
            "timestamp with time zone", 1184L,
            "numeric(10,2)", 1700L);

    public static final Catalog CATALOG = catalog();
    public static final Policy POLICY = policy(PolicyService.samplePolicy());

    private static final Decider DECIDER = new Decider(new PostgresAnalyser(new DescentParser()));

    private Shop() {}

    private static Catalog catalog() {
        AtomicLong oid = new AtomicLong(16_400);
        Relation log = table(oid, "public", "log", "id integer", "line text");
        List<Relation> relations = List.of(
                table(
                        oid,
                        "public",
                        "customers",
                        "id integer",
                        "name text",
                        "email text",
                        "phone character varying(40)",
                        "card_number text",
                        "created_at timestamp with time zone"),
                table(oid, "public", "products", "id integer", "name text", "price numeric(10,2)", "stock integer"),
                table(
                        oid,
                        "public",
                        "orders",
                        "id integer",
                        "customer_id integer",
                        "status text",
                        "total numeric(10,2)",
                        "created_at timestamp with time zone"),
                table(
                        oid,
                        "public",
                        "order_items",
                        "id integer",
                        "order_id integer",
                        "product_id integer",
                        "quantity integer",
                        "unit_price numeric(10,2)"),
                table(
                        oid,
                        "public",
                        "employees",
                        "id integer",
                        "name text",
                        "title text",
                        "email text",
                        "salary numeric(10,2)"),
                table(oid, "hidden", "customers", "id integer", "email text"),
                log,
                new Relation(
                        oid.incrementAndGet(),
                        new QualifiedName("public", "log_2026"),
                        RelationKind.TABLE,
                        log.columns(),
                        List.of(log.oid())),
                view(oid, RelationKind.VIEW, "customer_view", "SELECT customers.email FROM public.customers;", "email"),
                view(
                        oid,
                        RelationKind.MATERIALIZED_VIEW,
                        "customer_copy",
                        "SELECT customers.email FROM public.customers;",
                        "email"),
                view(
                        oid,
                        RelationKind.VIEW,
                        "log_view",
                        " SELECT log.id,\n    log.line\n   FROM public.log;",
                        "id",
                        "line"),
                barrier(view(
                        oid,
                        RelationKind.VIEW,
                        "log_lines",
                        " SELECT v.line AS shown\n   FROM public.log_view v\n  WHERE (v.id > 0);",
                        "shown")),
                groups(oid),
                view(
                        oid,
                        RelationKind.VIEW,
                        "order_view",
                        " SELECT orders.id,\n    orders.status\n   FROM public.orders;",
                        "id",
                        "status"),
                view(oid, RelationKind.MATERIALIZED_VIEW, "log_ids", " SELECT log.id\n   FROM public.log;", "id"),
                table(oid, "public", "notes", "id integer", "region text", "body text"),
                table(oid, "public", "watched", "id integer", "secret text")
                        .with(new Behaviour(false, false, List.of(UPPER_SECRET))),
                table(oid, "public", "ruled", "id integer").with(new Behaviour(false, true, List.of())),
                relation(oid, RelationKind.FOREIGN_TABLE, "elsewhere"),
                relation(oid, RelationKind.SEQUENCE, "orders_id_seq"));
        List<Routine> routines = List.of(
                routine(oid.incrementAndGet(), "leak"),
                routine(UPPER_SECRET, "upper_secret"),
                routine(oid.incrementAndGet(), "md5"));
        return new Catalog("c1", 17, Contents.of(relations).with(routines));
    }

    private static long typeOid(String name) {
        return requireNonNull(TYPES.get(name));
    }

    private static Routine routine(long oid, String name) {
        return new Routine(
                oid,
                new QualifiedName("public", name),
                RoutineKind.FUNCTION,
                new Routine.Signature("text", List.of(typeOid("text")), typeOid("text"), false, List.of()),
                false,
                "digest of " + name);
    }

    private static Relation view(AtomicLong oid, RelationKind kind, String name, String definition, String... columns) {
        AtomicLong number = new AtomicLong();
        return new Relation(
                        oid.incrementAndGet(),
                        new QualifiedName("public", name),
                        kind,
                        Arrays.stream(columns)
                                .map(column -> column.equals("id") ? "integer" : "text")
                                .map(type -> {
                                    int next = (int) number.incrementAndGet();
                                    return new Column(next, columns[next - 1], typeOid(type), type);
                                })
                                .toList(),
                        List.of())
                .with(new View(definition, false, false));
    }

    /** Grouped by a primary key, as pg_get_viewdef() shows it. */
    private static Relation groups(AtomicLong oid) {
        return new Relation(
                        oid.incrementAndGet(),
                        new QualifiedName("public", "log_groups"),
                        RelationKind.VIEW,
                        List.of(
                                new Column(1, "id", 23, "integer"),
                                new Column(2, "line", 25, "text"),
                                new Column(3, "orders", 20, "bigint")),
                        List.of())
                .with(new View(
                        " SELECT l.id,\n    l.line,\n    count(o.id) AS orders\n   FROM (public.log l\n"
                                + "     LEFT JOIN public.orders o ON ((o.id = l.id)))\n  GROUP BY l.id;",
                        false,
                        false));
    }

    private static Relation barrier(Relation view) {
        return view.with(new View(view.view().orElseThrow().definition(), true, false));
    }

    private static Relation relation(AtomicLong oid, RelationKind kind, String name) {
        return new Relation(
                oid.incrementAndGet(),
                new QualifiedName("public", name),
                kind,
                List.of(new Column(1, "email", typeOid("text"), "text")),
                List.of());
    }

    private static Relation table(AtomicLong oid, String schema, String name, String... columns) {
        AtomicLong number = new AtomicLong();
        return new Relation(
                oid.incrementAndGet(),
                new QualifiedName(schema, name),
                RelationKind.TABLE,
                Arrays.stream(columns)
                        .map(column -> column.split(" ", 2))
                        .map(parts -> new Column((int) number.incrementAndGet(), parts[0], typeOid(parts[1]), parts[1]))
                        .toList(),
                List.of());
    }

    /** A policy that is known to be valid. */
    public static Policy policy(String document) {
        try {
            return PolicyDocument.read(document);
        } catch (PolicyInvalid e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    public static Tokens lex(String sql) {
        try {
            return SqlLexer.lex(SqlText.of(sql), LexerLimits.DEFAULT);
        } catch (LexicalError e) {
            throw new AssertionError(sql, e);
        }
    }

    public static Decision decide(Policy policy, Set<String> groups, String sql) {
        return DECIDER.decide(policy, CATALOG, new DecisionQuestion(new Asker(groups), "shop", SEARCH_PATH, lex(sql)));
    }

    public static Decision decide(Set<String> groups, String sql) {
        return decide(POLICY, groups, sql);
    }

    /** The text that would run. */
    public static String rewritten(String sql, Decision decision) {
        Tokens tokens = lex(sql);
        return TokenEdits.apply(tokens.sql(), tokens, decision.edits()).asString();
    }
}
