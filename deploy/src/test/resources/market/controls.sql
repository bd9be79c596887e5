-- Ordinary statements that have to pass, written as attacks-columns.sql is. Columns, their types, rows and tags are what the copy of
-- the market masked by hand answers; "expect: runs" where the two may differ, as in what a server tells of itself.


-- case: select 1 | line: c.select
SELECT id, name, email FROM customers ORDER BY id
-- case: select 2 | line: c.select
SELECT * FROM customers WHERE id = 7
-- case: select 3 | line: c.select
SELECT * FROM customers WHERE city IN ('Oslo', 'Bern') AND standing = 'gold' ORDER BY id
-- case: select 4 | line: c.select
SELECT c.* FROM customers AS c WHERE c.name LIKE 'A%' ORDER BY c.id
-- case: select 5 | line: c.select
SELECT id, upper(name), lower(city), length(name) FROM customers WHERE id BETWEEN 5 AND 15 ORDER BY id
-- case: select 6 | line: c.select
SELECT DISTINCT city FROM customers ORDER BY city
-- case: select 7 | line: c.select
SELECT DISTINCT ON (city) city, id, email FROM customers ORDER BY city, id
-- case: select 8 | line: c.select
SELECT id, CASE WHEN id % 2 = 0 THEN 'even' ELSE 'odd' END AS parity, phone IS NULL AS no_phone FROM customers ORDER BY id
-- case: select 9 | line: c.select
SELECT id, coalesce(phone, 'none') AS phone, nullif(city, 'Oslo') AS elsewhere FROM customers ORDER BY id
-- case: select 10 | line: c.select
SELECT id FROM customers WHERE phone IS NULL ORDER BY id
-- case: select 11 | line: c.select
SELECT id, created_at::date AS day, created_at AT TIME ZONE 'UTC' AS utc FROM customers ORDER BY created_at LIMIT 5
-- case: select 12 | line: c.select
SELECT name FROM customers WHERE name ILIKE '%o%' OR name ~ '^[AB]' ORDER BY name, id LIMIT 10 OFFSET 2
-- case: select 13 | line: c.select
SELECT id, name FROM customers ORDER BY city DESC NULLS LAST, name COLLATE "C", id FETCH FIRST 7 ROWS ONLY
-- case: select 14 | line: c.select
SELECT count(*) FROM customers
-- case: select 15 | line: c.select
SELECT 1 AS one, 'two' AS two, 3.5 AS three, NULL AS four, true AS five
-- case: select 16 | line: c.select
SELECT id, 'Dear ' || name || ', your mail is ' || email AS letter FROM customers ORDER BY id LIMIT 5
-- case: select 17 | line: c.select
SELECT split_part(email, '@', 2) AS host FROM customers WHERE id < 10 ORDER BY id
-- case: select 18 | line: c.select
SELECT id, salary, born, notes, tags FROM customers ORDER BY id
-- case: select 19 | line: c.select
SELECT id, standing, standing >= 'regular' AS good, standing::text FROM customers ORDER BY customers.standing, id
-- case: select 20 | line: c.select
SELECT id FROM customers WHERE (city, standing) = ('Oslo', 'new') ORDER BY id
-- case: select 21 | line: c.select
SELECT id FROM customers WHERE (id, city) IN ((1, 'Bern'), (4, 'Oslo'), (5, 'Bern')) ORDER BY id
-- case: select 22 | line: c.select
SELECT id FROM customers WHERE ROW(id, name) < ROW(5, 'M') ORDER BY id
-- case: select 23 | line: c.select
SELECT id, name FROM public.customers WHERE NOT (id > 5) ORDER BY 1
-- case: select 24 | line: c.select
SELECT c.id, c.email AS "E-Mail", c.phone "Telefon" FROM customers c WHERE c.id <= 3 ORDER BY c.id
-- case: select 25 | line: c.select
TABLE orders ORDER BY id LIMIT 5
-- case: select 26 | line: c.select
SELECT ALL status FROM orders WHERE id < 6 ORDER BY id
-- case: select 27 | line: c.select
SELECT FROM customers WHERE id < 3
-- case: select 28 | line: c.select
SELECT current_date - current_date AS zero, now() = now() AS same, length(current_user::text) > 0 AS known
-- case: select 29 | line: c.select
SELECT id, total, total * 1.25 AS gross, round(total / 3, 2), total::integer, -total, abs(total - 100), mod(id, 7) FROM orders ORDER BY id LIMIT 10
-- case: select 30 | line: c.select
SELECT id, email, card_number FROM customers ORDER BY email COLLATE "C", id LIMIT 12
-- case: select 31 | line: c.select | as: analysts
SELECT * FROM customers ORDER BY id
-- case: select 32 | line: c.select | as: analysts
SELECT id, email, card_number, salary FROM customers WHERE email LIKE '%@example.com' ORDER BY id
-- case: select 33 | line: c.select | as: clerks
SELECT * FROM customers ORDER BY id
-- case: select 34 | line: c.select | as: clerks
SELECT city, count(*), sum(salary) FROM customers GROUP BY city ORDER BY city
-- case: select 35 | line: c.select | as: analysts
SELECT name, salary, department FROM employees ORDER BY id

-- case: join 1 | line: c.join
SELECT o.id, c.name, c.email, o.total FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.status = 'shipped' ORDER BY o.id
-- case: join 2 | line: c.join
SELECT c.id, c.name, count(o.id) AS orders, sum(o.total) AS total FROM customers c LEFT JOIN orders o ON o.customer_id = c.id GROUP BY c.id, c.name ORDER BY total DESC NULLS LAST, c.id LIMIT 10
-- case: join 3 | line: c.join
SELECT c.name, i.product, sum(i.quantity) AS pieces FROM customers c JOIN orders o ON o.customer_id = c.id JOIN order_items i ON i.order_id = o.id GROUP BY 1, 2 HAVING sum(i.quantity) > 5 ORDER BY 3 DESC, 1, 2
-- case: join 4 | line: c.join
SELECT * FROM orders JOIN order_items USING (id) ORDER BY id LIMIT 5
-- case: join 5 | line: c.join
SELECT * FROM customers NATURAL JOIN (VALUES (1), (2), (3)) AS v (id) ORDER BY id
-- case: join 6 | line: c.join
SELECT a.id, b.id FROM customers a CROSS JOIN customers b WHERE a.id < 3 AND b.id < 3 ORDER BY 1, 2
-- case: join 7 | line: c.join
SELECT count(*) FROM customers c FULL JOIN orders o ON o.customer_id = c.id AND o.status = 'paid'
-- case: join 8 | line: c.join
SELECT e.name, m.name AS manager FROM employees e LEFT JOIN employees m ON m.id = e.manager_id ORDER BY e.id
-- case: join 9 | line: c.join
SELECT c.id, t.subject, t.body FROM tickets t RIGHT JOIN customers c ON c.id = t.customer_id ORDER BY c.id, t.id
-- case: join 10 | line: c.join
SELECT c.name, p.paid, p.iban FROM payments p JOIN orders o ON o.id = p.order_id JOIN customers c ON c.id = o.customer_id ORDER BY p.id LIMIT 10
-- case: join 11 | line: c.join
SELECT c.phone, o.id FROM customers AS c INNER JOIN (orders AS o JOIN order_items AS i ON i.order_id = o.id) ON c.id = o.customer_id WHERE i.quantity = 4 ORDER BY i.id LIMIT 10
-- case: join 12 | line: c.join
SELECT j.id, j.email, j.total FROM (customers c JOIN orders o ON o.customer_id = c.id) AS j (id, name, email, phone, card, notes, tags, salary, born, standing, city, created, oid, cid, status, total, region, placed) ORDER BY j.oid LIMIT 5
-- case: join 13 | line: c.join
SELECT x.* FROM customers JOIN orders USING (id) AS x ORDER BY x.id LIMIT 4
-- case: join 14 | line: c.join
SELECT o.id, (SELECT c.email FROM customers c WHERE c.id = o.customer_id) AS email FROM orders o ORDER BY o.id LIMIT 8
-- case: join 15 | line: c.join
SELECT a.city, count(*) FROM customers a JOIN customers b ON a.city = b.city AND a.id <> b.id GROUP BY a.city ORDER BY 1
-- case: join 16 | line: c.join
SELECT o.region, c.standing, avg(o.total)::numeric(10, 2) FROM orders o, customers c WHERE o.customer_id = c.id GROUP BY o.region, c.standing ORDER BY 1, 2
-- case: join 17 | line: c.join | as: clerks
SELECT o.id, c.name FROM orders o LEFT JOIN customers c ON c.id = o.customer_id ORDER BY o.id
-- case: join 18 | line: c.join | as: clerks
SELECT o.id FROM orders o WHERE NOT EXISTS (SELECT FROM customers c WHERE c.id = o.customer_id) ORDER BY 1
-- case: join 19 | line: c.join | as: analysts
SELECT c.email, sum(o.total) FROM customers c JOIN orders o ON o.customer_id = c.id GROUP BY c.email ORDER BY 2 DESC, 1 LIMIT 5

