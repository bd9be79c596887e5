SELECT 1
SELECT
SELECT id, name, email FROM customers LIMIT 3;
SELECT * FROM customers
SELECT c.* FROM customers c
SELECT customers.email FROM customers
SELECT public.orders.id FROM public.orders
SELECT c.email AS "E-Mail", c.name n FROM customers AS c
SELECT email mail, name AS select FROM customers
SELECT DISTINCT status FROM orders
SELECT DISTINCT ON (customer_id) customer_id, total FROM orders ORDER BY customer_id, created_at DESC
SELECT ALL id FROM orders
SELECT count(*), sum(total), avg(total)::numeric(10,2) FROM orders
SELECT status, count(*) FROM orders GROUP BY status HAVING count(*) > 1 ORDER BY 2 DESC NULLS LAST
SELECT status, count(*) FROM orders GROUP BY ROLLUP (status)
SELECT status, customer_id, count(*) FROM orders GROUP BY GROUPING SETS ((status), (customer_id), ())
SELECT status, customer_id, grouping(status) FROM orders GROUP BY CUBE (status, customer_id)
SELECT status FROM orders GROUP BY DISTINCT status
SELECT o.id, c.name FROM orders o JOIN customers c ON c.id = o.customer_id
SELECT o.id, c.name FROM orders o INNER JOIN customers c ON (c.id = o.customer_id) WHERE o.total > 100
SELECT * FROM orders o LEFT JOIN customers c ON c.id = o.customer_id
SELECT * FROM orders o LEFT OUTER JOIN order_items i ON i.order_id = o.id RIGHT JOIN products p ON p.id = i.product_id
SELECT * FROM orders FULL OUTER JOIN customers USING (id)
SELECT * FROM orders JOIN customers USING (id) AS j
SELECT * FROM orders NATURAL JOIN customers
SELECT * FROM orders NATURAL LEFT JOIN customers
SELECT * FROM orders CROSS JOIN customers
SELECT * FROM orders a JOIN customers b JOIN products c ON true ON a.id = b.id
SELECT * FROM (orders JOIN customers ON orders.customer_id = customers.id)
SELECT * FROM (orders o JOIN customers c ON o.customer_id = c.id) AS j
SELECT * FROM ((orders o JOIN customers c ON o.customer_id = c.id) CROSS JOIN products)
SELECT * FROM orders, customers, products p
SELECT * FROM orders o, LATERAL (SELECT * FROM order_items i WHERE i.order_id = o.id) x
SELECT * FROM orders o CROSS JOIN LATERAL (SELECT count(*) AS n FROM order_items i WHERE i.order_id = o.id) x
SELECT * FROM (SELECT id FROM orders) AS x
SELECT * FROM (SELECT id FROM orders) x (a)
SELECT a FROM orders AS o (a, b, c)
SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS v (id, name)
SELECT * FROM generate_series(1, 10)
SELECT n FROM generate_series(1, 10) AS n
SELECT g.n FROM generate_series(1, 10) WITH ORDINALITY AS g (n, i)
SELECT u.x, u.ordinality FROM unnest(ARRAY[1,2]) WITH ORDINALITY AS u (x)
SELECT e.key, e.value FROM jsonb_each('{"a":1}') e
SELECT value FROM json_array_elements('[1]') AS value
SELECT x.a FROM json_to_recordset('[{"a":1}]') AS x(a int, b text)
SELECT * FROM json_to_record('{"a":1}') AS (a int)
SELECT * FROM ROWS FROM (generate_series(1, 2), unnest(ARRAY[1])) AS r (a, b)
SELECT * FROM ONLY orders
SELECT * FROM ONLY (orders)
SELECT * FROM orders *
SELECT * FROM log_2026
SELECT * FROM orders TABLESAMPLE system (10) REPEATABLE (1)
SELECT * FROM orders FOR UPDATE
SELECT * FROM orders FOR NO KEY UPDATE OF orders SKIP LOCKED
SELECT * FROM orders FOR SHARE NOWAIT
SELECT * FROM orders LIMIT 10 OFFSET 20
SELECT * FROM orders OFFSET 20 ROWS FETCH NEXT 10 ROWS ONLY
SELECT * FROM orders FETCH FIRST ROW ONLY
SELECT * FROM orders ORDER BY total FETCH FIRST 3 ROWS WITH TIES
SELECT * FROM orders LIMIT ALL
SELECT * FROM orders LIMIT $1 OFFSET $2
SELECT id FROM orders UNION SELECT id FROM customers
SELECT id FROM orders UNION ALL SELECT id FROM customers ORDER BY 1 LIMIT 5
(SELECT id FROM orders) INTERSECT (SELECT id FROM customers)
((SELECT id FROM orders) EXCEPT ALL SELECT 1) ORDER BY 1
SELECT id FROM orders UNION (SELECT id FROM customers ORDER BY id LIMIT 1)
VALUES (1, 'a'), (2, 'b')
TABLE orders
TABLE ONLY orders
TABLE orders UNION TABLE orders ORDER BY 1
WITH x AS (SELECT 1 AS a) SELECT * FROM x
WITH x (a, b) AS (SELECT 1, 2), y AS MATERIALIZED (SELECT * FROM x) SELECT y.a FROM y
WITH RECURSIVE t (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t WHERE n < 10) SELECT sum(n) FROM t
WITH RECURSIVE t AS (SELECT id FROM orders) SEARCH DEPTH FIRST BY id SET o CYCLE id SET c USING p SELECT * FROM t
WITH gone AS (DELETE FROM orders WHERE id = 1 RETURNING *) SELECT * FROM gone
WITH x AS NOT MATERIALIZED (SELECT 1) INSERT INTO orders (id) SELECT * FROM x
WITH x AS (SELECT 1 AS id) UPDATE orders SET status = 'x' FROM x WHERE orders.id = x.id
# Expressions
SELECT 1 + 2 * 3 - 4 / 5 % 6 ^ 7
SELECT -1, +1, - 1, -(-1), @ -5, |/ 25, ~ 1
SELECT 1 = 1, 1 <> 2, 1 != 2, 1 <= 2, 1 >= 2, 1 < 2, 1 > 2
SELECT true AND NOT false OR NULL
SELECT NOT NOT true
SELECT 'a' || 'b', 'a' ~ 'b', 'a' !~* 'b', 'a' ^@ 'b'
SELECT 1 << 2 | 3 & 4 # 5
SELECT 1 OPERATOR(pg_catalog.+) 2, OPERATOR(pg_catalog.-) 3
SELECT name LIKE 'a%' ESCAPE '!', name NOT ILIKE $1, name SIMILAR TO 'x' FROM customers
SELECT name ~~ 'a%' FROM customers
SELECT name LIKE ANY (ARRAY['a', 'b']) FROM customers
SELECT id BETWEEN 1 AND 2 AND true, id NOT BETWEEN SYMMETRIC 2 AND 1 FROM orders
SELECT id IN (1, 2, 3), id NOT IN (SELECT id FROM customers) FROM orders
SELECT (id, total) IN ((1, 2), (3, 4)) FROM orders
SELECT id = ANY ($1), id <> ALL (SELECT 1), id = SOME (ARRAY[1]) FROM orders
SELECT EXISTS (SELECT 1 FROM orders), NOT EXISTS (SELECT 1)
SELECT (SELECT max(id) FROM orders) + 1
SELECT ((SELECT 1)), ((1)), (1, 2), ROW(1, 2), ROW()
SELECT name IS NULL, name IS NOT NULL, name ISNULL, name NOTNULL FROM customers
SELECT true IS TRUE, true IS NOT FALSE, NULL IS UNKNOWN
SELECT name IS DISTINCT FROM 'x', name IS NOT DISTINCT FROM NULL FROM customers
SELECT '1'::int, CAST('1' AS integer), '{1,2}'::int[], '{1}'::integer ARRAY, '1'::numeric(10, 2), 'x'::character varying(10)
SELECT '2026-01-01'::timestamp with time zone, '1'::double precision, '1'::pg_catalog.int4, 'x'::"char", 'x'::name
SELECT total::text, created_at::date, (total)::int FROM orders
SELECT date '2026-01-01', timestamp '2026-01-01', timestamptz '2026-01-01', time with time zone '10:00', interval '1 day'
SELECT interval '1' day, interval '1-2' year to month, interval(3) '1 second', bool 'true', json '{}', jsonb '{"a": 1}', uuid '00000000-0000-0000-0000-000000000000'
SELECT numeric(10,2) '1.5', bit varying(5) '101', pg_catalog.int4 '1', E'a\n', U&'a', N'a', B'1', X'1F', $$a$$, $x$b$x$
SELECT CASE WHEN total > 100 THEN 'big' ELSE 'small' END, CASE status WHEN 'x' THEN 1 END FROM orders
SELECT CASE status WHEN 'a' THEN CASE WHEN true THEN 1 END ELSE 2 END AS x FROM orders
SELECT ARRAY[1, 2], ARRAY[[1, 2], [3, 4]], ARRAY(SELECT id FROM orders), ARRAY[]::int[]
SELECT (ARRAY[1, 2])[1], (ARRAY[1, 2])[1:2], (ARRAY[1])[:1], (ARRAY[1])[1:], (ARRAY[1])[:], ($1)[1]
SELECT (o).id, (o).* FROM orders o
SELECT o, to_jsonb(o), row_to_json(o), o::text FROM orders o
SELECT name COLLATE "C", name COLLATE pg_catalog."default" FROM customers ORDER BY name COLLATE "C" DESC
SELECT created_at AT TIME ZONE 'UTC' FROM orders
SELECT extract(year FROM created_at), extract('month' FROM created_at), date_part('day', created_at), date_trunc('month', created_at) FROM orders
SELECT position('a' IN 'abc'), substring('abc' FROM 1 FOR 2), substring('abc', 1, 2), substring('abc' FOR 2), substring('abc' SIMILAR 'a' ESCAPE '#')
SELECT overlay('abc' PLACING 'x' FROM 1 FOR 2), overlay('abc', 'x', 1)
SELECT trim('x'), trim(both 'x' from 'xax'), trim(leading from 'x'), trim(trailing 'x' from 'y'), trim(from 'x'), trim('x', 'y'), btrim('x')
SELECT coalesce(name, 'x'), nullif(name, ''), greatest(1, 2), least(1, 2) FROM customers
SELECT normalize('x', NFC), normalize('x')
SELECT collation for ('x')
SELECT current_date, current_time, current_timestamp(3), localtime, localtimestamp, current_user, session_user, user, current_catalog, current_schema, current_schema()
SELECT (date '2026-01-01', date '2026-02-01') OVERLAPS (date '2026-01-01', interval '1 day')
SELECT count(DISTINCT status), count(ALL status), array_agg(customers.id ORDER BY customers.id DESC), string_agg(name, ',' ORDER BY name NULLS FIRST) FROM customers, orders
SELECT count(*) FILTER (WHERE status = 'x'), percentile_cont(0.5) WITHIN GROUP (ORDER BY total) FROM orders
SELECT rank() OVER (PARTITION BY status ORDER BY total DESC), row_number() OVER w, sum(total) OVER (w ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM orders WINDOW w AS (ORDER BY id)
SELECT sum(total) OVER (ORDER BY id RANGE BETWEEN 1 PRECEDING AND 2 FOLLOWING EXCLUDE TIES) FROM orders
SELECT lag(total, 1, 0) OVER (ORDER BY id), ntile(4) OVER (), first_value(id) OVER (ORDER BY id ROWS 2 PRECEDING) FROM orders
SELECT make_interval(days => 10), make_interval(secs := 1.5)
SELECT concat(VARIADIC ARRAY['a', 'b']), format('%s %I', 'a', 'b')
SELECT left('abc', 1), right('abc', 1), upper(name), lower(name), length(name), replace(name, 'a', 'b') FROM customers
SELECT regexp_replace(name, 'a', 'b', 'g'), split_part(email, '@', 2), to_char(created_at, 'YYYY-MM') FROM customers
SELECT pg_catalog.upper('x'), pg_catalog.current_database()
SELECT round(total, 2), ceil(total), floor(total), abs(total), mod(id, 2) FROM orders
SELECT jsonb_build_object('a', 1) ->> 'a', '{"a":1}'::jsonb @> '{}', '[1]'::jsonb -> 0, '{}'::jsonb #>> '{a}', '{}'::jsonb ? 'a'
SELECT jsonb_agg(jsonb_build_object('id', id, 'total', total)) FROM orders
SELECT version(), current_setting('server_version'), current_setting('server_version_num', true), current_database()
SELECT now(), now() - interval '7 days', age(now()), clock_timestamp()
SELECT gen_random_uuid(), random(), pi()
SELECT time, timestamp, "interval" FROM (SELECT 1 AS time, 2 AS timestamp, 3 AS "interval") x
SELECT value, key, name, type, position FROM (SELECT 1 AS value, 2 AS key, 3 AS name, 4 AS type, 5 AS position) AS x
SELECT "select" FROM (SELECT 1 AS "select") x
SELECT x.año FROM (SELECT 1 AS año) x
SELECT id FROM orders WHERE created_at >= now() - interval '1 month' AND status IN ('new', 'paid') ORDER BY created_at DESC LIMIT 50
SELECT 1 /* a /* nested */ comment */ -- to the end
SELECT $1::int, $2::text[], $3
SELECT $1.x FROM (SELECT 1) q WHERE false IS NULL AND 1 = 1
# Changes
INSERT INTO orders VALUES (1, 2, 'new', 3.5, now())
INSERT INTO orders (id, customer_id) VALUES (1, 2), (3, DEFAULT)
INSERT INTO orders AS o (id) VALUES ($1) RETURNING id, o.status AS s
INSERT INTO orders DEFAULT VALUES
INSERT INTO orders (id) OVERRIDING SYSTEM VALUE VALUES (1)
INSERT INTO orders (id) SELECT id FROM customers WHERE id > 5
INSERT INTO orders (id) (SELECT id FROM customers)
INSERT INTO orders (id) WITH x AS (SELECT 1) SELECT * FROM x
INSERT INTO orders (id, status) VALUES (1, 'x') ON CONFLICT DO NOTHING
INSERT INTO orders (id, status) VALUES (1, 'x') ON CONFLICT (id) WHERE id > 0 DO UPDATE SET status = excluded.status WHERE orders.id > 1 RETURNING *
INSERT INTO orders (id) VALUES (1) ON CONFLICT ON CONSTRAINT orders_pkey DO NOTHING
INSERT INTO orders (id) SELECT id FROM customers ON CONFLICT DO NOTHING
UPDATE orders SET status = 'cancelled' WHERE id = 5
UPDATE orders o SET status = DEFAULT, total = total * 1.1 WHERE o.id = $1 RETURNING o.*
UPDATE ONLY orders SET (status, total) = ('x', 1) WHERE id = 1
UPDATE orders SET (status, total) = ROW(DEFAULT, 1) WHERE id = 1
UPDATE orders SET (status, total) = (DEFAULT, 1) WHERE id = 1
UPDATE orders SET (status, total) = (SELECT 'x', 1) WHERE id = 1
UPDATE orders SET status = c.name FROM customers c WHERE c.id = customer_id
UPDATE orders SET status = 'x' WHERE CURRENT OF cur
DELETE FROM orders WHERE id = 5
DELETE FROM orders AS o USING customers c WHERE o.customer_id = c.id AND c.name = 'x' RETURNING o.id
DELETE FROM orders
# Session
BEGIN
BEGIN WORK
BEGIN TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY, NOT DEFERRABLE
START TRANSACTION READ WRITE
START TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY
COMMIT
COMMIT AND CHAIN
END TRANSACTION
ROLLBACK
ABORT
ROLLBACK AND NO CHAIN
SAVEPOINT s
RELEASE SAVEPOINT s
RELEASE s
ROLLBACK TO SAVEPOINT s
ROLLBACK TRANSACTION TO s
SET TRANSACTION ISOLATION LEVEL READ COMMITTED
SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY
SET CONSTRAINTS ALL DEFERRED
SET application_name = 'my tool'
SET extra_float_digits = 3
SET DateStyle TO ISO, MDY
SET datestyle = 'ISO'
SET SESSION TimeZone = 'UTC'
SET TIME ZONE 'Europe/Berlin'
SET TIME ZONE LOCAL
SET TIME ZONE -7
SET LOCAL statement_timeout = '5s'
SET statement_timeout TO DEFAULT
SET lock_timeout = 100
SET client_min_messages TO warning
SET bytea_output = hex
SET client_encoding TO 'UTF8'
SET client_encoding = utf8
SET NAMES 'UTF8'
SET standard_conforming_strings = on
SET intervalstyle = 'postgres'
RESET statement_timeout
RESET TIME ZONE
SHOW server_version
SHOW TIME ZONE
SHOW TRANSACTION ISOLATION LEVEL
SHOW search_path
SHOW standard_conforming_strings
EXPLAIN SELECT * FROM customers
EXPLAIN ANALYZE VERBOSE SELECT 1
EXPLAIN (ANALYZE, BUFFERS, FORMAT json, COSTS off) SELECT * FROM orders
EXPLAIN (SELECT 1)
EXPLAIN ((SELECT 1) UNION SELECT 2)
EXPLAIN UPDATE orders SET status = 'x' WHERE id = 1
DECLARE c CURSOR FOR SELECT * FROM customers
DECLARE c NO SCROLL CURSOR WITH HOLD FOR SELECT * FROM orders
DECLARE "c" BINARY INSENSITIVE SCROLL CURSOR WITHOUT HOLD FOR TABLE orders
FETCH NEXT FROM c
FETCH 10 FROM c
FETCH ALL IN c
FETCH c
FETCH FORWARD 10 FROM c
FETCH FORWARD ALL FROM c
FETCH BACKWARD c
FETCH ABSOLUTE -1 FROM c
FETCH next
MOVE 10 FROM c
CLOSE c
CLOSE ALL
DEALLOCATE p
DEALLOCATE PREPARE ALL
DISCARD PLANS
BEGIN; UPDATE orders SET status = 'x' WHERE id = 5; COMMIT
# Drivers
SELECT typname FROM pg_catalog.pg_type WHERE oid = 25
SELECT t.oid, t.typname, t.typarray FROM pg_type t JOIN pg_namespace n ON t.typnamespace = n.oid WHERE n.nspname = 'public'
SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' ORDER BY ordinal_position
SELECT table_name FROM information_schema.tables
SELECT result.a, (result.keys).x, (result.keys).n FROM (SELECT 1 AS a, information_schema._pg_expandarray(i.indkey) AS keys FROM pg_catalog.pg_index i) result
SELECT pg_catalog.pg_is_in_recovery()
SELECT to_regclass('public.orders')
SELECT setting FROM pg_catalog.pg_settings WHERE name='max_index_keys'
SELECT setting FROM pg_settings WHERE name = 'default_transaction_isolation';
SELECT id, (SELECT setting FROM pg_settings WHERE name = 'timezone') FROM orders
SELECT string_agg(word, ',') FROM pg_catalog.pg_get_keywords() WHERE word <> ALL ('{a,abs}'::text[])
# What an earlier reader did not pass
SELECT has_function_privilege('f', 'execute')
SELECT leak(1)
SELECT public.leak(1)
SELECT md5('x')
SELECT * FROM leak(1)
SELECT "leak"(1)
SELECT U&"\006ceak"(1)
SELECT o.leak FROM orders o
SELECT (o).leak FROM orders o
SELECT public.orders.upper_secret FROM orders
SELECT xmlparse(document '<a/>')
SELECT '<a/>'::xml
SELECT * FROM customer_view
SELECT * FROM customer_copy
SELECT * FROM elsewhere
TABLE customer_view
INSERT INTO customer_view VALUES (1)
SELECT * FROM pg_user
CREATE TABLE x AS SELECT * FROM customers
SELECT * INTO copy FROM customers
COPY customers TO STDOUT
COPY (SELECT * FROM customers) TO STDOUT
COPY orders FROM STDIN
PREPARE p AS SELECT * FROM customers
EXECUTE p
MERGE INTO orders USING products ON true WHEN MATCHED THEN DELETE
SELECT email COLLATE FROM customers
SELECT email COLLATE FROM customers, orders
SELECT email AND FROM customers
SELECT email IS FROM customers
SELECT email LIKE FROM customers
SELECT email IN FROM customers
SELECT email BETWEEN FROM customers
SELECT email NOT FROM customers
SELECT email AT FROM customers
SELECT email OR FROM customers
SELECT email OPERATOR FROM customers
SELECT email SIMILAR FROM customers
SELECT email USING FROM customers
SELECT email END FROM customers
SELECT email DESC FROM customers
SELECT email ASC FROM customers
SELECT email TABLE FROM customers
SELECT email SELECT FROM customers
SELECT email CASE FROM customers
SELECT email JOIN FROM customers
SELECT * FROM XMLTABLE('/a' PASSING '<a/>' COLUMNS x int)
SELECT * FROM JSON_TABLE('{}', '$' COLUMNS (a int))
SELECT json_arrayagg(1)
SELECT * FROM orders ORDER BY id USING <
