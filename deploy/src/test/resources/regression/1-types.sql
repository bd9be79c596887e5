-- What values look like, how they are read, and what is said of those that are none.
\set VERBOSITY default

-- Numbers.
CREATE TABLE numbers (i2 smallint, i4 integer, i8 bigint, n numeric(12, 4), nn numeric, f4 real, f8 double precision, m money);
INSERT INTO numbers VALUES
    (0, 0, 0, 0, 0, 0, 0, 0),
    (32767, 2147483647, 9223372036854775807, 12345678.1234, 1e100, 3.4e38, 1.7e308, 1234.56),
    (-32768, -2147483648, -9223372036854775808, -12345678.1234, -1e-20, -3.4e38, -1.7e308, -1234.56),
    (NULL, NULL, NULL, NULL, 'NaN', 'NaN', 'NaN', NULL),
    (1, 1, 1, 1, 'Infinity', 'Infinity', '-Infinity', '1');
SELECT * FROM numbers;
SELECT i2 + i4 AS sum, i8 - 1 AS less, n * 2 AS twice, f8 / 2 AS half FROM numbers WHERE i4 = 1;
SELECT 7 / 2, -7 / 2, 7 % 3, -7 % 3, 7.0 / 2, 2 ^ 10, |/ 25, ||/ 27, @ -5, 5 & 3, 5 | 3, 5 # 3, ~5, 1 << 4, 16 >> 2;
SELECT round(2.5), round(3.5), round(-2.5), round(2.5::float8), trunc(2.789, 2), ceil(1.1), floor(-1.1), sign(-3), mod(10, 3), div(10, 3);
SELECT 0.1 + 0.2 AS exact, 0.1::float8 + 0.2::float8 AS inexact, 1e308::float8 * 10 AS never;
SELECT 1.10::numeric, 1.10::numeric(5, 1), 123.456::numeric(5, 2), 1e-7::numeric, 12345678901234567890123456789.123456789::numeric * 2;
SELECT 99999::smallint;
SELECT 2147483647 + 1;
SELECT 9223372036854775807::bigint + 1;
SELECT 'abc'::integer;
SELECT ''::integer;
SELECT '1.5'::integer, 1;
SELECT 1.5::integer, 2.5::integer, '0x1F'::integer, 0x1F, 0o17, 0b101, 1_000_000;
SELECT 1 / 0;
SELECT 1.0 / 0;
SELECT sqrt(-1);
SELECT ln(0);
SELECT numeric '1' / 3, power(2, 0.5), exp(1), pi(), degrees(pi()), sin(1), atan2(1, 2);
SELECT greatest(1, 2, NULL), least(1, NULL), coalesce(NULL, NULL, 3), nullif(1, 1), width_bucket(5.5, 0, 10, 4), gcd(12, 18), lcm(4, 6), factorial(20);
SELECT to_char(1234567.891, '9G999G999D99'), to_char(-5, 'S99'), to_char(12, 'RN'), to_char(0.5, 'FM0.00%'), to_number('1,234.5', '9,999.9');
SELECT min(i4), max(i4), sum(i4), avg(i4), count(*), count(i4), stddev(i2), variance(i2) FROM numbers;
SELECT sum(n), avg(nn) FROM numbers WHERE nn < 'Infinity';
SET extra_float_digits = 0;
SELECT 0.1::float8 + 0.2::float8, 1.0 / 3.0::float8, 0.1::real;
RESET extra_float_digits;
SELECT '12'::money * 2, '1,000.50'::money;
SELECT random() < 1, setseed(0.5);

