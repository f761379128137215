import { Frequencies } from './frequencies.js';
import { roomFor, UnitKind, UnitTable } from '../text/units.js';
import { blankCodes, markNames } from './named.js';
import { ranked } from './select.js';
import { MOST_PAIRS, PAIR_BITS, PairCounter } from './wording.js';

/** Most features by which items are looked for: the cost of an item stays flat (pipeline.md, "cluster"). */
export const MOST_FEATURES = 48;
/** Most features by which items found are compared, and most that tell the subject. */
export const MOST_COMPARED = 96;
export const MOST_SUBJECT = 64;
const TITLE_WEIGHT = 2;
const LONGEST_TEXT = 600;
/** Texts the frequencies start from, so that the first hundred items are not ruled by polite phrases. */
const BACKGROUND = 200;
/**
 * A pair that stands in so many of all texts belongs to the words in which subjects are told; a rarer one to names and
 * chance. Two matters of one compound share its name and not the subject.
 */
const SUBJECT_SHARE = 0.01;
const POLITE =
  '尊敬的领导您好 我是一名业主 小区居民 村民 市民 网友反映 投诉 请问 希望有关部门 相关部门 尽快解决 处理 核实 谢谢 感谢 政府 ' +
  '书记 市长 我们 你们 他们 现在 目前 一直 没有 不能 无法 已经 多次 反映 问题 情况 严重 影响 生活 老百姓 群众 广大 ' +
  '什么时候 怎么 为什么 可以 应该 请求 恳请 给予 答复 回复 因为 所以 但是 如果 这个 那个 很多 非常 造成 存在 进行 ' +
  '表示 介绍 记者 获悉 工作人员 有人 大家 今天 昨天 今年 去年 近日 日前 时间 地方 附近 本人 自己 家里 孩子 老人 电话';

const LOG = Float64Array.from({ length: 1 << 16 }, (_, i) => Math.log(i));
const SATURATION = 1.2;

/** Features with weights whose squares add up to 1, the weightiest of a text. */
export interface Weighted {
  /** How many of the numbers below count. */
  count: number;
  keys: Int32Array;
  weights: Float32Array;
}

/** Features of the text read last. */
export interface TextFeatures {
  /** The most telling pairs, names included; those by which items are looked for stand first. */
  wording: Weighted;
  /** Pairs of the words in which the subject is told, without names. */
  subject: Weighted;
}

const folded = new UnitTable((text) => text.normalize('NFKC').toLowerCase());

/**
 * The most telling character pairs of an item, weighted by how rare they are in the newest items. The title counts
 * double. Deterministic: the same items in the same order give the same features.
 */
export class TextFeatureMaker {
  private readonly documents: Frequencies;
  private readonly counter = new PairCounter();
  private units: Uint16Array = new Uint16Array(0);
  private names = new Uint8Array(0);
  /** The text whose pairs are counted. */
  private counted: { title: string; text: string } | null = null;
  private readonly weights = new Float64Array(MOST_PAIRS);
  private readonly toldWeights = new Float64Array(MOST_PAIRS);
  private readonly toldPairs = new Int32Array(MOST_PAIRS);
  private readonly features: TextFeatures = { wording: room(MOST_COMPARED), subject: room(MOST_SUBJECT) };

  /** @param before items that came before the first one learned here */
  constructor(before = 0) {
    this.documents = new Frequencies(PAIR_BITS, before);
    this.count(POLITE, '');
    this.documents.presume(this.counter.pairs.subarray(0, this.counter.size), BACKGROUND / 5);
  }

  /** Features of a text by what has been seen so far; changes nothing. They hold until the next text is asked for. */
  make(title: string, text: string): TextFeatures {
    this.count(title, text);
    const { counter, features, toldPairs } = this;
    this.weigh();
    weightiest(counter.pairs, this.weights, counter.size, features.wording);
    for (let i = 0; i < counter.toldSize; i++) toldPairs[i] = counter.pairs[counter.told[i]!]!;
    weightiest(toldPairs, this.toldWeights, counter.toldSize, features.subject);
    return features;
  }

