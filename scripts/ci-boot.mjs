// Starts the built product as a newcomer does (jest runs the code as CommonJS, this runs it as Node will): first start,
// the rehearsal's mail and dashboard, a clean stop, a second start in under 10 s, a killed predecessor, a taken port.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './lib/prepare.mjs';

const dataDir = mkdtempSync(join(tmpdir(), 'huiyin-boot-'));
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
let passed = 0;

function freePort() {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address();
      probe.close(() => done(free));
    });
  });
}

function start(args = []) {
  const env = { ...process.env, HUIYIN_DATA: dataDir, PORT: String(port) };
  for (const name of ['DATABASE_URL', 'REDIS_URL', 'SMTP_URL', 'HUIYIN_ROLES', 'PUBLIC_URL'])
    delete env[name];
  const child = spawn(process.execPath, [join(root, 'scripts/start.mjs'), ...args], { cwd: root, env });
  const run = {
    child,
    output: '',
    began: Date.now(),
    exited: new Promise((done) => child.once('exit', (code, signal) => done(signal ?? code))),
  };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (run.output += chunk));
  return run;
}

async function eventually(what, seconds, run, test) {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const result = await test().catch(() => null);
    if (result) return result;
    if (Date.now() > until || run.child.exitCode !== null)
      fail(`${what}: not within ${seconds} s\n${run.output}`);
    await new Promise((done) => setTimeout(done, 200));
  }
}

const ready = (run) => eventually('ready', 120, run, async () => run.output.includes(`ready ${url}`));
const mails = async () => (await (await fetch(`${url}/dev/mail.json`)).json()).items;
const check = (what, ok) => {
  if (!ok) fail(what);
  passed += 1;
  process.stdout.write(`✓ ${what}\n`);
};
function fail(what) {
  process.stderr.write(`✗ ${what}\n0 passed, 1 failed\n`);
  process.exit(1);
}

const first = start();
await ready(first);
check('first start prints how to log in', /密码/.test(first.output) && first.output.includes('/dev/mail'));
const page = await (await fetch(`${url}/incidents`)).text();
check('the dashboard is served', page.includes('<div id="app">'));
const [mail] = await eventually('mail', 60, first, async () => {
  const all = await mails();
  return all.length > 0 ? all : null;
});
check(
  'a liaison of the rehearsal gets a mail with a link',
  mail.subject.startsWith('【演练】') && mail.text.includes(`${url}/`),
);

const rival = start();
check(
  'a second start on the same data says who runs',
  (await rival.exited) === 1 && /进程 \d+/.test(rival.output),
);

first.child.kill('SIGINT');
check('Ctrl-C stops everything cleanly', (await first.exited) === 0);

const second = start(['--no-rehearsal']);
await ready(second);
const seconds = (Date.now() - second.began) / 1000;
check(`the second start takes under 10 s (${seconds.toFixed(1)} s)`, seconds < 10);
check('what arrived is still there', (await mails()).length > 0);
second.child.kill('SIGKILL');
await second.exited;

const third = start(['--no-rehearsal']);
await ready(third);
check('a killed predecessor does not matter', true);
third.child.kill('SIGTERM');
const ended = await third.exited;
check(`SIGTERM stops cleanly too (${ended})`, ended === 0);

const other = createServer().listen(port, '127.0.0.1');
const refused = start();
check(
  'a taken port gets one clear line',
  (await refused.exited) === 1 && refused.output.includes(`PORT=${port + 1}`),
);
other.close();
rmSync(dataDir, { recursive: true, force: true });
process.stdout.write(`boot: ${passed} passed, 0 failed\n`);
