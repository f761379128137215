import type { DataSource, EntityManager } from 'typeorm';
import { timelineOf, type Clock } from '#clock';
import { IncidentLog, NoticeRow, type Channel, type LogEntry, type LogType } from '#incidents/service';
import { letterAccepted } from './letter-accepted.js';

/** A worker that took a notice and is not heard of for this long (ms) is dead. */
export const LEASE = 60_000;
/** The same after the last byte: longer than a carrier waits for the provider's answer. */
const COMMIT_LEASE = 5 * 60_000;
/** Marks what waits only because the relay was away. */
const RELAY = 'relay: ';

/** Which notices one loop sends: those of a channel, either 重大 and above or the others. */
export interface LaneKey {
  channel: Channel;
  urgent: boolean;
}

/** Takes due notices for this process, gravest and oldest first; others skip them. */
export async function takeDue(
  manager: EntityManager,
  { channel, urgent }: LaneKey,
  now: Date,
  most: number,
): Promise<NoticeRow[]> {
  const [rows]: [Record<string, unknown>[], number] = await manager.query(
    `update notice set state = 'sending', attempts = notice.attempts + 1, next_attempt_at = $3, held = null
     from (
       select id from notice
       where state in ('pending', 'sending', 'committing') and next_attempt_at <= $2 and channel = $1
         and (priority > 0) = $4
       order by priority desc, created_at limit $5 for update skip locked
     ) due
     where notice.id = due.id returning notice.*`,
    [channel, now, new Date(now.getTime() + LEASE), urgent, most],
  );
  const { columns } = manager.connection.getMetadata(NoticeRow);
  const notices = rows.map((row) =>
    manager.create(
      NoticeRow,
      Object.fromEntries(columns.map(({ propertyName, databaseName }) => [propertyName, row[databaseName]])),
    ),
  );
  return notices.sort(
    (a, b) =>
      b.priority - a.priority || a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1),
  );
}

/**
 * The moment before the last byte, for several notices at once.
 * @returns which of them are still in our hands: a lease that ran out has given them to another process
 */
export async function commit(
  database: DataSource,
  notices: readonly NoticeRow[],
  now: Date,
): Promise<boolean[]> {
  const [rows]: [{ id: string }[], number] = await database.query(
    `update notice set state = 'committing', doubtful = true, next_attempt_at = $3
     from unnest($1::uuid[], $2::integer[]) as mine(id, attempts)
     where notice.id = mine.id and notice.attempts = mine.attempts and notice.state = 'sending'
     returning notice.id`,
    [
      notices.map(({ id }) => id),
      notices.map(({ attempts }) => attempts),
      new Date(now.getTime() + COMMIT_LEASE),
    ],
  );
  const ours = new Set(rows.map(({ id }) => id));
  return notices.map(({ id }) => ours.has(id));
}

/** What a provider said of a notice it has taken. */
export interface Taken {
  notice: NoticeRow;
  answer: string;
  receiptId: string | null;
}

/** Providers have taken them: states, roster, log and what follows from a digest or a letter in one transaction. */
export async function accepted(database: DataSource, taken: readonly Taken[], clock: Clock): Promise<void> {
  const now = clock.now('real');
  await database.transaction(async (manager) => {
    const mine = taken.map(({ notice, answer, receiptId }) => ({
      id: notice.id,
      answer: withoutAddresses(answer),
      receipt: receiptId,
    }));
    const [rows]: [{ id: string; contact_id: string | null; template: string }[], number] =
      await manager.query(
        `update notice set state = 'accepted', provider_answer = mine.answer, receipt_id = mine.receipt,
         accepted_at = $2, last_error = null,
         data = case when template = 'code' then '{}'::jsonb else data end
       from jsonb_to_recordset($1::jsonb) as mine(id uuid, answer text, receipt text)
       where notice.id = mine.id and notice.state in ('pending', 'sending', 'committing')
       returning notice.id, notice.contact_id, notice.template`,
        [JSON.stringify(mine), now],
      );
    await reached(
      manager,
      rows.flatMap(({ contact_id: id }) => id ?? []),
      now,
    );
    const ids = rows.map(({ id }) => id);
    const digests = rows.flatMap(({ id, template }) => (template === 'digest' ? [id] : []));
    const parts = digests.length > 0 ? await carried(manager, digests, now) : [];
    await logNotices(manager, [...ids, ...parts], 'notice.accepted', clock);
    for (const { notice } of taken) if (ids.includes(notice.id)) await letterAccepted(manager, notice, clock);
  });
}

/** What a digest carried has been accepted with it. @returns its ids */
async function carried(manager: EntityManager, digests: string[], now: Date): Promise<string[]> {
  const [rows]: [{ id: string }[], number] = await manager.query(
    `update notice part set state = 'accepted', accepted_at = $2, provider_answer = digest.provider_answer
     from notice digest
     where digest.id = any($1::uuid[]) and part.bundled_in = digest.id and part.state = 'bundled'
     returning part.id`,
    [digests, now],
  );
  return rows.map(({ id }) => id);
}

