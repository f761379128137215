import { isNight } from '#incidents';
import { handedOnBy, holdersNow } from '#incidents/service';
import type { PolicySpec } from '#jurisdiction';
import type { Contact } from './desk.js';
import type { Scene } from './scene.js';

export type Audience = PolicySpec['steps'][number]['to'];
/** Where a step got to. */
export type Reached =
  | 'liaison'
  | 'charge_leader'
  | 'coordinator'
  | 'duty'
  | 'outside'
  | 'office'
  | 'leadership'
  | 'publicity'
  | 'discipline'
  | 'nobody';

interface Rung {
  unit: string;
  roles: readonly Contact['role'][] | 'on_duty';
  as: Reached;
}

/** Roles at a unit outside this installation, in the order in which a letter is addressed. */
const OUTSIDE = ['liaison', 'handler', 'office', 'charge_leader'] as const;

export interface Reader {
  reached: Reached;
  contacts: Contact[];
  /** Whom the step was meant for and only a call reaches, where it went on to others: a call that nobody makes reaches nobody. */
  toCall: Contact[];
}

/**
 * Who hears a step of a unit's ladder. Where nobody of the wished kind can be reached, the next higher does: a unit with
 * nobody reachable goes straight to its leader in charge, then to the city office (domain.zh.md (f)11). Recused units
 * and persons are passed over (RT-05); of a restricted matter only those hear who may see it.
 * @param from the unit the step starts from; null: the matter as a whole, which is the city office's
 * @param evenRestricted it says nothing of the matter, so that who is not recused may hear it
 */
export async function audienceOf(
  to: Audience,
  from: string | null,
  scene: Scene,
  { evenRestricted = false } = {},
): Promise<Reader> {
  const { incident } = scene;
  const kept = incident.restricted && !evenRestricted;
  const ladder = kept ? confidential(scene) : await rungs(to, from, scene);
  const toCall = new Map<string, Contact>();
  let first: Reached | null = null;
  for (const rung of ladder) {
    if (incident.recused.includes(rung.unit)) continue;
    const contacts = await holdersOf(rung, scene);
    if (contacts.length === 0) continue;
    const { messaged, called } = await byWay(contacts, scene);
    if (messaged.length > 0) {
      const all = [...messaged, ...called];
      const told = rung.as === 'office' ? await withDutyRoom(all, rung.unit, scene) : all;
      const known = new Set(told.map(({ id }) => id));
      return {
        reached: rung.as,
        contacts: told,
        toCall: [...toCall.values()].filter(({ id }) => !known.has(id)),
      };
    }
    // A letter is nothing to be read out.
    if (rung.as === 'outside') continue;
    first ??= rung.as;
    if (rung.as === first) for (const contact of called) toCall.set(contact.id, contact);
  }
  return { reached: first ?? 'nobody', contacts: [...toCall.values()], toCall: [] };
}

async function holdersOf({ unit, roles, as }: Rung, scene: Scene): Promise<Contact[]> {
  const { incident, people } = scene;
  if (roles === 'on_duty') return people.onDuty(incident, unit);
  const found = await people.of(incident, unit, roles);
  return as === 'liaison' ? afterHandingOn(found, unit, scene) : found;
}

/** 转交: who has handed the duty on is left alone, and who has it now hears, as long as one of those can be reached. */
async function afterHandingOn(found: Contact[], unit: string, scene: Scene): Promise<Contact[]> {
  const rows = scene.handOns.filter((row) => row.unit === unit);
  if (rows.length === 0) return found;
  const holders = await scene.people.named(scene.incident, holdersNow(rows));
  if (holders.length === 0) return found;
  const has = new Set(holders.map(({ id }) => id));
  return [...holders, ...found.filter(({ id }) => !has.has(id) && !handedOnBy(rows, id))];
}

async function byWay(
  contacts: readonly Contact[],
  { incident, people }: Scene,
): Promise<{ messaged: Contact[]; called: Contact[] }> {
  const ways: { messaged: Contact[]; called: Contact[] } = { messaged: [], called: [] };
  for (const contact of contacts)
    ways[(await people.byItself(incident.jurisdictionId, contact)) ? 'messaged' : 'called'].push(contact);
  return ways;
}

