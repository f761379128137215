import type { EntityManager } from 'typeorm';
import { addDuration, timelineOf, type Clock } from '#clock';
import { CoordinationRow, IncidentLog, IncidentRow, OrderRow, type NoticeRow } from '#incidents/service';
import { signLink } from '#secrets';
import type { NoticeFacts } from '../mail/template.js';
import type { Desk } from './desk.js';
import { aboutRefusal } from './refusal-letters.js';

/** Purpose of a link that opens a letter to a coordinator outside. */
export const COORDINATE = 'coordinate';

/** Letters whose reader answers by the link; the other notices lead to the log-in. */
const ANSWERED_BY_LINK: ReadonlySet<string> = new Set([
  'coordination_letter',
  'coordination_reminder',
  'coordination_recalled',
]);

const isOrder = (template: string) => template.startsWith('order_');
const isLetter = (template: string) => template.startsWith('coordination_');

/**
 * What a notice about an order or a letter says of it.
 * @param moment writes a time in the words of a mail
 * @returns null when it has been overtaken: reported, confirmed, taken back; `{}` for notices about something else
 */
export async function subjectFacts(
  manager: EntityManager,
  notice: NoticeRow,
  moment: (at: Date) => string,
): Promise<Pick<NoticeFacts, 'order' | 'letter' | 'refusal' | 'extension'> | null> {
  if (!notice.subjectId) return {};
  if (isOrder(notice.template)) {
    const order = await manager.findOneBy(OrderRow, { id: notice.subjectId });
    if (order?.state !== 'open') return null;
    return { order: { body: order.body, due: order.dueAt && moment(order.dueAt) } };
  }
  const refusal = await aboutRefusal(manager, notice, moment);
  if (refusal) return refusal === 'overtaken' ? null : refusal;
  const letter = await manager.findOneBy(CoordinationRow, { id: notice.subjectId });
  if (!letter || !stillHolds(notice.template, letter)) return null;
  return { letter: { number: letter.letterNumber, unit: letter.unit, due: moment(letter.dueAt) } };
}

function stillHolds(template: string, { state }: CoordinationRow): boolean {
  if (template.startsWith('coordination_recalled')) return state === 'recalled';
  if (template === 'coordination_declined') return state === 'declined';
  return state === 'drafted' || state === 'sent';
}

/** Of a matter set aside a superior still waits to be told. */
export const outlivesSettingAside = (template: string): boolean => isOrder(template);

/** The link of a letter; null for notices that lead to the log-in. */
export async function letterLink(
  manager: EntityManager,
  notice: NoticeRow,
  desk: Desk,
): Promise<string | null> {
  if (!notice.subjectId || !ANSWERED_BY_LINK.has(notice.template)) return null;
  const directory = await desk.directory(manager, notice.jurisdictionId);
  const token = signLink(desk.keys.links, {
    assignmentId: notice.subjectId,
    contactId: notice.contactId,
    purpose: COORDINATE,
    expiresAt: addDuration(desk.clock.now('real'), directory.profile.clocks.linkTtl),
  });
  return `${desk.publicUrl}/s/${token}`;
}

/** A letter counts as sent when the relay has taken it, in the transaction that says so. */
export async function letterAccepted(manager: EntityManager, notice: NoticeRow, clock: Clock): Promise<void> {
  if (notice.template !== 'coordination_letter' || !notice.subjectId) return;
  const at = clock.now(timelineOf(notice));
  const sent = await manager.update(
    CoordinationRow,
    { id: notice.subjectId, state: 'drafted' },
    { state: 'sent', sentAt: at, how: 'mail' },
  );
  if (sent.affected !== 1) return;
  const letter = await manager.findOneByOrFail(CoordinationRow, { id: notice.subjectId });
  const incident = await manager.findOneByOrFail(IncidentRow, { id: notice.incidentId });
  const data = { coordinationId: letter.id, unit: letter.unit, letter: letter.letterNumber, how: 'mail' };
  await IncidentLog.append(manager, [{ incident, type: 'coordination.sent', at, actor: 'system', data }]);
}

/** What the office is told when nobody at the addressee could be reached: get the letter there by other means. */
export const forOffice = (notice: NoticeRow): string => {
  if (notice.assignmentId) return 'unreachable';
  if (!isLetter(notice.template)) return notice.template;
  return notice.template === 'coordination_recalled'
    ? 'coordination_recalled_by_hand'
    : 'coordination_by_hand';
};
