package io.postern.proxy.adapter.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.postern.identity.Secret;
import io.postern.proxy.catalog.DatabaseCatalog;
import io.postern.proxy.catalog.DatabaseCatalog.Column;
import io.postern.proxy.catalog.DatabaseCatalog.DataType;
import io.postern.proxy.catalog.DatabaseCatalog.Function;
import io.postern.proxy.catalog.DatabaseCatalog.Relation;
import io.postern.proxy.config.DatabaseServer;
import io.postern.proxy.config.DatabaseTarget;
import io.postern.proxy.config.DatabaseTls;
import io.postern.proxy.config.PasswordExchange;
import io.postern.proxy.config.RoleCredential;
import io.postern.testkit.PostgresFixture;

/** What is read of a database that holds something of every kind, by a role that may connect and nothing else. */
class CatalogContentIT {

    @RegisterExtension
    static final PostgresFixture V15 = PostgresFixture.major(15);

    @RegisterExtension
    static final PostgresFixture V16 = PostgresFixture.major(16);

    @RegisterExtension
    static final PostgresFixture V17 = PostgresFixture.major(17);

    @RegisterExtension
    static final PostgresFixture V18 = PostgresFixture.major(18);

    @TempDir
    static Path directory;

    private static final String OBJECTS = """
            CREATE SCHEMA app;
            CREATE SCHEMA closed;
            CREATE FUNCTION app.valid(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 LIKE ''%@%''';
            CREATE FUNCTION app.plain(text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN lower($1); END';
            CREATE FUNCTION app.next() RETURNS integer LANGUAGE sql AS 'SELECT 7';
            CREATE FUNCTION app.watch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
            CREATE FUNCTION app.watch_child() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
            CREATE FUNCTION app.wanted(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
            CREATE FUNCTION app.same(text, integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
            CREATE OPERATOR app.=== (FUNCTION = app.same, LEFTARG = text, RIGHTARG = integer);
            CREATE DOMAIN app.email AS text CHECK (app.valid(VALUE));
            CREATE DOMAIN app.work_email AS app.email;
            CREATE TYPE app.pair AS (address app.work_email, size integer);
            CREATE TYPE app.mood AS ENUM ('glad', 'sad');
            CREATE TYPE app.span AS RANGE (subtype = app.mood, multirange_type_name = app.spans);
            CREATE FUNCTION app.to_mood(integer) RETURNS app.mood LANGUAGE sql IMMUTABLE AS 'SELECT ''sad''::app.mood';
            CREATE CAST (integer AS app.mood) WITH FUNCTION app.to_mood(integer);

            CREATE TABLE app.people (
                id integer PRIMARY KEY DEFAULT app.next(),
                pairs app.pair[],
                name varchar(40),
                plain_name text GENERATED ALWAYS AS (app.plain(name)) STORED,
                dropped integer,
                age integer CHECK (name OPERATOR(app.===) age));
            ALTER TABLE app.people DROP COLUMN dropped;
            CREATE TABLE app.visits (id integer REFERENCES app.people ON DELETE CASCADE, at timestamptz);
            CREATE TRIGGER watch AFTER INSERT ON app.people FOR EACH ROW WHEN (app.wanted(NEW.id)) EXECUTE FUNCTION app.watch();
            CREATE CONSTRAINT TRIGGER late AFTER DELETE ON app.visits DEFERRABLE FOR EACH ROW EXECUTE FUNCTION app.watch_child();

            CREATE TABLE app.log (id integer, line text) PARTITION BY RANGE (id);
            CREATE TABLE app.log_1 PARTITION OF app.log FOR VALUES FROM (0) TO (10);
            CREATE INDEX ON app.log_1 (app.plain(line)) WHERE app.wanted(id);
            ALTER TABLE app.log ENABLE ROW LEVEL SECURITY;

            CREATE VIEW app.adults WITH (security_barrier = yes, security_invoker = 1) AS
                SELECT p.*, '2026-01-02 03:04:05+06'::timestamptz AS since, interval '-1 day 2 hours' AS span
                  FROM app.people p WHERE age > 17 AND name OPERATOR(app.===) 3 AND app.valid(lower(name));
            CREATE VIEW app.everybody AS TABLE app.people;
            CREATE MATERIALIZED VIEW app.copy AS SELECT id FROM app.people;
            CREATE RULE also AS ON INSERT TO app.visits DO ALSO SELECT 1;
            CREATE SEQUENCE app.numbers;

            CREATE PROCEDURE app.tidy(INOUT a integer, b app.mood) LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN a := 1; END';
            CREATE FUNCTION app.rows(n integer, OUT id integer, OUT address app.email) RETURNS SETOF record
                LANGUAGE sql AS 'SELECT 1, ''a@b''::app.email';
            CREATE FUNCTION app.listed(VARIADIC names text[]) RETURNS TABLE (name text) LANGUAGE sql AS 'SELECT ''a''';
            CREATE AGGREGATE app.total(integer) (SFUNC = int4pl, STYPE = integer);
            """;