-- Text.
CREATE TABLE texts (t text, v varchar(5), c char(4), n name, b "char");
INSERT INTO texts VALUES ('text', 'vchar', 'abc', 'a_name', 'x'), ('', '', '', '', ''), (NULL, NULL, NULL, NULL, NULL), ('ünïcödé ✓ 𝄞', 'ünïcö', '✓✓', 'ñ', 'z');
SELECT *, length(t), octet_length(t), length(c), char_length(v) FROM texts;
INSERT INTO texts (v) VALUES ('too long');
SELECT 'too long'::varchar(3), 'short'::char(10) || '|', 'abc'::char(2);
SELECT 'it''s', E'a\nb\tc\\d', E'\u00fc\x41', U&'d\0061t\+000061', U&'d!0061' UESCAPE '!', $$dollar's$$, $q$in $$ it$q$;
SELECT 'split '
    'over '
    'lines';
SELECT 'a' || 'b' || NULL IS NULL, concat('a', NULL, 1, true), concat_ws('-', 'a', NULL, 'b'), format('%s %I %L %1$s %%', 'x y', 'A b', 'it''s');
SELECT upper('straße'), lower('ÀÉ'), initcap('hello wORLD'), reverse('abc'), repeat('ab', 3), lpad('x', 3, '*'), rpad('x', 3), btrim('  x '), ltrim('xxa', 'x'), translate('12345', '143', 'ax');
SELECT substring('postgres' FROM 5), substring('postgres' FROM 1 FOR 4), substring('abc' FROM 'b.'), overlay('Txxxxas' PLACING 'hom' FROM 2 FOR 4), position('g' IN 'postgres'), strpos('high', 'ig'), left('abc', -1), right('abc', 2), split_part('a,b,c', ',', -1);
SELECT 'abc' LIKE 'a%', 'abc' ILIKE 'A_C', 'a%c' LIKE 'a\%c', 'a%c' LIKE 'a!%c' ESCAPE '!', 'abc' SIMILAR TO '(a|b)%', 'abc' ~ '^a.c$', 'ABC' ~* 'abc', 'abc' !~ 'd';
SELECT regexp_replace('foobarbaz', 'b(..)', 'X\1Y', 'g'), regexp_match('foobarbeque', '(bar)(beque)'), regexp_split_to_array('a b  c', '\s+'), regexp_count('banana', 'an'), regexp_substr('one two', '\w+$');
SELECT * FROM regexp_matches('a1b2c3', '([a-z])(\d)', 'g');
SELECT * FROM regexp_split_to_table('one,two;three', '[,;]') WITH ORDINALITY;
SELECT 'abc' ~ '(';
SELECT string_agg(t, ', ' ORDER BY t DESC) FROM texts WHERE t <> '';
SELECT ascii('✓'), chr(10003), md5('x'), encode(sha256('x'), 'hex'), to_hex(255), quote_literal(E'a\\b'), quote_ident('Mixed case'), quote_nullable(NULL);
SELECT 'a' < 'B' COLLATE "C", 'a' COLLATE "C" < 'b', 'x' COLLATE "nowhere";
SELECT chr(0);
SELECT E'\xff';
SELECT 'unterminated \', 'standard strings take no backslash';
SELECT normalize(U&'\0061\0308', NFC) = U&'\00E4', unistr('\0441'), parse_ident('"A".b'), starts_with('abc', 'ab'), string_to_array('a,b,NULL', ',', 'NULL');

-- Bytes.
CREATE TABLE bytes (b bytea);
INSERT INTO bytes VALUES ('\x00ff10'), ('\\000\\001abc'), (E'\\\\'), (''), (NULL), (decode('aGVsbG8=', 'base64'));
SELECT b, length(b), encode(b, 'hex'), encode(b, 'escape'), encode(b, 'base64') FROM bytes;
SET bytea_output = 'escape';
SELECT b FROM bytes;
RESET bytea_output;
SELECT '\x0'::bytea;
SELECT '\xzz'::bytea;
SELECT get_byte('\x0102'::bytea, 1), set_byte('\x0102'::bytea, 0, 255), substring('\x010203'::bytea FROM 2 FOR 1), '\x01'::bytea || '\x02', md5('\x00'::bytea), bit_count('\xff'::bytea), convert_from('\xc3bc', 'UTF8'), convert_to('ü', 'LATIN1');
SELECT get_byte('\x01'::bytea, 5);