  /** Counts a text among those seen. */
  learn(title: string, text: string): void {
    this.count(title, text);
    this.documents.learn(this.counter.pairs, this.counter.size);
  }

  private count(title: string, text: string): void {
    if (this.counted?.title === title && this.counted.text === text) return;
    this.counter.clear();
    this.add(title, TITLE_WEIGHT);
    this.add(text, 1);
    this.counted = { title, text };
  }

  private add(text: string, weight: number): void {
    const start = text.slice(0, LONGEST_TEXT);
    this.units = roomFor(start.length, this.units);
    if (this.names.length < this.units.length) this.names = new Uint8Array(this.units.length);
    const { units, names } = this;
    const count = folded.read(start, units);
    blankAddresses(units, count);
    blankCodes(units, count);
    markNames(units, count, names);
    this.counter.add(units, names, count, weight);
  }

  private weigh(): void {
    const { counter, documents, weights, toldWeights } = this;
    const all = LOG[Math.min(documents.items + BACKGROUND + 51, LOG.length - 1)]!;
    const common = SUBJECT_SHARE * documents.items;
    for (let i = 0; i < counter.size; i++)
      weights[i] =
        (1 + LOG[counter.counts[i]!]!) *
        (all - LOG[Math.min(documents.of(counter.pairs[i]!) + 1, LOG.length - 1)]!);
    for (let i = 0; i < counter.toldSize; i++) {
      const number = counter.told[i]!;
      const seen = documents.of(counter.pairs[number]!) + 1;
      const count = counter.toldCounts[number]!;
      toldWeights[i] =
        seen < common ? 0 : (count / (count + SATURATION)) * (all - LOG[Math.min(seen, LOG.length - 1)]!);
    }
  }
}

const room = (most: number): Weighted => ({
  count: 0,
  keys: new Int32Array(most),
  weights: new Float32Array(most),
});

const COLON = 0x3a;
const BLANK = 0x20;
const isSpace = new UnitKind(/\s/u);
const SCHEMES = ['http', 'https'].map((word) => Array.from(word, (sign) => sign.charCodeAt(0)));

/** Blanks out web addresses. */
function blankAddresses(units: Uint16Array, count: number): void {
  for (let i = 4; i < count; i++) {
    if (units[i] !== COLON) continue;
    const scheme = schemeBefore(units, i);
    if (!scheme || i + 1 >= count || isSpace.has(units[i + 1]!)) continue;
    let end = i + 1;
    while (end < count && !isSpace.has(units[end]!)) end++;
    units.fill(BLANK, i - scheme.length, end);
    i = end;
  }
}

const schemeBefore = (units: Uint16Array, end: number): readonly number[] | undefined =>
  SCHEMES.find((word) => standsBefore(word, units, end));

function standsBefore(word: readonly number[], units: Uint16Array, end: number): boolean {
  for (let k = 0; k < word.length; k++) if (units[end - word.length + k] !== word[k]) return false;
  return true;
}

const scratch = new Float64Array(MOST_PAIRS);

/** The weightiest pairs: the first `MOST_FEATURES` of them first, otherwise in order of appearance. */
function weightiest(pairs: Int32Array, weights: Float64Array, size: number, into: Weighted): void {
  const { keys, weights: kept } = into;
  const count = Math.min(keys.length, size);
  for (let i = 0; i < size; i++) scratch[i] = weights[i]!;
  const least = ranked(scratch, size, size - count);
  const searched = ranked(scratch, size, size - Math.min(MOST_FEATURES, count));
  into.count = 0;
  const square = takeBetween(searched, Infinity, 0);
  const norm = Math.sqrt(takeBetween(least, searched, square)) || 1;
  for (let i = 0; i < into.count; i++) kept[i]! /= norm;

  function takeBetween(from: number, below: number, before: number): number {
    let sum = before;
    let found = into.count;
    for (let i = 0; i < size && found < count; i++) {
      const weight = weights[i]!;
      if (weight <= 0 || weight < from || weight >= below) continue;
      keys[found] = pairs[i]!;
      kept[found++] = weight;
      sum += weight * weight;
    }
    into.count = found;
    return sum;
  }
}
