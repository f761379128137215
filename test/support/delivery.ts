import { randomUUID } from 'node:crypto';
import type { TestClock } from '#clock';
import {
  DeliveryError,
  type Carrier,
  type Carriers,
  type Contact,
  type Desk,
  type Message,
  type OpenEndpoint,
} from '#deliver/service';
import type { Channel } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import { clocksSchema } from '../../libs/jurisdiction/src/schema/rules.js';
import type { Keys } from '#secrets';

/** Settings of delivery as a city has them that sets none itself. */
const clocks = clocksSchema.parse({
  rest: { levels: ['一般', '较大'], from: '22:00', to: '07:00' },
  watch: { hours: 24, sources: 3 },
  linkTtl: 'P7D',
});

/** A person of a roster; the address names role and unit, so that a test can refuse some of them. */
export const person = (unit: string, role: Contact['role'], given: Partial<Contact> = {}): Contact => ({
  id: randomUUID(),
  unit,
  role,
  email: `${role}.${unit === '市住建局' ? 'zj' : 'fb'}@example.org`,
  phone: null,
  ...given,
});

/** What messages are written with, over a roster of a test. */
export function deskOf(
  parts: { clock: TestClock; keys: Keys; people: readonly Contact[] },
  delivery: Partial<Directory['profile']['clocks']['delivery']> = {},
): Desk & { endpointsOpen: OpenEndpoint[] } {
  const { clock, keys, people } = parts;
  const endpointsOpen: OpenEndpoint[] = [];
  const named = (contact: Contact) => ({ ...contact, name: contact.id });
  const profile = {
    clocks: { ...clocks, delivery: { ...clocks.delivery, ...delivery } },
    jurisdiction: { roles: { office: '市政府办公室', publicity: '市委宣传部', discipline: '市纪委监委' } },
  };
  return {
    clock,
    keys,
    publicUrl: 'https://huiyin.example',
    endpointsOpen,
    endpoints: { endpoint: async (id) => endpointsOpen.find((endpoint) => endpoint.id === id) ?? null },
    contacts: {
      contact: async (_manager, id) => {
        const found = people.find((one) => one.id === id);
        return found ? named(found) : null;
      },
      contactsById: async (_manager, ids) =>
        new Map(people.filter(({ id }) => ids.includes(id)).map((one) => [one.id, named(one)])),
      contactsFor: async (_manager, _jurisdiction, unit, roles) =>
        people.filter((one) => one.unit === unit && roles.includes(one.role)),
    },
    directory: async () => ({ profile }) as unknown as Directory,
  };
}

/** Only these ways of sending. */
export const carriersOf = (...carriers: Carrier[]): Carriers => ({
  of: (channel) => carriers.find((carrier) => carrier.channel === channel) ?? null,
  close: () => {
    for (const carrier of carriers) carrier.close();
  },
});

/** A way of sending that answers as a test says; like a real one it asks before its last byte. */
export class FakeCarrier implements Carrier {
  /** What was accepted, in order. */
  readonly sent: Message[] = [];
  /** Asked for each message: an error is thrown, before or after the message could be held back. */
  answer: (message: Message) => DeliveryError | { after: DeliveryError } | null = () => null;

  constructor(readonly channel: Channel) {}

  async send(message: Message, beforeCommit: () => Promise<void>): Promise<{ answer: string }> {
    const answer = this.answer(message);
    if (answer instanceof DeliveryError) throw answer;
    await beforeCommit();
    if (answer) throw answer.after;
    this.sent.push(message);
    return { answer: '250 accepted' };
  }

  /** Addresses, or ids of endpoints, in order. */
  to(): string[] {
    return this.sent.map(({ to }) => ('email' in to ? to.email : 'phone' in to ? to.phone : to.endpoint.id));
  }

  close(): void {
    this.sent.length = 0;
  }
}
