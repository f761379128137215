import {
  In,
  type EntityManager,
  type EntityTarget,
  type FindOptionsWhere,
  type ObjectLiteral,
} from 'typeorm';
import { DISPOSED, DISPOSITIONS } from '#incidents';
import {
  CoordinationRow,
  DeadlineRow,
  ExtensionRow,
  OrderRow,
  RefusalRow,
  SupervisionPartRow,
  type NoticeRow,
} from '#incidents/service';
import type { NoticeFacts } from '../mail/template.js';
import { moment } from './moment.js';
import { aboutSupervision, isSupervision } from './supervision-letters.js';

/** Purpose of a link that opens a letter to a coordinator outside. */
export const COORDINATE = 'coordinate';

/** Letters whose reader answers by the link; the other notices lead to the log-in. */
const ANSWERED_BY_LINK: ReadonlySet<string> = new Set([
  'coordination_letter',
  'coordination_reminder',
  'coordination_recalled',
]);

/** Mails to the ruling unit, which say nothing any more once somebody has ruled. */
const TO_RULE: ReadonlySet<string> = new Set([
  'refusal_raised',
  'refusal_overdue',
  'refusal_overdue_leader',
  'refusal_to_confirm',
  'refusal_returned',
]);
const CLOCKS: Record<string, string> = { 'DL-06': '签收时限', 'DL-07': '核实初报时限' };

const isOrder = (template: string) => template.startsWith('order_');
const isLetter = (template: string) => template.startsWith('coordination_');
const isRefusal = (template: string) => template.startsWith('refusal_');
const isExtension = (template: string) => template.startsWith('extension_');

const isTask = (template: string) => /^(?:publication|commitment|proof)_/.test(template);
const isEvaluation = (template: string) =>
  template === 'evaluation_near' || template === 'evaluation_overdue';

/** Orders, letters, refusals, extensions and due times that a batch of notices is about. */
export interface Subjects {
  orders: Map<string, OrderRow>;
  letters: Map<string, CoordinationRow>;
  refusals: Map<string, RefusalRow>;
  extensions: Map<string, ExtensionRow>;
  /** Parts of supervision orders. */
  parts: Map<string, SupervisionPartRow>;
  deadlines: Map<string, DeadlineRow>;
}

export async function readSubjects(manager: EntityManager, notices: readonly NoticeRow[]): Promise<Subjects> {
  const ids = (matches: (template: string) => boolean) =>
    notices.flatMap(({ template, subjectId }) => (subjectId && matches(template) ? [subjectId] : []));
  return {
    orders: await byId(manager, OrderRow, ids(isOrder)),
    letters: await byId(manager, CoordinationRow, ids(isLetter)),
    refusals: await byId(manager, RefusalRow, ids(isRefusal)),
    extensions: await byId(manager, ExtensionRow, ids(isExtension)),
    parts: await byId(manager, SupervisionPartRow, ids(isSupervision)),
    deadlines: await byId(manager, DeadlineRow, ids(isEvaluation)),
  };
}

/** Rows by id in one statement; none when nothing is asked. */
export async function byId<Row extends ObjectLiteral & { id: string }>(
  manager: EntityManager,
  target: EntityTarget<Row>,
  ids: readonly string[],
): Promise<Map<string, Row>> {
  if (ids.length === 0) return new Map();
  const rows = await manager.findBy(target, { id: In([...new Set(ids)]) } as FindOptionsWhere<Row>);
  return new Map(rows.map((row) => [row.id, row]));
}

type SubjectFacts = Pick<
  NoticeFacts,
  'order' | 'letter' | 'refusal' | 'extension' | 'supervision' | 'evaluation' | 'task' | 'merged' | 'ended'
>;

/**
 * What a notice about an order, a letter, a refusal or an extension says of it.
 * @returns null when it has been overtaken: reported, confirmed, ruled on, taken back; `{}` for the other notices
 */
