import type { EntityManager } from 'typeorm';
import type { EscalationClock } from '#incidents';
import { IncidentRow, type Channel, type TrialReader } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import type { Contact, Desk } from '../step/desk.js';
import { recipientsOf } from '../step/outgoing.js';
import { People } from '../step/people.js';
import { audienceOf, type Audience, type Reached } from '../step/recipients.js';
import type { Scene } from '../step/scene.js';
import { answeringUnits, isCentral } from '../step/take.js';

/** Who would have a step that nobody takes. */
export interface ReaderQuestion {
  manager: EntityManager;
  /** Null: an ordinary matter of that city, with nobody recused. */
  incident: IncidentRow | null;
  directory: Directory;
  jurisdictionId: string;
  clock: EscalationClock;
  /** The unit the clock is about; null: as the engine looks it up. */
  unit: string | null;
  audience: string;
  channels: readonly string[];
  reach: 'each' | 'any';
  /** The day decides who is absent and who is on duty. */
  at: Date;
}

export interface FoundReaders {
  readers: TrialReader[];
  /** Where it got to in place of whom it was meant for; null: as meant. */
  instead: Reached | null;
}

const MEANT: Record<string, Reached> = {
  liaison: 'liaison',
  handler: 'liaison',
  liaison_and_handler: 'liaison',
  charge_leader: 'charge_leader',
  coordinator: 'coordinator',
  duty: 'duty',
  outside: 'outside',
  office: 'office',
  office_leader: 'office',
  leadership: 'leadership',
};

/** Asks as the engine asks, and writes nothing. */
export async function readersOf(question: ReaderQuestion, desk: Desk): Promise<FoundReaders> {
  const { manager, directory, at, audience, channels, reach } = question;
  const incident = question.incident ?? ordinary(question.jurisdictionId);
  // As if just dispatched: nobody has handed anything on.
  const people = new People(manager, desk, at);
  const scene: Scene = { manager, incident, directory, at, people, handOns: [] };
  const found = new Map<string, Contact>();
  let instead: Reached | null = null;
  for (const unit of await unitsOf(question)) {
    const { reached, contacts, toCall } = await audienceOf(audience as Audience, unit, scene);
    if (reached !== MEANT[audience]) instead = reached;
    for (const those of [toCall, contacts])
      for (const contact of reach === 'any' ? those.slice(0, 1) : those) found.set(contact.id, contact);
  }
  const contacts = [...found.values()];
  const ways = await recipientsOf(scene, channels, contacts);
  return { readers: grouped(contacts, ways), instead };
}

type Way = Awaited<ReturnType<typeof recipientsOf>>[number];

/** One line a person; robots and inboxes, which are no one's own, one line each kind. */
function grouped(contacts: readonly Contact[], ways: readonly Way[]): TrialReader[] {
  const people = contacts.flatMap(({ id, unit, role }): TrialReader[] => {
    const own = ways.filter(({ contactId }) => contactId === id).map(({ channel }) => channel);
    return own.length > 0 ? [{ contactId: id, unit, role, channels: own, count: 1 }] : [];
  });
  const shared = (role: string, of: readonly Way[]): TrialReader[] => {
    const channels: Channel[] = [...new Set(of.map(({ channel }) => channel))];
    return channels.map((channel) => {
      const those = of.filter((way) => way.channel === channel);
      const count = new Set(those.map(({ recipientId }) => recipientId)).size;
      return { contactId: null, unit: null, role, channels: [channel], count };
    });
  };
  return [
    ...people,
    ...shared(
      'endpoint',
      ways.filter(({ endpointId }) => endpointId !== null),
    ),
    ...shared(
      'account',
      ways.filter(({ accountId }) => accountId !== null),
    ),
  ];
}

/** As the engine starts a step of a clock that is about no single unit; null: the matter as a whole. */
async function unitsOf(question: ReaderQuestion): Promise<(string | null)[]> {
  const { manager, incident, clock, unit, audience } = question;
  if (unit !== null) return [unit];
  if (!incident || clock !== 'statutory' || isCentral(audience)) return [null];
  const answering = await answeringUnits(manager, incident.id);
  const units = answering.length > 0 ? answering : (incident.routing?.respondents ?? []);
  return units.length > 0 ? units : [null];
}

/** No row of the database has this id. */
const NO_ID = '00000000-0000-0000-0000-000000000000';

const ordinary = (jurisdictionId: string): IncidentRow =>
  Object.assign(new IncidentRow(), {
    id: NO_ID,
    jurisdictionId,
    restricted: false,
    recused: [],
    recusedAccounts: [],
    recusedContacts: [],
  });
