import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '#config';
import { NotAFeedError, htmlToText, parseFeed, type ParsedFeed } from '#collect';
import { heldShare, type Document } from './feedparser-checks.js';

const squeeze = (text: string | undefined) => htmlToText(text ?? '').replace(/\s+/g, ' ');

const feeds = join(readConfig().testDataDir, 'feeds');
const withData = existsSync(feeds) ? describe : describe.skip;
if (!existsSync(feeds)) console.warn(`skipped: no feed documents in ${feeds} (HUIYIN_TEST_DATA)`);

const lines = <T>(file: string): T[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);

withData('feed documents of the wild', () => {
  it('reads every Chinese feed right: charset, title, number of items, first title, first date', () => {
    const folder = join(feeds, 'zh_real');
    for (const expected of lines<Record<string, string>>(join(folder, 'expectations.jsonl'))) {
      const feed = parseFeed(readFileSync(join(folder, expected['file'] as string)));
      expect(feed.title).toBe(expected['title']);
      expect(feed.items).toHaveLength(Number(expected['items']));
      expect(feed.items[0]?.title).toBe(expected['first_title']);
      const date = expected['first_date_cst'] ?? expected['first_date_utc'];
      expect(new Date(feed.items[0]?.publishedAt ?? '')).toEqual(new Date(date as string));
      expect(JSON.stringify(feed)).not.toContain('&#');
    }
  });

  it('holds what the feedparser suite checks of the fields we keep', () => {
    const folder = join(feeds, 'feedparser');
    const documents = JSON.parse(readFileSync(join(folder, 'expectations.json'), 'utf8')) as Document[];
    const result = heldShare(documents, (file) => readFileSync(join(folder, 'tests', file)));
    expect(result.documents).toBeGreaterThan(2000);
    // What is missed: a summary beside a whole text, entities of a DTD, CDF, comments that end early.
    expect(result.checks).toBeGreaterThan(1000);
    expect(result.held / result.checks).toBeGreaterThanOrEqual(0.985);
  });

  it('agrees with rss-parser on titles, addresses, dates and ids', () => {
    const folder = join(feeds, 'rss-parser/test');
    const missed: string[] = [];
    let checked = 0;
    for (const file of readdirSync(join(folder, 'output'))) {
      // Its expectations keep undecoded bytes: ISO-8859-1 read as UTF-8.
      if (file === 'encoding.json' || file === 'uolNoticias.json') continue;
      const input = readdirSync(join(folder, 'input')).find(
        (name) => name.replace(/\.\w+$/, '.json') === file,
      );
      const expected = JSON.parse(readFileSync(join(folder, 'output', file), 'utf8')) as RssParserOutput;
      const ours = parseFeed(readFileSync(join(folder, 'input', input as string)));
      for (const [what, same] of agreement(ours, expected)) {
        checked += 1;
        if (!same) missed.push(`${file}: ${what}`);
      }
    }
    expect(checked).toBeGreaterThan(500);
    expect(missed).toEqual([]);
  });

  it('neither crashes nor hangs on any document, whole or cut anywhere', () => {
    const files = readdirSync(feeds, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    for (const entry of files) {
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      if (bytes.length > 200_000) continue;
      for (const share of [1, 0.6, 0.93]) {
        try {
          parseFeed(bytes.subarray(0, Math.floor(bytes.length * share)));
        } catch (error) {
          if (!(error instanceof NotAFeedError)) throw error;
        }
      }
    }
    expect(files.length).toBeGreaterThan(2100);
  });
});

interface RssParserOutput {
  feed: {
    title?: string;
    items: { title?: string; link?: string; guid?: string; id?: string; isoDate?: string }[];
  };
}

function agreement(ours: ParsedFeed, expected: RssParserOutput): [string, boolean][] {
  const result: [string, boolean][] = [
    ['feed title', squeeze(ours.title) === squeeze(expected.feed.title)],
    ['number of items', ours.items.length === expected.feed.items.length],
  ];
  expected.feed.items.forEach((item, index) => {
    const own = ours.items[index];
    if (item.title)
      result.push([
        `title ${index}: ${own?.title} | ${item.title}`,
        squeeze(own?.title) === squeeze(item.title),
      ]);
    if (item.link) result.push([`link ${index} ${own?.url} | ${item.link}`, own?.url === item.link.trim()]);
    const id = item.guid ?? item.id;
    if (id) result.push([`id ${index} ${own?.id} | ${id}`, own?.id === id.trim()]);
    if (item.isoDate)
      result.push([
        `date ${index} ${own?.publishedAt} | ${item.isoDate}`,
        Date.parse(own?.publishedAt ?? '') === Math.floor(Date.parse(item.isoDate)),
      ]);
  });
  return result;
}
