import type { Coordinator, Routing } from '#incidents';

const union = <T>(a: readonly T[], b: readonly T[]): T[] => [...new Set([...a, ...b])];

/** Every unit that a routing gives a part, as first responsible or respondent. */
export const answerable = (routing: Routing): string[] =>
  union(routing.firstResponsible, routing.respondents);

/**
 * A running matter about which more is known: parts are added, none is taken away. A person alone takes away.
 * The newer coordination stands, with what the older one had beside it.
 */
export function mergeRouting(current: Routing, next: Routing): Routing {
  const firstResponsible = union(current.firstResponsible, next.firstResponsible);
  const respondents = union(current.respondents, next.respondents);
  const assisting = union(current.assisting, next.assisting).filter(
    (unit) => !firstResponsible.includes(unit) && !respondents.includes(unit),
  );
  const has = (unit: string) =>
    [firstResponsible, respondents, assisting].some((list) => list.includes(unit));
  return {
    ...next,
    firstResponsible,
    respondents,
    assisting,
    informed: union(current.informed, next.informed).filter((unit) => !has(unit)),
    coordinators: [
      ...next.coordinators,
      ...current.coordinators.filter((old) => !next.coordinators.some((one) => sameCoordinator(old, one))),
    ],
    actingCoordinator: next.actingCoordinator ?? current.actingCoordinator,
    lead: current.lead,
    rules: union(current.rules, next.rules),
    recused: union(current.recused, next.recused),
    restricted: current.restricted || next.restricted,
    flags: union(current.flags, next.flags),
    why: [...next.why, ...current.why.filter((old) => !next.why.some((one) => one.rule === old.rule))],
  };
}

/**
 * 提级办理 (RT-50) laid on a routing that a person decided: a person has confirmed the level too, so its consequence
 * holds; who responds stays as decided.
 */
export function takeUp(current: Routing, next: Routing): Routing {
  if (!next.rules.includes('RT-50') || current.rules.includes('RT-50')) return current;
  const city = next.coordinators.filter(
    (one) => one.scope === null && !current.coordinators.some((old) => sameCoordinator(old, one)),
  );
  return {
    ...current,
    informed: union(current.informed, next.informed).filter((unit) => !answerable(current).includes(unit)),
    coordinators: [...city, ...current.coordinators],
    rules: [...current.rules, 'RT-50'],
    flags: current.flags.filter((flag) => flag !== 'level_needs_confirmation'),
    why: [...current.why, ...next.why.filter((reason) => reason.rule === 'RT-50')],
  };
}

/** Whether two routings give the same units the same parts and ask the same of a person. */
export function sameRouting(a: Routing | null, b: Routing): boolean {
  return a !== null && essence(a) === essence(b);
}

const sameCoordinator = (a: Coordinator, b: Coordinator): boolean =>
  a.lead === b.lead && a.with === b.with && a.scope === b.scope;

const essence = (routing: Routing): string =>
  JSON.stringify([
    ...[
      routing.firstResponsible,
      routing.respondents,
      routing.assisting,
      routing.informed,
      routing.recused,
      routing.questions,
      routing.coordinators.map(({ lead, with: beside, scope }) => `${lead}/${beside}/${scope}`),
    ].map((list) => [...list].sort()),
    [routing.actingCoordinator, routing.lead, routing.restricted, routing.needsHuman, routing.disposition],
  ]);
