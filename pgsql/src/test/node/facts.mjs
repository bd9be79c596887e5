// What libpg_query reads in each text: a line of base64 in, a line of tab-separated facts out. The major is the argument.
import { createInterface } from 'node:readline';

const library = await import(`libpg-query-${process.argv[2]}`);
await library.loadModule();

// The statements whose parts are compared; of others only the kind is.
const READ = new Set(['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'ExplainStmt', 'PrepareStmt', 'ExecuteStmt',
  'DeclareCursorStmt', 'CopyStmt', 'CreateTableAsStmt', 'ViewStmt', 'CallStmt', 'LockStmt', 'TruncateStmt']);

const encoded = (names) => names.map(encodeURIComponent).join('.');
const strings = (list) => list.map((element) => element.String.sval);

function collect(node, facts) {
  if (Array.isArray(node)) {
    node.forEach((element) => collect(element, facts));
    return;
  }
  if (node === null || typeof node !== 'object') {
    return;
  }
  if ('relname' in node && 'relpersistence' in node) {
    const names = [node.catalogname, node.schemaname, node.relname].filter((name) => name);
    facts.relations.push(`${encoded(names)}@${node.location ?? 0}`);
  }
  if ('funcname' in node) {
    facts.functions.push(encoded(strings(node.funcname)));
  }
  for (const [key, value] of Object.entries(node)) {
    if (key === 'MultiAssignRef' && value.colno !== 1) {
      continue; // The one source of several columns is told once per column.
    }
    if (key === 'A_Const') {
      facts.constants.push(value.location ?? 0);
    } else if (key !== 'lockingClause' && key !== 'RefreshMatViewStmt') {
      collect(value, facts);
    }
  }
}

async function facts(sql) {
  const found = { kinds: [], relations: [], functions: [], constants: [] };
  const tree = await library.parse(sql);
  for (const raw of tree.stmts ?? []) {
    const kind = Object.keys(raw.stmt)[0];
    found.kinds.push(kind);
    if (READ.has(kind)) {
      collect(raw.stmt, found);
    }
  }
  let tokens = [];
  if (library.scan) {
    tokens = (await library.scan(sql)).tokens.map((token) => `${token.start}:${token.end}:${token.tokenName}`);
  }
  return [found.kinds, found.relations, found.functions, found.constants, tokens].map((list) => list.join(',')).join('\t');
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = await facts(Buffer.from(line, 'base64').toString('utf8'));
  } catch (error) {
    answer = '!';
  }
  process.stdout.write(`${answer}\n`);
}
