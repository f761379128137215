import 'reflect-metadata';
import { ConfigError, readConfig } from '#config';
import { migrate } from './core/migrate.js';
import { createWorker } from './worker.js';

/** One process of workers (`HUIYIN_ROLES` but `api`), for installations that start their processes one by one. */
async function main(): Promise<void> {
  const config = readConfig();
  const { databaseUrl } = config;
  if (!databaseUrl) throw new ConfigError('单独启动工作进程需要设置 DATABASE_URL；一般请使用 npm start。');
  const running = { ...config, databaseUrl };
  await migrate(running);
  const worker = await createWorker({ config: running, log: say });
  const stop = () => void worker.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  say('工作进程已启动。');
}

const say = (line: string) => void process.stderr.write(`${line}\n`);

main().catch((error: Error) => {
  say(error.message);
  process.exit(error instanceof ConfigError ? 2 : 1);
});
