package io.postern.deploy.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Random statements over the market, one after the other. Seeded. */
final class FuzzStatements {

    private static final FuzzSource NOTHING = new FuzzSource("", List.of(), List.of());

    private static final List<FuzzTable> TARGETS = List.of(
            FuzzTable.DRAFTS,
            FuzzTable.GUESSES,
            FuzzTable.STOCK,
            FuzzTable.CUSTOMERS,
            FuzzTable.EMPLOYEES,
            FuzzTable.PAYMENTS,
            FuzzTable.PEOPLE,
            FuzzTable.SECRET_ASSETS,
            FuzzTable.TICKETS);

    private static final List<String> ODD = List.of(
            "CREATE TABLE stolen AS %s",
            "CREATE TEMP TABLE stolen AS %s",
            "CREATE VIEW stolen AS %s",
            "CREATE TEMP VIEW stolen AS %s",
            "CREATE MATERIALIZED VIEW stolen AS %s",
            "SELECT * INTO TEMP stolen FROM (%s) AS q",
            "DO $$BEGIN RAISE NOTICE '%%', (SELECT email FROM customers LIMIT 1); END$$",
            "CALL lab.report()",
            "REFRESH MATERIALIZED VIEW customer_copy",
            "ALTER TABLE customers RENAME email TO title",
            "COPY customers TO '/tmp/out'",
            "COPY (%s) TO PROGRAM 'cat'",
            "ANALYZE customers",
            "LOCK TABLE customers IN SHARE MODE",
            "SET ROLE postgres",
            "SET SESSION AUTHORIZATION market_clerk",
            "EXECUTE nothing",
            "SELECT 1; %s",
            "/* %s */ TABLE customers",
            "SELECT pg_catalog.query_to_xml('TABLE customers', true, true, '')",
            "SELECT table_to_xml('customers', true, true, '')",
            "SELECT lo_import('/etc/passwd')",
            "SELECT pg_read_file('PG_VERSION')",
            "SELECT ts_stat('SELECT to_tsvector(email) FROM customers')",
            "SELECT lab.peek(id) FROM customers",
            "SELECT lab.upper(name) FROM customers",
            "SELECT lab.collect(name) FROM customers",
            "SELECT (1::lab.probe).value",
            "SELECT name::lab.known_mail FROM customers",
            "SELECT name OPERATOR(lab.===) 'x' FROM customers",
            "SELECT nextval('lab.counter')",
            "SELECT last_value FROM lab.counter");

    private static final List<String> CATALOG = List.of(
            "SELECT * FROM pg_stats WHERE tablename = 'customers'",
            "SELECT stavalues1 FROM pg_statistic",
            "SELECT query FROM pg_stat_activity",
            "SELECT relname, relkind FROM pg_class WHERE relname LIKE 'cust%'",
            "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'customers'::regclass",
            "SELECT pg_get_viewdef('customer_contacts'::regclass)",
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'",
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'customers'",
            "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'lab'::regnamespace",
            "SELECT rolname FROM pg_roles",
            "SELECT * FROM pg_authid",
            "SELECT reltuples FROM pg_class WHERE oid = 'customers'::regclass",
            "SELECT indexdef FROM pg_indexes WHERE tablename = 'ledger'",
            "SELECT pg_relation_size('customers'), pg_table_size('ledger')",
            "SELECT n_live_tup FROM pg_stat_user_tables",
            "SELECT name, setting FROM pg_settings WHERE name LIKE 'search%'",
            "SELECT * FROM pg_prepared_statements",
            "SELECT name, statement FROM pg_cursors");

    private final FuzzChoice choice;
    private final FuzzQueries queries;
    private final List<String> pieces = new ArrayList<>();

