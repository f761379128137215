// The fault stories of test/faults, whole, on real parts: one line of JSON a story on stdout; exit 1 when an alert was lost or early.
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { root } from './lib/prepare.mjs';

const USAGE = `npm run faults -- [--seed N] [--only WORDS]

kill -9 of workers at 200 random moments, PostgreSQL restarted 10 times, Redis flushed 20 times, an SMTP relay and a
robot that misbehave; about fifteen minutes. Each story prints
{"story","seed","faults","alertsDue","sent","doubled","doubledOtherwise","lost","early"}.
  --seed N      the same moments again (default: a new one)
  --only WORDS  only stories whose name has these words`;

const { values } = readArguments();
const seed = values.seed ?? String(randomInt(1, 2 ** 31));
const only = values.only ? ['-t', values.only] : [];
const run = spawn(
  process.execPath,
  [join(root, 'scripts/test.mjs'), '--runInBand', 'test/faults/faults.test', ...only],
  { cwd: root, stdio: 'inherit', env: { ...process.env, HUIYIN_FAULTS_SEED: seed } },
);
process.exit(await new Promise((done) => run.once('exit', (code) => done(code ?? 1))));

function readArguments() {
  try {
    const given = parseArgs({
      options: { seed: { type: 'string' }, only: { type: 'string' }, help: { type: 'boolean' } },
    });
    if (given.values.seed !== undefined && !/^\d{1,10}$/.test(given.values.seed))
      throw new Error('--seed takes a number');
    if (!given.values.help) return given;
    process.stdout.write(`${USAGE}\n`);
    return process.exit(0);
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${USAGE}\n`);
    return process.exit(2);
  }
}
