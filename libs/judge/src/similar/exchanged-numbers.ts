import type { Hunk } from './align.js';
import { isNearby, isShort, type Exchange } from './exchanged.js';

const CHINESE_NUMERAL = /^[〇零一二两三四五六七八九十百千万]+$/u;
const COUNTED = /^[年月日号时点分栋幢楼层单元户组队期批路线班年级人名例元亩米岁次]/u;
const LAST_NUMBER = /[\d·]*$/;
const FIRST_NUMBER = /^[\d·]*/;
const NUMBER = /\d+(?:·\d+)*/g;
/** A number and the sign it counts. */
const NUMBERED = /(\d+(?:·\d+)*)[、余多]*(\D?)/gu;
/** Signs that count the same. */
const UNITS = ['日号', '人名位例', '栋幢', '点时', '元块', '户家', '次回'];
const unitOf = new Map(UNITS.flatMap((signs) => signs.split('').map((sign) => [sign, signs[0]!] as const)));
const PEOPLE = new Set(['人', '户', '个']);
/** What a number of one digit must count to be more than the number of a point in a list. */
const COUNTS =
  /^[年月日时分秒栋楼层单元组队期批路线班级人个户元亩米岁次区市县镇村度吨公里天万千百亿条起辆台床角毛厘章节款页集版季届套斤%]$/u;

interface Numbered {
  number: string;
  unit: string;
}

/** Numbers that stand in the same place of two texts, counting the same, and differ. */
export function numbersExchanged(hunk: Hunk): Exchange[] {
  const { a, b, next, before } = hunk;
  // Where a text begins or ends a number may be cut in two, and a frame may stand around it.
  if (!before || !next || !isShort(hunk)) return edgeNumbers(hunk);
  const lead = LAST_NUMBER.exec(before)![0];
  const tail = FIRST_NUMBER.exec(next)![0] + next.slice(FIRST_NUMBER.exec(next)![0].length)[0];
  const one = numbered(`${lead}${a}${tail}`);
  const two = numbered(`${lead}${b}${tail}`);
  if (one.length > 0 && two.length > 0 && !isPart(one, two) && !isPart(two, one)) return paired(one, two);
  return CHINESE_NUMERAL.test(a) && CHINESE_NUMERAL.test(b) && COUNTED.test(next)
    ? [{ a: a + next[0], b: b + next[0], count: false }]
    : [];
}

export const numbersIn = (text: string): string[] => text.match(NUMBER) ?? [];

function numbered(text: string): Numbered[] {
  return Array.from(text.matchAll(NUMBERED), ([, number, sign]) => ({
    number: number!,
    unit: unitOf.get(sign!) ?? sign!,
  }));
}

/** Numbers left out or added are no exchange. */
function isPart(some: readonly Numbered[], all: readonly Numbered[]): boolean {
  let at = 0;
  for (const one of all) if (one.number === some[at]?.number) at++;
  return at === some.length;
}

function paired(one: readonly Numbered[], two: readonly Numbered[]): Exchange[] {
  if (one.length === two.length) return one.flatMap((number, i) => exchange(number, two[i]!));
  const others = two.filter(({ number }) => one.every((own) => own.number !== number));
  return one
    .filter(({ number }) => two.every((other) => other.number !== number))
    .flatMap((own) => others.slice(0, 3).flatMap((other) => exchange(own, other)));
}

function exchange(one: Numbered, two: Numbered): Exchange[] {
  if (one.number === two.number || (one.unit !== two.unit && !isCutOff(one, two))) return [];
  const isPoint = one.number.length === 1 && two.number.length === 1 && !COUNTS.test(one.unit);
  return isPoint ? [] : [{ a: one.number, b: two.number, count: PEOPLE.has(one.unit) }];
}

/** What one of them counts is gone, and they are no points of a list. */
const isCutOff = (one: Numbered, two: Numbered): boolean =>
  Math.min(one.number.length, two.number.length) > 1 && (!COUNTS.test(one.unit) || !COUNTS.test(two.unit));

/** Numbers that join what both texts have, on either side of a long stretch. */
function edgeNumbers(hunk: Hunk): Exchange[] {
  const { a, b, next, before } = hunk;
  if (next) {
    const [one, two] = [LAST_NUMBER.exec(a)![0], LAST_NUMBER.exec(b)![0]];
    if (one && two && one !== two) return paired(numbered(one + next), numbered(two + next)).slice(0, 1);
  }
  // At an end where both go on with something else they may well go on with different numbers.
  if (before ? !next && !isNearby(hunk) : !isNearby(hunk)) return [];
  const [one, two] = [FIRST_NUMBER.exec(a)![0], FIRST_NUMBER.exec(b)![0]];
  // The text may begin or end within the number.
  const whole = before
    ? next || (one.length < a.length && two.length < b.length) || !isBeginning(one, two)
    : !isEnd(one, two);
  if (!one || !two || one === two || !whole) return [];
  const lead = LAST_NUMBER.exec(before)![0];
  const [first, other] = [numbered(`${lead}${a}${next}`), numbered(`${lead}${b}${next}`)];
  return exchange(first[0]!, other[0]!);
}

const isBeginning = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a);
const isEnd = (a: string, b: string): boolean => a.endsWith(b) || b.endsWith(a);
