-- Queries, transactions and what psql makes of them.
\set VERBOSITY default

CREATE TABLE staff (id int PRIMARY KEY, name text NOT NULL, boss int REFERENCES staff, dept text, pay numeric(10, 2), since date);
INSERT INTO staff VALUES
    (1, 'Ada', NULL, 'head', 9000, '2010-01-01'),
    (2, 'Ben', 1, 'tools', 7000, '2012-05-01'),
    (3, 'Cleo', 1, 'trade', 7200.50, '2013-07-15'),
    (4, 'Dan', 2, 'tools', 5000, '2018-03-01'),
    (5, 'Eve', 2, 'tools', 5200, '2019-11-30'),
    (6, 'Flo', 3, 'trade', 4800, '2020-02-29'),
    (7, 'Gus', 3, NULL, NULL, NULL);
ANALYZE staff;

-- Joins, grouping, sets.
SELECT e.name, b.name AS boss FROM staff e LEFT JOIN staff b ON b.id = e.boss ORDER BY e.id;
SELECT a.name, b.name FROM staff a JOIN staff b USING (dept) WHERE a.id < b.id ORDER BY 1, 2;
SELECT count(*) FROM staff a CROSS JOIN staff b;
SELECT a.id, b.id FROM staff a FULL JOIN (VALUES (1), (99)) AS b(id) ON a.id = b.id WHERE a.id IS NULL OR b.id IS NOT NULL ORDER BY 2;
SELECT * FROM staff NATURAL JOIN (SELECT 1 AS id, 'Ada' AS name) AS n;
SELECT dept, count(*), avg(pay), min(since), max(name), string_agg(name, ',' ORDER BY name) FROM staff GROUP BY dept HAVING count(*) > 1 ORDER BY dept;
SELECT dept, extract(year FROM since) AS year, count(*) FROM staff GROUP BY ROLLUP (dept, 2) ORDER BY 1, 2;
SELECT dept, boss, grouping(dept, boss), sum(pay) FROM staff GROUP BY GROUPING SETS ((dept), (boss), ()) ORDER BY 1, 2, 3;
SELECT dept, boss, count(*) FROM staff GROUP BY CUBE (dept, boss) ORDER BY 1, 2;
SELECT count(*) FILTER (WHERE pay > 5000), count(DISTINCT dept), sum(DISTINCT pay) FROM staff;
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY pay), mode() WITHIN GROUP (ORDER BY dept), rank(5000) WITHIN GROUP (ORDER BY pay) FROM staff;
SELECT DISTINCT dept FROM staff ORDER BY dept NULLS FIRST;
SELECT DISTINCT ON (dept) dept, name FROM staff ORDER BY dept, pay DESC NULLS LAST;
SELECT 1 UNION SELECT 2 UNION ALL SELECT 2 EXCEPT SELECT 1 ORDER BY 1;
(SELECT id FROM staff INTERSECT SELECT generate_series(3, 10)) ORDER BY 1 DESC LIMIT 2 OFFSET 1;
SELECT id FROM staff ORDER BY pay DESC NULLS LAST FETCH FIRST 2 ROWS ONLY;
SELECT id, pay FROM staff ORDER BY dept FETCH FIRST 1 ROW WITH TIES;
SELECT name FROM staff GROUP BY dept;
SELECT dept, count(*) FROM staff WHERE count(*) > 1 GROUP BY dept;
SELECT 1 UNION SELECT 'a';
SELECT 1, 2 UNION SELECT 3;
SELECT * FROM staff ORDER BY nothing;
SELECT name FROM staff a JOIN staff b ON a.id = b.id;
SELECT x.* FROM staff;
SELECT * FROM staff LIMIT -1;