-- case: aggregate 1 | line: c.aggregate
SELECT count(*), count(DISTINCT customer_id), sum(total), avg(total), min(placed_on), max(placed_on) FROM orders
-- case: aggregate 2 | line: c.aggregate
SELECT status, count(*) AS n, round(avg(total), 2) AS mean FROM orders GROUP BY status ORDER BY n DESC, status
-- case: aggregate 3 | line: c.aggregate
SELECT date_trunc('month', placed_on)::date AS month, sum(total) FROM orders GROUP BY 1 ORDER BY month
-- case: aggregate 4 | line: c.aggregate
SELECT count(*) FILTER (WHERE status = 'paid') AS paid, sum(total) FILTER (WHERE total > 100) AS large FROM orders
-- case: aggregate 5 | line: c.aggregate
SELECT status, region, count(*) FROM orders GROUP BY GROUPING SETS ((status, region), (status), ()) ORDER BY 1 NULLS LAST, 2 NULLS LAST
-- case: aggregate 6 | line: c.aggregate
SELECT status, region, grouping(status, region) AS g, sum(total) FROM orders GROUP BY ROLLUP (status, region) ORDER BY 1, 2, 3
-- case: aggregate 7 | line: c.aggregate
SELECT region, status, count(*) FROM orders GROUP BY CUBE (region, status) ORDER BY 1 NULLS FIRST, 2 NULLS FIRST
-- case: aggregate 8 | line: c.aggregate
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY total), percentile_disc(ARRAY[0.25, 0.75]) WITHIN GROUP (ORDER BY total), mode() WITHIN GROUP (ORDER BY status) FROM orders
-- case: aggregate 9 | line: c.aggregate
SELECT stddev(total), variance(total), corr(id, total), regr_slope(total, id) FROM orders
-- case: aggregate 10 | line: c.aggregate
SELECT string_agg(name, ', ' ORDER BY name, id), array_agg(id ORDER BY id DESC) FROM customers WHERE id < 6
-- case: aggregate 11 | line: c.aggregate
SELECT bool_and(total > 0), bool_or(total > 400), every(id > 0), bit_and(id), bit_or(id) FROM orders
-- case: aggregate 12 | line: c.aggregate
SELECT split_part(email, '@', 2) AS host, count(*) FROM customers GROUP BY host ORDER BY 2 DESC, 1
-- case: aggregate 13 | line: c.aggregate
SELECT email, count(*) FROM customers GROUP BY email HAVING count(*) >= 1 ORDER BY 1
-- case: aggregate 14 | line: c.aggregate
SELECT count(DISTINCT email), count(DISTINCT phone), max(card_number), min(salary), max(born) FROM customers
-- case: aggregate 15 | line: c.aggregate
SELECT c.id, c.name, count(o.id) FROM customers c JOIN orders o ON o.customer_id = c.id WHERE c.id < 6 GROUP BY c.id ORDER BY c.id
-- case: aggregate 16 | line: c.aggregate
SELECT json_agg(json_build_object('id', id, 'mail', email) ORDER BY id) FROM customers WHERE id <= 4
-- case: aggregate 17 | line: c.aggregate
SELECT jsonb_object_agg(status, n) FROM (SELECT status, count(*) AS n FROM orders GROUP BY status) x
-- case: aggregate 18 | line: c.aggregate
SELECT array_agg(DISTINCT city ORDER BY city) FROM customers
-- case: aggregate 19 | line: c.aggregate
SELECT region, max(total) - min(total) AS spread FROM orders GROUP BY region HAVING max(total) > 300 ORDER BY region
-- case: aggregate 20 | line: c.aggregate
SELECT count(*), count(phone), count(salary), sum(salary) FROM customers
-- case: aggregate 21 | line: c.aggregate
SELECT rank(200) WITHIN GROUP (ORDER BY total) FROM orders
-- case: aggregate 22 | line: c.aggregate
SELECT DISTINCT region, count(*) OVER (PARTITION BY region) FROM orders ORDER BY region
-- case: aggregate 23 | line: c.aggregate
SELECT extract(year FROM placed_on) AS y, extract(quarter FROM placed_on) AS q, count(*) FROM orders GROUP BY y, q ORDER BY y, q
-- case: aggregate 24 | line: c.aggregate
SELECT standing, count(*), min(id) FROM customers GROUP BY standing ORDER BY standing
-- case: aggregate 25 | line: c.aggregate
SELECT array_length(array_agg(id), 1), sum(cardinality(tags)) FROM customers
-- case: aggregate 26 | line: c.aggregate
SELECT iban, count(*), sum(paid) FROM payments GROUP BY iban ORDER BY 1
-- case: aggregate 27 | line: c.aggregate
SELECT max(opened), count(*), string_agg(body, ';' ORDER BY id) FROM tickets
-- case: aggregate 28 | line: c.aggregate | as: analysts
SELECT city, avg(salary), count(salary), string_agg(card_number, ',' ORDER BY id) FROM customers GROUP BY city ORDER BY city
-- case: aggregate 29 | line: c.aggregate | as: clerks
SELECT max(salary), min(born), count(*), count(DISTINCT email) FROM customers

-- case: window 1 | line: c.window
SELECT id, total, row_number() OVER (PARTITION BY region ORDER BY total DESC, id) AS place FROM orders ORDER BY region, place LIMIT 12
-- case: window 2 | line: c.window
SELECT id, sum(total) OVER (ORDER BY id) AS running, avg(total) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS mean FROM orders ORDER BY id LIMIT 20
-- case: window 3 | line: c.window
SELECT id, lag(email) OVER (ORDER BY id), lead(email, 2, 'none') OVER (ORDER BY id) FROM customers ORDER BY id
-- case: window 4 | line: c.window
SELECT id, rank() OVER w, dense_rank() OVER w, percent_rank() OVER w, cume_dist() OVER w, ntile(4) OVER w FROM orders WINDOW w AS (ORDER BY total, id) ORDER BY id LIMIT 20
-- case: window 5 | line: c.window
SELECT id, first_value(total) OVER w, last_value(total) OVER w, nth_value(total, 2) OVER w FROM orders WINDOW w AS (PARTITION BY status ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) ORDER BY id LIMIT 10
-- case: window 6 | line: c.window
SELECT id, count(*) OVER (PARTITION BY email) AS same_mail FROM customers ORDER BY id
-- case: window 7 | line: c.window
SELECT id, sum(total) OVER (ORDER BY placed_on RANGE BETWEEN '9 days' PRECEDING AND CURRENT ROW) FROM orders ORDER BY id LIMIT 15
-- case: window 8 | line: c.window
SELECT id, sum(total) OVER (ORDER BY id GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE CURRENT ROW) FROM orders ORDER BY id LIMIT 9
-- case: window 9 | line: c.window
SELECT * FROM (SELECT c.id, c.email, o.total, row_number() OVER (PARTITION BY c.id ORDER BY o.total DESC, o.id) AS n FROM customers c JOIN orders o ON o.customer_id = c.id) ranked WHERE n = 1 ORDER BY id
-- case: window 10 | line: c.window
SELECT city, id, salary, rank() OVER (PARTITION BY city ORDER BY salary DESC NULLS LAST, id) FROM customers ORDER BY city, 4, id
-- case: window 11 | line: c.window
SELECT region, sum(sum(total)) OVER (ORDER BY region) FROM orders GROUP BY region ORDER BY region
-- case: window 12 | line: c.window
SELECT id, count(*) FILTER (WHERE total > 100) OVER (ORDER BY id) FROM orders ORDER BY id LIMIT 10
-- case: window 13 | line: c.window
SELECT id, array_agg(id) OVER (ORDER BY id ROWS 1 PRECEDING) FROM customers ORDER BY id LIMIT 5
-- case: window 14 | line: c.window
SELECT id, max(born) OVER (PARTITION BY standing), min(phone) OVER (PARTITION BY city) FROM customers ORDER BY id
-- case: window 15 | line: c.window | as: clerks
SELECT id, rank() OVER (ORDER BY salary DESC NULLS LAST, id) FROM customers ORDER BY id

