import { z } from 'zod';
import { DateTime } from 'luxon';
import { EVENT_LEVELS, OPINION_LEVELS, type Item } from '#incidents';
import { plainItem } from './plain-item.js';

/** ISO 8601; without a zone it is local time of Asia/Shanghai. Comes out as `+08:00`. */
const moment = z.string().transform((value, context) => {
  const at = DateTime.fromISO(value.trim().replace(' ', 'T'), { zone: 'Asia/Shanghai' });
  if (at.isValid) return at.toISO({ suppressMilliseconds: true });
  context.addIssue({ code: 'custom', message: 'is no ISO 8601 time' });
  return z.NEVER;
});
const count = z.coerce.number().nonnegative();

const itemSchema = z
  .object({
    id: z.union([z.string().min(1), z.number()], 'must be a text or a number').transform(String),
    title: z.string().optional(),
    text: z.string().optional(),
    url: z.string().optional(),
    source: z
      .object({
        name: z.string().default(''),
        tier: z.enum(['self', 'local', 'municipal', 'provincial', 'central']).default('self'),
        scope: z.enum(['local', 'open']).default('open'),
      })
      .optional(),
    publishedAt: moment.optional(),
    discoveredAt: moment.optional(),
    engagement: z
      .object({
        views: count.optional(),
        comments: count.optional(),
        reposts: count.optional(),
        likes: count.optional(),
      })
      .optional(),
    hotSearch: z.enum(['none', 'local', 'national']).optional(),
    assignedBySuperior: z.boolean().optional(),
    superiorDueAt: moment.optional(),
    facts: z
      .object({
        eventLevel: z.enum(EVENT_LEVELS).optional(),
        eventLearnedAt: moment.optional(),
        confirmedOpinionLevel: z.enum(OPINION_LEVELS).optional(),
      })
      .optional(),
  })
  .refine((item) => Boolean(item.title?.trim() || item.text?.trim()), {
    error: 'needs a title or a text',
  });

export type ItemReading = { ok: true; item: Item } | { ok: false; reason: string };

/** Reads an item as people hand it in: `null` counts as absent, keys that are not known are passed over. */
export function readItem(value: unknown): ItemReading {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return { ok: false, reason: 'is no JSON object' };
  const plain = plainItem(value);
  if (plain) return { ok: true, item: plain };
  return readBySchema(value);
}

/** What `readItem` gives without its short way for items written plainly. */
export function readBySchema(value: object): ItemReading {
  const parsed = itemSchema.safeParse(withoutNulls(value));
  if (parsed.success) return { ok: true, item: parsed.data };
  const issue = parsed.error.issues[0]!;
  const where = issue.path.join('.');
  return { ok: false, reason: where ? `${where}: ${issue.message}` : issue.message };
}

/** The same from one line of a file. */
export function readItemLine(line: string): ItemReading {
  try {
    return readItem(JSON.parse(line));
  } catch {
    return { ok: false, reason: 'is no JSON' };
  }
}

function withoutNulls(value: object): object {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== null && part !== undefined)
      .map(([key, part]) => [
        key,
        typeof part === 'object' && !Array.isArray(part) ? withoutNulls(part as object) : part,
      ]),
  );
}
