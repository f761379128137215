import { createHash } from 'node:crypto';
import iconv from 'iconv-lite';
import { DateTime } from 'luxon';
import type { RehearsalFeed, RehearsalItem } from './script.js';

/** An item as it stands in a feed at some moment of the rehearsal. */
export interface ServedItem extends RehearsalItem {
  publishedAt: Date;
  url: string;
}

export interface FeedDocument {
  contentType: string;
  body: Buffer;
  etag: string;
}

/** Writes the items, newest first, as that feed's format: GBK RSS without zones, RSS 2.0, Atom 1.0 or JSON Feed 1.1. */
export function renderFeed(
  feed: RehearsalFeed,
  title: string,
  home: string,
  items: ServedItem[],
): FeedDocument {
  const [contentType, body] = writers[feed](title, home, items);
  return { contentType, body, etag: `"${createHash('sha256').update(body).digest('hex').slice(0, 20)}"` };
}

type Writer = (title: string, home: string, items: ServedItem[]) => [contentType: string, body: Buffer];

const writers: Record<RehearsalFeed, Writer> = {
  gbk: (title, home, items) => [
    'text/xml; charset=gb2312',
    iconv.encode(rss(title, home, items, 'gb2312', chinaTime), 'gbk'),
  ],
  rss: (title, home, items) => ['application/rss+xml', Buffer.from(rss(title, home, items, 'utf-8', rfc822))],
  atom: (title, home, items) => ['application/atom+xml', Buffer.from(atom(title, home, items))],
  json: (title, home, items) => ['application/feed+json', Buffer.from(jsonFeed(title, home, items))],
};

const shanghai = (at: Date) => DateTime.fromJSDate(at, { zone: 'Asia/Shanghai' });
/** As the old portals write it: local time, no zone. */
const chinaTime = (at: Date) => shanghai(at).toFormat('yyyy-MM-dd HH:mm:ss');
const rfc822 = (at: Date) => shanghai(at).toRFC2822() ?? '';
const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function rss(
  title: string,
  home: string,
  items: ServedItem[],
  charset: string,
  date: (at: Date) => string,
): string {
  const entries = items.map(
    (item) => `<item><title>${escape(item.title)}</title><link>${escape(item.url)}</link>
<guid isPermaLink="false">${escape(item.id)}</guid><pubDate>${date(item.publishedAt)}</pubDate>
<description><![CDATA[<p>${escape(item.text)}</p>]]></description></item>`,
  );
  return `<?xml version="1.0" encoding="${charset}"?>
<rss version="2.0"><channel><title>${escape(title)}</title><link>${home}</link>
${entries.join('\n')}
</channel></rss>\n`;
}

function atom(title: string, home: string, items: ServedItem[]): string {
  const updated = shanghai(items[0]?.publishedAt ?? new Date(0)).toISO();
  const entries = items.map(
    (item) => `<entry><id>urn:huiyin:${encodeURIComponent(item.id)}</id><title>${escape(item.title)}</title>
<link href="${escape(item.url)}"/><published>${shanghai(item.publishedAt).toISO()}</published>
<updated>${shanghai(item.publishedAt).toISO()}</updated><summary type="text">${escape(item.text)}</summary></entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>${home}</id><title>${escape(title)}</title><updated>${updated}</updated>
${entries.join('\n')}
</feed>\n`;
}

function jsonFeed(title: string, home: string, items: ServedItem[]): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: home,
    items: items.map((item) => ({
      id: item.id,
      url: item.url,
      title: item.title,
      content_text: item.text,
      date_published: shanghai(item.publishedAt).toISO(),
    })),
  });
}
