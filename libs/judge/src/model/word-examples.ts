import type { Directory } from '#jurisdiction';
import type { Example } from './judge-models.js';

/**
 * The words of topics, each as a short text: a text that has only part of such a word, or an inflection of it, is near
 * them all the same. They teach nothing but their own topic and field.
 */
export function wordExamples({ profile }: Directory): Example[] {
  return profile.topics.flatMap(({ no, field, words }) =>
    partsOf(words).map((text) => ({ text, topic: no, ...(field && { label: field }) })),
  );
}

/** The parts of word expressions (`a+b`, `a|b~c`); a single sign says too little. */
const partsOf = (words: readonly string[]): string[] => [
  ...new Set(words.flatMap((word) => word.split(/[+|~]/)).filter((part) => part.length > 1)),
];