/** In the order of ids, so that two processes never wait for each other. */
async function reached(manager: EntityManager, contactIds: string[], now: Date): Promise<void> {
  if (contactIds.length === 0) return;
  await manager.query(
    `update contact set last_reached_at = $2
     from (select id from contact where id = any($1::uuid[]) order by id for no key update) mine
     where contact.id = mine.id`,
    [contactIds, now],
  );
}

/** A notice that waits for another attempt. */
export interface Deferred {
  notice: NoticeRow;
  at: Date;
  error: string;
  /** The provider was out of reach, and it is not known whether it took the message. */
  relay: boolean;
  doubtful: boolean;
}

export async function putOff(database: DataSource, deferred: readonly Deferred[]): Promise<void> {
  await database.query(
    `update notice set state = 'pending', next_attempt_at = mine.at, last_error = mine.error,
       doubtful = mine.doubtful
     from jsonb_to_recordset($1::jsonb) as mine(id uuid, attempts integer, at timestamptz, error text, doubtful boolean)
     where notice.id = mine.id and notice.attempts = mine.attempts and notice.state in ('sending', 'committing')`,
    [
      JSON.stringify(
        deferred.map(({ notice, at, error, relay, doubtful }) => ({
          id: notice.id,
          attempts: notice.attempts,
          at: at.toISOString(),
          error: `${relay ? RELAY : ''}${withoutAddresses(error)}`,
          doubtful,
        })),
      ),
    ],
  );
}

/**
 * Nothing of it was handed over, as this process knows: it is free at once, and no more doubtful than when it was taken.
 * Not where another has taken it since.
 */
export async function release(
  database: DataSource,
  { id, attempts, doubtful }: NoticeRow,
  now: Date,
): Promise<void> {
  await database.query(
    `update notice set state = 'pending', next_attempt_at = $3, doubtful = $4
     where id = $1 and attempts = $2 and state in ('sending', 'committing')`,
    [id, attempts, now, doubtful],
  );
}

/** Overtaken before they went: nothing is sent, nothing logged. */
export async function cancelled(manager: EntityManager, notices: readonly NoticeRow[]): Promise<void> {
  await manager.query(
    `update notice set state = 'cancelled'
     from unnest($1::uuid[], $2::integer[]) as mine(id, attempts)
     where notice.id = mine.id and notice.attempts = mine.attempts
       and notice.state in ('sending', 'committing', 'bundled')`,
    [notices.map(({ id }) => id), notices.map(({ attempts }) => attempts)],
  );
}

/** The relay of a channel works again: what waited only for it goes now. @returns whether anything did */
export async function releaseWaiting(database: DataSource, channel: Channel, now: Date): Promise<boolean> {
  const [, released]: [unknown, number] = await database.query(
    `update notice set next_attempt_at = $2
     where state = 'pending' and channel = $1 and next_attempt_at > $2 and last_error like $3`,
    [channel, now, `${RELAY}%`],
  );
  return released > 0;
}

/** One row of the log for each notice that is about an incident. */
export async function logNotices(
  manager: EntityManager,
  ids: readonly string[],
  type: LogType,
  clock: Clock,
  more: Record<string, unknown> = {},
): Promise<void> {
  // Not the whole incident: it carries its judgement and routing, many times the size of this.
  const rows: (LogEntry['incident'] & { data: Record<string, unknown> })[] = await manager.query(
    `select incident.id, incident.jurisdiction_id as "jurisdictionId", incident.number, incident.rehearsal,
       incident.historic, jsonb_build_object('noticeId', notice.id, 'assignmentId', notice.assignment_id,
         'template', notice.template, 'channel', notice.channel, 'unit', coalesce(contact.unit, duty.unit),
         'to', contact.role, 'digest', notice.bundled_in) as data
     from notice join incident on incident.id = notice.incident_id
     left join contact on contact.id = notice.contact_id
     left join assignment duty on duty.id = notice.assignment_id
     where notice.id = any($1::uuid[])`,
    [ids],
  );
  await IncidentLog.append(
    manager,
    rows.map(({ data, ...incident }) => ({
      incident,
      type,
      at: clock.now(timelineOf(incident)),
      actor: 'system',
      data: { ...data, ...more },
    })),
  );
}

/** Addresses of the roster stand nowhere in clear, also not in what a provider says. */
export const withoutAddresses = (text: string): string =>
  text
    .replace(/[^\s<>"']+@[^\s<>"']+/g, '…')
    .replace(/(?<!\d)1[3-9]\d{9}(?!\d)/g, '…')
    .slice(0, 500);
