import { In } from 'typeorm';
import { dueOfRule } from '#jurisdiction';
import { readDirectory } from '#jurisdiction/service';
import { DeadlineRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { writeDeadlines } from './deadlines.js';
import { note, type Act } from './act.js';
import { stopEscalations } from './escalations.js';
import { clocksOf } from './statutory-times.js';

/**
 * After an answer the office evaluates within DL-12, five working days; counted from the answer itself. The evaluation
 * settles it; closing does where there is none.
 */
export const setClosingTime = (act: Act, incident: IncidentRow, answeredAt: Date): Promise<void> =>
  setTime(act, incident, 'DL-12', answeredAt);

/** The file (DL-13, ten working days) counts from the evaluation. */
export const setArchivingTime = (act: Act, incident: IncidentRow): Promise<void> =>
  setTime(act, incident, 'DL-13', act.at);

async function setTime(act: Act, incident: IncidentRow, rule: string, startsAt: Date): Promise<void> {
  const book = clocksOf(incident, await readDirectory(act.manager, incident.jurisdictionId));
  const found = dueOfRule(book, rule, startsAt);
  if (!found) return;
  const stored = await act.manager.findBy(DeadlineRow, { incidentId: incident.id, round: incident.round });
  // Taken up again and answered once more in the same turn: it counts from the later answer.
  const dropped = stored.find((row) => row.rule === rule && row.state === 'superseded');
  if (dropped) return restart(act, incident, dropped, { startsAt, dueAt: found.due });
  const due = {
    rule,
    kind: 'internal' as const,
    origin: 'birth' as const,
    round: incident.round,
    startsAt,
    dueAt: found.due,
    presumed: found.presumed,
    superseded: false,
  };
  await writeDeadlines(act, incident, stored, [due]);
}

async function restart(
  act: Act,
  incident: IncidentRow,
  row: DeadlineRow,
  times: { startsAt: Date; dueAt: Date },
): Promise<void> {
  await act.manager.update(DeadlineRow, { id: row.id }, { ...times, state: 'open', settledAt: null });
  const { rule, origin } = row;
  await note(act, incident, 'deadline.set', { rule, origin, dueAt: times.dueAt.toISOString() });
}

/** Taken up again: what was to follow the answer waits for the next one. */
export async function dropAfterwards(act: Act, incident: IncidentRow): Promise<void> {
  const rows = await act.manager.findBy(DeadlineRow, {
    incidentId: incident.id,
    rule: In(['DL-12', 'DL-13']),
    state: In(['open', 'missed']),
  });
  for (const row of rows.filter(({ settledAt }) => settledAt === null)) {
    await act.manager.update(DeadlineRow, { id: row.id }, { state: 'superseded' });
    await stopEscalations(act, [row.id], 'withdrawn');
    await note(act, incident, 'deadline.superseded', { rule: row.rule, origin: row.origin });
  }
}
