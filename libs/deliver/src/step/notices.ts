import { In, type DataSource, type EntityManager } from 'typeorm';
import { timelineOf, type Clock } from '#clock';
import { ContactRow } from '#jurisdiction/service';
import { IncidentLog, NoticeRow, type LogEntry, type LogType } from '#incidents/service';
import type { DeliveryError } from '../mail/carrier.js';
import { backoff } from './backoff.js';
import type { Desk } from './desk.js';
import { nextContact } from './fallback.js';
import { letterAccepted } from './subject.js';

/** At once; the carrier keeps fewer connections than that busy. */
const BATCH = 8;
/** A worker that took a notice and is not heard of for this long (ms) is dead. */
const LEASE = 60_000;
/** The same after the final dot: longer than the carrier waits for the server's answer. */
const COMMIT_LEASE = 5 * 60_000;
/** Marks what waits only because the relay was away. */
const RELAY = 'relay: ';

/** Takes due notices for this process, gravest and oldest first; a transaction of its own, so that others skip them. */
export function takeDue(database: DataSource, now: Date): Promise<NoticeRow[]> {
  return database.transaction(async (manager) => {
    const due = await manager
      .createQueryBuilder(NoticeRow, 'notice')
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .where(`notice.state IN ('pending','sending','committing') AND notice.nextAttemptAt <= :now`, { now })
      .orderBy('notice.priority', 'DESC')
      .addOrderBy('notice.createdAt', 'ASC')
      .limit(BATCH)
      .getMany();
    if (due.length === 0) return due;
    const taken = { state: 'sending', nextAttemptAt: new Date(now.getTime() + LEASE) } as const;
    const ids = due.map((notice) => notice.id);
    await manager.update(NoticeRow, { id: In(ids) }, { ...taken, attempts: () => 'attempts + 1' });
    return due.map((notice) => Object.assign(notice, taken, { attempts: notice.attempts + 1 }));
  });
}

/**
 * The moment before the final dot.
 * @throws Error when the lease has run out and another process has taken the notice: then this one must not end
 */
export async function commit(database: DataSource, notice: NoticeRow, now: Date): Promise<void> {
  const { affected } = await database.manager.update(
    NoticeRow,
    { id: notice.id, state: 'sending', attempts: notice.attempts },
    { state: 'committing', nextAttemptAt: new Date(now.getTime() + COMMIT_LEASE) },
  );
  if (affected !== 1) throw new Error('the notice is in other hands');
}

/** The server has taken it. */
export async function accepted(
  database: DataSource,
  notice: NoticeRow,
  answer: string,
  clock: Clock,
): Promise<void> {
  const now = clock.now('real');
  await database.transaction(async (manager) => {
    await manager.update(
      NoticeRow,
      { id: notice.id },
      { state: 'accepted', providerAnswer: withoutAddresses(answer), acceptedAt: now, lastError: null },
    );
    await manager.update(ContactRow, { id: notice.contactId }, { lastReachedAt: now });
    await note(manager, notice, 'notice.accepted', clock);
    await letterAccepted(manager, notice, clock);
  });
}

/** Overtaken before it went: nothing is sent, nothing logged. */
export async function cancelled(database: DataSource, notice: NoticeRow): Promise<void> {
  await database.manager.update(
    NoticeRow,
    { id: notice.id, attempts: notice.attempts },
    { state: 'cancelled' },
  );
}

/** Waits for another attempt. */
export async function putOff(
  database: DataSource,
  notice: NoticeRow,
  error: DeliveryError,
  now: Date,
): Promise<void> {
  const text = withoutAddresses(error.message);
  await database.manager.update(
    NoticeRow,
    { id: notice.id, attempts: notice.attempts },
    {
      state: 'pending',
      nextAttemptAt: new Date(now.getTime() + backoff(notice.attempts, notice.priority)),
      lastError: error.kind === 'relay' ? `${RELAY}${text}` : text,
    },
  );
}

/** The relay works again: what waited only for it goes now. */
export async function releaseWaiting(database: DataSource, now: Date): Promise<void> {
  await database.manager
    .createQueryBuilder()
    .update(NoticeRow)
    .set({ nextAttemptAt: now })
    .where(`state = 'pending' AND next_attempt_at > :now AND last_error LIKE :relay`, {
      now,
      relay: `${RELAY}%`,
    })
    .execute();
}

/** Refused for good: the next person of the unit is told of the same event, in the transaction that logs the failure. */
export async function failed(
  database: DataSource,
  notice: NoticeRow,
  error: DeliveryError,
  desk: Desk,
): Promise<void> {
  const { clock } = desk;
  await database.transaction(async (manager) => {
    const lastError = withoutAddresses(error.message);
    await manager.update(NoticeRow, { id: notice.id }, { state: 'failed', lastError });
    await note(manager, notice, 'notice.failed', clock);
    const next = await nextContact(manager, notice, desk);
    if (!next) return;
    const { id: _id, ...same } = notice;
    await manager
      .createQueryBuilder()
      .insert()
      .into(NoticeRow)
      .values({
        ...same,
        contactId: next.contact.id,
        template: next.template,
        state: 'pending',
        attempts: 0,
        nextAttemptAt: clock.now('real'),
        createdAt: clock.now('real'),
        lastError: null,
      })
      .orIgnore()
      .execute();
  });
}

async function note(manager: EntityManager, notice: NoticeRow, type: LogType, clock: Clock): Promise<void> {
  // Not the whole incident: it carries its judgement and routing, many times the size of this.
  const rows: (LogEntry['incident'] & { unit: string | null; role: string | null })[] = await manager.query(
    `SELECT incident.id, incident.jurisdiction_id AS "jurisdictionId", incident.number, incident.rehearsal,
       incident.historic, contact.unit, contact.role
     FROM incident LEFT JOIN contact ON contact.id = $2 WHERE incident.id = $1`,
    [notice.incidentId, notice.contactId],
  );
  const [incident] = rows;
  if (!incident) throw new Error(`no incident ${notice.incidentId}`);
  await IncidentLog.append(manager, [
    {
      incident,
      type,
      at: clock.now(timelineOf(incident)),
      actor: 'system',
      data: {
        noticeId: notice.id,
        assignmentId: notice.assignmentId,
        template: notice.template,
        unit: incident.unit,
        to: incident.role,
      },
    },
  ]);
}

/** Addresses of the roster stand nowhere in clear, also not in what a server says. */
const withoutAddresses = (text: string) => text.replace(/[^\s<>"']+@[^\s<>"']+/g, '…').slice(0, 500);
