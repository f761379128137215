import { randomUUID } from 'node:crypto';
import { parseDuration } from '#clock';
import type { EntityManager } from 'typeorm';
import type { Channel } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import { planOf, quietUntil, type DueGroup } from './plan.js';

type Settings = Directory['profile']['clocks']['delivery'];

/** Held and bundled are only messages that say "look at this duty": no digest, code, alarm, nor letter to a body outside. */
const ALONE = ['digest', 'code', 'coordination_letter', 'coordination_reminder', 'coordination_recalled'];
/** Channels of one person that a mute silences; mail always goes. */
const MUTED: readonly Channel[] = ['sms'];

/** What may wait: due, about 一般 or 较大, certainly not with the provider yet, never part of a digest that failed, not asked to go now by a person. */
const WAITING = `notice.jurisdiction_id = $1 and notice.channel = $2 and notice.state = 'pending' and notice.priority = 0
  and notice.next_attempt_at <= $3 and not notice.doubtful and notice.bundled_in is null
  and notice.incident_id is not null and not jsonb_exists(notice.data, 'now') and notice.template <> all($4::text[])`;

/**
 * Before messages about 一般 and 较大 are taken: those for quiet hours and muted people wait, a storm is gathered into one
 * digest a recipient. In the transaction that takes, one process at a time, so that nobody gets two digests.
 */
export async function arrange(
  manager: EntityManager,
  jurisdictionId: string,
  channel: Channel,
  settings: Settings,
  now: Date,
): Promise<void> {
  const which = [jurisdictionId, channel, now, ALONE];
  await rest(manager, which, channel, settings, now);
  if (MUTED.includes(channel)) await mute(manager, which);
  const groups = await crowded(manager, which, settings);
  const holds: Hold[] = [];
  const digests: string[] = [];
  for (const group of groups) {
    const plan = planOf(group, settings.bundle, now);
    if ('holdUntil' in plan) holds.push({ ...keyOf(group), singles: plan.singles, until: plan.holdUntil });
    else if (plan.rest === 'digest') digests.push(group.recipientId);
  }
  if (holds.length > 0) await hold(manager, which, holds);
  if (digests.length > 0) await gather(manager, which, digests, settings.bundle.most);
}

/** Quiet hours: until the morning. */
async function rest(
  manager: EntityManager,
  which: unknown[],
  channel: Channel,
  { quiet }: Settings,
  now: Date,
): Promise<void> {
  const until = quiet.channels.some((one) => one === channel) ? quietUntil(now, quiet) : null;
  if (!until) return;
  await manager.query(`update notice set held = 'quiet', next_attempt_at = $5 where ${WAITING}`, [
    ...which,
    until,
  ]);
}

/** Muted by its reader, where the same reader hears of it another way: a mute silences, it never hides. */
async function mute(manager: EntityManager, which: unknown[]): Promise<void> {
  await manager.query(
    `update notice set held = 'muted', next_attempt_at = mute.until
     from notice_mute mute join account on account.id = mute.account_id
     where ${WAITING} and account.contact_id = notice.contact_id and mute.until > $3
       and exists (select 1 from notice other where other.event_key = notice.event_key
         and other.contact_id = notice.contact_id and other.channel = 'mail'
         and other.state not in ('failed', 'cancelled'))`,
    which,
  );
}

interface Group extends DueGroup {
  recipientId: string;
  rehearsal: boolean;
}

const keyOf = ({ recipientId, rehearsal }: Group) => ({ recipientId, rehearsal });

