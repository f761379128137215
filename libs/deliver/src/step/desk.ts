import type { EntityManager } from 'typeorm';
import type { Clock } from '#clock';
import type { Directory } from '#jurisdiction';
import type { Keys } from '#secrets';
import type { EndpointBook } from '../channels/endpoint-book.js';

/** A person or office of the roster, with the addresses in clear. */
export interface Contact {
  id: string;
  unit: string;
  role: 'charge_leader' | 'office' | 'handler' | 'liaison';
  email: string | null;
  phone: string | null;
}

/** The roster as delivery needs it; `ContactBook` of `#jurisdiction/service`. */
export interface Contacts {
  contact(manager: EntityManager, id: string): Promise<(Contact & { name: string }) | null>;
  /** Several at once, by id. */
  contactsById(
    manager: EntityManager,
    ids: readonly string[],
  ): Promise<Map<string, Contact & { name: string }>>;
  contactsFor(
    manager: EntityManager,
    jurisdictionId: string,
    unit: string,
    roles: Contact['role'][],
    at: Date,
  ): Promise<Contact[]>;
}

/** Whom to tell instead is found with these. */
export interface Finding {
  clock: Clock;
  contacts: Contacts;
  /** The directory in force; `readDirectory` of `#jurisdiction/service`. */
  directory(manager: EntityManager, jurisdictionId: string): Promise<Directory>;
}

/** What messages are written with. */
export interface Desk extends Finding {
  keys: Keys;
  /** Robots, gateways and webhooks with their settings; `EndpointBook`. */
  endpoints: Pick<EndpointBook, 'endpoint'>;
  /** What links start with, without a slash at the end. */
  publicUrl: string;
  /** Hears of what broke off a lane: the database or our own mistake, never a provider. */
  broken?(channel: string, error: Error): void;
}
