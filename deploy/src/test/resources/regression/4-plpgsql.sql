-- Code in the server, and what it says on the way.
\set VERBOSITY verbose
\set SHOW_CONTEXT always

CREATE FUNCTION add(a int, b int DEFAULT 10) RETURNS int LANGUAGE sql IMMUTABLE RETURN a + b;
SELECT add(1), add(1, 2), add(b => 5, a => 1), add(a := 7);
SELECT add('x');
SELECT add();
CREATE FUNCTION add(a text, b text) RETURNS text LANGUAGE sql AS $$ SELECT a || b $$;
SELECT add('x', 'y'), add(1, 2);
CREATE OR REPLACE FUNCTION add(a int, b int DEFAULT 10) RETURNS text LANGUAGE sql RETURN 'x';
DROP FUNCTION add;
DROP FUNCTION add(text, text);
\df add
\sf add
CREATE FUNCTION rows_of(n int) RETURNS TABLE (i int, square int) LANGUAGE sql BEGIN ATOMIC SELECT g, g * g FROM generate_series(1, n) AS g; END;
SELECT * FROM rows_of(3);
SELECT rows_of(2);
CREATE FUNCTION total(VARIADIC numbers int[]) RETURNS bigint LANGUAGE sql AS 'SELECT sum(n) FROM unnest(numbers) AS n';
SELECT total(1, 2, 3), total(VARIADIC ARRAY[4, 5]);
CREATE FUNCTION same(anyelement) RETURNS anyarray LANGUAGE sql AS 'SELECT ARRAY[$1, $1]';
SELECT same(1), same('x'::text), same(true);
SELECT same('unknown');

CREATE FUNCTION factorial_of(n int) RETURNS numeric LANGUAGE plpgsql STRICT AS $$
BEGIN
    IF n < 0 THEN
        RAISE EXCEPTION 'no factorial of %', n USING ERRCODE = 'invalid_parameter_value', HINT = 'Take a number from 0 up.';
    ELSIF n < 2 THEN
        RETURN 1;
    END IF;
    RETURN n * factorial_of(n - 1);
END $$;
SELECT factorial_of(10), factorial_of(NULL);
SELECT factorial_of(-1);
SELECT factorial_of(3) / 0;
CREATE FUNCTION outs(a int, OUT b int, OUT c text, INOUT d int DEFAULT 5) LANGUAGE plpgsql AS $$ BEGIN b := a * 2; c := 'c' || a; d := d + 1; END $$;
SELECT outs(1), (outs(2)).c;
SELECT * FROM outs(3, 10);
CREATE FUNCTION many() RETURNS SETOF record LANGUAGE plpgsql AS $$ BEGIN RETURN QUERY SELECT 1, 'one'::text; RETURN QUERY EXECUTE 'SELECT $1, $2' USING 2, 'two'::text; RETURN NEXT ROW(3, 'three'::text); RETURN; END $$;
SELECT * FROM many() AS m(n int, t text);
SELECT * FROM many();
SELECT * FROM many() AS m(n int, t int);
CREATE FUNCTION loops() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    said text := '';
    r record;
    a int[] := ARRAY[10, 20];
    x int;
    i CONSTANT int := 3;
BEGIN
    FOR n IN 1..i LOOP said := said || n; END LOOP;
    FOR n IN REVERSE 6..1 BY 2 LOOP said := said || n; CONTINUE WHEN n = 4; said := said || '.'; END LOOP;
    FOR r IN SELECT g, g % 2 = 0 AS even FROM generate_series(1, 3) AS g LOOP said := said || r; END LOOP;
    FOREACH x IN ARRAY a LOOP said := said || '/' || x; END LOOP;
    WHILE length(said) < 60 LOOP said := said || '-'; END LOOP;
    <<outer_loop>> LOOP LOOP EXIT outer_loop WHEN true; END LOOP; END LOOP;
    CASE i WHEN 1, 2 THEN said := 'wrong'; WHEN 3 THEN said := said || 'case'; ELSE NULL; END CASE;
    RETURN said;
END $$;
SELECT loops();
DO $$ BEGIN CASE 5 WHEN 1 THEN NULL; END CASE; END $$;
DO $$ DECLARE c CONSTANT int := 1; BEGIN c := 2; END $$;
DO $$ DECLARE x int NOT NULL; BEGIN END $$;
DO $$ BEGIN x := 1; END $$;
DO $$ BEGIN SELECT 1; END $$;
DO $$ BEGIN PERFORM 1 / 0; END $$;
DO $$ BEGIN RETURN 1; END $$;
DO $$ BEGIN IF THEN END IF; END $$;
DO $$ BEGIN NULL $$;
DO LANGUAGE nothing $$ $$;

