import { align, type Hunk } from './align.js';

/** Last words of names, by level: 柱濮镇 against 驿马乡 is an exchange, 本市 against 城区 is not. */
const KINDS: readonly (readonly string[])[] = [
  ['街道', '镇', '乡'],
  ['社区', '小区', '村', '庄', '花园', '苑', '城'],
  ['学校', '小学', '中学', '大学', '幼儿园'],
  ['卫生院', '医院'],
  ['派出所', '法院', '大队', '局', '站', '中心'],
  ['公司', '集团', '银行', '超市', '厂', '矿'],
  ['路', '街', '巷', '桥'],
  ['水库', '河'],
  ['区', '县'],
  ['市'],
];
const kindOf = new Map(KINDS.flatMap((words, kind) => words.map((word) => [word, kind] as const)));
const LAST_WORDS = [...kindOf.keys()].sort((a, b) => b.length - a.length).join('|');
const KIND_FIRST = new RegExp(`^(${LAST_WORDS})`, 'u');
const KIND_END = new RegExp(`^(.+?)(${LAST_WORDS})$`, 'u');
const NAME_FIRST = new RegExp(`^(.{1,6}?)(${LAST_WORDS})`, 'u');
/** Words that point instead of naming: 该小区, 本小区 and 我们小区 are one. */
const POINTING = /^(该|本|这|那|我|我们|某|各|此|其|全|有的|一些|个|的|在|到|于|和|与|及|、)*$/u;
const CHINESE_NUMERAL = /^[〇零一二两三四五六七八九十百千万]+$/u;
const COUNTED = /^[年月日号时点分栋幢楼层单元户组队期批路线班年级人名例元亩米岁次]/u;
/** Signs of a sentence, not of a name: [无法解决老旧]小区 is no other compound than [老旧]小区. */
const NOT_IN_NAMES = /[的了是们我你他在有没不把被就也都还很为让给从向对和与或这那于]/u;
const LONGEST_STEM = 6;
const SHORT_STEM = 3;
/**
 * So many other differences for each exchange of a particular that the one text holds elsewhere: beyond them the text is
 * rewritten, and what stands beside the last word of a name is no name.
 */
const LIGHTLY = 4;
/** A longer stretch is told in other words, not exchanged. */
const REWRITTEN = 16;

/** How two nearly equal texts differ. */
export interface Difference {
  /**
   * A number, a place or the name of a body is exchanged: they tell of different matters (pipeline.md,
   * "near-duplicates"). A cut or an addition is no exchange.
   */
  exchanged: boolean;
  /**
   * They are alike in all but particulars: notices on one template. A letter written anew with another number in it
   * differs in more than that. Numbers of people rise from report to report of one matter and do not count.
   */
  template: boolean;
  /** Signs that stand in both in one order. */
  common: number;
  /** Signs in whose place the other has others, between two pieces that both have. */
  replaced: number;
}

/**
 * @param a normalised text
 * @param b normalised text
 */
export function difference(a: string, b: string): Difference {
  let certain = 0;
  let likely = 0;
  let particulars = 0;
  let others = 0;
  let replaced = 0;
  const { hunks, common } = align(a, b);
  for (const hunk of hunks) {
    if (hunk.before && hunk.next) replaced += Math.min(hunk.a.length, hunk.b.length);
    const found = exchangesIn(hunk);
    // What both texts hold somewhere has only moved: points of a list, parts of an address.
    const held = Math.min(2, ...found.map((one) => Number(holds(b, one.a)) + Number(holds(a, one.b))));
    if (held === 1) likely++;
    else if (held === 0) certain++;
    if (held < 2 && !found[0]!.count) particulars++;
    else others++;
  }
  const exchanged = certain > 0 || (likely > 0 && others <= LIGHTLY * likely);
  return { exchanged, template: particulars > 0 && particulars >= others, common, replaced };
}

const holds = (text: string, word: string): boolean =>
  /^[\d·]+$/.test(word) ? numbersIn(text).includes(word) : text.includes(word);

interface Exchange {
  a: string;
  b: string;
  /** A number of people. */
  count: boolean;
}

function exchangesIn(hunk: Hunk): Exchange[] {
  const name = nameExchanged(hunk);
  return name ? [name] : numbersExchanged(hunk);
}

const isShort = ({ a, b }: Hunk): boolean => a.length <= REWRITTEN && b.length <= REWRITTEN;

