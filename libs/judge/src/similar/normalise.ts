import { roomFor, textOf, UnitKind, UnitTable } from '../text/units.js';
import { simplified } from './simplified.js';

const NOISE =
  /https?:\/\/[^\s[\]\u3000-\u303f\u4e00-\u9fff]+|\/\/@[^:：\s]{1,30}[:：]|@[^\s:：，,。!！?？]{1,30}|\[[^[\]\s]{1,6}\]|#([^#\n]{1,40})#|转发微博|回复/gu;
/** Without any of these a text has no noise but the words a site puts in. */
const [AT, BRACKET, HASH] = [0x40, 0x5b, 0x23];
const unitsOf = (text: string): number[] => Array.from(text, (sign) => sign.charCodeAt(0));
const ADDRESS = unitsOf('http');
const H = ADDRESS[0]!;
const MOST_NOISY = H;
const REPOSTED = unitsOf('转发微博');
const ANSWER = unitsOf('回复');

const signs = new UnitTable((text) => simplified(text.normalize('NFKC').toLowerCase()));
const counted = new UnitKind(/[\p{L}\p{N}]/u);
const COUNTED_PAIR = /[\p{L}\p{N}]/u;
const BLANK = 0x20;
const FULL_STOP = 0x2e;
const COLON = 0x3a;
const DOT = 0xb7;
const LIST = 0x3001;
let units: Uint16Array = new Uint16Array(0);

/**
 * What two copies of one text have in common: NFKC, lower case, simplified signs, without links, mentions, hashtag signs, emoticons in
 * brackets, blanks and punctuation. Between two digits a full stop or colon stays as · and anything else as 、.
 */
export function normaliseText(text: string): string {
  units = roomFor(text.length, units);
  let count = signs.read(text, units);
  if (mayBeNoisy(count)) {
    const quiet = textOf(units, count).replace(NOISE, ' $1 ');
    units = roomFor(quiet.length, units);
    count = quiet.length;
    for (let i = 0; i < count; i++) units[i] = quiet.charCodeAt(i);
  } else blankWords(count);
  return textOf(units, keepCounted(count));
}

function mayBeNoisy(count: number): boolean {
  for (let i = 0; i < count; i++) {
    const unit = units[i]!;
    if (unit > MOST_NOISY) continue;
    if (unit === AT || unit === BRACKET || unit === HASH || (unit === H && stands(ADDRESS, i))) return true;
  }
  return false;
}

/** Left out as if blanks stood there. */
function blankWords(count: number): void {
  for (let i = 0; i < count; i++) {
    const word = units[i] === ANSWER[0] ? ANSWER : units[i] === REPOSTED[0] ? REPOSTED : null;
    if (word && i + word.length <= count && stands(word, i)) units.fill(BLANK, i, i + word.length);
  }
}

function stands(word: readonly number[], at: number): boolean {
  for (let k = 0; k < word.length; k++) if (units[at + k] !== word[k]) return false;
  return true;
}

/** Moves what counts to the front. @returns how many units that are */
function keepCounted(count: number): number {
  let kept = 0;
  let run = 0;
  let dots = 0;
  for (let i = 0; i < count; i++) {
    const unit = units[i]!;
    const width = widthAt(i, count);
    if (width === 0) {
      run++;
      if (unit === DOT) dots++;
      continue;
    }
    if (dots > 0) for (; dots > 0; dots--) units[kept++] = DOT;
    else if (run > 0 && kept > 0 && isDigit(units[kept - 1]!) && isDigit(unit))
      units[kept++] = run === 1 && isPoint(units[i - 1]!) ? DOT : LIST;
    run = 0;
    units[kept++] = unit;
    if (width === 2) units[kept++] = units[++i]!;
  }
  for (; dots > 0; dots--) units[kept++] = DOT;
  return kept;
}

/** How many units the letter or digit at a place takes; 0 where there is none. */
function widthAt(i: number, count: number): number {
  const unit = units[i]!;
  if (unit < 0xd800 || unit > 0xdbff) return counted.has(unit) ? 1 : 0;
  const next = i + 1 < count ? units[i + 1]! : 0;
  return next >= 0xdc00 && next <= 0xdfff && COUNTED_PAIR.test(String.fromCharCode(unit, next)) ? 2 : 0;
}

const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;
const isPoint = (unit: number): boolean => unit === FULL_STOP || unit === COLON;

/** An address as it identifies a page: without scheme, `www.`, fragment, tracking parameters and a last slash. */
export function normaliseUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { hostname, pathname, searchParams } = new URL(url);
  const kept = [...searchParams]
    .filter(([name]) => !/^(utm_|spm|from|share|source$|timestamp|isappinstalled|wfr|tt_from)/i.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`);
  const path = pathname.replace(/\/+$/, '');
  if (!path && kept.length === 0) return null;
  return `${hostname.replace(/^(www|m)\./, '')}${path}${kept.length > 0 ? `?${kept.join('&')}` : ''}`;
}
