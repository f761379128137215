import type { DueTime } from '../routing.js';

/** The part of a stored deadline that planning looks at. */
export interface StoredDeadline {
  rule: string;
  origin: 'birth' | 'upgrade';
  startsAt: Date;
  dueAt: Date;
  state: 'open' | 'met' | 'missed' | 'superseded';
}

export interface NewDeadline {
  rule: string;
  kind: 'statutory' | 'internal' | 'superior';
  origin: 'birth' | 'upgrade';
  startsAt: Date;
  dueAt: Date;
  superseded: boolean;
}

export interface DeadlinePlan<T extends StoredDeadline> {
  add: NewDeadline[];
  earlier: { row: T; startsAt: Date; dueAt: Date }[];
  supersede: T[];
}

/** The due time of a rule in the terms of a row. */
export function asNewDeadline(
  due: DueTime,
  kind: NewDeadline['kind'] = due.id === 'DL-19' ? 'superior' : 'statutory',
): NewDeadline {
  return {
    rule: due.id,
    kind,
    origin: due.origin ?? 'birth',
    startsAt: new Date(due.from),
    dueAt: new Date(due.due),
    superseded: due.supersededBy !== undefined,
  };
}

/**
 * What must change so that the stored due times hold what is wanted. A due time moves earlier or not at all, and none
 * is dropped; DL-03 is marked as superseded once a confirmed I or II asks for 5 h and 24 h (domain (f)10).
 */
export function planDeadlines<T extends StoredDeadline>(stored: T[], wanted: NewDeadline[]): DeadlinePlan<T> {
  const plan: DeadlinePlan<T> = { add: [], earlier: [], supersede: [] };
  for (const due of wanted) {
    const row = stored.find((other) => other.rule === due.rule && other.origin === due.origin);
    if (!row) {
      plan.add.push(due);
      continue;
    }
    if (due.dueAt < row.dueAt) plan.earlier.push({ row, startsAt: due.startsAt, dueAt: due.dueAt });
    if (due.superseded && row.state === 'open') plan.supersede.push(row);
  }
  const general = stored.find((row) => row.rule === 'DL-03' && row.state === 'open');
  const replaced = wanted.some((due) => due.rule === 'DL-01') && !wanted.some((due) => due.rule === 'DL-03');
  if (general && replaced) plan.supersede.push(general);
  return plan;
}
