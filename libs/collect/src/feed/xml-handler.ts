import type { Handler } from 'htmlparser2';
import { Capture, type TextMode } from './capture.js';
import { Namespaces } from './names.js';
import { LIMITS } from './types.js';

/** What was read of an entry: the first content of each role that had any. */
export type Draft = Map<string, Capture>;

type Attributes = Record<string, string>;

/** Nested or long beyond sense: what was read so far stands, the rest is not looked at. */
export class BeyondLimits extends Error {}

const ROOTS = new Set(['rss', 'rdf:rdf', 'feed', 'channel', 'rdf']);
const ITEMS = new Set(['item', 'entry']);
/** Parts with titles and addresses of their own, and everything about people. */
const SKIPPED = new Set([
  'image', 'textinput', 'source', 'author', 'contributor', 'dc:creator', 'dc:contributor', 'dc:publisher',
  'managingeditor', 'webmaster', 'itunes:author', 'itunes:owner', 'media:credit', 'cloud', 'skiphours', 'skipdays',
]); // prettier-ignore
const TEXTS = new Set([
  'title', 'dc:title', 'media:title', 'itunes:title',
  'description', 'tagline', 'subtitle', 'summary', 'abstract', 'content', 'content:encoded', 'fulltext', 'fullitem',
  'xhtml:body', 'body', 'dc:description', 'dcterms:abstract', 'media:description', 'itunes:summary',
]); // prettier-ignore
const RAWS = new Set([
  'guid', 'id', 'link', 'pubdate', 'published', 'issued', 'dc:date', 'dcterms:issued', 'dcterms:created', 'created',
  'updated', 'modified', 'dcterms:modified', 'lastbuilddate', 'date',
]); // prettier-ignore
/** Opening one of these while a text is open means that the text was never closed. */
const BOUNDARIES = new Set([
  'description',
  'pubdate',
  'guid',
  'item',
  'entry',
  'content:encoded',
  'published',
  'updated',
]);

/** Reads RSS 0.9–2.0, RDF and Atom from htmlparser2's events, in one pass and with nothing kept but the texts. */
export class FeedHandler implements Partial<Handler> {
  readonly channel: Draft = new Map();
  readonly items: Draft[] = [];
  isFeed = false;
  private item: { draft: Draft; depth: number } | null = null;
  private capture: Capture | null = null;
  private skippedFrom = Infinity;
  private depth = 0;
  private cdata = false;
  private atom = false;
  private bases: { url: string; depth: number }[] = [];
  private readonly namespaces = new Namespaces();

  constructor(private readonly documentBase: string | null) {}

  onopentag(name: string, attributes: Attributes): void {
    this.depth += 1;
    if (this.depth > LIMITS.depth || this.items.length >= LIMITS.items) throw new BeyondLimits();
    this.namespaces.enter(attributes, this.depth);
    const role = this.namespaces.canonical(name);
    this.enterBase(attributes);
    if (this.skippedFrom < Infinity) return;
    if (this.capture && !this.endsCapture(role)) return this.capture.tag(`<${localOf(role)}>`);
    if (this.capture) this.finishCapture();
    this.openElement(role, attributes);
  }

  ontext(data: string): void {
    this.capture?.text(data, this.cdata);
  }

  oncdatastart(): void {
    this.cdata = true;
  }

  oncdataend(): void {
    this.cdata = false;
  }

  onclosetag(name: string): void {
    if (this.capture) {
      if (this.capture.depth >= this.depth) this.finishCapture();
      else if (this.skippedFrom === Infinity)
        this.capture.tag(`</${localOf(this.namespaces.canonical(name))}>`);
    }
    if (this.skippedFrom >= this.depth) this.skippedFrom = Infinity;
    if (this.item && this.item.depth >= this.depth) this.finishItem();
    this.namespaces.leave(this.depth);
    while ((this.bases.at(-1)?.depth ?? -1) >= this.depth) this.bases.pop();
    this.depth -= 1;
  }

  onend(): void {
    this.finishCapture();
    this.finishItem();
  }

