import { normaliseText } from './normalise.js';
import { gramHashes, overlap } from './minhash.js';

/** How rare pieces of 1 to 4 signs are in a collection of texts. */
export class Rarity {
  private readonly documents = new Map<string, number>();
  private count = 0;

  /** Counts a text. */
  learn(text: string): void {
    this.count++;
    for (const piece of pieces(normaliseText(text)))
      this.documents.set(piece, (this.documents.get(piece) ?? 0) + 1);
  }

  of(piece: string): number {
    return Math.log((this.count + 2) / ((this.documents.get(piece) ?? 0) + 1));
  }
}

function* pieces(text: string): Generator<string> {
  const seen = new Set<string>();
  for (let n = 1; n <= 4; n++)
    for (let i = 0; i + n <= text.length; i++) {
      const piece = text.slice(i, i + n);
      if (seen.has(piece)) continue;
      seen.add(piece);
      yield piece;
    }
}

/**
 * What tells whether two short texts report one event: shared wording by rarity, the longest common piece, numbers,
 * quoted names, lengths. Symmetric in its two texts.
 */
export function pairFeatures(one: string, two: string, rarity: Rarity): Float64Array {
  const a = normaliseText(one);
  const b = normaliseText(two);
  const features: number[] = [];
  for (let n = 1; n <= 4; n++) features.push(...shared(a, b, n, rarity));
  const common = longestCommon(a, b);
  const shorter = Math.min(a.length, b.length);
  const longer = Math.max(a.length, b.length);
  const whole = overlap(gramHashes(a), gramHashes(b));
  features.push(
    common.length,
    common.length / Math.max(1, shorter),
    Math.max(0, ...bigrams(common).map((piece) => rarity.of(piece))),
    bigrams(common).reduce((sum, piece) => sum + rarity.of(piece), 0),
    whole.jaccard,
    whole.containment,
    shorter,
    longer,
    shorter / Math.max(1, longer),
    ...agreement(numbers(a), numbers(b)),
    ...agreement(quoted(one), quoted(two)),
    ...agreement(latin(a), latin(b)),
  );
  return Float64Array.from(features);
}

/** Cosine by rarity, share of the rarer text's weight, and weight of the rarest three shared pieces of n signs. */
function shared(a: string, b: string, n: number, rarity: Rarity): number[] {
  const left = grams(a, n);
  const right = grams(b, n);
  const weight = (pieces: Set<string>, power: number) => {
    let sum = 0;
    for (const piece of pieces) sum += rarity.of(piece) ** power;
    return sum;
  };
  const both = new Set([...left].filter((piece) => right.has(piece)));
  const rarest = [...both].map((piece) => rarity.of(piece)).sort((x, y) => y - x);
  const lighter = Math.min(weight(left, 1), weight(right, 1));
  return [
    weight(both, 2) / (Math.sqrt(weight(left, 2) * weight(right, 2)) || 1),
    lighter > 0 ? weight(both, 1) / lighter : 0,
    (rarest[0] ?? 0) + (rarest[1] ?? 0) + (rarest[2] ?? 0),
    both.size,
  ];
}

/** How many of the smaller list stand in the other; −1 when one is empty. And how many it has. */
function agreement(a: Set<string>, b: Set<string>): [number, number] {
  const fewer = Math.min(a.size, b.size);
  if (fewer === 0) return [-1, Math.max(a.size, b.size) > 0 ? 1 : 0];
  return [[...a].filter((one) => b.has(one)).length / fewer, fewer + 1];
}

const numbers = (text: string) => new Set(text.match(/\d+(·\d+)*/g) ?? []);
const latin = (text: string) => new Set(text.match(/[a-z]{2,}/g) ?? []);
const quoted = (text: string) =>
  new Set([...text.matchAll(/[《“"「]([^》”"」]{2,20})[》”"」]/gu)].map((match) => match[1]!.toLowerCase()));

function grams(text: string, n: number): Set<string> {
  const found = new Set<string>();
  for (let i = 0; i + n <= text.length; i++) found.add(text.slice(i, i + n));
  return found;
}

const bigrams = (text: string) => [...grams(text, 2)];

function longestCommon(a: string, b: string): string {
  let best = '';
  let before = new Uint16Array(b.length + 1);
  for (let i = 1; i <= a.length; i++) {
    const row = new Uint16Array(b.length + 1);
    for (let j = 1; j <= b.length; j++) {
      if (a[i - 1] !== b[j - 1]) continue;
      row[j] = before[j - 1]! + 1;
      if (row[j]! > best.length) best = a.slice(i - row[j]!, i);
    }
    before = row;
  }
  return best;
}
