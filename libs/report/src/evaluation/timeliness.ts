import type { Timeliness } from './types.js';

/** A stored due time, as far as timeliness looks at it. */
export interface TimedDeadline {
  rule: string;
  kind: Timeliness['kind'];
  origin: 'birth' | 'upgrade';
  round: number;
  startsAt: Date;
  dueAt: Date;
  state: 'open' | 'met' | 'missed' | 'superseded';
  settledAt: Date | null;
}

/** Evaluation and archive are no clocks of the response. */
const AFTERWARDS: ReadonlySet<string> = new Set(['DL-12', 'DL-13']);
const MINUTE = 60_000;

/** How each clock of a matter ended, by turn and due time; what is not settled counts until `now`. Pure. */
export function timelinessOf(deadlines: readonly TimedDeadline[], now: Date): Timeliness[] {
  return deadlines
    .filter(({ rule }) => !AFTERWARDS.has(rule))
    .toSorted((a, b) => a.round - b.round || a.dueAt.getTime() - b.dueAt.getTime())
    .map((deadline) => ({
      rule: deadline.rule,
      round: deadline.round,
      kind: deadline.kind,
      startsAt: deadline.startsAt.toISOString(),
      dueAt: deadline.dueAt.toISOString(),
      doneAt: deadline.settledAt?.toISOString() ?? null,
      ...outcomeOf(deadline, now),
    }));
}

function outcomeOf(
  { state, settledAt, dueAt }: TimedDeadline,
  now: Date,
): Pick<Timeliness, 'outcome' | 'lateMinutes'> {
  if (state === 'superseded') return { outcome: 'superseded', lateMinutes: 0 };
  const over = (settledAt ?? now).getTime() - dueAt.getTime();
  const lateMinutes = Math.max(0, Math.ceil(over / MINUTE));
  if (settledAt) return { outcome: over > 0 ? 'late' : 'in_time', lateMinutes };
  return { outcome: over > 0 ? 'not_done' : 'open', lateMinutes };
}
