// Connects as the environment says (PGHOST and so on), runs a prepared statement twice, prints what it saw as JSON lines.
import pg from 'pg';

const client = new pg.Client({ ssl: { rejectUnauthorized: false } });
await client.connect();
const query = { name: 'by-id', text: 'SELECT id, name, email, phone FROM customers WHERE id = $1' };
for (const id of [1, 2]) {
  const result = await client.query({ ...query, values: [id] });
  console.log(JSON.stringify(result.rows[0]));
}
try {
  await client.query('DROP TABLE customers');
  console.log(JSON.stringify({ refused: null }));
} catch (error) {
  console.log(JSON.stringify({ refused: error.code }));
}
const after = await client.query('SELECT count(*)::int AS customers FROM customers');
console.log(JSON.stringify(after.rows[0]));
await client.end();
