// Connects as the environment says (PGHOST and so on) and takes node-postgres with its cursors and copy streams through
// what they can do; what it makes it drops.
import { once } from 'node:events';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import copy from 'pg-copy-streams';
import Cursor from 'pg-cursor';
import QueryStream from 'pg-query-stream';
import { refusal, show, ssl } from './shown.mjs';

const connect = async (config = {}) => {
  const client = new pg.Client({ ssl, application_name: 'node-postgres', ...config });
  await client.connect();
  return client;
};

const client = await connect();

// Simple queries.
show('one value', (await client.query("SELECT 1 AS a, 'x' AS b, NULL AS c, true AS d, 1.50::numeric AS e")).rows);
const several = await client.query('SELECT 1 AS a; SELECT 2 AS b, 3 AS c; CREATE TABLE t (id int PRIMARY KEY, v text); SELECT 4');
show('several statements', several.map((r) => [r.command, r.rowCount, r.rows]));
show('empty query', (await client.query('')).rows);
show('error in a simple query', await refusal(() => client.query('SELECT 1; SELECT 1/0; SELECT 2')));
show('rows as arrays', (await client.query({ text: 'SELECT 1, 2', rowMode: 'array' })).rows);
show('fields', (await client.query("SELECT 1::int8 AS i, 'a'::varchar(7) AS v")).fields.map((f) => [f.name, f.dataTypeID, f.dataTypeModifier]));

// Parameters and types.
const typed = `SELECT $1::int AS i, $2::text AS t, $3::bytea AS b, $4::jsonb AS j, $5::int[] AS a, $6::timestamptz AS at,
                      $7::uuid AS u, $8::numeric AS n, $9::text AS nothing`;
const values = [
  -7, "quote ' and \\ and \u{1F418}", Buffer.from([0, 1, 254, 255]), { k: [1, null] }, [1, 2, 3],
  new Date(Date.UTC(2024, 1, 29, 12)), '5f0c1dd0-2f0a-4c5e-9d0b-3d7f1a8f1d11', '12345678901234567890.5', null,
];
show('parameters', (await client.query(typed, values)).rows);
show('binary results', (await client.query({ text: 'SELECT $1::int4 AS i, $2::bool AS b', values: [42, true], binary: true })).rows);
show('wrong parameter', await refusal(() => client.query('SELECT $1::int', ['seven'])));
show('too few parameters', await refusal(() => client.query('SELECT $1::int, $2::int', [1])));
show('insert', (await client.query('INSERT INTO t SELECT g, $1 || g FROM generate_series(1, 100) g', ['v'])).rowCount);
show('returning', (await client.query('UPDATE t SET v = upper(v) WHERE id <= $1 RETURNING id, v', [2])).rows);
show('unique violation', await refusal(() => client.query('INSERT INTO t VALUES ($1, $2)', [1, 'again'])));

// Named statements.
const byId = (id) => ({ name: 'by-id', text: 'SELECT v FROM t WHERE id = $1', values: [id] });
for (const id of [1, 2, 3]) show('named statement', (await client.query(byId(id))).rows);
show('two texts of one name', await refusal(() => client.query({ ...byId(1), text: 'SELECT id FROM t WHERE id = $1' })));
show('prepared on the server', (await client.query("SELECT name, statement FROM pg_prepared_statements ORDER BY name")).rows);
show('unparseable named', await refusal(() => client.query({ name: 'bad', text: 'SELEC 1' })));
show('good under the name of the bad', (await client.query({ name: 'bad', text: 'SELECT 5 AS five' })).rows);
show('rows in portions', (await client.query({ text: 'SELECT id FROM t ORDER BY id LIMIT 10', rows: 3 })).rowCount);

// Transactions.
await client.query('BEGIN');
await client.query('SAVEPOINT a');
show('error in a transaction', await refusal(() => client.query('SELECT * FROM missing')));
show('after the error', await refusal(() => client.query('SELECT 1')));
await client.query('ROLLBACK TO a');
show('after the savepoint', (await client.query('SELECT 1 AS alive')).rows);
show('commit', (await client.query('COMMIT')).command);

// Cursors.
const cursor = client.query(new Cursor('SELECT id, v FROM t WHERE id > $1 ORDER BY id', [90]));
show('cursor, first', await cursor.read(3));
show('cursor, second', (await cursor.read(4)).map((r) => r.id));
show('cursor, rest', (await cursor.read(100)).map((r) => r.id));
show('cursor, nothing', await cursor.read(1));
await cursor.close();
const closedEarly = client.query(new Cursor('SELECT generate_series(1, 1000000) AS n'));
show('cursor closed early', (await closedEarly.read(2)).map((r) => r.n));
await closedEarly.close();
show('cursor that fails', await refusal(() => client.query(new Cursor('SELECT 1/(id - 5) FROM t ORDER BY id')).read(10)));
show('after the cursors', (await client.query('SELECT count(*)::int AS n FROM t')).rows);

// Streams.
let streamed = 0;
for await (const row of client.query(new QueryStream('SELECT g FROM generate_series(1, $1) g', [2500], { batchSize: 100 }))) streamed += row.g;
show('streamed', streamed);
const left = client.query(new QueryStream('SELECT g FROM generate_series(1, 100000) g', [], { batchSize: 10 }));
for await (const row of left) if (row.g === 25) break;
show('stream left early', (await client.query('SELECT 1 AS alive')).rows);

