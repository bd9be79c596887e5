-- Tables and all that hangs on them.
\set VERBOSITY verbose

CREATE SCHEMA depot;
COMMENT ON SCHEMA depot IS 'where things lie';
CREATE SCHEMA depot;
CREATE SCHEMA IF NOT EXISTS depot;
CREATE SCHEMA other CREATE TABLE within (x int) CREATE VIEW seen AS SELECT x FROM within;
CREATE TABLE depot.bins (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text NOT NULL UNIQUE, volume numeric(8, 2) CHECK (volume > 0), made date DEFAULT '2024-01-01');
CREATE TABLE parts (
    id serial,
    bin int REFERENCES depot.bins ON DELETE CASCADE ON UPDATE CASCADE,
    name text COLLATE "C" NOT NULL,
    price numeric(10, 2) NOT NULL DEFAULT 0,
    amount int NOT NULL DEFAULT 1,
    total numeric GENERATED ALWAYS AS (price * amount) STORED,
    tags text[] DEFAULT '{}',
    CONSTRAINT parts_pk PRIMARY KEY (id),
    CONSTRAINT price_is_positive CHECK (price >= 0),
    CONSTRAINT name_in_bin UNIQUE (bin, name)
);
COMMENT ON TABLE parts IS 'what lies in bins';
COMMENT ON COLUMN parts.total IS 'computed';
COMMENT ON CONSTRAINT price_is_positive ON parts IS 'of course';
\d depot.bins
\d parts
\d+ parts
\dt
\dt depot.*
\dn+ depot
\ds
\di
INSERT INTO depot.bins (code, volume) VALUES ('A', 10), ('B', 20.555), ('C', NULL) RETURNING *;
INSERT INTO depot.bins (id, code) VALUES (10, 'D');
INSERT INTO depot.bins (id, code) OVERRIDING SYSTEM VALUE VALUES (10, 'D');
INSERT INTO depot.bins (code, volume) VALUES ('E', -1);
INSERT INTO depot.bins (code) VALUES ('A');
INSERT INTO depot.bins (code) VALUES (NULL);
INSERT INTO depot.bins (nothing) VALUES (1);
INSERT INTO depot.bins VALUES (1, 2, 3, 4, 5);
INSERT INTO parts (bin, name, price, amount) VALUES (1, 'bolt', 0.10, 100), (1, 'nut', 0.05, 200), (2, 'gear', 12.5, 3), (NULL, 'loose', 1, 1);
INSERT INTO parts (bin, name) VALUES (99, 'no bin');
INSERT INTO parts (bin, name) VALUES (1, 'bolt');
INSERT INTO parts (name, total) VALUES ('x', 5);
INSERT INTO parts (name, price) VALUES ('x', -5);
INSERT INTO parts (bin, name) VALUES (1, 'bolt') ON CONFLICT DO NOTHING;
INSERT INTO parts (bin, name, amount) VALUES (1, 'bolt', 5) ON CONFLICT (bin, name) DO UPDATE SET amount = parts.amount + excluded.amount WHERE parts.amount < 1000 RETURNING id, amount, total;
INSERT INTO parts (bin, name) VALUES (1, 'bolt') ON CONFLICT (price) DO NOTHING;
INSERT INTO parts (bin, name, price) SELECT id, 'copy of ' || code, volume FROM depot.bins WHERE volume IS NOT NULL ORDER BY id RETURNING name, price;
SELECT * FROM parts ORDER BY id;
UPDATE parts SET price = price * 1.1, tags = tags || 'dearer' WHERE bin = 1 RETURNING name, price, total, tags;
UPDATE parts SET (price, amount) = (SELECT max(price), min(amount) FROM parts) WHERE name = 'loose' RETURNING *;
UPDATE parts p SET name = b.code || '-' || p.name FROM depot.bins b WHERE b.id = p.bin AND b.code = 'B' RETURNING p.name;
UPDATE parts SET nothing = 1;
UPDATE parts SET id = DEFAULT WHERE name = 'loose' RETURNING id;
DELETE FROM parts USING depot.bins b WHERE b.id = bin AND b.code = 'B' AND name LIKE '%copy%' RETURNING parts.name, b.code;
DELETE FROM depot.bins WHERE code = 'B';
SELECT count(*) FROM parts;
DELETE FROM nowhere;
TRUNCATE depot.bins;
TRUNCATE depot.bins CASCADE;
TRUNCATE parts RESTART IDENTITY;
INSERT INTO depot.bins (code, volume) SELECT 'bin ' || n, n FROM generate_series(1, 5) AS n;
INSERT INTO parts (bin, name, price, amount) SELECT (n % 5) + (SELECT min(id) FROM depot.bins), 'part ' || n, n * 1.5, n FROM generate_series(1, 20) AS n;
MERGE INTO parts AS t USING (VALUES ('part 1', 100), ('part 2', 0), ('new', 7)) AS s(name, amount) ON t.name = s.name
    WHEN MATCHED AND s.amount = 0 THEN DELETE
    WHEN MATCHED THEN UPDATE SET amount = s.amount
    WHEN NOT MATCHED THEN INSERT (name, amount) VALUES (s.name, s.amount)
    RETURNING merge_action(), t.name, t.amount;
