import 'reflect-metadata';
import { SystemClock } from '#clock';
import { ConfigError, readConfig } from '#config';
import { migrate } from '../../worker/src/core/migrate.js';
import { createWorker } from '../../worker/src/worker.js';
import { createApi } from './create-api.js';

/** One process with the API and whatever else `HUIYIN_ROLES` names, for installations that start their processes one by one. */
async function main(): Promise<void> {
  const config = readConfig();
  const { databaseUrl } = config;
  if (!databaseUrl) throw new ConfigError('单独启动接口进程需要设置 DATABASE_URL；一般请使用 npm start。');
  const running = { ...config, databaseUrl };
  await migrate(running);
  // One clock for both: they must agree on the rehearsal's time.
  const clock = new SystemClock();
  const worker = await createWorker({ config: running, clock, log: say });
  const api = await createApi({ config: running, clock, mailbox: worker.mailbox });
  const stop = () => void Promise.all([api.close(), worker.close()]).then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  say(`接口已启动：${api.url}`);
}

const say = (line: string) => void process.stderr.write(`${line}\n`);

main().catch((error: Error) => {
  say(error.message);
  process.exit(error instanceof ConfigError ? 2 : 1);
});
