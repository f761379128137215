import type { EntityManager } from 'typeorm';
import { ExtensionRow, RefusalRow, type NoticeRow } from '#incidents/service';
import type { NoticeFacts } from '../mail/template.js';

/** Mails to the ruling unit, which say nothing any more once somebody has ruled. */
const TO_RULE: readonly string[] = [
  'refusal_raised',
  'refusal_overdue',
  'refusal_overdue_leader',
  'refusal_to_confirm',
  'refusal_returned',
];
const CLOCKS: Record<string, string> = { 'DL-06': '签收时限', 'DL-07': '核实初报时限' };

/**
 * What a mail about a refusal or an extension says beside the incident.
 * @returns `overtaken` when it has been settled meanwhile; null for any other notice
 */
export async function aboutRefusal(
  manager: EntityManager,
  notice: NoticeRow,
  moment: (at: Date) => string,
): Promise<Pick<NoticeFacts, 'refusal' | 'extension'> | 'overtaken' | null> {
  const { template, subjectId } = notice;
  if (subjectId === null) return null;
  if (template.startsWith('refusal_')) {
    const row = await manager.findOneByOrFail(RefusalRow, { id: subjectId });
    const open = row.state === 'waiting' || (row.state === 'prepared' && template !== 'refusal_returned');
    const waits = template === 'refusal_to_confirm' ? row.state === 'prepared' : open;
    if (TO_RULE.includes(template) && !waits) return 'overtaken';
    return { refusal: { unit: row.unit, due: moment(row.dueAt) } };
  }
  if (!template.startsWith('extension_')) return null;
  const row = await manager.findOneByOrFail(ExtensionRow, { id: subjectId });
  if (template === 'extension_asked' && row.state !== 'waiting') return 'overtaken';
  const clock = CLOCKS[row.rule] ?? '办理时限';
  return { extension: { unit: row.unit, clock, until: moment(row.askedUntil) } };
}