-- case: cte 1 | line: c.cte
WITH big AS (SELECT * FROM orders WHERE total > 250) SELECT c.name, b.total FROM big b JOIN customers c ON c.id = b.customer_id ORDER BY b.id
-- case: cte 2 | line: c.cte
WITH a AS (SELECT id, email FROM customers), b AS (SELECT id, email FROM a WHERE id < 10) SELECT * FROM b ORDER BY id
-- case: cte 3 | line: c.cte
WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT sum(i), max(i) FROM n
-- case: cte 4 | line: c.cte
WITH RECURSIVE chain AS (SELECT id, name, manager_id, 1 AS depth FROM employees WHERE manager_id IS NULL UNION ALL SELECT e.id, e.name, e.manager_id, c.depth + 1 FROM employees e JOIN chain c ON e.manager_id = c.id) SELECT * FROM chain ORDER BY depth, id
-- case: cte 5 | line: c.cte
WITH x AS MATERIALIZED (SELECT email, city FROM customers) SELECT city, count(DISTINCT email) FROM x GROUP BY city ORDER BY city
-- case: cte 6 | line: c.cte
WITH customers AS (SELECT id, name FROM public.customers WHERE id < 4) SELECT * FROM customers ORDER BY id
-- case: cte 7 | line: c.cte
WITH t (a, b) AS (SELECT id, phone FROM customers) SELECT b, a FROM t ORDER BY a LIMIT 5
-- case: cte 8 | line: c.cte
WITH months AS (SELECT generate_series(date '2025-06-01', date '2026-05-01', interval '1 month')::date AS m) SELECT m, count(o.id) FROM months LEFT JOIN orders o ON date_trunc('month', o.placed_on) = m GROUP BY m ORDER BY m
-- case: cte 9 | line: c.cte
WITH RECURSIVE g (id, path) AS (SELECT id, ARRAY[id] FROM employees WHERE id = 1 UNION ALL SELECT e.id, path || e.id FROM employees e, g WHERE e.manager_id = g.id) SELECT id, path FROM g ORDER BY path
-- case: cte 10 | line: c.cte
WITH RECURSIVE t (id, up) AS (SELECT id, manager_id FROM employees WHERE id = 15 UNION SELECT e.id, e.manager_id FROM employees e JOIN t ON t.up = e.id) SEARCH BREADTH FIRST BY id SET o SELECT id, up FROM t ORDER BY id
-- case: cte 11 | line: c.cte
WITH RECURSIVE t (n) AS (SELECT 1 UNION SELECT n % 3 + 1 FROM t) CYCLE n SET seen USING path SELECT n, seen FROM t ORDER BY n, seen
-- case: cte 12 | line: c.cte
WITH s AS (SELECT status, sum(total) AS t FROM orders GROUP BY status) SELECT status, t, round(100 * t / (SELECT sum(t) FROM s), 1) AS share FROM s ORDER BY status
-- case: cte 13 | line: c.cte
WITH one AS (WITH two AS (SELECT id FROM customers WHERE id < 3) SELECT * FROM two) SELECT c.email FROM one JOIN customers c USING (id) ORDER BY id
-- case: cte 14 | line: c.cte
SELECT * FROM (WITH q AS (SELECT name FROM customers WHERE id = 5) SELECT * FROM q) x
-- case: cte 15 | line: c.cte | as: clerks
WITH rich AS (SELECT * FROM customers WHERE salary > 33000) SELECT id, name, salary FROM rich ORDER BY id

-- case: sub 1 | line: c.sub
SELECT id, name FROM customers WHERE id IN (SELECT customer_id FROM orders WHERE total > 400) ORDER BY id
-- case: sub 2 | line: c.sub
SELECT id FROM customers c WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id AND o.status = 'cancelled') ORDER BY id
-- case: sub 3 | line: c.sub
SELECT id FROM customers c WHERE NOT EXISTS (SELECT FROM tickets t WHERE t.customer_id = c.id) ORDER BY id
-- case: sub 4 | line: c.sub
SELECT id, total FROM orders WHERE total > (SELECT avg(total) FROM orders) ORDER BY id LIMIT 10
-- case: sub 5 | line: c.sub
SELECT id FROM orders WHERE total >= ALL (SELECT total FROM orders) ORDER BY id
-- case: sub 6 | line: c.sub
SELECT id FROM customers WHERE id = ANY (ARRAY(SELECT customer_id FROM orders WHERE region = 'north')) ORDER BY id
-- case: sub 7 | line: c.sub
SELECT x.city, x.n FROM (SELECT city, count(*) AS n FROM customers GROUP BY city) x WHERE x.n > 5 ORDER BY 1
-- case: sub 8 | line: c.sub
SELECT (SELECT count(*) FROM orders), (SELECT max(email) FROM customers), (SELECT count(*) FROM tickets)
-- case: sub 9 | line: c.sub
SELECT id, (SELECT max(o.total) FROM orders o WHERE o.customer_id = c.id) AS best FROM customers c ORDER BY id
-- case: sub 10 | line: c.sub
SELECT id FROM customers WHERE email IN (SELECT email FROM customers WHERE id < 4) ORDER BY id
-- case: sub 11 | line: c.sub
SELECT ARRAY(SELECT id FROM customers WHERE city = 'Oslo' ORDER BY id) AS ids
-- case: sub 12 | line: c.sub
SELECT id FROM orders WHERE customer_id NOT IN (SELECT id FROM customers WHERE city = 'Bern') ORDER BY id LIMIT 10
-- case: sub 13 | line: c.sub
SELECT id FROM customers WHERE (city, standing) IN (SELECT city, standing FROM customers WHERE id = 9) ORDER BY id
-- case: sub 14 | line: c.sub
SELECT c.id FROM customers c WHERE 2 < (SELECT count(*) FROM orders o WHERE o.customer_id = c.id) ORDER BY 1
-- case: sub 15 | line: c.sub
SELECT v.id, v.label FROM (VALUES (1, 'one'), (2, 'two')) AS v (id, label) JOIN customers c ON c.id = v.id ORDER BY 1
-- case: sub 16 | line: c.sub | as: clerks
SELECT count(*) FROM orders WHERE customer_id IN (SELECT id FROM customers)

-- case: lateral 1 | line: c.lateral
SELECT c.id, o.total FROM customers c, LATERAL (SELECT total FROM orders WHERE customer_id = c.id ORDER BY total DESC LIMIT 1) o ORDER BY c.id
-- case: lateral 2 | line: c.lateral
SELECT c.id, x.n FROM customers c LEFT JOIN LATERAL (SELECT count(*) AS n FROM tickets t WHERE t.customer_id = c.id) x ON true ORDER BY c.id
-- case: lateral 3 | line: c.lateral
SELECT c.id, t.tag FROM customers c LEFT JOIN LATERAL unnest(c.tags) AS t (tag) ON true ORDER BY c.id, t.tag
-- case: lateral 4 | line: c.lateral
SELECT o.id, g FROM orders o, generate_series(1, o.id) AS g WHERE o.id < 4 ORDER BY 1, 2
-- case: lateral 5 | line: c.lateral
SELECT v.n, x.email FROM (VALUES (1), (5)) v (n) CROSS JOIN LATERAL (SELECT email FROM customers WHERE id = v.n) x ORDER BY 1
-- case: lateral 6 | line: c.lateral
SELECT u.x, u.y FROM ROWS FROM (unnest(ARRAY[1, 2]), unnest(ARRAY['a', 'b', 'c'])) WITH ORDINALITY AS u (x, y, o) ORDER BY o

