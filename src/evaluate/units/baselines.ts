import type { Letter } from './letter.js';
import { bodyOf } from './letter.js';
import type { Ranking } from './rank.js';
import { learnWords } from './words.js';

/** Always the families with the most training letters. */
export function majority(training: readonly Letter[]): Ranking {
  const counts = new Map<string, number>();
  for (const { family } of training) counts.set(family, (counts.get(family) ?? 0) + 1);
  const order = [...counts].toSorted((a, b) => b[1] - a[1]).map(([family]) => family);
  return () => order;
}

/** The family of whose words, learned from the training letters, the most stand in the letter; else the larger family. */
export function keywords(training: readonly Letter[]): Ranking {
  const words = learnWords(training, { support: 3, precision: 0.8 });
  const larger = majority(training);
  return (letter) => {
    const text = bodyOf(letter);
    const found = (family: string) => (words.get(family) ?? []).filter((word) => text.includes(word)).length;
    return larger(letter)
      .map((family) => ({ family, count: found(family) }))
      .toSorted((a, b) => b.count - a.count)
      .map(({ family }) => family);
  };
}
