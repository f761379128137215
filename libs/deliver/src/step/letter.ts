import { addDuration } from '#clock';
import { DISPOSED, workingOpinionLevel, isOver } from '#incidents';
import { signLink } from '#secrets';
import { DeliveryError, type Address, type Message } from '../channels/carrier.js';
import { briefOf, isTemplate, writeMail, type NoticeFacts, type TemplateName } from '../mail/templates.js';
import type { Desk } from './desk.js';
import { moment } from './moment.js';
import type { Opened } from './opened.js';
import { personalPurpose } from './personal.js';
import {
  answeredByLink,
  COORDINATE,
  outlivesClosing,
  outlivesSettingAside,
  subjectFacts,
} from './subjects.js';

/** Notices whose reader may act for the unit: their link opens the signed page, the others lead to the log-in. */
const SIGNING: ReadonlySet<TemplateName> = new Set([
  'assigned',
  'reminder',
  'overdue_leader',
  'informed',
  'merged',
  'merge_undone',
  'disposed_undone',
  'report_reminder',
  'report_overdue',
  'report_overdue_leader',
  'refusal_upheld',
  'refusal_joint',
  'extension_granted',
  'extension_declined',
  'handed_on',
  'hand_on_declined',
  'urged',
  'urged_leader',
  'supervised',
  'supervision_near',
  'supervision_overdue',
  'supervision_returned',
]);
/** Say nothing any more once the unit has signed. */
const ABOUT_SIGNING: ReadonlySet<TemplateName> = new Set([
  'assigned',
  'reminder',
  'overdue_leader',
  'overdue_office',
  'overdue_leadership',
  'unreachable',
]);
/** Once an answer is registered. */
const ABOUT_ANSWERING: ReadonlySet<TemplateName> = new Set([
  'deadline_half',
  'deadline_near',
  'deadline_missed',
  'deadline_missed_unit',
  'urged',
  'urged_leader',
]);
/** Once units are assigned. */
const ABOUT_ASSIGNING: ReadonlySet<TemplateName> = new Set(['needs_confirmation', 'pool_overdue']);

/** A page of the dashboard that a notice names for what is to be done. */
const PAGE = /^\/[a-z-]+(?:\/[\w-]+)*$/;

/** What a notice says and where its link leads. */
export interface Written {
  template: TemplateName;
  facts: NoticeFacts;
  link: string;
}

/**
 * Says what a notice has to say, from the rows as they stand now.
 * @returns null when it has been overtaken: signed, withdrawn, answered or closed in the meantime, or its reader recused
 * @throws DeliveryError `recipient` when there are no words for it
 */
export function write(opened: Opened, desk: Desk): Written | null {
  const { notice, incident, duty } = opened;
  const { template } = notice;
  // Of one message without words the others must not suffer: it fails, and whoever looks at the record sees why.
  if (!isTemplate(template) || !incident) throw new DeliveryError('recipient', `没有“${template}”的文字`);
  if (opened.kept || overtaken(template, opened)) return null;
  const subject = subjectFacts(notice, opened.subjects);
  if (!subject) return null;
  const facts: NoticeFacts = {
    number: incident.number,
    unit: duty?.unit ?? null,
    level: workingOpinionLevel(incident.opinionLevel, incident.opinionConfirmed),
    signDue: duty?.signDueAt ? moment(duty.signDueAt) : null,
    reportDue: duty?.reportDueAt ? moment(duty.reportDueAt) : null,
    statutoryDue: opened.statutoryDue && moment(opened.statutoryDue),
    rehearsal: notice.rehearsal,
    perhapsKnown: notice.doubtful && notice.bundledIn !== null,
    ...subject,
  };
  return { template, facts, link: linkOf(opened, template, desk) };
}

/** The message of a notice. */
export function messageOf(
  opened: Opened,
  { template, facts, link }: Written,
  to: Address,
  desk: Desk,
): Message {
  const brief = briefOf(template, facts, link);
  return { ...envelopeOf(opened, to, desk), ...writeMail(template, facts, link), brief };
}

const messageIdOf = (noticeId: string): string => `<${noticeId}@huiyin>`;

/** What all attempts of a notice have in common. */
export function envelopeOf({ notice }: Opened, to: Address, desk: Desk) {
  return {
    id: notice.id,
    jurisdictionId: notice.jurisdictionId,
    to,
    messageId: messageIdOf(notice.id),
    ...(notice.bundledIn ? { references: messageIdOf(notice.bundledIn) } : {}),
    date: desk.clock.now('real'),
    urgent: notice.priority > 0,
  };
}

function overtaken(template: TemplateName, { incident, duty }: Opened): boolean {
  if (!incident) return true;
  if (isOver(incident.state) && !(incident.state === 'closed' && outlivesClosing(template))) return true;
  if (incident.state === 'set_aside' && !outlivesSettingAside(template)) return true;
  // True as long as the duty is not given again.
  if (template === DISPOSED) return duty?.state !== 'withdrawn';
  if (duty?.state === 'withdrawn') return true;
  if (ABOUT_SIGNING.has(template)) return duty?.state !== 'sent';
  if (template.startsWith('report_')) return !duty || duty.reportedAt !== null;
  if (ABOUT_ASSIGNING.has(template)) return incident.state !== 'awaiting_confirmation';
  return ABOUT_ANSWERING.has(template) && incident.answeredAt !== null;
}

function linkOf({ notice, directory, endpoint }: Opened, template: TemplateName, desk: Desk): string {
  const signed = (assignmentId: string, purpose: string) => {
    const expiresAt = addDuration(desk.clock.now('real'), directory.profile.clocks.linkTtl);
    const token = signLink(desk.keys.links, {
      assignmentId,
      contactId: notice.recipientId,
      purpose,
      expiresAt,
    });
    return `${desk.publicUrl}/s/${token}`;
  };
  // Signed in one's own name: in a group, and in the inbox of an account, the link leads to the log-in.
  const personal = notice.contactId && notice.subjectId ? personalPurpose(template) : null;
  if (personal && notice.subjectId) return signed(notice.subjectId, personal);
  const page = notice.data['path'];
  if (typeof page === 'string' && PAGE.test(page)) return `${desk.publicUrl}${page}`;
  // Whoever reads along in a group of several units would sign for another's: there the link leads to the log-in.
  const ownOnly = notice.endpointId === null || endpoint?.units.length === 1;
  if (!ownOnly) return `${desk.publicUrl}/incidents/${notice.incidentId}`;
  if (notice.subjectId && answeredByLink(template)) return signed(notice.subjectId, COORDINATE);
  if (notice.assignmentId && SIGNING.has(template)) return signed(notice.assignmentId, 'sign');
  return `${desk.publicUrl}/incidents/${notice.incidentId}`;
}
