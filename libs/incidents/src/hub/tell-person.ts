import type { ContactRow } from '#jurisdiction/service';
import { AccountRow } from '#access/service';
import { NoticeRow } from '../entities/duty.entity.js';
import type { AssignmentRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { compareOpinionLevels, workingOpinionLevel } from '../levels.js';
import type { Act } from './act.js';
import { RefusedAction } from './errors.js';

/** 重大 and above go first. */
export const priorityOf = (incident: Pick<IncidentRow, 'opinionLevel' | 'opinionConfirmed'>): number =>
  Math.max(
    0,
    compareOpinionLevels(workingOpinionLevel(incident.opinionLevel, incident.opinionConfirmed), '较大'),
  );

/**
 * A message to one person of a unit by name, in the transaction of the change: by mail, without an address by SMS, and
 * into the inbox of the account that is the same person. The caller wakes `deliver` after commit.
 * @throws RefusedAction `no_contact_way` when there is neither address nor number
 */
export async function tellPerson(
  act: Act,
  incident: IncidentRow,
  duty: Pick<AssignmentRow, 'id'>,
  what: {
    /** What it tells of; a person hears of one thing once. */
    id: string;
    contact: Pick<ContactRow, 'id' | 'emailSealed' | 'phoneSealed'>;
    template: string;
    /** Real time. */
    now: Date;
    data?: Record<string, unknown>;
  },
): Promise<void> {
  const { contact, template, now } = what;
  if (!contact.emailSealed && !contact.phoneSealed) throw new RefusedAction('no_contact_way');
  const accounts = await act.manager.findBy(AccountRow, { contactId: contact.id, disabled: false });
  const same = {
    jurisdictionId: incident.jurisdictionId,
    incidentId: incident.id,
    assignmentId: duty.id,
    subjectId: what.id,
    eventKey: `${what.id}:${template}`,
    template,
    nextAttemptAt: now,
    createdAt: now,
    priority: priorityOf(incident),
    data: (what.data ?? {}) as never,
    rehearsal: incident.rehearsal,
  };
  await act.manager
    .createQueryBuilder()
    .insert()
    .into(NoticeRow)
    .values([
      {
        ...same,
        channel: contact.emailSealed ? ('mail' as const) : ('sms' as const),
        recipientId: contact.id,
        contactId: contact.id,
      },
      ...accounts.map(({ id }) => ({
        ...same,
        channel: 'app' as const,
        recipientId: id,
        accountId: id,
        state: 'accepted' as const,
        acceptedAt: now,
      })),
    ])
    .orIgnore()
    .execute();
}