-- case: set 1 | line: c.set
SELECT name FROM customers UNION SELECT name FROM employees ORDER BY 1
-- case: set 2 | line: c.set
SELECT email FROM customers UNION ALL SELECT phone FROM customers ORDER BY 1
-- case: set 3 | line: c.set
SELECT city FROM customers INTERSECT SELECT 'Oslo'
-- case: set 4 | line: c.set
SELECT id FROM customers EXCEPT SELECT customer_id FROM tickets ORDER BY 1
-- case: set 5 | line: c.set
(SELECT id, email FROM customers ORDER BY id LIMIT 2) UNION ALL (SELECT id, name FROM employees ORDER BY id LIMIT 2) ORDER BY 1, 2
-- case: set 6 | line: c.set
SELECT 'c' AS kind, count(*) FROM customers UNION ALL SELECT 'o', count(*) FROM orders UNION ALL SELECT 't', count(*) FROM tickets ORDER BY 1
-- case: set 7 | line: c.set
SELECT x FROM (SELECT card_number AS x FROM customers UNION SELECT 'other') u ORDER BY x COLLATE "C"
-- case: set 8 | line: c.set
SELECT 1 AS n UNION SELECT 2.5 UNION SELECT NULL ORDER BY n
-- case: set 9 | line: c.set
VALUES (1, 'a'), (2, 'b') EXCEPT VALUES (2, 'b')
-- case: set 10 | line: c.set
SELECT id FROM orders WHERE region = 'south' INTERSECT ALL SELECT id FROM orders WHERE status = 'paid' ORDER BY id
-- case: set 11 | line: c.set
SELECT * FROM people UNION ALL SELECT id, full_name, passport FROM members ORDER BY 1, 2

-- case: values 1 | line: c.values
VALUES (1, 'one'), (2, 'two'), (3, NULL)
-- case: values 2 | line: c.values
VALUES ((SELECT count(*) FROM customers)), (2)
-- case: values 3 | line: c.values
SELECT * FROM (VALUES (1, date '2026-01-01'), (2, NULL)) AS v (a, b) ORDER BY a
-- case: values 4 | line: c.values
SELECT column1 FROM (VALUES (3), (1)) v ORDER BY column1

-- case: row 1 | line: c.row | expect: runs
SELECT c FROM customers c ORDER BY c.id
-- case: row 2 | line: c.row
SELECT c::text, (c).name FROM customers c ORDER BY c.id LIMIT 3
-- case: row 3 | line: c.row
SELECT row_to_json(c), to_jsonb(c) - 'email' FROM customers c ORDER BY c.id LIMIT 3
-- case: row 4 | line: c.row
SELECT (c).id, (c).email FROM (SELECT c FROM customers c) x ORDER BY 1
-- case: row 5 | line: c.row
SELECT ROW(c.*)::text, ROW(1, 'x')::text FROM customers c ORDER BY c.id LIMIT 2
-- case: row 6 | line: c.row
SELECT count(c), count(c.*) FROM customers c
-- case: row 7 | line: c.row
SELECT to_json(t) FROM tickets t ORDER BY t.id LIMIT 4
-- case: row 8 | line: c.row
SELECT x.* FROM (SELECT o.* FROM orders o) x ORDER BY x.id LIMIT 3
-- case: row 9 | line: c.row
SELECT ROW(1, 'a') = ROW(1, 'a') AS same, (ROW(1, 2)).f1
-- case: row 10 | line: c.row
SELECT (ROW(1, 2)).f2

-- case: json 1 | line: c.json
SELECT id, jsonb_build_object('id', id, 'mail', email) ->> 'mail' AS mail FROM customers ORDER BY id LIMIT 4
-- case: json 2 | line: c.json
SELECT id, notes -> 'remark', notes ->> 'vip', notes @> '{"vip": true}' FROM customers ORDER BY id
-- case: json 3 | line: c.json
SELECT '{"a": {"b": [1, 2, {"c": 3}]}}'::jsonb #> '{a,b,2,c}', jsonb_array_length('[1, 2]'), '{"a": 1}'::jsonb ? 'a'
-- case: json 4 | line: c.json
SELECT key, value FROM jsonb_each('{"a": 1, "b": [2]}') ORDER BY key
-- case: json 5 | line: c.json
SELECT * FROM jsonb_to_recordset('[{"a": 1, "b": "x"}, {"a": 2}]') AS r (a integer, b text) ORDER BY a
-- case: json 6 | line: c.json
SELECT jsonb_set('{"a": 1}', '{b}', '2'), jsonb_strip_nulls('{"a": null}'), jsonb_pretty('[1]'), '{"a": 1}'::jsonb || '{"b": 2}', '{"a": 1}'::jsonb - 'a'
-- case: json 7 | line: c.json
SELECT jsonb_path_query_array('[1, 5, 9]', '$[*] ? (@ > 3)'), jsonb_path_exists('{"a": 1}', '$.a')
-- case: json 8 | line: c.json
SELECT json_build_array(1, 'a', NULL), array_to_json(ARRAY[1, 2]), to_json('x'::text), json_typeof('[1]')
-- case: json 9 | line: c.json
SELECT value::integer FROM jsonb_array_elements_text('[3, 1, 2]') ORDER BY 1
-- case: json 10 | line: c.json | since: 16
SELECT JSON_OBJECT('a': 1, 'b': 'x'), JSON_ARRAY(1, 2), '[1]' IS JSON ARRAY
-- case: json 11 | line: c.json | since: 17
SELECT JSON_VALUE('{"a": 5}', '$.a' RETURNING integer), JSON_EXISTS(jsonb '{"a": 1}', '$.a'), JSON_QUERY(jsonb '{"a": [1]}', '$.a')
-- case: json 12 | line: c.json | since: 17
SELECT j.* FROM JSON_TABLE('[{"a": 1}, {"a": 2}]', '$[*]' COLUMNS (n FOR ORDINALITY, a integer PATH '$.a')) AS j ORDER BY n

-- case: array 1 | line: c.array
SELECT ARRAY[1, 2, 3] || 4, array_append(ARRAY[1], 2), array_position(ARRAY['a', 'b'], 'b'), cardinality(ARRAY[[1, 2], [3, 4]])
-- case: array 2 | line: c.array
SELECT id FROM customers WHERE id = ANY ('{1,5,9}'::integer[]) ORDER BY id
-- case: array 3 | line: c.array
SELECT unnest(ARRAY[3, 1, 2]) AS n ORDER BY n
-- case: array 4 | line: c.array
SELECT array_to_string(ARRAY['a', NULL, 'c'], ',', '-'), string_to_array('a,b', ','), ARRAY[1, 2] @> ARRAY[1], ARRAY[1] && ARRAY[2]
-- case: array 5 | line: c.array
SELECT id, array_length(tags, 1), tags[1], 'tag1' = ANY (tags) FROM customers ORDER BY id LIMIT 5
-- case: array 6 | line: c.array
SELECT (ARRAY[10, 20, 30])[2:3], (ARRAY[[1, 2], [3, 4]])[2][1], ARRAY(SELECT generate_series(1, 3))
-- case: array 7 | line: c.array
SELECT array_agg(x ORDER BY x DESC) FROM unnest(ARRAY[1, 2, 3]) AS x
-- case: array 8 | line: c.array
SELECT generate_subscripts(ARRAY['a', 'b'], 1) AS s, array_remove(ARRAY[1, 2, 1], 1), array_replace(ARRAY[1, 2], 2, 3), trim_array(ARRAY[1, 2, 3], 1)