-- What is raised.
DO $$ BEGIN
    RAISE DEBUG 'not shown';
    RAISE LOG 'not shown either';
    RAISE INFO 'always shown';
    RAISE NOTICE 'with % and % and %%', 1, NULL;
    RAISE WARNING 'careful' USING DETAIL = 'the detail', HINT = 'the hint', ERRCODE = '01ABC', COLUMN = 'col', TABLE = 'tab', SCHEMA = 'sch', CONSTRAINT = 'con', DATATYPE = 'typ';
END $$;
SET client_min_messages = 'debug1';
DO $$ BEGIN RAISE DEBUG 'shown now'; END $$;
SET client_min_messages = 'error';
DO $$ BEGIN RAISE WARNING 'not shown now'; END $$;
RESET client_min_messages;
DO $$ BEGIN RAISE division_by_zero; END $$;
DO $$ BEGIN RAISE SQLSTATE 'ABCDE' USING MESSAGE = 'own state'; END $$;
DO $$ BEGIN RAISE EXCEPTION 'too few %'; END $$;
DO $$ BEGIN RAISE; END $$;
DO $$ BEGIN ASSERT 1 = 2, 'one is not two'; END $$;
DO $$ BEGIN RAISE NOTICE E'two\nlines and a tab\t.'; RAISE EXCEPTION E'ünïcödé\nin two lines'; END $$;

-- What is caught.
CREATE TABLE kept (id int PRIMARY KEY, v text);
CREATE FUNCTION careful(i int) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    state text; message text; detail text; hint text; context text; con text;
BEGIN
    BEGIN
        INSERT INTO kept VALUES (i, 'v' || 10 / i);
        RETURN 'inserted';
    EXCEPTION
        WHEN unique_violation THEN
            GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, con = CONSTRAINT_NAME;
            RETURN state || ': ' || message || ' / ' || detail || ' / ' || con;
        WHEN division_by_zero OR numeric_value_out_of_range THEN
            GET STACKED DIAGNOSTICS context = PG_EXCEPTION_CONTEXT;
            RETURN SQLSTATE || ': ' || SQLERRM || ' / ' || context;
        WHEN OTHERS THEN
            RAISE NOTICE 'passing on %', SQLERRM;
            RAISE;
    END;
END $$;
SELECT careful(1);
SELECT careful(1);
SELECT careful(0);
SELECT careful(2), careful(3);
ALTER TABLE kept ADD CHECK (id < 100);
SELECT careful(100);
SELECT * FROM kept ORDER BY id;
CREATE FUNCTION counts() RETURNS text LANGUAGE plpgsql AS $$
DECLARE n int; f boolean; r kept%ROWTYPE; t kept.v%TYPE;
BEGIN
    UPDATE kept SET v = v || '!';
    GET DIAGNOSTICS n = ROW_COUNT;
    f := FOUND;
    SELECT * INTO r FROM kept WHERE id = 1;
    SELECT v INTO STRICT t FROM kept WHERE id = 2;
    RETURN n || ' ' || f || ' ' || r || ' ' || t;
END $$;
SELECT counts();
DO $$ DECLARE x int; BEGIN SELECT id INTO STRICT x FROM kept; END $$;
DO $$ DECLARE x int; BEGIN SELECT id INTO STRICT x FROM kept WHERE false; END $$;

-- Dynamic statements and cursors.
DO $$ DECLARE n int; BEGIN
    EXECUTE format('CREATE TABLE %I (%I int)', 'made by "code"', 'Column');
    EXECUTE 'INSERT INTO "made by ""code""" VALUES ($1), ($2)' USING 1, 2;
    EXECUTE 'SELECT count(*) FROM "made by ""code"""' INTO n;
    RAISE NOTICE '% rows', n;
END $$;
SELECT * FROM "made by ""code""";
DO $$ BEGIN EXECUTE 'SELEC 1'; END $$;
DO $$ BEGIN EXECUTE NULL; END $$;
DO $$ DECLARE c CURSOR (low int) FOR SELECT id FROM kept WHERE id > low ORDER BY id; n int; r refcursor; BEGIN
    OPEN c(1); FETCH c INTO n; RAISE NOTICE 'fetched %, found %', n, FOUND; MOVE c; FETCH c INTO n; RAISE NOTICE 'then %, found %', n, FOUND; CLOSE c;
    OPEN r FOR EXECUTE 'SELECT 5'; FETCH r INTO n; CLOSE r; RAISE NOTICE '%', n;
    FOR x IN c(0) LOOP RAISE NOTICE 'loop %', x.id; END LOOP;
    FETCH r INTO n;
