import { IsNull, type EntityManager } from 'typeorm';
import { compareOpinionLevels, DISPOSED } from '#incidents';
import { hasRecusals, IncidentLog, NoticeRow, type Channel, type LogEntry } from '#incidents/service';
import type { Contact, Desk } from './desk.js';
import { levelOf, type Scene } from './scene.js';

/** Something somebody must hear of. */
export interface News {
  /** The event it tells of; each person hears of one event once on each channel. */
  eventKey: string;
  assignmentId: string | null;
  /** The order, letter, refusal or the like it is about. */
  subjectId: string | null;
  template: string;
  channels: readonly string[];
  /** Everybody found, or the first who can be reached. */
  reach: 'each' | 'any';
  data?: Record<string, unknown>;
}

type Recipient = Pick<NoticeRow, 'recipientId' | 'contactId' | 'endpointId' | 'accountId' | 'channel'>;

const ROBOTS: readonly string[] = ['wecom', 'dingtalk', 'webhook'];

/** Messages and log of a batch, written together at its end. */
export class Outgoing {
  private readonly notices: Partial<NoticeRow>[] = [];
  private readonly entries: LogEntry[] = [];
  private readonly jurisdictions = new Set<string>();

  constructor(private readonly desk: Desk) {}

  note(entry: LogEntry): void {
    this.entries.push(entry);
  }

  /** Puts a message to each contact, on each channel there is for them; by mail where there is none of those wished. */
  async tell(scene: Scene, news: News, contacts: readonly Contact[]): Promise<void> {
    const { incident } = scene;
    const { channels, reach, data, ...event } = news;
    const readers = reach === 'any' ? contacts.slice(0, 1) : contacts;
    const now = this.desk.clock.now('real');
    const seen = new Set<string>();
    for (const recipient of await recipientsOf(scene, channels, readers, news.template)) {
      const key = `${recipient.recipientId} ${recipient.channel}`;
      if (seen.has(key)) continue;
      seen.add(key);
      // Whoever calls says all there is to say of a duty: one call that waits is enough.
      if (recipient.channel === 'phone' && (await this.isToBeCalled(scene, event, recipient))) continue;
      const arrived = recipient.channel === 'app';
      this.notices.push({
        ...event,
        ...recipient,
        jurisdictionId: incident.jurisdictionId,
        incidentId: incident.id,
        state: arrived ? 'accepted' : recipient.channel === 'phone' ? 'to_call' : 'pending',
        acceptedAt: arrived ? now : null,
        nextAttemptAt: now,
        createdAt: now,
        priority: priorityOf(scene, event.template),
        data: data ?? {},
        rehearsal: incident.rehearsal,
      });
    }
  }

  private async isToBeCalled(
    { manager }: Scene,
    { assignmentId, subjectId }: Pick<News, 'assignmentId' | 'subjectId'>,
    { contactId }: Recipient,
  ): Promise<boolean> {
    if (!assignmentId && !subjectId) return false;
    const about = { contactId, assignmentId, subjectId };
    const mine = (row: Partial<NoticeRow>) =>
      row.channel === 'phone' &&
      Object.entries(about).every(([key, value]) => row[key as keyof NoticeRow] === value);
    if (this.notices.some(mine)) return true;
    const where = Object.fromEntries(Object.entries(about).map(([key, value]) => [key, value ?? IsNull()]));
    return manager.existsBy(NoticeRow, { ...where, channel: 'phone', state: 'to_call' });
  }

  /**
   * Writes everything.
   * @returns how many messages were new, and the cities they are of
   */
  async write(manager: EntityManager): Promise<{ written: number; jurisdictions: string[] }> {
    await IncidentLog.append(manager, this.entries);
    let written = 0;
    // The parameters of one statement are limited.
    for (let from = 0; from < this.notices.length; from += 500) {
      const done = await manager
        .createQueryBuilder()
        .insert()
        .into(NoticeRow)
        .values(this.notices.slice(from, from + 500) as never)
        .orIgnore()
        .returning(['jurisdictionId'])
        .execute();
      const rows = done.raw as { jurisdiction_id: string }[];
      written += rows.length;
      for (const row of rows) this.jurisdictions.add(row.jurisdiction_id);
    }
    return { written, jurisdictions: [...this.jurisdictions] };
  }
}

/** 0 may wait for the morning and be gathered; above goes at once, the graver the sooner: 重大, and emergencies of any level. */
function priorityOf(scene: Scene, template: string): number {
  const emergency = scene.incident.eventLevel !== 'none' || template === 'emergency_at_night';
  return Math.max(emergency ? 1 : 0, compareOpinionLevels(levelOf(scene), '较大'));
}

/** Where a message to these people goes: each person, robot and inbox once a channel. */
export async function recipientsOf(
  scene: Scene,
  channels: readonly string[],
  contacts: readonly Contact[],
  template?: string,
): Promise<Recipient[]> {
  const { incident, people } = scene;
  const endpoints = await people.endpoints(incident.jurisdictionId);
  const texting = await people.texting(incident.jurisdictionId);
  const found: Recipient[] = [];
  for (const contact of contacts) {
    const ways = waysOf(contact, channels, texting);
    for (const channel of ways)
      found.push({ ...nobody, recipientId: contact.id, contactId: contact.id, channel });
  }
  // A robot's room and an inbox are read by many: nothing of a report on public servants goes there (RT-05).
  if (incident.restricted) return found;
  for (const unit of new Set(contacts.map((contact) => contact.unit))) {
    // Who reads along in a group is not known: whoever is kept from the matter may be among them.
    for (const { id, kind, units } of hasRecusals(incident) ? [] : endpoints)
      if (ROBOTS.includes(kind) && channels.includes(kind) && (units.length === 0 || units.includes(unit)))
        found.push({ ...nobody, recipientId: id, endpointId: id, channel: kind });
    if (!channels.includes('app')) continue;
    const leaders = contacts.every((contact) => contact.unit !== unit || contact.role === 'charge_leader');
    for (const id of await people.accounts(incident, unit, { leaders, ended: template === DISPOSED }))
      found.push({ ...nobody, recipientId: id, accountId: id, channel: 'app' });
  }
  return found;
}

const nobody = { contactId: null, endpointId: null, accountId: null };

/** Ways to one person: those wished that exist, else mail, else a short message, else a call that somebody makes. */
function waysOf({ email, phone }: Contact, channels: readonly string[], texting: boolean): Channel[] {
  const ways: Channel[] = [];
  if (email && channels.includes('mail')) ways.push('mail');
  if (phone && texting && channels.includes('sms')) ways.push('sms');
  if (ways.length === 0 && email) ways.push('mail');
  if (ways.length === 0 && phone && texting) ways.push('sms');
  if (phone && (ways.length === 0 || channels.includes('phone'))) ways.push('phone');
  return ways;
}
