-- Routes by which a masked column leaks: the lines of the checklist's first section that concern SQL. A case is
--   "-- case:" name | line: n.nn | as: identity | expect: end | forms: … | with: parameters / parameters again | sqlstate: … | since: major
-- and SQL, with steps parted by lines of "--;". Without "as" agents send it; without "forms" it goes in all that make sense.

-- case: column alias | line: 1.01 | expect: masked
SELECT email AS name, phone AS id, card_number AS created_at, salary AS city FROM customers
-- case: column alias list | line: 1.01 | expect: masked
SELECT a3, a4, a5, a6, a7, a8, a9 FROM customers AS c (a1, a2, a3, a4, a5, a6, a7, a8, a9)
-- case: alias of another table | line: 1.01 | expect: masked
SELECT orders.email, orders.tags FROM customers AS orders
-- case: alias in double quotes | line: 1.01 | expect: masked
SELECT "C".email, "C"."notes" FROM customers "C"
-- case: swapped aliases | line: 1.01 | expect: masked
SELECT o.email, c.total FROM customers o JOIN orders c ON c.customer_id = o.id
-- case: alias of a derived table | line: 1.01 | expect: masked
SELECT city, id FROM (SELECT email, card_number FROM customers) AS customers (city, id)
-- case: two aliases of one table | line: 1.01 | expect: masked
SELECT a.email, b.phone FROM customers a, customers b WHERE a.id = b.id

-- case: concatenation | line: 1.02 | expect: masked
SELECT '' || email, email || '', phone || '' || card_number FROM customers
-- case: case and coalesce | line: 1.02 | expect: masked
SELECT CASE WHEN true THEN email END, coalesce(card_number, phone), nullif(email, ''), greatest(email, ''), least(phone, 'zzz') FROM customers
-- case: case with operand | line: 1.02 | expect: masked
SELECT CASE id WHEN 1 THEN notes::text ELSE email END FROM customers
-- case: casts | line: 1.02 | expect: masked
SELECT email::varchar, CAST(phone AS bpchar), card_number::text, notes::text, tags::text, salary::text, born::text FROM customers
-- case: casts of numbers | line: 1.02 | expect: masked
SELECT salary::integer, salary::bigint, salary::double precision, round(salary), trunc(salary, 1) FROM customers
-- case: dates | line: 1.02 | expect: masked
SELECT born::timestamp, to_char(born, 'YYYY-MM-DD'), extract(epoch FROM born), age(born), born + 0 FROM customers
-- case: pieces | line: 1.02 | expect: masked
SELECT substring(email FROM 1 FOR 8), substr(email, 1, 9), left(phone, 9), right(card_number, 12), overlay(email PLACING '' FROM 1 FOR 0), rpad(email, 9) FROM customers
-- case: piece by piece | line: 1.02 | expect: masked
SELECT string_agg(substr(c.email, n, 1), '' ORDER BY c.id, n) FROM customers c, generate_series(1, 16) AS n
-- case: digests | line: 1.02 | expect: masked
SELECT md5(card_number), sha256(card_number::bytea), encode(card_number::bytea, 'base64'), encode(email::bytea, 'hex') FROM customers
-- case: turned and folded | line: 1.02 | expect: masked
SELECT reverse(email), upper(email), lower(email), initcap(phone), translate(email, '@', '#') FROM customers
-- case: array constructors | line: 1.02 | expect: masked
SELECT ARRAY[email, phone], (ARRAY[card_number])[1], ARRAY(SELECT email FROM customers), ARRAY[salary] FROM customers
-- case: array subscripts and slices | line: 1.02 | expect: masked
SELECT tags[1], tags[1:2], array_to_string(tags, ','), tags || 'x'::text, unnest(tags), array_length(tags, 1) FROM customers
-- case: json operators | line: 1.02 | expect: masked
SELECT notes -> 'remark', notes ->> 'remark', notes #>> '{deep,list,0}', notes['remark'], notes -> 'deep' -> 'list' -> 0 FROM customers
-- case: json path | line: 1.02 | expect: masked
SELECT jsonb_path_query(notes, '$.**'), jsonb_path_query_first(notes, '$.remark'), jsonb_pretty(notes) FROM customers
-- case: format | line: 1.02 | expect: masked
SELECT format('%s %I %L', email, email, phone), quote_literal(card_number), quote_nullable(salary), concat_ws('-', email, phone) FROM customers
-- case: code points | line: 1.02 | expect: masked
SELECT (SELECT string_agg(ascii(ch)::text, ',' ORDER BY n) FROM regexp_split_to_table(email, '') WITH ORDINALITY AS t (ch, n)) FROM customers
-- case: regular expressions | line: 1.02 | expect: masked
SELECT regexp_match(email, '.*'), regexp_replace(phone, 'x', 'y'), regexp_substr(card_number, '.+'), split_part(email, '@', 1), string_to_array(email, '.') FROM customers
-- case: arithmetic | line: 1.02 | expect: masked
SELECT salary + 0, salary * 1, -(-salary), salary - 1 + 1 FROM customers
-- case: row comparison result | line: 1.02 | expect: masked
SELECT (SELECT x.email FROM (VALUES (c.email)) AS x (email)) FROM customers c
-- case: text search vectors | line: 1.02 | expect: masked
SELECT to_tsvector('simple', email), to_tsvector('simple', notes) FROM customers
-- case: xml | line: 1.02 | expect: masked
SELECT xmlelement(NAME x, email), xmlforest(phone, card_number), xmlcomment('a'), xmlconcat(xmlelement(NAME e, email)) FROM customers

-- case: extremes | line: 1.03 | expect: masked
SELECT min(email), max(email), min(phone), max(card_number), max(salary), min(born) FROM customers
-- case: gathered | line: 1.03 | expect: masked
SELECT string_agg(email, ',' ORDER BY id), array_agg(phone), json_agg(card_number), jsonb_object_agg(id, notes), xmlagg(xmlelement(NAME e, email)) FROM customers
-- case: sums | line: 1.03 | expect: masked
SELECT sum(salary), avg(salary), max(salary), count(salary) FROM employees WHERE id = 2
-- case: windows | line: 1.03 | expect: masked
SELECT lag(email) OVER w, lead(phone) OVER w, first_value(card_number) OVER w, nth_value(email, 1) OVER w, last_value(salary) OVER w FROM customers WINDOW w AS (ORDER BY id)
-- case: ordered sets | line: 1.03 | expect: masked
SELECT mode() WITHIN GROUP (ORDER BY email), percentile_disc(0) WITHIN GROUP (ORDER BY card_number), percentile_cont(1) WITHIN GROUP (ORDER BY salary) FROM customers WHERE id < 3
-- case: filter and distinct | line: 1.03 | expect: masked
SELECT max(email) FILTER (WHERE id = 1), array_agg(DISTINCT card_number ORDER BY card_number), string_agg(DISTINCT phone, ';') FROM customers
-- case: running sum | line: 1.03 | expect: masked
SELECT sum(salary) OVER (ORDER BY id ROWS BETWEEN CURRENT ROW AND CURRENT ROW) FROM customers
-- case: aggregate order by | line: 1.03 | expect: masked
SELECT (array_agg(email ORDER BY salary DESC NULLS LAST))[1], (array_agg(c ORDER BY id))[1]::text FROM customers c

-- case: star | line: 1.04 | expect: masked
SELECT * FROM customers
-- case: table | line: 1.04 | expect: masked
TABLE customers
-- case: only | line: 1.04 | expect: masked
SELECT * FROM ONLY customers
-- case: only in parentheses | line: 1.04 | expect: masked
SELECT c.* FROM ONLY (customers) AS c
-- case: inheritance star | line: 1.04 | expect: masked
SELECT customers.* FROM customers *
-- case: natural | line: 1.04 | expect: masked
SELECT * FROM customers NATURAL JOIN (SELECT id FROM orders) AS o
-- case: using alias | line: 1.04 | expect: masked
SELECT * FROM customers JOIN orders USING (id) AS j
-- case: join alias | line: 1.04 | expect: masked
SELECT j.* FROM (customers JOIN orders ON customers.id = orders.customer_id) AS j
-- case: star in a set | line: 1.04 | expect: masked
(TABLE customers) UNION ALL SELECT * FROM customers
-- case: lateral star | line: 1.04 | expect: masked
SELECT b.* FROM customers a, LATERAL (SELECT a.*) AS b
-- case: merged by email | line: 1.04 | expect: masked
SELECT email, a.id, b.id FROM customers a FULL JOIN customers b USING (email)

