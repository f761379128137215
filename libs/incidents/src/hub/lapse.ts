import { In } from 'typeorm';
import type { Directory } from '#jurisdiction';
import type { IncidentRow } from '../entities/incident.entity.js';
import { ExtensionRow, RefusalRow } from '../entities/refusal.entity.js';
import { note, type Act } from './act.js';
import { stopEscalations } from './escalations.js';
import { officeFor } from './stand-in.js';
import { lapseSupervision } from './supervision-lapse.js';
import { keepDuty } from './keep-duty.js';

/** Nobody rules any more on what no longer stands: the duty was taken back, or the matter closed. */
export async function lapse(
  act: Act,
  incident: IncidentRow,
  what: { assignmentId?: string },
  reason: 'withdrawn' | 'closed' | 'merged',
): Promise<void> {
  const of = what.assignmentId ? { assignmentId: what.assignmentId } : {};
  await lapseSupervision(act, { incidentId: incident.id, ...of }, reason);
  const refusals = await act.manager.findBy(RefusalRow, {
    incidentId: incident.id,
    state: In(['waiting', 'prepared']),
    ...of,
  });
  for (const refusal of refusals) {
    await act.manager.update(RefusalRow, { id: refusal.id }, { state: 'lapsed', settledAt: act.at });
    await stopEscalations(act, [refusal.id], reason);
    // Closed with the objection open: the unit had it, and did its part.
    await keepDuty(act, refusal.assignmentId);
    await note(act, incident, 'refusal.lapsed', { refusalId: refusal.id, unit: refusal.unit, reason });
  }
  await act.manager.update(
    ExtensionRow,
    { incidentId: incident.id, state: 'waiting', ...of },
    { state: 'lapsed', decidedAt: act.at },
  );
}

/** What was asked for is no longer needed: signed, or reported. */
export async function lapseExtension(
  act: Act,
  assignmentId: string,
  rule: ExtensionRow['rule'],
): Promise<void> {
  await act.manager.update(
    ExtensionRow,
    { assignmentId, rule, state: 'waiting' },
    { state: 'lapsed', decidedAt: act.at },
  );
}

/** A unit that must see nothing rules on nothing: what waits for it goes to who stands in for it. */
export async function handRulings(act: Act, incident: IncidentRow, directory: Directory): Promise<void> {
  for (const kind of [RefusalRow, ExtensionRow] as const) {
    const waiting = await act.manager.findBy<RefusalRow | ExtensionRow>(kind, {
      incidentId: incident.id,
      state: In(['waiting', 'prepared']) as never,
    });
    for (const row of waiting) {
      const ruler = officeFor(directory, [...incident.recused, row.unit]);
      if (ruler && incident.recused.includes(row.ruler))
        await act.manager.update(kind, { id: row.id }, { ruler });
    }
  }
}
