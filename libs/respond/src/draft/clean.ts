import sanitize from 'sanitize-html';

/**
 * What the city portal takes: paragraphs, two headings, bold, lists, links, simple tables, block quotes. Pictures come as
 * files beside the text; nothing carries style, script, or an address that is not of the web.
 */
const ALLOWED: sanitize.IOptions = {
  allowedTags: [
    'p',
    'h2',
    'h3',
    'strong',
    'br',
    'ul',
    'ol',
    'li',
    'a',
    'blockquote',
    'table',
    'tbody',
    'tr',
    'th',
    'td',
  ],
  allowedAttributes: { a: ['href'], td: ['colspan', 'rowspan'], th: ['colspan', 'rowspan'] },
  allowedSchemes: ['http', 'https'],
  allowedSchemesAppliedToAttributes: ['href'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  transformTags: {
    b: 'strong',
    h1: 'h2',
    h4: 'h3',
    h5: 'h3',
    h6: 'h3',
    div: 'p',
    td: (tagName, attribs) => ({ tagName, attribs: spans(attribs) }),
    th: (tagName, attribs) => ({ tagName, attribs: spans(attribs) }),
  },
  // A link that lost its address is plain words.
  exclusiveFilter: (frame) =>
    frame.tag === 'a' && !/^https?:\/\//i.test(frame.attribs['href'] ?? '') ? 'excludeTag' : false,
};

/** Cells over several columns or rows, as far as that means anything. */
function spans(attribs: sanitize.Attributes): sanitize.Attributes {
  const kept = Object.entries(attribs).filter(
    ([name, value]) => /^(col|row)span$/.test(name) && /^([2-9]|1\d)$/.test(value),
  );
  return Object.fromEntries(kept);
}

/** Signs nobody sees: a number with one inside would be found by nobody either. */
const UNSEEN = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/gu;
const BLOCK_END = /<\/(?:p|h2|h3|li|blockquote|tr)>|<br\s*\/?>/g;
const ENTITIES: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&nbsp;': ' ',
  '&#39;': "'",
};

/**
 * Cleans what an editor or the clipboard gave.
 * @returns `html` as it is stored and published; `text` the same as plain text, a line for each paragraph, cells of a row
 * parted by a full-width space
 */
export function cleanHtml(given: string): { html: string; text: string } {
  const html = sanitize(given.normalize('NFC').replaceAll(UNSEEN, ''), ALLOWED)
    .replaceAll(/<p>\s*<\/p>/g, '')
    .trim();
  return { html, text: plainOf(html) };
}

/** Plain text of cleaned HTML. */
function plainOf(html: string): string {
  return html
    .replaceAll('\n', '')
    .replaceAll(BLOCK_END, '\n')
    .replaceAll(/<\/t[dh]>/g, '　')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(?:amp|lt|gt|quot|nbsp|#39);/g, (entity) => ENTITIES[entity] ?? entity)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** Addresses a cleaned text links to, and those written out in it. */
export const linksOf = (html: string): string[] => {
  const linked = [...html.matchAll(/href="([^"]+)"/g)].map((found) =>
    (found[1] ?? '').replaceAll('&amp;', '&'),
  );
  const written = plainOf(html).match(/https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+/gi) ?? [];
  return [...new Set([...linked, ...written])];
};

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** HTML of lines of plain text; a line that begins with `# ` is a heading. */
export const htmlOfLines = (lines: readonly string[]): string =>
  lines
    .map((line) => (line.startsWith('# ') ? `<h2>${escape(line.slice(2))}</h2>` : `<p>${escape(line)}</p>`))
    .join('');