-- Booleans.
SELECT true, false, NULL::boolean, 't'::boolean, 'off'::boolean, 'yes'::boolean, 0::boolean, NOT true, true AND NULL, true OR NULL, NULL IS UNKNOWN, bool_and(x), bool_or(x) FROM (VALUES (true), (false)) AS b(x);
SELECT 'maybe'::boolean;

-- Dates and times.
SET TimeZone = 'America/New_York';
SET DateStyle = 'ISO, MDY';
CREATE TABLE times (d date, t time, tz timetz, ts timestamp, tstz timestamptz, i interval);
INSERT INTO times VALUES
    ('2024-02-29', '12:34:56.789', '12:34:56+02', '2024-02-29 12:34:56.789', '2024-02-29 12:34:56.789+00', '1 year 2 mons 3 days 04:05:06'),
    ('0044-03-15 BC', '00:00', '24:00:00-05', 'infinity', '-infinity', '-1 day +1 hour'),
    ('epoch', 'allballs', '23:59:60+00', 'epoch', 'epoch', '1 week ago'),
    (NULL, NULL, NULL, NULL, NULL, NULL);
SELECT * FROM times;
SET DateStyle = 'SQL, DMY';
SELECT d, ts, tstz FROM times;
SET DateStyle = 'German';
SELECT d, ts, tstz FROM times;
SET DateStyle = 'Postgres, MDY';
SELECT d, ts, tstz FROM times;
RESET DateStyle;
SET IntervalStyle = 'iso_8601';
SELECT i FROM times;
SET IntervalStyle = 'sql_standard';
SELECT i FROM times;
SET IntervalStyle = 'postgres_verbose';
SELECT i FROM times;
RESET IntervalStyle;
SELECT '2024-03-10 02:30'::timestamptz, '2024-11-03 01:30 EDT'::timestamptz, '2024-11-03 01:30 EST'::timestamptz, '2024-07-01 12:00 Europe/Berlin'::timestamptz;
SELECT '2024-01-31'::date + 30, '2024-01-31'::date + interval '1 month', '2024-03-01'::date - '2024-02-01'::date, '2024-02-29'::timestamp - interval '1 year', age('2024-02-29', '2020-02-28');
SELECT extract(year FROM d), extract(dow FROM d), extract(epoch FROM tstz), date_part('hour', ts), date_trunc('month', ts), date_bin('15 min', '2024-02-29 12:34'::timestamp, '2024-01-01'), isfinite(ts) FROM times;
SELECT to_char('2024-02-29 15:04:05.678'::timestamp, 'YYYY-MM-DD HH12:MI:SS.MS AM Day Month Q WW DDD J'), to_timestamp('05 Dec 2000', 'DD Mon YYYY'), to_date('20240229', 'YYYYMMDD'), make_date(2024, 2, 29), make_interval(days => 10), make_timestamptz(2024, 1, 1, 0, 0, 0, 'UTC');
SELECT '2024-02-30'::date;
SELECT '25:00'::time;
SELECT 'not a date'::timestamptz;
SELECT '2024-01-01 Nowhere/City'::timestamptz;
SELECT timestamptz '2024-01-01 00:00+00' AT TIME ZONE 'Asia/Kolkata', timestamp '2024-01-01 00:00' AT TIME ZONE 'UTC', time '10:00' + interval '3 hours', justify_interval('35 days 30 hours'), interval '1' day, interval '1-2' year to month;
SELECT (date '2024-01-01', date '2024-02-01') OVERLAPS (date '2024-01-15', interval '1 month');
SELECT generate_series('2024-02-27'::date, '2024-03-02', '1 day');
SELECT now() = current_timestamp, statement_timestamp() >= now(), clock_timestamp() IS NOT NULL, current_date IS NOT NULL;
RESET TimeZone;
SHOW TimeZone;

