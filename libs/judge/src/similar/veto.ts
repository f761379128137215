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
const KIND_LAST = new RegExp(`.(${LAST_WORDS})$`, 'u');
/** Words that point instead of naming: 该小区, 本小区 and 我们小区 are one. */
const POINTING = /^(该|本|这|那|我|我们|某|各|此|其|全|有的|一些|个|的|在|到|于|和|与|及|、)*$/u;
const CHINESE_NUMERAL = /^[〇零一二两三四五六七八九十百千万]+$/u;
const COUNTED = /^[年月日号时点分栋幢楼层单元户组队期批路线班年级人名例元亩米岁次]/u;
/** Signs of a sentence, not of a name: [无法解决老旧]小区 is no other compound than [老旧]小区. */
const NOT_IN_NAMES = /[的了是们我你他在有没不把被就也都还很为让给从向对和与或这那于]/u;
const LONGEST_STEM = 6;
const SHORT_STEM = 3;
const WINDOW = 40;
const SYNC = 3;
/** Beyond so many signs chance brings three together. */
const NEARBY = 10;
const FAR_SYNC = 6;
/** One text may begin in the middle of the other. */
const START_SYNC = 8;
/** A longer stretch is told in other words, not exchanged. */
const REWRITTEN = 16;

/** A place where two texts part and meet again. */
interface Hunk {
  /** What stands in the one and in the other. */
  a: string;
  b: string;
  /** What both go on with. */
  next: string;
  before: string;
}

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
}

/**
 * @param a normalised text
 * @param b normalised text
 */
export function difference(a: string, b: string): Difference {
  let exchanged = false;
  let particulars = 0;
  let others = 0;
  const { parts, common } = hunks(a, b);
  for (const hunk of parts) {
    const short = hunk.a.length <= REWRITTEN && hunk.b.length <= REWRITTEN;
    const one = short ? (nameExchanged(hunk) ?? numberExchanged(hunk)) : null;
    // What both texts hold somewhere has only moved: points of a list, parts of an address.
    const real = one !== null && !(holds(b, one.a) && holds(a, one.b));
    exchanged ||= real;
    if (real && !one.count) particulars++;
    else others++;
  }
  return { exchanged, template: particulars > 0 && particulars >= others, common };
}

const holds = (text: string, word: string): boolean =>
  /^\d+$/.test(word) ? numbersIn(text).includes(word) : text.includes(word);

interface Exchange {
  a: string;
  b: string;
  /** A number of people. */
  count: boolean;
}

function numberExchanged({ a, b, next, before }: Hunk): Exchange | null {
  const lead = /[\d·]*$/.exec(before)![0];
  const tail = /^[\d·]*/.exec(next)![0];
  const after = next.slice(tail.length);
  const left = `${lead}${a}${tail}`;
  const count = /^(余|多)?(人|名|例|户|个)/u.test(after || left.replace(/^\d+/, ''));
  const one = numbersIn(left);
  const two = numbersIn(`${lead}${b}${tail}`);
  if (one.length > 0 && two.length > 0 && !isPart(one, two) && !isPart(two, one)) {
    const at = one.findIndex((number, i) => number !== two[i]);
    return { a: one[at]!, b: two[Math.min(at, two.length - 1)]!, count };
  }
  return CHINESE_NUMERAL.test(a) && CHINESE_NUMERAL.test(b) && COUNTED.test(next)
    ? { a: a + next[0], b: b + next[0], count }
    : null;
}

const numbersIn = (text: string): string[] => text.match(/\d+/g) ?? [];

/** Numbers left out or added are no exchange. */
function isPart(some: readonly string[], all: readonly string[]): boolean {
  let at = 0;
  for (const one of all) if (one === some[at]) at++;
  return at === some.length;
}

const isStem = (word: string): boolean => word.length <= LONGEST_STEM && !NOT_IN_NAMES.test(word);

/** 西关村 against 东关村: two names of one kind. */
function nameExchanged({ a: one, b: two, next, before }: Hunk): Exchange | null {
  // Where one of the texts begins a frame may stand before the name.
  const a = before === '' ? one.slice(-SHORT_STEM) : one;
  const b = before === '' ? two.slice(-SHORT_STEM) : two;
  if (POINTING.test(a) || POINTING.test(b) || a === '' || b === '') return null;
  const follows = KIND_FIRST.exec(next)?.[1];
  const last = (stem: string) => follows ?? KIND_LAST.exec(stem)?.[1] ?? '';
  if (!isStem(a) || !isStem(b)) return null;
  const kind = kindOf.get(last(a));
  if (kind === undefined || kind !== kindOf.get(last(b))) return null;
  return { a: a + (follows ?? ''), b: b + (follows ?? ''), count: false };
}

/** The hunks in order; after a long stretch with nothing in common the comparison goes on at the next common piece. */
function hunks(a: string, b: string): { parts: Hunk[]; common: number } {
  const parts: Hunk[] = [];
  let common = 0;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      common++;
      i++;
      j++;
      continue;
    }
    const meet = resync(a, i, b, j);
    if (!meet) {
      const [di, dj] = start(a.slice(i), b.slice(j));
      if (di >= a.length - i) break;
      i += di;
      j += dj;
      const lead = beforeAnchor(a, i, b, j);
      if (lead) parts.push(lead);
      continue;
    }
    const [di, dj] = meet;
    parts.push({
      a: a.slice(i, i + di),
      b: b.slice(j, j + dj),
      next: a.slice(i + di, i + di + 8),
      before: a.slice(Math.max(0, i - 12), i),
    });
    i += di;
    j += dj;
  }
  return { parts, common };
}

/** What stands before the place where they meet, when it is short: 我是[西]关村… in a frame against 我是[东]关村…. */
function beforeAnchor(a: string, i: number, b: string, j: number): Hunk | null {
  for (let sum = 0; sum <= NEARBY; sum++)
    for (let di = 0; di <= sum; di++) {
      const dj = sum - di;
      if (di > i || dj > j) continue;
      const same =
        i - di >= SYNC && j - dj >= SYNC && a.slice(i - di - SYNC, i - di) === b.slice(j - dj - SYNC, j - dj);
      const begins = di === dj && (i === di || j === dj);
      if (!same && !begins) continue;
      return {
        a: a.slice(i - di, i),
        b: b.slice(j - dj, j),
        next: a.slice(i, i + 8),
        before: a.slice(Math.max(0, i - di - 12), i - di),
      };
    }
  return null;
}

/** Where the two meet again: the first piece of eight signs of `a` that stands in `b`. */
function start(a: string, b: string): [number, number] {
  for (let i = 0; i + 8 <= a.length; i++) {
    const j = b.indexOf(a.slice(i, i + 8));
    if (j >= 0) return [i, j];
  }
  return [a.length, b.length];
}

/**
 * The nearest common piece (or the common end) after (i, j), by the sum of both distances; the farther, the longer it
 * must be, lest chance lead astray.
 */
function resync(a: string, i: number, b: string, j: number): [number, number] | null {
  for (let sum = 1; sum <= WINDOW; sum++) {
    const sync = i + j === 0 ? START_SYNC : sum <= NEARBY ? SYNC : FAR_SYNC;
    for (let di = 0; di <= sum; di++) {
      const dj = sum - di;
      const piece = a.slice(i + di, i + di + sync);
      if (piece.length === 0 && b.length === j + dj) return [di, dj];
      if (piece.length === sync && b.startsWith(piece, j + dj)) return [di, dj];
      if (piece.length < sync && piece.length > 0 && b.slice(j + dj) === piece) return [di, dj];
    }
  }
  return null;
}
