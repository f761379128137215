import { createHash } from 'node:crypto';
import { In, type EntityManager } from 'typeorm';
import { addDuration } from '#clock';
import { seal, SealError, unseal } from '#secrets';
import { dueOfRule } from '../clock-book.js';
import { dayOf, inForce, type Directory } from '../directory.js';
import { ContactRow } from '../entities/directory.entity.js';
import { RosterUnitRow } from '../entities/roster.entity.js';
import { ContactsUnreadable } from '../store/contacts.js';
import { SLOT_KEYS, SLOTS, type Entries, type Person, type Slot } from './people.js';
import { samePerson, type Standing } from './plan-import.js';

/** One contact in its slot, in plain text, with what is known of reaching it. */
export interface Kept extends Person {
  id: string;
  /** First day; null for what came with the profile. */
  since: string | null;
  lastReachedAt: Date | null;
}
export type KeptEntries = Partial<Record<Slot, Kept>>;

/** Somebody else has changed the unit's entries meanwhile. */
export class RosterStale extends Error {
  constructor(readonly current: number) {
    super(`stale: the version is now ${current}`);
  }
}

export const slotOfRow = (row: Pick<ContactRow, 'role' | 'standby'>): Slot | undefined =>
  SLOT_KEYS.find((slot) => SLOTS[slot].role === row.role && SLOTS[slot].standby === row.standby);

/**
 * Entries in force, by unit; the newest where a slot is held twice.
 * @throws ContactsUnreadable
 */
export async function readRoster(
  manager: EntityManager,
  key: Buffer,
  jurisdictionId: string,
  at: Date,
  units?: readonly string[],
): Promise<Map<string, KeptEntries>> {
  const rows = await manager.find(ContactRow, {
    where: { jurisdictionId, ...(units && { unit: In([...units]) }) },
    order: { recordedAt: { direction: 'ASC', nulls: 'FIRST' }, id: 'ASC' },
  });
  const byUnit = new Map<string, KeptEntries>();
  for (const row of rows) {
    const slot = slotOfRow(row);
    const holds = inForce({ validFrom: row.validFrom ?? undefined, validTo: row.validTo ?? undefined }, at);
    if (!slot || !holds) continue;
    const entries = byUnit.get(row.unit) ?? {};
    const { id, validFrom: since, lastReachedAt } = row;
    entries[slot] = { id, since, lastReachedAt, ...openPerson(key, row) };
    byUnit.set(row.unit, entries);
  }
  return byUnit;
}

function openPerson(key: Buffer, row: ContactRow): Person {
  const open = (sealed: Buffer | null) => (sealed === null ? null : unseal(key, sealed));
  try {
    const name = unseal(key, row.nameSealed);
    return { name, phone: open(row.phoneSealed), email: open(row.emailSealed) };
  } catch (error) {
    throw error instanceof SealError ? new ContactsUnreadable() : error;
  }
}

/** As an import compares it. @throws ContactsUnreadable */
export async function readStanding(
  manager: EntityManager,
  key: Buffer,
  jurisdictionId: string,
  at: Date,
): Promise<Map<string, Standing>> {
  const [entries, states] = await Promise.all([
    readRoster(manager, key, jurisdictionId, at),
    manager.findBy(RosterUnitRow, { jurisdictionId }),
  ]);
  const sealed = new Map(states.map((state) => [state.unit, state.sealed]));
  const units = new Set([...entries.keys(), ...sealed.keys()]);
  return new Map(
    [...units].map((unit) => [
      unit,
      { entries: plainOf(entries.get(unit) ?? {}), sealed: sealed.get(unit) ?? false },
    ]),
  );
}

export const plainOf = (entries: KeptEntries): Entries =>
  Object.fromEntries(
    Object.entries(entries).map(([slot, { name, phone, email }]) => [slot, { name, phone, email }]),
  );

export interface UnitChange {
  jurisdictionId: string;
  unit: string;
  at: Date;
  actor: string;
  /** New entry of each slot named; null takes it out. */
  set: Partial<Record<Slot, Person | null>>;
  state?: Partial<Pick<RosterUnitRow, 'sealed' | 'submittedAt' | 'submitChannel' | 'attachmentHash'>>;
  /** Version the caller saw; absent: whatever it is. */
  version?: number;
  /** Changing counts as confirming: who edits has looked at it. */
  confirms: boolean;
}

/**
 * Changes a unit's entries; what stood before stays readable with the day it ended. What is the same stays untouched, so
 * that doing it twice changes nothing.
 * @returns slots that changed
 * @throws RosterStale, ContactsUnreadable
 */