-- case: text 1 | line: c.text
SELECT upper('a'), lower('B'), initcap('ab cd'), length('日本'), octet_length('é'), reverse('abc'), repeat('x', 3), replace('aba', 'a', 'c')
-- case: text 2 | line: c.text
SELECT substring('abcdef' FROM 2 FOR 3), substring('foobar' FROM 'o(.)b'), position('b' IN 'abc'), overlay('abcd' PLACING 'X' FROM 2 FOR 1), trim(BOTH 'x' FROM 'xax'), btrim(' a '), ltrim('  a'), rtrim('a  ')
-- case: text 3 | line: c.text
SELECT format('%s-%I-%L', 'a', 'b c', 'd'), concat('a', NULL, 1), concat_ws(',', 'a', NULL, 'b'), lpad('7', 3, '0'), left('abc', 2), right('abc', 1), strpos('abc', 'c'), chr(65), ascii('A'), md5('x')
-- case: text 4 | line: c.text
SELECT 'abc' LIKE 'a%', 'abc' NOT LIKE '_b', 'a%c' LIKE 'a!%c' ESCAPE '!', 'abc' SIMILAR TO '(a|b)%', 'ABC' ~* 'b', 'abc' !~ 'x', starts_with('abc', 'ab')
-- case: text 5 | line: c.text
SELECT regexp_replace('abc123', '\d+', '#', 'g'), regexp_matches('a1b2', '[a-z]\d', 'g'), regexp_split_to_array('a,b', ','), (regexp_match('foobar', 'o(.)'))[1]
-- case: text 6 | line: c.text
SELECT to_char(1234.5, 'FM9,999.00'), to_char(date '2026-03-01', 'DD Mon YYYY'), to_number('12,3', '99G9'), to_date('2026-01-02', 'YYYY-MM-DD'), to_timestamp('2026', 'YYYY') IS NOT NULL
-- case: text 7 | line: c.text
SELECT 'a' || 1 || true::text, E'tab\there', U&'\0041', $q$it's$q$, 'x'::varchar(3), 'abcdef'::char(3), quote_ident('a b'), quote_literal('x''y')
-- case: text 8 | line: c.text
SELECT encode('abc'::bytea, 'hex'), decode('616263', 'hex'), encode(sha256('x'), 'hex'), convert_from('\x61', 'UTF8'), '\x00ff'::bytea
-- case: text 9 | line: c.text
SELECT to_tsvector('english', 'The quick foxes') @@ to_tsquery('english', 'fox'), plainto_tsquery('simple', 'a b'), ts_rank(to_tsvector('simple', 'a b'), to_tsquery('simple', 'a')) > 0
-- case: text 10 | line: c.text
SELECT normalize('é', NFC), 'é' IS NORMALIZED, unistr('\0041'), translate('abc', 'ab', 'xy'), split_part('a-b-c', '-', 2), 'Straße' COLLATE "C" < 'T'

-- case: date 1 | line: c.date
SELECT date '2026-02-28' + 1, date '2026-03-01' - date '2026-02-01', timestamp '2026-01-01 10:00' + interval '90 minutes', age(date '2026-03-01', date '2025-01-15')
-- case: date 2 | line: c.date
SELECT extract(dow FROM date '2026-11-20'), date_part('year', timestamp '2026-05-05'), date_trunc('week', timestamp '2026-11-20 10:00'), extract(epoch FROM interval '1 hour')
-- case: date 3 | line: c.date
SELECT id, placed_on, placed_on + interval '1 month' AS due FROM orders WHERE placed_on BETWEEN date '2025-07-01' AND date '2025-07-31' ORDER BY id
-- case: date 4 | line: c.date
SELECT timestamptz '2026-01-01 12:00+02' AT TIME ZONE 'UTC', make_date(2026, 2, 3), make_interval(days => 3), justify_days(interval '35 days')
-- case: date 5 | line: c.date
SELECT (date '2026-01-01', date '2026-02-01') OVERLAPS (date '2026-01-15', date '2026-03-01'), isfinite(date 'infinity'), interval '1' HOUR, time '10:30' + interval '5 minutes'
-- case: date 6 | line: c.date
SELECT d::date FROM generate_series(timestamp '2026-01-01', '2026-01-05', '2 days') AS d ORDER BY d
-- case: date 7 | line: c.date
SELECT date_bin('15 minutes', timestamp '2026-01-01 10:37', timestamp '2026-01-01'), to_char(interval '3 hours', 'HH24:MI')
-- case: date 8 | line: c.date
SELECT current_timestamp > timestamp '2020-01-01' AS later, localtimestamp IS NOT NULL AS l, clock_timestamp() >= now() AS c
-- case: date 9 | line: c.date
SELECT daterange('2026-01-01', '2026-02-01') @> date '2026-01-15', int4range(1, 5) * int4range(3, 9), lower(numrange(1.5, 2)), '[1,3)'::int4range -|- '[3,4)'::int4range

-- case: math 1 | line: c.math
SELECT 7 / 2, 7 % 2, 7.0 / 2, 2 ^ 10, |/ 16, @ -5, 5 & 3, 5 | 2, 5 # 1, ~1, 1 << 3
-- case: math 2 | line: c.math
SELECT round(2.567, 2), trunc(2.567, 1), ceil(1.2), floor(-1.2), power(2, 3), sqrt(2.25), exp(0), ln(1), log(100), sign(-3), gcd(12, 18), lcm(4, 6), width_bucket(5, 0, 10, 5)
-- case: math 3 | line: c.math
SELECT greatest(1, 5, 3), least(2, 1), 1 BETWEEN 0 AND 2, 3 BETWEEN SYMMETRIC 5 AND 1, 1 IS DISTINCT FROM NULL, NOT false, true AND NULL IS NULL
-- case: math 4 | line: c.math
SELECT '12'::integer, 12::text, 1.5::integer, '1e3'::double precision, CAST('2026-01-01' AS date), 'f'::boolean, 42::bigint, 3.14159::numeric(4, 2), '7'::smallint
-- case: math 5 | line: c.math
SELECT n, n * n AS square FROM generate_series(1, 5) AS n ORDER BY n
-- case: math 6 | line: c.math
SELECT sum(n) FROM generate_series(1, 100) n
-- case: math 7 | line: c.math
SELECT 1e10, 0.1 + 0.2 = 0.3, 10::numeric / 3, div(7, 2), mod(-7, 2), cbrt(27), pi() > 3, degrees(pi()), random() < 1
-- case: math 8 | line: c.math
SELECT '192.168.0.1'::inet << '192.168.0.0/16'::cidr, host('10.0.0.1'::inet), point '(1,2)' <-> point '(4,6)', B'101'::bit(3), '550e8400-e29b-41d4-a716-446655440000'::uuid, money '1.50' IS NOT NULL

-- case: view 1 | line: c.view
SELECT * FROM customer_contacts ORDER BY id
-- case: view 2 | line: c.view
SELECT * FROM contacts_by_host ORDER BY host
-- case: view 3 | line: c.view
SELECT * FROM gold_customers ORDER BY id
-- case: view 4 | line: c.view
SELECT * FROM callers ORDER BY id
-- case: view 5 | line: c.view
SELECT * FROM customer_orders ORDER BY order_id
-- case: view 6 | line: c.view
SELECT kind, name, secret FROM all_names ORDER BY 1, 2, 3
-- case: view 7 | line: c.view
SELECT * FROM tag_list ORDER BY 1, 2
-- case: view 8 | line: c.view
SELECT * FROM open_tickets ORDER BY id
-- case: view 9 | line: c.view
SELECT * FROM region_totals ORDER BY region
-- case: view 10 | line: c.view
SELECT * FROM all_payments ORDER BY id
-- case: view 11 | line: c.view
SELECT * FROM region_copy ORDER BY region
-- case: view 12 | line: c.view
SELECT c.name, v.telephone FROM customers c JOIN customer_contacts v USING (id) WHERE v.email LIKE '%example.com' ORDER BY c.id
-- case: view 13 | line: c.view
SELECT v.id, o.total FROM customer_contacts v LEFT JOIN orders o ON o.customer_id = v.id ORDER BY v.id, o.id LIMIT 10
-- case: view 14 | line: c.view
SELECT count(*) FROM gold_customers WHERE id > 5
-- case: view 15 | line: c.view
SELECT v.name, v.host FROM (SELECT name, split_part(email, '@', 2) AS host FROM customer_contacts) v WHERE v.host <> '' ORDER BY 1, 2
-- case: view 16 | line: c.view
SELECT customer_id, sum(total) FROM customer_orders WHERE status <> 'cancelled' GROUP BY customer_id ORDER BY 1
-- case: view 17 | line: c.view | as: analysts
SELECT * FROM customer_contacts ORDER BY id
-- case: view 18 | line: c.view | as: analysts
SELECT id, name, salary, place FROM top_earners ORDER BY place
-- case: view 19 | line: c.view | as: clerks
SELECT * FROM top_earners ORDER BY place
-- case: view 20 | line: c.view | as: clerks
SELECT * FROM customer_orders ORDER BY order_id
-- case: view 21 | line: c.view
SELECT title, stars FROM editable_drafts ORDER BY id
-- case: view 22 | line: c.view
SELECT v FROM region_totals v ORDER BY v.region

