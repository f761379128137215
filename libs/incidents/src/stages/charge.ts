import { STAGES, type Stage, type StageKey } from './stages.js';

/** A clock that has run: from when, until when it was allowed to. */
export interface ChargedClock {
  startsAt: Date;
  dueAt: Date;
}

/** Time each stage is allowed of the clock, in milliseconds; what is left of it is for the answer. */
export type Allowances = Partial<Record<StageKey, number>>;

export interface Charge {
  key: StageKey;
  /** Milliseconds of lateness. */
  late: number;
}

/**
 * Who spent the hours by which a clock was overrun. What was merged in moves the clock back, but nobody can have worked on
 * it before: lateness up to that stretch is nobody's. The rest goes to the stages that took longer than they are allowed,
 * in proportion to how much longer: grading DL-05, signing DL-06, ruling DL-20, the answer what the clock leaves after
 * these. A stage within its time is charged nothing, unless all were: then the allowances together exceed the clock, and
 * all bear in proportion to what they took. The parts add up to the lateness, to the millisecond.
 * @param end when it was done, or now
 */
export function chargeLateness(
  stages: readonly Stage[],
  clock: ChargedClock,
  end: Date,
  allowed: Allowances,
): Charge[] {
  const late = end.getTime() - clock.dueAt.getTime();
  if (late <= 0) return [];
  const spent = spentIn(stages, clock.startsAt, end);
  const excused = Math.min(late, spent.get('before_merge') ?? 0);
  const others = [...spent].filter(([key]) => key !== 'before_merge');
  const allowance = allowanceOf(
    clock,
    others.map(([key]) => key),
    allowed,
  );
  const over = others.map(([key, time]): [StageKey, number] => [key, Math.max(0, time - allowance(key))]);
  const weights = over.some(([, time]) => time > 0) ? over : others;
  const parts = share(late - excused, weights);
  // A clock that ran before any stage is known (a matter taken over from elsewhere) is nobody's to bear.
  const unknown = late - excused - parts.reduce((sum, part) => sum + part.late, 0);
  const charges = [{ key: 'before_merge' as const, late: excused + unknown }, ...parts];
  return charges.filter((part) => part.late > 0).toSorted((a, b) => place(a.key) - place(b.key));
}

const place = (key: StageKey): number => STAGES.indexOf(key);

function spentIn(stages: readonly Stage[], from: Date, to: Date): Map<StageKey, number> {
  const spent = new Map<StageKey, number>();
  for (const stage of stages) {
    const start = Math.max(stage.from.getTime(), from.getTime());
    const end = Math.min(stage.to.getTime(), to.getTime());
    if (end > start) spent.set(stage.key, (spent.get(stage.key) ?? 0) + end - start);
  }
  return spent;
}

function allowanceOf(
  clock: ChargedClock,
  present: StageKey[],
  allowed: Allowances,
): (key: StageKey) => number {
  const before = present.reduce((sum, key) => sum + (allowed[key] ?? 0), 0);
  const rest = Math.max(0, clock.dueAt.getTime() - clock.startsAt.getTime() - before);
  return (key) => (key === 'answer' ? rest : (allowed[key] ?? 0));
}

/** Whole milliseconds in proportion; what rounding leaves goes to the largest. */
function share(total: number, weights: readonly [StageKey, number][]): Charge[] {
  const sum = weights.reduce((all, [, weight]) => all + weight, 0);
  if (sum === 0) return [];
  const parts = weights.map(([key, weight]) => ({ key, late: Math.floor((total * weight) / sum) }));
  const largest = parts.reduce((most, part) => (part.late > most.late ? part : most));
  largest.late += total - parts.reduce((all, part) => all + part.late, 0);
  return parts;
}
