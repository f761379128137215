import type { Reason } from '#incidents';
import type { Finding } from './types.js';

interface Spot {
  start: number;
  end: number;
}

/** A finding with what is not said left at its plainest. */
export const finding = (what: string, more: Partial<Finding> = {}): Finding => ({
  kept: true,
  what,
  because: '',
  rule: null,
  score: null,
  marks: [],
  ...more,
});

export const marksOf = (spots: readonly Spot[]): [number, number][] =>
  spots.map(({ start, end }) => [start, end]);

/** Every place of the text at which one of the words stands. */
export function marksIn(text: string, words: readonly string[] | undefined): [number, number][] {
  return [...new Set(words)].filter(Boolean).flatMap((word) => {
    const found: [number, number][] = [];
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length))
      found.push([at, at + word.length]);
    return found;
  });
}

/** A reason of a decision as a finding. */
export const ofReason = (text: string, { rule, because, words }: Reason, what: string): Finding =>
  finding(what, { because, rule, marks: marksIn(text, words) });

/** `；` between, or what to say when there is nothing. */
export const listed = (parts: readonly string[], none: string): string => parts.join('、') || none;