    FuzzStatements(long seed) {
        choice = new FuzzChoice(seed);
        queries = new FuzzQueries(choice);
        for (String file : List.of("attacks-columns.sql", "attacks-guard.sql", "controls.sql")) {
            MarketCase.read(file).stream()
                    .filter(one -> one.steps().size() == 1)
                    .map(MarketCase::last)
                    .filter(FuzzStatements::readsOnly)
                    .forEach(pieces::add);
        }
    }

    private static boolean readsOnly(String sql) {
        return !sql.toUpperCase(Locale.ROOT)
                .matches("(?s).*\\b(INSERT|UPDATE|DELETE|MERGE|COPY|SET|RESET|DISCARD|BEGIN|COMMIT|PREPARE)\\b.*");
    }

    Market.Identity identity() {
        return choice.of(
                Market.Identity.AGENTS,
                Market.Identity.AGENTS,
                Market.Identity.AGENTS,
                Market.Identity.ANALYSTS,
                Market.Identity.CLERKS);
    }

    MarketForm form(MarketCase sent) {
        return choice.of(List.copyOf(MarketForm.suitable(sent)));
    }

    FuzzStatement next() {
        int kind = choice.in(100);
        choice.begin(kind < 60 && choice.in(6) == 0);
        if (kind < 60) {
            return made(FuzzStatement.Kind.SELECT, queries.whole());
        } else if (kind < 70) {
            return unsteady(FuzzStatement.Kind.CHANGED_WORDS, changedWords());
        } else if (kind < 74) {
            return unsteady(FuzzStatement.Kind.INSERT, insert());
        } else if (kind < 79) {
            return unsteady(FuzzStatement.Kind.UPDATE, update());
        } else if (kind < 82) {
            return unsteady(FuzzStatement.Kind.DELETE, delete());
        } else if (kind < 85) {
            return unsteady(FuzzStatement.Kind.MERGE, merge());
        } else if (kind < 87) {
            return unsteady(FuzzStatement.Kind.WITH_CHANGES, withChanges());
        } else if (kind < 90) {
            return unsteady(FuzzStatement.Kind.COPY, copy());
        } else if (kind < 93) {
            return unsteady(FuzzStatement.Kind.EXPLAIN, explain());
        } else if (kind < 95) {
            return cursor();
        } else if (kind < 97) {
            return unsteady(FuzzStatement.Kind.CATALOG, choice.of(CATALOG));
        } else if (kind < 98) {
            return setting();
        }
        return unsteady(
                FuzzStatement.Kind.ODD,
                choice.of(ODD).replace("%s", queries.whole()).replace("%%", "%"));
    }

    private FuzzStatement made(FuzzStatement.Kind kind, String sql) {
        return new FuzzStatement(kind, List.of(sql), choice.parameters(), choice.steady());
    }

    private static FuzzStatement unsteady(FuzzStatement.Kind kind, String sql) {
        return new FuzzStatement(kind, List.of(sql), List.of(), false);
    }

    private FuzzExpressions expressions() {
        return queries.expressions();
    }

    private static String bare(FuzzColumn column) {
        return column.sql().replaceAll("::.*", "");
    }

    /** Of one piece of the corpus; a word replaced, dropped, doubled or exchanged with another. */
    private String changedWords() {
        List<String> words = new ArrayList<>(List.of(choice.of(pieces).split("(?<=\\W)|(?=\\W)")));
        int changes = 1 + choice.in(3);
        for (int i = 0; i < changes && words.size() > 3; i++) {
            int at = choice.in(words.size());
            switch (choice.in(6)) {
                case 0 -> words.remove(at);
                case 1 -> words.add(at, words.get(choice.in(words.size())));
                case 2 -> words.set(at, choice.of(FuzzTable.ALL).bareName());
                case 3 -> words.set(at, bare(choice.of(choice.of(FuzzTable.ALL).columns())));
                case 4 -> words.set(at, "(" + queries.whole() + ")");
                default ->
                    words.set(
                            at,
                            choice.of(
                                    "t",
                                    "c",
                                    "*",
                                    "customers",
                                    "(TABLE customers)",
                                    "NULL",
                                    "1",
                                    "c.*",
                                    "ONLY customers"));
            }
        }
        return String.join("", words);
    }