export async function changeUnit(
  manager: EntityManager,
  key: Buffer,
  directory: Directory,
  change: UnitChange,
): Promise<Slot[]> {
  const { jurisdictionId, unit, at, actor } = change;
  const state = await lockUnit(manager, directory, change);
  const now = (await readRoster(manager, key, jurisdictionId, at, [unit])).get(unit) ?? {};
  const changed: Slot[] = [];
  for (const slot of SLOT_KEYS) {
    const wanted = change.set[slot];
    const before = now[slot];
    if (wanted === undefined || (wanted === null && !before)) continue;
    if (wanted && before && samePerson(before, wanted)) continue;
    changed.push(slot);
    await replace(manager, key, change, slot, before, wanted);
  }
  const stated = Object.entries(change.state ?? {}).some(
    ([field, value]) => state[field as keyof RosterUnitRow] !== value,
  );
  if (changed.length === 0 && !stated) return changed;
  const filed = isFiled(state, change);
  Object.assign(state, change.state, { version: state.version + 1 });
  if (filed) state.filingDueAt = null;
  else if (changed.length > 0) state.filingDueAt ??= dueOfRule(directory, 'DL-15', at)?.due ?? null;
  if (change.confirms) confirm(state, directory, at, actor);
  await manager.save(RosterUnitRow, state);
  return changed;
}

/**
 * Whether the change comes with the sealed form itself: then it is reported (DL-15). A change made on the page holds at once,
 * but the form of annex 2 must follow within three working days of the first that has not been reported.
 */
function isFiled(before: RosterUnitRow, { state = {} }: UnitChange): boolean {
  const { submittedAt, attachmentHash, sealed = before.sealed } = state;
  const handedIn =
    (Boolean(submittedAt) && submittedAt !== before.submittedAt) ||
    (Boolean(attachmentHash) && attachmentHash !== before.attachmentHash);
  return handedIn && sealed;
}

/** 确认: the entries are right as they stand. @throws RosterStale */
export async function confirmUnit(
  manager: EntityManager,
  directory: Directory,
  change: Pick<UnitChange, 'jurisdictionId' | 'unit' | 'at' | 'actor' | 'version'>,
): Promise<void> {
  const state = await lockUnit(manager, directory, change);
  confirm(state, directory, change.at, change.actor);
  state.version += 1;
  await manager.save(RosterUnitRow, state);
}

function confirm(state: RosterUnitRow, directory: Directory, at: Date, actor: string): void {
  const confirmDueAt = addDuration(at, directory.profile.clocks.roster.confirmEvery);
  Object.assign(state, { confirmedAt: at, confirmedBy: actor, confirmDueAt });
}

/** The state of the unit, locked; a unit without one gets it, due at once. */
async function lockUnit(
  manager: EntityManager,
  directory: Directory,
  { jurisdictionId, unit, at, version }: Pick<UnitChange, 'jurisdictionId' | 'unit' | 'at' | 'version'>,
): Promise<RosterUnitRow> {
  await manager
    .createQueryBuilder()
    .insert()
    .into(RosterUnitRow)
    .values({
      jurisdictionId,
      unit,
      confirmDueAt: addDuration(at, directory.profile.clocks.roster.confirmEvery),
    })
    .orIgnore()
    .execute();
  const state = await manager.findOneOrFail(RosterUnitRow, {
    where: { jurisdictionId, unit },
    lock: { mode: 'pessimistic_write' },
  });
  if (version !== undefined && state.version !== version) throw new RosterStale(state.version);
  return state;
}

/**
 * Somebody new in a slot is a new contact, and the old one ends. Who stays and only gets another number keeps the id, so
 * that what points to the person (absence, recusal, an account, a notice under way) still does; what stood before is kept
 * as a row of its own that has ended.
 */
async function replace(
  manager: EntityManager,
  key: Buffer,
  { jurisdictionId, unit, at, actor }: UnitChange,
  slot: Slot,
  before: Kept | undefined,
  wanted: Person | null,
): Promise<void> {
  // The last day of the old entry is the day before the first of the new one.
  const ended = { validTo: dayOf(new Date(at.getTime() - 86_400_000)), endedAt: at, endedBy: actor };
  const sealed = (text: string | null) => (text === null ? null : seal(key, text));
  const { role, standby } = SLOTS[slot];
  const row = wanted && {
    jurisdictionId,
    unit,
    role,
    standby,
    nameSealed: seal(key, wanted.name),
    phoneSealed: sealed(wanted.phone),
    emailSealed: sealed(wanted.email),
    validFrom: dayOf(at),
    recordedAt: at,
    recordedBy: actor,
  };
  if (!before || before.name !== wanted?.name) {
    if (before) await manager.update(ContactRow, { id: before.id }, ended);
    if (row) await manager.insert(ContactRow, row);
    return;
  }
  const { id, ...old } = await manager.findOneByOrFail(ContactRow, { id: before.id });
  await manager.insert(ContactRow, { ...old, ...ended });
  // A new address has not been reached yet.
  const lastReachedAt = before.email === wanted.email ? old.lastReachedAt : null;
  await manager.update(ContactRow, { id }, { ...row, lastReachedAt });
}

/** SHA-256 of an uploaded file, hex. */
export const fileHash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
