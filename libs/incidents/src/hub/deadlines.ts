import { In, IsNull, type EntityManager } from 'typeorm';
import type { Timeline } from '#clock';
import { DeadlineRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { logEntry, note, type Act } from './act.js';
import { retimeEscalation, stopEscalations } from './escalations.js';
import { IncidentLog, type LoggedIncident } from './log.js';
import { planDeadlines, type NewDeadline } from './plan-deadlines.js';
import { sqlStates, OVER } from '../life.js';

/** What stands on the record of an incident beside its judgement. */
export interface ItemFacts {
  /** A superior's order (OP-5), in an item or on record. */
  assignedBySuperior: boolean;
  /** Units that orders on record name (RT-06). */
  orderedUnits: string[];
  /** Coordinators outside this installation that have confirmed (RT-55). */
  confirmedCoordinators: string[];
  /** Items of more than one source (RT-53). */
  merged: boolean;
}

export async function itemFacts(manager: EntityManager, incidentId: string): Promise<ItemFacts> {
  const rows: ItemFacts[] = await manager.query(
    `select items.ordered or orders.count > 0 as "assignedBySuperior", orders.units as "orderedUnits",
       array(select unit from coordination where incident_id = $1 and state = 'confirmed' order by unit)
         as "confirmedCoordinators", items.merged
     from (select coalesce(bool_or(item.assigned_by_superior), false) as ordered,
         count(distinct item.source->>'name') > 1 as merged
       from incident_item link join item on item.id = link.item_id where link.incident_id = $1) items,
     (select count(distinct id) as count,
         coalesce(array_agg(distinct unit order by unit) filter (where unit is not null), '{}') as units
       from superior_order left join unnest(units) as unit on true
       where incident_id = $1 and state <> 'withdrawn') orders`,
    [incidentId],
  );
  return rows[0] ?? { assignedBySuperior: false, orderedUnits: [], confirmedCoordinators: [], merged: false };
}

/** Puts wanted due times beside the stored ones and logs each change. */
export async function writeDeadlines(
  act: Act,
  incident: IncidentRow,
  stored: DeadlineRow[],
  wanted: NewDeadline[],
): Promise<void> {
  const plan = planDeadlines(stored, wanted);
  if (plan.add.length > 0) await addDeadlines(act, incident, plan.add);
  for (const { row, ...times } of plan.earlier) await moveEarlier(act, incident, row, times);
  for (const row of plan.supersede) {
    await act.manager.update(DeadlineRow, { id: row.id }, { state: 'superseded' });
    await stopEscalations(act, [row.id], 'withdrawn');
    await note(act, incident, 'deadline.superseded', { rule: row.rule, origin: row.origin });
  }
}

/** Moves one due time earlier, with the warnings that are still to come. */
export async function moveEarlier(
  act: Act,
  incident: IncidentRow,
  row: DeadlineRow,
  { startsAt, dueAt }: { startsAt: Date; dueAt: Date },
): Promise<void> {
  await act.manager.update(DeadlineRow, { id: row.id }, { startsAt, dueAt });
  if (row.kind === 'statutory') await retimeEscalation(act, 'statutory', row.id, { from: startsAt, dueAt });
  await note(act, incident, 'deadline.moved_earlier', {
    rule: row.rule,
    from: row.dueAt.toISOString(),
    to: dueAt.toISOString(),
  });
}

async function addDeadlines(act: Act, incident: IncidentRow, added: NewDeadline[]): Promise<void> {
  await act.manager.insert(
    DeadlineRow,
    added.map(({ superseded, ...due }) => ({
      ...due,
      incidentId: incident.id,
      state: superseded ? ('superseded' as const) : ('open' as const),
      settledAt: null,
      rehearsal: incident.rehearsal,
    })),
  );
  await IncidentLog.append(
    act.manager,
    added.map(({ rule, origin, round, dueAt, presumed }) =>
      logEntry(act, incident, 'deadline.set', {
        rule,
        origin,
        dueAt: dueAt.toISOString(),
        ...(round > 1 && { round }),
        ...(presumed.length > 0 && { presumed }),
      }),
    ),
  );
}

/**
 * Settles due times by what was done at `doneAt`: in time they are met; late ones are missed, and say when it came.
 * @param orderId only the due time of this superior's order
 */
export async function settleDeadlines(
  act: Act,
  incident: IncidentRow,
  rules: string[],
  doneAt: Date,
  orderId?: string,
): Promise<void> {
  const rows = await act.manager.findBy(DeadlineRow, {
    incidentId: incident.id,
    rule: In(rules),
    ...(orderId && { orderId }),
    state: In(['open', 'missed']),
    settledAt: IsNull(),
  });
  await stopEscalations(
    act,
    rows.map((row) => row.id),
    'answered',
  );
  for (const row of rows) {
    const state = doneAt <= row.dueAt ? 'met' : 'missed';
    await act.manager.update(DeadlineRow, { id: row.id }, { state, settledAt: doneAt });
    // A late answer registered before the sweep came by: the miss is logged here, once.
    if (state === 'met' || row.state === 'open')
      await note(act, incident, state === 'met' ? 'deadline.met' : 'deadline.missed', {
        rule: row.rule,
        origin: row.origin,
        dueAt: row.dueAt.toISOString(),
      });
  }
}

/**
 * Marks open due times that have passed on their timeline, and logs each once; those of closed incidents rest, but for
 * what is still to be done with a closed one: evaluation and archive.
 * @returns the incidents concerned
 */
export async function markMissedDeadlines(
  manager: EntityManager,
  now: Date,
  timeline: Timeline,
): Promise<string[]> {
  const missed: MissedDeadline[] = await manager
    .query(
      `update deadline set state = 'missed'
     from incident
     where incident.id = deadline.incident_id and deadline.id in (
       select due.id from deadline due join incident owner on owner.id = due.incident_id
       where due.state = 'open' and due.due_at <= $1 and due.rehearsal = $2
         and (owner.state not in (${sqlStates([...OVER, 'set_aside'])}) or due.kind = 'superior' and owner.state not in (${sqlStates(OVER)})
           or due.rule in ('DL-12', 'DL-13') and owner.state in ('closed', 'evaluated'))
       order by due.due_at limit 500 for update of due skip locked)
     returning deadline.rule, deadline.origin, deadline.due_at as "dueAt", incident.id, incident.number,
       incident.jurisdiction_id as "jurisdictionId", incident.rehearsal, incident.historic`,
      [now, timeline === 'rehearsal'],
    )
    .then(([rows]: [MissedDeadline[], number]) => rows);
  await IncidentLog.append(
    manager,
    missed.map((row) => ({
      incident: row,
      type: 'deadline.missed',
      at: now,
      actor: 'system',
      data: { rule: row.rule, origin: row.origin, dueAt: row.dueAt.toISOString() },
    })),
  );
  return [...new Set(missed.map((row) => row.id))];
}

interface MissedDeadline extends LoggedIncident {
  rule: string;
  origin: string;
  dueAt: Date;
}