-- case: family 1 | line: c.family
SELECT * FROM payments ORDER BY id
-- case: family 2 | line: c.family
SELECT id, paid_on FROM payments_2026 ORDER BY id
-- case: family 3 | line: c.family
SELECT * FROM payments_2025 ORDER BY id
-- case: family 4 | line: c.family
SELECT iban, paid FROM payments_2026_first ORDER BY id
-- case: family 5 | line: c.family
SELECT * FROM people ORDER BY id
-- case: family 6 | line: c.family
SELECT * FROM ONLY people ORDER BY id
-- case: family 7 | line: c.family
SELECT id, full_name, joined FROM members ORDER BY id
-- case: family 8 | line: c.family
SELECT * FROM assets ORDER BY id
-- case: family 9 | line: c.family
SELECT * FROM ONLY assets ORDER BY id
-- case: family 10 | line: c.family
SELECT label, room, serial FROM secret_assets ORDER BY id
-- case: family 11 | line: c.family
SELECT date_part('year', paid_on) AS y, count(*), sum(paid) FROM payments GROUP BY 1 ORDER BY 1
-- case: family 12 | line: c.family | as: analysts
SELECT * FROM payments WHERE paid_on >= '2026-01-01' ORDER BY id
-- case: family 13 | line: c.family | as: clerks
SELECT * FROM people ORDER BY id

-- case: rows 1 | line: c.rows
SELECT * FROM tickets ORDER BY id
-- case: rows 2 | line: c.rows
SELECT count(*) FROM tickets
-- case: rows 3 | line: c.rows
SELECT confidential, count(*) FROM tickets GROUP BY confidential ORDER BY 1
-- case: rows 4 | line: c.rows
SELECT id, subject FROM tickets WHERE opened > '2026-01-10' AND NOT confidential ORDER BY id
-- case: rows 5 | line: c.rows
SELECT c.id, count(t.id) FROM customers c LEFT JOIN tickets t ON t.customer_id = c.id GROUP BY c.id ORDER BY c.id
-- case: rows 6 | line: c.rows | as: analysts
SELECT * FROM tickets ORDER BY id
-- case: rows 7 | line: c.rows | as: clerks
SELECT id FROM customers WHERE city = 'Ostrava'