MERGE INTO parts USING nowhere ON true WHEN MATCHED THEN DELETE;

-- Changing them.
ALTER TABLE parts ADD COLUMN note text, ADD COLUMN since timestamptz;
ALTER TABLE parts ALTER COLUMN note SET DEFAULT 'none', ALTER COLUMN amount TYPE bigint;
ALTER TABLE parts ALTER COLUMN total DROP EXPRESSION;
ALTER TABLE parts ALTER COLUMN name TYPE int;
ALTER TABLE parts ALTER COLUMN name TYPE int USING length(name);
ALTER TABLE parts RENAME COLUMN note TO remark;
ALTER TABLE parts DROP COLUMN nothing;
ALTER TABLE parts DROP COLUMN IF EXISTS nothing;
ALTER TABLE parts DROP COLUMN since;
ALTER TABLE parts ADD CONSTRAINT few CHECK (amount < 10) NOT VALID;
ALTER TABLE parts VALIDATE CONSTRAINT few;
ALTER TABLE parts ADD CONSTRAINT few CHECK (true);
ALTER TABLE parts DROP CONSTRAINT few;
ALTER TABLE parts DROP CONSTRAINT few;
ALTER TABLE parts ALTER COLUMN remark SET NOT NULL;
UPDATE parts SET remark = 'set';
ALTER TABLE parts ALTER COLUMN remark SET NOT NULL;
ALTER TABLE parts SET (fillfactor = 70);
ALTER TABLE parts SET (nonsense = 70);
ALTER TABLE parts RENAME TO pieces;
ALTER TABLE pieces SET SCHEMA depot;
\d pieces
\d depot.pieces
ALTER TABLE depot.pieces SET SCHEMA public;
ALTER TABLE pieces REPLICA IDENTITY FULL;
ALTER TABLE pieces ALTER COLUMN amount SET STATISTICS 10;
ALTER TABLE nowhere ADD COLUMN x int;
\d+ pieces
SELECT column_name, data_type, is_nullable, column_default FROM information_schema.columns WHERE table_name = 'pieces' ORDER BY ordinal_position;
SELECT constraint_name, constraint_type FROM information_schema.table_constraints WHERE table_name = 'pieces' AND constraint_type <> 'CHECK' ORDER BY 1;

-- Indexes.
CREATE INDEX pieces_price ON pieces (price DESC NULLS LAST);
CREATE UNIQUE INDEX pieces_lower ON pieces (lower(remark), id) WHERE amount > 5;
CREATE INDEX ON pieces USING gin (tags);
CREATE INDEX pieces_covering ON pieces (bin) INCLUDE (price, amount);
CREATE INDEX CONCURRENTLY pieces_name ON pieces (name);
CREATE INDEX pieces_price ON pieces (price);
CREATE INDEX IF NOT EXISTS pieces_price ON pieces (price);
CREATE INDEX ON pieces (nothing);
CREATE UNIQUE INDEX ON pieces ((1));
REINDEX TABLE pieces;
CLUSTER pieces USING pieces_pkey;
ALTER INDEX pieces_price RENAME TO pieces_by_price;
\d pieces_by_price
\di+ pieces_by_price
DROP INDEX pieces_covering, nothing;
DROP INDEX pieces_covering;
ANALYZE pieces;
SET enable_seqscan = off;
EXPLAIN (COSTS OFF) SELECT * FROM pieces ORDER BY price DESC NULLS LAST LIMIT 3;
EXPLAIN (COSTS OFF) SELECT * FROM pieces WHERE tags @> '{x}';
RESET enable_seqscan;
EXPLAIN (COSTS OFF) SELECT b.code, sum(p.price) FROM pieces p JOIN depot.bins b ON b.id = p.bin GROUP BY b.code ORDER BY 2 DESC;
EXPLAIN (COSTS OFF, FORMAT json) SELECT 1;
EXPLAIN (COSTS OFF, VERBOSE) UPDATE pieces SET price = 0 WHERE id = 1;
EXPLAIN (COSTS OFF, ANALYZE, TIMING OFF, SUMMARY OFF, BUFFERS OFF) SELECT count(*) FROM pieces WHERE price > 10;
EXPLAIN (NONSENSE) SELECT 1;

