import { parseFeed as parseToTree } from 'htmlparser2';

/*
 * Each step as one writes it first. Small and honest: no known waste is put in, nothing is thought over. What is too slow to be
 * run over every letter is run over a few; what looks at every earlier letter is run against `LOOKED_AT` of them and counted
 * up to a window of `WINDOW`, which is what ours holds.
 */

export const WINDOW = 30_000;
const LOOKED_AT = 300;

/** A tree of the document, then its entries. */
export const parse = (document: string): number => parseToTree(document)?.items.length ?? 0;

/** Every kind of sign by a pattern of its own. */
export const normalise = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/https?:\/\/\S+/g, '')
    .replace(/@\S+/g, '')
    .replace(/\s+/g, '')
    .replace(/\p{P}+/gu, '')
    .replace(/\p{S}+/gu, '');

const grams = (text: string, length: number): Set<string> => {
  const found = new Set<string>();
  for (let i = 0; i + length <= text.length; i += 1) found.add(text.slice(i, i + length));
  return found;
};

/** How much of its 3-grams a text shares with each of those before it: the likeness of the nearest. */
export function allPairs(): (text: string) => number {
  const before: Set<string>[] = [];
  return (text) => {
    const own = grams(text, 3);
    let best = 0;
    for (const other of before) {
      let shared = 0;
      for (const gram of own) if (other.has(gram)) shared += 1;
      best = Math.max(best, shared / (own.size + other.size - shared));
    }
    keep(before, own);
    return best;
  };
}

/** The cosine of the pairs of characters of a text with each of those before it: the likeness of the nearest. */
export function allCosines(): (text: string) => number {
  const before: Map<string, number>[] = [];
  return (text) => {
    const own = pairsOf(text);
    let best = 0;
    for (const other of before) {
      let cosine = 0;
      for (const [pair, weight] of own) cosine += weight * (other.get(pair) ?? 0);
      best = Math.max(best, cosine);
    }
    keep(before, own);
    return best;
  };
}

function pairsOf(text: string): Map<string, number> {
  const pairs = new Map<string, number>();
  for (let i = 0; i + 2 <= text.length; i += 1) {
    const pair = text.slice(i, i + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  const length = Math.hypot(...pairs.values());
  for (const [pair, count] of pairs) pairs.set(pair, count / length);
  return pairs;
}

function keep<T>(before: T[], own: T): void {
  before.push(own);
  if (before.length > LOOKED_AT) before.shift();
}

/** From the time against `LOOKED_AT` earlier letters to the time against a whole window. */
export const toWindow = (microseconds: number): number => (microseconds * WINDOW) / LOOKED_AT;

/** A linear model as a table of strings: weights of every gram for every label. */
export class TableModel {
  private readonly weights = new Map<string, Float64Array>();

  constructor(
    private readonly labels: number,
    texts: readonly string[],
  ) {
    for (const text of texts)
      for (const length of [1, 2, 3])
        for (const gram of grams(text, length))
          if (!this.weights.has(gram))
            this.weights.set(
              gram,
              Float64Array.from({ length: labels }, (_, i) => (gram.charCodeAt(0) * (i + 1)) % 7),
            );
  }

  /** @returns the number of the likeliest label */
  classify(text: string): number {
    const scores = new Float64Array(this.labels);
    for (const length of [1, 2, 3])
      for (let i = 0; i + length <= text.length; i += 1) {
        const weights = this.weights.get(text.slice(i, i + length));
        if (weights) for (let label = 0; label < this.labels; label += 1) scores[label]! += weights[label]!;
      }
    return scores.indexOf(Math.max(...scores));
  }
}

/** One search for each word. */
export const wordsByIncludes = (text: string, words: readonly string[]): number =>
  words.filter((word) => text.includes(word)).length;

/** One pattern for each word. */
export const wordsByPattern = (text: string, patterns: readonly RegExp[]): number =>
  patterns.filter((pattern) => pattern.test(text)).length;

/** Every stretch of the text is looked up. */
export function placesByLookup(text: string, names: ReadonlySet<string>, longest: number): number {
  let found = 0;
  for (let start = 0; start < text.length; start += 1)
    for (let length = 2; length <= longest; length += 1)
      if (names.has(text.slice(start, start + length))) found += 1;
  return found;
}
