# Functions that read, write or wait behind the reader's back
SELECT query_to_xml('select * from employees', true, true, '')
SELECT table_to_xml('employees', true, true, '')
SELECT * FROM dblink('dbname=shop', 'select 1') AS t(a int)
SELECT pg_read_file('/etc/passwd')
SELECT pg_catalog.pg_read_file('/etc/passwd')
SELECT * FROM pg_ls_dir('.')
SELECT pg_sleep(10)
SELECT set_config('search_path', 'x', false)
SELECT pg_notify('a', 'b')
SELECT pg_logical_emit_message(true, 'a', 'b')
SELECT nextval('orders_id_seq')
SELECT currval('orders_id_seq')
SELECT lastval()
SELECT pg_terminate_backend(1)
SELECT pg_relation_size('employees')
SELECT lo_import('/etc/passwd')
SELECT lo_get(1)
SELECT pg_stat_get_activity(NULL)
SELECT current_setting('data_directory')
SELECT current_setting(name) FROM orders
SELECT current_setting('server' || '_version')
SELECT ts_stat('select email from customers')
SELECT pg_get_viewdef('customer_view')
SELECT pg_get_functiondef(1)
SELECT txid_current()
SELECT cursor_to_xml('c', 1, true, true, '')
SELECT setseed(0.5)
SELECT pg_advisory_lock(1)
SELECT inet_server_addr()
# Functions of users, and names they share
SELECT hidden.upper('x')
# Functions without parentheses
SELECT f.ts_stat FROM unnest(ARRAY['select email from customers']) f
SELECT f.pg_sleep FROM generate_series(1, 2) AS f
SELECT unnest.pg_read_file FROM unnest(ARRAY['/etc/passwd'])
SELECT unnest.ts_stat FROM ROWS FROM (unnest(ARRAY['select 1']))
SELECT unnest.ts_stat FROM ROWS FROM (unnest(ARRAY['select 1'])) AS unnest
SELECT ts_stat.ts_stat FROM unnest(ARRAY['select 1']) AS ts_stat (a)
SELECT ts_stat.ts_stat FROM unnest(ARRAY['select 1']) WITH ORDINALITY ts_stat (a, b)
SELECT (SELECT f.ts_stat) FROM unnest(ARRAY['select 1']) f
SELECT (f).ts_stat FROM unnest(ARRAY['select 1']) f
SELECT (f).nextval FROM unnest(ARRAY['a'::regclass]) f
SELECT ('/etc/passwd'::text).pg_read_file
SELECT ('select 1'::text).ts_stat
SELECT (1.5::float8).pg_sleep
SELECT f.ts_stat FROM unnest(ARRAY['select 1']) AS f(a)
SELECT (SELECT f.ts_stat) FROM unnest(ARRAY['select 1']) AS f, (SELECT 1 AS ts_stat) g
# Operators and types of others
SELECT 1 OPERATOR(public.+) 2
SELECT 1 OPERATOR(hidden.=) 1
SELECT 1 ~~~ 2
SELECT 'x'::evil
SELECT 'x'::public.evil
SELECT CAST('x' AS hidden.text)
SELECT evil 'x'
SELECT NULL::customers
SELECT jsonb_populate_record(NULL::customers, '{}')
SELECT 'x' COLLATE public.evil
# Relations that are not tables or not known
SELECT * FROM orders_id_seq
SELECT last_value FROM public.orders_id_seq
SELECT * FROM nowhere
SELECT * FROM public.nowhere
SELECT * FROM nowhere.orders
SELECT * FROM shop.public.orders
SELECT * FROM "Orders"
SELECT * FROM pg_temp.orders
UPDATE pg_settings SET setting = 'x' WHERE name = 'y'
DELETE FROM pg_class WHERE true
INSERT INTO pg_catalog.pg_class DEFAULT VALUES
# System catalogs that hold more than names
SELECT * FROM pg_stats
SELECT * FROM pg_catalog.pg_stats
SELECT * FROM pg_statistic
SELECT * FROM pg_statistic_ext_data
SELECT * FROM pg_stats_ext
SELECT * FROM pg_authid
SELECT * FROM pg_shadow
SELECT * FROM pg_stat_activity
SELECT * FROM pg_stat_statements
SELECT * FROM pg_locks
SELECT * FROM pg_proc
SELECT * FROM pg_settings
SELECT setting FROM pg_settings WHERE name = 'data_directory'
SELECT setting FROM pg_settings WHERE name = 'timezone' OR true
SELECT setting FROM pg_settings WHERE name = 'timezone' UNION SELECT setting FROM pg_settings
SELECT setting FROM pg_settings WHERE name = E'timezone'
SELECT setting FROM pg_settings WHERE name <> 'timezone'
SELECT setting FROM pg_settings s WHERE name = 'timezone'
UPDATE pg_settings SET setting = 'x' WHERE name = 'timezone'
DELETE FROM pg_settings WHERE name = 'timezone'
SELECT * FROM pg_largeobject
SELECT * FROM pg_largeobject_metadata
SELECT * FROM pg_user_mapping
SELECT * FROM pg_user_mappings
SELECT * FROM pg_foreign_server
SELECT * FROM pg_hba_file_rules
SELECT * FROM pg_file_settings
SELECT * FROM pg_views
SELECT * FROM pg_matviews
SELECT * FROM pg_sequences
SELECT * FROM pg_prepared_statements
SELECT * FROM pg_cursors
SELECT * FROM pg_rewrite
SELECT * FROM pg_subscription
SELECT * FROM pg_replication_slots
SELECT * FROM pg_config
SELECT * FROM information_schema.views
SELECT * FROM information_schema.routines
SELECT * FROM information_schema.user_mapping_options
SELECT * FROM pg_toast.pg_toast_1
# Statements that change definitions, rights or the session
DROP TABLE customers
CREATE TEMP TABLE customers (id int)
CREATE VIEW v AS SELECT * FROM customers
CREATE MATERIALIZED VIEW v AS SELECT * FROM customers
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1'
ALTER TABLE customers RENAME COLUMN email TO x
ALTER ROLE shop_agent SET search_path = x
ALTER SYSTEM SET log_statement = 'all'
TRUNCATE orders
GRANT SELECT ON employees TO shop_agent
REVOKE ALL ON orders FROM shop_agent
COMMENT ON TABLE orders IS 'x'
REFRESH MATERIALIZED VIEW customer_copy
REINDEX TABLE orders
CLUSTER orders
IMPORT FOREIGN SCHEMA x FROM SERVER y INTO z
SECURITY LABEL ON TABLE orders IS 'x'
REASSIGN OWNED BY a TO b
SELECT email INTO TEMP copy FROM customers
DO $$BEGIN PERFORM 1; END$$
CALL p()
LOCK TABLE orders
LOAD 'x'
CHECKPOINT
VACUUM orders
ANALYZE orders
COPY customers TO PROGRAM 'cat'
LISTEN x
UNLISTEN *
NOTIFY x, 'payload'
EXPLAIN EXECUTE p
EXPLAIN CREATE TABLE x AS SELECT 1
PREPARE TRANSACTION 'x'
COMMIT PREPARED 'x'
ROLLBACK PREPARED 'x'
DISCARD ALL
DISCARD TEMP
RESET ALL
RESET ROLE
RESET SESSION AUTHORIZATION
RESET search_path
SET ROLE postgres
SET LOCAL ROLE postgres
SET SESSION ROLE postgres
SET role TO postgres
SET "role" = 'postgres'
SET SESSION AUTHORIZATION postgres
SET SESSION SESSION AUTHORIZATION postgres
SET LOCAL SESSION AUTHORIZATION postgres
SET session_authorization = 'postgres'
SET search_path TO hidden
SET LOCAL search_path = hidden
SET SCHEMA 'hidden'
SET standard_conforming_strings = off
SET STANDARD_CONFORMING_STRINGS TO 'off'
SET backslash_quote = on
SET client_encoding = 'SJIS'
SET NAMES 'GBK'
SET NAMES DEFAULT
SET session_replication_role = replica
SET row_security = off
SET debug_print_parse = on
SET my.setting = 'x'
SET transaction_read_only = off
SET default_transaction_read_only = off
SET log_min_messages = 'debug5'
SET TRANSACTION SNAPSHOT '1'
SET TIME ZONE (SELECT 1)
SHOW ALL
SHOW data_directory
SHOW hba_file
SHOW my.secret
# Syntax that is not known, or not PostgreSQL
SELECT FROM FROM
SELECT * FROM orders WHERE
SELECT * FROM orders orders orders
SELECT * FROM orders,
SELECT (1
SELECT 1)
SELECT 1 2
SELECT 'a' 'b'
SELECT a b c FROM orders
SELECT 1 FROM orders TABLESAMPLE evil(10)
INSERT INTO orders
INSERT INTO orders (id) VALUES (1) ON CONFLICT (id)
UPDATE orders SET
UPDATE orders SET id 1
DELETE orders
EXPLAIN
EXPLAIN (EVIL) SELECT 1
DECLARE c CURSOR FOR DELETE FROM orders
FETCH 1 FROM
SELECT $$a$$ b c
WITH x AS SELECT 1 SELECT 1
WITH x AS (SELECT 1)
WITH x AS (DROP TABLE orders) SELECT 1
SELECT 1 UNION
SELECT DISTINCT ON FROM orders
BEGIN READ
START
SAVEPOINT
gibberish
begin; drop table orders
select 1; select pg_sleep(1)
