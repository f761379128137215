import type { Reason } from '#incidents';
import type { WordSpot } from '#jurisdiction';
import { wordsOf, type Reading } from '../text/reading.js';

/** A subject and the harm done to it belong together only within this many characters. */
const NEAR = 40;

/**
 * OP-6: sensitive factors with a stated harm, breach or conflict, or such a harm on a sensitive date; the subject alone
 * is not enough (domain.zh.md (f)3, (f)8).
 */
export function sensitiveReasons(reading: Reading, dead: number | null): Reason[] {
  const { sensitive, harms, generalHarm } = reading.words;
  const harmed = new Map(harms.map(({ key, spots }) => [key, spots]));
  const reasons: Reason[] = [];
  for (const { key: factor, spots } of sensitive) {
    const pair = nearest(spots, harmed.get(factor) ?? []);
    if (pair) reasons.push(reason(reading, `${factor.name}，且文中陈述了损害、违法或冲突。`, wordsOf(pair)));
  }
  if (reasons.length === 0 && dead !== null && dead > 0)
    reasons.push(reason(reading, `文中称有${dead}人死亡。`, []));
  const date = sensitiveDate(reading);
  const harm = date ? generalHarm[0] : undefined;
  if (date && harm)
    reasons.push(reason(reading, `正值${date}，且文中陈述了损害、违法或冲突。`, wordsOf(harm.spots)));
  return reasons;
}

const reason = (reading: Reading, because: string, words: string[]): Reason => ({
  rule: 'OP-6',
  version: reading.directory.version,
  because,
  words,
});

function nearest(subjects: readonly WordSpot[], harms: readonly WordSpot[]): WordSpot[] | null {
  for (const subject of subjects)
    for (const harm of harms)
      if (Math.max(subject.start - harm.end, harm.start - subject.end) <= NEAR) return [subject, harm];
  return null;
}

/** The sensitive date the item falls on; the profile gives yearly days (11-01) or days of one year (2027-02-05). */
export function sensitiveDate(reading: Reading): string | undefined {
  if (!reading.dated) return undefined;
  const day = new Date(reading.at.getTime() + 8 * 3600_000).toISOString().slice(0, 10);
  const dates = reading.directory.profile.jurisdiction.sensitiveDates;
  return dates.find(({ from, to }) => from <= day.slice(-from.length) && day.slice(-to.length) <= to)?.name;
}
