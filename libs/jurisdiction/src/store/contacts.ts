import { In, type EntityManager } from 'typeorm';
import { SealError, seal, unseal } from '#secrets';
import { inForce } from '../directory.js';
import { ContactRow } from '../entities/directory.entity.js';
import type { RosterEntry } from '../schema/profile.js';

export type ContactRole = ContactRow['role'];

/** A person or office of the roster in plain text; lives only as long as a message is being written. */
export interface ContactView {
  id: string;
  unit: string;
  role: ContactRole;
  name: string;
  email: string | null;
  phone: string | null;
}

/** Names and addresses cannot be opened: the keys are not those the roster was stored with. The message is Chinese. */
export class ContactsUnreadable extends Error {
  constructor() {
    super('联络人信息无法解密：密钥文件夹与数据库不匹配，请恢复原来的密钥。');
  }
}

const ROLES = {
  charge_leader: 'chargeLeader',
  office: 'office',
  handler: 'handler',
  liaison: 'liaison',
} as const satisfies Record<ContactRole, keyof RosterEntry>;

/** Stores the roster of a profile (annex 2), encrypted. */
export async function insertRoster(
  manager: EntityManager,
  jurisdictionId: string,
  roster: RosterEntry[],
  key: Buffer,
): Promise<void> {
  const rows = roster.flatMap((entry) =>
    (Object.keys(ROLES) as ContactRole[]).flatMap((role) => {
      const person = entry[ROLES[role]];
      if (!person) return [];
      const emailSealed = person.email === undefined ? null : seal(key, person.email);
      const phoneSealed = person.phone === '' ? null : seal(key, person.phone);
      const nameSealed = seal(key, person.name);
      return [{ jurisdictionId, unit: entry.unit, role, nameSealed, phoneSealed, emailSealed }];
    }),
  );
  if (rows.length > 0) await manager.insert(ContactRow, rows);
}

/** Reads the roster; the only place where it is decrypted. */
export class ContactBook {
  constructor(private readonly key: Buffer) {}

  /**
   * Who can be told in a unit, in the order of the roles asked for.
   * @param unit present-day name of the directory
   * @param at the day on which they hold the role
   * @throws ContactsUnreadable
   */
  async contactsFor(
    manager: EntityManager,
    jurisdictionId: string,
    unit: string,
    roles: readonly ContactRole[],
    at: Date,
  ): Promise<ContactView[]> {
    const rows = await manager.findBy(ContactRow, { jurisdictionId, unit, role: In([...roles]) });
    return rows
      .filter((row) =>
        inForce({ validFrom: row.validFrom ?? undefined, validTo: row.validTo ?? undefined }, at),
      )
      .sort((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role) || (a.id < b.id ? -1 : 1))
      .map((row) => this.open(row));
  }

  /** One contact, also a former one: a notice already written to them is still theirs. @throws ContactsUnreadable */
  async contact(manager: EntityManager, id: string): Promise<ContactView | null> {
    const row = await manager.findOneBy(ContactRow, { id });
    return row && this.open(row);
  }

  private open(row: ContactRow): ContactView {
    const { id, unit, role } = row;
    try {
      const text = (sealed: Buffer | null) => (sealed === null ? null : unseal(this.key, sealed));
      const name = unseal(this.key, row.nameSealed);
      return { id, unit, role, name, email: text(row.emailSealed), phone: text(row.phoneSealed) };
    } catch (error) {
      throw error instanceof SealError ? new ContactsUnreadable() : error;
    }
  }
}
