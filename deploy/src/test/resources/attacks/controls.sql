-- Ordinary statements that have to pass. Written as columns.sql is; equal: columns and rows as on a copy of the shop whose
-- masked columns were overwritten by hand; runs: no error.

--@ c.join agents equal
SELECT o.id, c.name, c.email, o.total FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.status = 'shipped' ORDER BY o.id
--@ c.join agents equal
SELECT c.name, p.name AS product, sum(i.quantity) AS pieces FROM customers c JOIN orders o ON o.customer_id = c.id JOIN order_items i ON i.order_id = o.id JOIN products p ON p.id = i.product_id GROUP BY c.name, p.name HAVING sum(i.quantity) > 4 ORDER BY pieces DESC, c.name, p.name
--@ c.join agents equal
SELECT c.id, count(o.id) AS orders FROM customers c LEFT OUTER JOIN orders o ON o.customer_id = c.id AND o.status <> 'cancelled' GROUP BY c.id ORDER BY orders DESC, c.id LIMIT 20
--@ c.join agents equal
SELECT count(*) FROM products p FULL JOIN order_items i ON i.product_id = p.id WHERE p.id IS NULL OR i.id IS NULL
--@ c.join agents equal
SELECT * FROM orders JOIN order_items USING (id) ORDER BY id FETCH FIRST 5 ROWS ONLY
--@ c.join agents equal
SELECT a.id, b.id FROM products a CROSS JOIN products b WHERE a.price < b.price AND b.price - a.price < 1 ORDER BY 1, 2
--@ c.join agents equal
SELECT * FROM customers NATURAL JOIN (VALUES (1), (2), (3)) AS v (id) ORDER BY id
--@ c.join agents equal
SELECT c.phone, o.id FROM customers AS c INNER JOIN (orders AS o JOIN order_items AS i ON i.order_id = o.id) ON c.id = o.customer_id WHERE i.quantity = 4 ORDER BY i.id LIMIT 10
--@ c.row agents equal
SELECT * FROM customers ORDER BY id
--@ c.row agents equal
SELECT c.*, length(c.phone) AS n FROM customers c WHERE name LIKE 'A%' ORDER BY c.id
--@ c.row agents equal
TABLE customers
--@ c.row agents equal
SELECT c::text, (c).name FROM customers c ORDER BY c.id LIMIT 3
--@ c.row agents equal
SELECT row_to_json(c), to_jsonb(c) - 'email' FROM customers c ORDER BY c.id LIMIT 3
--@ c.row agents equal
SELECT json_agg(json_build_object('id', id, 'name', name) ORDER BY id) FROM customers WHERE id <= 5
--@ c.row agents equal
SELECT jsonb_build_object('total', total, 'status', status) ->> 'status' AS s, array_to_json(ARRAY[id, customer_id]) FROM orders ORDER BY id LIMIT 4
--@ c.aggregate agents equal
SELECT count(*), count(DISTINCT customer_id), sum(total), avg(total), min(created_at), max(created_at) FROM orders
--@ c.aggregate agents equal
SELECT status, count(*) AS n, round(avg(total), 2) AS mean FROM orders GROUP BY status ORDER BY n DESC, status
--@ c.aggregate agents equal
SELECT date_trunc('month', created_at) AS month, sum(total) FROM orders WHERE created_at >= timestamptz '2026-01-01' GROUP BY 1 ORDER BY month
--@ c.aggregate agents equal
SELECT count(*) FILTER (WHERE status = 'paid') AS paid, sum(total) FILTER (WHERE total > 100) FROM orders
--@ c.aggregate agents equal
SELECT status, extract(year FROM created_at) AS y, count(*) FROM orders GROUP BY GROUPING SETS ((status, y), (status), ()) ORDER BY 1 NULLS LAST, 2 NULLS LAST
--@ c.aggregate agents equal
SELECT status, customer_id % 3 AS k, grouping(status) AS g, sum(total) FROM orders GROUP BY ROLLUP (status, k) ORDER BY 1, 2, 3
--@ c.aggregate agents equal
SELECT status, customer_id % 2 AS k, count(*) FROM orders GROUP BY CUBE (status, k) ORDER BY 1 NULLS FIRST, 2 NULLS FIRST
--@ c.aggregate agents equal
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY total), mode() WITHIN GROUP (ORDER BY status), stddev(total), corr(id, total) FROM orders
--@ c.aggregate agents equal
SELECT string_agg(name, ', ' ORDER BY name), array_agg(id ORDER BY id DESC) FROM products WHERE price > 80
--@ c.aggregate agents equal
SELECT bool_and(stock > 0), bool_or(price > 150), every(id > 0) FROM products
--@ c.aggregate agents equal
SELECT split_part(email, '@', 2) AS domain, count(*) FROM customers GROUP BY domain ORDER BY 2 DESC, 1
--@ c.aggregate agents equal
SELECT email, count(*) FROM customers GROUP BY email HAVING count(*) > 1 ORDER BY 1
--@ c.aggregate agents equal
SELECT count(DISTINCT email), count(DISTINCT phone), max(card_number) FROM customers
--@ c.window agents equal
SELECT id, total, rank() OVER (PARTITION BY status ORDER BY total DESC) AS place FROM orders ORDER BY status, place, id LIMIT 30
--@ c.window agents equal
SELECT id, sum(total) OVER w, lag(total, 1, 0) OVER w, row_number() OVER w FROM orders WINDOW w AS (PARTITION BY customer_id ORDER BY id) ORDER BY id LIMIT 30
--@ c.window agents equal
SELECT id, avg(total) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) FROM orders ORDER BY id LIMIT 10
--@ c.window agents equal
SELECT id, count(*) OVER (ORDER BY created_at RANGE BETWEEN INTERVAL '2 days' PRECEDING AND INTERVAL '1 day' FOLLOWING EXCLUDE CURRENT ROW), ntile(4) OVER (ORDER BY id) FROM orders ORDER BY id LIMIT 10
--@ c.window agents equal
SELECT * FROM (SELECT id, customer_id, row_number() OVER (PARTITION BY customer_id ORDER BY total DESC, id) AS n FROM orders) ranked WHERE n = 1 ORDER BY customer_id LIMIT 10
--@ c.cte agents equal
WITH monthly AS (SELECT date_trunc('month', created_at) AS m, sum(total) AS s FROM orders GROUP BY 1), ranked AS (SELECT m, s, rank() OVER (ORDER BY s DESC) AS r FROM monthly) SELECT * FROM ranked WHERE r <= 3 ORDER BY r
--@ c.cte agents equal
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT i, i * i AS square FROM n ORDER BY i
--@ c.cte agents equal
WITH big AS MATERIALIZED (SELECT customer_id FROM orders GROUP BY customer_id HAVING sum(total) > 500) SELECT c.name, c.email FROM customers c WHERE c.id IN (SELECT customer_id FROM big) ORDER BY c.id
--@ c.cte agents equal
WITH customers AS (SELECT id, upper(name) AS name FROM public.customers) SELECT name FROM customers ORDER BY id LIMIT 5
--@ c.set agents equal
SELECT name FROM customers WHERE id < 4 UNION SELECT name FROM products WHERE id < 4 ORDER BY name
--@ c.set agents equal
(SELECT customer_id FROM orders WHERE status = 'paid') INTERSECT (SELECT customer_id FROM orders WHERE status = 'delivered') ORDER BY 1
--@ c.set agents equal
SELECT customer_id FROM orders EXCEPT ALL SELECT id FROM customers ORDER BY customer_id
--@ c.set agents equal
SELECT 'c' AS kind, id, name FROM customers WHERE id <= 2 UNION ALL SELECT 'p', id, name FROM products WHERE id <= 2 ORDER BY kind, id
--@ c.subquery agents equal
SELECT id, (SELECT count(*) FROM orders o WHERE o.customer_id = c.id) AS n FROM customers c ORDER BY n DESC, id LIMIT 10
--@ c.subquery agents equal
SELECT name FROM customers c WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id AND o.total > 400) ORDER BY id
--@ c.subquery agents equal
SELECT name FROM products WHERE price > ALL (SELECT price FROM products WHERE stock > 100) ORDER BY id
--@ c.subquery agents equal
SELECT name, price FROM products WHERE id = ANY ('{1,2,3}'::int[]) OR id IN (10, 11) ORDER BY id
--@ c.subquery agents equal
SELECT id, status FROM orders WHERE (customer_id, status) IN (SELECT customer_id, 'paid' FROM orders WHERE total > 300) ORDER BY id
--@ c.lateral agents equal
SELECT c.name, last.id, last.total FROM customers c, LATERAL (SELECT o.id, o.total FROM orders o WHERE o.customer_id = c.id ORDER BY o.created_at DESC LIMIT 1) AS last ORDER BY c.id LIMIT 10
--@ c.lateral agents equal
SELECT c.id, x.part, x.n FROM customers c CROSS JOIN LATERAL unnest(string_to_array(c.name, ' ')) WITH ORDINALITY AS x (part, n) ORDER BY c.id, x.n LIMIT 10
--@ c.values agents equal
VALUES (1, 'one'), (2, 'two'), (3, NULL)
--@ c.values agents equal
SELECT v.label, count(o.id) FROM (VALUES ('low', 0, 50), ('mid', 50, 200), ('high', 200, 100000)) AS v (label, lo, hi) LEFT JOIN orders o ON o.total >= v.lo AND o.total < v.hi GROUP BY v.label, v.lo ORDER BY v.lo
--@ c.series agents equal
SELECT d::date AS day, count(o.id) FROM generate_series(timestamptz '2026-01-01', timestamptz '2026-01-31', interval '1 day') AS d LEFT JOIN orders o ON o.created_at::date = d::date GROUP BY d ORDER BY d
--@ c.series agents equal
SELECT n, n % 2 = 0 AS even FROM generate_series(1, 5) AS g (n)
--@ c.date agents equal
SELECT id, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), age(created_at, timestamptz '2025-01-01'), extract(dow FROM created_at) FROM orders ORDER BY id LIMIT 5
--@ c.date agents equal
SELECT count(*) FROM orders WHERE created_at BETWEEN date '2025-12-01' AND date '2025-12-31' + interval '1 day' AND created_at < now() + interval '100 years'
--@ c.date agents equal
SELECT date_part('week', created_at) AS week, count(*) FROM orders WHERE created_at::date > DATE '2025-12-01' GROUP BY week ORDER BY week
--@ c.cast agents equal
SELECT id::text, total::int, price.p::numeric(6, 1), CAST(status AS varchar(4)), '12'::smallint + 1, 'a'::char(3), 1.5::float8 FROM orders, (SELECT 2.345 AS p) AS price ORDER BY id LIMIT 3
--@ c.cast agents equal
SELECT '{"a": {"b": [1, 2]}}'::jsonb #>> '{a,b,1}', '[1,2]'::json -> 0, '{1,2}'::int[] || 3, int4range(1, 5) @> 3, '10.0.0.1'::inet << '10.0.0.0/8'::inet
--@ c.array agents equal
SELECT customer_id, array_agg(id ORDER BY id) AS ids, cardinality(array_agg(id)), (array_agg(status ORDER BY id))[1:2] FROM orders GROUP BY customer_id ORDER BY customer_id LIMIT 5
--@ c.array agents equal
SELECT id, ARRAY[name, status] FROM (SELECT o.id, c.name, o.status FROM orders o JOIN customers c ON c.id = o.customer_id) AS x ORDER BY id LIMIT 5
--@ c.case agents equal
SELECT CASE WHEN total < 50 THEN 'small' WHEN total < 200 THEN 'medium' ELSE 'large' END AS size, count(*) FROM orders GROUP BY 1 ORDER BY 1
--@ c.case agents equal
SELECT id, CASE status WHEN 'paid' THEN 1 ELSE 0 END, coalesce(nullif(status, 'pending'), '-'), greatest(total, 10), least(id, 3) FROM orders ORDER BY id LIMIT 5
--@ c.distinct agents equal
SELECT DISTINCT ON (customer_id) customer_id, id, total FROM orders ORDER BY customer_id, total DESC, id
--@ c.distinct agents equal
SELECT DISTINCT status FROM orders ORDER BY status
--@ c.order agents equal
SELECT id AS number, total FROM orders ORDER BY 2 DESC NULLS LAST, number ASC LIMIT 10 OFFSET 5
--@ c.order agents equal
SELECT id, email FROM customers ORDER BY email COLLATE "C", id LIMIT 20
--@ c.order agents equal
SELECT id, total FROM orders ORDER BY total DESC FETCH FIRST 3 ROWS WITH TIES
--@ c.text agents equal
SELECT id, upper(name), length(name), substring(name FROM 1 FOR 3), position(' ' IN name), regexp_replace(name, '[aeiou]', '*', 'g'), name ILIKE '%an%', trim(BOTH 'A' FROM name) FROM customers ORDER BY id LIMIT 5
--@ c.text agents equal
SELECT name FROM customers WHERE name ~* '^a.*n$' OR name SIMILAR TO '(Max|Mei)%' ORDER BY name, id
--@ c.text agents equal
SELECT 'Größe' AS "größe", '日本' AS "名前", E'tab\there', $$dollar$$, U&'\00e9' FROM products LIMIT 1
--@ c.text agents equal
SELECT /* top customers */ name, -- their names
       email /* masked */
