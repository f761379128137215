import { FLAGS, type Coordinator, type Flag, type Routing } from '#incidents';
import { isDispatched } from './disposition.js';
import type { Matter } from './matter.js';
import { poolOwner } from './stages/responsibility.js';
import { actingCoordinator } from './stages/overlays.js';

/** The decision as others read it: recused units in no list, each unit once, flags in the order of the closed list. */
export function finish(matter: Matter): Routing {
  const seen = (names: readonly string[], ...before: readonly string[][]): string[] =>
    names.filter((name) => !matter.recused.includes(name) && !before.some((list) => list.includes(name)));
  matter.coordinators.splice(0, Infinity, ...coordinatorsOf(matter));
  const acting = actingCoordinator(matter);
  const firstResponsible = seen(matter.firstResponsible);
  const respondents = seen(matter.respondents);
  const assisting = seen(matter.assisting, firstResponsible, respondents);
  return {
    firstResponsible,
    respondents,
    assisting,
    coordinators: [...matter.coordinators],
    actingCoordinator: acting && matter.recused.includes(acting) ? poolOwner(matter) : acting,
    informed: seen(matter.informed, firstResponsible, respondents, assisting),
    lead: null,
    rules: [...matter.rules],
    needsHuman: matter.questions.length > 0,
    questions: matter.questions.map(({ text }) => text),
    recused: [...matter.recused],
    restricted: matter.restricted,
    flags: flagsOf(matter, isDispatched({ respondents })),
    why: [...matter.why],
    disposition: matter.disposition,
  };
}

/** Without the reported units; the city office's stand-in leads where it is reported itself. */
function coordinatorsOf(matter: Matter): Coordinator[] {
  const out = (name: string | null) => name !== null && matter.recused.includes(name);
  return matter.coordinators.flatMap((coordinator): Coordinator[] => {
    const lead = out(coordinator.lead) ? poolOwner(matter) : coordinator.lead;
    if (out(lead) || out(coordinator.scope)) return [];
    return [{ ...coordinator, lead, with: out(coordinator.with) ? null : coordinator.with }];
  });
}

/** What judging flagged holds for a dispatched matter; for the others only why they are not dispatched. */
function flagsOf(matter: Matter, dispatched: boolean): Flag[] {
  const flags = new Set(matter.flags);
  if (dispatched) {
    for (const flag of matter.judgement.flags) if (flag !== 'place_unknown') flags.add(flag);
    if (matter.judgement.mustRespond.length > 0) flags.add('must_respond');
    if (matter.rules.includes('RT-50')) flags.delete('level_needs_confirmation');
  }
  return FLAGS.filter((flag) => flags.has(flag));
}
