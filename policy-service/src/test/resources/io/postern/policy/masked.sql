# One route per line (checklists: how a masked column leaks); a line without canaries in it says so.
SELECT email FROM customers
SELECT email AS name, phone id FROM customers
SELECT c.email FROM customers AS c
SELECT customers.email FROM customers
SELECT a3 FROM customers AS c (a1, a2, a3)
SELECT * FROM customers
SELECT c.* FROM customers c
TABLE customers
TABLE ONLY customers
SELECT * FROM ONLY (customers)
SELECT * FROM customers *
SELECT * FROM public.customers
SELECT * FROM "customers"
SELECT * FROM U&"\0063ustomers"
SELECT * FROM U&"!0063ustomers"/**/UESCAPE '!'
SELECT U&"?0065mail" UESCAPE '?', U&'!0061' UESCAPE '!', 0x_1F, 1_000.000_1 FROM customers
SELECT * FROM CUSTOMERS
SELECT upper(email) || '!', lower(email) FROM customers
SELECT 'alicecanary' /* raw in the statement itself */ = email FROM customers /* nothing raw */
SELECT email::varchar(100), CAST(email AS bytea) IS NULL, email::text COLLATE "C" FROM customers
SELECT CASE WHEN true THEN email END, coalesce(email, phone), nullif(email, '') FROM customers
SELECT concat(email, phone), format('%s', card_number) FROM customers
SELECT substring(email FROM 1), left(email, 100), overlay(email PLACING '' FROM 1 FOR 0), trim(email) FROM customers
SELECT ARRAY[email], ARRAY(SELECT email FROM customers), (ARRAY[email])[1] FROM customers
SELECT reverse(reverse(email)), replace(email, '#', ''), regexp_replace(email, '^$', '') FROM customers
SELECT string_to_array(email, '#'), split_part(email, '#', 1), regexp_split_to_table(email, '#') FROM customers
SELECT min(email), max(email), min(phone), max(card_number) FROM customers
SELECT string_agg(email, ','), array_agg(email), json_agg(email), jsonb_object_agg(id, email) FROM customers
SELECT lag(email) OVER (ORDER BY id), first_value(email) OVER (ORDER BY id) FROM customers
SELECT mode() WITHIN GROUP (ORDER BY email), percentile_disc(0.5) WITHIN GROUP (ORDER BY email) FROM customers
SELECT c FROM customers c
SELECT customers FROM customers
SELECT c::text FROM customers c
SELECT (c).email, (c).* FROM customers c
SELECT ROW(c.*), ROW(email) FROM customers c
SELECT to_jsonb(c), row_to_json(c), to_json(c) ->> 'email', jsonb_agg(c) FROM customers c GROUP BY c
SELECT jsonb_pretty(to_jsonb(c)) FROM customers c
SELECT c.to_json FROM customers c
SELECT concat(c), format('%s', c) FROM customers c
SELECT array_agg(c)::text FROM customers c
SELECT key, value FROM customers c, jsonb_each_text(to_jsonb(c))
SELECT * FROM customers NATURAL FULL JOIN orders
SELECT * FROM customers JOIN orders o USING (id) RIGHT JOIN customers c2 ON true
SELECT email FROM (SELECT * FROM customers) x
SELECT x.a FROM (SELECT email AS a FROM customers) x
SELECT (SELECT email FROM customers WHERE id = 1)
SELECT o.id, (SELECT c.email FROM customers c WHERE c.id = o.customer_id) FROM orders o
SELECT x.email FROM orders o, LATERAL (SELECT * FROM customers c WHERE c.id = o.customer_id) x
SELECT x.email FROM orders o LEFT JOIN LATERAL (SELECT c.* FROM customers c WHERE c.id = o.customer_id) x ON true
WITH x AS (SELECT email FROM customers) SELECT * FROM x
WITH customers AS (SELECT * FROM customers) SELECT * FROM customers
WITH customers AS (TABLE customers), y AS (SELECT email FROM customers) SELECT * FROM y
WITH RECURSIVE t (i, e) AS (SELECT id, email FROM customers WHERE id = 1 UNION ALL SELECT c.id, c.email FROM t JOIN customers c ON c.id = t.i + 1) SELECT * FROM t
SELECT name FROM products UNION ALL SELECT email FROM customers
(SELECT email FROM customers) EXCEPT (SELECT 'x')
SELECT email FROM customers INTERSECT SELECT email FROM customers
VALUES ((SELECT email FROM customers WHERE id = 1))
SELECT email FROM customers ORDER BY email DESC
SELECT email, count(*) FROM customers GROUP BY email HAVING count(*) > 0
SELECT DISTINCT ON (email) email FROM customers
SELECT email FROM customers GROUP BY ROLLUP (email)
SELECT * FROM customers LIMIT 1
SELECT * FROM customers WHERE email LIKE 'alicecanary%' /* nothing raw */ AND id < 0
SELECT count(*) FROM customers WHERE email = 'boris@cana.r' || 'y' /* nothing raw */
SELECT E'\' FROM customers --', email FROM customers
SELECT 'x' AS "email", email AS "x" FROM customers
SELECT /* FROM orders */ email FROM /* x */ customers -- FROM orders
SELECT * FROM (customers JOIN orders ON customers.id = orders.customer_id) AS j
SELECT j FROM (customers JOIN orders ON customers.id = orders.customer_id) AS j
SELECT * FROM (VALUES (1)) v (id) JOIN customers USING (id)
SELECT g, c.email FROM generate_series(1, 2) g JOIN customers c ON c.id = g
SELECT a.email FROM customers a JOIN customers b ON a.email = b.email
SELECT unnest(ARRAY(SELECT c FROM customers c))::text
SELECT row_to_json(x) FROM (SELECT email, phone FROM customers) x
SELECT * FROM json_to_recordset((SELECT json_agg(c) FROM customers c)) AS r(email text)
SELECT (SELECT to_jsonb(c) FROM customers c WHERE id = 1) ->> 'email', '{}'::jsonb -> (SELECT email FROM customers WHERE id = 1)
SELECT extract(year FROM created_at), email FROM customers
SELECT email FROM customers WHERE id IN (SELECT customer_id FROM orders WHERE status = 'new')
SELECT greatest(email, 'a'), least(phone, 'z') FROM customers
SELECT c1.email || c2.phone FROM customers c1 CROSS JOIN customers c2
DECLARE c CURSOR FOR SELECT email FROM customers; FETCH ALL FROM c
DECLARE c SCROLL CURSOR FOR TABLE customers; FETCH LAST FROM c; FETCH FIRST FROM c
BEGIN; SELECT email FROM customers
SELECT 1; SELECT email FROM customers
EXPLAIN (COSTS on, FORMAT text) SELECT email FROM customers /* nothing raw */
