-- Objects of every kind, and what psql's describing commands say of them.
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE TYPE pair AS (a integer, b text);
CREATE SEQUENCE counter START 10 INCREMENT 5 OWNED BY NONE;
CREATE TABLE parent (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL DEFAULT 'nobody' COLLATE "C", feels mood, CHECK (name <> ''));
CREATE TABLE child (id bigint PRIMARY KEY, parent_id integer REFERENCES parent ON DELETE CASCADE, amount numeric(10, 2), double_amount numeric GENERATED ALWAYS AS (amount * 2) STORED, at timestamptz DEFAULT now(), UNIQUE (parent_id, at));
CREATE INDEX child_amount ON child (amount DESC NULLS LAST) WHERE amount > 0;
CREATE TABLE measured (at date NOT NULL, value positive) PARTITION BY RANGE (at);
CREATE TABLE measured_2024 PARTITION OF measured FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE measured_rest PARTITION OF measured DEFAULT;
CREATE TABLE heir (extra text) INHERITS (parent);
CREATE VIEW rich AS SELECT p.name, sum(c.amount) AS total FROM parent p JOIN child c ON c.parent_id = p.id GROUP BY p.name;
CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM parent;
CREATE FUNCTION twice(x integer, OUT y integer) LANGUAGE sql IMMUTABLE AS 'SELECT x * 2';
CREATE FUNCTION noisy() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  RAISE NOTICE 'touched %', TG_TABLE_NAME;
  RETURN NEW;
END
$body$;
CREATE PROCEDURE tidy(INOUT n integer) LANGUAGE plpgsql AS 'BEGIN n := n + 1; END';
CREATE AGGREGATE product(numeric) (SFUNC = numeric_mul, STYPE = numeric, INITCOND = '1');
CREATE OPERATOR === (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq);
CREATE TRIGGER touched BEFORE INSERT ON child FOR EACH ROW EXECUTE FUNCTION noisy();
CREATE RULE quiet AS ON DELETE TO heir DO INSTEAD NOTHING;
CREATE STATISTICS pairs (dependencies) ON parent_id, amount FROM child;
ALTER TABLE child ENABLE ROW LEVEL SECURITY;
CREATE POLICY small ON child FOR SELECT USING (amount < 1000);
COMMENT ON TABLE parent IS 'those who have children';
COMMENT ON COLUMN parent.name IS 'what they are called';
CREATE SCHEMA side;
CREATE TABLE side.other (x integer);
GRANT SELECT (id), INSERT ON child TO PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA side GRANT SELECT ON TABLES TO PUBLIC;

\d
\d parent
\d+ parent
\d child
\d+ child
\d measured
\d+ measured
\d measured_2024
\d heir
\d rich
\d+ rich
\d counter
\d child_amount
\d side.*
\d missing
\dt
\dt *.other
\dv
\dm
\ds
\di
\di child*
\dE
\dn
\dn+
\df
\df+ twice
\df public.t*
\da
\do public.*
\dT
\dT+ mood
\dD
\dC positive
\dp
\z child
\ddp
\drds
\du
\dg
\l
\db
\dx
\dy
\des
\det
\dF
\dO pg_catalog.C
\dP
\dL
\dRp
\dd
\dc utf8_to_koi8_r
\dX
\dA
\sf twice
\sf+ noisy
\sv rich
\dconfig work_mem

DROP SCHEMA side CASCADE;
DROP MATERIALIZED VIEW counted;
DROP VIEW rich;
DROP TABLE measured, child, heir, parent;
DROP FUNCTION twice, noisy;
DROP PROCEDURE tidy;
DROP AGGREGATE product(numeric);
DROP OPERATOR === (integer, integer);
DROP SEQUENCE counter;
DROP DOMAIN positive;
DROP TYPE mood, pair;
