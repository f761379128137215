import { commonPieces, type CommonPiece } from './common-pieces.js';
import { namesAndNumbers } from './pair-facts.js';
import { marksOf } from './pair-marks.js';
import { common, type PairText } from './pair-text.js';
import type { PairKnowledge } from './pair-knowledge.js';
import type { Rarity } from './rarity.js';

/**
 * What tells whether two short texts report one event: shared wording by rarity and by how much it is what pairs are about,
 * the pieces they have in common, numbers, names, lengths, the kinds of the texts. Symmetric in its two texts.
 * @param learned whether `known` has counted the two texts
 */
export function pairFeatures(
  one: PairText,
  two: PairText,
  known: PairKnowledge,
  learned: boolean,
): Float64Array {
  const { rarity } = known;
  const [a, b] = [one.signs, two.signs];
  const shorter = Math.min(a.length, b.length);
  const longer = Math.max(a.length, b.length);
  // The common pieces depend on the order of two texts where weights are equal.
  const [first, second] = a <= b ? [a, b] : [b, a];
  const pieces = commonPieces(first, second, rarity, learned ? 0 : 2);
  return Float64Array.of(
    ...one.grams.flatMap((grams, n) => shared(grams, two.grams[n]!, rarity, learned)),
    ...ofPieces(pieces, shorter, longer),
    shorter,
    longer,
    shorter / Math.max(1, longer),
    ...namesAndNumbers(one.raw, two.raw),
    ...TOPICAL_LENGTHS.flatMap((n) => topical(one.grams[n - 1]!, two.grams[n - 1]!, known, learned)),
    ...wholeness(pieces, known, learned ? [] : [a, b]),
    ...marksOf(one.raw, two.raw),
  );
}

const TOPICAL_LENGTHS = [2, 3, 4];

/** As `shared`, each gram weighing the more the more it is what pairs are about. */
function topical(
  a: Int32Array,
  b: Int32Array,
  { rarity, topicality }: PairKnowledge,
  learned: boolean,
): number[] {
  const both = new Set(common(a, b));
  let [sum, most, surest] = [0, 0, 0];
  for (const bucket of both) {
    const topic = topicality.of(bucket, true, learned);
    const weight = topic * rarity.of(bucket, learned ? 0 : 2);
    sum += weight;
    most = Math.max(most, weight);
    surest = Math.max(surest, topic);
  }
  const apart = [a, b].map((grams) => {
    const weights = [...grams]
      .filter((bucket) => !both.has(bucket))
      .map((bucket) => topicality.of(bucket, false, learned) * rarity.of(bucket, learned ? 0 : 1));
    return { sum: weights.reduce((all, value) => all + value, 0), most: Math.max(0, ...weights) };
  }) as [Apart, Apart];
  const [less, more] = apart[0].sum <= apart[1].sum ? apart : [apart[1], apart[0]];
  return [
    sum,
    most,
    surest,
    sum / (sum + less.sum || 1),
    sum / (sum + more.sum || 1),
    Math.min(less.most, more.most),
    Math.max(less.most, more.most),
  ];
}

interface Apart {
  sum: number;
  most: number;
}

/** Pieces longer than this are whole without asking. */
const LONGEST_WORD = 5;
/** What of its rarity a piece keeps that always meets the same neighbours. */
const BROKEN = 0.2;

/**
 * The weightiest common pieces, each weighing the less the likelier it is only part of a word.
 * @param more texts to count beside those learned
 */
function wholeness(
  pieces: readonly CommonPiece[],
  { surroundings }: PairKnowledge,
  more: readonly string[],
): number[] {
  const seen = pieces.map((one) => ({
    ...one,
    ...(one.piece.length > LONGEST_WORD ? { times: -1, variety: -1 } : surroundings.of(one.piece, more)),
  }));
  const whole = seen
    .map(({ rarity, times, variety }) =>
      times < 0 ? rarity : rarity * Math.min(1, (variety - 1) / Math.max(1, times - 1) + BROKEN),
    )
    .sort((x, y) => y - x);
  const [first] = seen.sort((x, y) => y.rarity - x.rarity);
  return [
    ...[0, 1, 2].map((place) => whole[place] ?? 0),
    whole.reduce((sum, value) => sum + value, 0),
    first?.times ?? -1,
    first && first.times > 0 ? first.variety / first.times : -1,
  ];
}

/** Cosine, share of the lighter text's weight, overlap, the rarest one and three, number, and weight of what is not shared. */
function shared(a: Int32Array, b: Int32Array, rarity: Rarity, learned: boolean): number[] {
  const both = common(a, b);
  const inBoth = new Set(both);
  const [left, right] = [a, b].map((grams) => weigh(grams, inBoth, rarity, learned)) as [Weight, Weight];
  const rarest = both.map((bucket) => rarity.of(bucket, learned ? 0 : 2)).sort((x, y) => y - x);
  const sum = rarest.reduce((all, value) => all + value, 0);
  const square = rarest.reduce((all, value) => all + value * value, 0);
  return [
    square / (Math.sqrt(left.square * right.square) || 1),
    sum / (Math.min(left.sum, right.sum) || 1),
    sum / (left.sum + right.sum - sum || 1),
    rarest[0] ?? 0,
    (rarest[0] ?? 0) + (rarest[1] ?? 0) + (rarest[2] ?? 0),
    both.length,
    Math.max(left.sum, right.sum) - sum,
  ];
}

interface Weight {
  sum: number;
  square: number;
}

function weigh(grams: Int32Array, inBoth: Set<number>, rarity: Rarity, learned: boolean): Weight {
  const weight = { sum: 0, square: 0 };
  for (const bucket of grams) {
    const value = rarity.of(bucket, learned ? 0 : inBoth.has(bucket) ? 2 : 1);
    weight.sum += value;
    weight.square += value * value;
  }
  return weight;
}

function ofPieces(pieces: readonly CommonPiece[], shorter: number, longer: number): number[] {
  const rarest = pieces.map(({ rarity }) => rarity).sort((a, b) => b - a);
  const longest = pieces.reduce<CommonPiece | null>(
    (best, one) => (best && best.piece.length >= one.piece.length ? best : one),
    null,
  );
  const covered = pieces.reduce((sum, { piece }) => sum + piece.length, 0);
  const names = pieces.filter(({ piece }) => piece.length <= 4 && SURNAMES.has(piece[0]!));
  const top = pieces[0];
  return [
    pieces.length,
    rarest.reduce((sum, value) => sum + value, 0),
    ...[0, 1, 2, 3].map((place) => rarest[place] ?? 0),
    longest?.piece.length ?? 0,
    (longest?.piece.length ?? 0) / Math.max(1, shorter),
    longest?.rarity ?? 0,
    pieces.filter(({ piece }) => piece.length >= 3).length,
    pieces.filter(({ piece }) => piece.length >= 4).length,
    covered / Math.max(1, shorter),
    covered / Math.max(1, longer),
    top ? Math.min(...top.at) : -1,
    top ? Math.max(...top.at) : -1,
    Math.max(0, ...names.map(({ rarity }) => rarity)),
    names.length,
    (rarest[0] ?? 0) * Math.min(1, (rarest[1] ?? 0) / 5),
  ];
}

/** The hundred and some commonest surnames: a short common piece that begins with one may be a person. */
const SURNAMES = new Set(
  '王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚',
);
