import 'reflect-metadata';
import { ConfigError, readConfig, type Config } from '#config';
import { SystemClock } from '#clock';
import { KeysError } from '#secrets';
import { ProfileError } from '#jurisdiction';
import { createApi } from '../../apps/api/src/create-api.js';
import { migrate, NewerDatabase } from '../../apps/worker/src/core/migrate.js';
import { createWorker } from '../../apps/worker/src/worker.js';
import { embeddedPostgres } from '../embedded/postgres.js';
import { StartupError } from '../embedded/startup-error.js';
import { parseLaunchArguments, usage, type LaunchArguments } from './arguments.js';
import { prepareAccounts, type Logins } from './accounts.js';
import { checkDisk, checkPort, lockDataFolder } from './preflight.js';
import { startRehearsal } from './rehearsal.js';

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** What has been started, newest last; stopped in the opposite order. */
type Stops = (() => unknown)[];

/**
 * Starts everything in this process and returns when it has been stopped (Ctrl-C).
 * @returns exit code: 0 stopped cleanly, 1 could not start, 2 bad arguments or environment
 */
export async function launch(args: string[]): Promise<number> {
  const stops: Stops = [];
  try {
    const given = parseLaunchArguments(args);
    if (given.help) {
      say(usage);
      return 0;
    }
    // Asked for before anything runs: whoever reads "ready" may send the signal in the same instant.
    const stopped = stopSignal();
    await start(readConfig(), given, stops);
    await stopped;
    return 0;
  } catch (error) {
    process.stderr.write(`\n✗ ${startupMessage(error)}\n`);
    return error instanceof ConfigError ? 2 : 1;
  } finally {
    for (const stop of stops.toReversed())
      await Promise.resolve(stop()).catch((error: Error) => process.stderr.write(`${error.message}\n`));
    if (stops.length > 0) say('已全部停止，数据已保存。');
  }
}

async function start(config: Config, given: LaunchArguments, stops: Stops): Promise<void> {
  const began = Date.now();
  stops.push(lockDataFolder(config.dataDir));
  checkDisk(config.dataDir);
  await checkPort(config.host, config.port);
  const databaseUrl = given.databaseUrl ?? (await startPostgres(config, stops));
  const running = { ...config, databaseUrl };
  say('· 检查数据库结构…');
  await migrate(running);
  say('· 启动各项服务…');
  // One clock for both applications of this process: they must agree on the rehearsal's time.
  const clock = new SystemClock();
  const worker = await createWorker({
    config: running,
    clock,
    rehearsal: given.rehearsal,
    log: (line) => say(`· ${line}`),
  });
  stops.push(() => worker.close());
  const logins = await prepareAccounts(running, worker.jurisdiction, given.rehearsal);
  const api = await createApi({ config: running, clock, mailbox: worker.mailbox });
  stops.push(() => api.close());
  const rehearsal = await startRehearsal({
    config: running,
    clock,
    worker,
    apiUrl: api.url,
    on: given.rehearsal,
  });
  stops.push(() => rehearsal?.stop());
  announce({
    config,
    url: api.url,
    logins,
    rehearsal: rehearsal !== null,
    seconds: (Date.now() - began) / 1000,
  });
}

async function startPostgres(config: Config, stops: Stops): Promise<string> {
  say('· 启动内嵌数据库…');
  const server = await embeddedPostgres({ dataDir: config.dataDir });
  // A server that a killed predecessor left behind is ours from now on.
  stops.push(() => server.stop(true));
  return server.url;
}

interface Announcement {
  config: Config;
  url: string;
  logins: Logins;
  rehearsal: boolean;
  seconds: number;
}

function announce({ config, url, logins, rehearsal, seconds }: Announcement): void {
  const lines = ['', `ready ${url}`, `  启动用时 ${seconds.toFixed(1)} 秒`];
  if (!config.smtpUrl) lines.push(`  本地信箱 ${url}/dev/mail（系统发出的邮件都在这里）`);
  if (config.smtpUrl && /\/\/(127\.|localhost|\[::1\])/.test(config.publicUrl))
    lines.push('  注意：邮件将发往外部，但链接指向本机。请设置 PUBLIC_URL 为单位内可以访问的地址。');
  if (logins.administrator)
    lines.push(
      `  管理员 ${logins.administrator.login}，密码 ${logins.administrator.password}（只显示这一次，请记录）`,
    );
  if (rehearsal) {
    const [first] = logins.rehearsal;
    lines.push(`  演练已开始：虚构信息陆续到来，时钟为 60 倍速。密码都是 ${first?.password ?? ''}，登录名：`);
    for (const { login, title } of logins.rehearsal) lines.push(`    ${login.padEnd(10)} ${title}`);
  }
  lines.push('  按 Ctrl-C 停止', '');
  say(lines.join('\n'));
}

/** Resolves at the first Ctrl-C or SIGTERM, which a start still finishes before it obeys; a second one ends at once. */
function stopSignal(): Promise<void> {
  let asked = false;
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        if (asked) process.exit(130);
        asked = true;
        say('\n正在停止，请稍候…');
        done();
      });
  });
}

/** One clear line and a way out for what can go wrong at a start. */
function startupMessage(error: unknown): string {
  if ([StartupError, ConfigError, KeysError, NewerDatabase].some((kind) => error instanceof kind))
    return (error as Error).message;
  if (error instanceof ProfileError) return `辖区配置有误，请改正后重试：\n${error.message}`;
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === '28P01' || code === '3D000')
    return `无法连接数据库（${message}）。请检查 --database-url 的地址、账号和数据库名。`;
  if (code === '53100' || code === 'ENOSPC') return '磁盘已满。请腾出空间后重试。';
  return (error as Error).stack ?? String(error);
}
