import type { EntityManager } from 'typeorm';
import { compareOpinionLevels, DISPOSED, levelNow, nextStep, stepKey, type DueStep } from '#incidents';
import { AssignmentRow, type EscalationRow, type LogType } from '#incidents/service';
import type { Contact } from './desk.js';
import type { Outgoing } from './outgoing.js';
import { audienceOf, type Audience, type Reached, type Reader } from './recipients.js';
import { levelOf, type Scene } from './scene.js';
import { overBecause, type Subjects } from './subjects.js';

/**
 * Takes every step that is due of an escalation and works out the next; messages and log go to `outgoing`. After a
 * standstill all steps that have passed are taken, each as it was stamped.
 * @returns false when the escalation is to be forgotten: its matter is set aside, and begins anew if it is taken up
 */
export async function takeSteps(
  row: EscalationRow,
  subjects: Subjects,
  scene: Scene,
  outgoing: Outgoing,
): Promise<boolean> {
  const over = overBecause(row, subjects, scene);
  if (over === 'rest') return false;
  if (over) {
    row.stoppedAt = scene.at;
    row.stopReason = over;
    return true;
  }
  rise(row, scene);
  let step = nextStep(row);
  for (; step && step.at <= scene.at; step = nextStep(row)) {
    await take(row, step, subjects, scene, outgoing);
    row.taken = [...row.taken, step.index];
  }
  row.nextDueAt = step?.at ?? null;
  return true;
}

/** A graver level hurries: from now on it counts beside the one it has run at. */
function rise(row: EscalationRow, scene: Scene): void {
  const level = levelOf(scene);
  if (compareOpinionLevels(level, levelNow(row)) <= 0) return;
  row.eras = [...row.eras, { level, from: scene.at.toISOString() }];
}

async function take(
  row: EscalationRow,
  { index, step }: DueStep,
  subjects: Subjects,
  scene: Scene,
  outgoing: Outgoing,
): Promise<void> {
  if (row.clock === 'letter' && index === 0 && subjects.letters.get(row.subjectId)?.sentAt) return;
  for (const unit of await unitsOf(row, step.to, subjects, scene)) {
    const reader = await audienceOf(step.to as Audience, unit, scene);
    const template = templateFor(row, step.template, reader, unit);
    if (template === null) continue;
    const first = row.clock === 'sign' && index === 0;
    const news = {
      eventKey: first ? `${row.subjectId}:sent` : stepKey(row, index),
      assignmentId: row.assignmentId,
      subjectId: row.assignmentId ? null : subjectOf(row),
      template,
      channels: step.channels,
      reach: step.reach,
    };
    await outgoing.tell(scene, { ...news, template: step.template }, reader.toCall);
    await outgoing.tell(scene, news, reader.contacts);
    // A letter is logged when it has gone.
    if (template === 'coordination_letter') continue;
    outgoing.note({
      incident: scene.incident,
      at: scene.at,
      actor: 'system',
      ...entryOf(row, { index, wishedFor: step.to, template, unit }, reader, subjects),
    });
  }
}

/**
 * Units a step starts from: the one the clock is about; for statutory times every unit that answers; null: the matter as a
 * whole.
 */
async function unitsOf(
  row: EscalationRow,
  to: string,
  subjects: Subjects,
  scene: Scene,
): Promise<(string | null)[]> {
  if (row.clock === 'letter') return [subjects.letters.get(row.subjectId)?.unit ?? null];
  if (row.clock === 'ruling') return [subjects.refusals.get(row.subjectId)?.ruler ?? null];
  if (row.unit) return [row.unit];
  if (row.clock !== 'statutory' || isCentral(to)) return [null];
  const answering = await answeringUnits(scene.manager, row.incidentId);
  return answering.length > 0 ? answering : [null];
}

export const isCentral = (to: string) =>
  ['office', 'office_leader', 'leadership', 'coordinator'].includes(to);

/** Units that answer for the matter, or own it while nobody does. */
export async function answeringUnits(manager: EntityManager, incidentId: string): Promise<string[]> {
  const rows = await manager
    .createQueryBuilder(AssignmentRow, 'duty')
    .select('duty.unit', 'unit')
    .where(`duty.incidentId = :incidentId AND duty.state <> 'withdrawn'`, { incidentId })
    .andWhere(`duty.roles && ARRAY['respondent', 'pool_owner']`)
    .orderBy('duty.sentAt')
    .addOrderBy('duty.unit')
    .getRawMany<{ unit: string }>();
  return rows.map((row) => row.unit);
}

/** What a notice is about beside a duty: its mail says more of a refusal, an order, a letter, a due time. */
const subjectOf = ({ clock, subjectId }: EscalationRow): string | null =>
  ['ruling', 'order', 'letter', 'closing'].includes(clock) ? subjectId : null;