-- case: row | line: 1.05 | expect: masked
SELECT customers FROM customers
-- case: row as text and its fields | line: 1.05 | expect: masked
SELECT c::text, (c).email, (c).*, ROW(c.*), ROW(c) FROM customers c
-- case: row to json | line: 1.05 | expect: masked
SELECT to_jsonb(c), row_to_json(c), to_json(c) ->> 'email', json_build_object('x', c), jsonb_agg(c) OVER () FROM customers c
-- case: function notation of fields | line: 1.05 | expect: refused
SELECT email(customers), phone(customers) FROM customers
-- case: field notation of functions | line: 1.05 | expect: masked
SELECT c.to_json, c.row_to_json, c.text FROM (SELECT email, id FROM customers) c (text, id)
-- case: rows gathered | line: 1.05 | expect: masked
SELECT array_agg(c)::text, json_agg(customers.*) FROM customers c, customers WHERE c.id = customers.id
-- case: row through each | line: 1.05 | expect: masked
SELECT key, value FROM customers c, jsonb_each_text(to_jsonb(c))
-- case: row in a sub-query | line: 1.05 | expect: masked
SELECT (SELECT c FROM customers c WHERE id = 1)::text, (SELECT ROW(c.*) FROM customers c WHERE id = 2)
-- case: row unnested | line: 1.05 | expect: masked
SELECT unnest(ARRAY(SELECT c FROM customers c))::text
-- case: row to record | line: 1.05 | expect: masked
SELECT * FROM jsonb_to_record((SELECT to_jsonb(c) FROM customers c WHERE id = 1)) AS r (email text, notes jsonb)
-- case: rows to recordset | line: 1.05 | expect: masked
SELECT * FROM json_to_recordset((SELECT json_agg(c) FROM customers c)) AS r (email text, phone text, salary numeric)
-- case: rows compared and shown | line: 1.05 | expect: masked
SELECT max(c::text) FROM customers c WHERE (c IS NOT NULL OR c IS NULL) AND id = 1
-- case: row printed by format | line: 1.05 | expect: masked
SELECT format('%s', c), concat(c), quote_literal(c::text) FROM customers c
-- case: row grouped | line: 1.05 | expect: masked
SELECT c, count(*) FROM customers c GROUP BY c
-- case: row of a join | line: 1.05 | expect: masked
SELECT j FROM (SELECT c.*, o.total FROM customers c JOIN orders o ON o.customer_id = c.id) AS j
-- case: row as xml | line: 1.05 | expect: harmless
SELECT table_to_xml('customers', true, false, ''), query_to_xml('SELECT * FROM customers', true, false, '')
-- case: row distinct | line: 1.05 | expect: masked
SELECT DISTINCT c FROM customers c
-- case: row cast to the table's type | line: 1.05 | expect: harmless
SELECT jsonb_populate_record(NULL::customers, to_jsonb(c)) FROM customers c

-- case: alias is a column's name | line: 1.06 | expect: masked
SELECT email FROM customers AS email
-- case: alias and field | line: 1.06 | expect: masked
SELECT email.email, email FROM customers AS email
-- case: output name hides input | line: 1.06 | expect: masked
SELECT id AS email, email AS id FROM customers ORDER BY email, id
-- case: group by output or input | line: 1.06 | expect: masked
SELECT phone AS city, count(*) FROM customers GROUP BY phone, city
-- case: row named as a column | line: 1.06 | expect: masked
SELECT c.c FROM (SELECT customers AS c FROM customers) c
-- case: schema qualified column | line: 1.06 | expect: masked
SELECT public.customers.email FROM public.customers
-- case: database qualified column | line: 1.06 | expect: refused
SELECT market.public.customers.email FROM market.public.customers

-- case: common table expression | line: 1.07 | expect: masked
WITH x AS (SELECT email, salary FROM customers) SELECT * FROM x
-- case: named as the table | line: 1.07 | expect: masked
WITH customers AS (SELECT * FROM customers) SELECT * FROM customers
-- case: hiding the table | line: 1.07 | expect: masked
WITH customers AS (SELECT 1 AS a), y AS (SELECT * FROM public.customers) SELECT * FROM customers, y
-- case: nested with its own | line: 1.07 | expect: masked
WITH a AS (WITH customers AS (SELECT 1 AS id) SELECT id FROM customers) SELECT c.email FROM a, customers c WHERE c.id = a.id
-- case: out of scope again | line: 1.07 | expect: masked
SELECT * FROM (WITH customers AS (SELECT 1 AS one) SELECT one FROM customers) x, customers
-- case: recursive | line: 1.07 | expect: masked
WITH RECURSIVE t (i, e) AS (SELECT id, email FROM customers WHERE id = 1 UNION ALL SELECT c.id, c.email FROM t JOIN customers c ON c.id = t.i + 1) SELECT * FROM t
-- case: recursive forward reference | line: 1.07 | expect: masked
WITH RECURSIVE a AS (SELECT * FROM customers), customers AS (SELECT * FROM public.customers) SELECT * FROM a
-- case: materialized or not | line: 1.07 | expect: masked
WITH a AS MATERIALIZED (SELECT email FROM customers), b AS NOT MATERIALIZED (SELECT phone FROM customers) SELECT * FROM a, b
-- case: with columns renamed | line: 1.07 | expect: masked
WITH x (one, two) AS (SELECT card_number, notes FROM customers) SELECT two, one FROM x
-- case: in a sub-query's with | line: 1.07 | expect: masked
SELECT (WITH x AS (SELECT max(email) AS m FROM customers WHERE id = 1) SELECT m FROM x)
-- case: search and cycle | line: 1.07 | expect: masked
WITH RECURSIVE t (id, email) AS (SELECT id, email FROM customers WHERE id = 1 UNION ALL SELECT c.id, c.email FROM customers c, t WHERE c.id = t.id + 1 AND c.id < 4)
SEARCH DEPTH FIRST BY id SET ordering CYCLE id SET looped USING path SELECT * FROM t

-- case: from | line: 1.08 | expect: masked
SELECT * FROM (SELECT * FROM (SELECT email FROM customers) a) b
-- case: select list | line: 1.08 | expect: masked
SELECT o.id, (SELECT c.email FROM customers c WHERE c.id = o.customer_id) FROM orders o
-- case: where in | line: 1.08 | expect: masked
SELECT e FROM (SELECT email AS e FROM customers) x WHERE e IN (SELECT email FROM customers)
-- case: lateral | line: 1.08 | expect: masked
SELECT x.* FROM orders o CROSS JOIN LATERAL (SELECT email, phone FROM customers c WHERE c.id = o.customer_id) x
-- case: lateral function of a column | line: 1.08 | expect: masked
SELECT t.tag, e.value FROM customers c, unnest(c.tags) AS t (tag), jsonb_each_text(c.notes) AS e
-- case: values | line: 1.08 | expect: masked
VALUES ((SELECT email FROM customers WHERE id = 1), (SELECT card_number FROM customers WHERE id = 2))
-- case: limit and offset | line: 1.08 | expect: masked
SELECT email FROM customers ORDER BY id LIMIT (SELECT count(email) FROM customers) OFFSET (SELECT 0 FROM customers LIMIT 1)
-- case: exists beside | line: 1.08 | expect: masked
SELECT phone FROM customers c WHERE EXISTS (SELECT c.email) AND c.id = ANY (SELECT id FROM customers)
-- case: function argument | line: 1.08 | expect: masked
SELECT length((SELECT email FROM customers WHERE id = 1)), upper((SELECT phone FROM customers WHERE id = 1))
-- case: array subscript | line: 1.08 | expect: masked
SELECT (ARRAY(SELECT email FROM customers ORDER BY id))[(SELECT min(id) FROM customers)]
-- case: rows from | line: 1.08 | expect: masked
SELECT r.n, r.e FROM ROWS FROM (unnest((SELECT array_agg(email) FROM customers)), generate_series(1, 3)) AS r (e, n)
-- case: xmltable | line: 1.08 | expect: masked
SELECT x.* FROM customers c, XMLTABLE('/r' PASSING xmlelement(NAME r, c.card_number) COLUMNS v text PATH '.') x
-- case: join condition | line: 1.08 | expect: masked
SELECT b.email FROM orders a LEFT JOIN customers b ON b.id = (SELECT min(c.id) FROM customers c WHERE c.email = b.email)

