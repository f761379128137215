import type { EntityManager } from 'typeorm';
import { hasRecusals, recusedAmong, type Channel, type NoticeRow } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import type { Contact, Finding } from './desk.js';
import type { LightIncident } from './opened.js';
import { forOffice } from './subjects.js';

/** A way to a person: their own address, or the robot of their unit's group. */
export interface Way {
  channel: Channel;
  contact: Contact;
  endpointId: string | null;
}

export const recipientOf = ({ contact, endpointId }: Way): string => endpointId ?? contact.id;

/** What has been tried to make one event known; locked until the transaction ends. */
export interface Told {
  id: string;
  channel: Channel;
  state: NoticeRow['state'];
  recipientId: string;
  contactId: string | null;
}

/** Where the search for another way stands. */
export interface Search {
  manager: EntityManager;
  notice: NoticeRow;
  incident: LightIncident;
  directory: Directory;
  /** Unit the event was meant for; null when it cannot be told any more. */
  unit: string | null;
  told: readonly Told[];
  desk: Finding;
}

/** Ways that reach a person by themselves; a call must be made, and an inbox be opened. */
export const isByItself = (channel: Channel): boolean => channel !== 'phone' && channel !== 'app';

const ROLES = ['liaison', 'handler', 'office', 'charge_leader'] as const;

/** Ways to one person in the order of the city's settings, without those already tried for the event. */
export async function waysTo(contact: Contact, search: Search): Promise<Way[]> {
  const { manager, notice, incident, directory, told } = search;
  const endpoints: { id: string; kind: string }[] = await manager.query(
    `select id, kind from channel_endpoint
     where jurisdiction_id = $1 and enabled and removed_at is null and (cardinality(units) = 0 or $2 = any(units))
     order by cardinality(units) = 0, created_at`,
    [notice.jurisdictionId, contact.unit],
  );
  const endpoint = (kind: string) => endpoints.find((one) => one.kind === kind);
  // The group behind a robot hears of no matter that is kept from anybody (RT-05).
  const open = !incident.restricted && !hasRecusals(incident);
  const ways = directory.profile.clocks.delivery.fallback.flatMap((channel): Way[] => {
    const own = { channel, contact, endpointId: null };
    if (channel === 'mail') return contact.email ? [own] : [];
    if (channel === 'phone') return contact.phone ? [own] : [];
    if (channel === 'sms') return contact.phone && endpoint('sms') ? [own] : [];
    const robot = endpoint(channel);
    return robot && open ? [{ channel, contact, endpointId: robot.id }] : [];
  });
  return ways.filter(
    (way) =>
      !told.some(({ channel, recipientId }) => channel === way.channel && recipientId === recipientOf(way)),
  );
}

/**
 * Who is told instead when somebody cannot be reached at all: the next role of the same unit that has not been tried for
 * this event, the leader in charge last; then the city office, which is asked to help reach the unit. Recused persons
 * are passed over, and of a restricted matter the office hears nothing (RT-05).
 */
export async function nextPerson(search: Search): Promise<{ way: Way; template: string } | null> {
  const { notice, incident, directory, unit } = search;
  if (unit === null) return null;
  const colleague = await freeIn(unit, search);
  if (colleague) return { way: colleague, template: notice.template };
  const { office } = directory.profile.jurisdiction.roles;
  if (unit === office || incident.restricted) return null;
  const way = await freeIn(office, search);
  return way && { way, template: forOffice(notice) };
}

async function freeIn(unit: string, search: Search): Promise<Way | null> {
  const { manager, notice, incident, told, desk } = search;
  const tried = new Set(
    told.flatMap(({ channel, contactId }) => (isByItself(channel) ? (contactId ?? []) : [])),
  );
  const at = desk.clock.now('real');
  const holders = await desk.contacts.contactsFor(manager, notice.jurisdictionId, unit, [...ROLES], at);
  const found = holders.filter(({ id }) => !tried.has(id));
  const ids = found.map(({ id }) => id);
  const out = await recusedAmong(manager, incident.id, ids, desk.contacts);
  const free = found
    .filter(({ id }) => !out.has(id))
    .sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role));
  for (const contact of free) {
    // The group of the unit has been told already, or is no way to this person alone.
    const way = (await waysTo(contact, search)).find(
      ({ channel, endpointId }) => isByItself(channel) && !endpointId,
    );
    if (way) return way;
  }
  return null;
}