-- Views.
CREATE VIEW dear AS SELECT id, name, price FROM pieces WHERE price > 20 WITH CHECK OPTION;
SELECT * FROM dear ORDER BY id;
UPDATE dear SET price = 1 WHERE id = (SELECT max(id) FROM dear);
INSERT INTO dear (name, price) VALUES (5, 50);
CREATE OR REPLACE VIEW dear AS SELECT id, name FROM pieces;
CREATE OR REPLACE VIEW dear AS SELECT id, name, price, amount FROM pieces WHERE price > 20;
CREATE VIEW summed AS SELECT bin, sum(price) AS total FROM pieces GROUP BY bin;
UPDATE summed SET total = 0;
CREATE RECURSIVE VIEW upto(n) AS VALUES (1) UNION ALL SELECT n + 1 FROM upto WHERE n < 5;
SELECT * FROM upto;
CREATE TEMP VIEW passing AS SELECT 1 AS one;
\d+ dear
\dv dear
\sv dear
SELECT pg_get_viewdef('summed');
ALTER VIEW summed RENAME COLUMN total TO sum;
CREATE MATERIALIZED VIEW frozen AS SELECT bin, count(*) AS pieces FROM pieces GROUP BY bin ORDER BY bin WITH NO DATA;
SELECT * FROM frozen;
REFRESH MATERIALIZED VIEW frozen;
SELECT bin IS NULL AS loose, pieces FROM frozen ORDER BY bin;
REFRESH MATERIALIZED VIEW CONCURRENTLY frozen;
CREATE UNIQUE INDEX ON frozen (bin);
REFRESH MATERIALIZED VIEW CONCURRENTLY frozen;
INSERT INTO frozen VALUES (1, 1);
\dm
DROP TABLE pieces;
DROP VIEW pieces;

-- Sequences.
CREATE SEQUENCE counter START 10 INCREMENT 5 MAXVALUE 25 CYCLE;
SELECT nextval('counter'), nextval('counter'), currval('counter'), lastval();
SELECT nextval('counter'), nextval('counter'), nextval('counter');
SELECT setval('counter', 20), setval('counter', 20, false), nextval('counter');
SELECT setval('counter', 1000);
ALTER SEQUENCE counter NO CYCLE RESTART WITH 25;
SELECT nextval('counter');
SELECT nextval('counter');
SELECT currval('nothing');
\d counter
SELECT * FROM pg_sequences WHERE sequencename = 'counter';
DROP SEQUENCE counter;

-- Partitions and inheritance.
CREATE TABLE events (at date NOT NULL, kind text, n int) PARTITION BY RANGE (at);
CREATE TABLE events_2023 PARTITION OF events FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (kind);
CREATE TABLE events_2024_a PARTITION OF events_2024 FOR VALUES IN ('a', 'b');
CREATE TABLE events_2024_rest PARTITION OF events_2024 DEFAULT;
CREATE TABLE events_x PARTITION OF events FOR VALUES FROM ('2023-06-01') TO ('2024-06-01');
CREATE INDEX ON events (kind);
INSERT INTO events SELECT '2023-01-01'::date + n * 30, chr(97 + n % 4), n FROM generate_series(0, 20) AS n;
INSERT INTO events VALUES ('2030-01-01', 'a', 1);
SELECT tableoid::regclass AS part, count(*), min(at), max(at) FROM events GROUP BY 1 ORDER BY 1;
EXPLAIN (COSTS OFF) SELECT * FROM events WHERE at = '2024-05-05' AND kind = 'a';
UPDATE events SET at = at + 365 WHERE at = '2023-01-01' RETURNING tableoid::regclass, *;
ALTER TABLE events DETACH PARTITION events_2023;
INSERT INTO events VALUES ('2023-05-05', 'a', 1);
ALTER TABLE events ATTACH PARTITION events_2023 FOR VALUES FROM ('2023-01-01') TO ('2023-02-01');
ALTER TABLE events ATTACH PARTITION events_2023 FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
\d+ events
\d events_2024_a
\dP
CREATE TABLE hashed (k int) PARTITION BY HASH (k);
CREATE TABLE hashed_0 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE hashed_1 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO hashed SELECT generate_series(1, 10);
SELECT tableoid::regclass, count(*) FROM hashed GROUP BY 1 ORDER BY 1;
CREATE TABLE animals (name text, legs int);
CREATE TABLE birds (wings int DEFAULT 2) INHERITS (animals);
INSERT INTO animals VALUES ('cat', 4);
INSERT INTO birds (name, legs) VALUES ('owl', 2);
SELECT tableoid::regclass, * FROM animals ORDER BY name;
SELECT * FROM ONLY animals;
ALTER TABLE animals ADD COLUMN eyes int DEFAULT 2;
\d birds
DROP TABLE animals;
DROP TABLE animals CASCADE;

