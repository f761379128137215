import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The feeds a rehearsal serves, one for each format that collecting must read. */
export const REHEARSAL_FEEDS = ['gbk', 'rss', 'atom', 'json'] as const;
export type RehearsalFeed = (typeof REHEARSAL_FEEDS)[number];

const feedSchema = z.strictObject({
  feed: z.enum(REHEARSAL_FEEDS),
  /** Name of the source, shown everywhere with the mark 演练. */
  name: z.string(),
  tier: z.enum(['self', 'local', 'municipal', 'provincial', 'central']),
  scope: z.enum(['local', 'open']),
});
const itemSchema = z.strictObject({
  feed: z.enum(REHEARSAL_FEEDS),
  /** Rehearsal minutes after the start at which it appears. */
  at: z.number().nonnegative(),
  title: z.string().min(1),
  text: z.string().min(1),
  /** What the author of the script had in mind; for readers and tests, never served. */
  matter: z.string(),
});
const castSchema = z.strictObject({
  /** Units whose liaison signs by the link in the mail, and after how many rehearsal minutes; the others never sign. */
  signs: z.record(z.string(), z.number().positive()),
});

export interface RehearsalItem extends z.output<typeof itemSchema> {
  id: string;
}
export interface RehearsalScript {
  feeds: z.output<typeof feedSchema>[];
  items: RehearsalItem[];
  signs: ReadonlyMap<string, number>;
}

/**
 * Reads `rehearsal/{feeds,cast}.json` and `rehearsal/items.jsonl` of a jurisdiction profile.
 * @returns null when the profile has no rehearsal
 * @throws Error naming file and line
 */
export function loadRehearsal(profileDir: string): RehearsalScript | null {
  const folder = join(profileDir, 'rehearsal');
  if (!existsSync(folder)) return null;
  const feeds = z.array(feedSchema).parse(readJson(join(folder, 'feeds.json')));
  const cast = castSchema.parse(readJson(join(folder, 'cast.json')));
  const file = join(folder, 'items.jsonl');
  const items = readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => (line.trim() ? [parseItem(line, file, index + 1)] : []));
  return {
    feeds,
    items: items.toSorted((a, b) => a.at - b.at),
    signs: new Map(Object.entries(cast.signs)),
  };
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
  }
}

function parseItem(line: string, file: string, number: number): RehearsalItem {
  try {
    return { ...itemSchema.parse(JSON.parse(line)), id: `演练-${number}` };
  } catch (error) {
    throw new Error(`${file}:${number}: ${(error as Error).message}`, { cause: error });
  }
}
