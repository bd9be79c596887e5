-- Routes by which a masked column leaks. One case per block: --@ class group end; --; parts steps of one case.
-- Ends: masked (rows come, and the same text unguarded shows a raw value), refused (by the gate), error (by the server),
-- blind (a right guess and a wrong one give the same), harmless (anything but a raw value or a changed database), parked.

--@ 1.01-alias agents masked
SELECT email AS name, phone AS id, card_number AS created_at FROM customers
--@ 1.01-alias agents masked
SELECT c.email FROM customers AS c
--@ 1.01-alias agents masked
SELECT a3, a4, a5 FROM customers AS c (a1, a2, a3, a4, a5, a6)
--@ 1.01-alias agents masked
SELECT orders.email FROM customers AS orders
--@ 1.01-alias agents masked
SELECT "c m".email FROM customers "c m"
--@ 1.01-alias agents masked
SELECT customers.card_number FROM public.customers
--@ 1.01-alias agents masked
SELECT name, id FROM (SELECT email, card_number FROM customers) AS customers (name, id)
--@ 1.02-expression agents masked
SELECT upper(email), lower(email), initcap(email), reverse(email), email || '', '' || phone FROM customers
--@ 1.02-expression agents masked
SELECT CASE WHEN id > 0 THEN email END, coalesce(card_number, phone), nullif(email, ''), greatest(email, ''), least(phone, 'zzz') FROM customers
--@ 1.02-expression agents masked
SELECT ARRAY[email, phone], (ARRAY[card_number])[1], ARRAY(SELECT email FROM customers WHERE id < 5) FROM customers
--@ 1.02-expression agents masked
SELECT substring(email FROM 1 FOR 8), substr(email, 1, 9), left(email, 9), overlay(email PLACING '' FROM 1 FOR 0), trim(email), rpad(email, 9), lpad(email, 9) FROM customers
--@ 1.02-expression agents masked
SELECT email::varchar, email::bpchar, email::"char", email::name, CAST(email AS bytea), email::text COLLATE "C" FROM customers
--@ 1.02-expression agents masked
SELECT md5(email), sha256(email::bytea), encode(email::bytea, 'base64'), encode(phone::bytea, 'hex') FROM customers
--@ 1.02-expression agents masked
SELECT format('%s %I %L', email, email, email), quote_literal(phone), quote_ident(email), concat_ws('-', email, phone) FROM customers
--@ 1.02-expression agents masked
SELECT string_to_array(email, '.'), regexp_split_to_table(email, 'nothing'), regexp_match(email, '.*'), split_part(email, '@', 1), translate(email, '', ''), replace(email, '~', '') FROM customers
--@ 1.02-expression agents masked
SELECT string_agg(ch, '') FROM (SELECT c.id, n, substr(c.email, n, 1) AS ch FROM customers c, generate_series(1, 16) AS n ORDER BY c.id, n) AS letters
--@ 1.02-expression agents masked
SELECT to_tsvector('simple', email), convert_to(email, 'UTF8'), to_json(email), to_jsonb(phone), quote_nullable(card_number) FROM customers
--@ 1.03-function agents masked
SELECT min(email), max(email), min(card_number), max(card_number) FROM customers WHERE id <= 4
--@ 1.03-function agents masked
SELECT string_agg(email, ',' ORDER BY id), array_agg(phone), json_agg(card_number), jsonb_object_agg(id, email) FROM customers
--@ 1.03-function agents masked
SELECT lag(email) OVER w, lead(email) OVER w, first_value(phone) OVER w, nth_value(card_number, 1) OVER w FROM customers WINDOW w AS (ORDER BY id)
--@ 1.03-function agents masked
SELECT mode() WITHIN GROUP (ORDER BY email), percentile_disc(0.001) WITHIN GROUP (ORDER BY email) FROM customers WHERE id = 1
--@ 1.03-function agents masked
SELECT any_value(email) FILTER (WHERE id = 1), array_agg(DISTINCT card_number ORDER BY card_number) FROM customers
--@ 1.04-star agents masked
SELECT * FROM customers
--@ 1.04-star agents masked
TABLE customers
--@ 1.04-star agents refused
(TABLE ONLY customers) UNION ALL TABLE customers
--@ 1.04-star agents masked
SELECT customers.* FROM customers *
--@ 1.04-star agents masked
SELECT * FROM ONLY (customers)
--@ 1.04-star agents masked
SELECT * FROM orders o JOIN customers c ON c.id = o.customer_id
--@ 1.04-star agents masked
SELECT * FROM customers NATURAL FULL JOIN orders
--@ 1.04-star agents masked
SELECT * FROM customers JOIN orders USING (id) AS j
--@ 1.04-star agents masked
SELECT j.* FROM (customers JOIN orders ON customers.id = orders.id) AS j
--@ 1.04-star agents masked
SELECT * FROM customers a, LATERAL (SELECT a.*) AS b
--@ 1.05-row agents masked
SELECT customers FROM customers
--@ 1.05-row agents masked
SELECT c::text, (c).email, (c).*, ROW(c.*), ROW(c) FROM customers c
--@ 1.05-row agents masked
SELECT to_jsonb(c), row_to_json(c), to_json(c) ->> 'email', json_build_object('x', c), json_build_array(c) FROM customers c
--@ 1.05-row agents masked
SELECT jsonb_agg(c), json_agg(customers.*) FROM customers c, customers WHERE c.id = customers.id
--@ 1.05-row agents masked
SELECT c.to_json, c.to_jsonb, c.row_to_json FROM customers c
--@ 1.05-row agents masked
SELECT key, value FROM customers c, jsonb_each_text(to_jsonb(c))
--@ 1.05-row agents masked
SELECT (array_agg(c))[1], array_agg(c)::text, concat(c), format('%s', c) FROM customers c WHERE c.id = 1 GROUP BY c
--@ 1.05-row agents masked
SELECT (SELECT c FROM customers c WHERE id = 1)::text, (SELECT ROW(c.*) FROM customers c WHERE id = 2)
--@ 1.05-row agents masked
SELECT unnest(ARRAY(SELECT c FROM customers c))::text
--@ 1.05-row agents masked
SELECT max(c::text), min(c::text) FROM customers c WHERE id = 1
--@ 1.05-row agents masked
SELECT * FROM json_to_recordset((SELECT json_agg(c) FROM customers c)) AS r (email text, phone text)
--@ 1.05-row agents masked
SELECT * FROM jsonb_to_record((SELECT to_jsonb(c) FROM customers c WHERE id = 1)) AS r (card_number text)
--@ 1.06-resolution agents masked
SELECT email FROM (SELECT c AS email FROM customers c) AS x
--@ 1.06-resolution agents masked
SELECT email.email FROM customers AS email
--@ 1.06-resolution agents masked
SELECT email FROM customers AS email
--@ 1.06-resolution agents masked
SELECT o.id, email FROM orders o JOIN customers phone ON phone.id = o.customer_id ORDER BY o.id
--@ 1.06-resolution agents refused
SELECT email(customers) FROM customers
--@ 1.06-resolution agents masked
SELECT public.customers.email FROM customers
--@ 1.06-resolution agents refused
SELECT shop.public.customers.email FROM customers
--@ 1.07-cte agents masked
WITH x AS (SELECT email FROM customers) SELECT * FROM x
--@ 1.07-cte agents masked
WITH customers AS (SELECT * FROM customers) SELECT * FROM customers
--@ 1.07-cte agents masked
WITH customers AS (SELECT 1 AS a), y AS (SELECT * FROM public.customers) SELECT * FROM customers, y
--@ 1.07-cte agents masked
WITH a AS (WITH customers AS (SELECT 1 AS id) SELECT id FROM customers) SELECT c.email FROM a, customers c WHERE c.id = a.id
--@ 1.07-cte agents masked
SELECT * FROM (WITH customers AS (SELECT 1 AS one) SELECT one FROM customers) x, customers
--@ 1.07-cte agents masked
WITH RECURSIVE t (i, e) AS (SELECT id, email FROM customers WHERE id = 1 UNION ALL SELECT c.id, c.email FROM t JOIN customers c ON c.id = t.i + 1 WHERE c.id < 5) SELECT * FROM t
--@ 1.07-cte agents masked
WITH RECURSIVE a AS (SELECT * FROM public.customers), customers AS (SELECT * FROM a) SELECT * FROM customers
--@ 1.07-cte agents masked
WITH x AS MATERIALIZED (TABLE customers), y AS NOT MATERIALIZED (SELECT * FROM x) SELECT y.card_number FROM y
--@ 1.07-cte agents masked
WITH "CUSTOMERS" AS (SELECT 1 AS id) SELECT c.email FROM "CUSTOMERS" k JOIN customers c USING (id)
--@ 1.07-cte agents masked
WITH RECURSIVE s (id, up, who) AS (SELECT id, 0, email FROM customers WHERE id = 1 UNION ALL SELECT c.id, s.id, c.email FROM customers c JOIN s ON c.id = s.id + 1 WHERE c.id < 5) SEARCH DEPTH FIRST BY who SET path SELECT who, path FROM s
--@ 1.08-subquery agents masked
SELECT (SELECT email FROM customers WHERE id = 1), (SELECT c.phone FROM customers c WHERE c.id = o.id) FROM orders o WHERE o.id = 2
--@ 1.08-subquery agents masked
SELECT x.* FROM orders o, LATERAL (SELECT c.* FROM customers c WHERE c.id = o.customer_id) x ORDER BY o.id
--@ 1.08-subquery agents masked
SELECT x.a FROM (((SELECT email AS a FROM customers))) x
--@ 1.08-subquery agents masked
VALUES ((SELECT email FROM customers WHERE id = 1)), ((SELECT card_number FROM customers WHERE id = 2))
--@ 1.08-subquery agents masked
SELECT ARRAY(SELECT c FROM (TABLE customers) AS c)::text, EXISTS (TABLE customers)
--@ 1.08-subquery agents masked
SELECT id, (SELECT string_agg(email, ',') FROM customers) FROM products ORDER BY (SELECT max(email) FROM customers), id LIMIT (SELECT 1)
--@ 1.08-subquery agents masked
SELECT (SELECT c.* FROM (SELECT c AS whole FROM customers c WHERE c.id = 1) AS c)::text
--@ 1.09-set agents masked
SELECT name FROM products UNION ALL SELECT email FROM customers
--@ 1.09-set agents masked
SELECT card_number FROM customers EXCEPT SELECT name FROM products
--@ 1.09-set agents masked
(SELECT email FROM customers) INTERSECT ALL (SELECT email FROM customers) ORDER BY 1
--@ 1.09-set agents masked
SELECT 'x' AS harmless UNION SELECT phone FROM customers ORDER BY harmless
--@ 1.10-view agents refused
SELECT * FROM information_schema.views
--@ 1.10-view agents refused
SELECT pg_get_viewdef('pg_roles')
--@ 1.10-view agents refused
CREATE TEMP VIEW v AS SELECT * FROM customers
--@ 1.11-body agents refused
CREATE FUNCTION pg_temp.f() RETURNS SETOF customers LANGUAGE sql AS 'SELECT * FROM customers'
--@ 1.11-body agents refused
SELECT query_to_xml('SELECT * FROM customers', true, true, '')
--@ 1.11-body agents refused
SELECT table_to_xml('customers', true, true, ''), schema_to_xml('public', true, true, '')
--@ 1.11-body agents refused
SELECT * FROM ts_stat('SELECT to_tsvector(email) FROM customers')
--@ 1.11-body agents refused
SELECT ts_rewrite('a'::tsquery, 'SELECT email::tsquery, email::tsquery FROM customers')
--@ 1.11-body agents refused
SELECT * FROM cursor_to_xml('c', 10, true, true, '')
--@ 1.11-body agents refused
SELECT database_to_xml(true, true, '')
--@ 1.13-inference agents blind
SELECT count(*) FROM customers WHERE email = '#{email}'
--@ 1.13-inference agents blind
SELECT id FROM customers WHERE card_number LIKE '%' || substr('#{card}', 3) ORDER BY id
--@ 1.13-inference agents blind
SELECT id FROM customers WHERE phone IN ('#{phone}') ORDER BY id
--@ 1.13-inference agents blind
SELECT count(*) FROM orders o JOIN customers c ON c.id = o.customer_id AND c.email >= '#{email}' AND c.email <= '#{email}'
--@ 1.13-inference agents blind
SELECT customer_id, count(*) FROM orders GROUP BY customer_id HAVING EXISTS (SELECT 1 FROM customers c WHERE c.id = customer_id AND c.email = '#{email}')
--@ 1.13-inference agents blind
SELECT bool_or(email = '#{email}'), count(*) FILTER (WHERE card_number = '#{card}') FROM customers
--@ 1.13-inference agents blind
SELECT id FROM customers c WHERE c.* IS NOT NULL AND c::text LIKE '%#{email}%'
--@ 1.13-inference agents blind
SELECT id FROM customers c WHERE to_jsonb(c) @> '{"email": "#{email}"}'
--@ 1.13-inference agents blind
SELECT id FROM customers WHERE (email, id) = ('#{email}', 1) OR email ~ '^#{email}$' OR email SIMILAR TO '#{email}' OR starts_with(email, '#{email}')
--@ 1.13-inference agents blind
SELECT CASE WHEN EXISTS (SELECT FROM customers WHERE email = '#{email}') THEN 'yes' ELSE 'no' END
--@ 1.13-inference analysts blind
SELECT id FROM employees WHERE salary = #{salary} OR salary BETWEEN #{salary} AND #{salary} + 0.005
--@ 1.14-order agents blind
SELECT id FROM customers WHERE id IN (1, 2, 4) ORDER BY email = '#{email}', id
--@ 1.14-order agents blind
SELECT rank() OVER (ORDER BY (email = '#{email}') DESC), id FROM customers ORDER BY id
--@ 1.14-order agents blind
SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY email = '#{email}' ORDER BY id) AS n FROM customers) x WHERE n = 1 ORDER BY id
--@ 1.14-order analysts blind
SELECT id FROM employees ORDER BY salary = #{salary}, id
--@ 1.15-join agents blind
SELECT v.g FROM (VALUES (1, '#{email}'), (2, 'other')) AS v (g, email) JOIN customers USING (email)
--@ 1.15-join agents blind
SELECT v.g FROM (VALUES (1, '#{card}')) AS v (g, guess), customers c WHERE md5(c.card_number) = md5(v.guess)
--@ 1.15-join agents blind
SELECT count(*) FROM customers c NATURAL JOIN (SELECT '#{email}'::text AS email) AS guess
--@ 1.15-join agents blind
SELECT '#{email}' IN (SELECT email FROM customers), '#{card}' = ANY (ARRAY(SELECT card_number FROM customers))
--@ 1.16-errors agents error
SELECT email::integer FROM customers
--@ 1.16-errors agents error
SELECT card_number::date, phone::inet FROM customers
--@ 1.16-errors agents error
SELECT 'x' ~ ('[' || email) FROM customers
--@ 1.16-errors agents error
SELECT email::jsonb FROM customers WHERE id = 1
--@ 1.16-errors agents error
SELECT email::interval, email::uuid, email::point FROM customers
--@ 1.16-errors agents error
SELECT to_timestamp(card_number, 'YYYY'), decode(email, 'hex') FROM customers
--@ 1.16-errors agents harmless
SELECT email::regclass FROM customers
--@ 1.16-errors agents harmless
SELECT to_regclass(email), email::regtype, jsonb_path_query('{}', email::jsonpath) FROM customers
--@ 1.16-errors agents error
SELECT format_type(email::oid, 0) FROM customers
--@ 1.16-errors agents error
SELECT convert_from(email::bytea, email) FROM customers
--@ 1.16-errors agents error
SELECT extract(email FROM now()) FROM customers
--@ 1.17-bit agents blind
SELECT 1 / (CASE WHEN email = '#{email}' THEN 0 ELSE 1 END) FROM customers WHERE id = 1
--@ 1.17-bit agents blind
SELECT (CASE WHEN card_number = '#{card}' THEN 'x' ELSE '1' END)::integer FROM customers WHERE id = 1
--@ 1.17-bit agents blind
SELECT (SELECT id FROM customers WHERE email = '#{email}' OR id = 2) IS NULL
--@ 1.17-bit analysts blind
SELECT 1 / (salary - #{salary}) FROM employees WHERE id = 1
--@ 1.18-timing agents refused
SELECT CASE WHEN email LIKE 'q%' THEN pg_sleep(1) END FROM customers
--@ 1.18-timing agents refused
SELECT x.pg_sleep FROM generate_series(1, 2) AS x
--@ 1.18-timing agents refused
SELECT pg_sleep_for('1 second'), pg_sleep_until(now() + interval '1 second')
--@ 1.19-copy agents refused
COPY customers TO STDOUT
--@ 1.19-copy agents refused
COPY (SELECT email FROM customers) TO STDOUT WITH (FORMAT csv, HEADER)
--@ 1.19-copy agents refused
COPY customers (email) TO PROGRAM 'cat'
--@ 1.19-copy agents refused
COPY (TABLE customers) TO '/tmp/postern-attack'
--@ 1.19-copy agents refused
COPY orders FROM STDIN
--@ 1.19-copy agents refused
COPY BINARY customers TO STDOUT
--@ 1.20-cursor agents masked
BEGIN; DECLARE k CURSOR FOR SELECT email, card_number FROM customers ORDER BY id; FETCH ALL FROM k
--@ 1.20-cursor agents masked
BEGIN; DECLARE k BINARY SCROLL CURSOR FOR SELECT c FROM customers c ORDER BY id; MOVE 2 IN k; FETCH BACKWARD 1 FROM k
--@ 1.20-cursor agents masked
CLOSE ALL
--;
DECLARE kept INSENSITIVE CURSOR WITH HOLD FOR SELECT * FROM customers ORDER BY id
--;
FETCH FORWARD 1 FROM kept
--;
FETCH ALL kept
--@ 1.20-cursor agents refused
DECLARE k CURSOR FOR UPDATE orders SET status = 'paid' WHERE id = 1 RETURNING *
--@ 1.21-prepare agents runs
DEALLOCATE ALL
--;
PREPARE p AS SELECT email FROM customers
--@ 1.21-prepare agents masked
DEALLOCATE ALL
--;
PREPARE p AS SELECT email FROM customers
--;
EXECUTE p
--@ 1.21-prepare agents refused
CREATE TEMP TABLE t AS EXECUTE p
--@ 1.21-prepare agents refused
EXPLAIN EXECUTE p
--@ 1.24-copying agents refused
CREATE TABLE stolen AS SELECT * FROM customers
--@ 1.24-copying agents refused
SELECT * INTO TEMP stolen FROM customers
--@ 1.24-copying agents refused
INSERT INTO products (id, name, price, stock) SELECT 1000 + id, email, 1, 1 FROM customers WHERE id = 1 RETURNING name
--@ 1.24-copying agents parked
MERGE INTO orders o USING customers c ON o.id = c.id WHEN MATCHED THEN UPDATE SET status = c.email
--@ 1.24-copying agents refused
REFRESH MATERIALIZED VIEW customers
--@ 1.25-returning agents refused
UPDATE customers SET name = email WHERE id = 1 RETURNING name
--@ 1.25-returning agents parked
UPDATE orders SET status = c.email FROM customers c WHERE orders.id = 1 AND c.id = 1 RETURNING orders.status
--@ 1.26-returning agents refused
DELETE FROM customers WHERE id = 1 RETURNING *
--@ 1.26-returning agents refused
WITH gone AS (DELETE FROM customers WHERE id = 1 RETURNING customers) SELECT * FROM gone
--@ 1.26-returning agents refused
INSERT INTO customers VALUES (9001, 'a', 'b', 'c', 'd', now()) RETURNING *
--@ 1.26-returning agents refused
UPDATE customers c SET name = name WHERE c.to_json ->> 'id' = '1' RETURNING c.to_json
--@ 1.27-rows agents refused
UPDATE customers SET name = name WHERE email LIKE 'q%'
--@ 1.27-rows agents refused
INSERT INTO customers SELECT * FROM customers WHERE id = 1 ON CONFLICT (email) DO NOTHING
--@ 1.27-rows agents refused
INSERT INTO customers VALUES (1, 'a', 'x', 'y', 'z', now()) ON CONFLICT (id) DO UPDATE SET name = customers.email RETURNING name
--@ 1.28-violation agents refused
INSERT INTO customers (id, name, email, phone, card_number, created_at) VALUES (1, NULL, NULL, NULL, NULL, NULL)
--@ 1.28-violation agents refused
UPDATE customers SET name = NULL WHERE id = 1
--@ 1.29-do agents refused
DO $$ DECLARE e text; BEGIN SELECT email INTO e FROM customers WHERE id = 1; RAISE NOTICE '%', e; END $$
--@ 1.29-do agents refused
DO LANGUAGE plpgsql 'BEGIN RAISE EXCEPTION ''%'', (SELECT email FROM customers LIMIT 1); END'
--@ 1.29-do agents refused
CALL anything((SELECT email FROM customers WHERE id = 1))
--@ 1.30-notices agents masked
SET client_min_messages TO debug5
--;
SELECT email, card_number FROM customers WHERE id < 5
--;
RESET client_min_messages
--;
SELECT email FROM customers WHERE id = 1
--@ 1.31-notify agents refused
LISTEN leaks
--@ 1.31-notify agents refused
NOTIFY leaks, 'x'
--@ 1.31-notify agents refused
SELECT pg_notify('leaks', email) FROM customers
--@ 1.31-notify agents refused
SELECT pg_logical_emit_message(false, 'x', email) FROM customers
--@ 1.31-notify agents refused
UNLISTEN *
--@ 1.32-files agents refused
SELECT lo_from_bytea(0, email::bytea) FROM customers
--@ 1.32-files agents refused
SELECT lo_create(0), lo_import('/etc/passwd'), lo_export(1, '/tmp/x'), lo_get(1)
--@ 1.32-files agents refused
SELECT pg_read_file('/etc/passwd'), pg_read_binary_file('PG_VERSION'), pg_ls_dir('.'), pg_stat_file('PG_VERSION')
--@ 1.32-files agents refused
SELECT f.pg_read_file FROM unnest(ARRAY['PG_VERSION']) AS f
--@ 1.32-files agents refused
SELECT (f).pg_ls_dir FROM unnest(ARRAY['.']) AS f
--@ 1.32-files agents refused
SELECT f.pg_ls_dir FROM ROWS FROM (unnest(ARRAY['.'])) AS f
--@ 1.32-files agents refused
SELECT pg_ls_logdir(), pg_current_logfile(), pg_ls_waldir()
--@ 1.33-foreign agents refused
SELECT * FROM dblink('dbname=shop', 'SELECT email FROM customers') AS t (e text)
--@ 1.33-foreign agents refused
CREATE EXTENSION postgres_fdw
--@ 1.33-foreign agents refused
IMPORT FOREIGN SCHEMA public FROM SERVER s INTO public
--@ 1.34-explain agents harmless
EXPLAIN (ANALYZE, VERBOSE, COSTS OFF) SELECT email FROM customers WHERE email > 'q' ORDER BY email
--@ 1.34-explain agents harmless
EXPLAIN (VERBOSE, FORMAT json) SELECT c FROM customers c WHERE c.card_number LIKE '4000%'
--@ 1.34-explain agents blind
EXPLAIN SELECT id FROM customers WHERE email = (SELECT '#{email}'::text OFFSET 0)
--@ 1.34-explain agents blind
EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, BUFFERS OFF) SELECT count(*) FROM customers WHERE email = (SELECT '#{email}'::text OFFSET 0)
--@ 1.34-explain agents parked
EXPLAIN ANALYZE UPDATE orders SET status = 'paid' WHERE id = 1
--@ 1.34-explain agents refused
EXPLAIN ANALYZE DELETE FROM customers WHERE id = 1
--@ 1.34-explain agents refused
EXPLAIN ANALYZE CREATE TABLE stolen AS SELECT * FROM customers
--@ 1.35-statistics agents refused
SELECT most_common_vals, histogram_bounds FROM pg_stats WHERE tablename = 'customers'
--@ 1.35-statistics agents refused
SELECT * FROM pg_catalog.pg_statistic
--@ 1.35-statistics agents refused
SELECT stavalues1 FROM "pg_statistic" s JOIN pg_class c ON c.oid = s.starelid
--@ 1.35-statistics agents refused
SELECT * FROM pg_stats_ext
--@ 1.35-statistics agents refused
SELECT * FROM pg_statistic_ext_data
--@ 1.35-statistics agents refused
SELECT * FROM pg_stats_ext_exprs
--@ 1.35-statistics agents refused
TABLE PG_CATALOG.PG_STATS
--@ 1.36-activity agents refused
SELECT query FROM pg_stat_activity
--@ 1.36-activity agents refused
SELECT * FROM pg_stat_get_activity(NULL)
--@ 1.36-activity agents refused
SELECT * FROM pg_stat_statements
--@ 1.36-activity agents refused
SELECT * FROM pg_locks
--@ 1.36-activity agents refused
SELECT * FROM pg_cursors
--@ 1.36-activity agents refused
SELECT statement FROM pg_prepared_statements
--@ 1.37-sources agents refused
SELECT prosrc FROM pg_proc
--@ 1.37-sources agents refused
SELECT definition FROM pg_views
--@ 1.37-sources agents refused
SELECT ev_action FROM pg_rewrite
--@ 1.37-sources agents refused
SELECT pg_get_functiondef('version'::regproc)
--@ 1.37-sources agents refused
SELECT routine_definition FROM information_schema.routines
--@ 1.37-sources agents refused
SELECT rolpassword FROM pg_authid
--@ 1.37-sources agents refused
SELECT passwd FROM pg_shadow
--@ 1.37-sources agents refused
SELECT * FROM pg_user_mappings
--@ 1.37-sources agents refused
SELECT setting FROM pg_settings
--@ 1.37-sources agents refused
SELECT pg_show_all_settings()
--@ 1.37-sources agents refused
SELECT * FROM pg_hba_file_rules
--@ 1.38-path agents refused
SET search_path TO pg_temp, public
--@ 1.38-path agents refused
SET LOCAL search_path = ''
--@ 1.38-path agents refused
SET SCHEMA 'pg_temp'
--@ 1.38-path agents refused
SELECT set_config('search_path', 'pg_temp', false)
--@ 1.38-path agents refused
SELECT pg_catalog.set_config('search_path', 'pg_temp', false)
--@ 1.38-path agents refused
RESET search_path
--@ 1.38-path agents refused
SET SESSION "search_path" FROM CURRENT
--@ 1.39-temp agents refused
CREATE TEMP TABLE customers (id int)
--@ 1.39-temp agents refused
CREATE LOCAL TEMPORARY VIEW orders AS SELECT 1
--@ 1.39-temp agents refused
SELECT * FROM pg_temp.customers
--@ 1.39-temp agents refused
SELECT * FROM pg_temp_3.customers
--@ 1.40-names agents masked
SELECT "email" FROM "customers"
--@ 1.40-names agents masked
SELECT EMAIL FROM CUSTOMERS
--@ 1.40-names agents masked
SELECT U&"em\0061il" FROM U&"\0063ustomers"
--@ 1.40-names agents masked
SELECT c.U&"\0065mail" FROM "public"."customers" AS c
--@ 1.40-names agents masked
SELECT e.email FROM customers AS eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee, customers e
--@ 1.40-names agents masked
SELECT nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn.email FROM customers AS nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn
--@ 1.40-names agents masked
SELECT "é".email, "日本".phone FROM customers AS "é", customers "日本" WHERE "é".id = "日本".id
--@ 1.40-names agents masked
SELECT 'größe', '日本語', email, '🙂' FROM customers WHERE name <> 'ü'
--@ 1.40-names agents refused
SELECT email FROM cu­stomers
--@ 1.40-names agents refused
SELECT email FROM "CUSTOMERS"
--@ 1.40-names agents masked
SELECT email FROM U&"!0063ustomers" UESCAPE '!'
--@ 1.40-names agents harmless
SELECT email FROM customerſ
--@ 1.41-role agents refused
SET ROLE postgres
--@ 1.41-role agents refused
SET SESSION AUTHORIZATION DEFAULT
--@ 1.41-role agents refused
SET LOCAL SESSION AUTHORIZATION 'postgres'
--@ 1.41-role agents refused
SET "role" = 'postgres'
--@ 1.41-role agents refused
RESET ROLE
--@ 1.41-role agents refused
SELECT set_config('role', 'postgres', true)
--@ 1.41-role agents refused
UPDATE pg_settings SET setting = 'postgres' WHERE name = 'role'
--@ 1.41-role agents refused
UPDATE pg_catalog.pg_settings SET setting = 'off' WHERE name = 'row_security'
--@ 1.42-alter agents refused
ALTER TABLE customers RENAME COLUMN email TO mail
--@ 1.42-alter agents refused
ALTER TABLE customers SET SCHEMA pg_temp
--@ 1.42-alter agents refused
CREATE TABLE kin () INHERITS (customers)
--@ 1.42-alter agents refused
ALTER ROLE shop_agent SET search_path = pg_temp
--@ 1.42-alter agents refused
GRANT ALL ON customers TO PUBLIC
--@ 1.45-system agents refused
SELECT ctid, xmin FROM customers
--@ 1.45-system agents refused
SELECT c.tableoid::regclass FROM customers c
--@ 1.45-system agents refused
SELECT * FROM customers TABLESAMPLE SYSTEM (100)
--@ 1.45-system agents refused
SELECT id FROM customers FOR UPDATE
--@ 1.45-system agents refused
SELECT c.id FROM orders o, customers c FOR SHARE OF c
--@ 1.46-helpers agents refused
SELECT nextval('x'), currval('x'), setval('x', 1)
--@ 1.46-helpers agents refused
SELECT hashtext(email), pg_column_size(email), pg_relation_size('customers') FROM customers
--@ 1.46-helpers agents harmless
SELECT customers.hash_record, customers.record_out, customers.pg_column_size FROM customers
--@ 1.46-helpers agents refused
SELECT pg_relation_filepath('customers'), pg_export_snapshot(), txid_current()
--@ 1.47-replication agents refused
SELECT pg_create_logical_replication_slot('s', 'test_decoding')
--@ 1.47-replication agents refused
SELECT * FROM pg_logical_slot_peek_changes('s', NULL, NULL)
--@ 1.47-replication agents refused
SELECT * FROM pg_replication_slots
--@ 1.48-salary analysts masked
SELECT salary FROM employees
--@ 1.48-salary analysts masked
SELECT sum(salary), max(salary), min(salary), array_agg(salary) FROM employees
--@ 1.48-salary analysts masked
SELECT e, to_jsonb(e), (e).salary + 0, e.salary::float8, e.salary::int8, trunc(e.salary)::int FROM employees e
--@ 1.48-salary analysts masked
SELECT title, max(salary) OVER (PARTITION BY title) FROM employees
--@ 1.48-salary analysts masked
SELECT a.name, b.salary FROM employees a JOIN employees b USING (id) WHERE a.salary IS NULL OR true
--@ 1.48-salary analysts masked
SELECT card_number FROM customers
--@ 1.48-salary agents refused
SELECT * FROM employees
--@ 1.48-salary agents refused
SELECT c.name FROM customers c WHERE EXISTS (SELECT FROM employees)
--@ 1.04-star agents masked
SELECT * FROM customers JOIN customers AS c2 USING (id, name, email, phone, card_number, created_at)
--@ 1.05-row agents masked
SELECT x.c FROM (SELECT ROW(c.*, o.*) AS c FROM customers c, orders o WHERE o.customer_id = c.id) AS x
--@ 1.05-row agents masked
SELECT array_to_string(array_agg(c.*), ',') FROM customers c
--@ 1.05-row agents masked
SELECT DISTINCT ON (c) c FROM customers c ORDER BY c
--@ 1.05-row agents masked
SELECT count(*), c FROM customers c GROUP BY c
--@ 1.05-row agents masked
SELECT jsonb_path_query(to_jsonb(c), '$.email'), jsonb_extract_path_text(to_jsonb(c), 'phone'), to_jsonb(c) #>> '{card_number}' FROM customers c
--@ 1.05-row agents masked
SELECT r FROM json_each_text((SELECT row_to_json(c) FROM customers c WHERE id = 1)) AS r
--@ 1.07-cte agents masked
WITH a AS (SELECT * FROM customers), b AS (SELECT * FROM a), c AS (SELECT b FROM b) SELECT (c.b)::text FROM c
--@ 1.07-cte agents masked
SELECT (WITH x AS (TABLE customers) SELECT string_agg(x.email, ' ') FROM x)
--@ 1.07-cte agents masked
WITH x AS (WITH y AS (WITH z AS (SELECT email AS e FROM customers) SELECT * FROM z) SELECT * FROM y) TABLE x
--@ 1.07-cte agents refused
WITH x AS (SELECT 1) SELECT * FROM ONLY x
--@ 1.08-subquery agents masked
SELECT CASE WHEN (SELECT true) THEN (SELECT email FROM customers WHERE id = 1) END
--@ 1.08-subquery agents masked
SELECT * FROM ((customers CROSS JOIN (SELECT 1 AS one) AS o) LEFT JOIN LATERAL (SELECT customers.email AS again) AS l ON true)
--@ 1.08-subquery agents masked
SELECT email FROM ROWS FROM (generate_series(1, 2)) AS g (n), customers ORDER BY n
--@ 1.08-subquery agents masked
SELECT g.x, g.y FROM customers c, unnest(ARRAY[c.email], ARRAY[c.card_number]) AS g (x, y)
--@ 1.12-written agents refused
INSERT INTO orders (id, customer_id, status, total, created_at) SELECT 7001, 1, email, 1, now() FROM customers WHERE id = 1
--@ 1.13-inference agents blind
SELECT id FROM customers WHERE ARRAY[email] @> ARRAY['#{email}'] OR ARRAY[email] && ARRAY['#{email}']
--@ 1.13-inference agents harmless
SELECT id FROM customers c WHERE hashtext(c.email) = 1
--@ 1.13-inference agents blind
SELECT id FROM customers c WHERE (SELECT count(*) FROM (VALUES (c.email), ('#{email}')) AS v (x) GROUP BY x LIMIT 1) = 2
--@ 1.13-inference agents blind
SELECT id FROM customers GROUP BY id, email HAVING max(email) = '#{email}'
--@ 1.13-inference agents blind
SELECT strpos('#{email}', email), position(email IN '#{email}'), length(replace('#{email}', email, '')) FROM customers WHERE id = 1
--@ 1.14-order agents blind
SELECT email < '#{email}~', email > '#{email}' FROM customers WHERE id = 1
--@ 1.14-order agents blind
SELECT max(n) FROM (SELECT dense_rank() OVER (ORDER BY x) AS n FROM (SELECT email AS x FROM customers UNION SELECT '#{email}') AS u) AS r
--@ 1.16-errors agents error
SELECT CASE WHEN id = 1 THEN email::int ELSE card_number::int END FROM customers
--@ 1.16-errors agents error
SELECT ('{' || to_jsonb(c)::text)::jsonb FROM customers c
--@ 1.16-errors agents error
SELECT get_bit(card_number::bytea, 99999) FROM customers WHERE get_byte(email::bytea, 9999) = 1
--@ 1.16-errors agents error
SELECT (SELECT email FROM customers)
--@ 1.16-errors analysts error
SELECT to_char(card_number::numeric, 'x'), make_date(id, 13, 45) FROM customers
--@ 1.20-cursor agents masked
BEGIN; DECLARE a CURSOR FOR SELECT email FROM customers ORDER BY id; DECLARE b CURSOR FOR TABLE customers; FETCH 2 FROM a; FETCH ABSOLUTE 200 FROM b; FETCH ALL FROM a
--@ 1.34-explain agents harmless
EXPLAIN (ANALYZE, FORMAT yaml) WITH x AS (SELECT email FROM customers) SELECT * FROM x WHERE x.email LIKE 'q%'
--@ 1.34-explain agents refused
EXPLAIN (SETTINGS, ANALYZE) SELECT email FROM customers
--@ 1.37-sources agents harmless
SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef
--@ 1.37-sources agents harmless
SELECT pg_get_constraintdef(oid), pg_get_indexdef(conindid) FROM pg_constraint
--@ 1.46-helpers agents refused
SELECT pg_database_size('shop'), pg_size_pretty(1::bigint), pg_ls_tmpdir()
--@ 1.46-helpers agents refused
SELECT json_populate_record(NULL::customers, '{}')
--@ 1.46-helpers agents refused
SELECT NULL::customers, customers '(1,a,b,c,d,now)'
--@ 1.46-helpers agents refused
SELECT pg_input_error_info('x', 'customers'), pg_get_object_address('table', '{customers}', '{}')
