import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { AssignmentRow, EscalationRow, IncidentRow, NoticeRow } from '#incidents/service';

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

const HOUR = 3_600_000;

/** A sign-off clock that runs for a duty, with a reminder at each of these hours after it was sent. */
export async function makeEscalation(
  manager: EntityManager,
  duty: AssignmentRow,
  { hours, taken = [] }: { hours: number[]; taken?: number[] },
): Promise<EscalationRow> {
  const from = duty.sentAt;
  const next = hours.find((_hour, index) => !taken.includes(index));
  const step = { plus: 0, to: 'liaison', template: 'reminder', channels: ['mail'] };
  return manager.save(
    manager.create(EscalationRow, {
      jurisdictionId: duty.jurisdictionId,
      incidentId: duty.incidentId,
      clock: 'sign',
      subjectId: duty.id,
      assignmentId: duty.id,
      unit: duty.unit,
      policy: {
        key: 'test',
        name: '测试',
        version: '1',
        steps: hours.map((after) => ({ ...step, after, reach: 'each' as const, minLevel: '一般' as const })),
        repeat: null,
        stop: [],
        spans: { 一般: HOUR, 较大: HOUR, 重大: HOUR, 特别重大: HOUR },
        rest: null,
        edition: 0,
      },
      eras: [{ level: '一般', from: from.toISOString() }],
      dueAt: null,
      taken,
      nextDueAt: next === undefined ? null : new Date(from.getTime() + next * HOUR),
      stoppedAt: null,
      stopReason: null,
      rehearsal: duty.rehearsal,
    }),
  );
}
