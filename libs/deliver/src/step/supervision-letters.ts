import type { NoticeRow, SupervisionPartRow } from '#incidents/service';
import type { NoticeFacts } from '../mail/template.js';
import { moment } from './moment.js';

export const isSupervision = (template: string): boolean =>
  template.startsWith('supervision_') || template === 'supervised';

/** In which state of the part a message still says something; all others: while it is open. */
const HOLDS: Record<string, SupervisionPartRow['state']> = {
  supervision_withdrawn: 'withdrawn',
  supervision_answered: 'answered',
};

/** What a notice about a supervision order says of it; null when it has been overtaken: answered, closed, taken back. */
export function aboutSupervision(
  { template, data }: Pick<NoticeRow, 'template' | 'data'>,
  part: SupervisionPartRow | undefined,
): Pick<NoticeFacts, 'supervision'> | null {
  if (!part || part.state !== (HOLDS[template] ?? 'open')) return null;
  const number = typeof data['letter'] === 'string' ? data['letter'] : '';
  return { supervision: { number, unit: part.unit, due: moment(part.dueAt) } };
}