    private record Target(FuzzTable table, String alias, FuzzSource source) {}

    private Target target() {
        FuzzTable table = choice.of(TARGETS);
        String alias = choice.of(table.bareName(), choice.name("m"));
        return new Target(table, alias, FuzzSource.of("", alias, table.columns()));
    }

    private static String written(Target target) {
        return target.alias().equals(target.table().bareName())
                ? target.table().name()
                : target.table().name() + " AS " + target.alias();
    }

    private String returning(FuzzSource from) {
        String row = choice.of(from.rows());
        return switch (choice.in(5)) {
            case 0 -> "";
            case 1 -> " RETURNING *";
            case 2 -> " RETURNING " + row + ".*";
            case 3 -> " RETURNING " + expressions().row(from) + " AS r";
            default ->
                " RETURNING " + expressions().value(expressions().type(), from, 2) + ", "
                        + expressions().leaf(FuzzColumn.Type.TEXT, from);
        };
    }

    private String insert() {
        FuzzTable table = choice.of(TARGETS);
        List<FuzzColumn> columns = table.columns().stream()
                .filter(column -> !column.sql().equals("weight") && choice.in(6) > 0)
                .toList();
        if (columns.isEmpty()) {
            return "INSERT INTO " + table.name() + " DEFAULT VALUES RETURNING *";
        }
        FuzzSource own = FuzzSource.of("", table.bareName(), table.columns());
        FuzzSource from = queries.sources().from(NOTHING, 1);
        String values = columns.stream()
                .map(column -> expressions().value(column.type(), from, 1))
                .collect(Collectors.joining(", "));
        String names = columns.stream().map(FuzzStatements::bare).collect(Collectors.joining(", "));
        String source = choice.in(3) == 0
                ? " VALUES ("
                        + columns.stream()
                                .map(column -> expressions().value(column.type(), NOTHING, 2))
                                .collect(Collectors.joining(", "))
                        + ")"
                : " SELECT " + values + " FROM " + from.sql() + " LIMIT 5";
        String key = bare(table.columns().get(0));
        String conflict = choice.of(
                "",
                "",
                " ON CONFLICT DO NOTHING",
                " ON CONFLICT (" + key + ") DO UPDATE SET " + bare(choice.of(columns)) + " = DEFAULT",
                " ON CONFLICT (" + key + ") DO UPDATE SET " + bare(columns.get(0)) + " = excluded."
                        + bare(columns.get(0)) + " WHERE " + expressions().truth(own, 1));
        return "INSERT INTO " + table.name() + " (" + names + ")" + source + conflict + returning(own);
    }

    private String update() {
        Target target = target();
        boolean more = choice.in(3) == 0;
        FuzzSource other = queries.sources().one(NOTHING, 1);
        FuzzSource all = more ? target.source().with(other, "") : target.source();
        FuzzColumn column = choice.of(target.table().columns());
        String set = switch (choice.in(4)) {
            case 0 -> bare(column) + " = DEFAULT";
            case 1 -> "(" + bare(column) + ") = (SELECT " + expressions().value(column.type(), all, 1) + ")";
            default -> bare(column) + " = " + expressions().value(column.type(), all, 2);
        };
        return "UPDATE " + choice.of("", "", "ONLY ") + written(target) + " SET " + set
                + (more ? " FROM " + other.sql() : "")
                + choice.of("", queries.where(all, 2), queries.where(all, 2))
                + returning(all);
    }

    private String delete() {
        Target target = target();
        boolean more = choice.in(3) == 0;
        FuzzSource other = queries.sources().one(NOTHING, 1);
        FuzzSource all = more ? target.source().with(other, "") : target.source();
        return "DELETE FROM " + written(target) + (more ? " USING " + other.sql() : "") + queries.where(all, 2)
                + returning(all);
    }