function numbersExchanged(hunk: Hunk): Exchange[] {
  const { a, b, next, before } = hunk;
  // Where a text begins or ends a number may be cut in two, and a frame may stand around it.
  if (!before || !next || !isShort(hunk)) return edgeNumbers(hunk);
  const lead = LAST_NUMBER.exec(before)![0];
  const tail = FIRST_NUMBER.exec(next)![0];
  const after = next.slice(tail.length);
  const left = `${lead}${a}${tail}`;
  const one = numbersIn(left);
  const two = numbersIn(`${lead}${b}${tail}`);
  if (one.length > 0 && two.length > 0 && !isPart(one, two) && !isPart(two, one)) {
    const count = COUNT.test(after || left.replace(/^\d+/, ''));
    const exchange = (number: string, i: number) => ({
      a: number,
      b: two[Math.min(i, two.length - 1)]!,
      count,
    });
    const pairs = one.map(exchange).filter((pair) => pair.a !== pair.b);
    return one.length === two.length ? pairs : pairs.slice(0, 1);
  }
  return CHINESE_NUMERAL.test(a) && CHINESE_NUMERAL.test(b) && COUNTED.test(next)
    ? [{ a: a + next[0], b: b + next[0], count: false }]
    : [];
}

/** Numbers that join what both texts have, on either side of a long stretch. */
function edgeNumbers(hunk: Hunk): Exchange[] {
  const { a, b, next, before } = hunk;
  if (next) {
    const [one, two] = [LAST_NUMBER.exec(a)![0], LAST_NUMBER.exec(b)![0]];
    const tail = FIRST_NUMBER.exec(next)![0];
    if (one && two && one !== two)
      return [{ a: one + tail, b: two + tail, count: COUNT.test(next.slice(tail.length)) }];
  }
  // At an end where both go on with something else they may well go on with different numbers.
  if (before ? next || isNearby(hunk) : isNearby(hunk)) {
    const [one, two] = [FIRST_NUMBER.exec(a)![0], FIRST_NUMBER.exec(b)![0]];
    const lead = LAST_NUMBER.exec(before)![0];
    // The text may begin or end within the number.
    const whole = before ? next || (one.length < a.length && two.length < b.length) : !isEnd(one, two);
    if (one && two && one !== two && whole)
      return [{ a: lead + one, b: lead + two, count: COUNT.test(a.slice(one.length)) }];
  }
  return [];
}

const isNearby = ({ a, b }: Hunk): boolean => Math.min(a.length, b.length) <= REWRITTEN;
const isEnd = (a: string, b: string): boolean => a.endsWith(b) || b.endsWith(a);
const LAST_NUMBER = /[\d·]*$/;
const FIRST_NUMBER = /^[\d·]*/;
const COUNT = /^(余|多)?(人|名|例|户|个)/u;
const numbersIn = (text: string): string[] => text.match(/\d+(?:·\d+)*/g) ?? [];

/** Numbers left out or added are no exchange. */
function isPart(some: readonly string[], all: readonly string[]): boolean {
  let at = 0;
  for (const one of all) if (one === some[at]) at++;
  return at === some.length;
}

const isStem = (word: string): boolean =>
  word.length <= LONGEST_STEM && !NOT_IN_NAMES.test(word) && !POINTING.test(word);

/** 西关村 against 东关村: two names of one kind. */
function nameExchanged(hunk: Hunk): Exchange | null {
  const follows = KIND_FIRST.exec(hunk.next)?.[1] ?? '';
  if (!hunk.before) return namesAtStart(hunk, follows);
  return (
    ofOneKind(nameOf(hunk.a, follows), nameOf(hunk.b, follows)) ??
    (hunk.next || isNearby(hunk) ? ofOneKind(NAME_FIRST.exec(hunk.a), NAME_FIRST.exec(hunk.b)) : null)
  );
}

/** One text begins with the name; in the other a frame may stand before it. */
function namesAtStart({ a, b }: Hunk, follows: string): Exchange | null {
  const beside = (own: string, other: string) =>
    nameOf(own.length > LONGEST_STEM && own.length > other.length ? own.slice(-SHORT_STEM) : own, follows);
  return ofOneKind(beside(a, b), beside(b, a));
}

/** A stem and the word that ends the name, which may stand in both texts. */
const nameOf = (text: string, follows: string): Name =>
  follows ? [text + follows, text, follows] : KIND_END.exec(text);

type Name = ArrayLike<string> | null;

function ofOneKind(a: Name, b: Name): Exchange | null {
  if (!a || !b || a[1] === b[1] || kindOf.get(a[2]!) !== kindOf.get(b[2]!)) return null;
  return isStem(a[1]!) && isStem(b[1]!) ? { a: a[0]!, b: b[0]!, count: false } : null;
}
