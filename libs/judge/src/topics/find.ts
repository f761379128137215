import type { TopicHit } from '#incidents';
import type { Topic, WordMatch } from '#jurisdiction';
import type { BodyFinding } from '../bodies/find.js';
import { isLandmark } from '../bodies/standing.js';
import { sentenceAt, wordsOf, type Reading } from '../text/reading.js';
import { isScenery } from './scenery.js';
import type { TopicKey } from '../words/lists.js';

/** Beside the best topic, one that has less than this share of its weight is a mere mention. */
const MENTION = 0.25;
/** A special topic displaces a general one only from this share of its weight on. */
const DISPLACES = 0.3;

interface Candidate {
  topic: Topic;
  match: WordMatch<TopicKey>;
  weight: number;
  inTitle: boolean;
}

/**
 * What the matter is about: the topics whose words stand in the text. A more special topic displaces a more general
 * one, and a body whose own conduct is the matter comes before the topics of the same sentence (domain (f)8).
 */
export function findTopics(reading: Reading, bodies: readonly BodyFinding[]): TopicHit[] {
  const matches = reading.words.topics;
  const duties = matches.filter((match) => match.key.duty !== null);
  const found = matches.filter((match) => match.key.duty === null).map((match) => candidate(reading, match));
  const claims = claimsOf(reading, bodies);
  const open = claims.length === 0 ? found : found.filter((one) => !claimedByBody(reading, one, claims));
  const told = beyondScenery(reading, open);
  const left = displaced(told);
  const best = strongest(left);
  if (reading.rejected) {
    passOver(reading, found, open, '同一句点明了另一单位自身的行为，不按这一主题。');
    passOver(reading, open, told, '相关字词只说明地点或当事人，不是所反映的事。');
    passOver(reading, told, left, '有更具体的主题，由其取代。');
    passOver(reading, left, best, '分量不到首要主题的四分之一，只是顺带提及。');
  }
  return best.map((found) => topicHit(reading, found, duties));
}

/** What a stage left out, for whoever wants to see it. */
function passOver(
  reading: Reading,
  before: readonly Candidate[],
  after: readonly Candidate[],
  because: string,
): void {
  for (const { topic, match } of before)
    if (!after.some((one) => one.topic === topic))
      reading.rejected?.push({ kind: 'topic', name: topic.name, because, spots: match.spots });
}

function candidate(reading: Reading, match: WordMatch<TopicKey>): Candidate {
  const words = new Set(match.spots.map((spot) => spot.word).filter((word) => word.length > 1));
  const inTitle = match.spots.some((spot) => spot.start < reading.titleEnd);
  return { topic: match.key.topic, match, weight: Math.max(1, words.size) + (inTitle ? 1 : 0), inTitle };
}

/** Units that may answer, named for their own conduct. */
const claimsOf = (reading: Reading, bodies: readonly BodyFinding[]): BodyFinding[] =>
  bodies.filter(
    ({ hit }) =>
      hit.conduct &&
      hit.unit &&
      (hit.kind === 'unit' || hit.kind === 'station') &&
      reading.directory.unit(hit.unit)?.respondent,
  );

/** All spots of the topic stand in sentences where another such unit is named. */
function claimedByBody(reading: Reading, found: Candidate, claims: readonly BodyFinding[]): boolean {
  const { topic, match } = found;
  if (topic.unit === '属地') return false;
  const units = [topic.unit, ...topic.assisting];
  // A superior's order names whom it is sent to; that says nothing of whose matter it is (RT-06).
  const ordered = reading.words.signals.some(({ key }) => key === 'superior_order');
  const own =
    ordered ||
    reading.item.assignedBySuperior ||
    claims.some(({ hit }) => isOneOf(reading, hit.unit!, units));
  if (own) return false;
  const claimed = claims.flatMap(({ spots }) => spots.map((spot) => sentenceAt(reading.full, spot.start)));
  return match.spots.every((spot) => claimed.some(([start, end]) => start <= spot.start && spot.end <= end));
}

const isOneOf = (reading: Reading, unit: string, names: readonly string[]): boolean =>
  names.some((name) => name === unit || reading.directory.dutyHolder(name, reading.at)?.unit.name === unit);

/**
 * A topic whose words all say where something is ("税务大厅门前的人行道") or to whom it happens ("五保户住的窑洞裂了") gives
 * way to what is the matter there.
 */
function beyondScenery(reading: Reading, candidates: Candidate[]): Candidate[] {
  const told = candidates.filter(({ match }) =>
    match.spots.some((spot) => !isLandmark(reading.full, spot.end) && !isScenery(reading.full, spot)),
  );
  return told.length > 0 ? told : candidates;
}

/** Heavier topics first, so that of two that displace each other the heavier stays; a mere mention displaces nothing. */
function displaced(candidates: Candidate[]): Candidate[] {
  const gone = new Set<number>();
  for (const { topic, weight } of byWeight(candidates)) {
    if (gone.has(topic.no)) continue;
    for (const other of candidates)
      if (topic.displaces.includes(other.topic.no) && weight >= other.weight * DISPLACES)
        gone.add(other.topic.no);
  }
  return candidates.filter(({ topic }) => !gone.has(topic.no));
}

const byWeight = (candidates: Candidate[]): Candidate[] =>
  candidates.toSorted((a, b) => b.weight - a.weight || a.topic.no - b.topic.no);

function strongest(candidates: Candidate[]): Candidate[] {
  const heaviest = Math.max(0, ...candidates.map(({ weight }) => weight));
  return byWeight(candidates).filter(({ weight }) => weight >= heaviest * MENTION);
}

function topicHit(reading: Reading, found: Candidate, duties: readonly WordMatch<TopicKey>[]): TopicHit {
  const { topic, match, weight } = found;
  const own = duties.filter((duty) => duty.key.topic === topic);
  const today = (name: string) => reading.directory.dutyHolder(name, reading.at)?.unit.name ?? name;
  const onDuty = own.map((duty) => today(duty.key.duty!));
  const assisting = topic.assisting.filter((name) => name !== '属地').map(today);
  return {
    no: topic.no,
    name: topic.name,
    unit: topic.unit === '属地' ? null : today(topic.unit),
    onDuty: [...new Set(onDuty)],
    assisting: assisting.filter((name) => !onDuty.includes(name)),
    score: Number((1 - 0.5 ** weight).toFixed(3)),
    words: [...new Set([...wordsOf(match.spots), ...own.flatMap((duty) => wordsOf(duty.spots))])],
  };
}
