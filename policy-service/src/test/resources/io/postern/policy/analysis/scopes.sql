# Every line is a statement that PostgreSQL accepts over names.sql with search_path = s, o.
# Columns, aliases, whole rows
SELECT a FROM t
SELECT t FROM t
SELECT t.t FROM t
SELECT u FROM u
SELECT t.* FROM t
SELECT * FROM t
SELECT * FROM t AS x (q)
SELECT x.q, x.b FROM t AS x (q)
SELECT (x).q FROM t AS x (q)
SELECT q FROM t AS q
SELECT s.t.a FROM s.t
SELECT s.t.* FROM s.t
SELECT s.t.a, o.t.a FROM s.t, o.t
SELECT x, c FROM s.t, o.t
SELECT "A" FROM (SELECT a AS "A" FROM t) z
SELECT U&"\0061" FROM t
SELECT A, "a", T.A FROM T
SELECT ctid, tableoid FROM t
SELECT t.xmin FROM t
SELECT (p).a, (p).f, u.p FROM u
SELECT (u.p).a FROM u
SELECT (q).p FROM u AS q
SELECT ((q).p).f FROM u AS q
SELECT (p).* FROM u
SELECT (q).* FROM u AS q
SELECT (q.r).* FROM (SELECT x AS r FROM u AS x) q
SELECT f(a) FROM t
SELECT g(q) FROM t AS q
SELECT t.g FROM t
SELECT (q).g FROM t AS q
SELECT a.g FROM t AS a
SELECT name(w) FROM w
SELECT w.name, w.text FROM (SELECT name, name AS text FROM w) w
SELECT row_to_json(q), to_jsonb(u.*), x::text FROM t AS x, u, w AS q
SELECT ROW(t.*), ROW(t.*, 1) FROM t
SELECT count(t), count(*), count(t.*) FROM t
SELECT (SELECT t) FROM t
SELECT (SELECT t.a FROM u LIMIT 1) FROM t
# Names of results
SELECT a + 1, -a, a::text, 'x'::text, CASE WHEN a > 1 THEN b END, CASE WHEN a > 1 THEN b ELSE c END FROM t
SELECT coalesce(a, 1), greatest(a, b), least(a), nullif(a, b), ARRAY[a], ARRAY(SELECT a), ROW(a), EXISTS (SELECT 1) FROM t
SELECT true, null, 1, 'a', 1.5, date '2026-01-01', interval '1 day', now(), current_date, current_user FROM t
SELECT (SELECT a AS inner_name), (SELECT a + 1), (ARRAY[a])[1], (p).f FROM u
SELECT extract(year FROM now()), trim(name), substring(name FROM 1), position('a' IN name), overlay(name PLACING 'x' FROM 1), upper(name) FROM w
SELECT trim(leading 'x' from name), trim(trailing from name), normalize(name), name COLLATE "C", name || 'x', now() AT TIME ZONE 'UTC' FROM w
SELECT a IN (1, 2), a IS NULL, a BETWEEN 1 AND 2, name LIKE 'a%', NOT a > 1, a = ANY (ARRAY[1]) FROM t, w
SELECT cast(a AS bigint), a::double precision, a::numeric(10, 2), (a::text)::varchar(5), a::int::text FROM t
SELECT xmlelement(name foo), xmlconcat('<a/>'), collation for (name) FROM w
SELECT CASE WHEN true THEN 1 ELSE 2 END, CASE a WHEN 1 THEN 2 ELSE (SELECT b) END FROM t
# Joins
SELECT * FROM t JOIN u ON t.a = u.a
SELECT * FROM t JOIN u USING (a)
SELECT * FROM t JOIN u USING (b, a)
SELECT a, b FROM t JOIN u USING (a, b)
SELECT t.a, u.a, a FROM t LEFT JOIN u USING (a)
SELECT a FROM t FULL JOIN u USING (a)
SELECT a FROM t RIGHT JOIN u USING (a)
SELECT * FROM t NATURAL JOIN u
SELECT * FROM t NATURAL JOIN u NATURAL JOIN w
SELECT * FROM t NATURAL LEFT JOIN w
SELECT * FROM t NATURAL JOIN generate_series(1, 2) AS z (z)
SELECT j.a FROM t JOIN u USING (a) AS j
SELECT j.* FROM t JOIN u USING (a, b) AS j
SELECT j FROM t JOIN u USING (a, b) AS j
SELECT j.a, t.b FROM t JOIN u USING (a) AS j
SELECT j.x FROM (t JOIN u USING (a)) AS j (x)
SELECT j.t, j.m FROM (t CROSS JOIN w) AS j (x, y)
SELECT j FROM (t CROSS JOIN o.z) AS j
SELECT * FROM (t JOIN u ON t.a = u.b) AS j (k, l, m, n, o, p, q, r, s)
SELECT (j).k FROM (t JOIN u ON t.a = u.b) AS j (k, l, m, n, o, p, q, r, s)
SELECT t.a, x.a FROM t, LATERAL (SELECT t.a) AS x
SELECT x.* FROM t CROSS JOIN LATERAL (SELECT a, b) AS x
SELECT x.m FROM t LEFT JOIN LATERAL (SELECT max(u.a) AS m FROM u WHERE u.b = t.b) x ON true
SELECT y.q FROM t, LATERAL (SELECT t.a AS k) x, LATERAL (SELECT x.k + t.b AS q) y
SELECT n FROM t, generate_series(1, t.a) AS n
SELECT n FROM t CROSS JOIN generate_series(1, a) n
SELECT * FROM t, unnest(ARRAY[t.a, t.b]) WITH ORDINALITY AS k (e, i)
SELECT t.a FROM t JOIN (u JOIN w ON u.b = w.b) ON t.c = w.c
SELECT t.a FROM t JOIN u JOIN w ON u.b = w.b ON t.c = w.c
SELECT (SELECT count(*) FROM u JOIN w ON u.b = w.b AND w.c = t.c) FROM t
SELECT * FROM t a JOIN t b ON a.a = b.b JOIN t c ON c.c = a.a
# Sub-queries and levels
SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.a)
SELECT a FROM t WHERE a IN (SELECT a FROM u)
SELECT a FROM t WHERE a IN (SELECT c FROM u)
SELECT a FROM t WHERE (a, b) = ANY (SELECT u.a, t.c FROM u)
SELECT a FROM t WHERE c > ALL (SELECT c FROM w WHERE w.b = b)
SELECT (SELECT (SELECT t.a FROM u LIMIT 1) FROM w LIMIT 1) FROM t
SELECT (SELECT u.u FROM t WHERE t.a = u.a LIMIT 1) FROM u
SELECT ARRAY(SELECT c FROM u) FROM t
SELECT * FROM (SELECT * FROM (SELECT a AS k, b FROM t) q) r
SELECT k FROM (SELECT a FROM t) AS q (k)
SELECT q.k, q.b FROM (SELECT a, b FROM t) AS q (k)
SELECT u FROM (SELECT a AS u FROM t) AS x
SELECT u FROM (SELECT a FROM t) AS u
SELECT u.u FROM (SELECT a AS u FROM t) AS u
SELECT (SELECT u FROM (SELECT 1 AS q) x) FROM u
# WITH
WITH q AS (SELECT a, b FROM t) SELECT * FROM q
WITH q (k) AS (SELECT a, b FROM t) SELECT k, b FROM q
WITH t AS (SELECT a AS k FROM t) SELECT k FROM t
WITH t AS (SELECT 1 AS k) SELECT t.k, q.a FROM t, s.t AS q
WITH u AS (SELECT c FROM t), w AS (SELECT c FROM u) SELECT * FROM w
WITH u AS (SELECT b FROM w), w AS (SELECT b FROM u) SELECT * FROM w
WITH RECURSIVE w AS (SELECT q FROM u), u AS (SELECT a AS q FROM t) SELECT * FROM w
WITH RECURSIVE r (n) AS (SELECT a FROM t UNION ALL SELECT n + b FROM r, u WHERE n < 10) SELECT n FROM r
WITH RECURSIVE r (n, p) AS (SELECT a, b FROM t UNION SELECT p, n FROM r) SELECT n FROM r
WITH RECURSIVE r AS (SELECT a, b FROM t UNION ALL SELECT u.a, u.b FROM u JOIN r ON r.a = u.b) SEARCH DEPTH FIRST BY a SET o SELECT * FROM r ORDER BY o
WITH RECURSIVE r AS (SELECT a, b FROM t UNION ALL SELECT u.a, u.b FROM u JOIN r ON r.a = u.b) CYCLE a SET looped USING path SELECT * FROM r
WITH RECURSIVE r AS (SELECT a FROM t UNION ALL (WITH q AS (SELECT * FROM r) SELECT a + 1 FROM q)) SELECT * FROM r
WITH q AS (WITH q AS (SELECT a FROM t) SELECT a AS k FROM q) SELECT k FROM q
WITH q AS (SELECT a FROM t) SELECT (WITH q AS (SELECT b FROM u) SELECT b FROM q LIMIT 1) FROM q
SELECT (WITH q AS (SELECT t.a AS k) SELECT k FROM q) FROM t
SELECT x.k FROM t, LATERAL (WITH q AS (SELECT t.c AS k) SELECT k FROM q) x
WITH q AS (SELECT 1 AS a) SELECT a FROM q UNION SELECT a FROM t UNION SELECT z FROM o.z
(WITH t AS (SELECT 1 AS a) SELECT a FROM t) UNION SELECT a FROM t
WITH i AS (INSERT INTO t (a) VALUES (1) RETURNING a AS k, b) SELECT k, b FROM i
WITH d AS (DELETE FROM u WHERE a = 1 RETURNING *) INSERT INTO t (a) SELECT a FROM d RETURNING t.*
WITH x AS (UPDATE t SET a = 1) SELECT a FROM t
WITH q AS MATERIALIZED (SELECT * FROM v) SELECT q FROM q
# Sets, sorting, grouping
SELECT a FROM t UNION SELECT u FROM u ORDER BY a
SELECT a, b FROM t EXCEPT SELECT b, a FROM u INTERSECT SELECT b, c FROM w
(SELECT a FROM t ORDER BY b LIMIT 1) UNION ALL (SELECT a FROM u ORDER BY u) ORDER BY 1
(SELECT a FROM t) ORDER BY b
((SELECT a AS k FROM t)) ORDER BY c, k
SELECT a AS b, b AS a FROM t ORDER BY a
SELECT a AS b FROM t ORDER BY b + 1
SELECT a AS b, count(*) FROM t GROUP BY b, a
SELECT a AS k, count(*) FROM t GROUP BY k
SELECT a + b AS c FROM t GROUP BY c, a, b
SELECT a AS b, sum(c) FROM t GROUP BY 1 HAVING sum(b) > 1 ORDER BY sum(c)
SELECT a, b, grouping(a) FROM t GROUP BY GROUPING SETS ((a, b), (a), ())
SELECT a, b FROM t GROUP BY CUBE (a, b)
SELECT DISTINCT ON (k) a AS k, b FROM t ORDER BY k, c
SELECT DISTINCT ON (a) * FROM t ORDER BY a, b
SELECT t FROM u AS t ORDER BY t
SELECT a FROM t ORDER BY t
SELECT rank() OVER (PARTITION BY b ORDER BY c) FROM t
SELECT sum(a) OVER q, lag(b) OVER (q ROWS 2 PRECEDING) FROM t WINDOW q AS (PARTITION BY c ORDER BY t)
SELECT string_agg(name, ',' ORDER BY c), count(*) FILTER (WHERE b > 1) FROM w
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY a) FROM t
VALUES (1, 'a'), (2, 'b') ORDER BY column2
SELECT column1 FROM (VALUES (1, 2), (3, 4)) v
SELECT v.column2, k FROM (VALUES (1, 2)) v (k)
SELECT * FROM (VALUES (1)) AS v (x), (VALUES (2)) AS z (y)
TABLE t
TABLE t ORDER BY b LIMIT 1
SELECT * FROM t LIMIT (SELECT max(a) FROM u) OFFSET 1
SELECT 1 FROM t FETCH FIRST 2 ROWS ONLY
SELECT
SELECT FROM t WHERE a = 1
# Views, partitions, inheritance
SELECT * FROM v
SELECT v.b FROM v WHERE c = 1
SELECT * FROM vv
SELECT sum FROM vv
SELECT n FROM agg WHERE c > 1
SELECT * FROM uni
SELECT * FROM rec
SELECT * FROM mv
SELECT v FROM v
SELECT * FROM part
SELECT k FROM part1
SELECT a FROM ONLY t
SELECT a, extra FROM child
SELECT a FROM t TABLESAMPLE system (10)
# Functions in FROM
SELECT * FROM pairs(1)
SELECT q FROM pairs(1) AS p
SELECT p.a, p FROM pairs(1) AS p
SELECT k, q FROM pairs(1) AS p (k)
SELECT * FROM apair()
SELECT f FROM apair()
SELECT (apair()).*
SELECT single FROM one()
SELECT * FROM one() AS x
SELECT * FROM f(1)
SELECT f FROM f(1)
SELECT x FROM f(1) AS x
SELECT x.y FROM f(1) AS x (y)
SELECT * FROM anything() AS x (k integer, l integer)
SELECT * FROM json_to_record('{"a":1}') AS x (a integer, b text)
SELECT key, value FROM jsonb_each('{"a":1}')
SELECT value FROM jsonb_array_elements('[1]')
SELECT value FROM jsonb_array_elements('[1]') AS e
SELECT e FROM jsonb_object_keys('{}') AS e
SELECT * FROM generate_series(1, 2)
SELECT generate_series FROM generate_series(1, 2)
SELECT g FROM generate_series(1, 2) AS g
SELECT * FROM ROWS FROM (generate_series(1, 2), f(1)) AS r (x)
SELECT * FROM ROWS FROM (pairs(1), f(2)) WITH ORDINALITY
SELECT * FROM unnest(ARRAY[1], ARRAY[2, 3]) AS r (x)
SELECT unnest FROM unnest(ARRAY[1])
SELECT * FROM unnest(ARRAY['a']) AS k
SELECT * FROM xmltable('/a' PASSING '<a/>' COLUMNS x integer, n FOR ORDINALITY)
SELECT * FROM current_date
SELECT * FROM coalesce(1, 2) AS k
SELECT upper FROM upper('x')
SELECT * FROM pg_get_keywords() LIMIT 1
# Operators and types of users
SELECT p + p FROM u
SELECT p OPERATOR(s.+) p FROM u
SELECT a::s.positive, '(1,2)'::pair, ARRAY[d] FROM u
SELECT 'good'::mood, m = 'bad' FROM w
SELECT d + 1 FROM u
SELECT o.f(1), f(2)
# System catalogs
SELECT relname, c.* FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
SELECT table_name, t.a FROM information_schema.tables, t
SELECT attname, typname FROM pg_attribute, pg_type WHERE atttypid = pg_type.oid
# Changes
INSERT INTO t VALUES (1, 2, 3, 4)
INSERT INTO t SELECT a, b, u FROM u
INSERT INTO t (b, a) SELECT a, b FROM u RETURNING a, t.b, t
INSERT INTO t AS x (a) VALUES (1) RETURNING x.a, x.*
INSERT INTO u (p.a, p.f) VALUES (1, 2)
INSERT INTO t DEFAULT VALUES RETURNING *
INSERT INTO t (a) WITH q AS (SELECT b FROM u) SELECT b FROM q
UPDATE t SET a = b, (b, c) = (1, a), t = DEFAULT WHERE t.t = 1 RETURNING a, t.*
UPDATE t SET (a, b) = (SELECT u.a, t.c FROM u WHERE u.b = t.b LIMIT 1)
UPDATE t AS x SET a = u.a FROM u JOIN w ON u.b = w.b WHERE x.b = w.b RETURNING x.a, w.name, u.*
UPDATE u SET p.a = 1, d = a WHERE EXISTS (SELECT 1 FROM t WHERE t.a = u.a)
DELETE FROM t USING u WHERE t.a = u.a AND c IS NULL RETURNING t.*, u.u
DELETE FROM ONLY t WHERE a IN (SELECT a FROM u WHERE u.b = t.b)
MERGE INTO t USING u ON t.a = u.a WHEN MATCHED AND u.b > t.b THEN UPDATE SET b = u.b WHEN NOT MATCHED THEN INSERT (a, b) VALUES (u.a, u.u)
MERGE INTO t AS x USING (SELECT a, b FROM w, o.z) AS y ON x.a = y.a WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN DO NOTHING
