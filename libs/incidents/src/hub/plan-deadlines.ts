import type { DueTime } from '../routing.js';

/** The part of a stored deadline that planning looks at. */
export interface StoredDeadline {
  rule: string;
  kind: 'statutory' | 'internal' | 'superior';
  origin: 'birth' | 'upgrade';
  round: number;
  startsAt: Date;
  dueAt: Date;
  state: 'open' | 'met' | 'missed' | 'superseded';
  settledAt: Date | null;
}

export interface NewDeadline {
  rule: string;
  kind: 'statutory' | 'internal' | 'superior';
  origin: 'birth' | 'upgrade';
  round: number;
  startsAt: Date;
  dueAt: Date;
  presumed: number[];
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
  round: number,
  kind: NewDeadline['kind'] = due.id === 'DL-19' ? 'superior' : 'statutory',
): NewDeadline {
  return {
    rule: due.id,
    kind,
    origin: due.origin ?? 'birth',
    round,
    startsAt: new Date(due.from),
    dueAt: new Date(due.due),
    presumed: due.presumed ?? [],
    superseded: due.supersededBy !== undefined,
  };
}

/**
 * What must change so that the stored due times hold what is wanted. A due time moves earlier or not at all, and none
 * is dropped; DL-03 is marked as superseded once a confirmed I or II asks for 5 h and 24 h (domain (f)10). What has been
 * settled stays as it was settled. Each round has rows of its own.
 */
export function planDeadlines<T extends StoredDeadline>(stored: T[], wanted: NewDeadline[]): DeadlinePlan<T> {
  const plan: DeadlinePlan<T> = { add: [], earlier: [], supersede: [] };
  for (const due of wanted) {
    const row = stored.find(
      (other) => other.rule === due.rule && other.origin === due.origin && other.round === due.round,
    );
    if (!row) {
      plan.add.push(due);
      continue;
    }
    const moved = row.settledAt === null && row.state !== 'superseded' ? earlierOf(row, due) : null;
    if (moved) plan.earlier.push({ row, ...moved });
    if (due.superseded && row.state === 'open') plan.supersede.push(row);
  }
  const round = Math.max(1, ...wanted.map((due) => due.round));
  const general = stored.find((row) => row.rule === 'DL-03' && row.round === round && row.state === 'open');
  const replaced = wanted.some((due) => due.rule === 'DL-01') && !wanted.some((due) => due.rule === 'DL-03');
  if (general && replaced) plan.supersede.push(general);
  return plan;
}

/**
 * A statutory time keeps the limit it was born with, whatever the directory says by now, and moves with its start alone; an
 * internal one moves when a graver level asks for less.
 */
function earlierOf(row: StoredDeadline, due: NewDeadline): { startsAt: Date; dueAt: Date } | null {
  if (row.kind !== 'statutory')
    return due.dueAt < row.dueAt ? { startsAt: due.startsAt, dueAt: due.dueAt } : null;
  return due.startsAt < row.startsAt ? movedTo(row, due.startsAt) : null;
}

/** With its whole span moved. */
export const movedTo = (
  { startsAt, dueAt }: Pick<StoredDeadline, 'startsAt' | 'dueAt'>,
  start: Date,
): { startsAt: Date; dueAt: Date } => ({
  startsAt: start,
  dueAt: new Date(dueAt.getTime() - (startsAt.getTime() - start.getTime())),
});
