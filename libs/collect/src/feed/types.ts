/** One entry of a feed, as plain text. The author is never read. */
export interface FeedItem {
  /** guid or atom:id; else the address; else a hash of title, text and date. */
  id: string;
  /** Absolute http(s) address of the original. */
  url: string | null;
  title: string;
  /** Full text where the feed gives it, else the summary; paragraphs divided by line feeds. */
  text: string;
  /** ISO 8601 with +08:00; null where the feed gives no date that can be read. */
  publishedAt: string | null;
}

export interface ParsedFeed {
  title: string;
  items: FeedItem[];
}

/** What was handed over is no RSS, RDF, Atom or JSON Feed. The message is for users. */
export class NotAFeedError extends Error {}

/** Feeds are hostile input: what goes beyond is left out, never an error. */
export const LIMITS = {
  items: 5_000,
  /** Characters of a text, before and after markup is removed. */
  markup: 400_000,
  text: 50_000,
  title: 500,
  /** Characters of an id or address. */
  address: 2_000,
  /** Elements open at once. */
  depth: 200,
} as const;
