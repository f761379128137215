import { Directory, type DirectoryKind, type EntryBody, type Profile } from '#jurisdiction';
import type { StoredEdit } from '#jurisdiction/service';
import { rejudges, type Sides } from './dry-runner.js';

/** Kinds that alter who is told when, never whose job it is. */
const NO_ROUTING: ReadonlySet<DirectoryKind> = new Set([
  'deadlines',
  'clocks',
  'policies',
  'portfolios',
  'outlets',
  'templates',
  'calendar',
]);
/** Parts that hold words by which texts are recognised. */
const WORDS = ['name', 'aliases', 'words', 'base', 'shortNames'];

/** Some of the edits can change whose job something is. */
export const altersRouting = (edits: readonly StoredEdit[]): boolean =>
  edits.some(({ kind }) => !NO_ROUTING.has(kind));

/**
 * The directory as it stands beside what it would be.
 * @param now dates that lie ahead are looked at from the day on which all of them hold
 */
export function sidesOf(before: Directory, profile: Profile, edits: readonly StoredEdit[], now: Date) {
  const dates = edits.flatMap(({ before: old, body }) => datesOf(old, body));
  const last = dates.map((day) => new Date(`${day}T12:00:00+08:00`)).reduce((a, b) => (b > a ? b : a), now);
  const sides: Sides = {
    before,
    after: new Directory(profile, `${before.version}+`),
    rejudges: rejudges(edits.map(({ kind }) => kind)),
    asOf: dates.length > 0 ? last : null,
    newWords: edits.flatMap(({ before: old, body }) => newWordsIn(old, body)),
  };
  return { sides, asOf: last };
}

/** First days on which something is different: of a beginning, and after an end. */
function datesOf(old: EntryBody | null, body: EntryBody | null): string[] {
  const { validFrom, validTo } = body ?? {};
  const from = typeof validFrom === 'string' && validFrom !== old?.['validFrom'] ? [validFrom] : [];
  const to = typeof validTo === 'string' && validTo !== old?.['validTo'] ? [dayAfter(validTo)] : [];
  return [...from, ...to];
}

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

function newWordsIn(old: EntryBody | null, body: EntryBody | null): string[] {
  const words = (entry: EntryBody | null): string[] =>
    WORDS.flatMap((part) => entry?.[part] ?? [])
      .flat()
      .filter((word): word is string => typeof word === 'string');
  const known = new Set(words(old));
  // `a+b`: both words; one of them is enough to look again.
  return words(body).flatMap((word) => (known.has(word) ? [] : (word.split('+')[0] ?? [])));
}
