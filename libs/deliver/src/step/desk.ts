import type { EntityManager } from 'typeorm';
import type { Clock } from '#clock';
import type { Directory } from '#jurisdiction';
import type { Keys } from '#secrets';

/** A person or office of the roster, with the address in clear. */
export interface Contact {
  id: string;
  unit: string;
  role: 'charge_leader' | 'office' | 'handler' | 'liaison';
  email: string | null;
}

/** The roster as delivery needs it; `ContactBook` of `#jurisdiction/service`. */
export interface Contacts {
  contact(manager: EntityManager, id: string): Promise<(Contact & { name: string }) | null>;
  contactsFor(
    manager: EntityManager,
    jurisdictionId: string,
    unit: string,
    roles: Contact['role'][],
    at: Date,
  ): Promise<Contact[]>;
}

/** What mails are written with. */
export interface Desk {
  clock: Clock;
  keys: Keys;
  contacts: Contacts;
  /** The directory in force; `readDirectory` of `#jurisdiction/service`. */
  directory(manager: EntityManager, jurisdictionId: string): Promise<Directory>;
  /** What links start with, without a slash at the end. */
  publicUrl: string;
}