    private static PostgresFixture server(int major) {
        return switch (major) {
            case 15 -> V15;
            case 16 -> V16;
            case 17 -> V17;
            default -> V18;
        };
    }

    /** A database of its own with all objects, and what is read of it. */
    private record World(PostgresFixture server, String database) {

        static World create(int major) throws SQLException {
            PostgresFixture server = CatalogContentIT.server(major);
            World world = new World(server, server.createDatabase());
            world.execute(OBJECTS);
            world.execute("DO $$ BEGIN CREATE ROLE reader LOGIN PASSWORD 'open sesame';"
                    + " EXCEPTION WHEN duplicate_object THEN NULL; END $$");
            return world;
        }

        void execute(String sql) throws SQLException {
            try (Connection connection = server.connect(database);
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        long oid(String expression) throws SQLException {
            try (Connection connection = server.connect(database);
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT (" + expression + ")::oid")) {
                row.next();
                return row.getLong(1);
            }
        }

        List<Long> functions(String... signatures) throws SQLException {
            List<Long> oids = new ArrayList<>();
            for (String signature : signatures) {
                oids.add(oid("'app." + signature + "'::regprocedure"));
            }
            oids.sort(null);
            return oids;
        }

        DatabaseCatalog read() throws SQLException {
            Path password = directory.resolve("password");
            try {
                Files.writeString(password, "open sesame");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            DatabaseTls plain = new DatabaseTls(DatabaseTls.Mode.DISABLE, Optional.empty(), Optional.empty());
            return CatalogReader.read(new DatabaseTarget(
                    "db",
                    new DatabaseServer(server.host(), server.port(), database, plain, PasswordExchange.SCRAM_SHA_256),
                    List.of("public"),
                    List.of(),
                    new RoleCredential("reader", new Secret("file:" + password))));
        }
    }

    private static Relation relation(DatabaseCatalog catalog, String name) {
        return catalog.relations().stream()
                .filter(relation ->
                        relation.schema().equals("app") && relation.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Function function(DatabaseCatalog catalog, String name) {
        return catalog.routines().functions().stream()
                .filter(function ->
                        function.schema().equals("app") && function.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static DataType type(DatabaseCatalog catalog, String name) {
        return catalog.routines().types().stream()
                .filter(type -> type.schema().equals("app") && type.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18})
    void columnsTellTheirTypesAndWhetherTheyAreComputed(int major) throws SQLException {
        World world = World.create(major);

        DatabaseCatalog catalog = world.read();

        assertThat(catalog.serverVersion() / 10_000).isEqualTo(major);
        assertThat(relation(catalog, "people").columns())
                .containsExactly(
                        new Column(1, "id", 23, "integer", false),
                        new Column(2, "pairs", world.oid("'app.pair[]'::regtype"), "app.pair[]", false),
                        new Column(3, "name", 1043, "character varying(40)", false),
                        new Column(4, "plain_name", 25, "text", true),
                        new Column(6, "age", 23, "integer", false));
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18})
    void viewsTellTheirQueryWithEveryNameQualified(int major) throws SQLException {
        DatabaseCatalog catalog = World.create(major).read();

        DatabaseCatalog.View adults = relation(catalog, "adults").view().orElseThrow();
        assertThat(adults.definition().replaceAll("\\s+", " "))
                .contains("FROM app.people p", "OPERATOR(app.===) 3", "app.valid(lower(")
                .contains("'2026-01-01 21:04:05+00'::timestamp with time zone", "'P-1DT2H'::interval");
        assertThat(adults.securityBarrier()).isTrue();
        assertThat(adults.securityInvoker()).isTrue();
        DatabaseCatalog.View everybody = relation(catalog, "everybody").view().orElseThrow();
        assertThat(everybody.securityBarrier()).isFalse();
        assertThat(everybody.securityInvoker()).isFalse();
        assertThat(relation(catalog, "copy").view().orElseThrow().definition()).contains("FROM app.people");
        assertThat(relation(catalog, "people").view()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18})
    void relationsTellWhatAWriteRuns(int major) throws SQLException {
        World world = World.create(major);

        DatabaseCatalog catalog = world.read();

        assertThat(relation(catalog, "people").behaviour().writeFunctionOids())
                .isEqualTo(world.functions(
                        "next()", // default
                        "plain(text)", // generated column
                        "same(text, integer)", // operator in a check
                        "valid(text)", // check of a domain in a domain in a composite type in an array
                        "watch()", // trigger
                        "wanted(integer)", // its condition
                        "watch_child()")); // constraint trigger of a table that deletes cascade to
        assertThat(relation(catalog, "visits").behaviour().writeFunctionOids())
                .isEqualTo(world.functions("watch_child()"));
        assertThat(relation(catalog, "visits").behaviour().hasRules()).isTrue();
        assertThat(relation(catalog, "people").behaviour().hasRules()).isFalse();
        assertThat(relation(catalog, "everybody").behaviour().hasRules()).isFalse();
        assertThat(relation(catalog, "log").behaviour().writeFunctionOids())
                .isEqualTo(world.functions("plain(text)", "wanted(integer)")); // index of a partition
        assertThat(relation(catalog, "log").behaviour().rowSecurity()).isTrue();
        assertThat(relation(catalog, "log_1").behaviour().rowSecurity()).isFalse();
        assertThat(relation(catalog, "log_1").parentOids())
                .containsExactly(relation(catalog, "log").oid());
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18})
    void functionsTellHowTheyAreCalledAndWhatTheyReturn(int major) throws SQLException {
        World world = World.create(major);

        DatabaseCatalog catalog = world.read();

        long mood = world.oid("'app.mood'::regtype");
        Function tidy = function(catalog, "tidy");
        assertThat(tidy.kind()).isEqualTo('p');
        assertThat(tidy.securityDefiner()).isTrue();
        assertThat(tidy.signature())
                .isEqualTo(new DatabaseCatalog.Signature(
                        "INOUT a integer, IN b app.mood",
                        List.of(23L, mood),
                        2249,
                        false,
                        List.of(new Column(1, "a", 23, "integer", false))));
        Function rows = function(catalog, "rows");
        assertThat(rows.kind()).isEqualTo('f');
        assertThat(rows.securityDefiner()).isFalse();
        assertThat(rows.signature())
                .isEqualTo(new DatabaseCatalog.Signature(
                        "n integer, OUT id integer, OUT address app.email",
                        List.of(23L),
                        2249,
                        true,
                        List.of(
                                new Column(1, "id", 23, "integer", false),
                                new Column(2, "address", world.oid("'app.email'::regtype"), "app.email", false))));
        assertThat(function(catalog, "listed").signature())
                .isEqualTo(new DatabaseCatalog.Signature(
                        "VARIADIC names text[]",
                        List.of(1009L),
                        25,
                        true,
                        List.of(new Column(1, "name", 25, "text", false))));
        assertThat(function(catalog, "total").kind()).isEqualTo('a');
        assertThat(catalog.routines().functions())
                .noneMatch(function -> function.schema().equals("pg_catalog"));
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18})
    void operatorsTypesAndCastsTellWhatTheyRun(int major) throws SQLException {
        World world = World.create(major);

        DatabaseCatalog catalog = world.read();

        long mood = world.oid("'app.mood'::regtype");
        assertThat(catalog.routines().operators())
                .singleElement()
                .isEqualTo(new DatabaseCatalog.Operator(
                        world.oid("'app.===(text, integer)'::regoperator"),
                        "app",
                        "===",
                        25,
                        23,
                        world.functions("same(text, integer)").get(0)));
        assertThat(catalog.routines().casts()) // a range type comes with a cast to its multirange type
                .filteredOn(cast -> cast.targetTypeOid() == mood)
                .singleElement()
                .satisfies(cast -> {
                    assertThat(cast.sourceTypeOid()).isEqualTo(23);
                    assertThat(cast.targetTypeOid()).isEqualTo(mood);
                    assertThat(cast.functionOid())
                            .isEqualTo(world.functions("to_mood(integer)").get(0));
                });
        List<Long> valid = world.functions("valid(text)");
        assertThat(type(catalog, "email").functionOids()).isEqualTo(valid);
        assertThat(type(catalog, "email").baseTypeOid()).isEqualTo(25);
        assertThat(type(catalog, "email").checksDigest()).isNotEmpty();
        assertThat(type(catalog, "work_email").functionOids()).isEqualTo(valid);
        assertThat(type(catalog, "work_email").checksDigest()).isEmpty();
        assertThat(type(catalog, "pair").functionOids()).isEqualTo(valid);
        assertThat(type(catalog, "pair").relationOid())
                .isEqualTo(relation(catalog, "pair").oid());
        assertThat(type(catalog, "mood").kind()).isEqualTo('e');
        assertThat(type(catalog, "mood").arrayOid()).isEqualTo(world.oid("'app.mood[]'::regtype"));
        assertThat(type(catalog, "span").kind()).isEqualTo('r');
        assertThat(type(catalog, "span").baseTypeOid()).isEqualTo(mood);
        assertThat(type(catalog, "spans").kind()).isEqualTo('m');
        assertThat(catalog.routines().types())
                .filteredOn(type -> type.schema().equals("app"))
                .extracting(DataType::name)
                .doesNotContain("people", "_mood", "adults");
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18})
    void everyChangeOfWhatAnObjectDoesMakesAnotherCatalog(int major) throws SQLException {
        World world = World.create(major);
        Map<String, DatabaseCatalog> before = new LinkedHashMap<>();
        before.put("nothing", world.read());
        assertThat(world.read()).isEqualTo(before.get("nothing"));

        for (String change : List.of(
                "CREATE OR REPLACE FUNCTION app.valid(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true'",
                "ALTER FUNCTION app.next() SET search_path = closed",
                "ALTER FUNCTION app.next() SECURITY DEFINER",
                "CREATE OR REPLACE VIEW app.everybody AS SELECT * FROM app.people WHERE true",
                "ALTER VIEW app.everybody SET (security_barrier)",
                "ALTER TABLE app.people DISABLE TRIGGER watch",
                "CREATE OR REPLACE RULE also AS ON INSERT TO app.visits DO ALSO SELECT 2",
                "CREATE POLICY few ON app.log USING (id > 1)",
                "ALTER POLICY few ON app.log USING (id > 2)",
                "ALTER TABLE app.visits ALTER at SET DEFAULT now()",
                "ALTER TABLE app.visits ALTER at SET DEFAULT clock_timestamp()",
                "ALTER TABLE app.visits ADD CHECK (id > 0)",
                "ALTER DOMAIN app.email ADD CHECK (VALUE <> '') NOT VALID",
                "ALTER DOMAIN app.email SET DEFAULT 'a@b'",
                "CREATE OR REPLACE AGGREGATE app.total(integer) (SFUNC = int4mul, STYPE = integer)",
                "ALTER TABLE app.people INHERIT app.base")) {
            if (change.endsWith("app.base")) {
                world.execute("CREATE TABLE app.base (id integer)");
                before.put("CREATE TABLE", world.read());
            }

            world.execute(change);

            DatabaseCatalog after = world.read();
            assertThat(before.values()).as(change).doesNotContain(after);
            before.put(change, after);
        }
    }
}
