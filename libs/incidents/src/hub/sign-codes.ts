import { createHmac, randomInt, randomUUID, timingSafeEqual } from 'node:crypto';
import { In, MoreThan, type DataSource, type EntityManager } from 'typeorm';
import { Clock } from '#clock';
import { EndpointRow } from '#jurisdiction/service';
import { Wakeups } from '#queue';
import { seal, type Keys } from '#secrets';
import { NoticeRow } from '../entities/duty.entity.js';
import type { AssignmentRow } from '../entities/duty.entity.js';
import type { IncidentRow } from '../entities/incident.entity.js';
import { SignCodeRow } from '../entities/link.entity.js';
import { compareOpinionLevels, workingOpinionLevel } from '../levels.js';
import { RefusedAction } from './errors.js';

const MINUTE = 60_000;
const VALID_FOR = 10 * MINUTE;
const MOST_TRIES = 5;
const MOST_AN_HOUR = 5;
/** A gateway that has not taken the message by then is away; nobody is kept from signing by it. */
const GATEWAY_PATIENCE = MINUTE;

/** Where the code of a signature stands. `unavailable`: the message did not go; it is signed without one, and logged so. */
export type CodeState =
  | { kind: 'not_needed' }
  | { kind: 'ask' }
  | { kind: 'sent'; at: Date; expiresAt: Date; againAt: Date }
  | { kind: 'unavailable' };

/** Whose code it is: a person of the roster with a number. */
export interface CodeHolder {
  id: string;
  phone: string | null;
}

/** What is signed: a duty (签收), or a text for which somebody's signature is asked (审签). */
export interface CodeSubject {
  id: string;
  jurisdictionId: string;
  incidentId: string;
  unit: string;
  rehearsal: boolean;
  /** The duty; null for a text. */
  assignmentId: string | null;
}
export const codeSubjectOf = (duty: AssignmentRow): CodeSubject => ({
  id: duty.id,
  jurisdictionId: duty.jurisdictionId,
  incidentId: duty.incidentId,
  unit: duty.unit,
  rehearsal: duty.rehearsal,
  assignmentId: duty.id,
});

/**
 * Signing 重大 and above by a link asks for a code sent to the holder's telephone, where the city has a gateway for short
 * messages. Only a hash is kept; in the message waiting to go the code is sealed, and erased once it went.
 */
