import { enforced, internalDeadlines, statutoryDeadlines } from '#escalate';
import {
  orderDue,
  workingOpinionLevel,
  type DueTime,
  type Item,
  type Judgement,
  type Routing,
} from '#incidents';
import { judge, type CaseResult, type CaseSide } from '#judge';
import type { Directory } from '#jurisdiction';
import { isDispatched, route } from '#route';

/** What follows from a judgement for a text by itself. */
export interface Followed {
  routing: Routing;
  deadlines: DueTime[];
  internalDeadlines: DueTime[];
}

/** Routing and times of one text, by the functions of every decision; a text by itself has one source. */
export function followUp(item: Item, judgement: Judgement, directory: Directory, at: Date): Followed {
  const confirmedSuper = item.facts?.confirmedOpinionLevel === '特别重大';
  const assignedBySuperior = item.assignedBySuperior ?? false;
  const routing = route(judgement, directory, { at, confirmedSuper, assignedBySuperior });
  if (!isDispatched(routing)) return { routing, deadlines: [], internalDeadlines: [] };
  const { eventLevel, provisional, opinionLevel, opinionConfirmed } = judgement;
  const statutory = {
    eventLevel,
    provisional,
    discoveredAt: at,
    learnedAt: item.facts?.eventLearnedAt ? new Date(item.facts.eventLearnedAt) : null,
    superiorDueAt: superiorDue(item, at),
    oldEvent: judgement.flags.includes('old_event'),
  };
  const level = workingOpinionLevel(opinionLevel, opinionConfirmed);
  const dispatchedAt = routing.needsHuman ? null : at;
  return {
    routing,
    deadlines: enforced(statutoryDeadlines(statutory, directory)),
    internalDeadlines: internalDeadlines({ opinionLevel: level, judgedAt: at, dispatchedAt }, directory),
  };
}

/** A superior's own time: on record with the item, else as its order says. */
function superiorDue(item: Item, at: Date): Date | null {
  if (item.superiorDueAt) return new Date(item.superiorDueAt);
  return item.assignedBySuperior ? orderDue(item.text ?? item.title ?? '', at) : null;
}

/** When an undated text counts as seen. */
export const seenAt = (item: Item, now: Date): Date => new Date(item.discoveredAt ?? item.publishedAt ?? now);

/** A case of the regression set as it comes out; undated ones as of one fixed day, so that every run is the same. */
export function decideCase(item: Item, { directory, models }: CaseSide): CaseResult {
  const judgement = judge(item, directory, { models });
  const { routing, deadlines } = followUp(
    item,
    judgement,
    directory,
    seenAt(item, new Date('2026-01-01T00:00:00Z')),
  );
  return {
    relevant: judgement.relevant,
    places: [...new Set(judgement.places.map(({ name }) => name))],
    topics: judgement.topics.map(({ name }) => name),
    fields: judgement.fields.map(({ name }) => name),
    eventRule: judgement.eventRule,
    eventLevel: judgement.eventLevel,
    opinionLevel: judgement.opinionLevel,
    firstResponsible: routing.firstResponsible,
    respondents: routing.respondents,
    coordinators: routing.coordinators.map(({ lead, with: beside }) => [lead, beside]),
    deadlines: deadlines.map(({ id }) => id),
    flags: routing.flags,
  };
}
