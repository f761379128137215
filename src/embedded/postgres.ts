import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { reachableBinaries } from './binaries.js';
import { StartupError } from './startup-error.js';

/** Major version of the packaged server; a data folder of another one cannot be opened. */
const MAJOR = '18';
const NOBODY = 65534;

export interface EmbeddedPostgres {
  /** Address of the database `huiyin`. */
  url: string;
  /** False when a running server was joined. */
  started: boolean;
  /** Stops a server of ours (fast shutdown); a joined one is left alone unless `force`. */
  stop(force?: boolean): Promise<void>;
}

export interface EmbeddedOptions {
  /** HUIYIN_DATA. The server's files lie in `<dataDir>/postgres`, or under /var/lib when root's clone is closed to others. */
  dataDir: string;
  /** Tests only: no fsync, and log-ins that cost nothing. */
  fast?: boolean;
}

/**
 * Joins the PostgreSQL server that runs on this data folder, or starts it.
 * @throws StartupError with one clear line and a way out
 */
export async function embeddedPostgres({
  dataDir,
  fast = false,
}: EmbeddedOptions): Promise<EmbeddedPostgres> {
  mkdirSync(dataDir, { recursive: true });
  const asRoot = process.getuid?.() === 0;
  const home = serverHome(dataDir, asRoot);
  const data = join(home, 'data');
  const password = serverPassword(dataDir, data);
  const running = runningServer(data);
  if (running) return joined(running, password, data);

  const bin = reachableBinaries(asRoot ? join(home, 'native') : null);
  const identity = asRoot ? { uid: NOBODY, gid: NOBODY } : {};
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(bin, data, password, identity, { asRoot, fast });
  checkVersion(data);
  const port = await freePort();
  const server = startServer(bin, data, port, identity, { fast, log: join(home, 'postgres.log') });
  await waitUntilReady(server, port, password, home);
  await createDatabase(port, password);
  return {
    url: address(port, password),
    started: true,
    stop: () => stopChild(server),
  };
}

const address = (port: number, password: string, database = 'huiyin') =>
  `postgres://huiyin:${password}@127.0.0.1:${port}/${database}`;

function serverHome(dataDir: string, asRoot: boolean): string {
  const inside = join(dataDir, 'postgres');
  const home =
    asRoot && !openToOthers(dataDir)
      ? join('/var/lib/huiyin', createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 12))
      : inside;
  mkdirSync(home, { recursive: true });
  if (asRoot) chmodSync(home, 0o755);
  return home;
}

/** Whether a user who owns nothing can walk down to the folder. */
function openToOthers(folder: string): boolean {
  for (let at = realpathSync(folder); ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** Made with the data folder. Where that was deleted but the server's files lay elsewhere, they are put aside, not lost. */
function serverPassword(dataDir: string, data: string): string {
  const file = join(dataDir, 'postgres.secret');
  if (!existsSync(file)) {
    if (existsSync(data)) renameSync(data, `${data}.${Date.now()}`);
    writeFileSync(file, randomBytes(18).toString('hex'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8').trim();
}

/** Port of the server whose pid file stands in the data folder, if that process lives. */
function runningServer(data: string): { pid: number; port: number } | null {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!pid || !port) return null;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return null;
  }
  return isPostgres(pid) ? { pid, port } : null;
}

/** After a crash the number may belong to another program by now. */
function isPostgres(pid: number): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres';
  } catch {
    return false;
  }
}

async function joined(
  running: { pid: number; port: number },
  password: string,
  data: string,
): Promise<EmbeddedPostgres> {
  checkVersion(data);
  const deadline = Date.now() + 15_000;
  while (!(await answers(running.port, password))) {
    if (Date.now() > deadline)
      throw new StartupError(
        `内嵌数据库（进程 ${running.pid}）没有应答。请结束该进程后重试：kill ${running.pid}`,
      );
    await new Promise((done) => setTimeout(done, 200));
  }
  await createDatabase(running.port, password);
  const stop = async (force = false) => {
    if (force) process.kill(running.pid, 'SIGINT');
  };
  return { url: address(running.port, password), started: false, stop };
}

function initialise(
  bin: string,
  data: string,
  password: string,
  identity: { uid?: number; gid?: number },
  { asRoot, fast }: { asRoot: boolean; fast: boolean },
): void {
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const secret = `${data}.pw`;
  writeFileSync(secret, password, { mode: 0o600 });
  if (asRoot) for (const path of [data, secret]) chownSync(path, NOBODY, NOBODY);
  const result = spawnSync(
    join(bin, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'huiyin',
      `--pwfile=${secret}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      // Thousands of connections of the tests: each would derive the server's password 4096 times on either side.
      ...(fast ? ['-c', 'scram_iterations=1'] : []),
    ],
    { ...identity, encoding: 'utf8', cwd: '/', env: { PATH: process.env['PATH'], LC_ALL: 'C' } },
  );
  rmSync(secret, { force: true });
  if (result.status !== 0) {
    rmSync(data, { recursive: true, force: true });
    throw new StartupError(
      `无法建立数据库文件：${(result.stderr || String(result.error)).trim().split('\n').pop()}`,
    );
  }
}

function checkVersion(data: string): void {
  const found = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
  if (found !== MAJOR)
    throw new StartupError(
      `数据文件夹属于 PostgreSQL ${found}，本版本使用 ${MAJOR}。请换用对应版本的程序，或用 HUIYIN_DATA 指定另一个文件夹。`,
    );
}

function startServer(
  bin: string,
  data: string,
  port: number,
  identity: { uid?: number; gid?: number },
  options: { fast: boolean; log: string },
): ChildProcess {
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=200',
    'timezone=Asia/Shanghai',
    'log_timezone=Asia/Shanghai',
    'shared_buffers=256MB',
  ];
  if (options.fast) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
  const log = openSync(options.log, 'a');
  // A process group of its own: Ctrl-C reaches us, and we shut the server down after our own work is done.
  return spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
    ...identity,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
  });
}

async function waitUntilReady(
  server: ChildProcess,
  port: number,
  password: string,
  home: string,
): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await answers(port, password))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      const last = readFileSync(join(home, 'postgres.log'), 'utf8').trim().split('\n').slice(-3).join(' ');
      throw new StartupError(
        /No space left/.test(last)
          ? '磁盘已满，内嵌数据库无法启动。请腾出空间后重试。'
          : `内嵌数据库没有启动（日志：${join(home, 'postgres.log')}）：${last}`,
      );
    }
    await new Promise((done) => setTimeout(done, 50));
  }
}

async function answers(port: number, password: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: address(port, password, 'postgres'),
    connectionTimeoutMillis: 2000,
  });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(port: number, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: address(port, password, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = 'huiyin'");
    if (!rowCount) await client.query('create database huiyin');
  } finally {
    await client.end();
  }
}

function stopChild(server: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (server.exitCode !== null || server.signalCode !== null) return done();
    server.once('exit', () => done());
    server.kill('SIGINT');
  });
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}
