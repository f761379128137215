import { readNumber } from '#incidents';
import type { FactKind } from '../entities/fact.entity.js';
import { readTime, sameTime } from './times.js';

/** What names of places may begin with and mean the same: 山西省、吕梁市、孝义市. */
export interface Naming {
  prefixes: readonly string[];
  /** The present-day name of a place under any of its names. */
  present(name: string): string;
}

const NONE = /^(?:无|没有|暂无|未有|零|无人|未造成)(?:人员)?(?:死亡|受伤|失踪|失联|被困|伤亡)?$/u;
const VAGUE =
  /^(?:至少|最少|约|大约|近|超过|超|逾|上|多达|不少于|将近)|[余多来几]\s*\D*$|^[数几]|左右|以上|上下/u;
const COUNTERS = '人|名|位|例|户|个|死|伤|岁|万元|元';
const MONEY: Record<string, number> = { 亿: 1e8, 千万: 1e7, 百万: 1e6, 万: 1e4, '': 1 };

/** Written alike: full-width letters and digits, spaces, and marks that mean nothing. */
export const plain = (value: string): string =>
  value
    .normalize('NFKC')
    .replaceAll(/[\s，,。.、；;：“”"'（）()]+(?!\d)/gu, '')
    .replaceAll(/(?<=\d),(?=\d{3})/gu, '');

/** `~` before a figure that is not exact: 约30人 is not 30人. */
const vague = (text: string): string => (VAGUE.test(text) ? '~' : '');

function people(text: string): string {
  if (NONE.test(text)) return '0';
  const bare = text
    .replace(new RegExp(`(?:${COUNTERS}|左右|以上|上下)+$`, 'u'), '')
    .replace(/^不少于|^将近/u, '');
  const number = readNumber(bare);
  return number === null ? text : `${vague(text)}${number}`;
}

function money(text: string): string {
  const match =
    /^(\D*?)([\d.]+|[零〇一二两三四五六七八九十百千]+)(亿|千万|百万|万)?(?:余|多)?元?(?:人民币)?(?:左右|以上)?$/u.exec(
      text,
    );
  if (!match) return text;
  const written = match[2]!;
  const figure = Number.isNaN(Number(written)) ? readNumber(written) : Number(written);
  return figure === null ? text : `${vague(text)}${Math.round(figure * MONEY[match[3] ?? '']!)}`;
}

/** A number with whatever unit stands behind it: 3.5公里、12台. */
function figure(text: string): string {
  const match = /^(\D*?)(\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千万]+)(万)?(?:余|多)?(.*)$/u.exec(text);
  if (!match) return text;
  const written = match[2]!;
  const number = /^\d/.test(written) ? Number(written) : readNumber(written);
  if (number === null) return text;
  const unit = match[4]!
    .replace(/左右|以上/gu, '')
    .replace('千米', '公里')
    .replace('％', '%');
  return `${vague(text)}${number * (match[3] ? 10_000 : 1)}${unit}`;
}

function place(text: string, naming: Naming): string {
  const prefix = naming.prefixes.find((one) => text.startsWith(one) && text.length > one.length + 1);
  return prefix ? place(text.slice(prefix.length), naming) : naming.present(text);
}

/** 兑镇 is 兑镇镇: whoever leaves the last syllable out means the same place. */
const SUFFIX = /^(?:镇|乡|村|街道|社区|街道办事处)$/u;
const samePlace = (a: string, b: string): boolean =>
  a === b ||
  (a.startsWith(b) && SUFFIX.test(a.slice(b.length))) ||
  (b.startsWith(a) && SUFFIX.test(b.slice(a.length)));

/**
 * Whether two departments say the same: figures by their number however it is written (3人、三名、叁人 excepted), money in
 * yuan, times by the parts both give, places without the names above them.
 */
export function sameValue(kind: FactKind, a: string, b: string, naming: Naming): boolean {
  const [one, other] = [plain(a), plain(b)];
  if (one === other) return true;
  switch (kind) {
    case 'people':
      return people(one) === people(other);
    case 'money':
      return money(one) === money(other);
    case 'figure':
      return figure(one) === figure(other);
    case 'time':
      return sameTime(readTime(a), readTime(b));
    case 'place':
      return samePlace(place(one, naming), place(other, naming));
    case 'other':
    default:
      return false;
  }
}
