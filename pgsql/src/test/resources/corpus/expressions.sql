-- Constants, operators and their precedence
SELECT «1¦-1¦+1¦- - 1¦1.5¦.5¦5.¦1e10¦1.5E-3¦2147483647¦2147483648¦99999999999999999999»
SELECT «'a'¦''¦'it''s'¦E'a\nb'¦e'\x41\u0042\101\\'¦U&'\0061\+000062'¦u&'!0061' UESCAPE '!'¦N'n'¦n'n'¦B'0101'¦b''¦X'1F'¦x'ab'¦$$dollar$$¦$tag$a $$ b$tag$»
SELECT 'a'
  'b'
SELECT E'a'
  '\tb' -- comment between
  'c'
SELECT U&'d!0061t'
  'a' UESCAPE '!'
SELECT TRUE, FALSE, NULL, true, Null
SELECT $1, $2::int, $1 + $2
SELECT a «+¦-¦*¦/¦%¦^¦<¦>¦=¦<=¦>=¦<>¦!=¦||¦&&¦@>¦<@¦->¦->>¦#>¦#>>¦?¦?|¦?&¦@?¦@@¦~¦!~¦~*¦!~*¦~~¦!~~¦~~*¦<<¦>>¦&¦|¦#¦<->¦&<|¦|>>¦-|-¦^@¦<%¦%>¦##¦~=¦*=¦@-@¦===¦<<=¦>>=¦|/|» b FROM t
SELECT «-¦+¦~¦@¦|/¦||/¦!!¦#¦@-@¦@@¦?-¦?|¦&» a FROM t
SELECT a OPERATOR(«pg_catalog.+¦+¦s.<¦s.===¦a.b.@@») b, OPERATOR(pg_catalog.-) c FROM t
SELECT a < b AND b < c OR NOT c = d AND NOT (a <> b)
SELECT a + b * c ^ d - e / f % g, -a ^ b, (a + b) * c
SELECT a || b || c LIKE d || '%', a OPERATOR(pg_catalog.||) b = c
SELECT NOT NOT a, NOT a IS NULL, NOT a = b
-- refused
SELECT a < b < c
SELECT a = b = c
SELECT a <= b >= c
SELECT a BETWEEN 1 AND 2 BETWEEN 3 AND 4
SELECT 1 +
SELECT + FROM t
SELECT a LIKE b LIKE c
SELECT a b c
SELECT a IN ()
SELECT ()
SELECT a[]
SELECT a.[1]
SELECT (1
SELECT 1)
SELECT a..b
SELECT a.
SELECT .a
SELECT a ! 
SELECT a !
SELECT a NOT b
SELECT a IS b
SELECT a IS NOT
SELECT CASE END
SELECT CASE WHEN a END
SELECT CASE a THEN b END
SELECT CASE WHEN a THEN b ELSE END
SELECT CAST(a int)
SELECT CAST(a AS)
SELECT a::
SELECT a COLLATE 'C'
SELECT a AT TIME
SELECT EXTRACT(year a)
SELECT EXTRACT(FROM a)
SELECT POSITION(a, b)
SELECT f(a,)
SELECT f(,a)
SELECT f(DISTINCT)
SELECT f(*, a)
SELECT f(a ORDER BY)
SELECT f(VARIADIC)
SELECT f(VARIADIC a, b)
SELECT f(a =>)
SELECT f(=> a)
SELECT count(*) FILTER (a > 1)
SELECT count(*) OVER
SELECT ROW(
SELECT ARRAY
SELECT ARRAY()
SELECT ARRAY[1,]
SELECT EXISTS ()
SELECT EXISTS (1)
SELECT INTERVAL(3) '1' DAY
SELECT INTERVAL '1' YEAR TO DAY
SELECT GROUPING()
SELECT COALESCE()
SELECT NULLIF(a)
SELECT NULLIF(a, b, c)
SELECT GREATEST()
SELECT TRIM()
SELECT «@¦~¦|/»
SELECT 1 OPERATOR(+)
SELECT OPERATOR() a
SELECT a OPERATOR(+.+) b
SELECT a BETWEEN b
SELECT a BETWEEN b OR c
SELECT a NOT BETWEEN b, c
SELECT a SIMILAR b
SELECT a = ANY b
SELECT a = ALL ()
SELECT a ILIKE b ESCAPE
SELECT CURRENT_DATE()
SELECT CURRENT_TIME(a)
SELECT CURRENT_USER()
SELECT $a
SELECT 'unterminated
SELECT "unterminated
SELECT $$unterminated
SELECT ""
SELECT U&"a" UESCAPE 'ab'
SELECT U&'\00'
SELECT /* open
SELECT 1 /* /* nested */
SELECT {1}
SELECT a := b
SELECT f(a := )
-- everywhere

-- Predicates

SELECT a IS «¦NOT »«NULL¦TRUE¦FALSE¦UNKNOWN¦DOCUMENT¦NORMALIZED¦NFC NORMALIZED¦NFKD NORMALIZED¦DISTINCT FROM b¦DISTINCT FROM b + 1» FROM t
SELECT a «ISNULL¦NOTNULL» FROM t
SELECT a «¦NOT »«LIKE¦ILIKE¦SIMILAR TO» «'a%'¦b¦b || '%'»«¦ ESCAPE '!'» FROM t
SELECT a «¦NOT »BETWEEN «¦SYMMETRIC ¦ASYMMETRIC »1 AND 2 AND c FROM t
SELECT a «¦NOT »IN «(1)¦(1, 2, 3)¦(SELECT b FROM u)¦(VALUES (1), (2))¦((SELECT 1))¦((1))¦(TABLE u)¦(WITH w AS (SELECT 1) SELECT * FROM w)» FROM t
SELECT a «=¦<>¦<¦~~¦OPERATOR(pg_catalog.=)¦LIKE¦NOT LIKE¦ILIKE¦NOT ILIKE» «ANY¦ALL¦SOME» «(SELECT b FROM u)¦(ARRAY[1, 2])¦('{1,2}'::int[])¦($1)» FROM t
SELECT (a, b) «=¦<>¦<¦<=¦>¦>=¦IS DISTINCT FROM¦IS NOT DISTINCT FROM» «(c, d)¦ROW(c, d)¦(SELECT 1, 2)» FROM t
SELECT (a, b) IN ((1, 2), (3, 4)), (a, b) NOT IN (SELECT 1, 2), ROW(a, b) = ANY (SELECT c, d FROM u), (a, b) IS NULL FROM t
SELECT (a, b) OVERLAPS (c, d), ROW(a, b) OVERLAPS ROW(c, d), (a, b) OVERLAPS (c, interval '1 day')
SELECT EXISTS (SELECT 1), NOT EXISTS (SELECT FROM t), EXISTS (VALUES (1)), EXISTS (TABLE t), EXISTS ((SELECT 1) UNION SELECT 2)
-- refused
SELECT (a, b) OVERLAPS c
SELECT a IN 1, 2
SELECT a IN (SELECT 1, )
SELECT a = ANY (SELECT)(1)
-- everywhere
SELECT a = ANY (SELECT)

-- Casts and typed constants
SELECT a::int
SELECT a::int4
SELECT a::integer
SELECT a::smallint
SELECT a::bigint
SELECT a::real
SELECT a::float
SELECT a::float(24)
SELECT a::double precision
SELECT a::decimal
SELECT a::decimal(10)
SELECT a::dec(10, 2)
SELECT a::numeric
SELECT a::numeric(5)
SELECT a::numeric(10, -2)
SELECT a::boolean
SELECT a::bool
SELECT a::text
SELECT a::char
SELECT a::char(3)
SELECT a::character
SELECT a::character(3)
SELECT a::character varying
SELECT a::character varying(9)
SELECT a::varchar
SELECT a::varchar(9)
SELECT a::nchar
SELECT a::nchar(2)
SELECT a::nchar varying(3)
SELECT a::national character(3)
SELECT a::national char varying (3)
SELECT a::national character varying
SELECT a::char varying
SELECT a::bit
SELECT a::bit(3)
SELECT a::bit varying
SELECT a::bit varying(5)
SELECT a::varbit
SELECT a::date
SELECT a::time
SELECT a::time(3)
SELECT a::time with time zone
SELECT a::time (3) with time zone
SELECT a::time without time zone
SELECT a::timestamp
SELECT a::timestamp(0)
SELECT a::timestamp with time zone
SELECT a::timestamp (6) without time zone
SELECT a::timestamptz
SELECT a::interval
SELECT a::interval(3)
SELECT a::interval year
SELECT a::interval year to month
SELECT a::interval day to second(3)
SELECT a::interval second(2)
SELECT a::interval hour to minute
SELECT a::json
SELECT a::jsonb
SELECT a::xml
SELECT a::uuid
SELECT a::regclass
SELECT a::"char"
SELECT a::name
SELECT a::int[]
SELECT a::int[3]
SELECT a::int[][]
SELECT a::int[2][3]
SELECT a::int array
SELECT a::int array[4]
SELECT a::s.mytype
SELECT a::db.s.mytype
SELECT a::s.mytype[]
SELECT a::mytype(1, 2)
SELECT a::mytype('a')
SELECT a::public.geometry(Point, 4326)
SELECT a::t.a%type
-- refused
SELECT a::int[a]
SELECT a::varchar()
SELECT a::float(0)
SELECT a::float(54)
SELECT a::bit varying()
SELECT a::national
SELECT a::int array[]
-- everywhere
SELECT CAST(a AS «int¦text[]¦numeric(10, 2)¦timestamp with time zone¦s.t¦interval day¦character varying(3)»), a::int::text::varchar(3)
SELECT «int¦int4¦text¦date¦timestamp¦timestamp with time zone¦time(3)¦numeric¦float8¦float¦double precision¦bool¦boolean¦json¦point¦s.mytype¦varchar¦char¦bit¦bit varying¦dec¦smallint¦bigint¦real¦character varying¦nchar¦mytype(1)¦s.mytype('a', 2)¦interval» '1'
SELECT varchar(3) 'a', char(3) 'b', bit(3) '101', numeric(5) '1', timestamp(3) '2020-01-01', time with time zone '10:00', timestamp(0) without time zone 'now'
SELECT INTERVAL '1' «YEAR¦MONTH¦DAY¦HOUR¦MINUTE¦SECOND¦SECOND(3)¦YEAR TO MONTH¦DAY TO HOUR¦DAY TO MINUTE¦DAY TO SECOND¦DAY TO SECOND(2)¦HOUR TO MINUTE¦HOUR TO SECOND¦HOUR TO SECOND(0)¦MINUTE TO SECOND¦MINUTE TO SECOND(6)»
SELECT INTERVAL(3) '1 day 2:03', interval '1' + interval '2 days', interval E'1 day', interval $$1 day$$, interval U&'1 day'
SELECT date '2020-01-01' + 1, time '10:00' AT TIME ZONE 'UTC', timestamp 'now' AT TIME ZONE 'a' AT TIME ZONE 'b'
SELECT int4(1), date('2020-01-01'), text(1), name('a'), "char"('a'), "timestamp"('now'), float8(1), pg_catalog.int4('1')
SELECT a::int + b::text::int, -a::int, a[1]::int, (a).b::int, a::int[1], NOT a::bool, a COLLATE "C"::text
SELECT a COLLATE "C", a COLLATE pg_catalog."default" || b, (a || b) COLLATE "en_US" < c, a COLLATE s.c.d
SELECT a AT TIME ZONE 'UTC', a AT TIME ZONE b || 'x', a + b AT TIME ZONE c
-- since 17
SELECT a AT LOCAL, now() AT LOCAL AT TIME ZONE 'UTC', (a AT LOCAL)::date
-- everywhere

-- CASE, COALESCE and kin
SELECT CASE WHEN a THEN b END, CASE WHEN a > 1 THEN 1 WHEN a > 2 THEN 2 ELSE 3 END, CASE a WHEN 1 THEN 'x' ELSE NULL END, CASE a + 1 WHEN b THEN c WHEN d THEN e END FROM t
SELECT CASE CASE a WHEN 1 THEN 2 END WHEN 2 THEN CASE WHEN b THEN c END END FROM t
SELECT COALESCE(a), COALESCE(a, b, 1), NULLIF(a, b), GREATEST(a, b, c), LEAST(1), coalesce(a, (SELECT 1)) FROM t

-- Subscripts, fields, rows, arrays
SELECT (a).b, (a).b.c, (t.a).b, (a).*, t.*, s.t.*, s.t.a, db.s.t.a, (f(x)).y, (ROW(1, 2)).f1, (SELECT r FROM u).x, a[1].b, a.b[1].c, ($1).a, $1.a, $1[1], (CASE WHEN a THEN b END).c FROM t
SELECT ARRAY[]::int[], ARRAY[1], ARRAY[1, 2, 3], ARRAY[[1, 2], [3, 4]], ARRAY[[[1]]], ARRAY[ARRAY[1], ARRAY[2]], ARRAY[a, b]::text[], ARRAY(SELECT 1), ARRAY(VALUES (1)), ARRAY((SELECT 1) UNION (SELECT 2)), ARRAY(TABLE u), ARRAY[]
SELECT ROW(), ROW(1), ROW(1, 2), ROW(t.*), ROW(t.*, 1), (1, 2), (1, 2, (3, 4)), (t.*, 1), (a, b)::mytype, ROW(a)::t, (ROW(1))
SELECT (SELECT 1), ((SELECT 1)), (((SELECT 1))) + 1, (SELECT 1)::int, (SELECT a FROM t)[1], (VALUES (1)), (TABLE t), (SELECT 1 UNION SELECT 2), (WITH a AS (SELECT 1) TABLE a), ((SELECT 1) LIMIT 1)
-- refused
SELECT (a, b).c
SELECT a[1,2]
SELECT a[1:2:3]
SELECT ARRAY[1, 2][]
SELECT ARRAY[[1], 2,]
SELECT ROW(1,)
SELECT (SELECT 1
SELECT SELECT 1
SELECT VALUES (1)
SELECT *.a
SELECT t.*.a
SELECT a.*[1]
SELECT (a).
-- everywhere

-- Function calls
SELECT f(), f(a), f(a, b), s.f(a), db.s.f(a), f(*), f(DISTINCT a), f(ALL a), f(DISTINCT a, b), f(a ORDER BY b), f(a, b ORDER BY c DESC, d NULLS FIRST), f(DISTINCT a ORDER BY a USING <), f(VARIADIC a), f(a, VARIADIC b), f(VARIADIC ARRAY[1] ORDER BY 1) FROM t
SELECT count(*), count(*) FILTER (WHERE a > 1), sum(a) FILTER (WHERE b), f(a) WITHIN GROUP (ORDER BY b), f(a, b) WITHIN GROUP (ORDER BY c DESC) FILTER (WHERE d) OVER w, rank() OVER (ORDER BY a), f(DISTINCT a) FILTER (WHERE b) FROM t WINDOW w AS ()
SELECT left('a', 1), right('a', 1), "left"('a', 1), concat_ws(',', a), replace(a, 'b', 'c'), format('%s', a), char_length(a), date_part('year', a), pg_catalog.now(), "my schema"."My Function"(1)
SELECT «authorization¦binary¦collation¦concurrently¦cross¦current_schema¦freeze¦full¦ilike¦inner¦is¦isnull¦join¦left¦like¦natural¦notnull¦outer¦overlaps¦right¦similar¦tablesample¦verbose»(1)
-- refused
SELECT f(a b)
SELECT f(a AS b)
SELECT f(SELECT)
SELECT f(a ORDER a)
SELECT f(a) WITHIN (ORDER BY b)
SELECT f(a ORDER BY b) WITHIN GROUP (ORDER BY c)
SELECT f(DISTINCT a) WITHIN GROUP (ORDER BY c)
SELECT f(VARIADIC a) WITHIN GROUP (ORDER BY c)
SELECT f(ALL)
SELECT f(DISTINCT *)
SELECT select(1)
SELECT table(1)
SELECT between(1)
SELECT f(a).b
SELECT f(a)[1
SELECT count(*) OVER ()()
-- everywhere

-- Functions with a grammar of their own
SELECT CURRENT_DATE, CURRENT_TIME, CURRENT_TIME(3), CURRENT_TIMESTAMP, CURRENT_TIMESTAMP(0), LOCALTIME, LOCALTIME(2), LOCALTIMESTAMP, LOCALTIMESTAMP(6), CURRENT_ROLE, CURRENT_USER, USER, SESSION_USER, CURRENT_CATALOG, CURRENT_SCHEMA
-- since 16
-- everywhere
SELECT EXTRACT(«year¦month¦day¦hour¦minute¦second¦epoch¦dow¦"year"¦'year'¦century¦timezone_hour» FROM «a¦now()¦date '2020-01-01'¦interval '1 day'») FROM t
SELECT OVERLAY(a PLACING b FROM 1), OVERLAY(a PLACING b FROM 1 FOR 2), OVERLAY(a, b, 1), OVERLAY(), overlay(a || 'x' PLACING b || 'y' FROM 1 + 2 FOR 3 + 4)
SELECT POSITION(a IN b), POSITION('x' || a IN b || 'y'), position(a::text IN b)
SELECT SUBSTRING(a FROM 1), SUBSTRING(a FROM 1 FOR 2), SUBSTRING(a FOR 2), SUBSTRING(a FOR 2 FROM 1), SUBSTRING(a SIMILAR 'b' ESCAPE '#'), SUBSTRING(a, 1), SUBSTRING(a, 1, 2), SUBSTRING(), SUBSTRING(a FROM '.*'), substring(a => 1, b => 2)
SELECT TRIM(a), TRIM(BOTH a), TRIM(LEADING 'x' FROM a), TRIM(TRAILING FROM a), TRIM(BOTH 'x' FROM a), TRIM('x' FROM a), TRIM(a, 'x'), TRIM(FROM a), TRIM(BOTH FROM a, b), TRIM(LEADING a, 'b')
SELECT TREAT(a AS int), NORMALIZE(a), NORMALIZE(a, NFC), NORMALIZE(a, NFD), NORMALIZE(a, NFKC), NORMALIZE(a, nfkd), COLLATION FOR (a), COLLATION FOR ('a' COLLATE "C")
SELECT GROUPING(a), GROUPING(a, b) FROM t GROUP BY a, b
SELECT MERGE_ACTION FROM t
SELECT XMLCONCAT(a, b), XMLELEMENT(NAME a), XMLELEMENT(NAME a, b), XMLELEMENT(NAME a, XMLATTRIBUTES(b)), XMLELEMENT(NAME a, XMLATTRIBUTES(b AS c, d), e, f), XMLELEMENT(NAME "A b", 'x'), XMLELEMENT(NAME select)
SELECT XMLFOREST(a), XMLFOREST(a AS b, c), XMLEXISTS('//a' PASSING b), XMLEXISTS('//a' PASSING BY REF b), XMLEXISTS('//a' PASSING b BY VALUE), XMLEXISTS('//a' PASSING BY REF b BY REF)
SELECT XMLPARSE(DOCUMENT a), XMLPARSE(CONTENT a), XMLPARSE(CONTENT a PRESERVE WHITESPACE), XMLPARSE(DOCUMENT 'x' STRIP WHITESPACE), XMLPI(NAME a), XMLPI(NAME a, 'b'), XMLROOT(a, VERSION '1.0'), XMLROOT(a, VERSION NO VALUE), XMLROOT(a, VERSION b, STANDALONE YES), XMLROOT(a, VERSION NO VALUE, STANDALONE NO), XMLROOT(a, VERSION '1', STANDALONE NO VALUE), XMLSERIALIZE(CONTENT a AS text), XMLSERIALIZE(DOCUMENT a AS varchar(20))
-- since 16
SELECT XMLSERIALIZE(CONTENT a AS text INDENT), XMLSERIALIZE(DOCUMENT a AS text NO INDENT)
-- everywhere
-- refused
SELECT XMLELEMENT(a)
SELECT XMLFOREST()
SELECT XMLPARSE(a)
SELECT XMLROOT(a)
SELECT XMLSERIALIZE(a AS text)
SELECT XMLPI(a)
SELECT XMLEXISTS(a)
SELECT XMLCONCAT()
SELECT TRIM(a FROM)
SELECT OVERLAY(a PLACING b)
SELECT TREAT(a)
SELECT NORMALIZE(a, NFX)
SELECT COLLATION FOR a
SELECT LOCALTIME()
SELECT CURRENT_TIMESTAMP(1, 2)
-- everywhere

-- JSON of the standard
-- since 16
SELECT JSON_OBJECT('a' : 1), JSON_OBJECT('a' VALUE 1, 'b' : 2), JSON_OBJECT('a' : 1 NULL ON NULL), JSON_OBJECT('a' : 1 ABSENT ON NULL WITH UNIQUE KEYS), JSON_OBJECT('a' : b FORMAT JSON RETURNING jsonb), JSON_OBJECT(RETURNING text), JSON_OBJECT('a' : 1 WITHOUT UNIQUE), JSON_OBJECT('a' : 1 WITH UNIQUE RETURNING text FORMAT JSON ENCODING UTF8)
SELECT JSON_ARRAY(1, 2), JSON_ARRAY(), JSON_ARRAY(a FORMAT JSON, b NULL ON NULL), JSON_ARRAY(1 ABSENT ON NULL RETURNING jsonb), JSON_ARRAY(SELECT a FROM t), JSON_ARRAY(SELECT a FROM t RETURNING jsonb), JSON_ARRAY(RETURNING text), JSON_ARRAY(VALUES (1), (2)), JSON_ARRAY(SELECT 1 FORMAT JSON)
SELECT JSON_OBJECTAGG(a : b), JSON_OBJECTAGG(a VALUE b ABSENT ON NULL), JSON_OBJECTAGG(a : b WITH UNIQUE KEYS RETURNING jsonb) FILTER (WHERE a > 1) OVER (PARTITION BY c) FROM t
SELECT JSON_ARRAYAGG(a), JSON_ARRAYAGG(a ORDER BY b), JSON_ARRAYAGG(a ORDER BY b NULL ON NULL RETURNING jsonb), JSON_ARRAYAGG(a ABSENT ON NULL) FILTER (WHERE b) OVER w FROM t WINDOW w AS (ORDER BY a)
SELECT a IS «¦NOT »JSON«¦ VALUE¦ ARRAY¦ OBJECT¦ SCALAR»«¦ WITH UNIQUE KEYS¦ WITHOUT UNIQUE¦ WITH UNIQUE» FROM t
-- until 17
-- everywhere
-- since 17
SELECT JSON(a), JSON(a WITH UNIQUE KEYS), JSON('{}' FORMAT JSON), JSON(a FORMAT JSON ENCODING UTF8 WITHOUT UNIQUE KEYS), JSON_SCALAR(1), JSON_SCALAR('a'), JSON_SERIALIZE(a), JSON_SERIALIZE(a RETURNING bytea), JSON_SERIALIZE(a FORMAT JSON RETURNING text)
SELECT JSON_EXISTS(a, '$.b'), JSON_EXISTS(a, '$' PASSING b AS c, 1 AS d), JSON_EXISTS(a, '$' «TRUE¦FALSE¦UNKNOWN¦ERROR» ON ERROR)
SELECT JSON_QUERY(a, '$.b'), JSON_QUERY(a, '$' RETURNING jsonb), JSON_QUERY(a FORMAT JSON, '$' PASSING 1 AS x RETURNING text FORMAT JSON)
SELECT JSON_QUERY(a, '$' «WITH WRAPPER¦WITHOUT WRAPPER¦WITHOUT ARRAY WRAPPER¦WITH ARRAY WRAPPER¦WITH CONDITIONAL WRAPPER¦WITH UNCONDITIONAL ARRAY WRAPPER¦KEEP QUOTES¦OMIT QUOTES¦KEEP QUOTES ON SCALAR STRING¦WITHOUT WRAPPER OMIT QUOTES ON SCALAR STRING»)
SELECT JSON_QUERY(a, '$' «NULL¦ERROR¦EMPTY¦EMPTY ARRAY¦EMPTY OBJECT¦DEFAULT '{}'¦DEFAULT b + 1» ON EMPTY «¦NULL ON ERROR¦DEFAULT c ON ERROR»)
SELECT JSON_VALUE(a, '$.b'), JSON_VALUE(a, '$' RETURNING int), JSON_VALUE(a, '$' PASSING b AS "x" RETURNING numeric(10, 2) DEFAULT 1 ON EMPTY ERROR ON ERROR), JSON_VALUE(a, b || '.c' NULL ON ERROR)
SELECT * FROM JSON_TABLE(a, '$' COLUMNS (id FOR ORDINALITY, b int, c text PATH '$.c', d jsonb FORMAT JSON PATH '$.d' WITH WRAPPER KEEP QUOTES NULL ON EMPTY ERROR ON ERROR, e boolean EXISTS, f bool EXISTS PATH '$.f' FALSE ON ERROR)) AS j
SELECT * FROM JSON_TABLE(a, '$[*]' AS p PASSING 1 AS x, b AS y COLUMNS (NESTED PATH '$.n' AS n COLUMNS (c int, NESTED '$.m' COLUMNS (d int)), e text DEFAULT 'z' ON EMPTY) EMPTY ON ERROR) j, LATERAL JSON_TABLE(j.e, '$' COLUMNS (f int)) k(f2)
SELECT * FROM JSON_TABLE(a FORMAT JSON, '$' COLUMNS (b int) ERROR ON ERROR)
-- everywhere
SELECT JSON_OBJECT('{a,1}'), JSON_OBJECT('{a}', '{1}')
-- refused
SELECT JSON_OBJECT('a' : )
SELECT JSON_QUERY(a, '$' ON ERROR)
SELECT * FROM JSON_TABLE(a, '$' COLUMNS ())
SELECT a IS JSON WITH KEYS
-- everywhere

-- Windows
SELECT f() OVER w FROM t
SELECT f() OVER () FROM t
SELECT f() OVER (w) FROM t
SELECT f() OVER (PARTITION BY a) FROM t
SELECT f() OVER (PARTITION BY a, b ORDER BY c DESC) FROM t
SELECT f() OVER (w ORDER BY a) FROM t
SELECT f() OVER (ORDER BY a ROWS UNBOUNDED PRECEDING) FROM t
SELECT f() OVER (ORDER BY a ROWS 1 PRECEDING) FROM t
SELECT f() OVER (ROWS CURRENT ROW) FROM t
SELECT f() OVER (RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM t
SELECT f() OVER (RANGE BETWEEN interval '1 day' PRECEDING AND 2 * a FOLLOWING) FROM t
SELECT f() OVER (GROUPS BETWEEN 1 PRECEDING AND UNBOUNDED FOLLOWING) FROM t
SELECT f() OVER (ROWS BETWEEN CURRENT ROW AND CURRENT ROW EXCLUDE CURRENT ROW) FROM t
SELECT f() OVER (ROWS 1 PRECEDING EXCLUDE GROUP) FROM t
SELECT f() OVER (ROWS 1 PRECEDING EXCLUDE TIES) FROM t
SELECT f() OVER (ROWS 1 PRECEDING EXCLUDE NO OTHERS) FROM t
SELECT a, sum(b) OVER w, avg(b) OVER (w ROWS 1 PRECEDING) FROM t WINDOW w AS (PARTITION BY a ORDER BY b), w2 AS (w), "w 3" AS (ORDER BY c NULLS LAST)
-- refused
SELECT f() OVER (ORDER BY a ROWS UNBOUNDED FOLLOWING)
SELECT f() OVER (ROWS BETWEEN UNBOUNDED FOLLOWING AND CURRENT ROW)
SELECT f() OVER (ROWS BETWEEN CURRENT ROW AND UNBOUNDED PRECEDING)
SELECT f() OVER (ROWS BETWEEN CURRENT ROW AND 1 PRECEDING)
SELECT f() OVER (ROWS 1 FOLLOWING)
SELECT f() OVER (ROWS BETWEEN 1 FOLLOWING AND 1 PRECEDING)
SELECT f() OVER (ROWS)
SELECT f() OVER (ORDER BY a PARTITION BY b)
SELECT f() OVER w x y
SELECT 1 FROM t WINDOW
SELECT 1 FROM t WINDOW w
SELECT 1 FROM t WINDOW w AS x
SELECT f() OVER (ROWS 1 PRECEDING EXCLUDE)
SELECT f() OVER (EXCLUDE TIES)
-- everywhere
-- everywhere
SELECT a IS NULL = NULL IS
SELECT 1 NOT
SELECT a COLLATE
SELECT EXISTS
SELECT INTERVAL
SELECT INTERVAL '1' FORTNIGHT
SELECT a ISNULL NOTNULL NULL
SELECT a::setof int
SELECT a::int%type
SELECT a::t.a%rowtype
SELECT a::double
SELECT (VALUES)
SELECT SYSTEM_USER
SELECT 1
SELECT MERGE_ACTION()
-- everywhere
-- refused
SELECT a = b = c IS TRUE
SELECT UNIQUE (SELECT 1)
SELECT a::setof
SELECT a[1], a[1][2], a[1:2], a[:2], a[1:], a[:], a[1:2][3], a[b + 1], a['k'], a['k']['l'], t.a[1], (a)[1], (f(x))[1], ('{1}'::int[])[1], ARRAY[1, 2][1] FROM t
SELECT f(a => 1), f(a := 1), f(1, b => 2, c := 3), f(VARIADIC a => ARRAY[1]), f("A b" => 1), f(select => 1), f(a => (b => 2)) FROM t
SELECT f(1, 2, VARIADIC => 1)
SELECT f(SELECT 1)
SELECT f((SELECT 1)), f(ARRAY(SELECT 1)), f((SELECT 1), (SELECT 2)), f((1, 2)), f(ROW(1)), f(t.*), f(t), f(NULL), f(CASE WHEN a THEN b END), f(a IS NULL), f(NOT a), f(a AND b), f(a IN (1, 2)), f(interval '1' day), f(-1), f(a -> 'b' => c)
SELECT EXTRACT(), extract(year FROM a + b) + 1
SELECT f() OVER (partition) FROM t
SELECT f() OVER (range) FROM t
SELECT f() OVER (rows ORDER BY 1) FROM t
-- everywhere
-- until 15
SELECT JSON_ARRAYAGG()
SELECT JSON_OBJECTAGG(a)
-- everywhere
-- until 16
SELECT JSON_VALUE(a)
SELECT JSON_EXISTS(a)
SELECT * FROM JSON_TABLE(a, '$')
SELECT JSON_SCALAR()
SELECT JSON_SERIALIZE()
-- everywhere
