import type { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Clock } from '#clock';
import type { Engagement } from '#incidents';
import type { DirectoryReader } from '#incidents/service';
import { parseFeedDate } from '../feed/dates.js';
import { itemKey } from '../items/key.js';
import { storeItems, type NewItem } from '../items/store.js';
import { cleanAddress } from '../manual/address.js';
import type { Row } from './rows.js';

export interface ImportOptions {
  /** Act on the items: clocks and notices. Otherwise they are history: stored and judged only. */
  live: boolean;
  /** Name of the source where a row has none. */
  sourceName: string;
  scope: 'local' | 'open';
  onProgress?: (done: number, total: number) => void;
  /** A row that cannot be used, by its line. */
  onBad?: (line: number, reason: string) => void;
}

export interface ImportSummary {
  rows: number;
  added: number;
  /** Stood there already, here or earlier in the file. */
  known: number;
  /** Held back by RT-00. */
  classified: number;
  bad: number;
}

const BATCH = 400;

export interface ImportContext {
  database: DataSource;
  clock: Clock;
  readDirectory: DirectoryReader;
  jurisdictionId: string;
}

/**
 * Stores the rows of a file as items, 400 a transaction, in their order. Importing the same file again changes nothing.
 * Wake `judge` afterwards.
 */
export async function importItems(
  context: ImportContext,
  rows: Row[],
  options: ImportOptions,
): Promise<ImportSummary> {
  const summary: ImportSummary = { rows: rows.length, added: 0, known: 0, classified: 0, bad: 0 };
  for (let at = 0; at < rows.length; at += BATCH) {
    const items: NewItem[] = [];
    for (const row of rows.slice(at, at + BATCH)) {
      const item = toItem(row, options, context.clock.now());
      if (typeof item === 'string') {
        summary.bad += 1;
        options.onBad?.(row.line, item);
      } else items.push(item);
    }
    const stored = await storeBatch(context, items);
    summary.added += stored.added.length;
    summary.classified += stored.classified;
    summary.known += items.length - stored.added.length - stored.classified;
    options.onProgress?.(Math.min(at + BATCH, rows.length), rows.length);
  }
  return summary;
}

function storeBatch({ database, readDirectory, jurisdictionId }: ImportContext, items: NewItem[]) {
  return database.transaction(async (manager) => {
    const directory = await readDirectory(manager, jurisdictionId);
    return storeItems(manager, directory, jurisdictionId, items);
  });
}

/** Members that only JSON lines can carry (interfaces.md, "An item"). */
const extras = z.object({
  source: z
    .object({
      name: z.string(),
      tier: z.enum(['self', 'local', 'municipal', 'provincial', 'central']).default('self'),
      scope: z.enum(['local', 'open']).default('open'),
    })
    .optional(),
  engagement: z.partialRecord(z.enum(['views', 'comments', 'reposts', 'likes']), z.number()).optional(),
  hotSearch: z.enum(['none', 'local', 'national']).optional(),
  assignedBySuperior: z.boolean().optional(),
  facts: z
    .object({
      eventLevel: z.enum(['I', 'II', 'III', 'IV', 'none']).optional(),
      eventLearnedAt: z.iso.datetime({ offset: true }).optional(),
      confirmedOpinionLevel: z.enum(['一般', '较大', '重大', '特别重大']).optional(),
    })
    .optional(),
});

/** The item of a row, or why there is none. */
function toItem(row: Row, options: ImportOptions, now: Date): NewItem | string {
  if (row.bad) return row.bad;
  const { id = null, title = '', text = '', time, source } = row.values;
  if (title.trim() === '' && text.trim() === '') return 'neither title nor text';
  const publishedAt = time ? parseFeedDate(time) : null;
  if (time && !publishedAt) return `time cannot be read: ${time.slice(0, 40)}`;
  const parsed = extras.safeParse(row.extra);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return `${issue?.path.join('.')}: ${issue?.message}`;
  }
  const extra = parsed.data;
  const url = row.values.url && /^https?:\/\//i.test(row.values.url) ? cleanAddress(row.values.url) : null;
  return {
    key: itemKey('import', id, url, title, text, publishedAt),
    channel: 'import',
    title,
    text,
    url,
    externalId: id,
    source: extra.source ?? { name: source ?? options.sourceName, tier: 'self', scope: options.scope },
    publishedAt: publishedAt ? new Date(publishedAt) : null,
    discoveredAt: discoveryOf(row, publishedAt, options.live, now),
    engagement: { ...countsOf(row), ...extra.engagement },
    hotSearch: extra.hotSearch,
    assignedBySuperior: extra.assignedBySuperior,
    facts: extra.facts,
    historic: !options.live,
  };
}

/** History was discovered when the file says, else when it was published; what is acted on, no later than now. */
function discoveryOf(row: Row, publishedAt: string | null, live: boolean, now: Date): Date {
  const given = row.values.discoveredAt ? parseFeedDate(row.values.discoveredAt) : null;
  const at = given ?? (live ? null : publishedAt);
  return at && new Date(at) <= now ? new Date(at) : now;
}

function countsOf(row: Row): Engagement {
  const counts: Engagement = {};
  for (const kind of ['views', 'comments', 'reposts', 'likes'] as const) {
    const count = Number(row.values[kind]);
    if (row.values[kind] !== undefined && Number.isFinite(count) && count >= 0)
      counts[kind] = Math.round(count);
  }
  return counts;
}
