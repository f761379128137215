// Measures on its own embedded PostgreSQL in a temporary folder, with the durability of an installation. See docs/bench.md.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildStale, checkNode, installMissing, root } from './lib/prepare.mjs';

const USAGE = `npm run bench -- [judging] [--quick] [--out FILE]

Prints one table and writes it as JSON (default bench/results/latest.json); about ten minutes.
  judging     only what judging costs, step by step, without a database (default bench/results/judging.json)
  --quick     a smoke run of seconds: shows that it works, the figures say nothing
  --out FILE  where the JSON goes`;

const { values, positionals } = readArguments();
const alone = positionals[0] === 'judging';
checkNode();
installMissing({ dev: false });
buildStale();

const load = (path) => import(pathToFileURL(join(root, 'dist', path)).href);
const quick = values.quick ?? false;
const out = resolve(values.out ?? join(root, `bench/results/${alone ? 'judging' : 'latest'}.json`));
if (alone) await (await load('bench/main.js')).benchJudgingAlone({ quick, out });
else await whole();

async function whole() {
  const folder = mkdtempSync(join(tmpdir(), 'huiyin-bench-'));
  chmodSync(folder, 0o755);
  const { embeddedPostgres } = await load('src/embedded/postgres.js');
  const server = await embeddedPostgres({ dataDir: folder });
  try {
    await (await load('bench/main.js')).bench({ postgres: server.url, folder, quick, out });
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function readArguments() {
  let given;
  try {
    given = parseArgs({
      options: { quick: { type: 'boolean' }, out: { type: 'string' }, help: { type: 'boolean' } },
      allowPositionals: true,
    });
    const [part, ...more] = given.positionals;
    if ((part ?? 'judging') !== 'judging' || more.length > 0)
      throw new Error(`no such part: ${given.positionals.join(' ')}`);
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${USAGE}\n`);
    process.exit(2);
  }
  if (given.values.help) {
    process.stdout.write(`${USAGE}\n`);
    process.exit(0);
  }
  return given;
}
