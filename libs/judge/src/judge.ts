import type { Casualties, Item, Judgement, PlaceHit, Reason, Signal, TopicHit } from '#incidents';
import type { Directory } from '#jurisdiction';
import { findBodies, type BodyFinding } from './bodies/find.js';
import { readFigures, type Figures } from './facts/casualties.js';
import { flagsOf } from './flags.js';
import { judgeEvent } from './levels/event.js';
import { judgeMustRespond } from './levels/must-respond.js';
import { judgeOpinion } from './levels/opinion.js';
import type { Heat } from './levels/heat-parts.js';
import { slowBurn, statedHeat } from './levels/slow-burn.js';
import { noMatter } from './matter.js';
import { findPlaces } from './places/find.js';
import { judgeRelevance } from './places/relevance.js';
import { findingReasons } from './reasons.js';
import { findSignals, type SignalFinding } from './signals/find.js';
import { read, type Reading, type Rejected } from './text/reading.js';
import { claimOf } from './claim.js';
import { happenedAt } from './facts/happened.js';
import { moodsOf, toneOf } from './tone.js';
import { findTopics } from './topics/find.js';
import { learnedFields, learnedTopics, modelName, type LearnedModels } from './topics/learned.js';

/** What may help where the words of the profile are silent. */
export interface JudgeHelp {
  models?: LearnedModels | undefined;
  /** Filled on the way, for whoever wants to see each step; costs nothing where it is absent. */
  trace?: JudgeTrace;
}

/** What judging saw on its way and the judgement does not tell. */
export interface JudgeTrace {
  /** Places and topics passed over. */
  rejected: Rejected[];
  seen?: { reading: Reading; bodies: BodyFinding[]; signals: SignalFinding[]; figures: Figures };
}

/**
 * Judges one item (研判): relevance, places, bodies, subjects, circumstances, figures, both levels, must-respond.
 * Pure and deterministic; knows no time but the item's own. What a person has confirmed (`item.facts`) wins.
 */
export function judge(item: Item, directory: Directory, help: JudgeHelp = {}): Judgement {
  const reading = read(item, directory, help.trace?.rejected);
  const bodyFindings = findBodies(reading);
  const bodies = bodyFindings.map(({ hit }) => hit);
  const places = findPlaces(reading);
  const relevance = judgeRelevance(reading, places, bodies);
  const named = findTopics(reading, bodyFindings);
  const topics = named.length > 0 || !relevance.relevant ? named : learnedTopics(reading, help.models);
  const context = { bodies: bodyFindings, places: places.hits, topics };
  const signalFindings = findSignals(reading, context);
  const signals = signalFindings.map(({ signal }) => signal);
  const figures = readFigures(reading.told, reading.full, item.source);
  const event = judgeEvent(reading, figures, signalFindings);
  const heat = heatOf(reading, places.hits);
  const slow = slowBurn(heat, directory);
  const opinion = judgeOpinion(reading, event.level, { signals, slow, dead: figures.dead, heat });
  const must = judgeMustRespond(reading, { event, opinion, signals, slow });
  const { dead, injured, missing, trapped, atRisk } = figures;
  const facts: Casualties = { dead, injured, missing, trapped, atRisk };
  const seen = {
    relevant: relevance.relevant,
    outOfJurisdiction: relevance.outOfJurisdiction,
    ...fieldsOf(reading, topics, help),
    topics,
    places: places.hits,
    ...(places.asides.length > 0 && { asides: places.asides }),
    bodies,
    signals,
    facts,
    figures: figures.figures,
    happenedAt: whenHappened(reading, event.rule, figures),
    eventRule: event.rule,
    tone: toneOf(reading.full),
    moods: moodsOf(reading.full, reading.words.signals),
    eventLevel: event.level,
    provisional: event.provisional,
    opinionLevel: opinion.level,
    opinionConfirmed: opinion.confirmed,
    opinionBase: opinion.base,
    ...(opinion.beside !== opinion.base && { opinionBeside: opinion.beside }),
    opinionParts: opinion.parts,
    mustRespond: must.ids,
    claim: claimOf(reading.full, signals, { harm: event.rule !== null || figures.evidence.length > 0 }),
  };
  const idle = noMatter(reading, seen);
  const found = { ...seen, isMatter: idle === null };
  if (help.trace) help.trace.seen = { reading, bodies: bodyFindings, signals: signalFindings, figures };
  const renamed = renamedUnits(directory, topics);
  const isOurs = (place: string) => directory.beginsWithPlace(place);
  return {
    ...found,
    flags: [...flagsOf(found, isOurs), ...(renamed.length > 0 ? (['renamed_unit'] as const) : [])],
    why: [
      ...findingReasons(reading, relevance, { ...found, signals: told(signals) }, modelName(help.models)),
      ...renamed,
      ...event.why,
      ...opinion.why,
      ...must.why,
      ...(idle ? [idle] : []),
    ],
  };
}

/** How widely one item alone tells the matter; OP-9 holds already where it names that many townships or counts that many sources. */
function heatOf(reading: Reading, places: readonly PlaceHit[]): Heat {
  const certain = places.filter(({ kind, ambiguous }) => kind === 'township' && ambiguous.length === 0);
  const stated = statedHeat(reading.full) ?? { independentSources: 1, spanDays: 0 };
  return { ...stated, townships: certain.length, items: 1 };
}

/** Of what happened to somebody; a date in a complaint about a road is none. */
function whenHappened(
  { told, item, at, dated }: Reading,
  rule: string | null,
  { evidence }: Figures,
): string | null {
  const published = item.publishedAt ? new Date(item.publishedAt) : dated ? at : null;
  const known = published !== null && !Number.isNaN(published.getTime());
  return known && (rule !== null || evidence.length > 0) ? happenedAt(told, published) : null;
}

/** Harm is a step of OP-6 and stands in its reason already. */
const told = (signals: readonly Signal[]): Signal[] =>
  signals.filter((signal) => signal.kind !== 'harm_stated');

/** Fields of annex 1 from the topics; where no topic was found, from the model if one is given. */
function fieldsOf(
  reading: Reading,
  topics: readonly TopicHit[],
  { models }: JudgeHelp,
): Pick<Judgement, 'fields' | 'fieldWords'> {
  if (topics.length === 0) return learnedFields(reading, models);
  const best = new Map<string, number>();
  for (const topic of topics) {
    const name = reading.directory.topic(topic.no)?.field;
    if (name) best.set(name, Math.max(best.get(name) ?? 0, topic.score));
  }
  return { fields: [...best].map(([name, score]) => ({ name, score })) };
}

/** Topics whose unit of the directory has been renamed or merged since (RT-52). */
function renamedUnits(directory: Directory, topics: readonly TopicHit[]): Reason[] {
  return topics.flatMap((topic) => {
    const written = directory.topic(topic.no)?.unit;
    if (!written || !topic.unit || written === topic.unit) return [];
    const because = `“${written}”已更名或撤并，由${topic.unit}承继。`;
    return [{ rule: 'RT-52', version: directory.version, because, words: topic.words }];
  });
}
