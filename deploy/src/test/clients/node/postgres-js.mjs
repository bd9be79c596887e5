// Connects as the environment says (PGHOST and so on) and takes postgres.js through what it can do; what it makes it drops.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import postgres from 'postgres';
import { refusal, show, ssl } from './shown.mjs';

const connect = (options = {}) => postgres({ ssl, max: 1, idle_timeout: 0, onnotice: () => {}, connection: { application_name: 'postgres.js' }, ...options });

const admin = connect();

const life = async (way, options) => {
  const notices = [];
  const sql = connect({ ...options, onnotice: (notice) => notices.push([notice.severity, notice.message]) });
  const seen = (what, value) => show(`${way}: ${what}`, value);

  // Tagged templates.
  await sql`CREATE TABLE t (id int PRIMARY KEY, v text, j jsonb, a int[], at timestamptz)`;
  seen('insert', (await sql`INSERT INTO t ${sql([{ id: 1, v: 'one' }, { id: 2, v: 'two' }, { id: 3, v: null }])}`).count);
  seen('update', await sql`UPDATE t SET ${sql({ v: 'zwei', j: sql.json({ k: [1] }), a: options.fetch_types === false ? '{1,2}' : [1, 2] }, 'v', 'j', 'a')} WHERE id = ${2} RETURNING *`);
  const column = 'v';
  seen('names and lists', await sql`SELECT id, ${sql(column)} FROM ${sql('t')} WHERE id IN ${sql([1, 3])} ORDER BY id`);
  seen('fragments', await sql`SELECT id FROM t ${true ? sql`WHERE id > ${1}` : sql``} ORDER BY id`);
  seen('dates', await sql`SELECT ${new Date(Date.UTC(2024, 1, 29))}::timestamptz AS at, ${12345678901234567890n.toString()}::numeric AS n`);
  for (const id of [1, 2, 1]) seen('the same again', await sql`SELECT v FROM t WHERE id = ${id}`);
  seen('described', (await sql`SELECT id, v FROM t WHERE id = ${1}`.describe()).columns.map((c) => [c.name, c.type]));
  seen('as arrays', await sql`SELECT id, v FROM t ORDER BY id`.values());
  seen('raw', (await sql`SELECT 7 AS n`.raw()).map((row) => row.map(String)));
  seen('simple', (await sql`SELECT 1 AS a; SELECT 2 AS b`.simple()).map((r) => [...r]));
  seen('file-like', await sql.unsafe('SELECT $1::int + $2::int AS sum', [1, 2]));
  seen('error', await refusal(() => sql`SELECT * FROM missing WHERE id = ${1}`));
  seen('violation', await refusal(() => sql`INSERT INTO t (id) VALUES (${1})`));
  await sql`DO $$ BEGIN RAISE NOTICE 'hello'; END $$`;
  seen('notices', notices);

  // Transactions.
  seen('transaction', await sql.begin(async (tx) => {
    await tx`INSERT INTO t (id, v) VALUES (${4}, ${'four'})`;
    await tx.savepoint(async (inner) => {
      await inner`INSERT INTO t (id, v) VALUES (${5}, ${'five'})`;
      throw new Error('back to the savepoint');
    }).catch(() => {});
    return tx`SELECT id FROM t ORDER BY id`;
  }));
  seen('rolled back', await refusal(() => sql.begin(async (tx) => {
    await tx`DELETE FROM t`;
    await tx`SELECT 1/0`;
  })));
  seen('read only', await refusal(() => sql.begin('read only', (tx) => tx`DELETE FROM t`)));
  seen('after the transactions', await sql`SELECT count(*)::int AS n FROM t`);
  seen('pipelined transaction', await sql.begin((tx) => [tx`SELECT 1 AS a`, tx`SELECT ${2}::int AS b`, tx`SELECT 3 AS c`]));

  // Pipelined queries, with one that fails among them.
  const answers = await Promise.allSettled(Array.from({ length: 40 }, (_, i) => sql`SELECT 100 / (${i}::int - 20) AS q`));
  seen('pipelined', answers.map((a) => (a.status === 'fulfilled' ? a.value[0].q : a.reason.code)));

  // Cursors.
  const portions = [];
  for await (const rows of sql`SELECT g FROM generate_series(1, ${25}::int) g`.cursor(10)) portions.push(rows.length);
  seen('cursor', portions);
  await sql`SELECT g FROM generate_series(1, 100000) g`.cursor(5, ([{ g }]) => (g > 10 ? sql.CLOSE : undefined));
  seen('cursor closed early', await sql`SELECT 1 AS alive`);
  let sum = 0;
  await sql`SELECT g FROM generate_series(1, 1000) g`.forEach((row) => { sum += row.g; });
  seen('for each', sum);

  // COPY.
  await pipeline(Readable.from(Array.from({ length: 3000 }, (_, i) => `${1000 + i}\tcopied ${i}\n`)), await sql`COPY t (id, v) FROM STDIN`.writable());
  seen('copied', await sql`SELECT count(*)::int AS n FROM t WHERE v LIKE 'copied%'`);
  // postgres.js may leave a socket paused after this, so it gets a connection of its own.
  const out = connect(options);
  let bytes = 0;
  for await (const chunk of await out`COPY (SELECT id, v FROM t WHERE id >= 1000 ORDER BY id) TO STDOUT`.readable()) bytes += chunk.length;
  seen('copied out', bytes);
  await out.end({ timeout: 1 });
  // postgres.js says CopyFail and tells nobody; what it does after a row that the server refuses, it does not say either.
  (await sql`COPY t (id) FROM STDIN`.writable()).destroy();
  seen('after the copies', await sql`SELECT count(*)::int AS n FROM t`);

  // Cancel.
  const pending = sql`SELECT pg_sleep(100)`;
  const outcome = refusal(() => pending);
  while (!(await admin`SELECT FROM pg_stat_activity WHERE state = 'active' AND query = 'SELECT pg_sleep(100)'`).length);
  await pending.cancel();
  seen('cancelled', await outcome);
  seen('after the cancel', await sql`SELECT 1 AS alive`);

  // LISTEN and NOTIFY, over a connection that postgres.js makes for them.
  let hear;
  const heard = new Promise((done) => { hear = done; });
  const { unlisten } = await sql.listen('news', hear);
  await sql.notify('news', 'from postgres.js');
  seen('notification', await heard);
  await unlisten();

  seen('prepared on the server', (await sql`SELECT count(*)::int > 0 AS some FROM pg_prepared_statements`)[0]);
  await sql`DROP TABLE t`;
  await sql.end();
};

await life('prepared', { prepare: true });
await life('unprepared', { prepare: false });
await life('without types', { fetch_types: false });

const pool = connect({ max: 4 });
const sums = await Promise.all(Array.from({ length: 60 }, (_, i) => pool`SELECT ${i}::int * 2 AS n`));
show('pool', sums.reduce((sum, [{ n }]) => sum + n, 0));
await pool.end();

await admin.end();
