import type { Coordinator, Disposition, Judgement, Reason, Routing } from '#incidents';
import { isDispatched } from '#route';
import type { DryRunGroup, DryRunReason, RoutingSketch } from '../../contract/index.js';

const DISPOSITIONS: Record<Disposition, string> = {
  respond: '公开回应',
  reply: '直接答复',
  hotline: '转12345',
  watch: '先观察',
  transfer: '转出',
  refer: '移送',
  not_government: '不属政务舆情',
};

/** A matter as judged and routed under one directory. */
export interface Decided {
  judgement: Judgement;
  routing: Routing;
}

export interface Comparison {
  group: DryRunGroup;
  before: RoutingSketch | null;
  after: RoutingSketch | null;
  differs: string[];
  gone: DryRunReason[];
  come: DryRunReason[];
}

/** Parts whose difference is a different dispatch; topics and places are shown, they decide nothing by themselves. */
const PARTS = [
  'respondents',
  'firstResponsible',
  'assisting',
  'coordinators',
  'actingCoordinator',
  'informed',
  'needsHuman',
  'questions',
  'disposition',
  'opinionLevel',
  'eventLevel',
] as const satisfies (keyof RoutingSketch)[];

/**
 * Sets what was decided beside what would be; null when nothing would be different.
 * @param decided a person has decided this one: the change leaves it as it is
 */
export function compare(before: Decided, after: Decided, decided: boolean): Comparison | null {
  const sketches = { before: sketch(before), after: sketch(after) };
  const dropped = isMatter(before) && !isMatter(after);
  const differs = PARTS.filter((part) => essence(sketches.before[part]) !== essence(sketches.after[part]));
  if (differs.length === 0 && !dropped) return null;
  return {
    group: decided ? 'decided' : dropped ? 'dropped' : groupOf(before.routing, after.routing),
    ...sketches,
    differs,
    ...reasonsThatDiffer(before, after),
  };
}

/** An item that made no incident and would make one. */
export const fresh = (after: Decided): Comparison => ({
  group: 'fresh',
  before: null,
  after: sketch(after),
  differs: [],
  gone: [],
  come: reasons(after).map(presentReason),
});

export const isMatter = ({ judgement }: Decided): boolean => judgement.relevant && judgement.isMatter;

function groupOf(before: Routing, after: Routing): DryRunGroup {
  const ownerless = (routing: Routing) => !isDispatched(routing) || routing.flags.includes('unassigned_pool');
  if (!ownerless(before) && ownerless(after)) return 'unrouted';
  return !before.needsHuman && after.needsHuman ? 'to_person' : 'changed';
}

export function sketch({ judgement, routing }: Decided): RoutingSketch {
  return {
    respondents: routing.respondents,
    firstResponsible: routing.firstResponsible,
    assisting: routing.assisting,
    coordinators: routing.coordinators.map(coordinatorWords),
    actingCoordinator: routing.actingCoordinator,
    informed: routing.informed,
    needsHuman: routing.needsHuman,
    questions: routing.questions,
    disposition: DISPOSITIONS[routing.disposition],
    opinionLevel: judgement.opinionLevel,
    eventLevel: judgement.eventLevel,
    topics: judgement.topics.map(({ name }) => name),
    places: [...new Set(judgement.places.map(({ name }) => name))],
  };
}

const coordinatorWords = ({ lead, with: beside, scope }: Coordinator): string =>
  `${lead}${beside ? `会同${beside}` : ''}${scope ? `（${scope}部分）` : ''}`;

const essence = (value: unknown): string =>
  JSON.stringify(Array.isArray(value) ? [...(value as string[])].sort() : value);

const reasons = ({ judgement, routing }: Decided): Reason[] => [...judgement.why, ...routing.why];

function reasonsThatDiffer(before: Decided, after: Decided): Pick<Comparison, 'gone' | 'come'> {
  const key = ({ rule, because }: Reason) => `${rule} ${because}`;
  const [old, now] = [reasons(before), reasons(after)];
  const [oldKeys, nowKeys] = [new Set(old.map(key)), new Set(now.map(key))];
  return {
    gone: old.filter((reason) => !nowKeys.has(key(reason))).map(presentReason),
    come: now.filter((reason) => !oldKeys.has(key(reason))).map(presentReason),
  };
}

const presentReason = ({ rule, because, words }: Reason): DryRunReason => ({
  rule,
  because,
  words: words ?? [],
});