const MEANT_FOR_UNIT: readonly string[] = [
  'assigned',
  'reminder',
  'overdue_leader',
  'report_reminder',
  'report_overdue',
  'report_overdue_leader',
];

/** What was meant for a unit where nobody can be reached asks its reader to help reach it; null: nothing to say. */
export function templateFor(
  { clock }: Pick<EscalationRow, 'clock'>,
  wanted: string,
  { reached, contacts }: Reader,
  unit: string | null,
): string | null {
  if (clock === 'letter' && reached !== 'outside' && wanted in BY_HAND) return BY_HAND[wanted] ?? null;
  const away = unit !== null && reached !== 'nobody' && contacts[0]?.unit !== unit;
  return MEANT_FOR_UNIT.includes(wanted) && away ? 'unreachable' : wanted;
}

/** What the office is asked to do by hand where no mail reaches a coordinator; null where it hears of the same anyway. */
export const BY_HAND: Record<string, string | null> = {
  coordination_letter: 'coordination_by_hand',
  coordination_recalled: 'coordination_recalled_by_hand',
  coordination_reminder: null,
};

/** What was said: the step, whom it was meant for, the words, the unit it starts from. */
interface Said {
  index: number;
  wishedFor: string;
  template: string;
  unit: string | null;
}

function entryOf(
  row: EscalationRow,
  { index, wishedFor, template, unit }: Said,
  { reached, contacts }: Reader,
  subjects: Subjects,
): { type: LogType; data: Record<string, unknown> } {
  const told = { to: reached, template, step: index };
  const { subjectId: id } = row;
  switch (row.clock) {
    case 'sign':
    case 'report':
      return { type: dutyLog(template, reached), data: { assignmentId: id, unit, ...told } };
    case 'ruling': {
      const refused = subjects.refusals.get(id)?.unit;
      return index === 0
        ? { type: 'notice.queued', data: { refusalId: id, ...told, unit: readerUnit(contacts, unit) } }
        : { type: 'refusal.late', data: { refusalId: id, ...told, unit: refused, to: wishedFor } };
    }
    case 'order':
      return {
        type: 'order.urged',
        data: { orderId: id, body: subjects.orders.get(id)?.body, reached, template, to: wishedFor },
      };
    case 'letter': {
      const letter = subjects.letters.get(id)?.letterNumber;
      const to = reached === 'outside' ? reached : wishedFor === 'outside' ? 'office' : wishedFor;
      return { type: 'coordination.urged', data: { coordinationId: id, unit, letter, to, template } };
    }
    case 'statutory':
    case 'pool':
    case 'closing':
    case 'incident':
    default:
      return {
        type: 'notice.queued',
        data: { ...told, unit: readerUnit(contacts, unit), rule: subjects.deadlines.get(id)?.rule },
      };
  }
}

const readerUnit = (contacts: readonly Contact[], unit: string | null): string | null =>
  contacts[0]?.unit ?? unit;

function dutyLog(template: string, reached: Reached): LogType {
  if (reached !== 'liaison') return 'duty.escalated';
  return template === 'assigned' ? 'notice.queued' : 'duty.reminded';
}

/** Makes known what an action has announced. */
export async function tellAnnounced(
  row: {
    eventKey: string;
    assignmentId: string | null;
    subjectId: string | null;
    unit: string;
    audience: string;
    template: string;
    channels: readonly string[] | null;
    ownOnly: boolean;
    data: Record<string, unknown>;
  },
  scene: Scene,
  outgoing: Outgoing,
): Promise<void> {
  const { eventKey, assignmentId, subjectId, unit, data } = row;
  // That nothing is left to do says nothing of a report.
  const evenRestricted = row.template === DISPOSED && row.ownOnly;
  const reader = await audienceOf(row.audience as Audience, unit, scene, { evenRestricted });
  const own = (contacts: Contact[]) =>
    row.ownOnly ? contacts.filter((contact) => contact.unit === unit) : contacts;
  const [contacts, toCall] = [own(reader.contacts), own(reader.toCall)];
  const clock = row.audience === 'outside' ? 'letter' : 'incident';
  const template = templateFor({ clock }, row.template, { ...reader, contacts }, unit);
  if (template === null || contacts.length + toCall.length === 0) return;
  const channels = row.channels ?? ['mail', 'app'];
  const news = { eventKey, assignmentId, subjectId, template, channels, reach: 'each' as const, data };
  await outgoing.tell(scene, { ...news, template: row.template }, toCall);
  await outgoing.tell(scene, news, contacts);
  const about = { assignmentId, subjectId, unit: readerUnit(contacts, unit), to: reader.reached, template };
  outgoing.note({
    incident: scene.incident,
    type: 'notice.queued',
    at: scene.at,
    actor: 'system',
    data: about,
  });
}
