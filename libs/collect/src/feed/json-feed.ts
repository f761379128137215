import { z } from 'zod';
import { parseFeedDate } from './dates.js';
import { absolute, clipText, hashOf } from './entry.js';
import { htmlToText, oneLine, tidy } from './plain.js';
import { LIMITS, NotAFeedError, type FeedItem, type ParsedFeed } from './types.js';

/** A field of the wrong type counts as absent: the rest of the entry is still good. */
const text = z.string().optional().catch(undefined);
const entry = z.object({
  id: z
    .union([z.string(), z.number().transform(String)])
    .optional()
    .catch(undefined),
  url: text,
  external_url: text,
  title: text,
  content_text: text,
  content_html: text,
  summary: text,
  date_published: text,
  date_modified: text,
});
const feed = z.object({ version: text, title: text, items: z.array(z.unknown()) });

/** JSON Feed 1.0 and 1.1 (jsonfeed.org). @throws NotAFeedError */
export function parseJsonFeed(document: string, base: string | null): ParsedFeed {
  let value: unknown;
  try {
    value = JSON.parse(document);
  } catch {
    throw new NotAFeedError('内容是 JSON，但不完整或有错误');
  }
  const parsed = feed.safeParse(value);
  if (!parsed.success) throw new NotAFeedError('内容是 JSON，但不是 JSON Feed');
  const items = parsed.data.items
    .slice(0, LIMITS.items)
    .map((item) => entry.safeParse(item))
    .flatMap((item) => (item.success ? [toItem(item.data, base)] : []));
  return { title: clipText(oneLine(parsed.data.title ?? ''), LIMITS.title), items };
}

function toItem(given: z.output<typeof entry>, base: string | null): FeedItem {
  const url = absolute(given.url ?? '', base) ?? absolute(given.external_url ?? '', base);
  const title = clipText(oneLine(given.title ?? ''), LIMITS.title);
  const html = (given.content_html ?? '').slice(0, LIMITS.markup);
  const whole = tidy(given.content_text ?? '') || htmlToText(html) || tidy(given.summary ?? '');
  const body = clipText(whole, LIMITS.text);
  const publishedAt = parseFeedDate(given.date_published ?? '') ?? parseFeedDate(given.date_modified ?? '');
  const id = tidy(given.id ?? '').slice(0, LIMITS.address);
  return { id: id || url || hashOf(title, body, publishedAt), url, title, text: body, publishedAt };
}
