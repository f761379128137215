// Measures on its own embedded PostgreSQL in a temporary folder, with the durability of an installation. See docs/bench.md.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildStale, checkNode, installMissing, root } from './lib/prepare.mjs';

const USAGE = `npm run bench -- [--quick] [--out FILE]

Prints one table and writes it as JSON (default bench/results/latest.json); about five minutes.
  --quick     a smoke run of seconds: shows that it works, the figures say nothing
  --out FILE  where the JSON goes`;

const { values } = readArguments();
checkNode();
installMissing({ dev: false });
buildStale();

const folder = mkdtempSync(join(tmpdir(), 'huiyin-bench-'));
chmodSync(folder, 0o755);
const load = (path) => import(pathToFileURL(join(root, 'dist', path)).href);
const { embeddedPostgres } = await load('src/embedded/postgres.js');
const server = await embeddedPostgres({ dataDir: folder });
try {
  const { bench } = await load('bench/main.js');
  const out = resolve(values.out ?? join(root, 'bench/results/latest.json'));
  await bench({ postgres: server.url, folder, quick: values.quick ?? false, out });
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

function readArguments() {
  let given;
  try {
    given = parseArgs({
      options: { quick: { type: 'boolean' }, out: { type: 'string' }, help: { type: 'boolean' } },
    });
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
