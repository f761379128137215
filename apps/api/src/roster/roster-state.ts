import type { EntityManager } from 'typeorm';
import { unreachedSince } from '#incidents/service';
import { inForce, type Directory, type Unit } from '#jurisdiction';
import {
  absencesAhead,
  ContactAbsenceRow,
  missingOf,
  readRoster,
  reportingUnits,
  RosterUnitRow,
  SLOT_KEYS,
  SLOTS,
  whoStandsIn,
  type Kept,
  type KeptEntries,
} from '#jurisdiction/service';
import type { RosterUnit } from '../contract/index.js';
import { isoOrNull } from '../incidents/present.js';

/** Everything the state of units follows from, read once for all of them. */
export interface RosterFacts {
  directory: Directory;
  entries: Map<string, KeptEntries>;
  states: Map<string, RosterUnitRow>;
  absences: ContactAbsenceRow[];
  /** When the first notice went to a contact that has not arrived since it was last reached. */
  waitingSince: Map<string, Date>;
  today: string;
  at: Date;
}

export interface Ground {
  manager: EntityManager;
  key: Buffer;
  jurisdictionId: string;
  directory: Directory;
  at: Date;
  today: string;
}

/** @param units only these; absent: all */
export async function readFacts(ground: Ground, units?: string[]): Promise<RosterFacts> {
  const { manager, key, jurisdictionId, directory, at, today } = ground;
  const [entries, states, absences, waitingSince] = await Promise.all([
    readRoster(manager, key, jurisdictionId, at, units),
    manager.findBy(RosterUnitRow, { jurisdictionId }),
    absencesAhead(manager, jurisdictionId, today),
    unreachedSince(manager, jurisdictionId),
  ]);
  return {
    directory,
    entries,
    states: new Map(states.map((row) => [row.unit, row])),
    absences,
    waitingSince,
    today,
    at,
  };
}

/** Units that owe the form, and all others with entries. */
export function listedUnits({ directory, entries, at }: RosterFacts): Unit[] {
  const owing = new Set(reportingUnits(directory, at));
  return directory.profile.units.filter(
    (unit) => owing.has(unit) || (entries.has(unit.name) && inForce(unit, at)),
  );
}

const DAY = 86_400_000;

/** Whether notices have gone to somebody and none has arrived for longer than the city allows. */
export function isUnreached(person: Kept, { waitingSince, directory, at }: RosterFacts): boolean {
  const since = waitingSince.get(person.id);
  const allowed = directory.profile.clocks.roster.unreachedDays * DAY;
  return since !== undefined && at.getTime() - since.getTime() > allowed;
}

export const isAway = (id: string, { absences, today }: RosterFacts): boolean =>
  absences.some((row) => row.contactId === id && row.fromDay <= today && row.toDay >= today);

/** How a unit stands, as the list shows it. */
export function unitState(unit: Unit, facts: RosterFacts): RosterUnit {
  const { directory, at } = facts;
  const entries = facts.entries.get(unit.name) ?? {};
  const state = facts.states.get(unit.name);
  const people = SLOT_KEYS.flatMap((slot) => entries[slot] ?? []);
  const reports = reportingUnits(directory, at).some(({ name }) => name === unit.name);
  const missing = reports ? missingOf(entries, state?.sealed ?? false) : [];
  const goesTo = whereTo(entries, facts);
  const confirmLate = reports && (!state || state.confirmDueAt <= at);
  const filingDueAt = state?.filingDueAt ?? null;
  const filingLate = filingDueAt !== null && filingDueAt <= at;
  const unreached = people.some((person) => isUnreached(person, facts));
  const red = !unit.external && (goesTo !== null || unreached);
  const reached = people.flatMap((person) => person.lastReachedAt?.getTime() ?? []);
  return {
    unit: unit.name,
    kind: unit.kind,
    reports,
    external: unit.external,
    filled: (['charge_leader', 'office', 'handler', 'liaison'] as const).filter((slot) => entries[slot])
      .length,
    missing,
    reachable: goesTo === null,
    goesTo,
    confirmedAt: isoOrNull(state?.confirmedAt ?? null),
    confirmDueAt: isoOrNull(state?.confirmDueAt ?? null),
    confirmLate,
    filingDueAt: isoOrNull(filingDueAt),
    filingLate,
    lastReachedAt: reached.length > 0 ? isoOrNull(new Date(Math.max(...reached))) : null,
    unreached,
    away: people.some((person) => isAway(person.id, facts)),
    state: red ? 'red' : missing.length > 0 ? 'gaps' : confirmLate || filingLate ? 'due' : 'good',
  };
}

/** Where a notice to the unit goes today when none of its people can be told; null while somebody can (domain (f)11). */
function whereTo(entries: KeptEntries, facts: RosterFacts): string | null {
  const holders = SLOT_KEYS.flatMap((slot) => {
    const person = entries[slot];
    return person ? [{ id: person.id, ...SLOTS[slot], hasEmail: person.email !== null }] : [];
  });
  const away = facts.absences.filter(({ fromDay, toDay }) => fromDay <= facts.today && toDay >= facts.today);
  const canBeTold = (roles: ('liaison' | 'handler' | 'charge_leader' | 'office')[]) =>
    whoStandsIn(holders, away, roles).some(({ id }) => holders.find((each) => each.id === id)?.hasEmail);
  if (canBeTold(['liaison', 'handler'])) return null;
  return canBeTold(['charge_leader']) ? '分管负责人' : facts.directory.profile.jurisdiction.roles.office;
}