-- case: union | line: 1.09 | expect: masked
SELECT name FROM customers UNION SELECT email FROM customers
-- case: union all of other types | line: 1.09 | expect: masked
SELECT 'x'::text AS a UNION ALL SELECT card_number FROM customers UNION ALL SELECT salary::text FROM customers
-- case: intersect | line: 1.09 | expect: masked
SELECT email FROM customers INTERSECT SELECT email FROM customers
-- case: except | line: 1.09 | expect: masked
SELECT phone FROM customers EXCEPT SELECT name FROM customers
-- case: nested sets | line: 1.09 | expect: masked
(SELECT email, 1 FROM customers UNION (SELECT phone, 2 FROM customers EXCEPT ALL SELECT '', 2)) ORDER BY 2, 1
-- case: union of null | line: 1.09 | expect: masked
SELECT NULL UNION ALL SELECT notes::text FROM customers

-- case: view | line: 1.10 | expect: masked
SELECT * FROM customer_contacts
-- case: view on a view | line: 1.10 | expect: masked
SELECT c.email, h.* FROM contacts_by_host h JOIN customer_contacts c ON c.email = h.first_email OR c.id = 1
-- case: security barrier | line: 1.10 | expect: masked
SELECT g.*, c.email FROM gold_customers g FULL JOIN customer_contacts c ON c.id = g.id
-- case: invoker | line: 1.10 | expect: masked
TABLE callers
-- case: view over a join | line: 1.10 | expect: masked
SELECT * FROM customer_orders
-- case: view with a common table expression | line: 1.10 | expect: masked
SELECT * FROM top_earners
-- case: view of a set | line: 1.10 | expect: masked
SELECT * FROM all_names
-- case: view with lateral | line: 1.10 | expect: masked
SELECT * FROM tag_list
-- case: row of a view | line: 1.10 | expect: masked
SELECT v, to_jsonb(v), v::text FROM customer_contacts v
-- case: view hidden by a name | line: 1.10 | expect: masked
WITH orders AS (SELECT * FROM customer_contacts) SELECT * FROM orders
-- case: view of partitions | line: 1.10 | expect: masked
SELECT iban FROM all_payments
-- case: materialized view | line: 1.10 | expect: refused
SELECT * FROM customer_copy
-- case: materialized view joined | line: 1.10 | expect: refused
SELECT m.email FROM customers c JOIN customer_copy m USING (id)
-- case: view over filtered rows | line: 1.10 | expect: masked
SELECT * FROM open_tickets
-- case: view column list | line: 1.10 | expect: masked
SELECT b FROM customer_contacts AS v (a, x, b, d)

-- case: undeclared function | line: 1.11 | expect: refused
SELECT lab.peek(1)
-- case: undeclared set function | line: 1.11 | expect: refused
SELECT * FROM lab.peek_all()
-- case: undeclared function over a column | line: 1.11 | expect: refused
SELECT lab.upper(name) FROM customers
-- case: undeclared in lateral | line: 1.11 | expect: refused
SELECT o.id, p.* FROM orders o, LATERAL lab.peek_all() p
-- case: undeclared in field notation | line: 1.11 | expect: refused
SELECT (ROW('x')::lab.probe).value, (1::lab.probe).value
-- case: declared to read what is masked | line: 1.11 | expect: refused
SELECT lab.mail_of(1)
-- case: declared to read, in where | line: 1.11 | expect: refused
SELECT id FROM orders WHERE lab.mail_of(customer_id) LIKE 'q%'
-- case: undeclared aggregate | line: 1.11 | expect: refused
SELECT lab.collect(name) FROM customers
-- case: undeclared window | line: 1.11 | expect: refused
SELECT lab.collect(name) OVER (ORDER BY id) FROM customers
-- case: undeclared operator | line: 1.11 | expect: refused
SELECT id FROM customers WHERE name OPERATOR(lab.===) 'x'
-- case: undeclared cast | line: 1.11 | expect: refused
SELECT CAST(id AS lab.probe) FROM customers
-- case: undeclared domain check | line: 1.11 | expect: refused
SELECT 'x'::lab.known_mail
-- case: undeclared domain in a column definition | line: 1.11 | expect: refused
SELECT * FROM json_to_record('{"a": "x"}') AS r (a lab.known_mail)
-- case: procedure | line: 1.11 | expect: refused
CALL lab.report()
-- case: function of a sequence of quotes | line: 1.11 | expect: refused
SELECT "lab"."peek"(1), U&"l\0061b".peek(1)
-- case: variadic call | line: 1.11 | expect: refused
SELECT lab.peek(VARIADIC ARRAY[1])
-- case: named argument | line: 1.11 | expect: refused
SELECT lab.peek("$1" => 1)
-- case: declared function whose arguments are masked | line: 1.11 | expect: masked
SELECT lab.vat(id), email FROM customers

-- case: insert fires a trigger | line: 1.12 | expect: harmless
INSERT INTO stock VALUES ('cap', 1, 2) RETURNING *
-- case: default that reads | line: 1.12 | expect: refused
ALTER TABLE drafts ALTER COLUMN body SET DEFAULT lab.peek(1)
-- case: rule | line: 1.12 | expect: refused
CREATE RULE r AS ON INSERT TO drafts DO ALSO SELECT * FROM customers
-- case: trigger | line: 1.12 | expect: refused
CREATE TRIGGER t AFTER INSERT ON drafts FOR EACH ROW EXECUTE FUNCTION lab.log_stock()
-- case: generated column | line: 1.12 | expect: refused
ALTER TABLE customers ADD COLUMN copy text GENERATED ALWAYS AS (email) STORED
-- case: copy by update | line: 1.12 | expect: refused
UPDATE customers SET name = email
-- case: swap columns | line: 1.12 | expect: refused
UPDATE customers SET email = phone, phone = email WHERE id = 1

