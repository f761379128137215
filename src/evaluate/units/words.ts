import { bodyOf, type Letter } from './letter.js';

/** How sure a word must be of its family to stand in a topic. */
export interface WordChoice {
  /** Training letters of the family that hold it, at least. */
  support: number;
  /** Share of the training letters with the word that are of the family, at least; one letter of another is taken as given. */
  precision: number;
}

const LONGEST = 4;

/** For each family the words (2 to 4 signs) that tell it from the others, learned from its letters. */
export function learnWords(
  letters: readonly Letter[],
  { support, precision }: WordChoice,
): Map<string, string[]> {
  const counts = new Map<string, Map<string, number>>();
  for (const letter of letters)
    for (const gram of gramsOf(bodyOf(letter))) {
      const byFamily = counts.get(gram) ?? new Map<string, number>();
      byFamily.set(letter.family, (byFamily.get(letter.family) ?? 0) + 1);
      counts.set(gram, byFamily);
    }
  const words = new Map<string, string[]>();
  for (const [gram, byFamily] of counts) {
    const all = [...byFamily.values()].reduce((sum, n) => sum + n, 0);
    for (const [family, own] of byFamily)
      if (own >= support && own / (all + 0.5) >= precision)
        words.set(family, [...(words.get(family) ?? []), gram]);
  }
  return new Map([...words].map(([family, grams]) => [family, withoutParts(grams)]));
}

/** Runs of Chinese signs, cut into every word of 2 to 4 signs, each once. */
export function gramsOf(text: string): Set<string> {
  const grams = new Set<string>();
  for (const run of text.match(/\p{Script=Han}+/gu) ?? [])
    for (let length = 2; length <= LONGEST; length += 1)
      for (let start = 0; start + length <= run.length; start += 1)
        grams.add(run.slice(start, start + length));
  return grams;
}

/** Of 教育局, 教育 and 育局 the shorter ones say it all: a word that holds another chosen one adds nothing. */
function withoutParts(grams: string[]): string[] {
  const chosen = new Set(grams);
  return grams.filter((gram) => {
    for (let length = 2; length < gram.length; length += 1)
      for (let start = 0; start + length <= gram.length; start += 1)
        if (chosen.has(gram.slice(start, start + length))) return false;
    return true;
  });
}
