import { In, type EntityManager } from 'typeorm';
import {
  AssignmentRow,
  DeadlineRow,
  EscalationRow,
  IncidentRow,
  type ListedIncident,
} from '#incidents/service';

/** Incidents with what every list shows of them, read in four queries whatever their number. */
export interface LoadedIncident {
  row: IncidentRow;
  late: boolean;
  duties: AssignmentRow[];
  deadlines: DeadlineRow[];
  escalations: ReadonlyMap<string, EscalationRow>;
}

export async function loadIncidents(
  manager: EntityManager,
  listed: Pick<ListedIncident, 'id' | 'late'>[],
): Promise<LoadedIncident[]> {
  if (listed.length === 0) return [];
  const incidentId = In(listed.map(({ id }) => id));
  const [rows, duties, deadlines, escalations] = await Promise.all([
    manager.find(IncidentRow, { where: { id: incidentId } }),
    manager.find(AssignmentRow, { where: { incidentId }, order: { sentAt: 'ASC', unit: 'ASC' } }),
    manager.find(DeadlineRow, { where: { incidentId }, order: { dueAt: 'ASC' } }),
    manager.find(EscalationRow, { where: { incidentId } }),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const stepOf = new Map(
    escalations.filter((row) => row.clock === 'sign').map((row) => [row.subjectId, row]),
  );
  return listed.flatMap(({ id, late }) => {
    const row = byId.get(id);
    if (!row) return [];
    return [
      {
        row,
        late,
        duties: duties.filter((duty) => duty.incidentId === id),
        deadlines: deadlines.filter((deadline) => deadline.incidentId === id),
        escalations: stepOf,
      },
    ];
  });
}
