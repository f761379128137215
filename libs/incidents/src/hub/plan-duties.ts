import type { Directory } from '#jurisdiction';
import { signingRoles, type DutyRole } from '../life.js';
import type { Routing } from '../routing.js';

/** One unit's part as it should stand. */
export interface WantedDuty {
  unit: string;
  roles: DutyRole[];
  mustSign: boolean;
}

/**
 * The duties of a routing: one a unit, with all its roles, under present-day names (RT-52). Units outside this
 * installation get none (they are coordinated with, not assigned), nor do recused ones (RT-05). What has no owner is
 * the city office's as pool owner (RT-42).
 */
export function dutiesOf(routing: Routing, directory: Directory, at: Date): WantedDuty[] {
  const respondentRole: DutyRole = routing.rules.includes('RT-42') ? 'pool_owner' : 'respondent';
  const parts: [DutyRole, string[]][] = [
    ['first_responsible', routing.firstResponsible],
    [respondentRole, routing.respondents],
    ['acting_coordinator', routing.actingCoordinator ? [routing.actingCoordinator] : []],
    ['assisting', routing.assisting],
    ['informed', routing.informed],
  ];
  const recused = new Set(routing.recused);
  const duties = new Map<string, Set<DutyRole>>();
  for (const [role, names] of parts)
    for (const name of names) {
      const unit = directory.dutyHolder(name, at)?.unit;
      if (!unit || unit.external || recused.has(unit.name) || recused.has(name)) continue;
      duties.set(unit.name, (duties.get(unit.name) ?? new Set()).add(role));
    }
  return [...duties].map(([unit, roles]) => ({
    unit,
    roles: [...roles],
    mustSign: [...roles].some((role) => signingRoles.has(role)),
  }));
}

/** The part of a stored duty that planning looks at; withdrawn ones are not handed in. */
export interface StandingDuty {
  unit: string;
  roles: DutyRole[];
  mustSign: boolean;
}

export interface DutyPlan<T extends StandingDuty> {
  add: WantedDuty[];
  withdraw: { duty: T; replaced: boolean }[];
  reroled: { duty: T; roles: DutyRole[] }[];
}

/**
 * What must change so that the standing duties hold the wanted ones. New facts only ever add (`add`); a person's
 * correction replaces (`replace`). A unit that was only told and now must sign gets a new duty, so that it hears of it.
 */
export function planDuties<T extends StandingDuty>(
  standing: T[],
  wanted: WantedDuty[],
  mode: 'add' | 'replace',
): DutyPlan<T> {
  const plan: DutyPlan<T> = { add: [], withdraw: [], reroled: [] };
  for (const want of wanted) {
    const duty = standing.find((other) => other.unit === want.unit);
    if (!duty) {
      plan.add.push(want);
      continue;
    }
    const roles = mode === 'add' ? [...new Set([...duty.roles, ...want.roles])] : want.roles;
    const mustSign = roles.some((role) => signingRoles.has(role));
    if (mustSign !== duty.mustSign) {
      plan.withdraw.push({ duty, replaced: true });
      plan.add.push({ unit: want.unit, roles, mustSign });
    } else if (!sameSet(roles, duty.roles)) plan.reroled.push({ duty, roles });
  }
  if (mode === 'replace')
    for (const duty of standing)
      if (!wanted.some((want) => want.unit === duty.unit)) plan.withdraw.push({ duty, replaced: false });
  return plan;
}

const sameSet = (a: string[], b: string[]): boolean =>
  a.length === b.length && a.every((entry) => b.includes(entry));
