import type { Directory } from '../directory.js';
import { compileWords, type WordMatcher } from './matcher.js';

const matchers = new WeakMap<Directory, WordMatcher<string>>();

/**
 * The words that mark a text as a state or work secret (signal `classified` of the profile); empty when there are none.
 * Asked before anything is stored (RT-00; domain.zh.md (f)9): what is found is kept as hash and time only.
 */
export function classifiedWords(directory: Directory, text: string): string[] {
  let matcher = matchers.get(directory);
  if (!matcher) {
    const lists = directory.profile.signals.filter((signal) => signal.kind === 'classified');
    matcher = compileWords(
      lists.map((list) => ({ key: list.kind, words: list.words, notWords: list.notWords })),
    );
    matchers.set(directory, matcher);
  }
  const words = matcher.match(text).flatMap((match) => match.spots.map((spot) => spot.word));
  return [...new Set(words)];
}
