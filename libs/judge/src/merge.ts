import {
  compareEventLevels,
  withSettled,
  type BodyHit,
  type Judgement,
  type Reason,
  type Signal,
  type TopicHit,
} from '#incidents';
import type { Directory } from '#jurisdiction';
import { flagsOf } from './flags.js';
import { withoutSuspected } from './levels/event.js';
import type { Heat } from './levels/heat-parts.js';
import { mergedLevels, withoutRuledOut } from './levels/merge-levels.js';
import { NOTHING_RAISES } from './levels/opinion.js';
import { mergedClaim } from './claim.js';
import { mergedFacts } from './facts/merge-facts.js';
import { slowBurn } from './levels/slow-burn.js';
import { mergedAsides, mergedPlaces } from './places/merge-places.js';

/**
 * The judgement of an incident that grows by an item. Places, bodies, subjects and circumstances are united; figures take
 * the newest known; both levels only ever go up (OP-8: down is for people); OP-9 lifts what goes on for long.
 */
export function mergeJudgements(
  current: Judgement,
  added: Judgement,
  heat: Heat,
  directory: Directory,
): Judgement {
  const told = withoutRuledOut(current, added);
  const event = compareEventLevels(told.eventLevel, current.eventLevel) > 0 ? told : current;
  const slow = slowBurn(heat, directory);
  const levels = mergedLevels(current, told, { heat, slow }, directory);
  const under = withSettled(current, null);
  const figures = mergedFacts(under, added, directory.version);
  const mustRespond = [...new Set([...current.mustRespond, ...added.mustRespond, ...(slow ? ['MR-2'] : [])])];
  const places = mergedPlaces(current.places, added.places);
  const found = {
    relevant: current.relevant || added.relevant,
    outOfJurisdiction: current.outOfJurisdiction && added.outOfJurisdiction,
    isMatter: current.isMatter || added.isMatter,
    fields: mergedFields(current.fields, added.fields),
    ...mergedFieldWords(current.fieldWords, added.fieldWords),
    topics: mergedTopics(current.topics, added.topics),
    places,
    ...mergedAsides(current, added, places),
    bodies: mergedBodies(current.bodies, added.bodies),
    signals: mergedSignals(current.signals, added.signals),
    facts: figures.facts,
    figures: figures.figures,
    happenedAt: earliest(current.happenedAt, added.happenedAt),
    eventRule: event.eventRule ?? current.eventRule ?? added.eventRule,
    tone: current.tone === 'negative' || added.tone === 'negative' ? ('negative' as const) : added.tone,
    eventLevel: event.eventLevel,
    provisional: isProvisional(current, told),
    ...levels.found,
    ...(current.ruledOut && { ruledOut: current.ruledOut }),
    mustRespond: mustRespond.toSorted(),
    moods: union(current.moods ?? [], added.moods ?? []),
    claim: mergedClaim(under.claim, added.claim),
  };
  const why = uniqueReasons([...current.why, ...added.why, ...figures.why, ...levels.why]);
  const grown = { ...found, flags: mergedFlags(current, added, found, directory), why };
  return withSettled(grown, current.settled);
}

/** Words kept of one finding; more mark no text better. */
const MOST_WORDS = 24;

/** The matter began when the earliest of its items says; the more exact of two that agree. */
function earliest(a: string | null = null, b: string | null = null): string | null {
  if (a === null || b === null) return a ?? b;
  if (a.startsWith(b) || b.startsWith(a)) return a.length >= b.length ? a : b;
  return a < b ? a : b;
}

/** The suspicion ends when an item tells the same level or a higher one without it. */
function isProvisional(current: Judgement, added: Judgement): boolean {
  const higher = compareEventLevels(added.eventLevel, current.eventLevel);
  if (higher === 0) return current.provisional && added.provisional;
  return higher > 0 ? added.provisional : current.provisional;
}

function mergedFields(current: Judgement['fields'], added: Judgement['fields']): Judgement['fields'] {
  const best = new Map<string, number>();
  for (const { name, score } of [...current, ...added]) best.set(name, Math.max(best.get(name) ?? 0, score));
  return [...best].map(([name, score]) => ({ name, score }));
}

