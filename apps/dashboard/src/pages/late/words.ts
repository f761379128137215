import type { LateKind, LateUnit } from '../../../../api/src/contract/index.js';
import { intervalWords } from '../../words/times.js';

export const kinds: Record<LateKind, string> = {
  all: '全部任务',
  late_now: '当前逾期',
  signed_late: '逾期签收',
  reported_late: '逾期核实初报',
  urged: '催办过',
  supervised: '督办过',
  refused: '退过单',
};
export const isKind = (given: unknown): given is LateKind =>
  typeof given === 'string' && Object.hasOwn(kinds, given);

/** `83%`, or a dash where nothing is to be counted yet. */
export const share = (part: number, of: number): string =>
  of === 0 ? '—' : `${Math.round((part / of) * 100)}%`;

export const span = (seconds: number): string => (seconds === 0 ? '—' : intervalWords(seconds));

/** All units together, in the form of one. */
export function total(units: LateUnit[]): LateUnit {
  const sum = (key: keyof Omit<LateUnit, 'unit'>) => units.reduce((all, unit) => all + unit[key], 0);
  return {
    unit: '合计',
    duties: sum('duties'),
    signedInTime: sum('signedInTime'),
    signedOf: sum('signedOf'),
    reportedInTime: sum('reportedInTime'),
    reportedOf: sum('reportedOf'),
    lateNow: sum('lateNow'),
    longestLate: Math.max(0, ...units.map((unit) => unit.longestLate)),
    urged: sum('urged'),
    supervised: sum('supervised'),
    refusals: sum('refusals'),
  };
}

/** First and last day of the month that is so many before the one of `today` (`2026-11-23`). */
export function monthOf(today: string, before: number): { from: string; to: string } {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 - before, 1));
  const last = new Date(Date.UTC(year, month - before, 0));
  const day = (at: Date) => at.toISOString().slice(0, 10);
  return { from: day(first), to: before === 0 ? today : day(last) };
}
