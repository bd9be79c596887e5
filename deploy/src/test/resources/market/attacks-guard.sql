-- Routes around the statement guard: the checklist's second section as far as it concerns SQL. Written as attacks-columns.sql is.

-- case: nested comment | line: 2.1 | expect: masked
SELECT /* /* nested */ FROM orders */ email /* */ FROM /**/ customers -- FROM orders
-- case: comment end in a string | line: 2.1 | expect: masked
SELECT '/*', email, '*/' FROM customers
-- case: statement behind a comment | line: 2.1 | expect: refused | forms: simple, unnamed
SELECT 1 /* ; */ ; DROP TABLE orders
-- case: statement behind a line comment | line: 2.1 | expect: refused | forms: simple, unnamed
SELECT 1 -- \
; DROP TABLE orders
-- case: operator with a comment in it | line: 2.1 | expect: masked
SELECT 1 +/* */1, email FROM customers WHERE id <--x
100
-- case: minus minus | line: 2.1 | expect: masked
SELECT 1--1, email FROM orders
, email FROM customers
-- case: no-break space is a letter | line: 2.1 | expect: harmless
SELECT email FROM customers
-- case: doubled quotes | line: 2.1 | expect: masked
SELECT 'it''s', email, '''' FROM customers
-- case: escape string | line: 2.1 | expect: masked
SELECT E'\' FROM orders --', email FROM customers
-- case: backslash in a plain string | line: 2.1 | expect: masked
SELECT '\', email, '\' FROM customers
-- case: escapes of all kinds | line: 2.1 | expect: masked
SELECT E'\101\x41\u0041\U00000041\n', email FROM customers
-- case: unicode string | line: 2.1 | expect: masked
SELECT U&'\0041' UESCAPE '\', U&'d!0061t!+000061' UESCAPE '!', email FROM customers
-- case: joined literals | line: 2.1 | expect: masked
SELECT 'a'
  'b', email FROM customers
-- case: dollar quotes | line: 2.1 | expect: masked
SELECT $$ FROM orders $$, $a$ $$ $b$ $a$, email FROM customers
-- case: dollar quote with other letters | line: 2.1 | expect: masked
SELECT $é$ ; DROP TABLE orders; $é$, email FROM customers
-- case: bits | line: 2.1 | expect: masked
SELECT B'1010', X'1F', email FROM customers
-- case: dollar in a name | line: 2.1 | expect: masked
SELECT a$b.email FROM customers a$b
-- case: name glued to a number | line: 2.1 | expect: refused | sqlstate: 42601 | forms: simple, unnamed
SELECT 1email FROM customers
-- case: parameter in a literal | line: 2.1 | expect: masked
SELECT '$1', email FROM customers
-- case: typecast without space | line: 2.1 | expect: masked
SELECT email::text::varchar(40)::text FROM customers
-- case: carriage return | line: 2.1 | expect: masked | forms: simple, unnamed
SELECT email -- commentFROM customers
-- case: semicolons | line: 2.1 | expect: masked | forms: simple
;;; SELECT email FROM customers ;; ;
-- case: question mark operators | line: 2.1 | expect: masked
SELECT email, to_jsonb(c) ? 'email', to_jsonb(c) ?| ARRAY['a'], to_jsonb(c) ?& ARRAY['a'] FROM customers c
-- case: quoted identifiers that look like SQL | line: 2.1 | expect: masked
SELECT email AS "; DROP TABLE orders; --" FROM customers AS "customers WHERE false"
-- case: unterminated string | line: 2.1 | expect: harmless | forms: simple, unnamed
SELECT 'x FROM customers
-- case: unterminated comment | line: 2.1 | expect: harmless | forms: simple, unnamed
SELECT email FROM customers /* 
-- case: unterminated dollar quote | line: 2.1 | expect: harmless | forms: simple, unnamed
SELECT $$ email FROM customers
-- case: hexadecimal numbers | line: 2.1 | expect: masked | since: 16
SELECT 0xFF, 0o17, 0b11, 1_000, email FROM customers

-- case: with delete | line: 2.2 | expect: harmless
WITH gone AS (DELETE FROM order_items RETURNING *) SELECT count(*) FROM gone
-- case: explain analyze delete | line: 2.2 | expect: refused
EXPLAIN ANALYZE DELETE FROM customers
-- case: drop | line: 2.2 | expect: refused
DROP TABLE orders CASCADE
-- case: truncate | line: 2.2 | expect: refused
TRUNCATE drafts
-- case: lock table | line: 2.2 | expect: refused
LOCK TABLE customers IN ACCESS EXCLUSIVE MODE
-- case: vacuum | line: 2.2 | expect: refused
VACUUM FULL
-- case: cluster | line: 2.2 | expect: refused
CLUSTER customers USING customers_pkey
-- case: reindex | line: 2.2 | expect: refused
REINDEX TABLE customers
-- case: grant | line: 2.2 | expect: refused
GRANT ALL ON customers TO PUBLIC
-- case: revoke | line: 2.2 | expect: refused
REVOKE ALL ON customers FROM market_clerk
-- case: comment on | line: 2.2 | expect: refused
COMMENT ON TABLE customers IS 'x'
-- case: security label | line: 2.2 | expect: refused
SECURITY LABEL ON TABLE customers IS 'x'
-- case: create role | line: 2.2 | expect: refused
CREATE ROLE mine SUPERUSER
-- case: alter role | line: 2.2 | expect: refused
ALTER ROLE market_agent SET search_path = archive
-- case: alter database | line: 2.2 | expect: refused
ALTER DATABASE market SET search_path = archive
-- case: alter system | line: 2.2 | expect: refused
ALTER SYSTEM SET log_statement = 'all'
-- case: alter default privileges | line: 2.2 | expect: refused
ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC
-- case: create database | line: 2.2 | expect: refused
CREATE DATABASE mine TEMPLATE market
-- case: create schema with a view in it | line: 2.2 | expect: refused
CREATE SCHEMA mine CREATE VIEW v AS SELECT email FROM public.customers
-- case: create index on an expression | line: 2.2 | expect: refused
CREATE INDEX ON customers (lab.upper(email))
-- case: create policy | line: 2.2 | expect: refused
CREATE POLICY p ON customers USING (true)
-- case: create type and cast | line: 2.2 | expect: refused
CREATE CAST (text AS lab.probe) WITH INOUT
-- case: create aggregate | line: 2.2 | expect: refused
CREATE AGGREGATE mine (text) (SFUNC = lab.gather, STYPE = text)
-- case: create event trigger | line: 2.2 | expect: refused
CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION lab.log_stock()
-- case: create domain | line: 2.2 | expect: refused
CREATE DOMAIN mine AS text CHECK (lab.is_known(VALUE))
-- case: create sequence | line: 2.2 | expect: refused
CREATE SEQUENCE mine
-- case: create tablespace | line: 2.2 | expect: refused
CREATE TABLESPACE mine LOCATION '/tmp'
-- case: load | line: 2.2 | expect: refused
LOAD 'auto_explain'
-- case: checkpoint | line: 2.2 | expect: refused
CHECKPOINT
-- case: reassign | line: 2.2 | expect: refused
REASSIGN OWNED BY market_agent TO market_clerk
-- case: import schema | line: 2.2 | expect: refused
IMPORT FOREIGN SCHEMA public FROM SERVER s INTO public
-- case: parenthesised select into | line: 2.2 | expect: harmless
(SELECT email INTO taken FROM customers)
-- case: merge into a guarded table | line: 2.2 | expect: refused
MERGE INTO customers c USING orders o ON c.id = o.customer_id WHEN MATCHED AND c.email > '' THEN DELETE
-- case: no statement of PostgreSQL | line: 2.2 | expect: harmless
SHOW TABLES FROM customers
-- case: several, the last bad | line: 2.2 | expect: refused | forms: simple, unnamed
UPDATE drafts SET stars = 1 WHERE id = 1; DROP TABLE drafts

-- case: schema of system | line: 2.3 | expect: refused
SELECT * FROM pg_catalog.pg_authid
-- case: toast table | line: 2.3 | expect: refused
SELECT * FROM pg_toast.pg_toast_1255
-- case: other database | line: 2.3 | expect: harmless
SELECT * FROM shop.public.customers
-- case: no such table | line: 2.3 | expect: harmless
SELECT * FROM nowhere
-- case: no such column | line: 2.3 | expect: harmless
SELECT emale FROM customers
-- case: sequence relation | line: 2.3 | expect: harmless
TABLE lab.counter
-- case: index as a table | line: 2.3 | expect: harmless
SELECT * FROM customers_pkey
-- case: composite type as a table | line: 2.3 | expect: harmless
SELECT * FROM address
-- case: shadow archive is not guarded | line: 2.3 | expect: masked
SELECT a.email, c.email FROM archive.customers a JOIN public.customers c USING (id)
-- case: row type by name | line: 2.3 | expect: harmless
SELECT NULL::public.customers, (NULL::customers).email
-- case: whole row of a function's type | line: 2.3 | expect: harmless
SELECT * FROM jsonb_populate_recordset(NULL::customers, (SELECT jsonb_agg(c) FROM customers c))

-- case: stacked after commit | line: 2.4 | expect: refused | forms: simple
BEGIN; COMMIT; DROP TABLE drafts
-- case: read write | line: 2.4 | expect: refused | forms: simple
BEGIN READ WRITE; DELETE FROM nowhere; COMMIT; CREATE TABLE mine ()
-- case: prepared transaction | line: 2.4 | expect: refused
PREPARE TRANSACTION 'x'
-- case: commit prepared | line: 2.4 | expect: refused
COMMIT PREPARED 'x'
-- case: savepoint undoes | line: 2.4 | expect: masked
BEGIN
--;
SAVEPOINT a
--;
SELECT 1 / 0
--;
ROLLBACK TO a
--;
SELECT email FROM customers
-- case: aborted transaction | line: 2.4 | expect: harmless
BEGIN
--;
SELECT 1 / 0
--;
SELECT email FROM customers
-- case: discard all | line: 2.4 | expect: masked
DISCARD ALL
--;
SELECT email FROM customers
-- case: reset all | line: 2.4 | expect: masked
RESET ALL
--;
SELECT email FROM customers
-- case: chain | line: 2.4 | expect: masked
BEGIN
--;
COMMIT AND CHAIN
--;
SELECT email FROM customers
-- case: snapshot | line: 2.4 | expect: refused
BEGIN ISOLATION LEVEL REPEATABLE READ
--;
SELECT pg_export_snapshot()

-- case: standard strings | line: 2.5 | expect: refused
SET standard_conforming_strings = off
-- case: client encoding | line: 2.5 | expect: refused
SET client_encoding = 'SJIS'
-- case: names | line: 2.5 | expect: refused
SET NAMES 'BIG5'
-- case: backslash quote | line: 2.5 | expect: harmless
SET backslash_quote = on
--;
SELECT email FROM customers
-- case: escape string warning | line: 2.5 | expect: harmless
SET escape_string_warning = off
--;
SELECT email FROM customers
-- case: row security | line: 2.5 | expect: harmless
SET row_security = off
--;
SELECT * FROM tickets
-- case: preload | line: 2.5 | expect: refused
SET local_preload_libraries = 'x'
-- case: auto explain | line: 2.5 | expect: refused
SET auto_explain.log_min_duration = 0
-- case: default transaction | line: 2.5 | expect: harmless
SET default_transaction_isolation = 'serializable'
--;
SELECT email FROM customers
-- case: date style | line: 2.5 | expect: masked
SET datestyle = 'German'
--;
SELECT born, email FROM customers
-- case: bytea output | line: 2.5 | expect: masked
SET bytea_output = 'escape'
--;
SELECT email::bytea, card_number::bytea FROM customers
-- case: interval style | line: 2.5 | expect: masked
SET intervalstyle = 'iso_8601'
--;
SELECT age(born), born FROM customers
-- case: float digits | line: 2.5 | expect: masked
SET extra_float_digits = 3
--;
SELECT salary::float8 FROM customers
-- case: xml option | line: 2.5 | expect: masked
SET xmloption = 'document'
--;
SELECT xmlelement(NAME x, email) FROM customers
-- case: time zone of a function | line: 2.5 | expect: masked
SET TIME ZONE 'Asia/Tokyo'
--;
SELECT born::timestamptz, email FROM customers
-- case: set from current | line: 2.5 | expect: harmless
SET search_path FROM CURRENT
-- case: session characteristics | line: 2.5 | expect: harmless
SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE
--;
SELECT email FROM customers
-- case: constraints | line: 2.5 | expect: harmless
SET CONSTRAINTS ALL DEFERRED
-- case: transform null equals | line: 2.5 | expect: blind
SET transform_null_equals = on
--;
SELECT id FROM customers WHERE email = '#{email}'

-- case: set value decided anew | line: 2.6 | expect: refused
SET statement_timeout = 1000
--;
SET client_encoding = 'LATIN1'
-- case: function argument decided anew | line: 2.6 | expect: refused
SELECT current_setting('search_path')
--;
SELECT set_config('search_path', 'lab', false)
-- case: regclass constants | line: 2.6 | expect: harmless
SELECT 'orders'::regclass
--;
SELECT 'customers'::regclass::oid
-- case: same shape, other constant | line: 2.6 | expect: masked
SELECT email FROM customers WHERE id = 3
--;
SELECT email FROM customers WHERE id = 1
-- case: explain options of one shape | line: 2.6 | expect: refused
EXPLAIN (ANALYZE false) SELECT email FROM customers
--;
EXPLAIN (ANALYZE true) SELECT email FROM customers
-- case: copy options of one shape | line: 2.6 | expect: refused
COPY customers TO STDOUT
--;
COPY customers TO '/tmp/market.csv'
-- case: order by ordinal | line: 2.6 | expect: blind
SELECT email = '#{email}' AS x, id FROM customers ORDER BY 1, 2
-- case: extract fields of one shape | line: 2.6 | expect: masked
SELECT extract('year' FROM created_at), email FROM customers
--;
SELECT extract('epoch' FROM born), email FROM customers

-- case: deep parentheses | line: 2.7 | expect: masked
SELECT ((((((((((((((((((((((((((((((email)))))))))))))))))))))))))))))) FROM customers
-- case: deep sub-queries | line: 2.7 | expect: masked
SELECT * FROM (SELECT * FROM (SELECT * FROM (SELECT * FROM (SELECT * FROM (SELECT * FROM (SELECT email FROM customers) a) b) c) d) e) f
-- case: deep case | line: 2.7 | expect: masked
SELECT CASE WHEN true THEN CASE WHEN true THEN CASE WHEN true THEN CASE WHEN true THEN email END END END END FROM customers

-- case: statement by a name used again | line: 2.8 | expect: masked
PREPARE p AS SELECT name FROM customers
--;
DEALLOCATE p
--;
PREPARE p AS SELECT email FROM customers
--;
EXECUTE p
-- case: cursor by a name used again | line: 2.8 | expect: masked
BEGIN
--;
DECLARE c CURSOR FOR SELECT name FROM customers
--;
CLOSE c
--;
DECLARE c CURSOR FOR SELECT email, card_number FROM customers
--;
FETCH ALL c
-- case: deallocated in a savepoint | line: 2.8 | expect: masked
PREPARE p AS SELECT email FROM customers
--;
BEGIN
--;
SAVEPOINT s
--;
DEALLOCATE p
--;
ROLLBACK TO s
--;
PREPARE p AS SELECT phone FROM customers
--;
EXECUTE p
-- case: cursor dies with its savepoint | line: 2.8 | expect: harmless
BEGIN
--;
SAVEPOINT s
--;
DECLARE c CURSOR FOR SELECT email FROM customers
--;
ROLLBACK TO s
--;
FETCH ALL c

-- case: xml of a table | line: 2.12 | expect: refused
SELECT table_to_xml('customers', false, false, '')
-- case: xml of a cursor | line: 2.12 | expect: refused
SELECT cursor_to_xmlschema('c', false, false, '')
-- case: large objects | line: 2.12 | expect: refused
SELECT lo_create(0)
-- case: current query | line: 2.12 | expect: harmless
SELECT current_query(), email FROM customers
-- case: database functions | line: 2.12 | expect: refused
SELECT pg_ls_waldir(), pg_read_file('postgresql.conf')
-- case: import collations | line: 2.12 | expect: refused
SELECT pg_import_system_collations('public')
-- case: backup | line: 2.12 | expect: refused
SELECT pg_backup_start('x')
-- case: statistics reset | line: 2.12 | expect: refused
SELECT pg_stat_reset()
-- case: try locks | line: 2.12 | expect: refused
SELECT pg_try_advisory_xact_lock(1)
-- case: input function | line: 2.12 | expect: refused
SELECT domain_in('x', 'lab.known_mail'::regtype::oid, -1)
-- case: internal call | line: 2.12 | expect: refused
SELECT pg_catalog.binary_upgrade_set_next_pg_type_oid(1)
-- case: plans of a statement | line: 2.12 | expect: refused
SELECT pg_log_backend_memory_contexts(1)
-- case: property of a guarded function | line: 2.12 | expect: refused
SELECT count(*) FROM generate_series(1, 2) AS n WHERE lab.peek(n) IS NOT NULL