export function subjectFacts(notice: NoticeRow, subjects: Subjects): SubjectFacts | null {
  const { template, subjectId } = notice;
  if (template === 'merged') return aboutMerged(notice);
  if (template === DISPOSED) return aboutEnded(notice);
  if (!subjectId) return {};
  if (isOrder(template)) return aboutOrder(subjects.orders.get(subjectId));
  if (isLetter(template)) return aboutLetter(template, subjects.letters.get(subjectId));
  if (isRefusal(template)) return aboutRefusal(template, subjects.refusals.get(subjectId));
  if (isExtension(template)) return aboutExtension(template, subjects.extensions.get(subjectId));
  if (isSupervision(template)) return aboutSupervision(notice, subjects.parts.get(subjectId));
  if (isEvaluation(template)) return aboutEvaluation(subjects.deadlines.get(subjectId));
  if (isTask(template)) return aboutTask(notice);
  return {};
}

function aboutMerged({ data }: NoticeRow): SubjectFacts {
  return typeof data['number'] === 'string' ? { merged: data['number'] } : {};
}

function aboutEnded({ data }: NoticeRow): SubjectFacts {
  return { ended: DISPOSITIONS.find((kind) => kind === data['ends']) ?? null };
}

function aboutOrder(order: OrderRow | undefined): SubjectFacts | null {
  if (order?.state !== 'open') return null;
  return { order: { body: order.body, due: order.dueAt && moment(order.dueAt) } };
}

function aboutLetter(template: string, letter: CoordinationRow | undefined): SubjectFacts | null {
  if (!letter || !stillHolds(template, letter)) return null;
  return { letter: { number: letter.letterNumber, unit: letter.unit, due: moment(letter.dueAt) } };
}

function stillHolds(template: string, { state }: CoordinationRow): boolean {
  if (template.startsWith('coordination_recalled')) return state === 'recalled';
  if (template === 'coordination_declined') return state === 'declined';
  return state === 'drafted' || state === 'sent';
}

function aboutRefusal(template: string, row: RefusalRow | undefined): SubjectFacts | null {
  if (!row) return null;
  const open = row.state === 'waiting' || (row.state === 'prepared' && template !== 'refusal_returned');
  const waits = template === 'refusal_to_confirm' ? row.state === 'prepared' : open;
  if (TO_RULE.has(template) && !waits) return null;
  return { refusal: { unit: row.unit, due: moment(row.dueAt) } };
}

function aboutExtension(template: string, row: ExtensionRow | undefined): SubjectFacts | null {
  if (!row || (template === 'extension_asked' && row.state !== 'waiting')) return null;
  const clock = CLOCKS[row.rule] ?? '办理时限';
  return { extension: { unit: row.unit, clock, until: moment(row.askedUntil) } };
}

function aboutEvaluation(due: DeadlineRow | undefined): SubjectFacts | null {
  const waits = due && due.settledAt === null && (due.state === 'open' || due.state === 'missed');
  return waits ? { evaluation: { due: moment(due.dueAt) } } : null;
}

/** Who settles it takes back what was still to be told of it (`tellNoMore` of respond). */
function aboutTask({ data }: NoticeRow): SubjectFacts {
  const { unit, dueAt } = data;
  const due = typeof dueAt === 'string' ? moment(new Date(dueAt)) : '';
  return typeof unit === 'string' ? { task: { unit, due } } : {};
}

/** A matter is closed first and evaluated after (DL-12); what was promised is owed all the same. */
export const outlivesClosing = (template: string): boolean =>
  isEvaluation(template) || template.startsWith('commitment_');

/** Of a matter set aside a superior still waits to be told, and who held a duty that nothing is left to do. */
export const outlivesSettingAside = (template: string): boolean => isOrder(template) || template === DISPOSED;

/** The reader answers a letter by the link alone. */
export const answeredByLink = (template: string): boolean => ANSWERED_BY_LINK.has(template);

/** What the office is told when nobody at the addressee could be reached: get the letter there by other means. */
export const forOffice = (notice: NoticeRow): string => {
  if (notice.assignmentId) return 'unreachable';
  if (!isLetter(notice.template)) return notice.template;
  return notice.template === 'coordination_recalled'
    ? 'coordination_recalled_by_hand'
    : 'coordination_by_hand';
};