-- case: copy 1 | line: c.copy
COPY orders TO STDOUT
-- case: copy 2 | line: c.copy
COPY customers TO STDOUT
-- case: copy 3 | line: c.copy
COPY (SELECT id, email FROM customers ORDER BY id) TO STDOUT WITH (FORMAT csv, HEADER)
-- case: copy 4 | line: c.copy
COPY customers (id, name, email, tags) TO STDOUT (FORMAT csv, HEADER true, DELIMITER ';', QUOTE '''', NULL 'n/a')
-- case: copy 5 | line: c.copy
COPY (SELECT region, sum(total) FROM orders GROUP BY region ORDER BY region) TO STDOUT CSV
-- case: copy 6 | line: c.copy
COPY tickets TO STDOUT
-- case: copy 7 | line: c.copy
COPY (VALUES (1, 'a'), (2, 'b')) TO STDOUT
-- case: copy 8 | line: c.copy
COPY (TABLE customer_contacts ORDER BY id) TO STDOUT
-- case: copy 9 | line: c.copy
COPY people TO STDOUT
-- case: copy 10 | line: c.copy
COPY payments_2025 (id, iban) TO STDOUT
-- case: copy 11 | line: c.copy | as: clerks
COPY customers TO STDOUT
-- case: copy 12 | line: c.copy | as: analysts
COPY (SELECT id, email, card_number FROM customers ORDER BY id) TO STDOUT (FORMAT csv)

-- case: cursor 1 | line: c.cursor
BEGIN
--;
DECLARE c CURSOR FOR SELECT id, email FROM customers ORDER BY id
--;
FETCH 5 FROM c
--;
FETCH NEXT FROM c
-- case: cursor 2 | line: c.cursor
BEGIN
--;
DECLARE c SCROLL CURSOR FOR SELECT id, phone FROM customers ORDER BY id
--;
FETCH LAST c
--;
FETCH PRIOR c
--;
FETCH ABSOLUTE 3 c
--;
FETCH RELATIVE -1 c
-- case: cursor 3 | line: c.cursor
BEGIN
--;
DECLARE c NO SCROLL CURSOR WITHOUT HOLD FOR SELECT * FROM orders ORDER BY id
--;
MOVE 10 IN c
--;
FETCH FORWARD 2 FROM c
-- case: cursor 4 | line: c.cursor
BEGIN
--;
DECLARE c CURSOR FOR TABLE region_totals
--;
FETCH ALL c
--;
CLOSE c
-- case: cursor 5 | line: c.cursor
DECLARE h CURSOR WITH HOLD FOR SELECT id, card_number FROM customers ORDER BY id
--;
FETCH 3 h
--;
CLOSE ALL
-- case: cursor 6 | line: c.cursor
BEGIN
--;
DECLARE c BINARY CURSOR FOR SELECT id, email FROM customers ORDER BY id
--;
FETCH 2 c

-- case: prepare 1 | line: c.prepare
PREPARE q AS SELECT id, email FROM customers WHERE id < 5 ORDER BY id
--;
EXECUTE q
-- case: prepare 2 | line: c.prepare
PREPARE q (integer) AS SELECT id, phone FROM customers WHERE id = $1
--;
EXECUTE q (3)
--;
EXECUTE q (9)
-- case: prepare 3 | line: c.prepare
PREPARE q (text, integer) AS SELECT id FROM orders WHERE status = $1 AND customer_id > $2 ORDER BY id
--;
EXECUTE q ('paid', 20)
-- case: prepare 4 | line: c.prepare
PREPARE q AS SELECT count(*) FROM tickets WHERE id > $1
--;
EXECUTE q (5)
--;
DEALLOCATE q
-- case: prepare 5 | line: c.prepare
PREPARE q AS VALUES (1), (2)
--;
EXECUTE q
--;
DEALLOCATE PREPARE q
-- case: prepare 6 | line: c.prepare
PREPARE q (integer, text) AS INSERT INTO drafts (stars, title) VALUES ($1, $2) RETURNING title, stars, weight
--;
EXECUTE q (2, 'prepared')

-- case: parameters 1 | line: c.parameters | with: 7 / 8
SELECT id, email, phone FROM customers WHERE id = $1
-- case: parameters 2 | line: c.parameters | with: 5, 60, 9, 3 / 1, 10, 2, 0
SELECT id, name, card_number FROM customers WHERE id BETWEEN $1 AND $2 ORDER BY id LIMIT $3 OFFSET $4
-- case: parameters 3 | line: c.parameters | with: paid, 100 / shipped, 250.5
SELECT id, total FROM orders WHERE status = $1 AND total > $2 ORDER BY id
-- case: parameters 4 | line: c.parameters | with: %an% / %o%
SELECT name FROM customers WHERE name ILIKE $1 ORDER BY id
-- case: parameters 5 | line: c.parameters | with: month / year
SELECT date_trunc($1, placed_on) AS d, count(*) FROM orders GROUP BY d ORDER BY d
-- case: parameters 6 | line: c.parameters | with: x / NULL
SELECT coalesce($1, email) FROM customers ORDER BY id LIMIT 4
-- case: parameters 7 | line: c.parameters | with: Dear, 3
SELECT $1::text || ' ' || name, email FROM customers WHERE id = $2::integer
-- case: parameters 8 | line: c.parameters | with: 2026-02-01
SELECT count(*), min(opened) FROM tickets WHERE opened < $1::date
-- case: parameters 9 | line: c.parameters | with: q***@ex.io / nobody
SELECT id FROM customers WHERE email = $1 ORDER BY id
-- case: parameters 10 | line: c.parameters | with: 5 / 0
SELECT email FROM customers ORDER BY id FETCH FIRST $1 ROWS ONLY
-- case: parameters 11 | line: c.parameters | with: north
SELECT $1 = region AS here, count(*) FROM orders GROUP BY 1 ORDER BY 1

-- case: explain 1 | line: c.explain | expect: runs
EXPLAIN SELECT * FROM orders WHERE id = 1
-- case: explain 2 | line: c.explain | expect: runs
EXPLAIN SELECT email FROM customers WHERE id = 1
-- case: explain 3 | line: c.explain | expect: runs
EXPLAIN (COSTS OFF) SELECT c.name, count(*) FROM customers c JOIN orders o ON o.customer_id = c.id GROUP BY 1
-- case: explain 4 | line: c.explain | expect: runs
EXPLAIN (FORMAT json) SELECT * FROM customer_contacts
-- case: explain 5 | line: c.explain | expect: runs
EXPLAIN (FORMAT yaml, COSTS off) SELECT * FROM tickets
-- case: explain 6 | line: c.explain | expect: runs
EXPLAIN UPDATE drafts SET stars = 1 WHERE id = 1
-- case: explain 7 | line: c.explain | expect: runs
EXPLAIN INSERT INTO drafts (title) VALUES ('x')
-- case: explain 8 | line: c.explain | expect: runs
EXPLAIN (SUMMARY off) DELETE FROM inbox WHERE id = 1
-- case: explain 9 | line: c.explain | expect: runs
EXPLAIN (ANALYZE, TIMING off, SUMMARY off) SELECT count(*) FROM orders

-- case: write 1 | line: c.write
INSERT INTO drafts (title, body, stars) VALUES ('fresh', 'b', 3) RETURNING title, body, stars, weight
-- case: write 2 | line: c.write
INSERT INTO drafts (title) VALUES ('one'), ('two') RETURNING title, stars
-- case: write 3 | line: c.write
INSERT INTO drafts (title, stars) SELECT title || ' again', stars FROM inbox RETURNING title
-- case: write 4 | line: c.write
INSERT INTO drafts (title, stars) VALUES ('draft 3', 5) ON CONFLICT (title) DO UPDATE SET stars = EXCLUDED.stars, body = drafts.body || '!' RETURNING title, body, stars
-- case: write 5 | line: c.write
INSERT INTO drafts (title) VALUES ('draft 4') ON CONFLICT DO NOTHING
-- case: write 6 | line: c.write
INSERT INTO drafts (title, stars) VALUES ('draft 5', 1) ON CONFLICT ON CONSTRAINT drafts_title_key DO UPDATE SET stars = 0 WHERE drafts.stars > 2 RETURNING stars
-- case: write 7 | line: c.write
INSERT INTO drafts OVERRIDING SYSTEM VALUE VALUES (700, 'numbered', 'x', 1) RETURNING id, weight
-- case: write 8 | line: c.write
INSERT INTO guesses (id, amount) SELECT id, total FROM orders WHERE id < 5 RETURNING *
-- case: write 9 | line: c.write
INSERT INTO customers VALUES (901, 'New', 'new@example.com', '1', '2', '{"a": 1}', '{x}', 5, '2000-01-01', 'new', 'Oslo', '2026-01-01') RETURNING id, name, city
-- case: write 10 | line: c.write
INSERT INTO orders VALUES (901, 3, 'paid', 5, 'north', '2026-01-01') RETURNING *
-- case: write 11 | line: c.write
UPDATE drafts SET stars = 4 WHERE id <= 3 RETURNING id, title, stars, weight
-- case: write 12 | line: c.write
UPDATE drafts SET stars = i.stars FROM inbox i WHERE i.title = drafts.title RETURNING drafts.title, i.id
-- case: write 13 | line: c.write
UPDATE drafts SET (body, stars) = ('new', 1) WHERE title = 'draft 2' RETURNING *
-- case: write 14 | line: c.write
UPDATE drafts SET (body, stars) = (SELECT title, stars FROM inbox WHERE id = 1) WHERE id = 1 RETURNING body, stars
-- case: write 15 | line: c.write
UPDATE drafts AS d SET body = upper(d.body), stars = DEFAULT WHERE d.stars = 5
-- case: write 16 | line: c.write
UPDATE orders SET status = 'paid' WHERE customer_id IN (SELECT id FROM customers WHERE city = 'Oslo')
-- case: write 17 | line: c.write
UPDATE orders o SET region = 'x' FROM customers c WHERE c.id = o.customer_id AND c.city = 'Bern' RETURNING o.id, c.name, c.email
-- case: write 18 | line: c.write
UPDATE customers SET name = 'Renamed', city = 'Linz' WHERE id = 5 RETURNING id, name, city
-- case: write 19 | line: c.write
UPDATE customers SET city = upper(city) WHERE standing = 'gold'
-- case: write 20 | line: c.write
DELETE FROM drafts WHERE stars = 0 RETURNING title
-- case: write 21 | line: c.write
DELETE FROM drafts d USING inbox i WHERE i.title = d.title RETURNING d.title, i.stars
-- case: write 22 | line: c.write
DELETE FROM order_items WHERE order_id IN (SELECT id FROM orders WHERE status = 'cancelled')
-- case: write 23 | line: c.write
DELETE FROM inbox
-- case: write 24 | line: c.write
WITH gone AS (DELETE FROM inbox WHERE stars < 3 RETURNING *) INSERT INTO drafts (title, stars) SELECT title || ' moved', stars FROM gone RETURNING title
-- case: write 25 | line: c.write
WITH up AS (UPDATE drafts SET stars = 5 WHERE stars = 4 RETURNING id, title) SELECT count(*), min(title) FROM up
-- case: write 26 | line: c.write
MERGE INTO drafts d USING inbox i ON i.title = d.title WHEN MATCHED AND i.stars > 2 THEN UPDATE SET stars = i.stars WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT (title, stars) VALUES (i.title, i.stars)
-- case: write 27 | line: c.write
MERGE INTO inbox i USING (SELECT id, title FROM drafts) d ON d.id = i.id WHEN MATCHED THEN UPDATE SET title = d.title WHEN NOT MATCHED THEN DO NOTHING
-- case: write 28 | line: c.write | since: 17
MERGE INTO drafts d USING inbox i ON i.title = d.title WHEN MATCHED THEN UPDATE SET stars = 0 WHEN NOT MATCHED BY SOURCE THEN DELETE RETURNING merge_action(), d.title
-- case: write 29 | line: c.write | since: 18
UPDATE drafts SET stars = 1 WHERE id = 5 RETURNING old.stars, new.stars
-- case: write 30 | line: c.write
UPDATE stock SET quantity = quantity - 1 WHERE sku = 'pen' RETURNING sku, quantity
-- case: write 31 | line: c.write
INSERT INTO editable_drafts (title, stars) VALUES ('by view', 2) RETURNING title, stars
-- case: write 32 | line: c.write | as: clerks
UPDATE orders SET status = 'shipped' WHERE id = 3 RETURNING *
-- case: write 33 | line: c.write | as: clerks
UPDATE customers SET phone = '1' WHERE id IN (1, 2) RETURNING id, phone
-- case: write 34 | line: c.write | as: clerks
DELETE FROM order_items WHERE id > 200

-- case: function 1 | line: c.function
SELECT lab.vat(100), lab.vat(total) FROM orders ORDER BY id LIMIT 3
-- case: function 2 | line: c.function
SELECT id, lab.order_count(id) FROM customers ORDER BY id LIMIT 5
-- case: function 3 | line: c.function | as: analysts
SELECT o.id, lab.vat(o.total) AS vat FROM orders o ORDER BY o.id LIMIT 5
-- case: function 4 | line: c.function
SELECT sum(lab.vat(total)) FROM orders

-- case: session 1 | line: c.session
BEGIN
--;
SELECT count(*) FROM customers
--;
COMMIT
-- case: session 2 | line: c.session
BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY
--;
SELECT email FROM customers ORDER BY id LIMIT 2
-- case: session 3 | line: c.session
START TRANSACTION
--;
SAVEPOINT a
--;
INSERT INTO inbox VALUES (77, 'x', 1)
--;
ROLLBACK TO SAVEPOINT a
--;
SELECT count(*) FROM inbox
-- case: session 4 | line: c.session
BEGIN
--;
SAVEPOINT a
--;
RELEASE a
--;
SELECT email FROM customers ORDER BY id LIMIT 1
-- case: session 5 | line: c.session
SET TIME ZONE 'Europe/Oslo'
--;
SELECT created_at FROM customers ORDER BY id LIMIT 2
-- case: session 6 | line: c.session
SET datestyle = 'ISO, DMY'
--;
SELECT placed_on FROM orders ORDER BY id LIMIT 2
-- case: session 7 | line: c.session
SET LOCAL statement_timeout = '5s'
-- case: session 8 | line: c.session
BEGIN
--;
SET LOCAL statement_timeout = '9s'
--;
SELECT count(*) FROM orders
-- case: session 9 | line: c.session
SET application_name = 'controls'
--;
SHOW application_name
-- case: session 10 | line: c.session
SHOW server_encoding
-- case: session 11 | line: c.session
SHOW TIME ZONE
-- case: session 12 | line: c.session
SHOW transaction_isolation
-- case: session 13 | line: c.session
SET statement_timeout TO DEFAULT
--;
SHOW statement_timeout
-- case: session 14 | line: c.session
SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED
-- case: session 15 | line: c.session
BEGIN
--;
SELECT 1 / 0
--;
ROLLBACK
--;
SELECT email FROM customers ORDER BY id LIMIT 1
-- case: session 16 | line: c.session
DISCARD PLANS
-- case: session 17 | line: c.session | expect: runs
SHOW search_path
-- case: session 18 | line: c.session | expect: runs
SELECT version(), current_user, current_database(), current_schema()

-- case: catalog 1 | line: c.catalog | expect: runs
SELECT n.nspname as "Schema", c.relname as "Name", CASE c.relkind WHEN 'r' THEN 'table' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'i' THEN 'index' WHEN 'S' THEN 'sequence' WHEN 'p' THEN 'partitioned table' END as "Type", pg_catalog.pg_get_userbyid(c.relowner) as "Owner" FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam WHERE c.relkind IN ('r','p','v','m','S','f','') AND n.nspname <> 'pg_catalog' AND n.nspname !~ '^pg_toast' AND n.nspname <> 'information_schema' AND pg_catalog.pg_table_is_visible(c.oid) ORDER BY 1,2
-- case: catalog 2 | line: c.catalog | expect: runs
SELECT c.oid, n.nspname, c.relname FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relname OPERATOR(pg_catalog.~) '^(customers)$' COLLATE pg_catalog.default AND pg_catalog.pg_table_is_visible(c.oid) ORDER BY 2, 3
-- case: catalog 3 | line: c.catalog | expect: runs
SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated FROM pg_catalog.pg_attribute a WHERE a.attrelid = 'customers'::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
-- case: catalog 4 | line: c.catalog | expect: runs
SELECT c2.relname, i.indisprimary, i.indisunique, pg_catalog.pg_get_indexdef(i.indexrelid, 0, true) FROM pg_catalog.pg_class c, pg_catalog.pg_class c2, pg_catalog.pg_index i WHERE c.oid = 'customers'::regclass AND c.oid = i.indrelid AND i.indexrelid = c2.oid ORDER BY 1
-- case: catalog 5 | line: c.catalog | expect: runs
SELECT conname, pg_catalog.pg_get_constraintdef(r.oid, true) FROM pg_catalog.pg_constraint r WHERE r.conrelid = 'orders'::regclass AND r.contype = 'f' ORDER BY 1
-- case: catalog 6 | line: c.catalog | expect: runs
SELECT d.datname as "Name", pg_catalog.pg_get_userbyid(d.datdba) as "Owner", pg_catalog.pg_encoding_to_char(d.encoding) as "Encoding" FROM pg_catalog.pg_database d ORDER BY 1
-- case: catalog 7 | line: c.catalog | expect: runs
SELECT n.nspname AS "Name" FROM pg_catalog.pg_namespace n WHERE n.nspname !~ '^pg_' ORDER BY 1
-- case: catalog 8 | line: c.catalog | expect: runs
SELECT t.typname, t.oid, t.typtype FROM pg_catalog.pg_type t WHERE t.typname = 'standing'
-- case: catalog 9 | line: c.catalog | expect: runs
SELECT e.enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid WHERE t.typname = 'standing' ORDER BY e.enumsortorder
-- case: catalog 10 | line: c.catalog | expect: runs
SELECT table_schema, table_name, table_type FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1, 2
-- case: catalog 11 | line: c.catalog | expect: runs
SELECT column_name, data_type, is_nullable, character_maximum_length FROM information_schema.columns WHERE table_name = 'customers' ORDER BY ordinal_position
-- case: catalog 12 | line: c.catalog | expect: runs
SELECT tc.constraint_name, kcu.column_name FROM information_schema.table_constraints tc JOIN information_schema.key_column_usage kcu ON tc.constraint_name = kcu.constraint_name WHERE tc.table_name = 'orders' ORDER BY 1, 2
-- case: catalog 13 | line: c.catalog | expect: runs
SELECT nspname, relname, relkind FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace ON pg_namespace.oid = relnamespace WHERE relkind = ANY (ARRAY['r', 'v', 'm', 'f', 'p']) AND pg_table_is_visible(pg_class.oid) AND nspname = ANY (current_schemas(false))
-- case: catalog 14 | line: c.catalog | expect: runs
SELECT current_schemas(true), current_schema, session_user, pg_is_in_recovery(), current_setting('server_version_num')
-- case: catalog 15 | line: c.catalog | expect: runs
SELECT typinput = 'pg_catalog.array_in'::regproc as is_array, typtype, typname, pg_type.oid FROM pg_catalog.pg_type LEFT JOIN (select ns.oid as nspoid, ns.nspname, r.r from pg_namespace as ns join (select s.r, (current_schemas(false))[s.r] as nspname from generate_series(1, array_upper(current_schemas(false), 1)) as s(r)) as r using (nspname)) as sp ON sp.nspoid = typnamespace WHERE typname = 'standing' ORDER BY sp.r, pg_type.oid DESC
-- case: catalog 16 | line: c.catalog | expect: runs
SELECT ct.relname, a.attname, ci.relname AS pk FROM pg_catalog.pg_class ct JOIN pg_catalog.pg_attribute a ON (ct.oid = a.attrelid) JOIN pg_catalog.pg_index i ON (a.attrelid = i.indrelid) JOIN pg_catalog.pg_class ci ON (ci.oid = i.indexrelid) WHERE ct.relname = 'orders' AND i.indisprimary AND a.attnum = ANY (i.indkey)
-- case: catalog 17 | line: c.catalog | expect: runs
SELECT c.relname, c.relkind FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'v', '') AND n.nspname NOT IN ('pg_catalog', 'pg_toast') AND pg_catalog.pg_table_is_visible(c.oid)
-- case: catalog 18 | line: c.catalog | expect: runs
SELECT a.attname, format_type(a.atttypid, a.atttypmod), pg_get_expr(d.adbin, d.adrelid), a.attnotnull, a.atttypid, a.atttypmod FROM pg_attribute a LEFT JOIN pg_attrdef d ON a.attrelid = d.adrelid AND a.attnum = d.adnum WHERE a.attrelid = '"orders"'::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
-- case: catalog 19 | line: c.catalog | expect: runs
SELECT t.oid, t.typname, t.typelem, t.typdelim, t.typinput, r.rngsubtype, t.typtype, t.typbasetype FROM pg_type as t LEFT JOIN pg_range as r ON oid = rngtypid WHERE t.typname IN ('int2', 'int4', 'text', 'bool')
-- case: catalog 20 | line: c.catalog | expect: runs
SELECT relname, relnamespace::regnamespace, reltuples::bigint FROM pg_class WHERE oid = 'public.orders'::regclass
-- case: catalog 21 | line: c.catalog | expect: runs
SELECT inhparent::regclass::text FROM pg_inherits WHERE inhrelid = 'members'::regclass
-- case: catalog 22 | line: c.catalog | expect: runs
SELECT obj_description('customers'::regclass, 'pg_class'), col_description('customers'::regclass, 1), shobj_description(1, 'pg_database')
-- case: catalog 23 | line: c.catalog | expect: runs
SELECT has_table_privilege('customers', 'SELECT'), has_schema_privilege('public', 'USAGE'), pg_has_role('market_agent', 'MEMBER')
-- case: catalog 24 | line: c.catalog | expect: runs
SELECT to_regclass('public.orders'), to_regtype('text'), pg_typeof(1), format_type(23, -1)
-- case: catalog 25 | line: c.catalog | expect: runs
SELECT current_setting('application_name')
-- case: catalog 26 | line: c.catalog | expect: runs
SELECT current_setting('server_version_num')::integer > 150000, current_setting('TimeZone')
-- case: catalog 27 | line: c.catalog | expect: runs
SELECT rolname, rolsuper FROM pg_roles WHERE rolname = current_user
-- case: catalog 28 | line: c.catalog | expect: runs
SELECT extname, extversion FROM pg_extension
