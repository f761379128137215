import { lettersOf } from './sentences.js';

/** A text as weights of its pairs of neighbouring characters and of the characters, of length 1. */
export type Vector = ReadonlyMap<string, number>;

/** Single characters tell less than pairs, but 来水 and 供水 meet in one. */
const SINGLE = 0.4;
/** Characters that carry no matter. */
const EMPTY = new Set(
  Array.from('的了是在我你他它们这那有就都也和与及或而还又很把被让给到对为从之其已着过吗呢吧啊呀请个'),
);

/** Pairs and characters of a text, each with how often; `extra` are words counted as whole. */
export function featuresOf(text: string, extra: readonly string[] = []): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (feature: string, weight: number) => counts.set(feature, (counts.get(feature) ?? 0) + weight);
  const letters = Array.from(lettersOf(text));
  letters.forEach((letter, index) => {
    const next = letters[index + 1];
    if (!EMPTY.has(letter)) add(letter, SINGLE);
    if (next !== undefined && !(EMPTY.has(letter) && EMPTY.has(next))) add(letter + next, 1);
  });
  for (const word of extra) add(`<${word}>`, 2);
  return counts;
}

/** How telling each feature is among these texts: what stands in all of them tells nothing apart. */
export class Weights {
  private readonly seen = new Map<string, number>();
  private count = 0;

  constructor(texts: Iterable<ReadonlyMap<string, number>>) {
    for (const features of texts) {
      this.count += 1;
      for (const feature of features.keys()) this.seen.set(feature, (this.seen.get(feature) ?? 0) + 1);
    }
  }

  vector(features: ReadonlyMap<string, number>): Vector {
    const weighted = new Map<string, number>();
    for (const [feature, count] of features) {
      const rarity = Math.log(1 + (this.count + 3) / ((this.seen.get(feature) ?? 0) + 1));
      weighted.set(feature, (count > 1 ? 1 + Math.log(count) : count) * rarity);
    }
    return scaled(weighted);
  }
}

/** Cosine of two vectors of length 1. */
export function likeness(a: Vector, b: Vector): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [feature, weight] of small) sum += weight * (large.get(feature) ?? 0);
  return sum;
}

/** What is left of a vector without the characters and pairs of a text, of length 1 again. */
export function without(vector: Vector, text: string): Vector {
  const letters = lettersOf(text);
  return scaled(new Map([...vector].filter(([feature]) => !letters.includes(feature))));
}

/** The middle of several vectors, of length 1. */
export function middle(vectors: Iterable<Vector>): Vector {
  const sum = new Map<string, number>();
  for (const vector of vectors)
    for (const [feature, weight] of vector) sum.set(feature, (sum.get(feature) ?? 0) + weight);
  return scaled(sum);
}

function scaled(vector: Map<string, number>): Vector {
  const length = Math.sqrt([...vector.values()].reduce((sum, weight) => sum + weight * weight, 0)) || 1;
  for (const [feature, weight] of vector) vector.set(feature, weight / length);
  return vector;
}

/**
 * Share of the pairs of `part` that stand in `whole`: how far the longer text covers the shorter. 0 to 1.
 * @param but pairs of these texts are not looked at; 1 when none is left
 */
export function coverage(part: string, whole: string, but: readonly string[] = []): number {
  const all = [...featuresOf(part).keys()].filter((feature) => feature.length > 1);
  if (all.length === 0) return 0;
  const common = but.map(lettersOf);
  const pairs = all.filter((pair) => !common.some((letters) => letters.includes(pair)));
  const letters = lettersOf(whole);
  return pairs.length === 0 ? 1 : pairs.filter((pair) => letters.includes(pair)).length / pairs.length;
}
