import { Parser } from 'htmlparser2';
import { decodeDocument } from './charset.js';
import { channelTitle, toItem } from './entry.js';
import { parseJsonFeed } from './json-feed.js';
import { NotAFeedError, type ParsedFeed } from './types.js';
import { BeyondLimits, FeedHandler } from './xml-handler.js';

/**
 * Parses one feed document: RSS 0.9–2.0, RDF, Atom 0.3 and 1.0, JSON Feed, in any charset, however broken.
 * @param options.contentType HTTP header of the document, for its charset
 * @param options.url address of the document, for relative links
 * @throws NotAFeedError for what is no feed; nothing else
 */
export function parseFeed(
  bytes: Uint8Array,
  options: { contentType?: string; url?: string } = {},
): ParsedFeed {
  const document = decodeDocument(bytes, options.contentType).replace(/^[\ufeff\s\0]+/, '');
  const base = options.url && URL.canParse(options.url) ? options.url : null;
  if (document === '') throw new NotAFeedError('内容为空');
  if (document.startsWith('{')) return parseJsonFeed(document, base);
  if (!document.includes('<')) throw new NotAFeedError('内容不是 RSS、Atom 或 JSON Feed');
  return parseXmlFeed(document, base);
}

function parseXmlFeed(document: string, base: string | null): ParsedFeed {
  const handler = new FeedHandler(base);
  const parser = new Parser(handler, { xmlMode: true, decodeEntities: false, lowerCaseAttributeNames: true });
  try {
    parser.end(document);
  } catch (error) {
    if (!(error instanceof BeyondLimits)) throw error;
    handler.onend();
  }
  if (!handler.isFeed)
    throw new NotAFeedError(
      /<html[\s>]/i.test(document)
        ? '内容是网页，不是 RSS、Atom 或 JSON Feed'
        : '内容不是 RSS、Atom 或 JSON Feed',
    );
  return { title: channelTitle(handler.channel), items: handler.items.map(toItem) };
}