/** Groups that are more than one message; the others need no plan. */
async function crowded(manager: EntityManager, which: unknown[], { bundle }: Settings): Promise<Group[]> {
  const since = new Date((which[2] as Date).getTime() - parseDuration(bundle.window));
  return manager.query(
    `with due as (
       select notice.recipient_id, notice.rehearsal, count(*)::int as due,
         bool_or(notice.held is not distinct from 'storm') as gathered,
         bool_or(coalesce(notice.held in ('quiet', 'muted'), false)) as rested
       from notice where ${WAITING} group by notice.recipient_id, notice.rehearsal)
     select due.recipient_id as "recipientId", due.rehearsal, due.due, due.gathered, due.rested,
       sent.recent, sent."oldestAt", sent."digestAt", waiting."gatheringUntil"
     from due
     cross join lateral (
       select count(*) filter (where other.accepted_at > $5 or other.state in ('sending', 'committing'))::int as recent,
         min(other.accepted_at) filter (where other.accepted_at > $5) as "oldestAt",
         max(other.created_at) filter (where other.template = 'digest' and other.created_at > $5
           and other.state <> 'failed' and other.state <> 'cancelled') as "digestAt"
       from notice other
       where other.recipient_id = due.recipient_id and other.channel = $2 and other.rehearsal = due.rehearsal
         and other.priority = 0 and other.template <> 'code'
         and (other.accepted_at > $5 or other.accepted_at is null)
         and (other.bundled_in is null) and other.state <> 'cancelled') sent
     cross join lateral (
       select min(held.next_attempt_at) as "gatheringUntil" from notice held
       where held.recipient_id = due.recipient_id and held.channel = $2 and held.rehearsal = due.rehearsal
         and held.accepted_at is null and held.state = 'pending' and held.held = 'storm'
         and held.next_attempt_at > $3) waiting
     where due.due + sent.recent > 1`,
    [...which, since],
  );
}

interface Hold {
  recipientId: string;
  rehearsal: boolean;
  /** So many of the oldest go. */
  singles: number;
  until: Date;
}

async function hold(manager: EntityManager, which: unknown[], holds: readonly Hold[]): Promise<void> {
  await manager.query(
    `update notice set held = coalesce(notice.held, 'storm'), next_attempt_at = late.until
     from (
       select notice.id, mine.until, mine.singles,
         row_number() over (partition by notice.recipient_id, notice.rehearsal order by notice.created_at, notice.id) as place
       from notice
       join jsonb_to_recordset($5::jsonb)
         as mine("recipientId" uuid, rehearsal boolean, singles integer, until timestamptz)
         on mine."recipientId" = notice.recipient_id and mine.rehearsal = notice.rehearsal
       where ${WAITING}
     ) late
     where notice.id = late.id and late.place > late.singles`,
    [...which, JSON.stringify(holds)],
  );
}

/** Writes one digest for each of these recipients, carrying what is due for them. */
async function gather(
  manager: EntityManager,
  which: unknown[],
  recipients: readonly string[],
  most: number,
): Promise<void> {
  const groups: {
    recipientId: string;
    rehearsal: boolean;
    contactId: string | null;
    endpointId: string | null;
  }[] = await manager.query(
    `select distinct notice.recipient_id as "recipientId", notice.rehearsal, notice.contact_id as "contactId",
         notice.endpoint_id as "endpointId"
       from notice where ${WAITING} and notice.recipient_id = any($5::uuid[])`,
    [...which, recipients],
  );
  const digests = groups.map((group) => ({ ...group, id: randomUUID() }));
  await manager.query(
    `insert into notice (id, jurisdiction_id, event_key, recipient_id, contact_id, endpoint_id, channel, template,
       state, next_attempt_at, created_at, rehearsal)
     select mine.id, $1, 'digest:' || mine.id, mine."recipientId", mine."contactId", mine."endpointId", $2, 'digest',
       'pending', $3, $3, mine.rehearsal
     from jsonb_to_recordset($4::jsonb) as mine(id uuid, "recipientId" uuid, "contactId" uuid, "endpointId" uuid,
       rehearsal boolean)`,
    [which[0], which[1], which[2], JSON.stringify(digests)],
  );
  await manager.query(
    `update notice set state = 'bundled', bundled_in = part.digest, held = null
     from (
       select notice.id, mine.id as digest,
         row_number() over (partition by mine.id order by notice.created_at, notice.id) as place
       from notice
       join jsonb_to_recordset($5::jsonb) as mine(id uuid, "recipientId" uuid, rehearsal boolean)
         on mine."recipientId" = notice.recipient_id and mine.rehearsal = notice.rehearsal
       where ${WAITING}
     ) part
     where notice.id = part.id and part.place <= $6`,
    [...which, JSON.stringify(digests), most],
  );
}
