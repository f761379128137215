import { decodeHTMLStrict } from 'entities';
import { htmlToText, looksLikeHtml, tidy } from './plain.js';

/** How the content of an element is to be read. */
export type TextMode = 'html' | 'text' | 'base64' | 'raw';

/** The content of one element while it is read: text, and any markup that stands in it unescaped. */
export class Capture {
  private parts: { kind: 'text' | 'tag'; value: string }[] = [];
  private size = 0;
  private inline = false;

  constructor(
    readonly role: string,
    readonly depth: number,
    readonly mode: TextMode,
    private readonly limit: number,
    /** xml:base in force, for addresses. */
    readonly base: string | null,
  ) {}

  /** @param data as it stands in the document; entities outside CDATA are still encoded */
  text(data: string, cdata: boolean): void {
    if (this.size >= this.limit) return;
    const value = (cdata ? data : decodeHTMLStrict(data)).slice(0, this.limit - this.size);
    this.size += value.length;
    this.parts.push({ kind: 'text', value });
  }

  /** Markup inside the element (xhtml, or HTML that nobody escaped). */
  tag(markup: string): void {
    if (this.size >= this.limit) return;
    this.inline = true;
    this.size += markup.length;
    this.parts.push({ kind: 'tag', value: markup });
  }

  /** The content as one string, entities of the document decoded, markup left as it is. */
  raw(): string {
    return this.parts.map((part) => part.value).join('');
  }

  /** The content as plain text. */
  plain(): string {
    if (this.inline) {
      const text = htmlToText(this.parts.map(asMarkup).join(''));
      return this.mode === 'html' && looksLikeHtml(text) ? htmlToText(text) : text;
    }
    if (this.mode === 'base64') return htmlToText(fromBase64(this.raw()));
    const raw = this.raw();
    return this.mode === 'html' || looksLikeHtml(raw) ? htmlToText(raw) : tidy(raw);
  }
}

const asMarkup = (part: { kind: 'text' | 'tag'; value: string }): string =>
  part.kind === 'tag' ? part.value : part.value.replace(/&/g, '&amp;').replace(/</g, '&lt;');

const fromBase64 = (text: string): string => Buffer.from(text, 'base64').toString('utf8');
