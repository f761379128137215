import { In, type EntityManager } from 'typeorm';
import { workingOpinionLevel } from '#incidents';
import { AssignmentRow, DeadlineRow, IncidentRow, type NoticeRow } from '#incidents/service';
import type { NoticeFacts } from '../mail/template.js';
import { isTemplate, templates } from '../mail/templates.js';
import { moment } from '../step/moment.js';
import { byId, readSubjects, subjectFacts, type Subjects } from '../step/subjects.js';

/** A message of the inbox in one line. */
export interface InboxTitle {
  title: string;
  number: string;
  level: string;
  unit: string | null;
  dueAt: Date | null;
}

/**
 * What messages of the inbox say: the subject the same message has by mail, with the times as they stand now.
 * @returns by notice; without those that are about no incident, or of a kind that is not told by mail
 */
export async function inboxTitles(
  manager: EntityManager,
  notices: readonly NoticeRow[],
): Promise<Map<string, InboxTitle>> {
  const incidentIds = notices.flatMap(({ incidentId }) => incidentId ?? []);
  if (incidentIds.length === 0) return new Map();
  const [incidents, duties, deadlines, subjects] = await Promise.all([
    byId(manager, IncidentRow, incidentIds),
    byId(
      manager,
      AssignmentRow,
      notices.flatMap(({ assignmentId }) => assignmentId ?? []),
    ),
    manager.find(DeadlineRow, {
      where: { incidentId: In(incidentIds), kind: 'statutory', state: 'open' },
      order: { dueAt: 'ASC' },
    }),
    readSubjects(manager, notices),
  ]);
  return new Map(
    notices.flatMap((notice) => {
      const incident = incidents.get(notice.incidentId ?? '');
      if (!incident) return [];
      const duty = duties.get(notice.assignmentId ?? '') ?? null;
      const due = deadlines.find(({ incidentId }) => incidentId === incident.id)?.dueAt ?? null;
      const title = titleOf(notice, { incident, duty, due, subjects });
      return title ? [[notice.id, title] as const] : [];
    }),
  );
}

function titleOf(
  notice: NoticeRow,
  about: { incident: IncidentRow; duty: AssignmentRow | null; due: Date | null; subjects: Subjects },
): InboxTitle | null {
  const { incident, duty, due, subjects } = about;
  if (!isTemplate(notice.template)) return null;
  const level = workingOpinionLevel(incident.opinionLevel, incident.opinionConfirmed);
  const unit = duty?.unit ?? null;
  const facts: NoticeFacts = {
    number: incident.number,
    unit,
    level,
    signDue: duty?.signDueAt ? moment(duty.signDueAt) : null,
    reportDue: duty?.reportDueAt ? moment(duty.reportDueAt) : null,
    statutoryDue: due && moment(due),
    rehearsal: notice.rehearsal,
    // What has been overtaken is still a line of the inbox; it says less then.
    ...subjectFacts(notice, subjects),
  };
  const dueAt = (duty?.state === 'sent' ? duty.signDueAt : null) ?? due;
  return { title: templates[notice.template].subject(facts), number: incident.number, level, unit, dueAt };
}