-- case: equality | line: 1.13 | expect: blind
SELECT id FROM customers WHERE email = '#{email}'
-- case: like | line: 1.13 | expect: blind
SELECT count(*) FROM customers WHERE phone LIKE '#{phone}%'
-- case: comparison | line: 1.13 | expect: blind
SELECT count(*) FROM customers WHERE salary >= #{salary} AND salary <= #{salary}
-- case: having | line: 1.13 | expect: blind
SELECT city FROM customers GROUP BY city HAVING max(card_number) = '#{card}' OR bool_or(card_number = '#{card}')
-- case: join condition | line: 1.13 | expect: blind
SELECT o.id FROM orders o JOIN customers c ON c.id = o.customer_id AND c.email = '#{email}'
-- case: case | line: 1.13 | expect: blind
SELECT id, CASE WHEN born = '#{born}' THEN 'yes' ELSE 'no' END FROM customers ORDER BY id
-- case: exists | line: 1.13 | expect: blind
SELECT EXISTS (SELECT FROM customers WHERE email = '#{email}'), 1 = ANY (SELECT id FROM customers WHERE phone = '#{phone}')
-- case: in | line: 1.13 | expect: blind
SELECT id FROM customers WHERE (email, id) IN (('#{email}', 1), ('x', 2))
-- case: through a view | line: 1.13 | expect: blind
SELECT id FROM customer_contacts WHERE email = '#{email}'
-- case: through a barrier | line: 1.13 | expect: blind
SELECT count(*) FROM top_earners WHERE salary = #{salary}
-- case: boolean output | line: 1.13 | expect: blind
SELECT email = '#{email}', phone ~ '^.#{phone}' IS NULL, strpos(card_number, '#{card}'), starts_with(email, '#{email}') FROM customers WHERE id = 1
-- case: array containment | line: 1.13 | expect: blind
SELECT id FROM customers WHERE ARRAY[email] && ARRAY['#{email}'] OR ARRAY[email] @> ARRAY['#{email}']
-- case: filter | line: 1.13 | expect: blind
SELECT count(*) FILTER (WHERE salary = #{salary}) FROM customers
-- case: recursive | line: 1.13 | expect: blind
WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 5 AND EXISTS (SELECT FROM customers WHERE email = '#{email}')) SELECT * FROM t
-- case: parameters | line: 1.13 | expect: masked | with: qzvkxjwh1f@ex.io / nobody@ex.io
SELECT id, email FROM customers WHERE email = $1 OR id = 1
-- case: hidden rows | line: 1.13 | expect: masked
SELECT id, body FROM tickets WHERE confidential OR id > 0
-- case: hidden rows counted | line: 1.13 | expect: blind
SELECT count(*) FROM tickets WHERE confidential AND body = '#{body}'
-- case: hidden rows of clerks | line: 1.13 | as: clerks | expect: masked
SELECT * FROM customers WHERE city = 'Ostrava' OR true
-- case: hidden rows of clerks joined | line: 1.13 | as: clerks | expect: masked
SELECT c.name, c.salary, o.* FROM orders o LEFT JOIN customers c ON c.id = o.customer_id
-- case: hidden rows of clerks in aggregates | line: 1.13 | as: clerks | expect: masked
SELECT max(salary), string_agg(name, ','), min(born) FROM customers
-- case: hidden rows of clerks in a view | line: 1.13 | as: clerks | expect: masked
SELECT * FROM top_earners
-- case: hidden rows of clerks not in | line: 1.13 | as: clerks | expect: masked
SELECT id, name FROM customers EXCEPT SELECT 0, ''

