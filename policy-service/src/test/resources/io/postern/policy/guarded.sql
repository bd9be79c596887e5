# One construct per line, over log (line is masked) and notes (only rows of the eu below 9). A line whose statement shows no canary
# without its edits either says so.
SELECT line FROM ONLY log
SELECT public.log.line, public.log.* FROM public.log
SELECT line FROM log_2026
SELECT body FROM notes
SELECT n.* FROM notes n WHERE n.id > 0 ORDER BY n.body
TABLE notes
SELECT x.body FROM (SELECT * FROM notes) x JOIN notes USING (id)
SELECT string_agg(body, ',') FROM notes
SELECT body FROM notes WHERE id IN (SELECT id FROM log UNION SELECT id FROM notes)
SELECT line FROM log_view
SELECT v.a FROM log_view AS v (i, a)
SELECT * FROM log_view v WHERE v.id = 1
TABLE log_view
SELECT public.log_view.line FROM public.log_view
SELECT shown FROM log_lines
SELECT lower(shown) FROM log_lines l WHERE shown LIKE '%e' OR true
SELECT * FROM log_groups ORDER BY id
SELECT l.line, count(*) FROM log l GROUP BY l.id
SELECT l.*, count(o.id) FROM log l LEFT JOIN orders o ON o.id = l.id GROUP BY l.id ORDER BY l.line
SELECT id, line, count(*) FROM log GROUP BY 1 HAVING line IS NULL OR count(*) > 0 ORDER BY line DESC
SELECT v.line, s.body FROM log_view v, notes s
WITH v AS (SELECT * FROM log_view) SELECT v.line FROM v
SELECT id, status FROM order_view /* nothing raw */
SELECT id FROM log_ids /* nothing raw */
DELETE FROM log WHERE id = 1 RETURNING line
DELETE FROM log WHERE id = 1 RETURNING *
DELETE FROM log l WHERE l.id < 3 RETURNING l.*, upper(l.line), l.line::varchar(50), l.line COLLATE "C", l.line || '!', l.line AS x
DELETE FROM log WHERE line LIKE 'linecanary%' RETURNING id, line
DELETE FROM log l USING notes n WHERE l.id = n.id RETURNING *
DELETE FROM log l WHERE EXISTS (SELECT 1 FROM orders WHERE l.line LIKE 'line%') RETURNING (SELECT l.line)
DELETE FROM log WHERE id = 1 RETURNING CASE WHEN id > 5 THEN '' ELSE line END, coalesce(line, '')
UPDATE log SET line = 'new' WHERE id = 1 RETURNING id, line /* nothing raw */
UPDATE log SET id = id + 100 WHERE id = 1 RETURNING *
UPDATE log l SET id = l.id + 100 FROM orders o WHERE l.id < o.id RETURNING l.line, o.status
WITH gone AS (DELETE FROM log WHERE id = 1 RETURNING *) SELECT line FROM gone
INSERT INTO log VALUES (7, 'linecanary new') RETURNING *
INSERT INTO log AS l (id, line) VALUES (7, 'linecanary new') ON CONFLICT (id) DO UPDATE SET line = excluded.line RETURNING l.line
INSERT INTO orders (id, status) SELECT id + 100, line FROM log RETURNING status
DELETE FROM notes RETURNING *
DELETE FROM notes WHERE id = 2 OR true RETURNING body
DELETE FROM notes n WHERE (n.id = 2) OR (n.id = 30) OR n.id = 1 RETURNING n.body
DELETE FROM notes WHERE ((region = 'us')) OR ((id > 1)) RETURNING id, body
UPDATE notes SET body = body || ' changed' RETURNING body
UPDATE notes n SET body = o.status FROM orders o WHERE o.id = 5 OR n.id = 30 RETURNING n.id, n.body /* nothing raw */
WITH x AS (UPDATE notes SET body = 'gone' WHERE id IN (2, 30, 4) RETURNING id) SELECT * FROM x /* nothing raw */
MERGE INTO orders o USING notes n ON o.id = n.id WHEN NOT MATCHED THEN INSERT (id, status) VALUES (n.id, n.body) /* nothing raw */
CREATE TABLE copied AS SELECT * FROM log_view
SELECT line INTO copied FROM log
CREATE TABLE copied AS WITH v AS (TABLE notes) SELECT * FROM v
PREPARE p (integer) AS SELECT line FROM log WHERE id = $1; EXECUTE p (1); DEALLOCATE p
PREPARE p AS DELETE FROM notes RETURNING body; EXECUTE p; DEALLOCATE p
DECLARE c CURSOR FOR SELECT shown FROM log_lines; FETCH ALL FROM c
EXPLAIN DELETE FROM notes WHERE body = 'x' /* nothing raw */
EXPLAIN (FORMAT json) SELECT line FROM log_view /* nothing raw */
COPY log TO STDOUT
COPY log (line, id) TO STDOUT
COPY (SELECT shown FROM log_lines) TO STDOUT
COPY (DELETE FROM notes RETURNING body) TO STDOUT