// COPY.
const collect = async (source) => {
  const chunks = [];
  await pipeline(source, new Writable({ write(chunk, _, done) { chunks.push(chunk); done(); } }));
  return Buffer.concat(chunks).toString();
};
show('copy out', await collect(client.query(copy.to('COPY (SELECT id, v FROM t WHERE id < 6 ORDER BY id) TO STDOUT (FORMAT csv, HEADER)'))));
const large = client.query(copy.to("COPY (SELECT repeat('x', 1000) FROM generate_series(1, 5000)) TO STDOUT"));
let bytes = 0;
await pipeline(large, new Writable({ write(chunk, _, done) { bytes += chunk.length; done(); } }));
show('large copy out', [bytes, large.rowCount]);
show('copy out that fails', await refusal(() => collect(client.query(copy.to('COPY (SELECT 1/(3 - g) FROM generate_series(1, 5) g) TO STDOUT')))));
const copyIn = async (lines, sql = 'COPY t FROM STDIN') => {
  const target = client.query(copy.from(sql));
  await pipeline(Readable.from(lines), target);
  return target.rowCount;
};
show('copy in', await copyIn(Array.from({ length: 5000 }, (_, i) => `${1000 + i}\tcopied ${i}\n`)));
show('copied', (await client.query("SELECT count(*)::int AS n, max(v) AS v FROM t WHERE v LIKE 'copied%'")).rows);
show('copy in of nothing', await copyIn([]));
show('copy in of nonsense', await refusal(() => copyIn(['9001\tok\n', 'seven\tnot a number\n'])));
show('copy in of a double', await refusal(() => copyIn(['9002\tok\n', '1000\tdouble\n', '9003\tlate\n'])));
const givenUp = client.query(copy.from('COPY t FROM STDIN'));
givenUp.write('9004\tgiven up\n');
givenUp.destroy(new Error('the source broke'));
show('copy in given up', await refusal(() => once(givenUp, 'close')));
show('copy to a missing table', await refusal(() => copyIn(['1\n'], 'COPY missing FROM STDIN')));
show('nothing of the failed copies', (await client.query('SELECT count(*)::int AS n FROM t WHERE id > 9000')).rows);

// Asynchronous messages.
const listener = await connect();
const notices = [];
listener.on('notice', (notice) => notices.push([notice.severity, notice.code, notice.message]));
await listener.query("DO $$ BEGIN RAISE NOTICE 'hello'; RAISE WARNING 'careful'; END $$");
show('notices', notices);
await listener.query('LISTEN news');
const heard = once(listener, 'notification');
await client.query("SELECT pg_notify('news', $1)", ['from another']);
const [notification] = await heard;
show('notification', [notification.channel, notification.payload]);
const mine = once(listener, 'notification');
await listener.query("NOTIFY news, 'from myself'");
show('own notification', (await mine)[0].payload);
await listener.query('UNLISTEN *');
await listener.end();

// Cancel: a request over a connection of its own, and a statement of another session.
const running = async (pid) => {
  for (;;) {
    const { rows } = await client.query("SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND state = 'active' AND query LIKE '%pg_sleep(100)%'", [pid]);
    if (rows.length) return;
  }
};
const victim = await connect();
const { rows: [{ pid }] } = await victim.query('SELECT pg_backend_pid() AS pid');
const query = new pg.Query('SELECT pg_sleep(100)');
const cancelled = new Promise((done) => { query.callback = done; });
victim.query(query);
await running(pid);
const canceller = new pg.Client({ ssl: false });
canceller.connection.on('error', () => {});
canceller.cancel(victim, query);
show('cancelled', await refusal(async () => { throw await cancelled; }));
const again = refusal(() => victim.query('SELECT pg_sleep(100)'));
await running(pid);
await client.query('SELECT pg_cancel_backend($1)', [pid]);
show('cancelled by a statement', await again);
show('after the cancels', (await victim.query('SELECT 1 AS alive')).rows);
await victim.end();
const timed = await connect({ statement_timeout: 2000, options: '-c DateStyle=German -c extra_float_digits=0' });
show('settings of the startup', (await timed.query("SELECT '2024-02-29'::date::text AS d, 0.1::float8 + 0.2 AS f")).rows);
show('statement_timeout of the startup', await refusal(() => timed.query('SELECT pg_sleep(100)')));
await timed.end();

// Pipelined queries.
const piped = await connect({ pipeline: true });
const answers = await Promise.allSettled([
  ...Array.from({ length: 50 }, (_, i) => piped.query('SELECT $1::int AS n', [i])),
  piped.query('SELECT 1/0'),
  piped.query({ name: 'p', text: 'SELECT v FROM t WHERE id = $1', values: [1] }),
  piped.query({ name: 'p', text: 'SELECT v FROM t WHERE id = $1', values: [2] }),
  piped.query('SELECT * FROM missing WHERE id = $1', [1]),
  piped.query('SELECT 3 AS a; SELECT 4 AS b'),
]);
show('pipelined', answers.map((a) => (a.status === 'fulfilled' ? [a.value].flat().map((r) => r.rows[0]) : a.reason.code)));
await piped.query('BEGIN');
const inTransaction = await Promise.allSettled([
  piped.query('INSERT INTO t VALUES ($1, $2)', [8001, 'piped']),
  piped.query('INSERT INTO t VALUES ($1, $2)', [1, 'double']),
  piped.query('SELECT 1'),
  piped.query('ROLLBACK'),
  piped.query('SELECT count(*)::int AS n FROM t WHERE id = 8001'),
]);
show('pipelined transaction', inTransaction.map((a) => (a.status === 'fulfilled' ? [a.value.command, a.value.rows] : a.reason.code)));
await piped.end();

// Many connections at once.
const pool = new pg.Pool({ ssl, max: 5 });
const sums = await Promise.all(Array.from({ length: 40 }, (_, i) => pool.query('SELECT $1::int * 2 AS n', [i])));
show('pool', sums.reduce((sum, r) => sum + r.rows[0].n, 0));
await pool.end();

await client.query('DROP TABLE t');
await client.end();
