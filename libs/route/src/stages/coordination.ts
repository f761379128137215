import type { Coordinator } from '#incidents';
import type { Directory } from '#jurisdiction';
import { add, type Matter } from '../matter.js';
import { poolOwner } from './responsibility.js';

/** Who organises, for given respondents. */
export interface Coordination {
  /** RT-20…RT-23; null for one department that is not vertically managed, or townships only. */
  rule: 'RT-20' | 'RT-21' | 'RT-22' | 'RT-23' | null;
  coordinators: Coordinator[];
  /** Who acts until a coordinator outside this installation confirms (RT-55). */
  actingCoordinator: string | null;
  /** Who is told instead of coordinating (RT-21). */
  informed: string[];
  because: string;
}

/**
 * Task 6(1): the city office with the publicity department organises; for a vertically managed department its superior
 * with the publicity department does (RT-21); with several kinds of departments both layers stand (RT-22, RT-23).
 * Never changes who responds. Also used when a person corrects the respondents.
 * @param respondents present-day names; townships and the city office count as not vertically managed
 * @param confirmed coordinators outside this installation that have taken the matter on (RT-55)
 */
export function coordinate(
  respondents: readonly string[],
  directory: Directory,
  at: Date,
  confirmed: readonly string[] = [],
): Coordination {
  const { office, publicity, genericPublicity } = directory.rolesOn(at);
  const city: Coordinator = { lead: office, with: publicity, scope: null };
  const ofSuperiors = respondents.flatMap((name): Coordinator[] => {
    const unit = directory.unit(name);
    if (!unit?.vertical || !unit.superior || !directory.rule('RT-21')) return [];
    const superior = directory.dutyHolder(unit.superior, at)?.unit;
    return superior ? [{ lead: superior.name, with: genericPublicity, scope: unit.name }] : [];
  });
  const rule = ruleFor(respondents.length, ofSuperiors.length);
  const coordinators = rule === 'RT-21' ? ofSuperiors : [city, ...ofSuperiors];
  return {
    rule,
    coordinators,
    actingCoordinator: coordinators.some(({ lead }) => isAway(lead, directory, at, confirmed))
      ? office
      : null,
    informed: rule === 'RT-21' ? [office, publicity] : [],
    because: becauseOf(rule, city, ofSuperiors),
  };
}

/** RT-20…RT-23 for the matter, and the cases with a coordinator of their own (RT-02, RT-03, RT-05, RT-15, RT-42). */
export function coordination(matter: Matter): void {
  const { office, publicity } = matter.roles;
  const city: Coordinator = { lead: office, with: publicity, scope: null };
  if (matter.flags.has('unassigned_pool') && matter.firstResponsible.length === 0) {
    matter.coordinators.push({ lead: poolOwner(matter), with: null, scope: null });
    return;
  }
  const found = coordinate(matter.respondents, matter.directory, matter.context.at);
  const elsewhere = matter.superiorCase !== null || matter.issuedByCity;
  if (found.rule && (!elsewhere || found.rule === 'RT-20'))
    matter.apply(found.rule, { because: found.because, question: '请确认各部门分工和两层协调安排。' });
  if (elsewhere) {
    const superiors = matter.superiorCase === 'border' ? matter.superiors : [];
    matter.coordinators.push(...superiors.map((lead) => ({ lead, with: null, scope: null })), city);
    if (matter.issuedByCity)
      add(matter.informed, ...found.coordinators.flatMap((c) => (c.scope ? c.lead : [])));
    return;
  }
  matter.coordinators.push(...found.coordinators);
  add(matter.informed, ...found.informed);
}

/** A coordinator that has no account here, must be written to and has not confirmed yet: RT-55. */
export function isAway(
  lead: string,
  directory: Directory,
  at: Date,
  confirmed: readonly string[] = [],
): boolean {
  if (confirmed.includes(lead)) return false;
  const unit = directory.dutyHolder(lead, at)?.unit;
  return !unit || unit.external;
}

function ruleFor(departments: number, vertical: number): Coordination['rule'] {
  if (vertical === 0) return departments > 1 ? 'RT-20' : null;
  if (departments === 1) return 'RT-21';
  return vertical === departments ? 'RT-23' : 'RT-22';
}

function becauseOf(rule: Coordination['rule'], city: Coordinator, superiors: Coordinator[]): string {
  const first = `${city.lead}会同${city.with}`;
  const layers = superiors
    .map(({ lead, scope, with: beside }) => `${lead}会同${beside}协调${scope}`)
    .join('，');
  const words = {
    'RT-20': `涉及多个部门，各按职责分工回应、口径一致，由${first}协调；牵头部门必要时由人确定。`,
    'RT-21': `责任部门实行垂直管理，回应主体不变，由${layers}。`,
    'RT-22': `既有垂直管理部门又有其他部门，${first}总协调，${layers}。`,
    'RT-23': `涉及多个垂直管理部门，${layers}，跨系统一致性由${first}兜底。`,
  };
  return rule ? words[rule] : `由${first}协调。`;
}
