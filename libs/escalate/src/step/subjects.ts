import { In, type EntityManager } from 'typeorm';
import {
  AssignmentRow,
  CoordinationRow,
  DeadlineRow,
  isRunning,
  OrderRow,
  RefusalRow,
  type EscalationRow,
} from '#incidents/service';
import { type EscalationClock, isOver, isSigned } from '#incidents';
import type { Scene } from './scene.js';

/** What escalations are about, read for a whole batch. */
export interface Subjects {
  duties: Map<string, AssignmentRow>;
  refusals: Map<string, RefusalRow>;
  deadlines: Map<string, DeadlineRow>;
  orders: Map<string, OrderRow>;
  letters: Map<string, CoordinationRow>;
}

export async function subjectsOf(manager: EntityManager, rows: readonly EscalationRow[]): Promise<Subjects> {
  const of = (...clocks: EscalationClock[]) =>
    rows.filter((row) => clocks.includes(row.clock)).map((row) => row.subjectId);
  const read = async <T extends { id: string }>(
    entity: { new (): T },
    ids: string[],
  ): Promise<Map<string, T>> => {
    if (ids.length === 0) return new Map();
    const found = await manager.findBy(entity, { id: In(ids) } as never);
    return new Map(found.map((row) => [row.id, row]));
  };
  return {
    duties: await read(AssignmentRow, of('sign', 'report')),
    refusals: await read(RefusalRow, of('ruling')),
    deadlines: await read(DeadlineRow, of('statutory', 'pool', 'closing')),
    orders: await read(OrderRow, of('order')),
    letters: await read(CoordinationRow, of('letter')),
  };
}

/**
 * Why an escalation no longer runs, by the rows as they stand; null while it does. `rest`: the matter is set aside, and
 * if it is taken up again its clocks begin anew.
 */
export function overBecause(row: EscalationRow, subjects: Subjects, { incident }: Scene): string | null {
  const { subjectId: id } = row;
  // Closed first and evaluated after: the due time says when that is done.
  const over =
    row.clock === 'closing' ? incident.state !== 'closed' && isOver(incident.state) : isOver(incident.state);
  if (over || incident.historic) return 'closed';
  if (row.clock === 'order') return reasonUnless(subjects.orders.get(id)?.state === 'open', 'reported');
  if (row.clock === 'letter') {
    const letter = subjects.letters.get(id);
    return reasonUnless(
      letter?.state === 'drafted' || letter?.state === 'sent',
      letter?.state ?? 'withdrawn',
    );
  }
  if (incident.state === 'set_aside') return 'rest';
  switch (row.clock) {
    case 'sign':
      return unsigned(subjects.duties.get(id));
    case 'report':
      return unreported(subjects.duties.get(id), row, incident.answeredAt !== null);
    case 'ruling': {
      const state = subjects.refusals.get(id)?.state;
      return reasonUnless(state === 'waiting' || state === 'prepared', state ?? 'withdrawn');
    }
    case 'pool':
      if (incident.state !== 'awaiting_confirmation') return 'confirmed';
      return unsettled(subjects.deadlines.get(id));
    case 'statutory':
    case 'closing':
      return unsettled(subjects.deadlines.get(id));
    case 'incident':
    default:
      return reasonUnless(isRunning(incident), 'withdrawn');
  }
}

const reasonUnless = (runs: boolean, reason: string): string | null => (runs ? null : reason);

function unsigned(duty: AssignmentRow | undefined): string | null {
  if (!duty) return 'withdrawn';
  if (!duty.mustSign) return 'coordinator_confirmed';
  return duty.state === 'sent' ? null : duty.state;
}

function unreported(
  duty: AssignmentRow | undefined,
  { policy }: EscalationRow,
  answered: boolean,
): string | null {
  if (!duty || duty.state === 'withdrawn') return 'withdrawn';
  if (duty.reportedAt || !duty.reportDueAt) return 'reported';
  if (answered) return 'answered';
  if (duty.state === 'refused' && policy.stop.includes('refused')) return 'refused';
  return isSigned(duty) && policy.stop.includes('signed') ? 'signed' : null;
}

function unsettled(deadline: DeadlineRow | undefined): string | null {
  if (!deadline || deadline.state === 'superseded') return 'withdrawn';
  return deadline.settledAt || deadline.state === 'met' ? 'answered' : null;
}
