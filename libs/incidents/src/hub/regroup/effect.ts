import type { RowChange } from '../../entities/regrouping.entity.js';
import type { Snapshot } from './snapshot.js';

/** A value before and after. */
export interface FromTo<T> {
  from: T;
  to: T;
}

export interface MatterEffect {
  id: string;
  number: string;
  title: string;
  state: FromTo<string | null>;
  opinionLevel: FromTo<string | null>;
  eventLevel: FromTo<string | null>;
  /** T0, ISO. */
  discoveredAt: FromTo<string | null>;
  items: FromTo<number>;
}

/** `sent`: told and must sign; `carried`: comes from the other matter as it stands; `joined`: one of two, signed once. */
export interface DutyEffect {
  incidentId: string;
  unit: string;
  change: 'sent' | 'carried' | 'joined' | 'withdrawn';
  signed: boolean;
}

export interface DeadlineEffect {
  incidentId: string;
  rule: string;
  change: 'added' | 'moved' | 'carried' | 'ends';
  from: string | null;
  to: string | null;
}

/** What a regrouping does, read from the rows themselves. */
export interface RegroupEffect {
  matters: MatterEffect[];
  duties: DutyEffect[];
  deadlines: DeadlineEffect[];
}

const text = (row: Record<string, unknown> | undefined | null, column: string): string | null => {
  const value = row?.[column];
  return typeof value === 'string' ? value : null;
};
const SIGNED: ReadonlySet<string> = new Set([
  'signed',
  'verified',
  'drafted',
  'aligned',
  'approved',
  'published',
]);

/** @param incidentIds the matters concerned, in the order in which they are shown */
export function effectOf(
  before: Snapshot,
  after: Snapshot,
  changes: readonly RowChange[],
  incidentIds: readonly string[],
): RegroupEffect {
  const count = (rows: Snapshot, id: string) =>
    [...rows].filter(([key, row]) => key.startsWith('incident_item ') && row['incident_id'] === id).length;
  const matters = incidentIds.map((id): MatterEffect => {
    const [then, now] = [before.get(`incident ${id}`), after.get(`incident ${id}`)];
    const both = (column: string) => ({ from: text(then, column), to: text(now, column) });
    return {
      id,
      number: text(now, 'number') ?? '',
      title: text(now, 'title') ?? '',
      state: both('state'),
      opinionLevel: both('opinion_level'),
      eventLevel: both('event_level'),
      discoveredAt: both('discovered_at'),
      items: { from: count(before, id), to: count(after, id) },
    };
  });
  const of = (table: string) => changes.filter((change) => change.table === table);
  return {
    matters,
    duties: of('assignment').flatMap((change) => dutyEffect(change, after)),
    deadlines: of('deadline').flatMap((change) => deadlineEffect(change, before, after)),
  };
}

function dutyEffect({ key, before, after }: RowChange, rows: Snapshot): DutyEffect[] {
  const row = rows.get(`assignment ${key}`);
  const [incidentId, unit] = [text(row, 'incident_id') ?? '', text(row, 'unit') ?? ''];
  const signed = SIGNED.has(text(row, 'state') ?? '');
  const one = (change: DutyEffect['change'], was = signed) => [{ incidentId, unit, change, signed: was }];
  if (before === null) return text(row, 'state') === 'withdrawn' ? [] : one('sent');
  if ('incident_id' in after) return one('carried');
  if (after['state'] !== 'withdrawn') return signed && before['state'] === 'sent' ? one('joined') : [];
  const goesOn = [...rows].some(
    ([name, other]) =>
      name.startsWith('assignment ') && other['unit'] === unit && other['state'] !== 'withdrawn',
  );
  return one(goesOn ? 'joined' : 'withdrawn', SIGNED.has(String(before['state'])));
}

function deadlineEffect({ key, before, after }: RowChange, old: Snapshot, rows: Snapshot): DeadlineEffect[] {
  const row = rows.get(`deadline ${key}`);
  const was = old.get(`deadline ${key}`);
  const one = (change: DeadlineEffect['change']): DeadlineEffect[] => [
    {
      incidentId: text(row, 'incident_id') ?? '',
      rule: text(row, 'rule') ?? '',
      change,
      from: text(was, 'due_at'),
      to: text(row, 'due_at'),
    },
  ];
  if (before === null) return one('added');
  if ('incident_id' in after) return one('carried');
  if ('due_at' in after) return one('moved');
  return after['state'] === 'superseded' ? one('ends') : [];
}
