import type { EntityManager } from 'typeorm';
import { NoticeRow } from '#incidents/service';
import type { DueAlert } from './load.js';

/** What a story ends with; one line of JSON. */
export interface Tally {
  story: string;
  seed: number;
  faults: number;
  alertsDue: number;
  /** Alerts that reached relay or robot, or another person where this way refused for good. */
  sent: number;
  /** Mails that came again under the Message-ID of the first: mail systems show one. */
  doubled: number;
  /** Somebody got one alert under two Message-IDs, or a mail that no notice knows. */
  doubledOtherwise: number;
  lost: number;
  /** Reached the relay before they were due. */
  early: number;
}

/** Notices that wait for nothing any more; a digest carries the bundled ones. */
const UNSETTLED = ['pending', 'sending', 'committing'];
const messageId = (noticeId: string) => `<${noticeId}@huiyin>`;
const keyOf = (alert: DueAlert | NoticeRow) => `${alert.eventKey} ${alert.recipientId} ${alert.channel}`;

/** Compares the plan with what relay and robots saw; `notice` only tells which mail stands for which alert. */
export async function tally(
  manager: EntityManager,
  due: readonly DueAlert[],
  arrivals: readonly { messageId: string; at: number }[],
  about: Pick<Tally, 'story' | 'seed' | 'faults'>,
): Promise<Tally> {
  const notices = (await manager.find(NoticeRow)).filter(
    ({ channel }) => channel !== 'app' && channel !== 'phone',
  );
  const byKey = new Map(notices.map((notice) => [keyOf(notice), notice]));
  const first = new Map<string, number>();
  for (const { messageId: id, at } of arrivals) first.set(id, Math.min(first.get(id) ?? Infinity, at));
  const arrivalOf = (notice: NoticeRow) =>
    first.get(messageId(notice.id)) ??
    (notice.bundledIn ? first.get(messageId(notice.bundledIn)) : undefined);

  // Refused for good at this address: then somebody else must have heard of it.
  const handedOn = ({ state, eventKey, id }: NoticeRow) =>
    state === 'failed'
      ? notices.filter((other) => other.eventKey === eventKey && other.id !== id).map(arrivalOf)[0]
      : undefined;

  let [sent, lost, early] = [0, 0, 0];
  for (const alert of due) {
    const notice = byKey.get(keyOf(alert));
    const at = notice && (arrivalOf(notice) ?? handedOn(notice));
    if (at === undefined) lost += 1;
    else sent += 1;
    if (at !== undefined && at < alert.at.getTime()) early += 1;
  }
  const planned = new Set(due.map(keyOf));
  for (const notice of notices) {
    const claimed = notice.state === 'accepted' && arrivalOf(notice) === undefined;
    if (!planned.has(keyOf(notice)) && (claimed || UNSETTLED.includes(notice.state))) lost += 1;
  }
  const known = new Set(notices.map(({ id }) => messageId(id)));
  const strangers = [...first.keys()].filter((id) => !known.has(id)).length;
  const twice = notices.filter(
    ({ id, bundledIn }) => bundledIn && first.has(messageId(id)) && first.has(messageId(bundledIn)),
  ).length;
  return {
    ...about,
    alertsDue: due.length,
    sent,
    doubled: arrivals.length - first.size,
    doubledOtherwise: strangers + twice,
    lost,
    early,
  };
}
