import type { EntityManager } from 'typeorm';
import type { Clock } from '#clock';
import type { Directory } from '#jurisdiction';
import type { ContactRow } from '#jurisdiction/service';
import type { Wakeups } from '#queue';

export interface Contact {
  id: string;
  unit: string;
  role: ContactRow['role'];
  email: string | null;
  phone: string | null;
}

/** What escalating works with. */
export interface Desk {
  clock: Clock;
  wakeups: Wakeups;
  /** The roster; `ContactBook` of `#jurisdiction/service`. */
  contacts: {
    contactsFor(
      manager: EntityManager,
      jurisdictionId: string,
      unit: string,
      roles: readonly Contact['role'][],
      at: Date,
    ): Promise<Contact[]>;
    /** With the name in clear, for comparing only. */
    contact(manager: EntityManager, id: string): Promise<{ unit: string; name: string } | null>;
    /** Several at once, by id; also those the roster has only for one duty. */
    contactsById(manager: EntityManager, ids: readonly string[]): Promise<Map<string, Contact>>;
  };
  /** The directory in force; `readDirectory` of `#jurisdiction/service`. */
  directory(manager: EntityManager, jurisdictionId: string): Promise<Directory>;
  /** Accounts that act for a unit and may know of the matter, for the inbox; its leaders, or those who handle matters. */
  accounts?(
    manager: EntityManager,
    about: { jurisdictionId: string; incidentId: string; unit: string; leaders: boolean; ended: boolean },
  ): Promise<string[]>;
  /** Whoever is on duty in a unit at that moment (值班), as far as they stand in the roster. */
  duty?(manager: EntityManager, jurisdictionId: string, unit: string, at: Date): Promise<Contact[]>;
}
