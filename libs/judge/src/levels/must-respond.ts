import { compareOpinionLevels, type Reason, type Signal } from '#incidents';
import type { Levels } from '#jurisdiction';
import type { EventFinding } from './event.js';
import type { OpinionFinding } from './opinion.js';
import type { SlowBurn } from './slow-burn.js';
import { wordsOf, type Reading } from '../text/reading.js';
import { isOnlyFeared } from '../text/untold.js';

/** Interests, morals and emergencies that a drill or a work of fiction tells of concern nobody (RT-54). */
const PLAYABLE: ReadonlySet<string> = new Set(['MR-2', 'MR-3', 'MR-4']);

type MustRule = Levels['mustRespond'][number];

export interface MustRespondFinding {
  ids: string[];
  why: Reason[];
}

/** 必须重点回应 (国办发〔2016〕61号, 五类; domain.zh.md 1.3): matters that must not end without an answer. */
export function judgeMustRespond(
  reading: Reading,
  found: { event: EventFinding; opinion: OpinionFinding; signals: readonly Signal[]; slow: SlowBurn | null },
): MustRespondFinding {
  const matches = new Map(reading.words.mustRespond.map(({ key, spots }) => [key, wordsOf(spots)]));
  const { mustRespond } = reading.directory.profile.levels;
  const signalWords = (kind: Signal['kind']) => found.signals.find((signal) => signal.kind === kind)?.words;
  /** The words each category rests on; undefined when it does not apply. */
  const shown: Record<string, () => string[] | undefined> = {
    'MR-1': () => signalWords('policy_misread'),
    'MR-2': () =>
      compareOpinionLevels(found.opinion.level, '较大') >= 0
        ? (matches.get('MR-2') ?? (found.slow ? [] : sensitiveWords(found.opinion)))
        : undefined,
    'MR-3': () => signalWords('moral_outrage'),
    'MR-4': () => emergency(found, toldAsHappening(reading)),
    'MR-5': () => (reading.item.assignedBySuperior ? [] : signalWords('superior_order')),
    'MR-6': () =>
      reading.item.hotSearch === 'national' || reading.item.hotSearch === 'local' ? [] : undefined,
  };
  const played = found.signals.some(({ kind }) => kind === 'drill' || kind === 'fiction');
  const why: Reason[] = [];
  for (const rule of mustRespond.filter((row) => row.enabled)) {
    const words = played && PLAYABLE.has(rule.id) ? undefined : shown[rule.id]?.();
    if (words) why.push(mustReason(reading, rule, words));
  }
  return { ids: why.map((reason) => reason.rule), why };
}

/** A stated harm in a sensitive matter (OP-6) touches the public too, whatever the words. */
const sensitiveWords = ({ why }: OpinionFinding): string[] | undefined => {
  const reason = why.find(({ rule }) => rule === 'OP-6');
  return reason && (reason.words ?? []);
};

/** MR-4: a graded emergency, or words of one that is told as happening. */
function emergency(found: { event: EventFinding }, words: string[] | undefined): string[] | undefined {
  return words ?? (found.event.level === 'none' ? undefined : []);
}

/** Words of emergencies that stand at least once for what has happened; what is only feared is a hazard, not an emergency. */
function toldAsHappening({ told, words }: Reading): string[] | undefined {
  const found = words.mustRespond.find(({ key }) => key === 'MR-4');
  const happened = found?.spots.filter((spot) => !isOnlyFeared(told, spot)) ?? [];
  return happened.length > 0 ? wordsOf(happened) : undefined;
}

const mustReason = (reading: Reading, rule: MustRule, words: string[]): Reason => ({
  rule: rule.id,
  version: reading.directory.version,
  because: `${rule.name}，必须回应。`,
  ...(words.length > 0 ? { words } : {}),
});
