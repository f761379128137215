import { DateTime } from 'luxon';
import { mayDo, type Principal } from '#access';
import type { IncidentFilter } from '#incidents/service';
import { forbidden } from '../http/problem.js';

/** `2026-11-23` in the city's own time. */
export const dayOf = (at: Date): string =>
  DateTime.fromJSDate(at, { zone: 'Asia/Shanghai' }).toFormat('yyyy-MM-dd');

/** Whose list it is: a program has none of its own, and the shared one is the office's. @throws ProblemError 403 */
export function listOf(caller: Principal, which: 'me' | 'office'): string | null {
  if (which === 'office' ? !mayDo(caller, 'duties.urge') : caller.accountId === null) throw forbidden();
  return which === 'office' ? null : caller.accountId;
}

/** `?watched=me|office` of a list, as the query wants it. */
export function watchedFilter<T extends { watched?: 'me' | 'office' | undefined }>(
  caller: Principal,
  { watched, ...filter }: T,
  now: Date,
): Omit<T, 'watched'> & Pick<IncidentFilter, 'watched'> {
  if (!watched) return filter;
  return { ...filter, watched: { accountId: listOf(caller, watched), today: dayOf(now) } };
}