/** What speaks for a field that the model found, in whichever item. */
function mergedFieldWords(
  current: Judgement['fieldWords'],
  added: Judgement['fieldWords'],
): Pick<Judgement, 'fieldWords'> {
  if (!current || !added) return current || added ? { fieldWords: current ?? added } : {};
  const merged = new Map(current.map(({ field, words }) => [field, words]));
  for (const { field, words } of added)
    merged.set(field, union(merged.get(field) ?? [], words).slice(0, MOST_WORDS));
  return { fieldWords: [...merged].map(([field, words]) => ({ field, words })) };
}

const union = <T>(a: readonly T[], b: readonly T[]): T[] => [...new Set([...a, ...b])];

/** A topic of which a word stands in one of the texts puts aside what the model made of the others. */
function mergedTopics(current: readonly TopicHit[], added: readonly TopicHit[]): TopicHit[] {
  const all = [...current, ...added];
  const named = all.filter(({ learned }) => !learned);
  const merged = new Map<number, TopicHit>();
  for (const topic of named.length > 0 ? named : all) {
    const known = merged.get(topic.no);
    merged.set(topic.no, known ? uniteTopic(known, topic) : topic);
  }
  return [...merged.values()];
}

function uniteTopic(known: TopicHit, topic: TopicHit): TopicHit {
  const onDuty = union(known.onDuty, topic.onDuty);
  return {
    ...known,
    onDuty,
    assisting: union(known.assisting, topic.assisting).filter((unit) => !onDuty.includes(unit)),
    score: Math.max(known.score, topic.score),
    words: union(known.words, topic.words),
  };
}

function mergedBodies(current: readonly BodyHit[], added: readonly BodyHit[]): BodyHit[] {
  const merged = new Map<string, BodyHit>();
  for (const body of [...current, ...added]) {
    const key = `${body.kind}:${body.unit ?? body.words[0] ?? ''}`;
    const known = merged.get(key);
    merged.set(key, known ? uniteBody(known, body) : body);
  }
  return [...merged.values()];
}

function uniteBody(known: BodyHit, body: BodyHit): BodyHit {
  const { landmark, conduct, ...rest } = known;
  return {
    ...rest,
    words: union(known.words, body.words),
    ...(landmark && body.landmark ? { landmark: true } : {}),
    ...(conduct || body.conduct ? { conduct: true } : {}),
  };
}

function mergedSignals(current: readonly Signal[], added: readonly Signal[]): Signal[] {
  const merged = new Map<string, Signal>();
  for (const signal of [...current, ...added]) {
    const known = merged.get(signal.kind);
    const unit = known?.unit ?? signal.unit;
    const words = known ? union(known.words, signal.words) : signal.words;
    merged.set(signal.kind, { kind: signal.kind, words, ...(unit ? { unit } : {}) });
  }
  return [...merged.values()];
}

/** Flags follow from the merged findings; those of routing or of a person are kept. */
function mergedFlags(
  current: Judgement,
  added: Judgement,
  found: Omit<Judgement, 'flags' | 'why'>,
  directory: Directory,
): Judgement['flags'] {
  const own = flagsOf(found, (place) => directory.beginsWithPlace(place));
  const kept = union(current.flags, added.flags).filter(
    (flag) => flag === 'renamed_unit' || flag === 'recurrent',
  );
  return union(own, kept);
}

function uniqueReasons(reasons: readonly Reason[]): Reason[] {
  const seen = new Map<string, Reason>();
  for (const reason of reasons) {
    const key = `${reason.rule} ${reason.because}`;
    const known = seen.get(key);
    seen.set(key, known ? withWordsOf(reason, known) : reason);
  }
  const all = withoutSuspected([...seen.values()]);
  const raised = all.some(({ rule, because }) => rule.startsWith('OP-') && because !== NOTHING_RAISES);
  return raised ? all.filter(({ because }) => because !== NOTHING_RAISES) : all;
}

/** The same told of several items rests on the words of each, so that they can be marked in each. */
function withWordsOf(reason: Reason, known: Reason): Reason {
  if (!known.words || known.words === reason.words) return reason;
  return { ...reason, words: union(known.words, reason.words ?? []).slice(0, MOST_WORDS) };
}
