import { WindowPostings } from '../similar/postings.js';

/** Most features of a text that count: the cost of an item stays flat (pipeline.md, "cluster"). */
export const MOST_FEATURES = 48;
const BITS = 20;
const TITLE_WEIGHT = 2;
const LONGEST_TEXT = 500;
/** Texts the frequencies start from, so that the first hundred items are not ruled by polite phrases. */
const BACKGROUND = 200;
const POLITE =
  '尊敬的领导您好 我是一名业主 小区居民 村民 市民 网友反映 投诉 请问 希望有关部门 相关部门 尽快解决 处理 核实 谢谢 感谢 政府 ' +
  '书记 市长 我们 你们 他们 现在 目前 一直 没有 不能 无法 已经 多次 反映 问题 情况 严重 影响 生活 老百姓 群众 广大 ' +
  '什么时候 怎么 为什么 可以 应该 请求 恳请 给予 答复 回复 因为 所以 但是 如果 这个 那个 很多 非常 造成 存在 进行 ' +
  '表示 介绍 记者 获悉 工作人员 有人 大家 今天 昨天 今年 去年 近日 日前 时间 地方 附近 本人 自己 家里 孩子 老人 电话';

const LOG = Float64Array.from({ length: 1 << 16 }, (_, i) => Math.log(i));

export interface TextFeatures {
  keys: Int32Array;
  /** Beside the keys; the squares of all add up to 1. */
  weights: Float32Array;
}

/**
 * The up to 48 most telling character pairs of an item, weighted by how rare they are in the items seen so far. The
 * title counts double. Deterministic: the same items in the same order give the same features.
 */
export class TextFeatureMaker {
  private readonly documents = new Uint32Array(1 << BITS);
  private readonly counts = new Uint16Array(1 << BITS);
  private touched: number[] = [];
  private seen = BACKGROUND;

  constructor() {
    this.count('', POLITE);
    for (const pair of this.drain()) this.documents[pair] = BACKGROUND / 5;
  }

  /** Features of a text by what has been seen so far; changes nothing. */
  make(title: string, text: string): TextFeatures {
    this.count(title, text);
    const weights = this.weigh();
    const pairs = this.drain();
    const least =
      weights.length > MOST_FEATURES ? weights.slice().sort()[weights.length - MOST_FEATURES]! : 0;
    const keys = new Int32Array(Math.min(MOST_FEATURES, pairs.length));
    const kept = new Float32Array(keys.length);
    let found = 0;
    let square = 0;
    for (let i = 0; i < weights.length && found < keys.length; i++) {
      const weight = weights[i]!;
      if (weight < least) continue;
      keys[found] = pairs[i]! << (32 - BITS);
      kept[found++] = weight;
      square += weight * weight;
    }
    const norm = Math.sqrt(square) || 1;
    return { keys, weights: kept.map((weight) => weight / norm) };
  }

  /** Beside the pairs counted: how often here, by how rare among all. */
  private weigh(): Float64Array {
    const rarest = Math.log(this.seen + 51);
    const weights = new Float64Array(this.touched.length);
    for (let i = 0; i < weights.length; i++) {
      const pair = this.touched[i]!;
      weights[i] =
        (1 + LOG[this.counts[pair]!]!) * (rarest - LOG[Math.min(this.documents[pair]! + 1, LOG.length - 1)]!);
    }
    return weights;
  }

  /** Counts a text among those seen. */
  learn(title: string, text: string): void {
    this.count(title, text);
    for (const pair of this.drain()) this.documents[pair]!++;
    this.seen++;
  }

  private count(title: string, text: string): void {
    this.countPairs(title, TITLE_WEIGHT);
    this.countPairs(text.slice(0, LONGEST_TEXT), 1);
  }

  private countPairs(text: string, weight: number): void {
    const plain = text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/https?:\S+/g, ' ');
    let before = 0;
    for (let i = 0; i < plain.length; i++) {
      const code = plain.charCodeAt(i);
      if (!isLetter(code)) {
        before = 0;
        continue;
      }
      if (before) {
        const pair = mix(code + Math.imul(before, 0x10001)) >>> (32 - BITS);
        if (this.counts[pair] === 0) this.touched.push(pair);
        this.counts[pair]! += weight;
      }
      before = code;
    }
  }

  /** The pairs counted, in order of appearance; the counts are cleared. */
  private drain(): number[] {
    const pairs = this.touched;
    for (const pair of pairs) this.counts[pair] = 0;
    this.touched = [];
    return pairs;
  }
}

/** Newest items that share features with one, and how much: the cosine of their features. */
export class TextPostings {
  private readonly postings: WindowPostings;
  private readonly weights: Float32Array;
  private readonly sums: Float32Array;

  constructor(
    private readonly capacity: number,
    private readonly perFeature = 128,
  ) {
    this.postings = new WindowPostings(capacity, MOST_FEATURES, 18);
    this.weights = new Float32Array(capacity * MOST_FEATURES);
    this.sums = new Float32Array(capacity);
  }

  add(sequence: number, features: TextFeatures): void {
    const slot = this.postings.add(sequence, features.keys);
    this.weights.set(features.weights, slot * MOST_FEATURES);
  }

  /** Slots with a cosine of at least `least`, in no particular order. */
  similar({ keys, weights }: TextFeatures, least: number): { slot: number; cosine: number }[] {
    const touched: number[] = [];
    for (let k = 0; k < keys.length; k++)
      this.postings.visit(keys[k]!, this.perFeature, (slot, position) => {
        if (this.sums[slot] === 0) touched.push(slot);
        this.sums[slot]! += weights[k]! * this.weights[slot * MOST_FEATURES + position]!;
      });
    const found: { slot: number; cosine: number }[] = [];
    for (const slot of touched) {
      const cosine = this.sums[slot]!;
      this.sums[slot] = 0;
      if (cosine >= least) found.push({ slot, cosine });
    }
    return found;
  }
}

const isLetter = (code: number) =>
  (code >= 0x4e00 && code <= 0x9fff) ||
  (code >= 97 && code <= 122) ||
  (code >= 48 && code <= 57) ||
  (code >= 0x3400 && code < 0x4e00);

function mix(value: number): number {
  let h = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
