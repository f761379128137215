import { Tokenizer } from 'htmlparser2';

const nothing = (): void => {};

/** Elements that begin and end a line. */
const BLOCKS = new Set(
  (
    'address article aside blockquote body br center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 ' +
    'h5 h6 header hr li main nav ol option p pre section table tbody td tfoot th thead title tr ul'
  ).split(' '),
);
/** Elements whose content nobody reads. */
const UNSEEN = new Set(['script', 'style', 'noscript', 'template', 'svg', 'math']);
/** The tokenizer takes all after these for raw text; often nobody closes them. */
const FRAMES = /<\/?(?:iframe|noembed|noframes|plaintext|xmp)\b[^<>]*>/gi;
/** A `<!` that begins neither comment nor declaration would swallow what follows. */
const NO_DECLARATION = /<!(?!--|\[|doctype\b)/gi;

/**
 * Plain text of a piece of HTML: entities decoded, one line per block, no empty lines. Works on the token stream with
 * no tree, so that no nesting, however deep, costs more than its length.
 */
export function htmlToText(markup: string): string {
  if (!markup.includes('<') && !markup.includes('&')) return tidy(markup);
  const html = markup.replace(FRAMES, ' ').replace(NO_DECLARATION, '&lt;!');
  const out: string[] = [];
  let unseen: { name: string; depth: number } | null = null;
  const take = (text: string) => {
    if (!unseen) out.push(text);
  };
  const open = (name: string) => {
    if (unseen?.name === name) unseen.depth += 1;
    else if (!unseen && UNSEEN.has(name)) unseen = { name, depth: 1 };
    else if (BLOCKS.has(name)) take('\n');
  };
  const close = (name: string) => {
    if (unseen?.name === name && (unseen.depth -= 1) === 0) unseen = null;
    else if (BLOCKS.has(name)) take('\n');
  };
  const name = (start: number, end: number) => html.slice(start, end).toLowerCase();
  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: true },
    {
      ontext: (start, end) => take(html.slice(start, end)),
      ontextentity: (code) => take(String.fromCodePoint(code)),
      onopentagname: (start, end) => open(name(start, end)),
      onclosetag: (start, end) => close(name(start, end)),
      oncdata: (start, end) => take(html.slice(start, end)),
      isInForeignContext: () => false,
      onattribdata: nothing,
      onattribentity: nothing,
      onattribend: nothing,
      onattribname: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onend: nothing,
      onopentagend: nothing,
      onprocessinginstruction: nothing,
      onselfclosingtag: nothing,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  return tidy(out.join(''));
}

/** What was meant by control characters of the second block: quotation marks and dashes of Windows. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** No control or invisible characters, no half surrogates, single spaces, lines trimmed, none empty. */
export function tidy(text: string): string {
  const trimmed = text.trim();
  if (isTidy(trimmed)) return trimmed;
  return text
    .replace(/[\ud800-\udfff]/gu, '\ufffd')
    .replace(/[\u0080-\u009f]/g, (mark) => WINDOWS_1252.charAt(mark.charCodeAt(0) - 0x80))
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/[^\P{Cc}\t\n]|[\u200b\u2060\ufeff]/gu, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim();
}

const LINE_FEED = 10;
const SPACE = 32;

/** Nothing in it that could be untidy, as in most texts: Chinese and ASCII signs, blanks and line feeds one at a time. */
function isTidy(text: string): boolean {
  let blank = false;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    const isBlank = code === SPACE || code === LINE_FEED;
    if (isBlank && blank) return false;
    if (!isBlank && !isOrdinary(code)) return false;
    blank = isBlank;
  }
  return true;
}

const isOrdinary = (code: number): boolean =>
  (code > SPACE && code < 0x7f) ||
  (code > 0x3000 && code < 0xa000) ||
  (code > 0xff00 && code < 0xffe0) ||
  (code > 0x2013 && code < 0x2027);

/** One line, for titles. */
export const oneLine = (text: string): string => {
  const tidied = tidy(text);
  return tidied.includes('\n') ? tidied.replace(/\n+/g, ' ') : tidied;
};

/** Whether a text declared plain is markup all the same. */
export const looksLikeHtml = (text: string): boolean =>
  /<\/?(?:p|br|a|b|i|em|strong|div|span|img|ul|ol|li|table|font|h[1-6]|blockquote)\b[^<>]*>/i.test(text);
