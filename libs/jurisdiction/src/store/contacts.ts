import { In, IsNull, LessThanOrEqual, MoreThanOrEqual, Not, type EntityManager } from 'typeorm';
import { SealError, unseal } from '#secrets';
import { dayOf, inForce } from '../directory.js';
import { ContactRow } from '../entities/directory.entity.js';
import { ContactAbsenceRow } from '../entities/roster.entity.js';
import { whoStandsIn } from '../roster/standing-in.js';

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

/** Who holds a role in a unit. `office` entries name an office, not a person, and are left out. */
export interface NamedContact {
  unit: string;
  role: ContactRole;
  contactId: string;
  name: string;
}

/** Names and addresses cannot be opened: the keys are not those the roster was stored with. The message is Chinese. */
export class ContactsUnreadable extends Error {
  constructor() {
    super('联络人信息无法解密：密钥文件夹与数据库不匹配，请恢复原来的密钥。');
  }
}

/** Reads the roster; the only place where it is decrypted. */
export class ContactBook {
  constructor(private readonly key: Buffer) {}

  /**
   * Who can be told in a unit, in the order of the roles asked for. For somebody absent that day the substitute is given,
   * in the role of the absent person; a role with nobody present is left out.
   * @param unit present-day name of the directory; also one outside this installation
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
    const rows = await holdersOf(manager, jurisdictionId, unit, at);
    const away = await absencesOn(manager, rows, at);
    const holders = rows.map(({ id, role, standby, emailSealed }) => ({
      id,
      role,
      standby,
      hasEmail: emailSealed !== null,
    }));
    return whoStandsIn(holders, away, roles).flatMap(({ id, role }) => {
      const row = rows.find((each) => each.id === id);
      return row ? [{ ...this.open(row), role }] : [];
    });
  }

  /**
   * Everybody the roster names today, for finding who is meant in a text (recusal by name). Never to be stored or logged.
   * @throws ContactsUnreadable
   */
  async namesOf(manager: EntityManager, jurisdictionId: string): Promise<NamedContact[]> {
    const rows = await manager.find(ContactRow, {
      where: { jurisdictionId, endedAt: IsNull(), role: Not('office') },
      order: { unit: 'ASC', id: 'ASC' },
    });
    return rows.map((row) => {
      const { id: contactId, unit, role, name } = this.open(row);
      return { unit, role, contactId, name };
    });
  }

  /**
   * Contacts of today that have this mail address, for telling one's own from somebody else's.
   * @returns ids
   * @throws ContactsUnreadable
   */
  async holdersOfEmail(manager: EntityManager, jurisdictionId: string, email: string): Promise<string[]> {
    const rows = await manager.findBy(ContactRow, {
      jurisdictionId,
      endedAt: IsNull(),
      emailSealed: Not(IsNull()),
    });
    const wanted = email.trim().toLowerCase();
    return rows.filter((row) => this.open(row).email?.toLowerCase() === wanted).map(({ id }) => id);
  }

  /** One contact, also a former one: a notice already written to them is still theirs. @throws ContactsUnreadable */
  async contact(manager: EntityManager, id: string): Promise<ContactView | null> {
    const row = await manager.findOneBy(ContactRow, { id });
    return row && this.open(row);
  }

  /** The same for several at once, by id. @throws ContactsUnreadable */
  async contactsById(manager: EntityManager, ids: readonly string[]): Promise<Map<string, ContactView>> {
    const rows = ids.length === 0 ? [] : await manager.findBy(ContactRow, { id: In([...ids]) });
    return new Map(rows.map((row) => [row.id, this.open(row)]));
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

/** The contacts of a unit that hold that day, oldest id first. */
export async function holdersOf(
  manager: EntityManager,
  jurisdictionId: string,
  unit: string,
  at: Date,
): Promise<ContactRow[]> {
  const rows = await manager.findBy(ContactRow, { jurisdictionId, unit });
  return rows
    .filter((row) =>
      inForce({ validFrom: row.validFrom ?? undefined, validTo: row.validTo ?? undefined }, at),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Absences of these contacts that cover the day. */
export async function absencesOn(
  manager: EntityManager,
  contacts: readonly { id: string }[],
  at: Date,
): Promise<ContactAbsenceRow[]> {
  if (contacts.length === 0) return [];
  const day = dayOf(at);
  return manager.findBy(ContactAbsenceRow, {
    contactId: In(contacts.map((contact) => contact.id)),
    cancelledAt: IsNull(),
    fromDay: LessThanOrEqual(day),
    toDay: MoreThanOrEqual(day),
  });
}

/** Absences that cover the day or come after it, soonest first. */
export const absencesAhead = (
  manager: EntityManager,
  jurisdictionId: string,
  day: string,
): Promise<ContactAbsenceRow[]> =>
  manager.find(ContactAbsenceRow, {
    where: { jurisdictionId, cancelledAt: IsNull(), toDay: MoreThanOrEqual(day) },
    order: { fromDay: 'ASC', id: 'ASC' },
  });
