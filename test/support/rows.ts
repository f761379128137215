import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { AssignmentRow, IncidentRow, NoticeRow } from '#incidents/service';

/** The morning most stories begin. */
export const MORNING = new Date('2026-11-23T08:30:00+08:00');

let numbers = 0;

/** An incident that has been dispatched; a test says only what matters to it. */
export async function makeIncident(
  manager: EntityManager,
  given: Partial<IncidentRow> & { jurisdictionId: string },
): Promise<IncidentRow> {
  numbers += 1;
  return manager.save(
    manager.create(IncidentRow, {
      number: `2026-${String(numbers).padStart(4, '0')}`,
      title: '小区停水三天',
      state: 'dispatched',
      opinionLevel: '一般',
      discoveredAt: MORNING,
      dispatchedAt: MORNING,
      createdAt: MORNING,
      updatedAt: MORNING,
      needsRouting: false,
      ...given,
    }),
  );
}

/** A duty to sign, sent in the morning. */
export async function makeDuty(
  manager: EntityManager,
  incident: IncidentRow,
  given: Partial<AssignmentRow> & { unit: string },
): Promise<AssignmentRow> {
  return manager.save(
    manager.create(AssignmentRow, {
      jurisdictionId: incident.jurisdictionId,
      incidentId: incident.id,
      roles: ['respondent'],
      mustSign: true,
      state: 'sent',
      sentAt: MORNING,
      signDueAt: new Date(MORNING.getTime() + 4 * 3_600_000),
      signedAt: null,
      signedBy: null,
      rehearsal: incident.rehearsal,
      ...given,
    }),
  );
}

/** A notice waiting to go. */
export async function makeNotice(
  manager: EntityManager,
  incident: IncidentRow,
  given: Omit<Partial<NoticeRow>, 'contactId'> & { contactId: string },
): Promise<NoticeRow> {
  return manager.save(
    manager.create(NoticeRow, {
      jurisdictionId: incident.jurisdictionId,
      incidentId: incident.id,
      assignmentId: null,
      eventKey: `test-${randomUUID()}`,
      recipientId: given.contactId,
      channel: 'mail',
      template: 'office_notified',
      state: 'pending',
      attempts: 0,
      nextAttemptAt: MORNING,
      createdAt: MORNING,
      rehearsal: incident.rehearsal,
      ...given,
    }),
  );
}
