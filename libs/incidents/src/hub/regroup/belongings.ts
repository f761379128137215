import { In, IsNull, Not } from 'typeorm';
import { CoordinationRow } from '../../entities/coordination.entity.js';
import { DeadlineRow } from '../../entities/duty.entity.js';
import { FactSettlementRow } from '../../entities/fact-settlement.entity.js';
import type { IncidentRow } from '../../entities/incident.entity.js';
import { InstructionRow, InstructionTaskRow } from '../../entities/instruction.entity.js';
import { OrderRow } from '../../entities/order.entity.js';
import { RecusalRow } from '../../entities/recusal.entity.js';
import { ReportIssueRow, ReportSeriesRow } from '../../entities/upward.entity.js';
import type { Act } from '../act.js';
import { moveEarlier } from '../deadlines.js';
import { takeSettled } from '../fact-settling.js';
import { stopEscalations } from '../escalations.js';
import { rehomeClocks } from './carry.js';

/**
 * What hangs on a matter beside its duties goes with it: due times, orders of superiors, instructions, letters, reports upward,
 * drafts, who watches it (decision 33).
 */
export async function carryBelongings(act: Act, into: IncidentRow, from: IncidentRow): Promise<void> {
  await carryOrders(act, { incidentId: from.id }, into.id);
  await carryDeadlines(act, into, from);
  const move = { incidentId: into.id };
  await act.manager.update(InstructionRow, { incidentId: from.id }, move);
  await act.manager.update(InstructionTaskRow, { incidentId: from.id }, move);
  // What a person has settled holds for the whole; of one subject the newest word does, whichever matter it was said of.
  await act.manager.update(FactSettlementRow, { incidentId: from.id }, move);
  await takeSettled(act, into);
  await carryLetters(act, into, from);
  await carryReports(act, into, from);
  await carryWatches(act, into, from);
  await carryDrafts(act, into, from);
}

/** Orders of a superior with their own clock: of a whole matter, or those that came with an item. */
export async function carryOrders(
  act: Act,
  of: { incidentId: string; itemIds?: string[] },
  incidentId: string,
): Promise<void> {
  const orders = await act.manager.findBy(OrderRow, {
    incidentId: of.incidentId,
    ...(of.itemIds && { itemId: In(of.itemIds) }),
  });
  const ids = orders.map(({ id }) => id);
  if (ids.length === 0) return;
  await act.manager.update(OrderRow, { id: In(ids) }, { incidentId });
  await act.manager.update(DeadlineRow, { orderId: In(ids) }, { incidentId });
  await rehomeClocks(act, ids, incidentId);
}

/** A due time that runs there and not here comes along; of two the earlier one holds, and the other is no miss. */
async function carryDeadlines(act: Act, into: IncidentRow, from: IncidentRow): Promise<void> {
  const own = await act.manager.findBy(DeadlineRow, { incidentId: into.id, orderId: IsNull() });
  const others = await act.manager.findBy(DeadlineRow, {
    incidentId: from.id,
    orderId: IsNull(),
    settledAt: IsNull(),
    state: Not('superseded'),
  });
  for (const row of others) {
    const here = own.find(
      ({ rule, origin, round }) => rule === row.rule && origin === row.origin && round === row.round,
    );
    if (!here) {
      await act.manager.update(DeadlineRow, { id: row.id }, { incidentId: into.id });
      await rehomeClocks(act, [row.id], into.id);
      continue;
    }
    const runs = here.settledAt === null && here.state !== 'superseded';
    if (runs && row.dueAt < here.dueAt) await moveEarlier(act, into, here, row);
    await act.manager.update(DeadlineRow, { id: row.id }, { state: 'superseded', settledAt: act.at });
    await stopEscalations(act, [row.id], 'merged');
  }
}

/** A coordinator is asked once; who has been asked for the other matter already is asked no more. */
async function carryLetters(act: Act, into: IncidentRow, from: IncidentRow): Promise<void> {
  const live = { state: Not('recalled' as const) };
  const asked = await act.manager.findBy(CoordinationRow, { incidentId: into.id, ...live });
  for (const letter of await act.manager.findBy(CoordinationRow, { incidentId: from.id, ...live })) {
    if (asked.some(({ unit }) => unit === letter.unit)) {
      const recalled = { state: 'recalled' as const, settledAt: act.at, reason: '事件已归并' };
      await act.manager.update(CoordinationRow, { id: letter.id }, recalled);
      await stopEscalations(act, [letter.id], 'merged');
    } else {
      await act.manager.update(CoordinationRow, { id: letter.id }, { incidentId: into.id });
      await rehomeClocks(act, [letter.id], into.id);
    }
  }
}

/** A series goes on under the other matter, unless that one reports to the same addressee already. */
async function carryReports(act: Act, into: IncidentRow, from: IncidentRow): Promise<void> {
  const known = await act.manager.findBy(ReportSeriesRow, { incidentId: into.id });
  const series = await act.manager.findBy(ReportSeriesRow, { incidentId: from.id });
  const ids = series
    .filter(({ addressee }) => !known.some((own) => own.addressee === addressee))
    .map(({ id }) => id);
  if (ids.length === 0) return;
  await act.manager.update(ReportSeriesRow, { id: In(ids) }, { incidentId: into.id });
  await act.manager.update(ReportIssueRow, { seriesId: In(ids) }, { incidentId: into.id });
}

const carryWatches = (act: Act, into: IncidentRow, from: IncidentRow): Promise<unknown> =>
  act.manager.query(
    `update watched_incident mine set incident_id = $1 where incident_id = $2
       and not exists (select 1 from watched_incident known where known.incident_id = $1
         and known.account_id is not distinct from mine.account_id)`,
    [into.id, from.id],
  );

/** Texts only begun, and the facts table where the other has none; the rest stays readable where it was written. */
async function carryDrafts(act: Act, into: IncidentRow, from: IncidentRow): Promise<void> {
  await act.manager.query(
    `update response mine set incident_id = $1, round = $3 where incident_id = $2 and state = 'drafting'
       and not exists (select 1 from response known where known.incident_id = $1 and known.unit = mine.unit
         and known.state not in ('published', 'withdrawn'))`,
    [into.id, from.id, into.round],
  );
  await act.manager.query(
    `update fact set incident_id = $1, round = $3 where incident_id = $2
       and not exists (select 1 from fact known where known.incident_id = $1 and known.round = $3)`,
    [into.id, from.id, into.round],
  );
}

/** Whoever is kept from the one is kept from both (RT-05). */
export async function uniteRecusals(act: Act, into: IncidentRow, from: IncidentRow): Promise<void> {
  const union = (a: string[], b: string[]) => [...new Set([...a, ...b])];
  into.recused = union(into.recused, from.recused);
  into.recusedAccounts = union(into.recusedAccounts, from.recusedAccounts);
  into.recusedContacts = union(into.recusedContacts, from.recusedContacts);
  const standing = (incidentId: string) => act.manager.findBy(RecusalRow, { incidentId, liftedAt: IsNull() });
  const known = await standing(into.id);
  const added = (await standing(from.id)).filter(
    ({ personId }) => !known.some((row) => row.personId === personId),
  );
  await act.manager.insert(
    RecusalRow,
    added.map(({ id: _id, ...row }) => ({ ...row, incidentId: into.id })),
  );
}