-- Arrays.
CREATE TABLE arrays (a int[], b text[][], c int[3]);
INSERT INTO arrays VALUES ('{1,2,3}', '{{a,b},{c,NULL}}', ARRAY[1, 2, 3, 4]), ('{}', '{}', NULL), ('[0:2]={7,8,9}', ARRAY[ARRAY['with space', 'qu"ote', 'back\slash', 'NULL']], '{NULL}');
SELECT *, array_length(a, 1), array_dims(a), array_lower(a, 1), cardinality(b), a[1], a[2:3], b[1][2] FROM arrays;
SELECT ARRAY[1, 2] || 3, 0 || ARRAY[1], ARRAY[1, 2] || ARRAY[[3, 4]], ARRAY[1, 2, 3] @> ARRAY[2], ARRAY[1] && ARRAY[1, 2], 2 = ANY (ARRAY[1, 2]), 3 > ALL ('{1,2}'::int[]);
SELECT unnest(ARRAY[1, 2, 3]), unnest(ARRAY['a', 'b']);
SELECT * FROM unnest(ARRAY[1, 2], ARRAY['x', 'y', 'z']) WITH ORDINALITY AS u(a, b, n);
SELECT array_agg(x ORDER BY x DESC), array_to_string(array_agg(x), '/'), array_position(ARRAY[5, 6], 6), array_remove(ARRAY[1, 2, 1], 1), array_replace(ARRAY[1, 2], 1, 9), array_fill(0, ARRAY[2, 2]), trim_array(ARRAY[1, 2, 3], 1) FROM generate_series(1, 3) AS x;
UPDATE arrays SET a[5] = 50 WHERE a[1] = 1 RETURNING a;
SELECT '{1,2'::int[];
SELECT '{{1,2},{3}}'::int[];
SELECT ARRAY[1, 'x'];
SELECT ARRAY[]::int[], ARRAY[[], []]::text[];
SELECT ARRAY[];

-- JSON.
CREATE TABLE documents (j json, b jsonb);
INSERT INTO documents VALUES ('{"b": 1, "a": [1, 2.50, null, true],  "b": 2}', '{"b": 1, "a": [1, 2.50, null, true],  "b": 2}'), ('[]', '[{"x": "ünï"}, "\u2713"]'), ('null', '"text"');
SELECT j, b FROM documents;
SELECT b -> 'a' AS a, b ->> 'b' AS b, b #> '{a,1}' AS a1, b #>> '{a,0}', b -> 0 ->> 'x', jsonb_typeof(b), b ? 'a', b @> '{"b": 2}', b - 'a', b || '{"c": 3}' FROM documents WHERE jsonb_typeof(b) = 'object';
SELECT * FROM jsonb_each('{"x": 1, "y": {"z": [1]}}');
SELECT * FROM jsonb_array_elements('[1, "two", null]') WITH ORDINALITY;
SELECT * FROM jsonb_to_recordset('[{"a": 1, "b": "x"}, {"a": 2}]') AS r(a int, b text);
SELECT * FROM json_populate_record(NULL::documents, '{"j": 1, "b": {"k": true}}');
SELECT jsonb_build_object('a', 1, 'b', ARRAY[1, 2], 'c', NULL), jsonb_agg(x), jsonb_object_agg('k' || x, x), to_jsonb(row(1, 'a')), row_to_json(t) FROM (VALUES (1), (2)) AS t(x) GROUP BY t;
SELECT jsonb_set('{"a": {"b": 1}}', '{a,b}', '"new"'), jsonb_insert('[1, 3]', '{1}', '2'), '{"a": 1, "b": null}'::jsonb - 'a', jsonb_strip_nulls('{"a": null}'), '[1,2]'::jsonb - 0, '{"a": [1]}'::jsonb #- '{a,0}';
SELECT jsonb_pretty('{"a": [1, {"b": 2}], "c": {}}');
SELECT jsonb_path_query('{"a": [1, 5, 9, {"b": "x"}]}', '$.a[*] ? (@ > 2)');
SELECT jsonb_path_exists('[1, 2]', '$[*] ? (@ == 2)'), jsonb_path_query_array('[1, "a", 2.5]', '$[*].type()'), jsonb_path_match('{"a": 1}', '$.a == 1'), '{"a": 1}'::jsonb @? '$.a', '[3]'::jsonb @@ '$[0] > 2', jsonb_path_query_first('{"a": "2024-01-01"}', '$.a.datetime()');
SELECT '{"a": {"b": [10, 20]}}'::jsonb['a']['b'][1];
SELECT '{"a": '::jsonb;
SELECT '{"a": 01}'::json;
SELECT jsonb_path_query('{}', '$.a[');
SELECT jsonb_path_query('{}', 'strict $.a');
SELECT JSON_OBJECT('k': 1, 'n': NULL ABSENT ON NULL), JSON_ARRAY(1, 'x', NULL NULL ON NULL), '{}' IS JSON OBJECT, 'x' IS JSON, JSON_ARRAYAGG(x ORDER BY x) FROM (VALUES (2), (1)) AS v(x);

