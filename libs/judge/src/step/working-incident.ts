import {
  turnOf,
  withSettled,
  compareEventLevels,
  compareOpinionLevels,
  maskForUnits,
  type EventLevel,
  type Flag,
  type Judgement,
  type OpinionLevel,
} from '#incidents';
import { IncidentRow, flagsOf, takeEarlier, type ItemRow } from '#incidents/service';
import { heatPoints } from '../index.js';
import { timeOf } from './item-of.js';

const RESTRICTED: ReadonlySet<string> = new Set<Flag>(['misconduct_report', 'classified_content']);

/** A rise of one of the two levels. */
export interface Rise {
  axis: 'event' | 'opinion';
  from: EventLevel | OpinionLevel;
  to: EventLevel | OpinionLevel;
}

/** The first item of a matter makes the incident; its number is given when the batch is written. */
export function bornOf(
  id: string,
  item: ItemRow,
  judgement: Judgement,
  at: Date,
  recurrenceOf: string | null,
): IncidentRow {
  const row = new IncidentRow();
  Object.assign(row, {
    id,
    jurisdictionId: item.jurisdictionId,
    number: '',
    // A title stands in every list: as units read it.
    title: maskForUnits(item.title.trim() || item.text.trim().slice(0, 40)),
    state: 'judged',
    eventLevel: 'none',
    opinionLevel: '一般',
    opinionConfirmed: false,
    provisional: false,
    mustRespond: [],
    flags: [],
    judgement: null,
    routing: null,
    routedBy: null,
    restricted: false,
    recused: [],
    rehearsal: item.rehearsal,
    historic: item.historic,
    itemCount: 0,
    heat: 0,
    settleAskAt: null,
    settleAsked: 0,
    publishedAt: item.publishedAt,
    discoveredAt: item.discoveredAt,
    firstKnownAt: item.discoveredAt,
    judgedAt: at,
    learnedAt: null,
    lastItemAt: null,
    recurrenceOf,
    needsRouting: !item.historic,
    turn: item.turn,
    version: 1,
    createdAt: at,
    updatedAt: at,
  } satisfies Partial<IncidentRow>);
  takeJudgement(row, judgement);
  takeTimes(row, item);
  return row;
}

/**
 * An item joins: T0 only ever moves earlier.
 * @returns whether it did, and whether routing must look at clocks or a superior's order
 */
export function takeTimes(row: IncidentRow, item: ItemRow): { earlier: boolean; clocks: boolean } {
  const learned = item.facts.eventLearnedAt ? new Date(item.facts.eventLearnedAt) : null;
  const earlier = takeEarlier(row, { ...seenAt(item), learnedAt: learned });
  if (item.publishedAt && (!row.publishedAt || item.publishedAt < row.publishedAt))
    row.publishedAt = item.publishedAt;
  const at = timeOf(item);
  if (!row.lastItemAt || at > row.lastItemAt) row.lastItemAt = at;
  row.itemCount += 1;
  row.turn = Math.min(row.turn, item.turn);
  return { earlier, clocks: earlier || item.assignedBySuperior || item.superiorDueAt !== null };
}

/** An item entered afterwards was not known here before; a rehearsal's clock is not that of its rows. */
const seenAt = ({ discoveredAt, createdAt, rehearsal }: ItemRow) => ({
  discoveredAt,
  knownAt: rehearsal || createdAt < discoveredAt ? discoveredAt : createdAt,
});

/**
 * Puts a judgement on the incident. Levels only rise; a person's confirmation stands as long as nothing rises above
 * what was confirmed.
 */
export function takeJudgement(row: IncidentRow, judgement: Judgement): Rise[] {
  const rises: Rise[] = [];
  const event = compareEventLevels(judgement.eventLevel, row.eventLevel);
  if (event > 0) rises.push({ axis: 'event', from: row.eventLevel, to: judgement.eventLevel });
  if (event >= 0) row.provisional = judgement.provisional;
  const opinion = compareOpinionLevels(judgement.opinionLevel, row.opinionLevel);
  if (opinion > 0) rises.push({ axis: 'opinion', from: row.opinionLevel, to: judgement.opinionLevel });
  if (opinion > 0) row.opinionConfirmed = judgement.opinionConfirmed;
  else if (opinion === 0) row.opinionConfirmed ||= judgement.opinionConfirmed;
  if (event > 0) row.eventLevel = judgement.eventLevel;
  // A new suspicion is asked about at once.
  if (event > 0 && row.provisional) Object.assign(row, { settleAskAt: null, settleAsked: 0 });
  if (opinion > 0) row.opinionLevel = judgement.opinionLevel;
  row.mustRespond = union(row.mustRespond, judgement.mustRespond);
  row.places = judgement.places;
  row.topics = judgement.topics.map((topic) => topic.name);
  row.fields = judgement.fields.map((field) => field.name);
  row.judgement = {
    ...withSettled(judgement, judgement.settled ?? row.judgement?.settled),
    eventLevel: row.eventLevel,
    opinionLevel: row.opinionLevel,
    opinionConfirmed: row.opinionConfirmed,
    provisional: row.provisional,
  };
  row.turn = turnOf(row);
  row.heat = heatPoints(judgement.opinionParts);
  row.flags = flagsOf(row);
  // History is never routed, so what routing would keep from others is kept from them here (RT-00, RT-05).
  if (row.historic) row.restricted ||= judgement.flags.some((flag) => RESTRICTED.has(flag));
  return rises;
}

/** What routing looks at; when it stays the same, an item is heat and nothing more. */
export function routingFacts(row: IncidentRow): string {
  const { judgement } = row;
  return JSON.stringify([
    [row.eventLevel, row.opinionLevel, row.opinionConfirmed, row.provisional],
    [...row.flags].sort(),
    [...row.mustRespond].sort(),
    judgement?.places.map((place) => [place.code ?? place.name, place.ambiguous.length]).sort(),
    judgement?.topics.map((topic) => [topic.no, ...topic.onDuty]).sort(),
    judgement?.bodies.map((body) => [body.kind, body.unit ?? body.words[0], body.conduct]).sort(),
    judgement?.signals.map((signal) => [signal.kind, signal.unit]).sort(),
  ]);
}

/** Worth a line in the log: the event level, or an opinion level of 重大 and above. */
export const isGraveRise = (rise: Rise): boolean =>
  rise.axis === 'event' || compareOpinionLevels(rise.to as OpinionLevel, '重大') >= 0;

const union = (a: string[], b: string[]): string[] => [...new Set([...a, ...b])];
