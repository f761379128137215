import { NotAFeedError, htmlToText, parseFeed, type FeedItem, type ParsedFeed } from '#collect';

const squeeze = (text: string) => text.replace(/\s+/g, ' ').trim();

/** A row of feedparser/expectations.json. */
export interface Document {
  file: string;
  http_headers: Record<string, string> | null;
  checks: { path: (string | number)[]; op: string; value?: unknown }[] | null;
}

export interface Held {
  documents: number;
  checks: number;
  held: number;
  missed: string[];
}

/** Share of the suite's checks that hold, of those on fields we keep. Markup is compared as the text it shows. */
export function heldShare(documents: Document[], read: (file: string) => Buffer): Held {
  const result: Held = { documents: documents.length, checks: 0, held: 0, missed: [] };
  for (const document of documents) {
    const feed = parsed(document, read(document.file));
    for (const check of document.checks ?? []) {
      if (check.op !== 'eq') continue;
      const ours = valueAt(feed, check.path);
      if (ours === undefined) continue;
      result.checks += 1;
      if (same(ours, check.value)) result.held += 1;
      else result.missed.push(`${document.file} ${check.path.join('.')}: ${ours} | ${String(check.value)}`);
    }
  }
  return result;
}

function parsed(document: Document, bytes: Buffer): ParsedFeed | null {
  const headers = Object.fromEntries(
    Object.entries(document.http_headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const address = 'http://127.0.0.1:8097/';
  const location = headers['content-location'] ?? '';
  const url = URL.canParse(location, address) ? new URL(location, address).href : address;
  try {
    return parseFeed(bytes, {
      contentType: headers['content-type'],
      url: url.startsWith('http') ? url : address,
    });
  } catch (error) {
    if (error instanceof NotAFeedError) return null;
    throw error;
  }
}

/** Our value for a path of feedparser's result; undefined where we keep no such thing. */
function valueAt(feed: ParsedFeed | null, path: (string | number)[]): string | null | undefined {
  const [top, field, ...rest] = path;
  if (top === 'feed') return field === 'title' && rest.length === 0 ? (feed?.title ?? null) : undefined;
  if (top !== 'entries' || typeof field !== 'number') return undefined;
  return itemValue(feed?.items[field], rest.join('.'));
}

function itemValue(item: FeedItem | undefined, name: string): string | null | undefined {
  switch (name) {
    case 'title':
    case 'title_detail.value':
      return item?.title ?? null;
    case 'description':
    case 'summary':
    case 'content.0.value':
      return item?.text ?? null;
    case 'link':
      return item?.url ?? null;
    case 'id':
    case 'guid':
      return item?.id ?? null;
    case 'published_parsed':
      return item?.publishedAt ?? null;
    default:
      return undefined;
  }
}

function same(ours: string | null, expected: unknown): boolean {
  if (Array.isArray(expected)) {
    const [year, month, day, hour, minute, second] = expected as number[];
    return Date.parse(ours ?? '') === Date.UTC(year!, month! - 1, day, hour, minute, second);
  }
  const wanted = squeeze(String(expected));
  return squeeze(ours ?? '') === wanted || squeeze(ours ?? '') === squeeze(htmlToText(wanted));
}
