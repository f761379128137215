import type { EntityManager } from 'typeorm';
import { timelineOf } from '#clock';
import { AssignmentRow, IncidentLog, IncidentRow, NoticeRow } from '#incidents/service';
import type { Finding } from './desk.js';
import { logNotices, withoutAddresses } from './ledger.js';
import { LIGHT } from './opened.js';
import { isByItself, nextPerson, recipientOf, waysTo, type Search, type Told, type Way } from './ways.js';

/** States in which somebody has been, or is being, told. */
const LIVE: readonly NoticeRow['state'][] = [
  'pending',
  'sending',
  'committing',
  'accepted',
  'delivered',
  'bundled',
];
/** For the eyes of one person, within minutes: nobody else is told instead. */
const PERSONAL: readonly string[] = ['code'];

export interface Failure {
  /** What the provider said. */
  text: string;
  /** It had been accepted before, and came back. */
  bounced?: boolean;
}

/**
 * A notice that will not arrive on its way: logged as failed, and the next way taken: another channel to the same
 * person, the next person, the city office. All in the caller's transaction.
 */
export async function failed(
  manager: EntityManager,
  notice: NoticeRow,
  { text, bounced = false }: Failure,
  desk: Finding,
): Promise<void> {
  const told = await lockEvent(manager, notice);
  const [rows]: [unknown[], number] = await manager.query(
    `update notice set state = 'failed', last_error = $3, held = null, delivered_at = null
     where id = $1 and attempts = $2 and state = any($4::text[]) returning id`,
    [
      notice.id,
      notice.attempts,
      withoutAddresses(text),
      bounced ? ['accepted', 'delivered'] : ['pending', 'sending', 'committing'],
    ],
  );
  if (rows.length === 0) return;
  await logNotices(manager, [notice.id], 'notice.failed', desk.clock, bounced ? { bounced } : {});
  if (notice.template === 'digest') return reopenParts(manager, notice, !bounced && notice.doubtful, desk);
  const search = await searchFor(manager, notice, told, desk);
  if (search) await takeNextWay(search, bounced ? 'bounced' : 'failed');
}

/**
 * The relay has been away for longer than the city waits: the person is told another way too, and this one still tried.
 * Does nothing the second time.
 */
export async function alsoOtherwise(manager: EntityManager, notice: NoticeRow, desk: Finding): Promise<void> {
  const told = await lockEvent(manager, notice);
  const search = await searchFor(manager, notice, told, desk);
  if (!search || isReached(search, { byGroup: true })) return;
  const contact = await contactOf(search);
  if (contact) await toSamePerson(await waysTo(contact, search), search, 'relay');
}

/**
 * A message came back after its provider had accepted it (DSN, receipt): it counts as failed, and the next way is taken.
 * Does nothing for a notice that is not accepted.
 * @param text what the report says; addresses in it are not stored
 */
export async function bounced(
  manager: EntityManager,
  noticeId: string,
  text: string,
  desk: Finding,
): Promise<void> {
  const notice = await manager.findOneBy(NoticeRow, { id: noticeId });
  if (notice) await failed(manager, notice, { text, bounced: true }, desk);
}

/** All that tells of the same event, locked: two ways that fail at once must not both leave it to the other. */
async function lockEvent(manager: EntityManager, notice: NoticeRow): Promise<Told[]> {
  return manager.query(
    `select id, channel, state, recipient_id as "recipientId", contact_id as "contactId" from notice
     where event_key = $1 order by id for update`,
    [notice.eventKey],
  );
}

async function searchFor(
  manager: EntityManager,
  notice: NoticeRow,
  told: Told[],
  desk: Finding,
): Promise<Search | null> {
  if (notice.incidentId === null || PERSONAL.includes(notice.template)) return null;
  const incident = await manager.findOne(IncidentRow, { where: { id: notice.incidentId }, select: LIGHT });
  if (!incident) return null;
  const directory = await desk.directory(manager, notice.jurisdictionId);
  const search: Search = { manager, notice, incident, directory, told, desk, unit: null };
  const duty = notice.assignmentId
    ? await manager.findOneBy(AssignmentRow, { id: notice.assignmentId })
    : null;
  const contact = await contactOf(search);
  return { ...search, unit: contact?.unit ?? duty?.unit ?? directory.profile.jurisdiction.roles.office };
}