-- Ranges.
SELECT int4range(1, 5), '[1,5]'::int4range, 'empty'::int4range, numrange(1.5, NULL, '[]'), daterange('2024-01-01', '2024-02-01', '[]'), '[a,c)'::textrange;
SELECT int4range(1, 5) @> 3, int4range(1, 5) && int4range(4, 8), int4range(1, 5) * int4range(3, 9), int4range(1, 5) + int4range(5, 9), int4range(1, 5) - int4range(3, 9), lower('[1,5)'::int4range), upper_inc('[1,5]'::numrange), isempty('[1,1)'::int4range), int4range(1, 3) -|- int4range(3, 5);
SELECT '{[1,3), [5,9)}'::int4multirange, int4multirange(int4range(1, 2), int4range(2, 4)), range_agg(r), unnest('{[1,2), [4,5)}'::int4multirange) FROM (VALUES ('[1,3)'::int4range), ('[2,5)')) AS v(r);
SELECT '[5,1]'::int4range;
SELECT int4range(1, 5) + int4range(7, 9);
SELECT '[1,'::int4range;

-- Composites, enumerations, domains.
CREATE TYPE colour AS ENUM ('red', 'green', 'blue');
ALTER TYPE colour ADD VALUE 'yellow' AFTER 'red';
SELECT unnest(enum_range(NULL::colour)), enum_first(NULL::colour), 'red'::colour < 'blue'::colour;
SELECT 'purple'::colour;
CREATE TYPE point3 AS (x int, y int, label text);
SELECT ROW(1, 2, 'a b')::point3, (ROW(1, 2, 'x"y')::point3).label, '(1,,)'::point3, (ROW(1, 2, 'l')::point3).*, ROW(1, NULL, '') IS NULL, ROW(1, 2) < ROW(1, 3);
SELECT '(1,2)'::point3;
SELECT (ROW(1, 2, 'l')::point3).z;
CREATE DOMAIN percentage AS int CHECK (VALUE BETWEEN 0 AND 100) NOT NULL;
CREATE DOMAIN email AS text CONSTRAINT looks_like_email CHECK (VALUE ~ '^[^@]+@[^@]+$');
SELECT 50::percentage, 'a@b'::email;
SELECT 101::percentage;
SELECT 'nobody'::email;
SELECT NULL::percentage;
CREATE TABLE shapes (id int, c colour DEFAULT 'green', p point3, r percentage DEFAULT 5, ps point3[]);
INSERT INTO shapes (id, p, ps) VALUES (1, '(1,2,first)', ARRAY[ROW(1, 2, 'a')::point3, NULL]), (2, NULL, '{}');
SELECT id, c, p, (p).x, ps, ps[1], (ps[1]).label FROM shapes;
UPDATE shapes SET p.x = 10, p.label = 'changed' WHERE id = 1 RETURNING p;
INSERT INTO shapes (id, r) VALUES (3, 200);
ALTER TYPE colour RENAME VALUE 'green' TO 'lime';
SELECT c FROM shapes;
ALTER TYPE point3 ADD ATTRIBUTE z int CASCADE;
\d point3
\dT+
\dD

