import type { EntityManager } from 'typeorm';
import { addDuration } from '#clock';
import { workingOpinionLevel } from '#incidents';
import {
  AssignmentRow,
  DeadlineRow,
  IncidentRow,
  hasRecusals,
  recusedAmong,
  type NoticeRow,
} from '#incidents/service';
import { signLink } from '#secrets';
import type { Letter } from '../mail/carrier.js';
import type { Desk } from './desk.js';
import { letterLink, outlivesSettingAside, subjectFacts } from './subject.js';
import { isTemplate, writeMail, type NoticeFacts, type TemplateName } from '../mail/templates.js';

/** Notices whose reader may sign for the unit: their link opens the signed page, the others lead to the log-in. */
const SIGNING: ReadonlySet<TemplateName> = new Set([
  'assigned',
  'reminder',
  'overdue_leader',
  'informed',
  'refusal_upheld',
  'refusal_joint',
  'extension_granted',
  'extension_declined',
]);
const ABOUT_SIGNING: ReadonlySet<TemplateName> = new Set([
  'assigned',
  'reminder',
  'overdue_leader',
  'overdue_office',
  'overdue_leadership',
  'unreachable',
]);

/**
 * Writes the mail of a notice from the rows as they stand now.
 * @returns null when it has been overtaken: signed, withdrawn, answered or closed in the meantime, or its reader recused
 */
export async function writeLetter(
  manager: EntityManager,
  notice: NoticeRow,
  to: string,
  desk: Desk,
): Promise<Letter | null> {
  if (!isTemplate(notice.template)) throw new Error(`no template ${notice.template}`);
  const incident = await manager.findOneOrFail(IncidentRow, {
    where: { id: notice.incidentId },
    select: {
      id: true,
      number: true,
      state: true,
      opinionLevel: true,
      opinionConfirmed: true,
      answeredAt: true,
      restricted: true,
      recused: true,
      recusedAccounts: true,
      recusedContacts: true,
    },
  });
  const duty = notice.assignmentId
    ? await manager.findOneBy(AssignmentRow, { id: notice.assignmentId })
    : null;
  if (overtaken(notice.template, incident, duty)) return null;
  const subject = await subjectFacts(manager, notice, moment);
  if (!subject) return null;
  if (await keptFrom(manager, notice, incident, desk)) return null;
  const deadlines = await manager.findBy(DeadlineRow, {
    incidentId: incident.id,
    kind: 'statutory',
    state: 'open',
  });
  const facts: NoticeFacts = {
    number: incident.number,
    unit: duty?.unit ?? null,
    level: workingOpinionLevel(incident.opinionLevel, incident.opinionConfirmed),
    signDue: duty?.signDueAt ? moment(duty.signDueAt) : null,
    statutoryDue: deadlines.length > 0 ? moment(earliest(deadlines.map((row) => row.dueAt))) : null,
    rehearsal: notice.rehearsal,
    ...subject,
  };
  const link = (await letterLink(manager, notice, desk)) ?? (await linkOf(manager, notice, desk));
  return {
    to,
    ...writeMail(notice.template, facts, link),
    messageId: `<${notice.id}@huiyin>`,
    date: desk.clock.now('real'),
    urgent: notice.priority > 0,
  };
}

/** Restricted, or its reader recused, after the notice was written (RT-05). */
async function keptFrom(
  manager: EntityManager,
  notice: NoticeRow,
  incident: IncidentRow,
  desk: Desk,
): Promise<boolean> {
  if (incident.restricted) {
    const { publicity, discipline } = (await desk.directory(manager, notice.jurisdictionId)).profile
      .jurisdiction.roles;
    const reader = await desk.contacts.contact(manager, notice.contactId);
    if (!reader || ![publicity, discipline].includes(reader.unit)) return true;
  }
  if (!hasRecusals(incident)) return false;
  return (await recusedAmong(manager, incident.id, [notice.contactId], desk.contacts)).size > 0;
}

function overtaken(template: TemplateName, incident: IncidentRow, duty: AssignmentRow | null): boolean {
  if (incident.state === 'closed') return true;
  if (incident.state === 'set_aside' && !outlivesSettingAside(template)) return true;
  if (duty?.state === 'withdrawn') return true;
  if (ABOUT_SIGNING.has(template)) return duty?.state !== 'sent';
  if (template === 'needs_confirmation' || template === 'pool_overdue')
    return incident.state !== 'awaiting_confirmation';
  if (template === 'deadline_missed') return incident.answeredAt !== null;
  return false;
}

async function linkOf(manager: EntityManager, notice: NoticeRow, desk: Desk): Promise<string> {
  if (!notice.assignmentId || !isTemplate(notice.template) || !SIGNING.has(notice.template))
    return `${desk.publicUrl}/incidents/${notice.incidentId}`;
  const directory = await desk.directory(manager, notice.jurisdictionId);
  const token = signLink(desk.keys.links, {
    assignmentId: notice.assignmentId,
    contactId: notice.contactId,
    purpose: 'sign',
    expiresAt: addDuration(desk.clock.now('real'), directory.profile.clocks.linkTtl),
  });
  return `${desk.publicUrl}/s/${token}`;
}

const earliest = (times: Date[]) => new Date(Math.min(...times.map((time) => time.getTime())));

const parts = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `11月22日 09:30`, Asia/Shanghai. */
function moment(at: Date): string {
  const part = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part['month']}月${part['day']}日 ${part['hour']}:${part['minute']}`;
}