    private String merge() {
        Target target = target();
        FuzzSource other = queries.sources().one(NOTHING, 1);
        FuzzSource all = target.source().with(other, "");
        FuzzColumn key = target.table().columns().get(0);
        FuzzColumn column = choice.of(target.table().columns());
        return "MERGE INTO " + written(target) + " USING " + other.sql() + " ON " + target.alias() + "." + bare(key)
                + " = "
                + expressions().leaf(key.type(), other)
                + choice.of(
                        " WHEN MATCHED THEN UPDATE SET " + bare(column) + " = "
                                + expressions().value(column.type(), all, 1),
                        " WHEN MATCHED AND " + expressions().truth(all, 1) + " THEN DELETE",
                        " WHEN NOT MATCHED THEN INSERT (" + bare(key) + ") VALUES ("
                                + expressions().value(key.type(), other, 1) + ")",
                        " WHEN MATCHED THEN DO NOTHING")
                + choice.of(
                        "",
                        " RETURNING *",
                        " RETURNING merge_action(), " + expressions().row(all));
    }

    private String withChanges() {
        return "WITH changed AS (" + choice.of(update(), delete(), insert()) + ") SELECT "
                + choice.of("*", "changed::text", "count(*)", "to_jsonb(changed)") + " FROM changed";
    }

    private String copy() {
        FuzzTable table = choice.of(FuzzTable.ALL);
        return choice.of(
                        "COPY " + table.name(),
                        "COPY " + table.name() + " (" + bare(choice.of(table.columns())) + ")",
                        "COPY (" + queries.whole() + ")")
                + " TO STDOUT"
                + choice.of(
                        "", " CSV HEADER", " (FORMAT binary)", " WITH (FORMAT csv, FORCE_QUOTE *)", " (DELIMITER '|')");
    }

    private String explain() {
        return "EXPLAIN "
                + choice.of(
                        "",
                        "",
                        "(FORMAT json) ",
                        "ANALYZE ",
                        "VERBOSE ",
                        "(ANALYZE, TIMING off) ",
                        "(COSTS off) ",
                        "(SETTINGS, FORMAT yaml) ")
                + choice.of(queries.whole(), queries.whole(), update(), delete());
    }

    private FuzzStatement cursor() {
        String declare = "DECLARE walking " + choice.of("", "BINARY ", "SCROLL ", "NO SCROLL ", "INSENSITIVE ")
                + "CURSOR " + choice.of("", "WITHOUT HOLD ") + "FOR " + queries.whole();
        String fetch = choice.of(
                "FETCH ALL FROM walking",
                "FETCH FORWARD 3 FROM walking",
                "FETCH LAST FROM walking",
                "MOVE 2 IN walking",
                "FETCH ABSOLUTE 2 FROM walking");
        return new FuzzStatement(
                FuzzStatement.Kind.CURSOR,
                List.of("BEGIN", declare, "FETCH NEXT FROM walking", fetch),
                List.of(),
                false);
    }

    private FuzzStatement setting() {
        String set = choice.of(
                "SET LOCAL search_path = lab, public",
                "SET LOCAL search_path = archive, public",
                "SET LOCAL search_path = pg_temp, public",
                "SELECT set_config('search_path', 'archive, public', true)",
                "SET LOCAL standard_conforming_strings = off",
                "SET LOCAL DateStyle = 'SQL, DMY'",
                "SET LOCAL bytea_output = escape",
                "SET LOCAL extra_float_digits = -5",
                "SET LOCAL client_encoding = 'LATIN1'",
                "SET LOCAL TimeZone = 'Asia/Tokyo'",
                "SET LOCAL enable_hashjoin = off",
                "SET LOCAL plan_cache_mode = force_generic_plan");
        return new FuzzStatement(FuzzStatement.Kind.SETTING, List.of("BEGIN", set, queries.whole()), List.of(), false);
    }
}
