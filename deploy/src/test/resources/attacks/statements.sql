-- Routes around the statement guard: lexing, transactions, session state, cached decisions. Written as columns.sql is.

--@ 2.1-lexing agents masked
SELECT /* /* nested */ FROM orders */ email /* */ FROM /**/ customers -- FROM orders
--@ 2.1-lexing agents refused
SELECT 1 /* ; */ ; DROP TABLE orders
--@ 2.1-lexing agents refused
SELECT 1 -- \
; DROP TABLE orders
--@ 2.1-lexing agents refused
SELECT '/*'; DELETE FROM products WHERE id = 1; SELECT '*/'
--@ 2.1-lexing agents masked
SELECT 1 +-- FROM orders
 id, email FROM customers
--@ 2.1-lexing agents masked
SELECT id +/* FROM orders */ 1, email FROM customers
--@ 2.1-lexing agents masked
SELECT E'\' FROM orders --', email FROM customers
--@ 2.1-lexing agents masked
SELECT '\', email, ' FROM orders --' FROM customers
--@ 2.1-lexing agents masked
SELECT E'a\\', email FROM customers --'
--@ 2.1-lexing agents masked
SELECT 'it''s', email, E'it\'s', E'\x27', E'\047' FROM customers
--@ 2.1-lexing agents masked
SELECT $$ FROM orders $$, email, $tag$ $$ ' $tag$, $q$;$q$ FROM customers
--@ 2.1-lexing agents masked
SELECT $é$ FROM orders $é$, email FROM customers
--@ 2.1-lexing agents masked
SELECT 'a'
  'b' -- '
  ' FROM orders', email FROM customers
--@ 2.1-lexing agents masked
SELECT E'a' -- comment with a quote '
  '\' FROM orders', email FROM customers
