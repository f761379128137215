import type { AnalysisResult, DueTime, Judgement, Routing } from '#incidents';

export interface Decided {
  judgement: Judgement;
  routing: Routing;
  /** Statutory clocks in force: DL-01…03, DL-19. */
  deadlines: readonly DueTime[];
  internalDeadlines: readonly DueTime[];
}

/** Stands for a time that nobody has told: after all changes of the directory, and never shown. */
export const UNDATED = new Date('2100-01-01T00:00:00+08:00');

const dueOf = ({ id, due, from }: DueTime): { id: string; due: string | null } => ({
  id,
  due: Date.parse(from) === UNDATED.getTime() ? null : due,
});

/** One line of `huiyin analyse` (interfaces.md, "A result"). */
export function toResult(
  id: string,
  { judgement, routing, deadlines, internalDeadlines }: Decided,
  incident: string | null,
  duplicateOf: string | null,
): AnalysisResult {
  const { why, disposition, restricted: _restricted, questions: _questions, ...roles } = routing;
  return {
    id,
    relevant: judgement.relevant,
    outOfJurisdiction: judgement.outOfJurisdiction,
    incident,
    duplicateOf,
    fields: judgement.fields,
    topics: judgement.topics.map(({ name }) => name),
    places: judgement.places.map(({ name, kind, via, ambiguous }) => ({ name, kind, via, ambiguous })),
    facts: judgement.facts,
    tone: judgement.tone,
    eventLevel: judgement.eventLevel,
    opinionLevel: judgement.opinionLevel,
    provisional: judgement.provisional,
    mustRespond: judgement.mustRespond,
    claim: judgement.claim,
    disposition,
    routing: roles,
    deadlines: deadlines.map(dueOf),
    internalDeadlines: internalDeadlines.map(dueOf),
    why: [...judgement.why, ...why],
  };
}
