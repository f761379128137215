import { readFile } from 'node:fs/promises';
import type { INestApplicationContext } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { Clock } from '#clock';
import type { ImportSummary, Row } from '#collect/service';
import { readConfig } from '#config';
import type { JudgeStep } from '#judge/service';
import { readArgs, UsageError, type Command, type Io } from '../command.js';

/** While another worker judges we only watch; when nothing moves for so long, its sweep will do the rest. */
const PATIENCE_MS = 30_000;

export const command: Command = {
  name: 'import items',
  summary: 'store and judge items of an Excel, CSV or JSON lines file',
  usage: `huiyin import items FILE [--live] [--source NAME] [--scope local|open]

Columns: 标题/title, 内容/text, 时间/time, 链接/url, 来源/source, 编号/id and others; one of title, text must be there.
Time serves as the time of publication. Without --live the items are history: stored and judged, no clocks, no notices.
  --live         act on them as on items collected now
  --source NAME  source of rows that name none (default 导入数据)
  --scope S      local: matters of this city unless another place is named (default); open: a place of ours must be named
Importing a file again changes nothing. Rows that cannot be used are named on stderr by their line.
Prints {"rows","added","known","classified","bad","judged"}. The database is DATABASE_URL, else the embedded server.`,
  async run(args, io) {
    const { values, positionals } = readArgs(args, {
      live: { type: 'boolean' },
      source: { type: 'string' },
      scope: { type: 'string' },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new UsageError('give one FILE');
    const scope = values.scope ?? 'local';
    if (scope !== 'local' && scope !== 'open') throw new UsageError('--scope is local or open');
    const rows = await readFileRows(file);
    const options = { live: values.live ?? false, sourceName: values.source ?? '导入数据', scope } as const;
    const summary = await runImport(rows, options, io);
    await io.out(JSON.stringify(summary));
    return 0;
  },
};

async function readFileRows(file: string): Promise<Row[]> {
  const { readRows, UnreadableFile } = await import('#collect/service');
  try {
    return await readRows(await readFile(file));
  } catch (error) {
    const known = error instanceof UnreadableFile || (error as NodeJS.ErrnoException).code !== undefined;
    if (known) throw new UsageError(`${file}: ${(error as Error).message}`);
    throw error;
  }
}

interface Given {
  live: boolean;
  sourceName: string;
  scope: 'local' | 'open';
}

/** With the very parts the worker is made of, so that judging here is judging there. */
async function runImport(rows: Row[], given: Given, io: Io): Promise<ImportSummary & { judged: number }> {
  const { withDatabase } = await import('../database.js');
  const { NestFactory } = await import('@nestjs/core');
  const { CoreModule } = await import('../../apps/worker/src/core/core.module.js');
  const { migrate } = await import('../../apps/worker/src/core/migrate.js');
  return withDatabase(readConfig(), async (_source, databaseUrl) => {
    const config = { ...readConfig(), databaseUrl };
    await migrate(config);
    const app = await NestFactory.createApplicationContext(
      CoreModule.register({ config, log: (line) => io.err(line) }),
      { logger: ['error', 'warn'], abortOnError: false },
    );
    try {
      return await storeAndJudge(await partsOf(app), rows, given, io);
    } finally {
      await app.close();
    }
  });
}

interface Parts {
  database: DataSource;
  clock: Clock;
  judging: JudgeStep;
  jurisdictionId: string;
}

async function partsOf(app: INestApplicationContext): Promise<Parts> {
  const { DataSource } = await import('typeorm');
  const { Clock } = await import('#clock');
  const { JudgeStep } = await import('#judge/service');
  const { JURISDICTION } = await import('../../apps/worker/src/core/tokens.js');
  return {
    database: app.get(DataSource),
    clock: app.get(Clock),
    judging: app.get(JudgeStep),
    jurisdictionId: app.get<{ id: string }>(JURISDICTION).id,
  };
}

async function storeAndJudge(parts: Parts, rows: Row[], given: Given, io: Io) {
  const { importItems } = await import('#collect/service');
  const { readDirectory } = await import('#jurisdiction/service');
  const summary = await importItems({ ...parts, readDirectory }, rows, {
    ...given,
    onProgress: (done, total) => io.err(`stored ${done} of ${total}`),
    onBad: (line, reason) => io.err(`line ${line}: ${reason}`),
  });
  return { ...summary, judged: await judgeAll(parts, io) };
}

/** Judges what waits; where a running worker holds the pen, waits for it. @returns items judged by either */
async function judgeAll({ database, judging, jurisdictionId }: Parts, io: Io): Promise<number> {
  const waiting = async () => {
    const [row] = await database.query<{ count: number }[]>(
      'SELECT count(*)::int AS count FROM item WHERE jurisdiction_id = $1 AND judged_at IS NULL',
      [jurisdictionId],
    );
    return row?.count ?? 0;
  };
  const total = await waiting();
  let left = total;
  let idleMs = 0;
  while (left > 0 && idleMs < PATIENCE_MS) {
    const done = total - left;
    const judged = await judging.run(jurisdictionId, (more) => io.err(`judged ${done + more} of ${total}`));
    if (judged === 0) await new Promise((wake) => setTimeout(wake, 1000));
    const now = await waiting();
    idleMs = now < left ? 0 : idleMs + 1000;
    left = now;
  }
  if (left > 0) io.err(`${left} items wait to be judged by the running worker`);
  return total - left;
}