END $$;
CREATE FUNCTION cursors(refcursor) RETURNS refcursor LANGUAGE plpgsql AS $$ BEGIN OPEN $1 FOR SELECT * FROM kept ORDER BY id; RETURN $1; END $$;
BEGIN;
SELECT cursors('named');
FETCH 2 FROM named;
FETCH ALL IN named;
COMMIT;
FETCH named;

-- Procedures that end transactions.
CREATE PROCEDURE in_steps(n int) LANGUAGE plpgsql AS $$ BEGIN
    FOR i IN 1..n LOOP
        INSERT INTO kept VALUES (50 + i, 'step');
        IF i % 2 = 0 THEN COMMIT; ELSE ROLLBACK; END IF;
    END LOOP;
END $$;
CALL in_steps(4);
SELECT id FROM kept WHERE id > 50 ORDER BY id;
BEGIN;
CALL in_steps(1);
ROLLBACK;
CREATE PROCEDURE gives_back(INOUT a int, OUT b text) LANGUAGE plpgsql AS $$ BEGIN a := a * 2; b := 'was ' || a / 2; END $$;
CALL gives_back(21, NULL);
DO $$ DECLARE x int := 4; y text; BEGIN CALL gives_back(x, y); RAISE NOTICE '% %', x, y; END $$;
CALL nothing();
SELECT gives_back(1, NULL);
CALL counts();
\df gives*

-- Triggers that change and refuse, recursion without end, and security definers.
CREATE FUNCTION upper_v() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.v := upper(NEW.v); IF NEW.v = 'NO' THEN RETURN NULL; END IF; RETURN NEW; END $$;
CREATE TRIGGER upper_v BEFORE INSERT ON kept FOR EACH ROW EXECUTE FUNCTION upper_v();
INSERT INTO kept VALUES (60, 'quiet'), (61, 'no') RETURNING *;
CREATE FUNCTION endless(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN endless(n + 1); END $$;
\set VERBOSITY sqlstate
SELECT endless(1);
\set VERBOSITY verbose
CREATE FUNCTION as_owner() RETURNS name LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS 'SELECT current_user';
GRANT EXECUTE ON FUNCTION as_owner() TO works_reader;
SET ROLE works_reader;
SELECT as_owner(), current_user;
SELECT counts();
RESET ROLE;
CREATE FUNCTION with_setting() RETURNS text LANGUAGE plpgsql SET work_mem = '3MB' AS $$ BEGIN RETURN current_setting('work_mem'); END $$;
SELECT with_setting(), current_setting('work_mem');
ALTER FUNCTION with_setting() RENAME TO renamed;
ALTER FUNCTION renamed() STABLE COST 5;
\sf renamed
COMMENT ON FUNCTION renamed() IS 'renamed';
\df+ renamed
DROP FUNCTION renamed();
DROP FUNCTION IF EXISTS renamed();
DROP FUNCTION renamed();
CREATE FUNCTION unsafe() RETURNS int LANGUAGE c AS 'nothing';
CREATE FUNCTION mute() RETURNS void LANGUAGE plpgsql AS $$ BEGIN END $$;
SELECT mute(), mute() IS NULL;
CREATE FUNCTION no_return() RETURNS int LANGUAGE plpgsql AS $$ BEGIN END $$;
SELECT no_return();
CREATE FUNCTION wrong_type() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 'x'; END $$;
SELECT wrong_type();
SELECT proname, prolang::regproc FROM pg_proc WHERE false;
DO $$ DECLARE j jsonb := '{"a": [1, 2]}'; BEGIN j['a'][1] := '20'; RAISE NOTICE '%', j; END $$;
DO $$ DECLARE r record; BEGIN RAISE NOTICE '%', r.x; END $$;
DO $$ BEGIN PERFORM set_config('application_name', 'set by code', false); RAISE NOTICE '%', current_setting('application_name'); END $$;
DO $$ BEGIN PERFORM pg_notify('nobody', 'listens'); END $$;
SELECT count(*) FROM generate_series(1, 100) AS n WHERE factorial_of(n % 5) > 5;
