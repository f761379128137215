import type { EntityManager } from 'typeorm';
import { timelineOf, type Clock } from '#clock';
import { IncidentLog, IncidentRow, NoticeRow, RefusedAction } from '#incidents/service';
import { LIGHT } from './opened.js';
import { isByItself } from './ways.js';

/** What follows the key of an event that is told again. */
const AGAIN = ':again:';

/** The event a notice tells of, also when it was sent again. */
export const eventOf = (eventKey: string): string => eventKey.split(AGAIN)[0] ?? eventKey;

/** Whether somebody may have it sent again: a call is made, an inbox is opened; a code is asked for anew. */
export const mayResend = ({ channel, state, template }: NoticeRow): boolean =>
  isByItself(channel) && template !== 'code' && !['sending', 'committing', 'bundled'].includes(state);

/**
 * Sends a message again at the wish of the office (重新发送): what waits goes now; what is over goes anew, as a message of
 * its own, so that what came of the first stays on record. In the caller's transaction, with its row of the log; the
 * caller wakes `deliver` after the commit.
 * @param by actor of the log
 * @returns id of the notice that goes
 * @throws RefusedAction `not_found`, `delivery_not_by_itself`, `delivery_under_way`
 */
export async function resend(
  manager: EntityManager,
  { incidentId, noticeId, by }: { incidentId: string; noticeId: string; by: string },
  clock: Clock,
): Promise<string> {
  const notice = await manager.findOne(NoticeRow, {
    where: { id: noticeId, incidentId },
    lock: { mode: 'pessimistic_write' },
  });
  const incident = await manager.findOne(IncidentRow, { where: { id: incidentId }, select: LIGHT });
  if (!notice || !incident) throw new RefusedAction('not_found');
  if (!isByItself(notice.channel) || notice.template === 'code')
    throw new RefusedAction('delivery_not_by_itself');
  if (!mayResend(notice)) throw new RefusedAction('delivery_under_way');
  const id =
    notice.state === 'pending' ? await hurry(manager, notice, clock) : await anew(manager, notice, clock);
  await IncidentLog.append(manager, [
    {
      incident,
      type: 'notice.resent',
      at: clock.now(timelineOf(incident)),
      actor: by,
      data: { noticeId: id, resendOf: notice.id, channel: notice.channel, template: notice.template },
    },
  ]);
  return id;
}

async function hurry(manager: EntityManager, notice: NoticeRow, clock: Clock): Promise<string> {
  await manager.update(
    NoticeRow,
    { id: notice.id },
    { nextAttemptAt: clock.now('real'), held: null, data: () => `data || '{"now": true}'` },
  );
  return notice.id;
}

/** Nothing has come of it yet. */
const FRESH: Partial<NoticeRow> = {
  state: 'pending',
  attempts: 0,
  lastError: null,
  providerAnswer: null,
  receiptId: null,
  acceptedAt: null,
  deliveredAt: null,
  bundledIn: null,
  held: null,
  doubtful: false,
};

async function anew(manager: EntityManager, notice: NoticeRow, clock: Clock): Promise<string> {
  const event = eventOf(notice.eventKey);
  const { recipientId, channel } = notice;
  const before: { state: NoticeRow['state'] }[] = await manager.query(
    `select state from notice where recipient_id = $2 and channel = $3 and starts_with(event_key, $1)`,
    [`${event}${AGAIN}`, recipientId, channel],
  );
  if (before.some(({ state }) => ['pending', 'sending', 'committing', 'bundled'].includes(state)))
    throw new RefusedAction('delivery_under_way');
  const now = clock.now('real');
  const { id: _id, ...same } = notice;
  const row = manager.create(NoticeRow, {
    ...same,
    eventKey: `${event}${AGAIN}${before.length + 1}`,
    ...FRESH,
    nextAttemptAt: now,
    createdAt: now,
    data: { ...notice.data, after: undefined, now: true, resendOf: notice.id },
  });
  return (await manager.save(row)).id;
}
