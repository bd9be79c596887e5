-- Select lists
SELECT
SELECT FROM t
SELECT WHERE true
SELECT *
SELECT *, t.*, a FROM t
SELECT ALL a FROM t
SELECT ALL
SELECT DISTINCT a FROM t
SELECT DISTINCT ON (a, b + 1) c, d FROM t
SELECT a AS b, c d, e AS "F g", h AS select, i AS "sel""ect", 1 AS from FROM t
SELECT a «abort¦access¦action¦add¦admin¦after¦begin¦bigint¦between¦bit¦both_sides¦by¦cache¦cascade¦coalesce¦columns¦commit¦copy¦cube¦current¦cursor¦data¦delete¦drop¦exists¦extract¦first¦full¦function¦groups¦if¦inner¦insert¦int¦interval¦is_it¦join¦key¦left¦like_it¦lateral¦level¦match¦matched¦merge¦mode¦name¦natural¦next¦no¦none¦null¦nulls¦of¦old¦option¦out¦parser¦partition¦password¦position¦range¦recursive¦replace¦right¦role¦row¦rows¦search¦set¦setof¦show¦source¦sql¦start¦temp¦text¦time¦trim¦type¦unbounded¦update¦value¦values¦view¦work¦xml¦zone¦when¦then¦else¦select¦table¦all¦analyze¦and_more¦any¦asc¦case¦cast¦check¦column¦default¦desc¦distinct¦do¦end¦false¦in_it¦true¦user¦using¦verbose¦ilike_it» FROM t
-- refused
SELECT a array FROM t
SELECT a as FROM t
SELECT a char FROM t
SELECT a character FROM t
SELECT a create FROM t
SELECT a day FROM t
SELECT a except FROM t
SELECT a fetch FROM t
SELECT a filter FROM t
SELECT a for FROM t
SELECT a from FROM t
SELECT a grant FROM t
SELECT a group FROM t
SELECT a having FROM t
SELECT a hour FROM t
SELECT a intersect FROM t
SELECT a into FROM t
SELECT a limit FROM t
SELECT a minute FROM t
SELECT a month FROM t
SELECT a offset FROM t
SELECT a on FROM t
SELECT a order FROM t
SELECT a over FROM t
SELECT a overlaps FROM t
SELECT a precision FROM t
SELECT a returning FROM t
SELECT a second FROM t
SELECT a to FROM t
SELECT a union FROM t
SELECT a varying FROM t
SELECT a where FROM t
SELECT a window FROM t
SELECT a with FROM t
SELECT a within FROM t
SELECT a without FROM t
SELECT a year FROM t
SELECT a between 1 FROM t
-- everywhere
SELECT a AS «array¦as¦char¦day¦filter¦from¦group¦select¦table¦where¦with¦year¦and¦or¦not¦in¦is¦like¦order¦limit¦into¦over¦isnull¦notnull» FROM t
SELECT «abort¦access¦between¦bigint¦bit¦boolean¦char¦coalesce¦columns¦cube¦day¦exists¦extract¦float¦grouping¦inout¦int¦interval¦key¦least¦name¦national¦nchar¦none¦normalize¦nullif¦numeric¦out¦over¦overlay¦position¦precision¦real¦rollup¦row¦setof¦smallint¦substring¦time¦timestamp¦treat¦trim¦values¦varchar¦xmlattributes¦xmlconcat¦xmltable¦year¦filter¦within¦varying¦without¦uescape¦json¦merge¦matched¦user_¦yes»  FROM t
-- refused
SELECT «values¦row(¦exists¦select¦from t from¦where a group¦table¦union¦window¦with¦all all¦and¦any¦array¦as¦asc¦both¦case¦cast¦check¦collate¦column¦constraint¦create¦default¦deferrable¦desc¦do¦else¦end¦except¦fetch¦for¦foreign¦grant¦group¦having¦in¦initially¦intersect¦into¦lateral¦leading¦limit¦not¦offset¦on¦only¦or¦order¦placing¦primary¦references¦returning¦symmetric¦then¦to¦trailing¦unique¦using¦variadic¦when¦where»  FROM t FROM
SELECT «authorization¦binary¦collation¦concurrently¦cross¦freeze¦full¦ilike¦inner¦is¦isnull¦join¦left¦like¦natural¦notnull¦outer¦overlaps¦right¦similar¦tablesample¦verbose» FROM t
SELECT *, FROM t
SELECT , a FROM t
SELECT a, FROM t
SELECT DISTINCT ON a FROM t
SELECT DISTINCT ON () a FROM t
SELECT ALL DISTINCT a
SELECT a AS FROM t
SELECT a AS 'b' FROM t
SELECT * AS a FROM t
-- everywhere

-- Clauses
SELECT a FROM t WHERE b GROUP BY c HAVING d WINDOW w AS () ORDER BY e LIMIT 1 OFFSET 2 FOR UPDATE
SELECT a FROM t WHERE a = 1 AND (b = 2 OR c = 3) AND NOT d
SELECT a FROM t GROUP BY «a¦a, b¦()¦(a)¦(a, b)¦ROLLUP (a, b)¦CUBE (a, (b, c))¦GROUPING SETS (a, (a, b), ())¦GROUPING SETS (ROLLUP (a), CUBE (b), GROUPING SETS ((c)))¦a, ROLLUP (b), GROUPING SETS ((c), ())¦ALL a, b¦DISTINCT a, ROLLUP (b)¦a + 1, f(b)¦1»
SELECT a FROM t ORDER BY a«¦ ASC¦ DESC¦ USING <¦ USING OPERATOR(pg_catalog.>)»«¦ NULLS FIRST¦ NULLS LAST», b + 1, 2 DESC
SELECT a FROM t «LIMIT 1¦LIMIT ALL¦LIMIT NULL¦LIMIT 1 + 1 OFFSET 2¦OFFSET 2¦OFFSET 2 LIMIT 1¦OFFSET 2 ROWS¦OFFSET 1 ROW¦OFFSET (SELECT 1)¦LIMIT (SELECT 1)¦LIMIT $1 OFFSET $2¦FETCH FIRST ROW ONLY¦FETCH NEXT 2 ROWS ONLY¦FETCH FIRST (1 + 1) ROWS ONLY¦FETCH FIRST $1 ROWS ONLY¦FETCH FIRST -1 ROW ONLY¦OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY¦FETCH FIRST 2 ROWS ONLY OFFSET 1¦ORDER BY a FETCH FIRST 2 ROWS WITH TIES¦ORDER BY a FETCH FIRST ROW WITH TIES¦OFFSET 1.5¦OFFSET a¦LIMIT '1'¦OFFSET 1 + 1»
SELECT a FROM t «FOR UPDATE¦FOR NO KEY UPDATE¦FOR SHARE¦FOR KEY SHARE¦FOR READ ONLY»
SELECT a FROM t «FOR UPDATE¦FOR NO KEY UPDATE¦FOR SHARE¦FOR KEY SHARE» «OF t¦OF t, u¦NOWAIT¦SKIP LOCKED¦OF t NOWAIT¦OF t SKIP LOCKED¦OF t FOR SHARE OF u NOWAIT¦LIMIT 1»
SELECT a FROM t FOR UPDATE LIMIT 1 OFFSET 2
SELECT a FROM t LIMIT 1 FOR UPDATE
SELECT a INTO «x¦TABLE x¦TEMP x¦TEMPORARY TABLE x¦LOCAL TEMP x¦GLOBAL TEMPORARY x¦UNLOGGED x¦UNLOGGED TABLE s.x¦s.x¦"X y"» FROM t
SELECT INTO x FROM t
SELECT DISTINCT a INTO x FROM t WHERE b
-- refused
SELECT a FROM t WHERE
SELECT a FROM t WHERE a WHERE b
SELECT a FROM t GROUP a
SELECT a FROM t GROUP BY
SELECT a FROM t GROUP BY a,
SELECT a FROM t GROUP BY ROLLUP ()
SELECT a FROM t GROUP BY GROUPING SETS
SELECT a FROM t HAVING
SELECT a FROM t HAVING b GROUP BY c
SELECT a FROM t ORDER a
SELECT a FROM t ORDER BY
SELECT a FROM t ORDER BY a NULLS
SELECT a FROM t ORDER BY a ASC DESC
SELECT a FROM t ORDER BY a USING
SELECT a FROM t LIMIT
SELECT a FROM t LIMIT 1, 2
SELECT a FROM t LIMIT 1 LIMIT 2
SELECT a FROM t OFFSET
SELECT a FROM t FETCH FIRST
SELECT a FROM t FETCH FIRST 1
SELECT a FROM t FETCH FIRST 1 ROWS
SELECT a FROM t FETCH FIRST 1 + 1 ROWS ONLY
SELECT a FROM t FETCH FIRST 2 ROWS WITH TIES
SELECT a FROM t FOR
SELECT a FROM t FOR KEY UPDATE
SELECT a FROM t FOR UPDATE OF
SELECT a FROM t FOR UPDATE WAIT
SELECT a FROM t ORDER BY b FETCH FIRST 1 ROW WITH TIES FOR UPDATE SKIP LOCKED
SELECT a FROM t ORDER BY a ORDER BY b
SELECT a INTO FROM t
SELECT a WHERE b FROM t
SELECT a FROM
SELECT a FROM t,
SELECT a FROM t WINDOW w AS () HAVING b
-- everywhere

-- FROM items
SELECT * FROM «t¦s.t¦db.s.t¦ONLY t¦ONLY (t)¦ONLY (s.t)¦t *¦ONLY s.t¦"T"¦"S"."T"¦U&"t\0061"¦t AS x¦t x¦t AS x(a)¦t x (a, b)¦t * AS x¦ONLY t x¦t AS "X y"(a, "B")¦t authorization_¦t AS key¦t key¦t range»
SELECT * FROM t «abort¦bigint¦between¦cube¦day¦extract¦filter¦key¦name¦over¦partition¦rows¦set_¦values¦year¦within¦without¦lateral_¦row¦time¦language¦match¦first¦nulls¦returning_¦view»
-- refused
SELECT * FROM t «as¦authorization¦create¦end¦for¦full¦grant¦group¦having¦inner¦is¦isnull¦lateral¦left¦like¦limit¦notnull¦offset¦on¦only¦order¦outer¦overlaps¦returning¦select¦similar¦tablesample¦to¦user¦using¦verbose¦when¦where¦window¦with»
-- everywhere
SELECT * FROM «(SELECT 1) x¦(SELECT 1) AS x(a)¦(VALUES (1, 2), (3, 4)) AS v(a, b)¦(TABLE t) x¦(SELECT 1 UNION SELECT 2) u¦((SELECT 1)) x¦((SELECT 1) UNION (SELECT 2)) x¦(WITH a AS (SELECT 1) SELECT * FROM a) x¦LATERAL (SELECT 1) x¦t, LATERAL (SELECT t.a) x¦t, LATERAL f(t.a) y¦(SELECT a FROM t FOR UPDATE) x¦(SELECT a FROM t ORDER BY b LIMIT 1) x»
-- since 16
SELECT * FROM «(SELECT 1)¦(VALUES (1), (2))¦LATERAL (SELECT 1)¦(SELECT 1), (SELECT 2)¦(SELECT 1) JOIN (SELECT 2) ON true¦((SELECT 1) UNION (SELECT 2))»
-- everywhere
SELECT * FROM «f()¦f(1, 2)¦s.f(a => 1)¦f() x¦f() AS x(a, b)¦f() AS (a int, b text)¦f() AS x(a int, b text[])¦f() AS x(a text COLLATE "C")¦f() WITH ORDINALITY¦f() WITH ORDINALITY AS x(a, n)¦ROWS FROM (f(), g(1))¦ROWS FROM (f() AS (a int), g()) WITH ORDINALITY AS x¦LATERAL f() x¦LATERAL ROWS FROM (f()) x¦generate_series(1, 10) g¦unnest(ARRAY[1], ARRAY[2]) AS u(a, b)¦current_date¦CURRENT_TIMESTAMP(1) x¦coalesce(a, b) x¦CAST(1 AS int) x¦current_user u¦extract(year from now()) y¦substring('a' from 1) AS s(b)¦xmlforest(1 AS a) x¦f() key¦pg_catalog.now() n¦nullif(1, 2)¦user»
-- refused
SELECT * FROM f() + 1
SELECT * FROM a::int
SELECT * FROM 1
SELECT * FROM 'a'
SELECT * FROM (a)
SELECT * FROM ROWS FROM ()
SELECT * FROM ROWS f()
SELECT * FROM f() FILTER (WHERE true)
SELECT * FROM f() OVER ()
SELECT * FROM f() AS (a)
SELECT * FROM f() x(a int,)
SELECT * FROM LATERAL t
SELECT * FROM (t)
SELECT * FROM (f())
SELECT * FROM ((t))
SELECT * FROM ()
SELECT * FROM ONLY f()
SELECT * FROM ONLY ((t))
SELECT * FROM CASE WHEN a THEN b END
SELECT * FROM t.*
SELECT * FROM t..u
SELECT * FROM a.b.c.d.e
-- everywhere
SELECT * FROM a «CROSS JOIN b¦NATURAL JOIN b¦NATURAL LEFT JOIN b¦NATURAL FULL OUTER JOIN b¦NATURAL INNER JOIN b¦JOIN b ON a.x = b.x¦INNER JOIN b ON true¦LEFT JOIN b ON true¦LEFT OUTER JOIN b ON (a.x = b.x)¦RIGHT JOIN b USING (x)¦RIGHT OUTER JOIN b USING (x, y)¦FULL JOIN b USING (x) AS j¦FULL OUTER JOIN b ON a = b¦JOIN b JOIN c ON true ON false¦JOIN b ON true JOIN c USING (x) CROSS JOIN d¦JOIN (b JOIN c ON true) ON true¦JOIN (b CROSS JOIN c) AS j ON true¦JOIN (b CROSS JOIN c) AS j(x, y) ON true¦, b, c¦, b JOIN c ON true, d¦LEFT JOIN LATERAL (SELECT a.x) l ON true¦CROSS JOIN LATERAL f(a.x)¦JOIN f() AS g(x int) ON true¦AS x JOIN b AS y ON x.i = y.i AND x.j > y.j¦x LEFT JOIN b y ON x.i = y.i OR NOT y.j»
SELECT * FROM (a JOIN b ON true), ((c CROSS JOIN d) JOIN e USING (x)) AS j
-- refused
SELECT * FROM a «JOIN b¦CROSS JOIN b ON true¦NATURAL JOIN b ON true¦NATURAL CROSS JOIN b¦JOIN b USING x¦JOIN b USING ()¦JOIN b USING (a.x)¦JOIN ON true¦LEFT b ON true¦OUTER JOIN b ON true¦INNER OUTER JOIN b ON true¦JOIN b ON¦LEFT INNER JOIN b ON true¦UNION JOIN b¦JOIN b USING (x) j¦JOIN b USING (x) AS j(y)¦,¦CROSS b»
SELECT * FROM (a, b)
-- everywhere
SELECT * FROM t TABLESAMPLE «SYSTEM (1)¦BERNOULLI (50.5)¦s.method(1, 2)¦SYSTEM (a + 1) REPEATABLE (42)¦bernoulli ($1) REPEATABLE ($2)»
SELECT * FROM t AS x TABLESAMPLE SYSTEM (1) REPEATABLE (2), u y(a) TABLESAMPLE BERNOULLI (3) JOIN ONLY v TABLESAMPLE SYSTEM (1) ON true
SELECT * FROM XMLTABLE('/a' PASSING b COLUMNS c int) x, XMLTABLE(XMLNAMESPACES('u' AS n, DEFAULT 'd'), '/n:a' PASSING BY REF b BY VALUE COLUMNS o FOR ORDINALITY, c text PATH 'c' DEFAULT 'x' NOT NULL, d numeric(3, 1) NULL PATH 'd') AS y(o, c, d)
SELECT * FROM t, LATERAL XMLTABLE('/a' PASSING t.b COLUMNS c int PATH '@c') AS x
-- refused
SELECT * FROM t TABLESAMPLE SYSTEM
SELECT * FROM t TABLESAMPLE SYSTEM ()
SELECT * FROM t TABLESAMPLE SYSTEM (1) REPEATABLE
SELECT * FROM f() TABLESAMPLE SYSTEM (1)
SELECT * FROM t TABLESAMPLE SYSTEM (1) x
SELECT * FROM XMLTABLE('/a' COLUMNS c int) x
SELECT * FROM XMLTABLE('/a' PASSING b) x
SELECT * FROM XMLTABLE('/a' PASSING b COLUMNS) x
-- everywhere

-- Sets, values, tables
SELECT 1 «UNION¦UNION ALL¦UNION DISTINCT¦INTERSECT¦INTERSECT ALL¦EXCEPT¦EXCEPT ALL¦EXCEPT DISTINCT» «SELECT 2¦(SELECT 2)¦VALUES (2)¦TABLE t¦(SELECT 2 LIMIT 1)¦SELECT 2 ORDER BY 1 LIMIT 1¦SELECT 2 INTERSECT SELECT 3»
(SELECT 1) UNION (SELECT 2) ORDER BY 1
((SELECT 1 UNION SELECT 2) EXCEPT (SELECT 3)) LIMIT 1
(SELECT 1)
((SELECT 1))
(SELECT 1 LIMIT 1) ORDER BY 1
(((SELECT 1) UNION ALL SELECT 2) UNION SELECT 3) FOR UPDATE
(WITH w AS (SELECT 1) SELECT * FROM w) UNION SELECT 2
SELECT 1 UNION SELECT 2 FOR UPDATE
SELECT 1 INTO x UNION SELECT 2
VALUES (1)
VALUES (1, 'a'), (2, DEFAULT), (NULL, (SELECT 1))
VALUES (1), (2) ORDER BY 1 DESC LIMIT 1 OFFSET 1
VALUES (1) UNION VALUES (2) EXCEPT SELECT 3
(VALUES (1), (2)) ORDER BY 1
TABLE t
TABLE ONLY t
TABLE s.t *
TABLE ONLY (t) ORDER BY 1
TABLE t UNION TABLE u LIMIT 3
TABLE t FOR UPDATE
-- refused
SELECT 1 UNION
SELECT 1 UNION ALL DISTINCT SELECT 2
SELECT 1 ORDER BY 1 UNION SELECT 2
SELECT 1 LIMIT 1 UNION SELECT 2
UNION SELECT 1
VALUES
VALUES 1
VALUES ()
VALUES (1),
VALUES (1) (2)
TABLE
TABLE t x
TABLE t WHERE a
TABLE f()
(SELECT 1) x
(SELECT 1
((SELECT 1)
()
(SELECT 1) LIMIT 1 LIMIT 2
WITH a AS (SELECT 1)
WITH SELECT 1
(SELECT 1) (SELECT 2)
(TABLE t) AS x
MINUS SELECT 1
SELECT 1 MINUS SELECT 2 FROM t
-- everywhere

-- WITH
WITH a AS (SELECT 1) SELECT * FROM a
WITH a(x, y) AS (SELECT 1, 2), b AS (SELECT * FROM a) SELECT * FROM a, b
WITH a AS «¦MATERIALIZED ¦NOT MATERIALIZED »(«SELECT 1¦VALUES (1)¦TABLE t¦INSERT INTO t VALUES (1) RETURNING *¦UPDATE t SET a = 1 RETURNING a¦DELETE FROM t RETURNING *¦DELETE FROM t¦(SELECT 1)¦WITH b AS (SELECT 1) SELECT * FROM b») SELECT * FROM a
WITH RECURSIVE a(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM a WHERE n < 10) «TABLE a¦SELECT * FROM a¦VALUES ((SELECT count(*) FROM a))»
WITH RECURSIVE a AS (SELECT 1 AS n) SEARCH «DEPTH¦BREADTH» FIRST BY n SET o SELECT * FROM a
WITH RECURSIVE a AS (SELECT 1 AS n, 2 AS m) CYCLE n, m SET c «¦TO true DEFAULT false ¦TO 'y' DEFAULT 'n' »USING p SELECT * FROM a
WITH RECURSIVE a AS (SELECT 1 AS n) SEARCH BREADTH FIRST BY n SET o CYCLE n SET c TO 1 DEFAULT 0 USING p SELECT * FROM a
WITH recursive AS (SELECT 1) SELECT * FROM recursive
WITH "a b" AS (SELECT 1), key AS (SELECT 2) SELECT * FROM "a b", key
WITH a AS (SELECT 1) (SELECT * FROM a)
WITH a AS (SELECT 1) SELECT * FROM a UNION SELECT 2 ORDER BY 1
-- since 17
WITH a AS (MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE RETURNING *) SELECT * FROM a
-- refused
WITH a AS SELECT 1 SELECT * FROM a
WITH a AS () SELECT * FROM a
WITH a () AS (SELECT 1) SELECT * FROM a
WITH a AS (SELECT 1), SELECT 1
WITH a (SELECT 1) SELECT 1
WITH s.a AS (SELECT 1) SELECT 1
WITH a AS (CREATE TABLE t ()) SELECT 1
WITH a AS (SELECT 1) WITH b AS (SELECT 2) SELECT 3
WITH a AS (SELECT 1) SEARCH FIRST BY n SET o SELECT 1
WITH a AS (SELECT 1) CYCLE n SET c SELECT 1
WITH a AS (SELECT 1) CYCLE n SET c TO a DEFAULT b USING p SELECT 1
WITH a AS NOT (SELECT 1) SELECT 1
WITH a AS (SELECT 1) VACUUM
WITH a AS (SELECT 1) TRUNCATE t
-- everywhere

-- Names, white space, comments
SELECT "a", "A b", "a""b", U&"\0061", u&"a!0062" UESCAPE '!', ünïcode, a$1, _a, 名前 FROM "T", U&"t" AS U&"x\0079"
SELECT a_very_long_name_that_is_longer_than_sixty_three_bytes_so_that_the_server_cuts_it_off FROM t
SELECT/**/1/* a /* nested */ comment */+--x
  2
SELECT␉a␊,␍b␌FROM␉t
-- since 16
SELECT 0x1F, 0o17, 0b101, 1_000, 1_000.000_1, 0x_ff, 1e1_0
-- everywhere
-- refused
SELECT␋␋a␋FROM␋t␋WHERE 0x
SELECT 1a
SELECT 0x1G
SELECT 1__000
SELECT 1_
SELECT 100_a
-- everywhere
sElEcT A fRoM T wHeRe B
SELECT 1;
;
;;SELECT 1;;SELECT 2;
SELECT 1; SELECT 2; SELECT 3
SELECT a-- comment
  FROM t
SELECT a - - b, a -/**/- b, a*-1, a<-1, a>=-1, a@-1, a||-1, a!=-1, a<>-1, a=-1, a+-1
SELECT(1)+(2),a[(1)],f((1)),((((1))))
-- refused
SELECT 1..2
SELECT 1.5.5
SELECT a FROM t; SELECT
  FROM FROM
SELECT 1 SELECT 2
SELECT 'a' 'b'
SELECT E'\u00'
SELECT E'\uD800'
SELECT 1 ; ; x
-- everywhere
-- everywhere
SELECT a and FROM t
SELECT a or FROM t
SELECT a not FROM t
SELECT a in FROM t
SELECT a is FROM t
SELECT a like FROM t
SELECT a ilike FROM t
SELECT a similar FROM t
SELECT a collate FROM t
SELECT a 'b' FROM t
SELECT a FROM t FOR UPDATE OF s.t
SELECT * FROM f() WITH ORDINALITY ORDINALITY
-- everywhere
-- refused
SELECT 1.a, 1..b FROM t
SELECT 'a' "b", 'a'AS"b", 1AS b
-- everywhere
-- since 17
SELECT␋a␋FROM␋t
-- everywhere
