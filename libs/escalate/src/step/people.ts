import { IsNull, type EntityManager } from 'typeorm';
import { hasRecusals, recusedAmong, type IncidentRow } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import { EndpointRow } from '#jurisdiction/service';
import type { Contact, Desk } from './desk.js';

type Concerned = Pick<
  IncidentRow,
  'id' | 'jurisdictionId' | 'restricted' | 'recused' | 'recusedAccounts' | 'recusedContacts'
>;

/** Who can be reached, and how: looked up once for a whole batch of due steps. */
export class People {
  private readonly known = new Map<string, Promise<unknown>>();

  constructor(
    private readonly manager: EntityManager,
    private readonly desk: Desk,
    private readonly now: Date,
  ) {}

  directory(jurisdictionId: string): Promise<Directory> {
    return this.once(`directory ${jurisdictionId}`, () => this.desk.directory(this.manager, jurisdictionId));
  }

  /**
   * Those of a unit who have an address or a telephone and may hear of the matter (RT-05), in the order of the roles.
   * Whom only a call reaches is told apart by `byItself`.
   */
  async of(incident: Concerned, unit: string, roles: readonly Contact['role'][]): Promise<Contact[]> {
    const { jurisdictionId } = incident;
    const found = await this.once(`people ${jurisdictionId} ${unit} ${roles.join()}`, () =>
      this.desk.contacts.contactsFor(this.manager, jurisdictionId, unit, roles, this.now),
    );
    return this.allowed(incident, found.filter(hasWay));
  }

  /** The same of certain persons, whether the roster of today has them or not. */
  async named(incident: Concerned, ids: readonly string[]): Promise<Contact[]> {
    const found = await this.once(`named ${ids.join()}`, () =>
      this.desk.contacts.contactsById(this.manager, ids),
    );
    return this.allowed(incident, [...found.values()].filter(hasWay));
  }

  /** Whether a message reaches them without somebody calling. */
  async byItself(jurisdictionId: string, { email, phone }: Contact): Promise<boolean> {
    return email !== null || (phone !== null && (await this.texting(jurisdictionId)));
  }

  /** Whether there is a gateway for short messages. */
  async texting(jurisdictionId: string): Promise<boolean> {
    return (await this.endpoints(jurisdictionId)).some(({ kind }) => kind === 'sms');
  }

  /** Whoever is on duty in a unit now. */
  async onDuty(incident: Concerned, unit: string): Promise<Contact[]> {
    const { jurisdictionId } = incident;
    const found = await this.once(
      `duty ${jurisdictionId} ${unit}`,
      async () => (await this.desk.duty?.(this.manager, jurisdictionId, unit, this.now)) ?? [],
    );
    return this.allowed(incident, found.filter(hasWay));
  }

  /** Endpoints that take messages, of the whole city or of one of its units. */
  endpoints(jurisdictionId: string): Promise<EndpointRow[]> {
    return this.once(`endpoints ${jurisdictionId}`, () =>
      this.manager.find(EndpointRow, {
        where: { jurisdictionId, enabled: true, removedAt: IsNull() },
        select: { id: true, kind: true, units: true },
        order: { createdAt: 'ASC' },
      }),
    );
  }

  /** Accounts for the inbox; those of a matter that keeps somebody out are looked up for it alone. */
  accounts(
    incident: Concerned,
    unit: string,
    { leaders, ended }: { leaders: boolean; ended: boolean },
  ): Promise<string[]> {
    const { jurisdictionId, id: incidentId } = incident;
    const own = incident.restricted || hasRecusals(incident) ? incidentId : '';
    return this.once(`accounts ${jurisdictionId} ${unit} ${leaders} ${ended} ${own}`, async () => {
      const about = { jurisdictionId, incidentId, unit, leaders, ended };
      return (await this.desk.accounts?.(this.manager, about)) ?? [];
    });
  }

  private async allowed(incident: Concerned, contacts: Contact[]): Promise<Contact[]> {
    if (contacts.length === 0 || !hasRecusals(incident)) return contacts;
    const ids = contacts.map(({ id }) => id);
    const out = await recusedAmong(this.manager, incident.id, ids, this.desk.contacts);
    return contacts.filter(({ id }) => !out.has(id));
  }

  private once<T>(key: string, look: () => Promise<T>): Promise<T> {
    const found = (this.known.get(key) as Promise<T> | undefined) ?? look();
    this.known.set(key, found);
    return found;
  }
}

const hasWay = ({ email, phone }: Contact): boolean => email !== null || phone !== null;
