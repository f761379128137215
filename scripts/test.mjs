// The whole suite on its own embedded PostgreSQL, whatever DATABASE_URL the machine has lying about.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildStale, checkNode, installMissing, root } from './lib/prepare.mjs';
import { scratchFolder } from './lib/scratch.mjs';

checkNode();
installMissing({ dev: true });
buildStale();

const folder = mkdtempSync(join(tmpdir(), 'huiyin-test-'));
const database = scratchFolder('huiyin-test-pg-');
const { embeddedPostgres } = await import(pathToFileURL(join(root, 'dist/src/embedded/postgres.js')).href);
const server = await embeddedPostgres({ dataDir: database, fast: true });
await migrateTemplate(server.url);
const env = {
  ...process.env,
  HUIYIN_TEST_POSTGRES: server.url,
  HUIYIN_DATA: join(folder, 'data'),
  NODE_ENV: 'test',
};
for (const name of [
  'DATABASE_URL',
  'REDIS_URL',
  'SMTP_URL',
  'HUIYIN_PROFILE',
  'HUIYIN_KEYS',
  'HUIYIN_ROLES',
  'PORT',
  'HOST',
  'PUBLIC_URL',
])
  delete env[name];
// Jest resolves our packages' ESM through swc; its own flag keeps dynamic import() of real ESM working.
const jest = spawn(
  process.execPath,
  [join(root, 'node_modules/jest/bin/jest.js'), ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit', env },
);
// Who stops a run finds neither a server nor its files left behind.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => jest.kill(signal));
const code = await new Promise((done) =>
  jest.once('exit', (status, signal) => done(status ?? (signal ? 1 : 0))),
);
await server.stop();
for (const path of [folder, database]) rmSync(path, { recursive: true, force: true });
process.exit(code);

/** Databases of the tests are copies of this migrated one (test/support/database.ts). */
async function migrateTemplate(url) {
  await import('reflect-metadata');
  const load = (path) => import(pathToFileURL(join(root, 'dist', path)).href);
  const { createDataSource } = await load('libs/persistence/src/index.js');
  const { schema } = await load('apps/worker/src/core/schema.js');
  const { migrateQueue } = await load('libs/queue/src/service.js');
  const source = await createDataSource(url, schema).initialize();
  await source.runMigrations({ transaction: 'each' });
  await source.destroy();
  await migrateQueue({ databaseUrl: url, redisUrls: [] });
}
