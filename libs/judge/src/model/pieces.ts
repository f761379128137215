import { LONGEST, type Grams } from './features.js';

/** A sign belongs to a piece from this share of the weightiest sign on. */
const SHARE = 0.3;
const LONGEST_PIECE = 12;

/**
 * The pieces of the text `grams` has read that weigh most: each gram's weight is spread over its signs, and neighbouring
 * signs that weigh make a piece.
 * @param weigh what one occurrence of a gram weighs; below 0 it speaks against
 */
export function piecesOf(
  text: string,
  grams: Grams,
  most: number,
  weigh: (bucket: number) => number,
): string[] {
  const weights = new Float64Array(Math.min(text.length, grams.at.length / LONGEST));
  for (let i = 0; i < weights.length; i++)
    for (let n = 1; n <= LONGEST; n++) {
      const bucket = grams.at[i * LONGEST + n - 1]!;
      if (bucket < 0) continue;
      const each = weigh(bucket) / n;
      for (let sign = i - n + 1; sign <= i; sign++) weights[sign]! += each;
    }
  const least = weights.reduce((top, weight) => Math.max(top, weight), 0) * SHARE;
  if (least === 0) return [];
  const found = new Map<string, number>();
  for (let start = 0; start < weights.length; start++) {
    let end = start;
    let sum = 0;
    while (end < weights.length && end - start < LONGEST_PIECE && weights[end]! >= least)
      sum += weights[end++]!;
    if (end === start) continue;
    const piece = text.slice(start, end);
    found.set(piece, Math.max(sum, found.get(piece) ?? 0));
    start = end;
  }
  const order = [...found].sort((a, b) => b[1] - a[1]).map(([piece]) => piece);
  const words = order.filter((piece) => piece.length > 1);
  return (words.length > 0 ? words : order).slice(0, most);
}