FROM customers -- all of them
ORDER BY id
LIMIT 3;
--@ c.math agents equal
SELECT id, total * 1.19 AS gross, round(total / 3, 2), total % 7, abs(-total), power(2, id), sqrt(4), floor(total), -total + 1 FROM orders ORDER BY id LIMIT 3
--@ c.math agents equal
SELECT width_bucket(total, 0, 1000, 10) AS bucket, count(*) FROM orders GROUP BY bucket ORDER BY bucket
--@ c.math agents equal
SELECT 100.0 * count(*) FILTER (WHERE status = 'cancelled') / nullif(count(*), 0) AS percent FROM orders
--@ c.analyst analysts equal
SELECT id, name, email, phone, card_number FROM customers ORDER BY id
--@ c.analyst analysts equal
SELECT title, count(*), avg(salary) FROM employees GROUP BY title ORDER BY title
--@ c.analyst analysts equal
SELECT e.* FROM employees e ORDER BY e.id
--@ c.analyst analysts equal
SELECT e.name, c.name FROM employees e JOIN customers c ON left(e.email, 2) = left(c.email, 2) ORDER BY 1, 2
--@ c.analyst analysts equal
SELECT name, salary * 12 AS yearly, coalesce(salary, 0) FROM employees ORDER BY id LIMIT 5
--@ c.session agents runs
SET timezone = 'Europe/Berlin'; SHOW timezone; RESET timezone
--@ c.session agents runs
SET statement_timeout TO '30s'; SET LOCAL lock_timeout = 100; SET application_name TO "my tool"; RESET statement_timeout
--@ c.session agents runs
SHOW server_version; SHOW transaction_isolation; SHOW search_path; SHOW client_encoding
--@ c.session agents runs
SELECT version(), current_database(), current_schema(), current_user, session_user, current_setting('server_version_num')::int > 0
--@ c.transaction agents runs
BEGIN; SELECT count(*) FROM orders; SAVEPOINT s; SELECT 1; RELEASE SAVEPOINT s; COMMIT
--@ c.transaction agents runs
START TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT sum(total) FROM orders; ROLLBACK
--@ c.transaction agents runs
BEGIN; DECLARE c CURSOR FOR SELECT * FROM customers ORDER BY id; FETCH 3 FROM c; MOVE FORWARD 2 IN c; FETCH NEXT FROM c; CLOSE c; END
--@ c.explain agents runs
EXPLAIN SELECT * FROM customers c JOIN orders o ON o.customer_id = c.id
--@ c.explain agents runs
EXPLAIN (ANALYZE, BUFFERS, FORMAT json) SELECT status, count(*) FROM orders GROUP BY 1
--@ c.explain analysts runs
EXPLAIN VERBOSE SELECT status, count(*) FROM orders GROUP BY status
--@ c.catalog agents runs
SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, ordinal_position
--@ c.catalog agents runs
SELECT c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid WHERE c.oid = 'customers'::regclass AND a.attnum > 0
--@ c.catalog agents runs
SELECT n.nspname, c.relname, pg_catalog.pg_get_userbyid(c.relowner) FROM pg_class c LEFT JOIN pg_namespace n ON n.oid = c.relnamespace WHERE pg_catalog.pg_table_is_visible(c.oid) AND c.relkind IN ('r', 'p')
--@ c.catalog agents runs
SELECT t.typname, e.enumlabel FROM pg_type t LEFT JOIN pg_enum e ON e.enumtypid = t.oid WHERE t.typtype = 'e'
--@ c.lock agents runs
SELECT id FROM orders WHERE id = 1 FOR KEY SHARE
--@ c.catalog agents runs
SELECT count(*) FROM pg_catalog.pg_get_keywords()
--@ c.catalog agents runs
SELECT conname, pg_get_constraintdef(oid, true) FROM pg_constraint WHERE conrelid = 'public.orders'::regclass ORDER BY 1
--@ c.catalog agents runs
SELECT i.relname, pg_get_indexdef(x.indexrelid) FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid WHERE x.indrelid = to_regclass('orders')
--@ c.cte agents equal
WITH spent AS (SELECT customer_id, sum(total) AS total FROM orders WHERE status IN ('paid', 'shipped', 'delivered') GROUP BY customer_id), banded AS (SELECT *, ntile(4) OVER (ORDER BY total) AS quartile FROM spent) SELECT quartile, count(*), round(avg(total), 2), min(total), max(total) FROM banded GROUP BY quartile ORDER BY quartile
--@ c.join agents equal
SELECT c.id, c.name, c.email, count(o.id), coalesce(sum(o.total), 0) FROM customers c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.id, c.name, c.email ORDER BY 5 DESC, 1 LIMIT 10
--@ c.text agents equal
SELECT left(name, 1) AS initial, count(*), array_agg(DISTINCT split_part(name, ' ', 2) ORDER BY split_part(name, ' ', 2)) FROM customers GROUP BY initial ORDER BY initial
--@ c.date agents equal
SELECT customer_id, created_at - lag(created_at) OVER (PARTITION BY customer_id ORDER BY created_at) AS gap FROM orders ORDER BY customer_id, created_at LIMIT 12

--@ c.group-by-key agents equal
SELECT c.id, c.name, count(o.id) FROM customers c JOIN orders o ON o.customer_id = c.id GROUP BY c.id ORDER BY c.id LIMIT 5
