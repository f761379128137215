import { readFileSync } from 'node:fs';
import { enforced, statutoryDeadlines } from '#escalate';
import type { Flag, Item, Judgement, Routing } from '#incidents';
import { judge } from '#judge';
import type { Directory } from '#jurisdiction';
import { isDispatched, route } from '#route';

/** A routing case (interfaces.md); null is not compared. */
export interface RoutingCase {
  id: string;
  /** The clause of domain.zh.md the answer rests on. */
  clause?: string;
  item: Item;
  expect: {
    firstResponsible: string[] | null;
    respondents: string[] | null;
    /** [lead, with], or [lead] alone. */
    coordinators: string[][] | null;
    eventLevel: string | null;
    opinionLevel: string | null;
    deadlines: string[] | null;
    rules: string[];
    flags: string[];
  };
}

export interface Outcome {
  judgement: Judgement;
  routing: Routing;
  deadlines: string[];
}

/** Flags that change what happens to a matter: none may come out unexpected (interfaces.md). */
const GRAVE: readonly Flag[] = [
  'out_of_jurisdiction',
  'maybe_outside',
  'not_government',
  'misconduct_report',
  'classified_content',
  'unassigned_pool',
  'place_ambiguous',
  'drill',
  'old_event',
  'level_provisional',
  'level_needs_confirmation',
];

export const readCases = (file: string): RoutingCase[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as RoutingCase);

/** Judges, routes and clocks one item, as `analyse` and the workers do. */
export function decide(item: Item, directory: Directory): Outcome {
  const judgement = judge(item, directory);
  const discoveredAt = new Date(item.discoveredAt ?? '');
  const routing = route(judgement, directory, {
    at: discoveredAt,
    assignedBySuperior: item.assignedBySuperior,
  });
  const { eventLevel, provisional } = judgement;
  const clocks = statutoryDeadlines(
    {
      eventLevel,
      provisional,
      discoveredAt,
      learnedAt: item.facts?.eventLearnedAt ? new Date(item.facts.eventLearnedAt) : null,
      superiorDueAt: item.superiorDueAt ? new Date(item.superiorDueAt) : null,
      oldEvent: routing.flags.includes('old_event'),
    },
    directory,
  );
  const deadlines = isDispatched(routing) ? enforced(clocks).map(({ id }) => id) : [];
  return { judgement, routing, deadlines };
}

/** What came out other than expected, one line each; empty when all is right. */
export function misses(
  { expect: wanted }: RoutingCase,
  { judgement, routing, deadlines }: Outcome,
): string[] {
  const coordinators = routing.coordinators.map(({ lead, with: beside }) => pair([lead, beside]));
  const unexpected = GRAVE.filter((flag) => routing.flags.includes(flag) && !wanted.flags.includes(flag));
  return [
    ...differ('firstResponsible', routing.firstResponsible, wanted.firstResponsible),
    ...differ('respondents', routing.respondents, wanted.respondents),
    ...differ('coordinators', coordinators, wanted.coordinators && wanted.coordinators.map(pair)),
    ...differ('deadlines', deadlines, wanted.deadlines),
    ...differ('eventLevel', [judgement.eventLevel], wanted.eventLevel === null ? null : [wanted.eventLevel]),
    ...differ(
      'opinionLevel',
      [judgement.opinionLevel],
      wanted.opinionLevel === null ? null : [wanted.opinionLevel],
    ),
    ...wanted.flags
      .filter((flag) => !routing.flags.includes(flag as Flag))
      .map((flag) => `flag missing: ${flag}`),
    ...unexpected.map((flag) => `flag unexpected: ${flag}`),
  ];
}

const pair = (names: (string | null)[]): string => names.filter(Boolean).join(' 会同 ');

function differ(what: string, got: readonly string[], wanted: readonly string[] | null): string[] {
  if (wanted === null || [...got].sort().join() === [...wanted].sort().join()) return [];
  return [`${what}: ${got.join('、') || '无'}; wanted ${wanted.join('、') || '无'}`];
}
