import type { EntityManager } from 'typeorm';
import { addDuration } from '#clock';
import { seal } from '#secrets';
import { ContactRow } from '../entities/directory.entity.js';
import { RosterUnitRow } from '../entities/roster.entity.js';
import type { Profile, RosterEntry } from '../schema/profile.js';

const ROLES = {
  charge_leader: 'chargeLeader',
  office: 'office',
  handler: 'handler',
  liaison: 'liaison',
} as const satisfies Record<ContactRow['role'], keyof RosterEntry>;

/** Stores the roster of a profile (annex 2), encrypted; the first confirmation of each unit is due one period later. */
export async function insertRoster(
  manager: EntityManager,
  jurisdictionId: string,
  { roster, clocks }: Pick<Profile, 'roster' | 'clocks'>,
  { contactsKey, at }: { contactsKey: Buffer; at: Date },
): Promise<void> {
  if (roster.length === 0) return;
  const contacts = roster.flatMap((entry) =>
    (Object.keys(ROLES) as ContactRow['role'][]).flatMap((role) => {
      const person = entry[ROLES[role]];
      if (!person) return [];
      const emailSealed = person.email === undefined ? null : seal(contactsKey, person.email);
      const phoneSealed = person.phone === '' ? null : seal(contactsKey, person.phone);
      const nameSealed = seal(contactsKey, person.name);
      return [{ jurisdictionId, unit: entry.unit, role, nameSealed, phoneSealed, emailSealed }];
    }),
  );
  if (contacts.length > 0) await manager.insert(ContactRow, contacts);
  const confirmDueAt = addDuration(at, clocks.roster.confirmEvery);
  await manager.insert(
    RosterUnitRow,
    roster.map(({ unit, sealed, submittedAt }) => ({
      jurisdictionId,
      unit,
      sealed,
      submittedAt: submittedAt ?? null,
      submitChannel: 'file' as const,
      confirmDueAt,
    })),
  );
}
