import { actsFor, mayDo, type Principal } from '#access';
import { forbidden, notFound } from '../http/problem.js';

/** Whether the caller acts for that unit itself. */
const isOwn = (caller: Principal, unit: string): boolean =>
  actsFor(caller, unit) && mayDo(caller, 'duties.sign');

export const mayReadRoster = (caller: Principal, unit: string): boolean =>
  mayDo(caller, 'roster.read') || isOwn(caller, unit);

/** The office keeps all entries, a unit's people their own. Also who may see numbers in full, with a reason. */
export const mayKeepRoster = (caller: Principal, unit: string): boolean =>
  mayDo(caller, 'roster.manage') || isOwn(caller, unit);

/** What one may not see and what does not exist answer alike. @throws ProblemError 404 */
export function mustReadRoster(caller: Principal, unit: string): void {
  if (!mayReadRoster(caller, unit)) throw notFound();
}

/** @throws ProblemError 404, 403 */
export function mustKeepRoster(caller: Principal, unit: string): void {
  mustReadRoster(caller, unit);
  if (!mayKeepRoster(caller, unit)) throw forbidden();
}