-- Triggers and rules.
CREATE TABLE audit (n serial, what text);
CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit (what) VALUES (TG_OP || ' ' || TG_WHEN || ' ' || TG_LEVEL || ' ' || TG_TABLE_NAME || ' ' || coalesce(TG_ARGV[0], '-'));
    IF TG_LEVEL = 'ROW' AND TG_OP <> 'DELETE' THEN
        RAISE NOTICE 'changed to %', NEW;
        RETURN NEW;
    END IF;
    RETURN OLD;
END $$;
CREATE TABLE watched (id int PRIMARY KEY, v text);
CREATE TRIGGER each_row BEFORE INSERT OR UPDATE OR DELETE ON watched FOR EACH ROW EXECUTE FUNCTION note_change('arg');
CREATE TRIGGER each_statement AFTER INSERT OR UPDATE OF v ON watched FOR EACH STATEMENT EXECUTE FUNCTION note_change();
CREATE CONSTRAINT TRIGGER late AFTER UPDATE ON watched DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.v IS DISTINCT FROM NEW.v) EXECUTE FUNCTION note_change('late');
INSERT INTO watched VALUES (1, 'a'), (2, 'b');
BEGIN;
UPDATE watched SET v = v || '!';
SET CONSTRAINTS late IMMEDIATE;
COMMIT;
DELETE FROM watched WHERE id = 1;
SELECT what, count(*) FROM audit GROUP BY 1 ORDER BY 1;
ALTER TABLE watched DISABLE TRIGGER each_row;
INSERT INTO watched VALUES (3, 'quiet');
DROP TRIGGER each_row ON watched;
DROP TRIGGER each_row ON watched;
\d watched
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''% is not allowed here'', TG_OP USING ERRCODE = ''23514''; END';
CREATE TRIGGER never BEFORE DELETE ON watched FOR EACH ROW EXECUTE FUNCTION refuse();
DELETE FROM watched;
CREATE RULE instead AS ON UPDATE TO watched DO INSTEAD NOTHING;
UPDATE watched SET v = 'x';
CREATE RULE also AS ON INSERT TO watched DO ALSO INSERT INTO audit (what) VALUES ('rule ' || NEW.id);
INSERT INTO watched VALUES (4, 'four');
SELECT what FROM audit WHERE what LIKE 'rule%';
DROP RULE instead ON watched;
CREATE VIEW pairs AS SELECT id, v FROM watched;
CREATE FUNCTION into_pairs() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO watched VALUES (NEW.id * 10, NEW.v); RETURN NEW; END $$;
CREATE TRIGGER pairs_in INSTEAD OF INSERT ON pairs FOR EACH ROW EXECUTE FUNCTION into_pairs();
INSERT INTO pairs VALUES (5, 'five') RETURNING *;
SELECT * FROM pairs ORDER BY id;
CREATE TRIGGER nope AFTER INSERT ON watched FOR EACH ROW EXECUTE FUNCTION nothing();
CREATE TRIGGER changes AFTER INSERT ON watched REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION note_change('transition');
INSERT INTO watched VALUES (6, 'six');

