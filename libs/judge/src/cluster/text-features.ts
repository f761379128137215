import { Frequencies } from './frequencies.js';
import { withoutCodes, withoutNames } from './named.js';
import { ranked } from './select.js';
import { MOST_PAIRS, PAIR_BITS, PairCounter, plain } from './wording.js';

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
  keys: Int32Array;
  weights: Float32Array;
}

export interface TextFeatures {
  /** The most telling pairs, names included; those by which items are looked for stand first. */
  wording: Weighted;
  /** Pairs of the words in which the subject is told, without names. */
  subject: Weighted;
}

/**
 * The most telling character pairs of an item, weighted by how rare they are in the newest items. The title counts
 * double. Deterministic: the same items in the same order give the same features.
 */
export class TextFeatureMaker {
  private readonly documents: Frequencies;
  private readonly background = new Uint8Array(1 << PAIR_BITS);
  private readonly counter = new PairCounter();
  private readonly weights = new Float64Array(MOST_PAIRS);

  /** @param before items that came before the first one learned here */
  constructor(before = 0) {
    this.documents = new Frequencies(PAIR_BITS, before);
    this.counter.add(plain(POLITE), 1);
    for (const pair of this.counter.pairs()) this.background[pair] = BACKGROUND / 5;
    this.counter.clear();
  }

  /** Features of a text by what has been seen so far; changes nothing. */
  make(title: string, text: string): TextFeatures {
    const head = textOf(title);
    const body = textOf(text);
    const all = this.documents.items + BACKGROUND;
    const wording = this.weigh(
      head,
      body,
      MOST_COMPARED,
      (pair, count) => (1 + LOG[count]!) * this.rarity(pair, all),
    );
    const common = SUBJECT_SHARE * this.documents.items;
    const subject = this.weigh(withoutNames(head), withoutNames(body), MOST_SUBJECT, (pair, count) =>
      this.seenIn(pair) + 1 < common ? 0 : (count / (count + SATURATION)) * this.rarity(pair, all),
    );
    return { wording, subject };
  }

  /** Counts a text among those seen. */
  learn(title: string, text: string): void {
    this.counter.add(textOf(title), 1);
    this.counter.add(textOf(text), 1);
    this.documents.learn(this.counter.pairs());
    this.counter.clear();
  }

  private weigh(
    title: string,
    text: string,
    most: number,
    weightOf: (pair: number, count: number) => number,
  ): Weighted {
    const { counter, weights } = this;
    counter.add(title, TITLE_WEIGHT);
    counter.add(text, 1);
    for (let i = 0; i < counter.size; i++) weights[i] = weightOf(counter.pair(i), counter.count(i));
    const weighted = weightiest(counter, weights, most);
    counter.clear();
    return weighted;
  }

  private rarity(pair: number, all: number): number {
    return LOG[Math.min(all + 51, LOG.length - 1)]! - LOG[Math.min(this.seenIn(pair) + 1, LOG.length - 1)]!;
  }

  private seenIn(pair: number): number {
    return this.documents.of(pair) + this.background[pair]!;
  }
}

const textOf = (text: string): string => withoutCodes(plain(text.slice(0, LONGEST_TEXT)));

const scratch = new Float64Array(MOST_PAIRS);

/** The weightiest pairs: the first `MOST_FEATURES` of them first, otherwise in order of appearance. */
function weightiest(counter: PairCounter, weights: Float64Array, most: number): Weighted {
  const { size } = counter;
  const count = Math.min(most, size);
  scratch.set(weights.subarray(0, size));
  const least = ranked(scratch, size, size - count);
  const searched = ranked(scratch, size, size - Math.min(MOST_FEATURES, count));
  const keys = new Int32Array(count);
  const kept = new Float32Array(count);
  let found = 0;
  let square = 0;
  const take = (from: number, below: number) => {
    for (let i = 0; i < size && found < count; i++) {
      const weight = weights[i]!;
      if (weight <= 0 || weight < from || weight >= below) continue;
      keys[found] = counter.pair(i);
      kept[found++] = weight;
      square += weight * weight;
    }
  };
  take(searched, Infinity);
  take(least, searched);
  const norm = Math.sqrt(square) || 1;
  for (let i = 0; i < found; i++) kept[i]! /= norm;
  return found === count
    ? { keys, weights: kept }
    : { keys: keys.slice(0, found), weights: kept.slice(0, found) };
}
