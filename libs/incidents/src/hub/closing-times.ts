import { dueOfRule } from '#jurisdiction';
import { readDirectory } from '#jurisdiction/service';
import { DeadlineRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { writeDeadlines } from './deadlines.js';
import type { Act } from './act.js';
import { clocksOf } from './statutory-times.js';

/**
 * After an answer the office evaluates and closes within DL-12, five working days; counted from the answer itself. Closing
 * settles it. The file (DL-13) counts from the evaluation.
 */
export async function setClosingTime(act: Act, incident: IncidentRow, answeredAt: Date): Promise<void> {
  const book = clocksOf(incident, await readDirectory(act.manager, incident.jurisdictionId));
  const found = dueOfRule(book, 'DL-12', answeredAt);
  if (!found) return;
  const stored = await act.manager.findBy(DeadlineRow, { incidentId: incident.id, round: incident.round });
  const due = {
    rule: 'DL-12',
    kind: 'internal' as const,
    origin: 'birth' as const,
    round: incident.round,
    startsAt: answeredAt,
    dueAt: found.due,
    presumed: found.presumed,
    superseded: false,
  };
  await writeDeadlines(act, incident, stored, [due]);
}