-- Subqueries, lateral, common table expressions.
SELECT name FROM staff s WHERE pay > (SELECT avg(pay) FROM staff WHERE dept = s.dept) ORDER BY 1;
SELECT name FROM staff s WHERE EXISTS (SELECT FROM staff WHERE boss = s.id) AND id IN (SELECT boss FROM staff) AND id <> ALL (ARRAY[3]) ORDER BY 1;
SELECT name, (SELECT count(*) FROM staff r WHERE r.boss = s.id) AS reports FROM staff s ORDER BY id;
SELECT (SELECT id FROM staff);
SELECT (SELECT 1, 2);
SELECT d.dept, top.name FROM (SELECT DISTINCT dept FROM staff) d, LATERAL (SELECT name FROM staff s WHERE s.dept = d.dept ORDER BY pay DESC LIMIT 1) top ORDER BY 1;
SELECT s.name, g.n FROM staff s JOIN LATERAL generate_series(1, s.id) AS g(n) ON g.n > 5 ORDER BY 1, 2;
WITH well AS (SELECT * FROM staff WHERE pay > 6000), poor AS MATERIALIZED (SELECT * FROM staff WHERE pay <= 6000) SELECT (SELECT count(*) FROM well), (SELECT count(*) FROM poor);
WITH RECURSIVE tree AS (SELECT id, name, 0 AS depth, ARRAY[id] AS path FROM staff WHERE boss IS NULL UNION ALL SELECT s.id, s.name, depth + 1, path || s.id FROM staff s JOIN tree ON s.boss = tree.id) SELECT repeat('  ', depth) || name AS who, path FROM tree ORDER BY path;
WITH RECURSIVE t(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t WHERE n < 100) SELECT sum(n) FROM t;
WITH RECURSIVE g(a, b) AS (VALUES (1, 2), (2, 3), (3, 1)), w AS (SELECT a, b FROM g WHERE a = 1 UNION ALL SELECT g.a, g.b FROM g JOIN w ON g.a = w.b) CYCLE a SET looped USING way SELECT a, b, looped, way FROM w;
WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t WHERE n < 4) SEARCH DEPTH FIRST BY n SET o SELECT n, o FROM t ORDER BY o;
WITH moved AS (DELETE FROM staff WHERE id = 7 RETURNING *), back AS (INSERT INTO staff SELECT * FROM moved WHERE false RETURNING *) SELECT (SELECT name FROM moved), (SELECT count(*) FROM back), count(*) FROM staff;
WITH x AS (SELECT 1) SELECT * FROM y;
WITH RECURSIVE bad AS (SELECT n FROM bad) SELECT * FROM bad;

-- Windows.
SELECT name, dept, pay, rank() OVER w, dense_rank() OVER w, row_number() OVER w, percent_rank() OVER w, ntile(2) OVER w FROM staff WINDOW w AS (PARTITION BY dept ORDER BY pay DESC) ORDER BY dept, pay DESC;
SELECT name, lag(name) OVER o, lead(name, 2, 'none') OVER o, first_value(name) OVER o, last_value(name) OVER o, nth_value(name, 2) OVER o FROM staff WINDOW o AS (ORDER BY id) ORDER BY id;
SELECT id, sum(pay) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING), count(*) OVER (ORDER BY id RANGE BETWEEN 2 PRECEDING AND CURRENT ROW EXCLUDE CURRENT ROW), sum(id) OVER (ORDER BY dept GROUPS 1 PRECEDING), sum(id) FILTER (WHERE id > 2) OVER () FROM staff ORDER BY id;
SELECT rank() OVER (ORDER BY nothing) FROM staff;
SELECT rank() FROM staff;
SELECT sum(rank() OVER ()) FROM staff;