-- Identifiers, networks, bits, geometry, text search, XML where it is built in.
SELECT 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'::uuid, '{a0eebc999c0b4ef8bb6d6bb9bd380a11}'::uuid, length(gen_random_uuid()::text);
SELECT 'not-a-uuid'::uuid;
SELECT '192.168.0.1/24'::inet, '10.0.0.0/8'::cidr, '::1'::inet, '08:00:2b:01:02:03'::macaddr, '08:00:2b:01:02:03:04:05'::macaddr8, host('1.2.3.4/8'::inet), network('1.2.3.4/8'::inet), masklen('1.2.3.4/8'::inet), inet '1.2.3.4' << cidr '1.0.0.0/8', inet '1.2.3.4' + 1, family('::1');
SELECT '300.0.0.1'::inet;
SELECT '10.0.0.1/8'::cidr;
SELECT B'1010', X'1F', B'1010' & B'0110', B'10' || B'01', '101'::bit(5), '10101'::varbit(3), 5::bit(8), bit_length(B'101'), B'1010' << 1, get_bit(B'100', 0);
SELECT B'1012';
SELECT B'101'::bit(2) & B'1';
SELECT '(1,2)'::point, '[(0,0),(1,1)]'::lseg, '((0,0),(2,2))'::box, '<(0,0),5>'::circle, '((0,0),(1,0),(1,1))'::polygon, '{1,2,3}'::line, point '(0,0)' <-> point '(3,4)', box '((0,0),(2,2))' @> point '(1,1)', area(circle '<(0,0),1>');
SELECT '(1,2'::point;
SELECT to_tsvector('simple', 'The quick brown fox jumps over the lazy dog'), to_tsquery('simple', 'fox & !cat | dog:*'), to_tsvector('english', 'jumping foxes') @@ to_tsquery('english', 'jump & fox'), ts_headline('english', 'the quick fox', to_tsquery('fox')), 'a:1A b:2'::tsvector, plainto_tsquery('english', 'the cats'), phraseto_tsquery('simple', 'a b'), websearch_to_tsquery('simple', '"a b" -c');
SELECT ts_rank(to_tsvector('simple', 'a b a'), to_tsquery('simple', 'a')) > 0, setweight('a:1'::tsvector, 'B'), strip('a:1 b:2'::tsvector), numnode(to_tsquery('simple', 'a & b'));
SELECT 'a &'::tsquery;
SELECT '<a><b>1</b></a>'::xml, xmlelement(name x, xmlattributes(1 AS y), 'z');
SELECT pg_lsn '16/B374D848' - pg_lsn '0/0', '1:2:1'::pg_snapshot, '(0,1)'::tid, 'int4'::regtype, 'numbers'::regclass, 'nowhere'::regclass;
SELECT 'pg_catalog.sum(int)'::regprocedure, to_regclass('nowhere'), to_regtype('nothing'), format_type(1700, 655366), pg_typeof(1.5), pg_typeof('x'), pg_typeof(NULL), pg_typeof(ARRAY[1]);

-- Conversions.
SELECT CAST('1' AS int), '1'::text::int, int '5', 5::text || 'x', 1::boolean::int, 'x'::"char", (1, 2)::text, 1::numeric::text, '{1,2}'::int[]::text, to_char(5, '000');
SELECT 5::date;
SELECT 'x'::nothing;
SELECT 1 + 'x';
SELECT 1 = 'one'::text;
SELECT CASE WHEN true THEN 1 ELSE 'x' END;
SELECT pg_input_is_valid('12x', 'int'), message, sql_error_code FROM pg_input_error_info('12x', 'int');
SELECT * FROM (VALUES (1, 'a'), (2)) AS bad;
