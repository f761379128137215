import { createHash } from 'node:crypto';
import type { Capture } from './capture.js';
import { parseFeedDate } from './dates.js';
import { oneLine, tidy } from './plain.js';
import { LIMITS, type FeedItem } from './types.js';
import type { Draft } from './xml-handler.js';

/** In order of preference. */
const TITLES = ['title', 'dc:title', 'media:title', 'itunes:title'];
const CONTENTS = ['content:encoded', 'content', 'xhtml:body', 'body', 'fulltext', 'fullitem'];
const SUMMARIES = [
  'description', 'summary', 'abstract', 'dc:description', 'dcterms:abstract', 'media:description', 'itunes:summary',
]; // prettier-ignore
/** When it was published; failing that, when it was last changed. */
const DATES = [
  'published', 'pubdate', 'issued', 'dcterms:issued', 'dc:date', 'dcterms:created', 'created', 'date', 'updated',
  'modified', 'dcterms:modified',
]; // prettier-ignore

/** The fields we keep of what was read. */
export function toItem(draft: Draft): FeedItem {
  const title = clipText(oneLine(first(draft, TITLES, (capture) => capture.plain())), LIMITS.title);
  const text = clipText(textOf(draft), LIMITS.text);
  const url = addressOf(draft);
  const publishedAt = dateOf(draft);
  const given = first(draft, ['guid', 'guid:opaque', 'id', 'about'], idText);
  return { id: given || url || hashOf(title, text, publishedAt), url, title, text, publishedAt };
}

export const channelTitle = (draft: Draft): string =>
  clipText(oneLine(first(draft, TITLES, (capture) => capture.plain())), LIMITS.title);

function first(draft: Draft, roles: readonly string[], read: (capture: Capture) => string): string {
  for (const role of roles) {
    const capture = draft.get(role);
    const value = capture ? read(capture) : '';
    if (value) return value;
  }
  return '';
}

function idText(capture: Capture): string {
  const id = tidy(capture.raw()).slice(0, LIMITS.address);
  return capture.role === 'id' && id.startsWith('/') ? (absolute(id, capture.base) ?? id) : id;
}

const isWeb = (text: string): boolean => /^\s*https?:\/\//i.test(text);

/** The whole text where there is one; a summary stands in. Some feeds turn the two round: the longer one by far wins. */
function textOf(draft: Draft): string {
  const content = first(draft, CONTENTS, (capture) => capture.plain());
  const summary = first(draft, SUMMARIES, (capture) => capture.plain());
  return summary.length > 2 * content.length ? summary : content;
}

function addressOf(draft: Draft): string | null {
  for (const role of ['link', 'href', 'guid', 'href:other', 'about', 'id']) {
    const capture = draft.get(role);
    const relative = role === 'link' || role.startsWith('href');
    const address =
      capture && (relative || isWeb(capture.raw())) ? absolute(capture.raw(), capture.base) : null;
    if (address) return address;
  }
  return null;
}

/**
 * An http(s) address as it was written, resolved where it is relative; null for anything else. Without a base a
 * relative address stays as it is.
 */
export function absolute(text: string, base: string | null): string | null {
  const value = text.replace(/[\s\p{Cc}]+/gu, '');
  if (value === '' || value.length >= LIMITS.address) return null;
  if (/^https?:\/\//i.test(value)) return URL.canParse(value) ? value : null;
  if (!base) return /^[a-z][a-z0-9+.-]*:/i.test(value) || !URL.canParse(value, 'http://a') ? null : value;
  if (!URL.canParse(value, base)) return null;
  const url = new URL(value, base);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
}

function dateOf(draft: Draft): string | null {
  for (const role of DATES) {
    const date = parseFeedDate(draft.get(role)?.raw() ?? '');
    if (date) return date;
  }
  return null;
}

export const hashOf = (...parts: (string | null)[]): string =>
  `sha256:${createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32)}`;

/** Cut at a length without halving a character. */
export const clipText = (text: string, limit: number): string =>
  text.length <= limit ? text : text.slice(0, limit).replace(/[\ud800-\udbff]$/, '');