export class SignCodes {
  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly wakeups: Wakeups,
    private readonly keys: Keys,
  ) {}

  /** @param holder null for a link that is nobody's of the roster */
  async state(subject: CodeSubject, incident: IncidentRow, holder: CodeHolder | null): Promise<CodeState> {
    const { manager } = this.source;
    if (!holder?.phone || !isGrave(incident) || !(await hasGateway(manager, subject)))
      return { kind: 'not_needed' };
    const last = await lastCode(manager, subject.id, holder.id);
    const now = this.clock.now('real');
    if (!last || last.expiresAt <= now) return { kind: 'ask' };
    if (await this.isUnavailable(last, now)) return { kind: 'unavailable' };
    const { at, expiresAt } = last;
    if (last.usedAt || last.tries >= MOST_TRIES) return { kind: 'ask' };
    return { kind: 'sent', at, expiresAt, againAt: new Date(at.getTime() + MINUTE) };
  }

  /**
   * Sends a code.
   * @throws RefusedAction `code_too_soon`, `code_too_often`
   */
  async send(subject: CodeSubject, holder: CodeHolder): Promise<void> {
    const now = this.clock.now('real');
    await this.source.transaction(async (manager) => {
      await manager.query('select pg_advisory_xact_lock(hashtext($1))', [`code:${subject.id}:${holder.id}`]);
      const hour = await manager.findBy(SignCodeRow, {
        subjectId: subject.id,
        contactId: holder.id,
        at: MoreThan(new Date(now.getTime() - 60 * MINUTE)),
      });
      if (hour.some(({ at }) => now.getTime() - at.getTime() < MINUTE))
        throw new RefusedAction('code_too_soon');
      if (hour.length >= MOST_AN_HOUR) throw new RefusedAction('code_too_often');
      await eraseCodes(manager, subject.id, holder.id);
      await this.write(manager, subject, holder, now);
    });
    await this.wakeups.wake('deliver', { jurisdictionId: subject.jurisdictionId });
  }

  /** A new code: its hash, and the message that carries it, sealed. */
  private async write(
    manager: EntityManager,
    subject: CodeSubject,
    holder: CodeHolder,
    now: Date,
  ): Promise<void> {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const id = randomUUID();
    await manager.insert(SignCodeRow, {
      id,
      subjectId: subject.id,
      contactId: holder.id,
      codeHash: this.hash(id, code),
      at: now,
      expiresAt: new Date(now.getTime() + VALID_FOR),
      usedAt: null,
    });
    await manager.insert(NoticeRow, {
      jurisdictionId: subject.jurisdictionId,
      incidentId: subject.incidentId,
      assignmentId: subject.assignmentId,
      subjectId: id,
      eventKey: eventKeyOf({ id }),
      recipientId: holder.id,
      contactId: holder.id,
      channel: 'sms',
      template: 'code',
      nextAttemptAt: now,
      createdAt: now,
      priority: URGENT,
      data: { code: seal(this.keys.contacts, code).toString('base64') } as never,
      rehearsal: subject.rehearsal,
    });
  }

  /**
   * Checks what was entered; a right code is good once.
   * @throws RefusedAction `code_missing`, `code_wrong`, `code_over`
   */
  async check(subject: CodeSubject, holder: CodeHolder, entered: string): Promise<void> {
    const outcome = await this.source.transaction(async (manager) => {
      const row = await manager.findOne(SignCodeRow, {
        where: { subjectId: subject.id, contactId: holder.id },
        order: { at: 'DESC' },
        lock: { mode: 'pessimistic_write' },
      });
      if (!row || !/^\d{6}$/.test(entered)) return 'code_missing' as const;
      const now = this.clock.now('real');
      if (row.usedAt || row.expiresAt <= now || row.tries >= MOST_TRIES) return 'code_over' as const;
      const right = timingSafeEqual(row.codeHash, this.hash(row.id, entered));
      await manager.update(SignCodeRow, { id: row.id }, right ? { usedAt: now } : { tries: row.tries + 1 });
      if (right) await manager.update(NoticeRow, { eventKey: eventKeyOf(row) }, { data: {} });
      return right ? null : row.tries + 1 >= MOST_TRIES ? ('code_over' as const) : ('code_wrong' as const);
    });
    // After the commit: a wrong try counts.
    if (outcome) throw new RefusedAction(outcome);
  }

  private hash(id: string, code: string): Buffer {
    return createHmac('sha256', this.keys.links).update(`code ${id} ${code}`).digest();
  }

  private async isUnavailable(row: SignCodeRow, now: Date): Promise<boolean> {
    const notice = await this.source.manager.findOneBy(NoticeRow, { eventKey: eventKeyOf(row) });
    if (!notice || notice.state === 'failed' || notice.state === 'cancelled') return true;
    if (notice.state === 'accepted' || notice.state === 'delivered') return false;
    return now.getTime() - row.at.getTime() >= GATEWAY_PATIENCE;
  }
}

/** Before every other message. */
const URGENT = 9;
const eventKeyOf = (row: Pick<SignCodeRow, 'id'>) => `${row.id}:code`;

const isGrave = (incident: IncidentRow): boolean =>
  compareOpinionLevels(workingOpinionLevel(incident.opinionLevel, incident.opinionConfirmed), '重大') >= 0;

/** A gateway in use for this unit or the whole city. */
async function hasGateway(manager: EntityManager, subject: CodeSubject): Promise<boolean> {
  const rows = await manager.findBy(EndpointRow, {
    jurisdictionId: subject.jurisdictionId,
    kind: 'sms',
    enabled: true,
  });
  return rows.some((row) => !row.removedAt && (row.units.length === 0 || row.units.includes(subject.unit)));
}

const lastCode = (manager: EntityManager, subjectId: string, contactId: string) =>
  manager.findOne(SignCodeRow, { where: { subjectId, contactId }, order: { at: 'DESC' } });

/** A message that never went keeps no code once another has been asked for. */
async function eraseCodes(manager: EntityManager, subjectId: string, contactId: string): Promise<void> {
  const codes = await manager.find(SignCodeRow, { where: { subjectId, contactId }, select: { id: true } });
  await manager.update(NoticeRow, { eventKey: In(codes.map(eventKeyOf)) }, { data: {} });
}