-- case: order | line: 1.14 | expect: blind
SELECT id FROM (SELECT id, email FROM customers UNION ALL SELECT 0, '#{email}') x ORDER BY email COLLATE "C", id DESC
-- case: group | line: 1.14 | expect: blind
SELECT count(*) FROM (SELECT email FROM customers UNION ALL SELECT '#{email}') x GROUP BY email ORDER BY 1
-- case: distinct | line: 1.14 | expect: blind
SELECT count(DISTINCT email) FROM (SELECT email FROM customers UNION ALL SELECT '#{email}') x
-- case: partition | line: 1.14 | expect: blind
SELECT max(n) FROM (SELECT count(*) OVER (PARTITION BY phone) AS n FROM (SELECT phone FROM customers WHERE id = 1 UNION ALL SELECT '#{phone}') x) y
-- case: limit | line: 1.14 | expect: blind
SELECT id FROM (SELECT id, salary FROM customers UNION ALL SELECT 0, #{salary} + 0.001) x ORDER BY salary DESC NULLS LAST, id LIMIT 1
-- case: fetch with ties | line: 1.14 | expect: blind
SELECT id FROM (SELECT id, card_number FROM customers WHERE id = 1 UNION ALL SELECT 0, '#{card}') x ORDER BY card_number FETCH FIRST 1 ROW WITH TIES
-- case: distinct on | line: 1.14 | expect: blind
SELECT DISTINCT ON (email) id FROM (SELECT id, email FROM customers WHERE id = 1 UNION ALL SELECT 0, '#{email}') x ORDER BY email, id DESC
-- case: rank | line: 1.14 | expect: blind
SELECT id, rank() OVER (ORDER BY salary) AS r FROM (SELECT id, salary FROM customers WHERE id = 1 UNION ALL SELECT 0, #{salary}) x ORDER BY id
-- case: range frame | line: 1.14 | expect: blind
SELECT count(*) OVER (ORDER BY salary RANGE BETWEEN 0 PRECEDING AND CURRENT ROW) AS n FROM (SELECT salary FROM customers WHERE id = 1 UNION ALL SELECT #{salary}) x ORDER BY n
-- case: set operation | line: 1.14 | expect: blind
SELECT count(*) FROM (SELECT email FROM customers INTERSECT SELECT '#{email}') x

-- case: table of guesses | line: 1.15 | expect: blind
SELECT g.guess FROM (VALUES ('#{email}'), ('x')) AS g (guess) JOIN customers c ON c.email = g.guess
-- case: hashed guesses | line: 1.15 | expect: blind
SELECT count(*) FROM customers WHERE md5(email) = md5('#{email}')
-- case: using | line: 1.15 | expect: blind
SELECT count(*) FROM customers JOIN (SELECT '#{card}'::varchar AS card_number) g USING (card_number)
-- case: natural | line: 1.15 | expect: blind
SELECT count(*) FROM (SELECT email FROM customers) c NATURAL JOIN (SELECT '#{email}' AS email) g
-- case: anti join | line: 1.15 | expect: blind
SELECT count(*) FROM (VALUES ('#{phone}')) AS v (g) WHERE NOT EXISTS (SELECT FROM customers WHERE phone = g)
-- case: many guesses | line: 1.15 | expect: blind
SELECT count(*) FROM customers WHERE email = ANY (ARRAY['a', 'b', '#{email}'])
-- case: guesses as rows | line: 1.15 | expect: blind
SELECT count(*) FROM customers WHERE ROW(id, email) = ROW(1, '#{email}')

-- case: cast to integer | line: 1.16 | expect: harmless
SELECT email::integer FROM customers
-- case: cast of a row | line: 1.16 | expect: harmless
SELECT c::text::integer FROM customers c
-- case: cast to a date | line: 1.16 | expect: harmless
SELECT card_number::date, phone::date FROM customers
-- case: cast to json | line: 1.16 | expect: harmless
SELECT email::json FROM customers WHERE id = 1
-- case: bad pattern | line: 1.16 | expect: harmless
SELECT 'x' ~ ('(' || email) FROM customers WHERE id = 1
-- case: enum input | line: 1.16 | expect: harmless
SELECT phone::standing FROM customers
-- case: regclass input | line: 1.16 | expect: harmless
SELECT email::regclass FROM customers
-- case: to_date | line: 1.16 | expect: harmless
SELECT to_date(card_number, 'YYYY-MM'), to_number(phone, 'S9') FROM customers
-- case: encode error | line: 1.16 | expect: harmless
SELECT decode(email, 'hex'), decode(phone, 'base64') FROM customers
-- case: json path error | line: 1.16 | expect: harmless
SELECT jsonb_path_query(to_jsonb(email), 'strict $.x') FROM customers
-- case: text search query | line: 1.16 | expect: harmless
SELECT to_tsquery(email) FROM customers
-- case: xml content | line: 1.16 | expect: harmless
SELECT xmlparse(DOCUMENT email) FROM customers
-- case: numeric overflow of a row | line: 1.16 | expect: harmless
SELECT (salary * 1e9)::integer FROM customers
-- case: domain violation | line: 1.16 | expect: harmless
SELECT (-salary)::amount FROM customers
-- case: error in hidden rows | line: 1.16 | expect: blind
SELECT count(*) FROM tickets WHERE confidential AND CASE WHEN body = '#{body}' THEN 1 / (id - id) = 1 ELSE true END
-- case: set returning | line: 1.16 | expect: harmless
SELECT generate_series(1, email::integer) FROM customers
-- case: parameter coerced | line: 1.16 | expect: harmless | with: x
SELECT email::integer + $1 FROM customers
-- case: time zone | line: 1.16 | expect: harmless
SELECT now() AT TIME ZONE email FROM customers
-- case: error told by a cursor | line: 1.16 | expect: harmless
SELECT CASE WHEN id = 1 THEN email::integer ELSE 1 END FROM customers ORDER BY id DESC

-- case: division | line: 1.17 | expect: blind
SELECT 1 / (CASE WHEN email = '#{email}' THEN 0 ELSE 1 END) FROM customers WHERE id = 1
-- case: overflow | line: 1.17 | expect: blind
SELECT CASE WHEN salary = #{salary} THEN 2147483647 + id ELSE 0 END FROM customers WHERE id = 1
-- case: sub-query of two rows | line: 1.17 | expect: blind
SELECT (SELECT id FROM customers WHERE email = '#{email}' OR id = 7)
-- case: limit negative | line: 1.17 | expect: blind
SELECT 1 LIMIT (SELECT CASE WHEN phone = '#{phone}' THEN -1 ELSE 1 END FROM customers WHERE id = 1)
-- case: square root | line: 1.17 | expect: blind
SELECT sqrt(CASE WHEN salary = #{salary} THEN -1.0 * id ELSE 1.0 END) FROM customers WHERE id = 1
-- case: type of an error | line: 1.17 | expect: blind
SELECT (CASE WHEN born = '#{born}' THEN name ELSE '1' END)::integer FROM customers WHERE id = 1

-- case: sleep | line: 1.18 | expect: refused
SELECT pg_sleep(CASE WHEN email LIKE 'q%' THEN 1 ELSE 0 END) FROM customers
-- case: sleep for | line: 1.18 | expect: refused
SELECT pg_sleep_for('1 second'), pg_sleep_until(now())
-- case: advisory lock | line: 1.18 | expect: refused
SELECT pg_advisory_lock(id), pg_try_advisory_lock(7) FROM customers
-- case: heavy pattern is not raw | line: 1.18 | expect: blind
SELECT id FROM customers WHERE id = 1 AND email = '#{email}' AND repeat('a', 30) ~ '^(a+)+$'

-- case: table to stdout | line: 1.19 | expect: masked
COPY customers TO STDOUT
-- case: columns to stdout | line: 1.19 | expect: masked
COPY customers (email, card_number, notes) TO STDOUT WITH (FORMAT csv, HEADER)
-- case: query to stdout | line: 1.19 | expect: masked
COPY (SELECT email, salary FROM customers) TO STDOUT
-- case: binary to stdout | line: 1.19 | expect: masked
COPY customers TO STDOUT (FORMAT binary)
-- case: view to stdout | line: 1.19 | expect: masked
COPY (TABLE customer_contacts) TO STDOUT CSV
-- case: returning to stdout | line: 1.19 | expect: masked
COPY (UPDATE customers SET name = name WHERE id = 1 RETURNING email, card_number) TO STDOUT
-- case: partition to stdout | line: 1.19 | expect: masked
COPY payments_2025 TO STDOUT
-- case: child to stdout | line: 1.19 | expect: masked
COPY members TO STDOUT
-- case: filtered to stdout | line: 1.19 | expect: masked
COPY tickets TO STDOUT
-- case: old options | line: 1.19 | expect: masked
COPY customers TO STDOUT DELIMITER '|' NULL 'x'
-- case: force quote | line: 1.19 | expect: masked
COPY customers TO STDOUT (FORMAT csv, FORCE_QUOTE *)
-- case: to a program | line: 1.19 | expect: refused
COPY customers TO PROGRAM 'cat'
-- case: to a file | line: 1.19 | expect: refused
COPY (SELECT email FROM customers) TO '/tmp/market.txt'
-- case: from a file | line: 1.19 | expect: refused
COPY guesses FROM '/etc/passwd'
-- case: from a program | line: 1.19 | expect: refused
COPY guesses FROM PROGRAM 'id'
-- case: copy a materialized view | line: 1.19 | expect: refused
COPY (SELECT * FROM customer_copy) TO STDOUT
-- case: copy of an undeclared function | line: 1.19 | expect: refused
COPY (SELECT lab.peek(1)) TO STDOUT

-- case: declared and fetched | line: 1.20 | expect: masked
BEGIN
--;
DECLARE c CURSOR FOR SELECT email, phone FROM customers
--;
FETCH ALL c
-- case: scrolled | line: 1.20 | expect: masked
BEGIN
--;
DECLARE c SCROLL CURSOR FOR SELECT card_number FROM customers ORDER BY id
--;
FETCH LAST FROM c
--;
FETCH BACKWARD ALL IN c
-- case: with hold | line: 1.20 | expect: masked
DECLARE c CURSOR WITH HOLD FOR SELECT * FROM customers ORDER BY id
--;
FETCH FORWARD 5 FROM c
-- case: binary cursor | line: 1.20 | expect: masked
BEGIN
--;
DECLARE c BINARY CURSOR FOR SELECT email, salary FROM customers
--;
FETCH ALL c
-- case: cursor on a view | line: 1.20 | expect: masked
BEGIN
--;
DECLARE c INSENSITIVE NO SCROLL CURSOR WITHOUT HOLD FOR SELECT * FROM customer_contacts ORDER BY id
--;
FETCH 10 c
-- case: refcursor | line: 1.20 | expect: refused
SELECT cursor_to_xml('c', 10, true, false, '')
-- case: where current of | line: 1.20 | expect: refused
BEGIN
--;
DECLARE c CURSOR FOR SELECT id FROM customers
--;
FETCH 1 c
--;
UPDATE customers SET name = email WHERE CURRENT OF c
-- case: cursor for update | line: 1.20 | expect: refused
DECLARE c CURSOR FOR SELECT email FROM customers FOR UPDATE

-- case: prepared | line: 1.21 | expect: masked
PREPARE p AS SELECT email FROM customers WHERE id = 1
--;
EXECUTE p
-- case: prepared with types | line: 1.21 | expect: masked
PREPARE p (integer, text) AS SELECT coalesce($2, '') || email FROM customers WHERE id = $1
--;
EXECUTE p (1, 'x')
-- case: prepared argument is a query | line: 1.21 | expect: refused
PREPARE p (text) AS SELECT $1
--;
EXECUTE p ((SELECT email FROM customers WHERE id = 1))
-- case: prepared twice under one name | line: 1.21 | expect: masked
PREPARE p AS SELECT 1
--;
DEALLOCATE p
--;
PREPARE p AS SELECT email, card_number FROM customers
--;
EXECUTE p
-- case: create table as execute | line: 1.21 | expect: refused
PREPARE p AS SELECT email FROM customers
--;
CREATE TEMP TABLE t AS EXECUTE p
-- case: explain execute | line: 1.21 | expect: harmless
PREPARE p AS SELECT id FROM customers WHERE email = 'x'
--;
EXPLAIN EXECUTE p
-- case: execute of what is not there | line: 1.21 | expect: harmless
EXECUTE nowhere
-- case: prepared before a transaction | line: 1.21 | expect: masked
PREPARE p AS SELECT email FROM customers
--;
BEGIN
--;
ROLLBACK
--;
EXECUTE p

-- case: binary of everything | line: 1.22 | expect: masked | forms: binary
SELECT * FROM customers
-- case: binary of rows | line: 1.22 | expect: masked | forms: binary
SELECT c, ROW(email, salary), ARRAY[phone], tags FROM customers c
-- case: binary of hidden rows | line: 1.22 | expect: masked | forms: binary
SELECT t, body::bytea FROM tickets t

-- case: parameter of any type | line: 1.23 | expect: masked | with: 1 / 2
SELECT email, $1::integer + 1 FROM customers WHERE id = $1::integer
-- case: parameter as a row | line: 1.23 | expect: masked | with: 1
SELECT c.*, $1::integer FROM customers c
-- case: parameter as a pattern | line: 1.23 | expect: masked | with: .* / q
SELECT regexp_match(email, $1), email ~ $1 FROM customers
-- case: parameter as limit | line: 1.23 | expect: masked | with: 5 / 1
SELECT email FROM customers ORDER BY id LIMIT $1
-- case: parameter as an array | line: 1.23 | expect: masked | with: x, y
SELECT email FROM customers WHERE id = 1 OR $1 = $2

-- case: insert from select | line: 1.24 | expect: masked | forms: simple, unnamed, binary, pipelined, savepoint
INSERT INTO guesses SELECT id, email FROM customers RETURNING *
-- case: insert from a view | line: 1.24 | expect: masked | forms: simple, unnamed, binary, pipelined, savepoint
INSERT INTO guesses (id, guess) SELECT id, telephone FROM customer_contacts RETURNING guess
-- case: create table as | line: 1.24 | expect: refused
CREATE TABLE taken AS SELECT email FROM customers
-- case: create temporary table as | line: 1.24 | expect: refused
CREATE TEMPORARY TABLE taken AS TABLE customers
-- case: select into | line: 1.24 | expect: refused
SELECT email INTO taken FROM customers
-- case: select into temp in a set | line: 1.24 | expect: refused
SELECT email INTO TEMP taken FROM customers UNION ALL SELECT ''
-- case: materialized view | line: 1.24 | expect: refused
CREATE MATERIALIZED VIEW taken AS SELECT email FROM customers
-- case: refresh | line: 1.24 | expect: refused
REFRESH MATERIALIZED VIEW customer_copy
-- case: create view | line: 1.24 | expect: refused
CREATE VIEW taken AS SELECT email FROM customers
-- case: create temporary view | line: 1.24 | expect: refused
CREATE OR REPLACE TEMP VIEW taken AS SELECT * FROM customers
-- case: merge source | line: 1.24 | expect: harmless
MERGE INTO guesses g USING customers c ON g.id = c.id WHEN NOT MATCHED THEN INSERT VALUES (c.id, c.email)
-- case: insert with a common table expression | line: 1.24 | expect: masked | forms: simple, unnamed, binary, pipelined, savepoint
WITH x AS (SELECT id, card_number FROM customers) INSERT INTO guesses (id, guess) SELECT * FROM x RETURNING guess
-- case: values with a sub-query | line: 1.24 | expect: masked | forms: simple, unnamed, binary, pipelined, savepoint
INSERT INTO guesses VALUES (1, (SELECT email FROM customers WHERE id = 1), (SELECT salary FROM customers WHERE id = 1)) RETURNING guess, amount
-- case: update from | line: 1.24 | expect: masked
UPDATE drafts SET body = c.email FROM customers c WHERE c.id = drafts.id RETURNING body

-- case: open column takes the secret | line: 1.25 | expect: refused
UPDATE customers SET name = email WHERE id = 1 RETURNING name
-- case: open column takes it in a sub-query | line: 1.25 | expect: masked
UPDATE customers SET city = (SELECT max(c.card_number) FROM customers c WHERE c.id = 1) WHERE id = 2 RETURNING city
-- case: row assignment | line: 1.25 | expect: refused
UPDATE customers SET (name, city) = (email, phone) WHERE id = 1 RETURNING *
-- case: row assignment from a query | line: 1.25 | expect: refused
UPDATE customers SET (name, city) = (SELECT c.email, c.phone FROM customers c WHERE c.id = customers.id) RETURNING name
-- case: conflict update | line: 1.25 | expect: refused
INSERT INTO customers VALUES (1, 'x', 'y@ex.io', NULL, NULL, NULL, NULL, NULL, NULL, 'new', 'Oslo', now()) ON CONFLICT (id) DO UPDATE SET name = customers.email RETURNING name
-- case: conflict update from excluded | line: 1.25 | expect: harmless
INSERT INTO customers VALUES (1, 'x', 'y@ex.io', NULL, NULL, NULL, NULL, NULL, NULL, 'new', 'Oslo', now()) ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name RETURNING email, card_number

-- case: returning star | line: 1.26 | expect: masked
UPDATE customers SET name = 'x' WHERE id = 1 RETURNING *
-- case: returning columns | line: 1.26 | expect: masked
UPDATE customers SET name = name WHERE id IN (1, 2) RETURNING email, phone AS name, salary
-- case: returning expressions | line: 1.26 | expect: masked
DELETE FROM employees WHERE id = 15 RETURNING (SELECT max(email) FROM customers WHERE customers.id = 1), salary + 0
-- case: returning the whole row | line: 1.26 | expect: harmless
UPDATE customers c SET name = name WHERE id = 1 RETURNING c, c::text, to_jsonb(c)
-- case: returning a joined table | line: 1.26 | expect: masked
UPDATE orders o SET status = 'paid' FROM customers c WHERE c.id = o.customer_id RETURNING c.email, c.card_number
-- case: delete using | line: 1.26 | expect: masked
DELETE FROM drafts d USING customers c WHERE c.id = d.id RETURNING c.*
-- case: returning in a common table expression | line: 1.26 | expect: masked
WITH u AS (UPDATE customers SET name = name WHERE id = 1 RETURNING email, notes) SELECT * FROM u
-- case: old and new | line: 1.26 | expect: harmless | since: 18
UPDATE customers SET name = name WHERE id = 1 RETURNING old.email, new.phone, old, new.*
-- case: old and new renamed | line: 1.26 | expect: harmless | since: 18
UPDATE customers SET name = name WHERE id = 1 RETURNING WITH (OLD AS o, NEW AS n) o.email, n.card_number
-- case: insert returning a sub-query | line: 1.26 | expect: masked | forms: simple, unnamed, binary, pipelined, savepoint
INSERT INTO guesses VALUES (1, 'x') RETURNING (SELECT email FROM customers WHERE id = 1)
-- case: merge returning | line: 1.26 | expect: refused | since: 17
MERGE INTO customers c USING orders o ON o.customer_id = c.id AND o.id = 1 WHEN MATCHED THEN UPDATE SET name = c.name RETURNING c.email

-- case: affected rows of an update | line: 1.27 | expect: blind
UPDATE customers SET name = name WHERE email = '#{email}'
-- case: affected rows of a delete | line: 1.27 | expect: blind
DELETE FROM ledger WHERE memo = '#{email}' OR id = (SELECT max(id) FROM customers WHERE card_number = '#{card}')
-- case: affected rows of a joined update | line: 1.27 | expect: blind
UPDATE orders SET status = 'x' FROM customers c WHERE c.id = customer_id AND c.phone = '#{phone}'
-- case: conflict on a masked key | line: 1.27 | expect: harmless
INSERT INTO customers VALUES (900, 'x', '#{email}', NULL, NULL, NULL, NULL, NULL, NULL, 'new', 'Oslo', now()) ON CONFLICT (email) DO NOTHING
-- case: merge condition | line: 1.27 | expect: refused
MERGE INTO customers c USING (SELECT '#{email}' AS e) g ON c.email = g.e WHEN MATCHED THEN UPDATE SET name = c.name
-- case: merge when | line: 1.27 | expect: refused
MERGE INTO customers c USING (SELECT 1 AS id) g ON c.id = g.id WHEN MATCHED AND c.salary > 10 THEN UPDATE SET name = 'x'
-- case: insert where | line: 1.27 | expect: blind
INSERT INTO guesses (id) SELECT 1 WHERE EXISTS (SELECT FROM customers WHERE email = '#{email}')
-- case: hidden rows updated | line: 1.27 | expect: blind
UPDATE tickets SET subject = subject WHERE confidential AND body = '#{body}'
-- case: hidden rows deleted | line: 1.27 | expect: masked
DELETE FROM tickets RETURNING *
-- case: hidden rows opened | line: 1.27 | expect: refused
UPDATE tickets SET confidential = false
-- case: hidden customer updated | line: 1.27 | as: clerks | expect: masked
UPDATE customers SET phone = '1' RETURNING *

-- case: unique violation | line: 1.28 | expect: harmless
INSERT INTO customers VALUES (1, 'x', 'nobody@ex.io', NULL, NULL, NULL, NULL, NULL, NULL, 'new', 'Oslo', now())
-- case: unique violation by update | line: 1.28 | expect: harmless
UPDATE customers SET id = 2 WHERE id = 1
-- case: not null violation prints the row | line: 1.28 | expect: harmless
UPDATE customers SET name = NULL WHERE id = 1
-- case: foreign key violation | line: 1.28 | expect: harmless
DELETE FROM customers WHERE id IN (1, 2, 3)
-- case: hidden rows' key | line: 1.28 | expect: harmless
INSERT INTO tickets VALUES (10, 1, 's', 'b', false, now())
-- case: partition violation prints the row | line: 1.28 | expect: harmless
UPDATE payments SET paid_on = '2031-01-01' WHERE id = 1
-- case: check option | line: 1.28 | expect: harmless
UPDATE editable_drafts SET stars = 5 RETURNING *

-- case: do | line: 1.29 | expect: refused
DO $$ BEGIN RAISE NOTICE '%', (SELECT email FROM customers WHERE id = 1); END $$
-- case: create function | line: 1.29 | expect: refused
CREATE FUNCTION mine() RETURNS text LANGUAGE sql AS 'SELECT email FROM customers'
-- case: create function with a body | line: 1.29 | expect: refused
CREATE FUNCTION mine() RETURNS text RETURN (SELECT max(email) FROM customers)
-- case: call | line: 1.29 | expect: refused
CALL lab.report()
-- case: do in a transaction | line: 1.29 | expect: refused
BEGIN
--;
DO LANGUAGE plpgsql 'BEGIN PERFORM lab.tell(''x''); END'

-- case: notice of a function | line: 1.30 | expect: refused
SELECT lab.tell('x')
-- case: notice in a predicate | line: 1.30 | expect: refused
SELECT id FROM orders WHERE lab.tell(status) IS NOT NULL
-- case: louder | line: 1.30 | expect: harmless
SET client_min_messages = debug5
--;
SELECT email FROM customers
-- case: printed plans | line: 1.30 | expect: refused
SET debug_print_plan = on
--;
SET debug_print_parse = on

-- case: notify with a value | line: 1.31 | expect: refused
SELECT pg_notify('c', (SELECT email FROM customers WHERE id = 1))
-- case: listen | line: 1.31 | expect: refused
LISTEN c
-- case: notify | line: 1.31 | expect: refused
NOTIFY c, 'x'
-- case: logical message | line: 1.31 | expect: refused
SELECT pg_logical_emit_message(false, 'c', email) FROM customers

-- case: large objects | line: 1.32 | expect: refused
SELECT lo_from_bytea(0, email::bytea) FROM customers
-- case: large object export | line: 1.32 | expect: refused
SELECT lo_export(1, '/tmp/x'), lo_import('/etc/passwd')
-- case: files | line: 1.32 | expect: refused
SELECT pg_read_file('PG_VERSION'), pg_ls_dir('.'), pg_read_binary_file('PG_VERSION')
-- case: file status | line: 1.32 | expect: refused
SELECT * FROM pg_stat_file('base'), pg_ls_logdir()
-- case: large object read | line: 1.32 | expect: refused
SELECT lo_get(1), loread(1, 2)

-- case: dblink | line: 1.33 | expect: refused
SELECT * FROM dblink('dbname=market', 'SELECT email FROM customers') AS t (e text)
-- case: foreign server | line: 1.33 | expect: refused
CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw
-- case: import | line: 1.33 | expect: refused
IMPORT FOREIGN SCHEMA public FROM SERVER s INTO lab
-- case: extension | line: 1.33 | expect: refused
CREATE EXTENSION dblink

-- case: explain constants | line: 1.34 | expect: harmless
EXPLAIN SELECT * FROM customers WHERE email = 'x'
-- case: explain estimates | line: 1.34 | expect: blind
EXPLAIN SELECT * FROM ledger WHERE memo >= '#{email}' AND memo <= '#{email}'
-- case: explain analyze | line: 1.34 | expect: refused
EXPLAIN ANALYZE SELECT * FROM customers WHERE email LIKE 'q%'
-- case: explain verbose | line: 1.34 | expect: refused
EXPLAIN VERBOSE SELECT email FROM customers
-- case: explain options | line: 1.34 | expect: refused
EXPLAIN (ANALYZE, FORMAT json, TIMING off) SELECT email FROM customers
-- case: explain generic | line: 1.34 | expect: harmless | since: 16
EXPLAIN (GENERIC_PLAN) SELECT email FROM customers WHERE email = $1
-- case: explain of a change | line: 1.34 | expect: harmless
EXPLAIN UPDATE customers SET name = 'x' WHERE email = 'y'
-- case: explain create table as | line: 1.34 | expect: refused
EXPLAIN ANALYZE CREATE TABLE taken AS SELECT email FROM customers
-- case: explain hidden rows | line: 1.34 | expect: harmless
EXPLAIN SELECT * FROM tickets WHERE confidential

-- case: statistics | line: 1.35 | expect: refused
SELECT most_common_vals FROM pg_stats WHERE tablename = 'customers'
-- case: statistics table | line: 1.35 | expect: refused
SELECT stavalues1::text FROM pg_statistic
-- case: statistics in schema information | line: 1.35 | expect: refused
SELECT * FROM pg_catalog.pg_stats
-- case: extended statistics | line: 1.35 | expect: refused
SELECT * FROM pg_stats_ext, pg_statistic_ext_data
-- case: create statistics | line: 1.35 | expect: refused
CREATE STATISTICS s ON email, phone FROM customers
-- case: analyze | line: 1.35 | expect: refused
ANALYZE VERBOSE customers
-- case: statistics through a name | line: 1.35 | expect: refused
WITH customers AS (SELECT * FROM pg_stats_ext_exprs) SELECT * FROM customers
-- case: counters | line: 1.35 | expect: refused
SELECT pg_stat_get_live_tuples('customers'::regclass), histogram_bounds FROM pg_stats

-- case: activity | line: 1.36 | expect: refused
SELECT query FROM pg_stat_activity
-- case: activity by function | line: 1.36 | expect: refused
SELECT * FROM pg_stat_get_activity(NULL)
-- case: statements | line: 1.36 | expect: refused
SELECT query FROM pg_stat_statements
-- case: cursors of the session | line: 1.36 | expect: harmless
SELECT statement FROM pg_cursors
-- case: prepared of the session | line: 1.36 | expect: harmless
SELECT statement FROM pg_prepared_statements
-- case: configuration | line: 1.36 | expect: refused
SELECT * FROM pg_file_settings, pg_hba_file_rules
-- case: passwords | line: 1.36 | expect: refused
SELECT rolpassword FROM pg_authid
-- case: shadow | line: 1.36 | expect: refused
SELECT * FROM pg_shadow

-- case: view definition | line: 1.37 | expect: harmless
SELECT pg_get_viewdef('customer_contacts'::regclass)
-- case: function source | line: 1.37 | expect: harmless
SELECT prosrc FROM pg_proc WHERE proname = 'peek'
-- case: partition bounds | line: 1.37 | expect: harmless
SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE relispartition
-- case: user mappings | line: 1.37 | expect: refused
SELECT * FROM pg_user_mapping
-- case: subscriptions | line: 1.37 | expect: refused
SELECT subconninfo FROM pg_subscription

-- case: search path to a shadow | line: 1.38 | expect: masked
SET search_path = archive, public
--;
SELECT email FROM public.customers
-- case: search path set and unqualified | line: 1.38 | expect: harmless
SET search_path = archive
--;
SELECT * FROM customers
--;
SET search_path = public
--;
SELECT * FROM customers
-- case: search path local to a transaction | line: 1.38 | expect: masked
BEGIN
--;
SET LOCAL search_path = archive
--;
ROLLBACK
--;
SELECT email FROM customers
-- case: search path and a savepoint | line: 1.38 | expect: harmless
BEGIN
--;
SAVEPOINT s
--;
SET LOCAL search_path = archive
--;
ROLLBACK TO s
--;
SELECT email FROM customers
-- case: functions of a schema in front | line: 1.38 | expect: harmless
SET search_path = lab, public
--;
SELECT upper(name) FROM customers
-- case: operators of a schema in front | line: 1.38 | expect: refused
SET search_path = lab, pg_catalog
--;
SELECT 'a' === 'b'
-- case: search path by function | line: 1.38 | expect: refused
SELECT set_config('search_path', 'lab', false)
-- case: schema name for search path | line: 1.38 | expect: harmless
SET SCHEMA 'archive'
--;
SELECT * FROM customers

-- case: temporary table of the same name | line: 1.39 | expect: refused
CREATE TEMP TABLE customers (email text)
-- case: temporary schema in front | line: 1.39 | expect: harmless
SET search_path = pg_temp, public
--;
SELECT email FROM customers
-- case: temporary table qualified | line: 1.39 | expect: refused
SELECT * FROM pg_temp.customers

-- case: upper case | line: 1.40 | expect: masked
SELECT EMAIL, Phone FROM CUSTOMERS
-- case: quoted | line: 1.40 | expect: masked
SELECT "email", "customers"."phone" FROM "public"."customers"
-- case: unicode escapes | line: 1.40 | expect: masked
SELECT U&"\0065mail", U&"ph\006Fne", U&"!0065mail" UESCAPE '!' FROM U&"c\0075stomers"
-- case: quoted upper case is another | line: 1.40 | expect: harmless
SELECT "EMAIL" FROM customers
-- case: cut at 63 bytes | line: 1.40 | expect: masked
SELECT aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaxyz FROM (SELECT email AS aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa FROM customers) x
-- case: kelvin and dotless | line: 1.40 | expect: harmless
SELECT emaıl FROM customers
-- case: comments between | line: 1.40 | expect: masked
SELECT/**/email/* , 1 */FROM--x
customers
-- case: text before changes offsets | line: 1.40 | expect: masked
SELECT 'Größe 日本語 🙂' AS "Größe", email, '🙂' FROM customers
-- case: keyword as alias | line: 1.40 | expect: masked
SELECT email "select", phone "from" FROM customers "where"
-- case: identifier with a quote in it | line: 1.40 | expect: masked
SELECT "a""b".email FROM customers AS "a""b"

-- case: set role | line: 1.41 | expect: refused
SET ROLE postgres
-- case: set session authorization | line: 1.41 | expect: refused
SET SESSION AUTHORIZATION market_clerk
-- case: reset role | line: 1.41 | expect: refused
RESET ROLE
-- case: update of settings | line: 1.41 | expect: refused
UPDATE pg_settings SET setting = 'market_clerk' WHERE name = 'role'
-- case: set local role | line: 1.41 | expect: refused
BEGIN
--;
SET LOCAL ROLE market_clerk
-- case: set config of role | line: 1.41 | expect: refused
SELECT set_config('role', 'market_clerk', true)

-- case: rename | line: 1.42 | expect: refused
ALTER TABLE customers RENAME COLUMN email TO mail
-- case: inherit | line: 1.42 | expect: refused
CREATE TABLE mine () INHERITS (customers)
-- case: like | line: 1.42 | expect: refused
CREATE TABLE mine (LIKE customers INCLUDING ALL)
-- case: attach | line: 1.42 | expect: refused
ALTER TABLE payments DETACH PARTITION payments_2025
-- case: move | line: 1.42 | expect: refused
ALTER TABLE customers SET SCHEMA archive

-- case: partition | line: 1.43 | expect: masked
SELECT iban FROM payments_2025
-- case: parent | line: 1.43 | expect: masked
SELECT * FROM payments
-- case: sub-partition | line: 1.43 | expect: masked
SELECT p.* FROM payments_2026_rest p UNION ALL SELECT * FROM payments_2026_first UNION ALL SELECT * FROM payments_2025
-- case: only the parent | line: 1.43 | expect: masked
SELECT passport FROM ONLY people
-- case: child of a masked parent | line: 1.43 | expect: masked
SELECT passport, joined FROM members
-- case: parent with its children | line: 1.43 | expect: masked
SELECT * FROM people
-- case: parent of a masked child | line: 1.43 | expect: masked
SELECT id, label, serial FROM assets
-- case: parent's row | line: 1.43 | expect: masked
SELECT a::text, to_json(a) FROM assets a
-- case: child directly | line: 1.43 | expect: masked
SELECT * FROM secret_assets
-- case: only the parent of a masked child | line: 1.43 | expect: harmless
SELECT serial FROM ONLY assets
-- case: partitions joined by table | line: 1.43 | expect: refused
SELECT tableoid::regclass, iban FROM payments
-- case: update through the parent | line: 1.43 | expect: harmless
UPDATE assets SET label = label RETURNING serial
-- case: update of a partition | line: 1.43 | expect: harmless
UPDATE payments_2025 SET paid = paid RETURNING iban

-- case: place in the table | line: 1.45 | expect: harmless
SELECT ctid, email FROM customers
-- case: transaction of the row | line: 1.45 | expect: harmless
SELECT xmin, cmin, xmax, cmax FROM customers WHERE email = 'x'
-- case: probing by place | line: 1.45 | expect: harmless
SELECT email FROM customers WHERE ctid = '(0,1)'
-- case: sample | line: 1.45 | expect: refused
SELECT email FROM customers TABLESAMPLE SYSTEM (100)
-- case: sample of filtered rows | line: 1.45 | expect: refused
SELECT count(*) FROM tickets TABLESAMPLE BERNOULLI (100) REPEATABLE (1)
-- case: lock rows | line: 1.45 | expect: refused
SELECT email FROM customers FOR UPDATE
-- case: lock rows of one | line: 1.45 | expect: refused
SELECT c.email FROM customers c JOIN orders o ON o.customer_id = c.id FOR SHARE OF c SKIP LOCKED
-- case: hidden rows by place | line: 1.45 | expect: harmless
SELECT ctid, * FROM tickets ORDER BY id

-- case: sequence | line: 1.46 | expect: refused
SELECT nextval('lab.counter')
-- case: set sequence | line: 1.46 | expect: refused
SELECT setval('lab.counter', (SELECT salary::bigint FROM customers WHERE id = 1))
-- case: sequence as a table | line: 1.46 | expect: harmless
SELECT log_cnt FROM lab.counter
-- case: size | line: 1.46 | expect: refused
SELECT pg_column_size(email), pg_relation_size('customers') FROM customers
-- case: text to query | line: 1.46 | expect: refused
SELECT query_to_xml('SELECT email FROM customers', true, false, '')
-- case: schema to xml | line: 1.46 | expect: refused
SELECT schema_to_xml('public', true, false, ''), database_to_xml(true, false, '')
-- case: text search of a query | line: 1.46 | expect: refused
SELECT * FROM ts_stat('SELECT to_tsvector(email) FROM customers')
-- case: rewritten query of a text | line: 1.46 | expect: refused
SELECT ts_rewrite('a'::tsquery, 'SELECT email::tsquery, email::tsquery FROM customers')
-- case: kill | line: 1.46 | expect: refused
SELECT pg_terminate_backend(pid), pg_cancel_backend(pid) FROM pg_stat_activity
-- case: reload | line: 1.46 | expect: refused
SELECT pg_reload_conf(), pg_rotate_logfile()
-- case: currval | line: 1.46 | expect: harmless
SELECT lastval()

-- case: replication slot | line: 1.47 | expect: refused
SELECT pg_create_logical_replication_slot('s', 'test_decoding')
-- case: changes of a slot | line: 1.47 | expect: refused
SELECT * FROM pg_logical_slot_peek_changes('s', NULL, NULL)
-- case: publication | line: 1.47 | expect: refused
CREATE PUBLICATION p FOR TABLE customers
-- case: write-ahead log | line: 1.47 | expect: refused
SELECT pg_switch_wal(), pg_current_wal_lsn()

-- case: operator that tells | line: 1.48 | expect: refused
SELECT * FROM gold_customers WHERE name OPERATOR(lab.===) name
-- case: operator created | line: 1.48 | expect: refused
CREATE OPERATOR <<< (LEFTARG = text, RIGHTARG = text, FUNCTION = lab.same)
-- case: selectivity through a barrier | line: 1.48 | expect: harmless
EXPLAIN SELECT * FROM gold_customers WHERE salary > 1000000
-- case: error through a barrier | line: 1.48 | expect: harmless
SELECT * FROM gold_customers WHERE 1 / (length(email) - length(email)) = 1
-- case: analysts' cards | line: 1.48 | as: analysts | expect: masked
SELECT card_number, salary FROM customers UNION ALL SELECT NULL, salary FROM employees
-- case: analysts' salaries in views | line: 1.48 | as: analysts | expect: masked
SELECT g.*, t.salary FROM gold_customers g FULL JOIN top_earners t USING (id)
