import { actsFor, mayDo, type Principal } from '#access';
import { apparatusOf, workingOpinionLevel } from '#incidents';
import type { IncidentRow } from '#incidents/service';
import type { Seat } from '../entities/approval.entity.js';

/** A signature that a text needs, and whose people may give it. */
export interface SeatPlan {
  seat: Seat;
  /** Any of these units. */
  units: string[];
}

/** Units of the city that sign for it. */
export interface Roles {
  office: string;
  publicity: string;
  government: string;
}

/** Whether two persons sign: 重大 and above, and grave emergencies (domain 2.3 双签). */
export const isGrave = (
  incident: Pick<IncidentRow, 'opinionLevel' | 'opinionConfirmed' | 'eventLevel'>,
): boolean =>
  apparatusOf(
    {
      opinionLevel: workingOpinionLevel(incident.opinionLevel, incident.opinionConfirmed),
      eventLevel: incident.eventLevel,
    },
    1,
  ).signatures === 2;

/**
 * Who signs (decision 27): the leader in charge of the unit that writes (分管负责人), and where it is grave the city
 * government office with the publicity department; of those two never the one that writes. Who is recused signs nothing.
 */
export function seatsOf(
  incident: Pick<IncidentRow, 'opinionLevel' | 'opinionConfirmed' | 'eventLevel' | 'recused'>,
  writer: string,
  { office, publicity, government }: Roles,
): SeatPlan[] {
  const standing = (units: string[]): string[] => units.filter((unit) => !incident.recused.includes(unit));
  const unit: SeatPlan = { seat: 'unit', units: [writer] };
  if (!isGrave(incident)) return [unit];
  const city = standing([office, publicity].filter((one) => one !== writer));
  return [unit, { seat: 'city', units: city.length > 0 ? city : standing([government]) }];
}

/** The units a person acts for in signing: their own, and by their role the office or the publicity department. */
function signsFor(principal: Principal, unit: string, { office, publicity }: Roles): boolean {
  if (actsFor(principal, unit)) return true;
  return (
    (principal.role === 'office' && unit === office) || (principal.role === 'monitor' && unit === publicity)
  );
}

/**
 * Whether somebody may give that signature: of the unit that writes only who leads it; of the city whoever has the right
 * there. Whether they drafted the text is another question.
 */
export function maySign(principal: Principal, { seat, units }: SeatPlan, roles: Roles): boolean {
  if (principal.kind !== 'account' || !mayDo(principal, 'responses.approve')) return false;
  if (seat === 'unit') return principal.role === 'leader' && units.some((unit) => actsFor(principal, unit));
  return units.some((unit) => signsFor(principal, unit, roles));
}
