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

  /** Those of a unit who can be reached and may hear of the matter (RT-05), in the order of the roles. */
  async of(incident: Concerned, unit: string, roles: readonly Contact['role'][]): Promise<Contact[]> {
    const { jurisdictionId } = incident;
    const found = await this.once(`people ${jurisdictionId} ${unit} ${roles.join()}`, () =>
      this.desk.contacts.contactsFor(this.manager, jurisdictionId, unit, roles, this.now),
    );
    return this.allowed(incident, await this.reachable(jurisdictionId, found));
  }

  /** Whoever is on duty in a unit now. */
  async onDuty(incident: Concerned, unit: string): Promise<Contact[]> {
    const { jurisdictionId } = incident;
    const found = await this.once(
      `duty ${jurisdictionId} ${unit}`,
      async () => (await this.desk.duty?.(this.manager, jurisdictionId, unit, this.now)) ?? [],
    );
    return this.allowed(incident, await this.reachable(jurisdictionId, found));
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
  accounts(incident: Concerned, unit: string, leaders: boolean): Promise<string[]> {
    const { jurisdictionId, id: incidentId } = incident;
    const own = incident.restricted || hasRecusals(incident) ? incidentId : '';
    return this.once(`accounts ${jurisdictionId} ${unit} ${leaders} ${own}`, async () => {
      const about = { jurisdictionId, incidentId, unit, leaders };
      return (await this.desk.accounts?.(this.manager, about)) ?? [];
    });
  }

  private async reachable(jurisdictionId: string, contacts: Contact[]): Promise<Contact[]> {
    const texting = (await this.endpoints(jurisdictionId)).some(({ kind }) => kind === 'sms');
    return contacts.filter(({ email, phone }) => email !== null || (texting && phone !== null));
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