-- Rights, roles that are there already, and rows that are not for everybody.
GRANT SELECT, INSERT ON pieces TO works_reader;
GRANT SELECT (id, v) ON watched TO works_reader WITH GRANT OPTION;
GRANT USAGE ON SCHEMA depot TO works_reader;
GRANT SELECT ON pieces TO nobody_of_that_name;
\dp pieces
\dp watched
\z depot.bins
REVOKE INSERT ON pieces FROM works_reader;
REVOKE nonsense ON pieces FROM works_reader;
SELECT has_table_privilege('works_reader', 'pieces', 'SELECT'), has_table_privilege('works_reader', 'pieces', 'INSERT'), has_column_privilege('works_reader', 'watched', 'v', 'SELECT');
ALTER DEFAULT PRIVILEGES IN SCHEMA depot GRANT SELECT ON TABLES TO works_reader;
\ddp
CREATE TABLE own_rows (who text, secret text);
INSERT INTO own_rows VALUES ('works_owner', 'of the owner'), ('works_reader', 'of the reader'), (NULL, 'of nobody');
ALTER TABLE own_rows ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON own_rows USING (who = current_user) WITH CHECK (who = current_user);
CREATE POLICY open_to_readers ON own_rows FOR SELECT TO works_reader USING (who IS NULL);
GRANT ALL ON own_rows TO works_reader;
SELECT * FROM own_rows ORDER BY secret;
SET ROLE works_reader;
SELECT current_user, session_user;
SELECT * FROM own_rows ORDER BY secret;
INSERT INTO own_rows VALUES ('works_owner', 'forged');
INSERT INTO own_rows VALUES ('works_reader', 'more of the reader');
UPDATE own_rows SET secret = 'changed' RETURNING *;
SELECT * FROM depot.bins;
SELECT * FROM pieces LIMIT 0;
DELETE FROM pieces;
CREATE TABLE not_mine (x int);
DROP TABLE own_rows;
RESET ROLE;
ALTER TABLE own_rows FORCE ROW LEVEL SECURITY;
SELECT * FROM own_rows ORDER BY secret;
\d own_rows
DROP POLICY mine ON own_rows;
DROP POLICY mine ON own_rows;
SET ROLE postgres;
SET SESSION AUTHORIZATION postgres;
CREATE ROLE made_here;
ALTER ROLE works_owner SUPERUSER;
ALTER SYSTEM SET work_mem = '64MB';
CREATE EXTENSION no_such_extension;
CREATE TABLESPACE nowhere LOCATION '/tmp';
CREATE PUBLICATION everything FOR ALL TABLES;
CREATE EVENT TRIGGER et ON ddl_command_start EXECUTE FUNCTION refuse();
CREATE LANGUAGE plnothing;
COPY pieces FROM '/etc/passwd';

-- Odd names, comments and statements.
CREATE TABLE "Odd ""name"" ✓" ("select" int, "Ü" text, "a.b" int);
INSERT INTO "Odd ""name"" ✓" ("select", "Ü") VALUES (1, 'x') RETURNING "select", "Ü" AS "as is";
\d "Odd ""name"" ✓"
SELECT * FROM "odd";
CREATE TABLE a_name_that_is_much_longer_than_the_sixty_three_bytes_that_postgres_keeps (x int);
DROP TABLE a_name_that_is_much_longer_than_the_sixty_three_bytes_that_postgres_keeps;
CREATE TABLE twice (x int, x int);
CREATE TABLE nothing ();
SELECT * FROM nothing;
INSERT INTO nothing DEFAULT VALUES;
SELECT * FROM nothing;
SELECT count(*) FROM nothing;
CREATE TABLE bad (x nothing_type);
CREATE TABLE bad (x int CHECK (y > 1));
CREATE TABLE bad (LIKE nowhere);
CREATE TABLE alike (LIKE pieces INCLUDING ALL);
\d alike
CREATE UNLOGGED TABLE fast (x int);
CREATE TEMP TABLE brief (x int) ON COMMIT DROP;
SELECT * FROM brief;
BEGIN;
CREATE TEMP TABLE brief (x int) ON COMMIT DELETE ROWS;
INSERT INTO brief VALUES (1);
SELECT * FROM brief;
COMMIT;
SELECT * FROM brief;
CREATE STATISTICS both_columns (dependencies) ON price, amount FROM pieces;
\dX
CREATE AGGREGATE product(numeric) (SFUNC = numeric_mul, STYPE = numeric, INITCOND = '1');
SELECT product(x) FROM generate_series(1, 10) AS x;
CREATE OPERATOR +++ (LEFTARG = int, RIGHTARG = int, FUNCTION = int4pl);
SELECT 1 +++ 2;
SELECT 1 ++++ 2;
CREATE CAST (text AS point) WITH INOUT;
CREATE COLLATION mine FROM "C";
SELECT 'a' < 'B' COLLATE mine;
\da product
\do +++
DROP OWNED BY works_reader;
SECURITY LABEL ON TABLE pieces IS 'x';
