import { commonPieces, type CommonPiece } from './common-pieces.js';
import { namesAndNumbers } from './pair-facts.js';
import { common, type PairText } from './pair-text.js';
import type { Rarity } from './rarity.js';

/**
 * What tells whether two short texts report one event: shared wording by rarity, the pieces they have in common, numbers,
 * names, lengths. Symmetric in its two texts.
 * @param learned whether `rarity` has counted the two texts
 */
export function pairFeatures(one: PairText, two: PairText, rarity: Rarity, learned: boolean): number[] {
  const [a, b] = [one.signs, two.signs];
  const shorter = Math.min(a.length, b.length);
  const longer = Math.max(a.length, b.length);
  // The common pieces depend on the order of two texts where weights are equal.
  const [first, second] = a <= b ? [a, b] : [b, a];
  const pieces = commonPieces(first, second, rarity, learned ? 0 : 2);
  return [
    ...one.grams.flatMap((grams, n) => shared(grams, two.grams[n]!, rarity, learned)),
    ...ofPieces(pieces, shorter, longer),
    shorter,
    longer,
    shorter / Math.max(1, longer),
    ...namesAndNumbers(one.raw, two.raw),
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