const contactOf = async ({ manager, notice, desk }: Search) =>
  notice.contactId === null ? null : desk.contacts.contact(manager, notice.contactId);

/**
 * The same person is told of the event by another way that works by itself; of a group: anybody is.
 * @param byGroup the group of the unit counts too
 */
function isReached({ notice, told }: Search, { byGroup = false } = {}): boolean {
  return told.some(
    ({ id, channel, state, contactId }) =>
      id !== notice.id &&
      isByItself(channel) &&
      LIVE.includes(state) &&
      (notice.contactId === null || contactId === notice.contactId || (byGroup && contactId === null)),
  );
}

async function takeNextWay(search: Search, reason: string): Promise<void> {
  if (isReached(search)) return;
  const contact = await contactOf(search);
  if (contact && (await toSamePerson(await waysTo(contact, search), search, reason))) return;
  const next = await nextPerson(search);
  if (next) await write(search, next.way, next.template, reason);
  else await log(search, null, reason);
}

/**
 * Another way to the same person. Where only the telephone is left, the call is put on the list, and the search goes on:
 * a call that nobody makes reaches nobody.
 * @returns whether one was found that works by itself
 */
async function toSamePerson(ways: readonly Way[], search: Search, reason: string): Promise<boolean> {
  const way = ways.find(({ channel }) => isByItself(channel));
  const call = ways.find(({ channel }) => channel === 'phone');
  const taken = way ?? call;
  if (taken) await write(search, taken, search.notice.template, reason);
  return way !== undefined;
}

async function write(search: Search, way: Way, template: string, reason: string): Promise<void> {
  const { manager, notice, desk } = search;
  const now = desk.clock.now('real');
  const written = await manager
    .createQueryBuilder()
    .insert()
    .into(NoticeRow)
    .values({
      jurisdictionId: notice.jurisdictionId,
      incidentId: notice.incidentId,
      assignmentId: notice.assignmentId,
      subjectId: notice.subjectId,
      eventKey: notice.eventKey,
      recipientId: recipientOf(way),
      contactId: way.endpointId ? null : way.contact.id,
      endpointId: way.endpointId,
      channel: way.channel,
      template,
      state: way.channel === 'phone' ? 'to_call' : 'pending',
      nextAttemptAt: now,
      createdAt: now,
      priority: notice.priority,
      data: { ...notice.data, after: notice.id } as never,
      rehearsal: notice.rehearsal,
    })
    .orIgnore()
    .returning('id')
    .execute();
  if ((written.raw as unknown[]).length > 0) await log(search, way, reason);
}

async function log(search: Search, way: Way | null, reason: string): Promise<void> {
  const { manager, notice, incident, desk } = search;
  const from = await contactOf(search);
  await IncidentLog.append(manager, [
    {
      incident,
      type: 'notice.rerouted',
      at: desk.clock.now(timelineOf(incident)),
      actor: 'system',
      data: {
        noticeId: notice.id,
        reason,
        from: { channel: notice.channel, unit: from?.unit ?? search.unit, to: from?.role ?? null },
        to: way && { channel: way.channel, unit: way.contact.unit, to: way.contact.role },
      },
    },
  ]);
}

/**
 * What a digest carried goes by itself now.
 * @param doubtful an earlier attempt was cut off after its last byte, so that the digest may have arrived although it is
 *   refused now: the parts go all the same, as nothing may be lost, and say that they may be known
 */
async function reopenParts(
  manager: EntityManager,
  digest: NoticeRow,
  doubtful: boolean,
  { clock }: Finding,
): Promise<void> {
  await manager.query(
    `update notice set state = 'pending', next_attempt_at = $2, held = null, accepted_at = null, last_error = $3,
       doubtful = doubtful or $4
     where bundled_in = $1 and state in ('bundled', 'accepted')`,
    [digest.id, clock.now('real'), '汇总消息未能送出', doubtful],
  );
}
