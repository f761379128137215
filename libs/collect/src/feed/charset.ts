/** Decoded text of a feed or page of unknown encoding. */
interface Candidate {
  label: string;
  /** A byte order mark leaves no doubt. */
  certain: boolean;
}

const PROLOG_BYTES = 1024;
/** Share of unreadable characters among the non-ASCII ones up to which a declared encoding is believed. */
const TOLERATED = 0.02;

/**
 * Decodes a document: byte order mark, then `Content-Type`, then XML prolog or meta element, then by looking. A
 * declaration that most bytes contradict is not believed: servers of Chinese sites announce UTF-8 or ISO-8859-1 over GBK.
 * @param contentType value of the HTTP header, if any
 */
export function decodeDocument(bytes: Uint8Array, contentType?: string): string {
  const wide = wideEncoding(bytes);
  if (wide) return decode(bytes, wide);
  let best: { text: string; doubt: number } | null = null;
  for (const candidate of candidates(bytes, contentType)) {
    const text = decode(bytes, candidate.label);
    const doubt = doubtOf(text);
    if (candidate.certain || doubt <= TOLERATED) return text;
    if (!best || doubt < best.doubt) best = { text, doubt };
  }
  return best?.text ?? '';
}

function candidates(bytes: Uint8Array, contentType?: string): Candidate[] {
  const utf8Mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const declared = [charsetOf(contentType ?? ''), prologCharset(bytes)].filter((label) => label !== null);
  // ISO-8859-1 in a header is mostly a server's default; it fits any bytes, so the document's own word goes first.
  if (declared[0] === 'windows-1252') declared.reverse();
  return [
    ...(utf8Mark ? [{ label: 'utf-8', certain: true }] : []),
    ...declared.map((label) => ({ label, certain: false })),
    ...['utf-8', 'gb18030', 'windows-1252'].map((label) => ({ label, certain: false })),
  ];
}

/** Unreadable characters per non-ASCII character. */
function doubtOf(text: string): number {
  let other = 0;
  let unreadable = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0x7f) other += 1;
    if (code === 0xfffd) unreadable += 1;
  }
  return other === 0 ? 0 : unreadable / other;
}

function charsetOf(text: string): string | null {
  return known(/charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(text)?.[1]);
}

function prologCharset(bytes: Uint8Array): string | null {
  const start = Buffer.from(
    bytes.buffer,
    bytes.byteOffset,
    Math.min(bytes.byteLength, PROLOG_BYTES),
  ).toString('latin1');
  return known(/<\?xml[^>]*\sencoding\s*=\s*["']\s*([\w.:-]+)/i.exec(start)?.[1]) ?? charsetOf(metaOf(start));
}

const metaOf = (start: string): string => /<meta[^>]*charset[^>]*>/i.exec(start)?.[0] ?? '';

/** The label TextDecoder knows; GB2312 and GBK are read as GB18030, which contains both. */
function known(label: string | undefined): string | null {
  if (!label) return null;
  try {
    const name = new TextDecoder(label).encoding;
    // Bytes that are not UTF-16 by their look cannot be it by declaration.
    if (name.startsWith('utf-16')) return null;
    return name === 'gbk' ? 'gb18030' : name;
  } catch {
    return null;
  }
}

/** `<` or `{` */
const opening = (value: number): boolean => value === 0x3c || value === 0x7b;

/** UTF-16 and UTF-32 by byte order mark or by the zero bytes around `<` or `{`. */
function wideEncoding(bytes: Uint8Array): string | null {
  const [a = -1, b = -1, c = -1, d = -1] = bytes;
  if (a === 0 && b === 0 && ((c === 0xfe && d === 0xff) || (c === 0 && opening(d)))) return 'utf-32be';
  if (c === 0 && d === 0 && ((a === 0xff && b === 0xfe) || (b === 0 && opening(a)))) return 'utf-32le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && opening(b))) return 'utf-16be';
  if ((a === 0xff && b === 0xfe) || (b === 0 && opening(a))) return 'utf-16le';
  return null;
}

function decode(bytes: Uint8Array, label: string): string {
  if (label.startsWith('utf-32')) return decodeUtf32(bytes, label === 'utf-32le');
  // `stream`: a document cut within a character is not unreadable for that.
  return new TextDecoder(label).decode(bytes, { stream: true });
}

/** TextDecoder has no UTF-32. */
function decodeUtf32(bytes: Uint8Array, little: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  for (let at = 0; at + 4 <= view.byteLength; at += 4) {
    const code = view.getUint32(at, little);
    if (at === 0 && code === 0xfeff) continue;
    parts.push(code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code));
  }
  return parts.join('');
}
