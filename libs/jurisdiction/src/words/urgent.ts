import type { Directory } from '../directory.js';
import { compileWords, type WordMatcher } from './matcher.js';

interface Matchers {
  severe: WordMatcher<'severe'>;
  ours: WordMatcher<'ours'>;
}
const matchers = new WeakMap<Directory, Matchers>();
/** A name of one or two signs stands in too many words. */
const SHORTEST = 3;

/**
 * Whether a text looks like an emergency of ours before it is judged: words of the tables of emergencies together with a
 * place of the city, or from a source of the city. A guess that costs microseconds; it decides nothing but who is judged
 * first (EMM's fast lane, pipeline.md).
 */
export function looksUrgent(directory: Directory, text: string, local: boolean): boolean {
  let known = matchers.get(directory);
  if (!known) {
    known = { severe: severeWords(directory), ours: placeWords(directory) };
    matchers.set(directory, known);
  }
  if (known.severe.match(text).length === 0) return false;
  return local || known.ours.match(text).length > 0;
}

function severeWords({ profile }: Directory): WordMatcher<'severe'> {
  const lists = profile.levels.eventRules.map(({ words, notWords }) => ({
    key: 'severe' as const,
    words,
    notWords,
  }));
  return compileWords(lists);
}

function placeWords({ profile }: Directory): WordMatcher<'ours'> {
  const names = profile.places.flatMap(({ name, aliases }) => [name, ...aliases]);
  const { name, shortNames } = profile.jurisdiction;
  const long = names.filter((word) => word.length >= SHORTEST);
  return compileWords([{ key: 'ours', words: [...new Set([name, ...shortNames, ...long])] }]);
}
