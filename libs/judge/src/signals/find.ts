import type { BodyHit, PlaceHit, Signal, SignalKind } from '#incidents';
import type { WordSpot } from '#jurisdiction';
import { sentenceAt, wordsOf, type Reading } from '../text/reading.js';
import { oldEvent } from './old-event.js';

export interface SignalFinding {
  signal: Signal;
  spots: WordSpot[];
}

/** What the other findings say, for signals that words alone do not decide. */
export interface SignalContext {
  bodies: readonly BodyHit[];
  places: readonly PlaceHit[];
  hasTopics: boolean;
}

/** Circumstances of the text that the rules ask for (signals.json), each kind once. */
export function findSignals(reading: Reading, context: SignalContext): SignalFinding[] {
  const byKind = new Map<SignalKind, WordSpot[]>();
  for (const { key, spots } of reading.words.signals) byKind.set(key, [...(byKind.get(key) ?? []), ...spots]);
  const findings = [...byKind]
    .filter(([kind, spots]) => holds(kind, spots, reading, context))
    .map(([kind, spots]) => finding(kind, spots, context));
  const old = oldEvent(reading);
  if (old) findings.push({ signal: { kind: 'old_event', words: old.words }, spots: [] });
  return findings;
}

function finding(kind: SignalKind, spots: WordSpot[], context: SignalContext): SignalFinding {
  const unit = unitOf(kind, context.bodies);
  return { signal: { kind, words: wordsOf(spots), ...(unit ? { unit } : {}) }, spots };
}

/** The unit accused (RT-05), the drafter of the policy (RT-15), the superior (RT-02). */
function unitOf(kind: SignalKind, bodies: readonly BodyHit[]): string | undefined {
  const ours = bodies.find(
    (body) => (body.kind === 'unit' || body.kind === 'station') && !body.landmark && body.unit,
  );
  if (kind === 'misconduct' || kind === 'policy_misread') return ours?.unit;
  if (kind === 'superior_matter') return bodies.find((body) => body.kind === 'superior')?.unit;
  return undefined;
}

function holds(kind: SignalKind, spots: WordSpot[], reading: Reading, context: SignalContext): boolean {
  if (kind === 'not_government') return !context.hasTopics && !context.bodies.some(isOwnConduct);
  if (kind === 'crosses_border') return crossesBorder(reading, context.places);
  if (kind === 'superior_matter') return !aboutOurPart(spots, reading);
  if (kind === 'drill') return spots.some((spot) => isSubject(spot, reading));
  return true;
}

const isOwnConduct = (body: BodyHit): boolean =>
  body.conduct === true && (body.kind === 'unit' || body.kind === 'station');

/** RT-03 needs both sides: the words of a border and a place beyond it. */
function crossesBorder(reading: Reading, places: readonly PlaceHit[]): boolean {
  const outside = places.some((place) => place.kind === 'outside');
  return outside && (reading.local || places.some((place) => place.kind !== 'outside'));
}

/** "国家政策明明有，我们村就是不给办": the complaint is about how it is carried out here, not about the policy. */
function aboutOurPart(spots: WordSpot[], reading: Reading): boolean {
  const LOCAL_PART =
    /(?:不给|不按|没按|未按|不执行|不落实|没落实|未落实|没有落实|打折扣|拖着不|不发|没发|未发|截留|走样|变相|落实不到位|执行不到位)/u;
  return spots.some((spot) => LOCAL_PART.test(reading.full.slice(...sentenceAt(reading.full, spot.start))));
}

/** A drill is the matter when its title or opening sentence says so. */
function isSubject(spot: WordSpot, reading: Reading): boolean {
  const first = Math.max(sentenceAt(reading.full, 0)[1], reading.titleEnd);
  return spot.start <= first || /举行|开展|组织|模拟|假设|科目|圆满|桌面推演/u.test(reading.full);
}
