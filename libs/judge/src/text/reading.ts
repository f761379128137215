import type { Item } from '#incidents';
import type { Directory } from '#jurisdiction';
import { toldOnly } from './untold.js';
import { profileWords, type FoundWords } from '../words/profile-words.js';

/** An item laid out for judging: title and text as one string, with offsets that hold for both. */
export interface Reading {
  item: Item;
  directory: Directory;
  /** Title, line break, text. */
  full: string;
  /** `full` without comparisons and feared harm, of the same length: what happened. */
  told: string;
  /** Offset behind the title; 0 without one. */
  titleEnd: number;
  /** A source of this city: the matter is ours unless another place is named. */
  local: boolean;
  /** The item's own time: discovery, else publication; undated items are read with today's names. */
  at: Date;
  dated: boolean;
  /** The words of the profile that stand in it. */
  words: FoundWords;
  /** Where somebody wants to see what was left out, and why; absent in the chain. */
  rejected?: Rejected[] | undefined;
}

/** A place or topic whose words stand in the text and that does not count. */
export interface Rejected {
  kind: 'place' | 'topic';
  name: string;
  /** One Chinese sentence. */
  because: string;
  spots: readonly { word: string; start: number; end: number }[];
}

/** Longer texts are collections or mischief: what they are about is read from so many characters of their beginning. */
const LONGEST = 20_000;
export const beginningOf = (text: string | undefined): string => text?.slice(0, LONGEST) ?? '';

/** Undated items are read by the names that hold after every change of the directory. */
const AFTER_ALL_CHANGES = new Date('2100-01-01T00:00:00+08:00');

export function read(item: Item, directory: Directory, rejected?: Rejected[]): Reading {
  const title = beginningOf(item.title?.trim());
  const text = beginningOf(item.text?.trim());
  const repeats = title !== '' && text.startsWith(title);
  const full = title === '' || repeats ? text : `${title}\n${text}`;
  const time = Date.parse(item.discoveredAt ?? item.publishedAt ?? '');
  const told = toldOnly(full);
  return {
    item,
    directory,
    full,
    told,
    titleEnd: title.length,
    local: item.source?.scope === 'local',
    at: Number.isNaN(time) ? AFTER_ALL_CHANGES : new Date(time),
    dated: !Number.isNaN(time),
    words: profileWords(directory)(told),
    rejected,
  };
}

const SENTENCE = 1;
const CLAUSE = 2;
/** What each sign ends. */
const ENDS = new Uint8Array(65_536);
for (const sign of '，,。！？!?；;：:\n、“”"（）()') ENDS[sign.charCodeAt(0)]! |= CLAUSE;
for (const sign of '。！？!?；;\n') ENDS[sign.charCodeAt(0)]! |= SENTENCE;

/** The sentence around an offset, as [start, end). */
export const sentenceAt = (text: string, at: number): [number, number] => stretch(text, at, SENTENCE);
/** The clause around an offset, as [start, end). */
export const clauseAt = (text: string, at: number): [number, number] => stretch(text, at, CLAUSE);

function stretch(text: string, at: number, kind: number): [number, number] {
  let start = at;
  while (start > 0 && (ENDS[text.charCodeAt(start - 1)]! & kind) === 0) start -= 1;
  let end = at;
  while (end < text.length && (ENDS[text.charCodeAt(end)]! & kind) === 0) end += 1;
  return [start, end];
}

/** The literal words of spots, each once, in order. */
export const wordsOf = (spots: readonly { word: string }[]): string[] => [
  ...new Set(spots.map((spot) => spot.word)),
];
