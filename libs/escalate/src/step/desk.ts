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
}

/** What urging works with. */
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
  };
  /** The directory in force; `readDirectory` of `#jurisdiction/service`. */
  directory(manager: EntityManager, jurisdictionId: string): Promise<Directory>;
}