-- Transactions.
BEGIN;
INSERT INTO staff VALUES (20, 'Temp', 1, 'x', 1, '2024-01-01');
SAVEPOINT one;
INSERT INTO staff VALUES (20, 'Again', 1, 'x', 1, '2024-01-01');
SELECT 'ignored';
ROLLBACK TO SAVEPOINT one;
SAVEPOINT two;
UPDATE staff SET pay = 0;
ROLLBACK TO one;
RELEASE two;
ROLLBACK TO one;
RELEASE SAVEPOINT one;
SELECT count(*), sum(pay) FROM staff;
COMMIT;
DELETE FROM staff WHERE id = 20;
BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
SHOW transaction_isolation;
SHOW transaction_read_only;
DELETE FROM staff;
COMMIT;
BEGIN; SELECT 1 / 0; SELECT 2; END;
COMMIT;
ROLLBACK;
BEGIN;
BEGIN;
ROLLBACK AND CHAIN;
ROLLBACK;
SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;
BEGIN; SELECT 1; SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; ROLLBACK;
CREATE TABLE undone (x int); BEGIN; DROP TABLE undone; SELECT * FROM undone; ROLLBACK; SELECT count(*) FROM undone;
BEGIN; CREATE TABLE never (x int); ROLLBACK; SELECT * FROM never;
SELECT 1 \; SELECT 2 \; SELECT 3;
SELECT 1 \; SELECT 1 / 0 \; SELECT 3;
BEGIN \; INSERT INTO undone VALUES (1) \; SELECT * FROM undone \; ROLLBACK;
INSERT INTO undone VALUES (1) \; INSERT INTO undone VALUES (1 / 0);
SELECT count(*) FROM undone;
PREPARE TRANSACTION 'never';
LOCK TABLE staff;
BEGIN; LOCK TABLE staff IN EXCLUSIVE MODE NOWAIT; SELECT mode FROM pg_locks WHERE relation = 'staff'::regclass AND pid = pg_backend_pid(); COMMIT;
\set AUTOCOMMIT off
SELECT 1;
INSERT INTO undone VALUES (2);
ROLLBACK;
\set AUTOCOMMIT on
\set ON_ERROR_ROLLBACK on
BEGIN;
SELECT nothing;
SELECT 'goes on';
COMMIT;
\set ON_ERROR_ROLLBACK off

-- Cursors.
BEGIN;
DECLARE c SCROLL CURSOR FOR SELECT id, name FROM staff ORDER BY id;
FETCH c;
FETCH FORWARD 2 FROM c;
FETCH BACKWARD 1 FROM c;
FETCH ABSOLUTE 5 FROM c;
FETCH RELATIVE -1 FROM c;
MOVE LAST FROM c;
FETCH NEXT FROM c;
FETCH PRIOR FROM c;
FETCH ALL FROM nothing;
ROLLBACK;
BEGIN;
DECLARE f NO SCROLL CURSOR FOR SELECT id FROM staff ORDER BY id FOR UPDATE;
FETCH 2 FROM f;
UPDATE staff SET pay = pay + 1 WHERE CURRENT OF f RETURNING id, pay;
FETCH BACKWARD 1 FROM f;
ROLLBACK;
DECLARE h CURSOR WITH HOLD FOR SELECT n FROM generate_series(1, 4) AS n;
FETCH 2 FROM h;
SELECT name, statement, is_holdable FROM pg_cursors;
FETCH ALL FROM h;
CLOSE h;
CLOSE h;
DECLARE outside CURSOR FOR SELECT 1;
\set FETCH_COUNT 3
SELECT id, name FROM staff ORDER BY id;
SELECT 10 / (4 - n) FROM generate_series(1, 6) AS n;
\unset FETCH_COUNT

-- Statements with names.
PREPARE by_dept(text, int) AS SELECT name FROM staff WHERE dept = $1 AND id > $2 ORDER BY id;
EXECUTE by_dept('tools', 0);
EXECUTE by_dept('tools');
EXECUTE by_dept('tools', 'x');
EXPLAIN (COSTS OFF) EXECUTE by_dept('tools', 3);
SELECT name, statement, parameter_types FROM pg_prepared_statements;
PREPARE by_dept AS SELECT 1;
DEALLOCATE by_dept;
EXECUTE by_dept('tools', 0);
DEALLOCATE PREPARE nothing;
PREPARE changes AS UPDATE staff SET pay = pay WHERE id = $1 RETURNING id;
EXECUTE changes(1);
DEALLOCATE ALL;
PREPARE broken AS SELECT $1 + $2;
PREPARE wrong AS CREATE TABLE x (y int);

