import { LOCAL, type RoutingException } from '#jurisdiction';
import { add, type Matter } from '../matter.js';

/** Whom a row names, as the units that hold the duty today. */
export type Outcome = Record<'respondents' | 'firstResponsible' | 'assisting' | 'informed', string[]>;
type Role = keyof Outcome;

/** A row that cannot be carried out on this matter: why, in Chinese. */
export class Unusable extends Error {}

/**
 * Names of a row as present-day units (RT-52 for renamed ones); recused ones (RT-05) are passed over.
 * @throws Unusable when a unit no longer exists, may not hold the role, or nobody is left to answer
 */
export function outcomeOf({ then }: RoutingException, matter: Matter): Outcome {
  const resolved = (role: Role): string[] => {
    const names: string[] = [];
    for (const name of then[role] ?? [])
      add(names, ...(name === LOCAL ? local(matter) : [holder(matter, name, role)]));
    return names.filter((name) => !matter.recused.includes(name));
  };
  const outcome = {
    respondents: resolved('respondents'),
    firstResponsible: resolved('firstResponsible'),
    assisting: resolved('assisting'),
    informed: resolved('informed'),
  };
  if (then.respondents?.length && outcome.respondents.length === 0)
    throw new Unusable('所定回应主体均须回避');
  return outcome;
}

function local({ townships, zones }: Matter): string[] {
  const places = [...zones, ...townships];
  if (places.length === 0) throw new Unusable('事发地不明，无法确定属地');
  return places;
}

function holder(matter: Matter, name: string, role: Role): string {
  const unit = matter.dutyHolder(name, []);
  if (!unit) throw new Unusable(`名录中已没有在册的“${name}”`);
  if (role !== 'informed' && unit.external) throw new Unusable(`“${unit.name}”不在本系统内，只能知会`);
  if (role === 'respondents' && !unit.respondent) throw new Unusable(`“${unit.name}”不对外回应`);
  return unit.name;
}
