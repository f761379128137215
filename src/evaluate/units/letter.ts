import { UsageError } from '../../command.js';
import { readRows, stringOf } from '../../lines.js';

/** A letter and who officially replied to it. */
export interface Letter {
  id: string;
  title: string;
  text: string;
  /** The unit as it signed the reply: A3区教育局. */
  unit: string;
  /** Its kind: 教育. */
  family: string;
}

/** @throws UsageError when a row lacks its family, or the rows hold but one */
export async function readLetters(file: string): Promise<Letter[]> {
  const letters = (await readRows(file)).map((row, i): Letter => {
    const [title, text, unit, family] = ['title', 'text', 'unit', 'family'].map((key) => stringOf(row[key]));
    if (!family || !(title || text))
      throw new UsageError(`${file}: row ${i + 1}: needs family and title or text`);
    return { id: `${i}`, title: title ?? '', text: text ?? '', unit: unit ?? '', family };
  });
  if (new Set(letters.map(({ family }) => family)).size < 2)
    throw new UsageError(`${file}: all letters went to one family`);
  return letters;
}

export const bodyOf = ({ title, text }: Letter): string => `${title}\n${text}`;

/**
 * Deals the letters out: each family evenly over the folds, in the order of the file and on from where the one before ended.
 * @returns the fold of each letter, 0…folds−1
 */
export function dealFolds(letters: readonly Letter[], folds: number): number[] {
  const families = new Map<string, number[]>();
  for (const [i, { family }] of letters.entries()) families.set(family, [...(families.get(family) ?? []), i]);
  const fold = letters.map(() => 0);
  let next = 0;
  for (const indices of [...families.values()].toSorted((a, b) => b.length - a.length))
    for (const i of indices) fold[i] = next++ % folds;
  return fold;
}