-- Settings.
SET work_mem = '8MB';
SHOW work_mem;
SELECT name, setting, unit FROM pg_settings WHERE name = 'work_mem';
RESET work_mem;
BEGIN; SET LOCAL work_mem = '16MB'; SHOW work_mem; COMMIT;
SHOW work_mem;
SET my.setting = 'mine';
SHOW my.setting;
SELECT current_setting('my.setting'), current_setting('nothing.there', true), set_config('my.setting', 'changed', true);
SHOW nothing;
SET work_mem = 'nonsense';
SET shared_buffers = '1GB';
SET log_statement = 'all';
SET TimeZone = 'Nowhere';
SET application_name = 'regression';
SHOW application_name;
SET search_path = depot, public;
SHOW search_path;
SELECT current_schema, current_schemas(false);
RESET search_path;
SHOW search_path;
SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY;
CREATE TABLE refused (x int);
SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE;
SET statement_timeout = '50ms';
SELECT pg_sleep(10);
RESET statement_timeout;
DISCARD PLANS;
DISCARD ALL;

-- COPY.
CREATE TABLE loaded (id int, t text, n numeric);
COPY loaded FROM stdin;
1	one	1.5
2	t\two\nlines	\N
3	back\\slash	3
\.
COPY loaded (id, t) FROM stdin WITH (FORMAT csv, HEADER);
id,t
4,"quoted, with ""quotes"""
5,
6,"two
lines"
\.
COPY loaded FROM stdin (DELIMITER ';', NULL '-');
7;seven;-
\.
COPY loaded FROM stdin;
8	bad	not a number
\.
COPY loaded FROM stdin;
9	too few
\.
COPY loaded FROM stdin;
10	too	1	many
\.
COPY loaded (id) FROM stdin WHERE id > 11;
11
12
\.
COPY loaded FROM stdin;
\.
COPY loaded TO stdout;
COPY (SELECT id, t FROM loaded WHERE id < 5 ORDER BY id) TO stdout WITH (FORMAT csv, HEADER, FORCE_QUOTE *);
COPY loaded (t, id) TO stdout (DELIMITER '|', NULL 'null');
COPY (SELECT 1 / (id - 3) FROM loaded ORDER BY id) TO stdout;
COPY nowhere FROM stdin;
COPY loaded TO stdout (FORMAT nonsense);
COPY loaded (nothing) TO stdout;
COPY (DELETE FROM loaded WHERE id = 12 RETURNING *) TO stdout;
\copy loaded TO 'loaded.out' csv header
\copy loaded FROM 'loaded.out' csv header
SELECT count(*) FROM loaded;
\copy (SELECT id FROM loaded WHERE id < 3 ORDER BY id) TO STDOUT
\copy loaded (id) FROM STDIN
100
101
\.
\copy nowhere FROM 'loaded.out'
\copy loaded TO PROGRAM 'cat'
SELECT count(*) FROM loaded WHERE id >= 100;
CREATE TABLE typed (a int[], j jsonb, b bytea, ts timestamptz, r int4range);
INSERT INTO typed VALUES ('{1,NULL}', '{"a": "x\ty"}', '\x00ff', '2024-02-29 12:00+00', '[1,5)');
COPY typed TO stdout;
\copy typed TO 'typed.out' (format binary)
\copy typed FROM 'typed.out' (format binary)
SELECT * FROM typed;
SELECT 'before' \; COPY (SELECT 'in between') TO stdout \; SELECT 'after';