  /** xml:base in force, resolved against the document's own address. */
  get base(): string | null {
    return this.bases.at(-1)?.url ?? this.documentBase;
  }

  private openElement(role: string, attributes: Attributes): void {
    if (ROOTS.has(role)) {
      this.isFeed = true;
      this.atom = role === 'feed';
    } else if (ITEMS.has(role)) this.openItem(role, attributes);
    else if (SKIPPED.has(role)) this.skippedFrom = this.depth;
    else if (role === 'link' || role.endsWith(':link')) this.openLink(role, attributes);
    else if (TEXTS.has(role))
      this.open(role, textMode(attributes, this.atom || role === 'content' || role === 'summary'));
    else if (RAWS.has(role)) this.open(guidRole(role, attributes), 'raw');
  }

  private openItem(role: string, attributes: Attributes): void {
    this.finishItem();
    this.isFeed = true;
    this.atom = role === 'entry';
    this.item = { draft: new Map(), depth: this.depth };
    const about = attributes['rdf:about'] ?? attributes['about'];
    if (about) this.store('about', about);
  }

  /** Atom gives the address in an attribute, RSS as content; only the page itself counts, not enclosures or replies. */
  private openLink(role: string, attributes: Attributes): void {
    const href = attributes['href'] ?? attributes['rdf:resource'];
    if (href === undefined) return role === 'link' ? this.open('link', 'raw') : undefined;
    const rel = (attributes['rel'] ?? 'alternate').toLowerCase();
    if (rel !== 'alternate') return;
    const html = !attributes['type'] || /html/i.test(attributes['type']);
    this.store(html ? 'href' : 'href:other', href);
  }

  private open(role: string, mode: TextMode): void {
    const limit = mode === 'raw' ? LIMITS.address : LIMITS.markup;
    this.capture = new Capture(role, this.depth, mode, limit, this.base);
  }

  private store(role: string, value: string): void {
    const capture = new Capture(role, this.depth, 'raw', LIMITS.address, this.base);
    capture.text(value, false);
    this.keep(capture);
  }

  private finishCapture(): void {
    if (this.capture) this.keep(this.capture);
    this.capture = null;
  }

  private keep(capture: Capture): void {
    const draft = this.item?.draft ?? this.channel;
    const before = draft.get(capture.role);
    if (!before || before.raw().trim() === '') draft.set(capture.role, capture);
  }

  private finishItem(): void {
    if (!this.item) return;
    this.items.push(this.item.draft);
    this.item = null;
  }

  private endsCapture(role: string): boolean {
    const inside = this.capture as Capture;
    if (inside.mode === 'raw') return ITEMS.has(role) || TEXTS.has(role) || RAWS.has(role);
    return BOUNDARIES.has(role) && role !== inside.role;
  }

  private enterBase(attributes: Attributes): void {
    const own = attributes['xml:base'];
    if (own === undefined) return;
    const url = URL.canParse(own, this.base ?? undefined) ? new URL(own, this.base ?? undefined).href : null;
    if (url) this.bases.push({ url, depth: this.depth });
  }
}

const localOf = (role: string): string => role.slice(role.lastIndexOf(':') + 1);

/** A guid that says it is no address is an id only. */
const guidRole = (role: string, attributes: Attributes): string =>
  role === 'guid' && attributes['ispermalink']?.toLowerCase() === 'false' ? 'guid:opaque' : role;

/** RSS texts are HTML unless they say otherwise; Atom texts are plain unless they say otherwise. */
function textMode(attributes: Attributes, plainByDefault: boolean): TextMode {
  const mode = (attributes['mode'] ?? '').toLowerCase();
  if (mode === 'base64') return 'base64';
  const type = (attributes['type'] ?? (plainByDefault ? 'text' : 'html')).toLowerCase();
  if (type === 'text' || type === 'text/plain') return 'text';
  if (/html|xml/.test(type)) return 'html';
  return attributes['type'] !== undefined && type.includes('/') && !type.startsWith('text/')
    ? 'base64'
    : 'html';
}