/** At night the desks of the office are empty: what is meant for it goes to tonight's duty room as well. */
async function withDutyRoom(
  found: Contact[],
  office: string,
  { at, directory, people, incident }: Scene,
): Promise<Contact[]> {
  const { calendar } = directory.workingTime;
  if (!isNight(at, directory.profile.clocks.night, (day) => calendar.isWorkingDay(day))) return found;
  const known = new Set(found.map(({ id }) => id));
  const tonight = await people.onDuty(incident, office);
  return [...found, ...tonight.filter(({ id }) => !known.has(id))];
}

/** A report on public servants: the publicity department, and where it is reported itself, the discipline inspection. */
function confidential(scene: Scene): Rung[] {
  const { publicity, discipline } = scene.directory.profile.jurisdiction.roles;
  const roles = ['liaison', 'handler', 'charge_leader'] as const;
  return [
    { unit: publicity, roles: roles.slice(0, 2), as: 'publicity' },
    { unit: publicity, roles: roles.slice(2), as: 'publicity' },
    { unit: discipline, roles, as: 'discipline' },
  ];
}

async function rungs(to: Audience, from: string | null, scene: Scene): Promise<Rung[]> {
  const { office, government, publicity } = scene.directory.profile.jurisdiction.roles;
  const unit = from ?? office;
  const leader: Rung = { unit, roles: ['charge_leader'], as: 'charge_leader' };
  const officeLeader: Rung = { unit: office, roles: ['charge_leader'], as: 'office' };
  // The office that is late itself is urged through the one who leads it.
  const atOffice: Rung[] = [
    ...(from === office ? [] : [{ unit: office, roles: ['liaison', 'handler'], as: 'office' } as const]),
    officeLeader,
    { unit: publicity, roles: ['liaison', 'handler'], as: 'publicity' },
  ];
  const theOffice: Rung[] = [{ unit: office, roles: ['liaison', 'handler'], as: 'office' }, ...atOffice];
  switch (to) {
    case 'leadership':
      return [
        { unit: government, roles: ['charge_leader'], as: 'leadership' },
        { unit: government, roles: ['liaison', 'handler'], as: 'leadership' },
        ...atOffice,
      ];
    case 'office':
      return atOffice;
    case 'office_leader':
      return [officeLeader, ...theOffice];
    case 'duty':
      return [
        { unit, roles: 'on_duty', as: 'duty' },
        { unit: office, roles: 'on_duty', as: 'duty' },
        ...theOffice,
      ];
    case 'coordinator':
      return [...(await coordinators(scene)), ...theOffice];
    case 'outside':
      // One address is enough for a letter; where there is none the office gets it there by other means.
      return [...OUTSIDE.map((role): Rung => ({ unit, roles: [role], as: 'outside' })), ...theOffice];
    case 'charge_leader':
      return [leader, ...atOffice];
    case 'handler':
      return [
        { unit, roles: ['handler'], as: 'liaison' },
        { unit, roles: ['liaison'], as: 'liaison' },
        leader,
        ...atOffice,
      ];
    case 'liaison':
    case 'liaison_and_handler':
    default:
      return [
        { unit, roles: to === 'liaison_and_handler' ? ['liaison', 'handler'] : ['liaison'], as: 'liaison' },
        { unit, roles: ['handler'], as: 'liaison' },
        leader,
        ...atOffice,
      ];
  }
}

/** The units that coordinate the matter, as far as they are of this city; else who acts for them. */
async function coordinators({ manager, incident }: Scene): Promise<Rung[]> {
  const rows: { units: string[] | null }[] = await manager.query(
    `select array(select jsonb_array_elements(routing->'coordinators')->>'lead')
       || array_remove(array[routing->>'actingCoordinator'], null) as units
     from incident where id = $1`,
    [incident.id],
  );
  return (rows[0]?.units ?? []).map((unit) => ({ unit, roles: ['liaison', 'handler'], as: 'coordinator' }));
}
