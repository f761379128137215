import { Between, In, IsNull, type EntityManager } from 'typeorm';
import { seal, SealError, unseal } from '#secrets';
import { dayOf } from '../directory.js';
import { DutyShiftRow } from '../entities/roster.entity.js';
import { ContactsUnreadable } from '../store/contacts.js';

/** 值班: one day of one unit, in plain text. */
export interface Shift {
  unit: string;
  /** `2026-11-23`; runs until the hand-over of the next morning. */
  day: string;
  person: string;
  phone: string | null;
  /** 带班领导 */
  leader: string | null;
  leaderPhone: string | null;
}
export interface KeptShift extends Shift {
  id: string;
}

/** The day whose shift is on duty at that moment: until the hand-over (`HH:MM`) it is still the day before. */
export function shiftDayOf(at: Date, handover: string): string {
  const [hours = 0, minutes = 0] = handover.split(':').map(Number);
  return dayOf(new Date(at.getTime() - (hours * 60 + minutes) * 60_000));
}

/** Shifts of the days from..to, by day and unit; `units` absent: all. @throws ContactsUnreadable */
export async function readShifts(
  manager: EntityManager,
  key: Buffer,
  jurisdictionId: string,
  { from, to, units }: { from: string; to: string; units?: readonly string[] | undefined },
): Promise<KeptShift[]> {
  const rows = await manager.find(DutyShiftRow, {
    where: {
      jurisdictionId,
      day: Between(from, to),
      replacedAt: IsNull(),
      ...(units && { unit: In([...units]) }),
    },
    order: { day: 'ASC', unit: 'ASC' },
  });
  return rows.map((row) => openShift(key, row));
}

function openShift(key: Buffer, row: DutyShiftRow): KeptShift {
  const open = (sealed: Buffer | null) => (sealed === null ? null : unseal(key, sealed));
  try {
    return {
      id: row.id,
      unit: row.unit,
      day: row.day,
      person: unseal(key, row.personSealed),
      phone: open(row.phoneSealed),
      leader: open(row.leaderSealed),
      leaderPhone: open(row.leaderPhoneSealed),
    };
  } catch (error) {
    throw error instanceof SealError ? new ContactsUnreadable() : error;
  }
}

/**
 * Writes shifts; what stands on the same day is ended, not overwritten. The same again changes nothing.
 * @returns how many days changed
 */
export async function putShifts(
  manager: EntityManager,
  key: Buffer,
  jurisdictionId: string,
  shifts: readonly Shift[],
  { at, actor }: { at: Date; actor: string },
): Promise<number> {
  let changed = 0;
  // In one order, so that two imports at once wait for each other instead of blocking each other.
  const ordered = shifts.toSorted((a, b) => (a.day + a.unit < b.day + b.unit ? -1 : 1));
  for (const shift of ordered) {
    const row = await currentShift(manager, jurisdictionId, shift);
    if (row && sameShift(openShift(key, row), shift)) continue;
    if (row) await manager.update(DutyShiftRow, { id: row.id }, { replacedAt: at });
    const sealed = (text: string | null) => (text === null ? null : seal(key, text));
    await manager.insert(DutyShiftRow, {
      jurisdictionId,
      unit: shift.unit,
      day: shift.day,
      personSealed: seal(key, shift.person),
      phoneSealed: sealed(shift.phone),
      leaderSealed: sealed(shift.leader),
      leaderPhoneSealed: sealed(shift.leaderPhone),
      recordedBy: actor,
      recordedAt: at,
    });
    changed += 1;
  }
  return changed;
}

/** Takes a day out. @returns whether there was one */
export async function removeShift(
  manager: EntityManager,
  jurisdictionId: string,
  { unit, day }: Pick<Shift, 'unit' | 'day'>,
  at: Date,
): Promise<boolean> {
  const { affected } = await manager.update(
    DutyShiftRow,
    { jurisdictionId, unit, day, replacedAt: IsNull() },
    { replacedAt: at },
  );
  return (affected ?? 0) > 0;
}

const currentShift = (
  manager: EntityManager,
  jurisdictionId: string,
  { unit, day }: Pick<Shift, 'unit' | 'day'>,
): Promise<DutyShiftRow | null> =>
  manager.findOne(DutyShiftRow, {
    where: { jurisdictionId, unit, day, replacedAt: IsNull() },
    lock: { mode: 'pessimistic_write' },
  });

const sameShift = (a: Shift, b: Shift): boolean =>
  a.person === b.person && a.phone === b.phone && a.leader === b.leader && a.leaderPhone === b.leaderPhone;