-- What psql does by itself.
SELECT 6 * 7 AS answer, 'x y' AS words \gset
\echo :answer :'words' :"words"
SELECT :answer + 1 AS next, :'words' AS quoted;
SELECT 1 AS a WHERE false \gset
SELECT generate_series(1, 2) AS many \gset
SELECT 'SELECT ' || n || ' AS made' FROM generate_series(1, 3) AS n \gexec
SELECT 'SELECT 1/0' UNION ALL SELECT 'SELECT ''after an error''' \gexec
SELECT 1 AS one, 'x'::varchar(5) AS v, NULL AS n, now()::date AS d \gdesc
SELECT nothing \gdesc
CREATE TABLE undescribed () \gdesc
SELECT 1 AS x, 2 AS y \gx
SELECT id, dept, pay FROM staff WHERE id < 4 ORDER BY id \crosstabview
\pset format unaligned
SELECT * FROM staff ORDER BY id;
\pset format csv
SELECT * FROM staff WHERE id < 3 ORDER BY id;
\pset format html
SELECT id, name FROM staff WHERE id < 3 ORDER BY id;
\pset format aligned
\pset null '(null)'
\x on
SELECT * FROM staff WHERE id = 7;
SELECT * FROM staff WHERE id = 1;
\x off
\pset null ''
\if :{?answer}
SELECT 'answered';
\else
SELECT 'not run';
\endif
SELECT :{?nothing} AS defined;
SELECT 1 / 0;
\echo :ERROR :SQLSTATE :LAST_ERROR_MESSAGE :ROW_COUNT
\errverbose
SELECT 1;
\echo :ERROR :SQLSTATE :ROW_COUNT
\set VERBOSITY sqlstate
SELECT 1 / 0;
\set VERBOSITY terse
SELECT nothing FROM staff;
\set VERBOSITY default
\set SHOW_CONTEXT always
\d staff
\d+ staff
\dt st*
\df pg_catalog.lower
\dT int4range
\du works_owner
\l works
\dn
\dx
\dL
\dC text
\dF simple
\dO mine
\dy
\dRp
\det
\dconfig work_mem
\dd
\db
\dAc btree int4
\sf pg_catalog.lower(text)
\encoding
\nonsense
SELECT current_database(), current_user;

-- Large objects.
SELECT lo_create(700001);
SELECT lo_put(700001, 0, 'some bytes of an object');
SELECT convert_from(lo_get(700001, 5, 5), 'UTF8');
SELECT lo_from_bytea(700002, '\x00010203');
BEGIN;
SELECT lo_open(700002, 393216) AS fd \gset
SELECT loread(:fd, 2), lo_lseek(:fd, 0, 2), lowrite(:fd, '\xffff'), lo_tell(:fd), lo_close(:fd);
COMMIT;
SELECT lo_get(700002), octet_length(lo_get(700001));
SELECT lo_get(700999);
SELECT lo_unlink(700001);
COMMENT ON LARGE OBJECT 700002 IS 'kept';
GRANT SELECT ON LARGE OBJECT 700002 TO works_reader;
\lo_list
SELECT lo_unlink(700002);
SELECT lo_import('/etc/passwd');

-- Notifications.
LISTEN news;
NOTIFY news, 'first';
SELECT pg_notify('news', 'second'), pg_notify('unheard', 'x');
BEGIN; NOTIFY news, 'rolled back'; ROLLBACK;
BEGIN; NOTIFY news; NOTIFY news; COMMIT;
SELECT pg_listening_channels();
UNLISTEN news;
NOTIFY news, 'unheard';
UNLISTEN *;

-- Errors with their places.
SELECT 1 +;
SELECT 'ünïcödé', nothing;
SELECT
    1,
    nothing_at_line_three,
    3;
SELECT * FROM staff WHERE name = 5;
SELECT lower(1);
SELECT lower();
SELECT staff.nothing FROM staff;
SELECT * FROM staff s WHERE staff.id = 1;
INSERT INTO staff SELECT 1;
INSERT INTO staff (id, id) VALUES (1, 2);
UPDATE staff SET id = 'x';
SELECT FROM WHERE;
SELECT "unterminated;
";
SELECT $1;
CREATE nonsense;
garbage in;
SELECT CASE 1 WHEN 2 THEN 3;
SELECT interval '1 fortnight';
SELECT * FROM generate_series(1, 3, 0);
SELECT array_agg(x) FROM generate_series(1, 3) AS x HAVING 1 / 0 = 1;
GRANT;
DROP TABLE;
ALTER TABLE staff ADD PRIMARY KEY (name);
CREATE FUNCTION broken() RETURNS int LANGUAGE sql AS 'SELECT nothing';
CREATE FUNCTION broken() RETURNS int LANGUAGE sql AS 'SELECT 1; SELECT ''x''';
