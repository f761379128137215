import { z } from 'zod';
import { maskPersonal } from '#collect';
import { EVENT_LEVELS, OPINION_LEVELS, type Item } from '#incidents';
import type { RegressionCase } from '#judge';
import { expectation } from './forms.js';

const item = z.looseObject({
  id: z.string(),
  title: z.string().max(500).optional(),
  text: z.string().max(20_000).optional(),
  url: z.string().max(2000).optional(),
  source: z
    .object({
      name: z.string().max(200),
      tier: z.enum(['self', 'local', 'municipal', 'provincial', 'central']),
      scope: z.enum(['local', 'open']),
    })
    .partial()
    .optional(),
  publishedAt: z.iso.datetime({ offset: true }).optional(),
  discoveredAt: z.iso.datetime({ offset: true }).optional(),
  engagement: z.record(z.string(), z.number()).optional(),
  hotSearch: z.enum(['none', 'local', 'national']).optional(),
  assignedBySuperior: z.boolean().optional(),
  facts: z
    .object({
      eventLevel: z.enum(EVENT_LEVELS),
      eventLearnedAt: z.string(),
      confirmedOpinionLevel: z.enum(OPINION_LEVELS),
    })
    .partial()
    .optional(),
});
const shape = z.object({
  id: z.string().min(1).max(100),
  name: z.string().max(100).optional(),
  item: item.refine(({ title, text }) => Boolean(`${title ?? ''}${text ?? ''}`.trim()), '没有标题和正文'),
  expect: expectation,
  reason: z.string().max(500).optional(),
});

export type ReadCase = { line: number } & (
  { ok: true; value: RegressionCase } | { ok: false; message: string }
);

/** Cases of a file, one JSON object a line; what is no case is said with its line. */
export function readCases(lines: string): ReadCase[] {
  return lines.split('\n').flatMap((line, index): ReadCase[] => {
    if (!line.trim()) return [];
    const read = { line: index + 1 };
    try {
      const parsed = shape.parse(JSON.parse(line));
      return [
        {
          ...read,
          ok: true,
          value: { ...parsed, item: masked(parsed.item as Item), reason: maskPersonal(parsed.reason ?? '') },
        },
      ];
    } catch (error) {
      const message =
        error instanceof z.ZodError
          ? `“${error.issues[0]?.path.join('.') ?? ''}”的内容不正确。`
          : '这一行不是正确的 JSON。';
      return [{ ...read, ok: false, message }];
    }
  });
}

/** Personal details are no part of a case. */
export const masked = (given: Item): Item => ({
  ...given,
  ...(given.title && { title: maskPersonal(given.title) }),
  ...(given.text && { text: maskPersonal(given.text) }),
});
