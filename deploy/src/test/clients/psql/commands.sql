-- What psql's other commands send. Run in a directory that it may write to.
CREATE TABLE t (id integer PRIMARY KEY, v text);
\copy t from stdin
1	one
2	two
3	\N
\.
COPY t FROM STDIN (FORMAT csv, HEADER);
id,v
4,"fo,ur"
5,
\.
\copy t (id) from program 'seq 100 5000'
\copy t to 'out.txt'
\copy (select id, v from t where id < 10 order by id) to stdout (format csv, header)
COPY (SELECT id FROM t WHERE id < 4 ORDER BY id) TO STDOUT;
\copy t from 'out.txt'
\copy t from stdin
seven	not a number
\.
\copy missing from stdin
\copy t from 'no such file'
COPY t FROM STDIN;
6	six
1	double
\.
SELECT count(*), sum(id) FROM t;
CREATE TABLE copied (LIKE t);
\copy copied from 'out.txt'
SELECT count(*), sum(id) FROM copied;
BEGIN;
\copy t from stdin
x
\.
SELECT 1;
ROLLBACK;

-- Statements made by statements, and results that go elsewhere.
SELECT format('CREATE TABLE made_%s AS SELECT %s AS n', g, g) FROM generate_series(1, 3) g \gexec
SELECT format('DROP TABLE made_%s', g) FROM generate_series(1, 4) g \gexec
SELECT count(*) AS counted, max(id) AS largest FROM t \gset
\echo :counted :largest
SELECT 'a' AS x, 1 AS y, 2 AS n UNION ALL SELECT 'b', 1, 3 \crosstabview
SELECT * FROM t WHERE id < 3 \gx
SELECT id, v FROM t WHERE $1 \gdesc
SELECT id, v FROM t \gdesc
SELECT id FROM t WHERE id < 3 \g 'g.txt'
\! cat g.txt
\o o.txt
SELECT 'to a file';
\o
\! cat o.txt

-- Over and over until it fails.
CREATE TEMPORARY SEQUENCE down;
\pset tuples_only on
\pset format unaligned
SELECT 100 / (4 - nextval('down')) \watch 0.05
\pset tuples_only off
\pset format aligned

-- Settings that change what psql sends.
\timing on
\timing off
\set FETCH_COUNT 7
SELECT id FROM t WHERE id < 120 ORDER BY id;
SELECT 1/(105 - id) FROM t WHERE id >= 100 AND id < 120 ORDER BY id;
\unset FETCH_COUNT
\set AUTOCOMMIT off
INSERT INTO t VALUES (10, 'not yet');
ROLLBACK;
\set AUTOCOMMIT on
SELECT count(*) FROM t WHERE id = 10;
\set ON_ERROR_ROLLBACK on
BEGIN;
INSERT INTO t VALUES (11, 'kept');
INSERT INTO t VALUES (1, 'double');
INSERT INTO t VALUES (12, 'kept too');
COMMIT;
\unset ON_ERROR_ROLLBACK
SELECT id FROM t WHERE id IN (11, 12) ORDER BY id;
SELECT 1\; SELECT 2\; SELECT 3;
SELECT 1\; SELECT 1/0\; SELECT 3;
BEGIN\; INSERT INTO t VALUES (13, 'gone')\; ROLLBACK;
\set SHOW_ALL_RESULTS off
SELECT 1\; SELECT 2;
\unset SHOW_ALL_RESULTS
\set VERBOSITY verbose
SELECT * FROM missing;
\errverbose
\set VERBOSITY sqlstate
SELECT * FROM missing;
\unset VERBOSITY

-- Prepared statements, cursors, DO, notices, notifications.
PREPARE by_id (integer) AS SELECT v FROM t WHERE id = $1;
EXECUTE by_id(1);
EXECUTE by_id(2);
EXECUTE by_id('x');
DEALLOCATE by_id;
EXECUTE by_id(1);
BEGIN;
DECLARE c SCROLL CURSOR FOR SELECT id FROM t WHERE id < 6 ORDER BY id;
FETCH 2 FROM c;
MOVE LAST FROM c;
FETCH BACKWARD 2 FROM c;
CLOSE c;
COMMIT;
DO $$ BEGIN RAISE NOTICE 'hello'; RAISE EXCEPTION 'no' USING HINT = 'ask again', ERRCODE = 'P0042'; END $$;
LISTEN news;
NOTIFY other;
UNLISTEN *;
ANALYZE t;
EXPLAIN (COSTS off) SELECT * FROM t WHERE id = 1;
EXPLAIN (ANALYZE, COSTS off, TIMING off, SUMMARY off, BUFFERS off) SELECT * FROM t WHERE id = 1;
SHOW work_mem;
SET work_mem = '8MB';
SHOW work_mem;
SET LOCAL work_mem = '9MB';
RESET work_mem;
VACUUM t;
ANALYZE t;
BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY;
VACUUM t;
ROLLBACK;
;
\if true
SELECT 'if';
\else
SELECT 'else';
\endif

-- A connection after another.
\c
SELECT count(*) FROM t;
DROP TABLE t, copied;
