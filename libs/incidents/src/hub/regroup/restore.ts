import { In, IsNull } from 'typeorm';
import { AssignmentRow, DeadlineRow, EscalationRow } from '../../entities/duty.entity.js';
import type { IncidentRow } from '../../entities/incident.entity.js';
import type { RowChange } from '../../entities/regrouping.entity.js';
import { nextStep } from '../../ladder/stamped.js';
import type { IncidentState } from '../../life.js';
import type { Act } from '../act.js';
import { isRunning } from '../dispatch.js';
import { withdrawDuty } from '../duties.js';
import { stopEscalations } from '../escalations.js';
import { lockIncident } from '../lock.js';
import { dropRow, currentRow, same, writeColumns } from './snapshot.js';

/** Rows that only the regrouping made and nothing hangs on: they go with it. */
const DROPPED: ReadonlySet<string> = new Set(['round', 'disposition', 'recusal', 'watched_incident']);

/**
 * Puts back what a regrouping changed, column by column: what has been changed since by somebody else stays as it is by now.
 * Duties and due times that it made end.
 * @param into the matter whose duties made by it are taken back; locked by the caller
 */
export async function putBack(act: Act, changes: readonly RowChange[], into: IncidentRow): Promise<void> {
  for (const change of changes.filter(({ before, table }) => before === null && table !== 'incident'))
    await takeAway(act, change, into);
  // Duties that were told of twice would stand twice for a moment: those that end come first.
  const order = (change: RowChange) => (change.after['state'] === 'withdrawn' ? 1 : 0);
  for (const { table, key, before, after } of changes.toSorted((a, b) => order(a) - order(b))) {
    if (before === null || table === 'incident') continue;
    await putColumnsBack(act, table, key, before, after);
  }
  await wakeClocks(act, changes);
}

async function putColumnsBack(
  act: Act,
  table: string,
  key: string,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Promise<void> {
  const now = await currentRow(act.manager, table, key);
  if (!now) return;
  const unchanged = Object.keys(before).filter((column) => same(now[column], after[column]));
  await writeColumns(
    act.manager,
    table,
    key,
    Object.fromEntries(unchanged.map((column) => [column, before[column]])),
  );
}

/**
 * The columns of the matter itself, on the locked row; the caller saves it. Its state goes back in any case: what a person did
 * about it since forbids the undo, and the rest follows from its duties.
 * @returns the columns that were changed again since, and stay
 */
export async function putMatterBack(
  act: Act,
  changes: readonly RowChange[],
  incident: IncidentRow,
): Promise<string[]> {
  const change = changes.find(({ table, key }) => table === 'incident' && key === incident.id);
  if (!change?.before) return [];
  const now = await currentRow(act.manager, 'incident', incident.id);
  const moved = Object.keys(change.before).filter((column) => !same(now?.[column], change.after[column]));
  await putColumnsBack(act, 'incident', incident.id, change.before, change.after);
  Object.assign(incident, await lockIncident(act.manager, incident.id));
  const { state } = change.before;
  if (state === undefined) return moved;
  incident.state = state as IncidentState;
  if (!isRunning(incident)) Object.assign(incident, { firstSignedAt: null, allSignedAt: null });
  return moved;
}

async function takeAway(act: Act, { table, key }: RowChange, into: IncidentRow): Promise<void> {
  if (table === 'assignment') {
    const duty = await act.manager.findOneBy(AssignmentRow, { id: key });
    if (duty && duty.state !== 'withdrawn') await withdrawDuty(act, into, duty, 'regrouping_undone');
  }
  if (table === 'deadline') {
    await stopEscalations(act, [key], 'withdrawn');
    const open = await act.manager.existsBy(DeadlineRow, { id: key, settledAt: IsNull() });
    if (open) await dropRow(act.manager, table, key);
  }
  if (DROPPED.has(table)) await dropRow(act.manager, table, key);
}

/** A due time that lies ahead again is no missed one, and clocks that run again know their next step. */
async function wakeClocks(act: Act, changes: readonly RowChange[]): Promise<void> {
  const keys = (table: string) =>
    changes.filter((change) => change.table === table && change.before).map(({ key }) => key);
  const due = await act.manager.findBy(DeadlineRow, {
    id: In(keys('deadline')),
    state: 'missed',
    settledAt: IsNull(),
  });
  for (const row of due.filter(({ dueAt }) => dueAt > act.at))
    await act.manager.update(DeadlineRow, { id: row.id }, { state: 'open' });
  const climbs = await act.manager.findBy(EscalationRow, { id: In(keys('escalation')), stoppedAt: IsNull() });
  for (const climb of climbs)
    await act.manager.update(EscalationRow, { id: climb.id }, { nextDueAt: nextStep(climb)?.at ?? null });
}
