import type { EntityManager } from 'typeorm';
import type { ContactBook } from '../store/contacts.js';
import { readShifts, shiftDayOf } from './shifts.js';

/** Somebody on duty tonight, as far as they can be reached. */
export interface OnDuty {
  /** 值班室, 带班领导 */
  as: 'room' | 'leader';
  unit: string;
  /** The row of the roster of the same name in that unit; null where the roster has none. */
  contactId: string | null;
  name: string;
  phone: string | null;
  email: string | null;
}

const ROLES = ['liaison', 'handler', 'charge_leader', 'office'] as const;

/**
 * Who is on duty in a unit at that moment (值班表): the duty room first, then the leader. Mail reaches those whom the roster
 * names too; the number of the shift goes before that of the roster.
 * @param handover `HH:MM` of the next morning at which a shift ends
 * @returns nobody where the table has no row for the day
 * @throws ContactsUnreadable
 */
export async function onDuty(
  manager: EntityManager,
  { key, book, handover }: { key: Buffer; book: Pick<ContactBook, 'contactsFor'>; handover: string },
  { jurisdictionId, unit, at }: { jurisdictionId: string; unit: string; at: Date },
): Promise<OnDuty[]> {
  const day = shiftDayOf(at, handover);
  const [shift] = await readShifts(manager, key, jurisdictionId, { from: day, to: day, units: [unit] });
  if (!shift) return [];
  const known = await book.contactsFor(manager, jurisdictionId, unit, ROLES, at);
  const reach = (as: OnDuty['as'], name: string, phone: string | null): OnDuty => {
    const contact = known.find((each) => each.name === name);
    return {
      as,
      unit,
      contactId: contact?.id ?? null,
      name,
      phone: phone ?? contact?.phone ?? null,
      email: contact?.email ?? null,
    };
  };
  const { person, phone, leader, leaderPhone } = shift;
  return [
    reach('room', person, phone),
    ...(leader === null || leader === person ? [] : [reach('leader', leader, leaderPhone)]),
  ];
}
