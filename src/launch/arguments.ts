import { parseArgs } from 'node:util';
import { StartupError } from '../embedded/startup-error.js';

export interface LaunchArguments {
  help: boolean;
  /** On by default only with the embedded database. */
  rehearsal: boolean;
  databaseUrl: string | null;
}

export const usage = `用法：npm start -- [选项]

  --no-rehearsal        不开演练，只用本市信源
  --database-url URL    使用现有的 PostgreSQL（默认使用内嵌数据库，演练随之关闭）
  --help                显示本说明

端口等设置用环境变量：PORT、HOST、PUBLIC_URL、SMTP_URL、REDIS_URL、HUIYIN_DATA（见 README）。
`;

/** @throws StartupError on an unknown option or a bad address */
export function parseLaunchArguments(args: string[]): LaunchArguments {
  try {
    const { values } = parseArgs({
      args,
      options: {
        help: { type: 'boolean', default: false },
        'no-rehearsal': { type: 'boolean', default: false },
        'database-url': { type: 'string' },
      },
    });
    const databaseUrl = values['database-url'] ?? null;
    if (databaseUrl !== null && !/^postgres(ql)?:\/\//.test(databaseUrl))
      throw new Error('--database-url 应以 postgres:// 开头');
    const off = values['no-rehearsal'] || databaseUrl !== null;
    return { help: values.help, rehearsal: !off, databaseUrl };
  } catch (error) {
    throw new StartupError(`${(error as Error).message}（npm start -- --help 查看用法）`);
  }
}
