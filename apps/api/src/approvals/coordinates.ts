import { actsFor, mayDo, type Principal } from '#access';
import type { IncidentRow } from '#incidents/service';
import type { Directory } from '#jurisdiction';

/**
 * In whose name somebody decides where departments differ (通知任务6（1）: 市政府办公室会同宣传部门组织协调): the office, the
 * publicity department, or the leader of a unit that coordinates the matter. Null: nobody's.
 */
export function coordinatesAs(caller: Principal, incident: IncidentRow, directory: Directory): string | null {
  const { office, publicity } = directory.profile.jurisdiction.roles;
  if (caller.kind !== 'account' || !mayDo(caller, 'responses.approve')) return null;
  if (caller.role === 'office') return office;
  if (caller.role === 'monitor') return publicity;
  const coordinators = incident.routing?.coordinators ?? [];
  const units = [office, ...coordinators.flatMap(({ lead, with: other }) => [lead, other])];
  return units.find((unit) => actsFor(caller, unit)) ?? null;
}

/** Whether somebody speaks for a department that answers: its liaison, its leader. */
export const speaksFor = (caller: Principal, unit: string): boolean =>
  caller.kind === 'account' &&
  (mayDo(caller, 'responses.draft') || mayDo(caller, 'responses.approve')) &&
  actsFor(caller, unit);
