import 'reflect-metadata';
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { dirname } from 'node:path';
import { readConfig } from '#config';
import { loadDirectory, type Directory } from '#jurisdiction';
import { benchAlert, type AlertSize } from './alert.js';
import { benchAnalyse, type AnalyseSize } from './analyse.js';
import { benchEscalation, type EscalationSize } from './escalation.js';
import { benchIngest, type IngestSize } from './ingest.js';
import { benchJudging, type JudgingSize } from './judging.js';
import { LARGE } from './large-city.js';
import { startRedis } from './redis.js';
import { benchRoute, type RouteSize } from './route.js';
import { machine, table, withRatio, type Report, type Row } from './report.js';

interface Sizes {
  analyse: AnalyseSize;
  ingest: IngestSize;
  alert: AlertSize;
  route: RouteSize;
  escalation: EscalationSize;
  judging: JudgingSize;
}

const WHOLE: Sizes = {
  analyse: { items: 6_000, warmUp: 1_000, rounds: 3 },
  ingest: { items: 5_000, feeds: 10, warmUp: 500 },
  alert: { perSecond: 20, warmUpSeconds: 10, seconds: 60, feeds: 10 },
  route: { items: 2_000, rounds: 7, city: LARGE },
  escalation: { incidents: 10_000, rounds: 11, perSecond: 100, warmUpSeconds: 5, seconds: 30 },
  judging: {
    items: 100_000,
    places: 660_000,
    words: 10_000,
    // As in pipeline.md, and the mean of real letters (messages/stream.jsonl).
    lengths: [165, 372],
    stepItems: 10_000,
    few: 600,
    pythonItems: 40_000,
  },
};
/** Only shows that everything works; its figures say nothing. */
const QUICK: Sizes = {
  analyse: { items: 300, warmUp: 50, rounds: 1 },
  ingest: { items: 200, feeds: 4, warmUp: 20 },
  alert: { perSecond: 20, warmUpSeconds: 1, seconds: 3, feeds: 4 },
  route: { items: 100, rounds: 1, city: { units: 150, places: 900, exceptions: 60, topics: 120 } },
  escalation: { incidents: 100, rounds: 1, perSecond: 20, warmUpSeconds: 1, seconds: 2 },
  judging: {
    items: 1_000,
    places: 5_000,
    words: 500,
    lengths: [165],
    stepItems: 300,
    few: 40,
    pythonItems: 500,
  },
};

export interface BenchOptions {
  /** Address of a PostgreSQL server of the bench's own, with the durability of an installation. */
  postgres: string;
  /** For the data of the workers; the caller removes it. */
  folder: string;
  quick: boolean;
  /** Where the JSON goes. */
  out: string;
}

/** Runs every measurement one after the other, prints one table and writes the same as JSON. */
export async function bench({ postgres, folder, quick, out }: BenchOptions): Promise<void> {
  await reported({ quick, out }, async (directory, sizes, skipped) => [
    ...(await throughAndThrough(directory, { postgres, folder, quick }, sizes, skipped)),
    ...judging(directory, sizes, skipped),
  ]);
}

/** Only what judging costs, which needs no database. */
export const benchJudgingAlone = (options: Pick<BenchOptions, 'quick' | 'out'>): Promise<void> =>
  reported(options, (directory, sizes, skipped) => Promise.resolve(judging(directory, sizes, skipped)));

function judging(directory: Directory, sizes: Sizes, skipped: string[]): Row[] {
  return benchJudging(directory, readConfig().testDataDir, sizes.judging, say, skipped);
}

async function throughAndThrough(
  directory: Directory,
  { postgres, folder, quick }: Omit<BenchOptions, 'out'>,
  sizes: Sizes,
  skipped: string[],
): Promise<Row[]> {
  say('analyse …');
  const rows = benchAnalyse(directory, readConfig().testDataDir, sizes.analyse);
  if (rows.length === 1) skipped.push('analyse of real letters: no HUIYIN_TEST_DATA');
  say('routing with a large directory …');
  rows.push(...benchRoute(directory, sizes.route));
  say('clocks and delivery …');
  rows.push(...(await benchEscalation({ postgres, folder }, sizes.escalation)));
  say('feed to incident …');
  rows.push(await benchIngest(directory, { postgres, folder }, sizes.ingest));
  say('feed to mail, queue on PostgreSQL …');
  rows.push(...(await benchAlert(directory, { name: 'PostgreSQL' }, { postgres, folder }, sizes.alert)));
  if (quick) skipped.push('feed to mail, queue on Redis: --quick');
  else rows.push(...(await onRedis(directory, { postgres, folder }, sizes.alert, skipped)));
  return rows;
}

async function reported(
  { quick, out }: Pick<BenchOptions, 'quick' | 'out'>,
  measure: (directory: Directory, sizes: Sizes, skipped: string[]) => Promise<Row[]>,
): Promise<void> {
  const began = performance.now();
  const loadBefore = loadavg()[0] ?? 0;
  // The shipped profile, whatever HUIYIN_PROFILE says: figures must compare.
  const directory = loadDirectory(readConfig({}).profileDir);
  const skipped: string[] = [];
  const rows = await measure(directory, quick ? QUICK : WHOLE, skipped);
  const report: Report = {
    at: new Date().toISOString(),
    quick,
    seconds: (performance.now() - began) / 1000,
    machine: machine(loadBefore),
    rows: rows.map(withRatio),
    skipped,
  };
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`${table(report)}\n${out}\n`);
}

async function onRedis(
  directory: Directory,
  options: { postgres: string; folder: string },
  size: AlertSize,
  skipped: string[],
): Promise<Row[]> {
  const redis = await startRedis(options.folder);
  if (!redis) {
    skipped.push('feed to mail, queue on Redis: no redis-server here');
    return [];
  }
  say('feed to mail, queue on Redis …');
  try {
    return await benchAlert(directory, { name: 'Redis', redisUrl: redis.url }, options, size);
  } finally {
    await redis.stop();
  }
}

const say = (line: string) => void process.stderr.write(`· ${line}\n`);