--@ 2.1-lexing agents masked
SELECT B'101', X'1F', N'n', U&'\0041', U&'d\+000061t\0061', email FROM customers
--@ 2.1-lexing agents masked
SELECT 1e1, "1e1".email FROM customers AS e1, customers AS "1e1" WHERE "1e1".id = e1.id AND e1.email <> ''
--@ 2.1-lexing agents harmless
SELECT 1e1FROM customers
--@ 2.1-lexing agents harmless
SELECT 1FROM customers
--@ 2.1-lexing agents harmless
SELECT email,1x FROM customers
--@ 2.1-lexing agents harmless
SELECT 0x1F, 1_000, 0b11, email FROM customers
--@ 2.1-lexing agents refused
SELECT$1FROM customers
--@ 2.1-lexing agents harmless
SELECT email©FROM customers
--@ 2.1-lexing agents refused
SELECT email FROM customers
--@ 2.1-lexing agents masked
SELECTid, email FROM customers
--@ 2.1-lexing agents harmless
SELECT 'unterminated FROM customers
--@ 2.1-lexing agents harmless
SELECT $x$ FROM customers $y$
--@ 2.1-lexing agents harmless
SELECT U&'\D83D' FROM customers
--@ 2.1-lexing agents harmless
SELECT U&'\zz' || email FROM customers
--@ 2.1-lexing agents harmless
SELECT a$$FROM customers$$ FROM customers
--@ 2.1-lexing agents refused
SELECT email!=- 1 OPERATOR(public.=) 1 FROM customers
--@ 2.1-lexing agents masked
SELECT email OPERATOR(pg_catalog.||) '' FROM customers
--@ 2.1-lexing agents masked
select EMAIL from CUSTOMERS where ID>-1 and id<>-1 and id%2>=0 or false
--@ 2.1-lexing agents refused
;;; ; TRUNCATE orders
--@ 2.1-lexing agents harmless
SELECT 1 WHERE 'a' LIKE 'a' ESCAPE (SELECT email FROM customers LIMIT 1)
--@ 2.2-guard agents refused
WITH gone AS (DELETE FROM products WHERE id = 1 RETURNING *) SELECT count(*) FROM gone
--@ 2.2-guard agents refused
WITH a AS (SELECT 1), b AS (INSERT INTO products VALUES (999, 'p', 1, 1) RETURNING 1) SELECT * FROM a
--@ 2.2-guard agents refused
WITH a AS (WITH b AS (SELECT 1) SELECT * FROM b) UPDATE products SET stock = 0 WHERE id = 1
--@ 2.2-guard agents parked
WITH gone AS (DELETE FROM orders WHERE id = 1 RETURNING id) SELECT * FROM gone
--@ 2.2-guard agents parked
WITH orders AS (SELECT 1 AS id) UPDATE orders SET status = 'paid' WHERE id = 1
--@ 2.2-guard agents parked
UPDATE public."orders" AS customers SET status = 'paid' WHERE customers.id = 1
--@ 2.2-guard agents parked
DELETE FROM ONLY orders USING customers c WHERE c.id = orders.id AND c.email LIKE 'q%'
--@ 2.2-guard agents refused
DELETE FROM orders
--@ 2.2-guard agents refused
UPDATE orders SET status = 'paid' WHERE true
--@ 2.2-guard agents refused
DELETE FROM orders WHERE 1 = 1 OR now() IS NULL
--@ 2.2-guard agents refused
WITH x AS (DELETE FROM orders RETURNING *) SELECT * FROM x WHERE id = 1
--@ 2.2-guard agents refused
EXPLAIN ANALYZE DELETE FROM products WHERE id = 1
--@ 2.2-guard agents refused
TABLE employees
--@ 2.2-guard agents refused
SELECT 1 UNION ALL (SELECT id FROM employees)
--@ 2.2-guard agents refused
SELECT * FROM (VALUES ((SELECT count(*) FROM employees))) AS v (n)
--@ 2.2-guard agents refused
SELECT ARRAY(SELECT name FROM employees)
--@ 2.2-guard agents refused
SELECT id FROM products ORDER BY (SELECT salary FROM employees LIMIT 1)
--@ 2.2-guard agents refused
SELECT id FROM products LIMIT (SELECT count(*) FROM employees)
--@ 2.2-guard agents refused
SELECT sum(id) FILTER (WHERE EXISTS (TABLE employees)) OVER (PARTITION BY (SELECT 1 FROM employees LIMIT 1)) FROM products
--@ 2.2-guard agents refused
SELECT (ARRAY[1, 2])[(SELECT count(*) FROM employees)] FROM products
--@ 2.2-guard agents refused
SELECT now() AT TIME ZONE (SELECT name FROM employees LIMIT 1)
--@ 2.2-guard agents refused
SELECT substring('x' FROM (SELECT id FROM employees LIMIT 1)), position('x' IN (SELECT name FROM employees LIMIT 1))
--@ 2.2-guard agents refused
SELECT * FROM generate_series(1, (SELECT count(*) FROM employees))
--@ 2.2-guard agents refused
SELECT * FROM orders JOIN LATERAL (TABLE employees) e ON true
--@ 2.2-guard agents refused
SELECT CASE (SELECT 1 FROM employees LIMIT 1) WHEN 1 THEN 1 END
--@ 2.2-guard agents refused
SELECT 1 WHERE (1, 2) IN (SELECT id, id FROM employees)
--@ 2.2-guard agents refused
SELECT XMLELEMENT(NAME a, (SELECT name FROM employees LIMIT 1))
--@ 2.2-guard agents refused
SELECT * FROM XMLTABLE('/a' PASSING (SELECT name FROM employees LIMIT 1)::xml COLUMNS x text)
--@ 2.2-guard agents refused
SELECT concat(VARIADIC ARRAY(SELECT name FROM employees))
--@ 2.2-guard agents refused
SELECT count(*) FROM products GROUP BY GROUPING SETS ((), ((SELECT 1 FROM employees LIMIT 1)))
--@ 2.2-guard agents refused
SELECT id FROM products OFFSET (SELECT 0 FROM employees LIMIT 1) ROWS FETCH NEXT (SELECT 1 FROM employees LIMIT 1) ROWS ONLY
--@ 2.2-guard agents refused
DECLARE k CURSOR WITH HOLD FOR TABLE employees
--@ 2.2-guard agents refused
SELECT json_object('a': 1, 'b': (SELECT count(*) FROM employees))
--@ 2.3-objects agents refused
DROP TABLE orders
--@ 2.3-objects agents refused
TRUNCATE orders, order_items
--@ 2.3-objects agents refused
CREATE INDEX ON orders (status)
--@ 2.3-objects agents refused
CREATE ROLE thief SUPERUSER
--@ 2.3-objects agents refused
CREATE SCHEMA pg_temp_x CREATE TABLE t (a int)
--@ 2.3-objects agents refused
CREATE OPERATOR = (FUNCTION = texteq, LEFTARG = text, RIGHTARG = text)
--@ 2.3-objects agents refused
CREATE CAST (text AS int) WITH INOUT AS IMPLICIT
--@ 2.3-objects agents refused
CREATE TRIGGER t AFTER INSERT ON orders EXECUTE FUNCTION suppress_redundant_updates_trigger()
--@ 2.3-objects agents refused
CREATE RULE r AS ON SELECT TO orders DO INSTEAD SELECT * FROM customers
--@ 2.3-objects agents refused
CREATE STATISTICS s ON email, phone FROM customers
--@ 2.3-objects agents refused
CREATE EVENT TRIGGER t ON ddl_command_start EXECUTE FUNCTION f()
--@ 2.3-objects agents refused
COMMENT ON TABLE orders IS 'mine'
--@ 2.3-objects agents refused
SECURITY LABEL ON TABLE orders IS 'x'
--@ 2.3-objects agents refused
REINDEX TABLE customers
--@ 2.3-objects agents refused
VACUUM FULL VERBOSE customers
--@ 2.3-objects agents refused
ANALYZE VERBOSE customers
--@ 2.3-objects agents refused
CLUSTER VERBOSE
--@ 2.3-objects agents refused
LOCK TABLE orders IN ACCESS EXCLUSIVE MODE
--@ 2.3-objects agents refused
LOAD 'auto_explain'
--@ 2.3-objects agents refused
CHECKPOINT
--@ 2.3-objects agents refused
ALTER SYSTEM SET log_statement = 'all'
--@ 2.3-objects agents refused
ALTER DATABASE shop SET search_path = pg_temp
--@ 2.3-objects agents refused
REASSIGN OWNED BY CURRENT_USER TO postgres
--@ 2.3-objects agents refused
SELECT lo_unlink(1), pg_terminate_backend(1), pg_cancel_backend(1), pg_reload_conf()
--@ 2.3-objects agents refused
SELECT pg_advisory_lock(1), pg_try_advisory_lock(2)
--@ 2.3-objects agents refused
UPDATE pg_class SET relname = 'x'
--@ 2.3-objects agents refused
DELETE FROM pg_catalog.pg_depend
--@ 2.3-objects agents refused
INSERT INTO information_schema.sql_features VALUES ('x')
--@ 2.3-objects agents refused
INSERT INTO order_items SELECT * FROM order_items WHERE id = 1
--@ 2.3-objects analysts refused
DELETE FROM orders WHERE id = 1
--@ 2.3-objects analysts refused
UPDATE employees SET salary = salary WHERE id = 1 RETURNING salary
--@ 2.4-transactions agents refused
BEGIN; SELECT 1; COMMIT; DROP TABLE orders
--@ 2.4-transactions agents refused
ROLLBACK; BEGIN READ WRITE; DELETE FROM products WHERE id = 1; COMMIT
--@ 2.4-transactions agents refused
END; TRUNCATE orders; BEGIN
--@ 2.4-transactions agents refused
PREPARE TRANSACTION 'x'
--@ 2.4-transactions agents refused
COMMIT PREPARED 'x'
--@ 2.4-transactions agents refused
ROLLBACK PREPARED 'x'
--@ 2.4-transactions agents refused
SET TRANSACTION SNAPSHOT '00000003-0000001B-1'
--@ 2.4-transactions agents refused
SET default_transaction_read_only = off
--@ 2.4-transactions agents refused
SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE; DELETE FROM products WHERE id = 1
--@ 2.4-transactions agents masked
BEGIN; SAVEPOINT a; SELECT email FROM customers WHERE id = 1; ROLLBACK TO a; SELECT email FROM customers WHERE id = 2; COMMIT AND CHAIN; SELECT card_number FROM customers; ROLLBACK
--@ 2.4-transactions agents masked
BEGIN ISOLATION LEVEL SERIALIZABLE, READ ONLY, DEFERRABLE; TABLE customers; ABORT
--@ 2.5-session agents refused
DISCARD ALL
--@ 2.5-session agents refused
DISCARD TEMP
--@ 2.5-session agents refused
DISCARD SEQUENCES
--@ 2.5-session agents refused
RESET ALL
--@ 2.5-session agents refused
RESET SESSION AUTHORIZATION
--@ 2.5-session agents refused
SET standard_conforming_strings = off
--@ 2.5-session agents refused
SET backslash_quote = on
--@ 2.5-session agents refused
SET client_encoding = 'SJIS'
--@ 2.5-session agents refused
SET NAMES 'BIG5'
--@ 2.5-session agents refused
SET NAMES DEFAULT
--@ 2.5-session agents refused
SET CLIENT_ENCODING TO DEFAULT
--@ 2.5-session agents refused
RESET client_encoding
--@ 2.5-session agents refused
SELECT set_config('standard_conforming_strings', 'off', false)
--@ 2.5-session agents refused
SET LOCAL debug_print_plan = on
--@ 2.5-session agents refused
SET row_security = off
--@ 2.5-session agents refused
SET session_replication_role = replica
--@ 2.5-session agents refused
SET array_nulls = off
--@ 2.5-session agents refused
SET my.setting = 'x'
--@ 2.5-session agents refused
SET transform_null_equals = on
--@ 2.5-session agents refused
SET default_with_oids = on
--@ 2.5-session agents refused
SET local_preload_libraries = 'x'
--@ 2.5-session agents refused
SET XML OPTION DOCUMENT
--@ 2.5-session agents refused
SHOW ALL
--@ 2.5-session agents refused
SHOW data_directory
--@ 2.5-session agents refused
SHOW session_authorization
--@ 2.5-session agents refused
SHOW hba_file
--@ 2.5-session agents refused
SELECT current_setting('data_directory')
--@ 2.5-session agents refused
SELECT current_setting('data' || '_directory')
--@ 2.5-session agents refused
SELECT current_setting(name) FROM products
--@ 2.5-session agents refused
SELECT (x).current_setting FROM (SELECT 'data_directory'::text AS x) y
--@ 2.5-session agents refused
SELECT x.current_setting FROM unnest(ARRAY['data_directory']) AS x
--@ 2.5-session agents refused
SELECT setseed(0.5)
--@ 2.6-cached agents refused
SELECT current_setting('TimeZone')
--;
SELECT current_setting('config_file')
--@ 2.6-cached agents refused
SHOW timezone
--;
SHOW config_file
--@ 2.6-cached agents refused
SET client_encoding = 'UTF8'
--;
SET client_encoding = 'SJIS'
--@ 2.6-cached agents refused
SET standard_conforming_strings = 'on'
--;
SET standard_conforming_strings = 'off'
--@ 2.6-cached agents refused
SELECT 'x' FROM customers
--;
SELECT E'x' FROM employees
--@ 2.6-cached agents masked
SELECT id, 'a' AS a FROM customers ORDER BY id LIMIT 1
--;
SELECT email, 'é' AS "é" /* ' */ FROM customers ORDER BY id LIMIT 7
--;
select    email,'ééééééééééééééééééé;--' as "é"from customers order by id limit 9
--@ 2.6-cached agents masked
SELECT email FROM customers WHERE id = 1
--;
SELECT email FROM customers WHERE id = 2
--;
SELECT email FROM customers WHERE id = 00000000004
--@ 2.6-cached agents masked
SELECT email FROM customers WHERE name <> 'a'
--;
SELECT email FROM customers WHERE name <> 'a'
'b'
--;
SELECT email FROM/* ' */customers/**/WHERE/**/name<>'c; DROP TABLE orders --'
--@ 2.6-cached agents masked
SELECT "email" FROM "customers" AS "c" WHERE "c"."id" < 100
--;
SELECT U&"\0065mail" FROM U&"customers" AS U&"c" WHERE U&"c"."id" < 5
--@ 2.6-cached agents harmless
SELECT 'orders'::regclass
--;
SELECT 'pg_authid'::regclass
--@ 2.6-cached agents harmless
SELECT has_table_privilege('orders', 'SELECT')
--;
SELECT has_table_privilege('postgres', 'customers', 'UPDATE')
--@ 2.6-cached agents masked
SELECT email FROM customers OFFSET 0 FETCH FIRST 3 ROWS ONLY
--;
SELECT email FROM customers OFFSET 1 FETCH FIRST 100 ROWS ONLY
--@ 2.6-cached agents parked
SELECT 1
--;
UPDATE orders SET status = 'paid' WHERE id = 8
--@ 2.6-cached analysts masked
SELECT email, card_number FROM customers WHERE id < 200
--@ 2.6-cached agents masked
SELECT email, card_number FROM customers WHERE id < 200
--@ 2.6-cached analysts masked
SELECT email, card_number FROM customers WHERE id < 201
--@ 2.7-depth agents masked
SELECT (((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((( email )))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))) FROM customers
--@ 2.7-depth agents runs
SELECT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT NOT  true
--@ 2.7-depth agents error
SELECT (((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((( SELECT email FROM customers ))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
--@ 2.6-cached agents refused
SELECT setting FROM pg_catalog.pg_settings WHERE name='max_index_keys'
--;
SELECT setting FROM pg_catalog.pg_settings WHERE name='config_file'
--@ 2.6-cached agents refused
SELECT setting FROM pg_settings WHERE name='timezone'
--;
SELECT setting FROM pg_settings WHERE name='timezone' OR name <> 'timezone'
--@ 2.6-cached agents refused
UPDATE pg_settings SET setting = 'off' WHERE name = 'timezone'
--@ 2.6-cached agents masked
SELECT email FROM customers ORDER BY id LIMIT 0
--;
SELECT email FROM customers ORDER BY id LIMIT 5
--@ 2.6-cached agents refused
SELECT pg_catalog.lower('x')
--;
SELECT public.lower('x')
--@ 2.6-cached agents masked
SELECT format_type(23, NULL), email FROM customers WHERE id = 1
--;
SELECT format_type(25, NULL), email FROM customers WHERE id = 2
--@ 2.6-cached agents refused
SET timezone = 'UTC'
--;
SET "timezone" = 'UTC'; SET "search_path" = 'pg_temp'
--@ 2.6-cached agents refused
SELECT date '2026-01-01'
--;
SELECT pg_lsn '0/0', customers '(1)'
--@ 2.6-cached agents masked
SELECT CASE WHEN 'a' = 'a' THEN name ELSE email END FROM customers WHERE id = 1
--;
SELECT CASE WHEN 'a' = 'b' THEN name ELSE email END FROM customers WHERE id = 1
--@ 2.12-functions agents refused
SELECT "pg_catalog"."pg_sleep"(1)
--@ 2.12-functions agents refused
SELECT U&"pg\005fread\005ffile"('PG_VERSION')
--@ 2.12-functions agents refused
SELECT PG_READ_FILE('PG_VERSION')
--@ 2.12-functions agents refused
SELECT * FROM pg_read_file /* */ ('PG_VERSION') AS f
--@ 2.12-functions agents refused
SELECT count(*) FROM orders WHERE id IN (SELECT pg_backend_pid())
--@ 2.12-functions agents refused
SELECT sum(1) OVER (ORDER BY pg_sleep(0.1)) FROM orders
--@ 2.12-functions agents refused
SELECT jsonb_agg(x ORDER BY pg_notify('a', 'b')) FROM generate_series(1, 2) AS x
--@ 2.12-functions agents refused
SELECT x.* FROM ROWS FROM (generate_series(1, 2), pg_ls_dir('.')) AS x
--@ 2.12-functions agents refused
SELECT * FROM customers_pkey
--@ 2.12-functions agents refused
SELECT * FROM pg_toast.pg_toast_16400
--@ 2.12-functions agents refused
SELECT * FROM pg_largeobject
--@ 2.12-functions agents refused
SELECT * FROM pg_catalog.pg_subscription
--@ 2.12-functions agents refused
SELECT inet_server_addr(), pg_postmaster_start_time()
--@ 2.12-functions agents refused
SELECT gin_clean_pending_list('customers_pkey'), brin_summarize_new_values('x')
--@ 2.12-functions agents runs
SELECT row_security_active('customers'), pg_has_role('postgres', 'USAGE')
--@ 2.12-functions agents runs
SELECT has_function_privilege('pg_read_file(text)', 'EXECUTE')
--@ 2.12-functions agents refused
SELECT pg_stat_get_live_tuples(1), pg_stat_get_backend_activity(1)
--@ 2.12-functions agents refused
SELECT xpath('/a', query_to_xml('SELECT 1', true, true, ''))
--@ 2.2-guard agents refused
SELECT 1 INTO stolen
--@ 2.2-guard agents refused
SELECT DISTINCT email INTO UNLOGGED TABLE stolen FROM customers UNION SELECT 'x'
--@ 2.2-guard agents refused
EXPLAIN ANALYZE SELECT * INTO stolen FROM customers
--@ 2.2-guard agents refused
SELECT 1 FROM orders, employees e WHERE false
