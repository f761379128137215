import type { PolicySpec } from '#jurisdiction';
import { hasRecusals, recusedAmong } from '#incidents/service';
import type { Contact, Desk } from './desk.js';
import type { Scene } from './scene.js';

export type Audience = PolicySpec['steps'][number]['to'];
/** Where a step got to. */
export type Reached =
  'liaison' | 'charge_leader' | 'office' | 'leadership' | 'publicity' | 'discipline' | 'nobody';

interface Rung {
  unit: string;
  roles: readonly Contact['role'][];
  as: Reached;
}

/**
 * Who hears a step of a unit's ladder. Where nobody of the wished kind can be reached by mail, the next higher does: a
 * unit with nobody reachable goes straight to its leader in charge, then to the city office (domain.zh.md (f)11).
 * Recused units and persons are passed over (RT-05); of a restricted matter only those hear who may see it.
 */
export async function audienceOf(
  to: Audience,
  unit: string,
  scene: Scene,
  desk: Desk,
): Promise<{ reached: Reached; contacts: Contact[] }> {
  const ladder = scene.incident.restricted ? confidential(scene) : rungs(to, unit, scene);
  for (const rung of ladder) {
    if (scene.incident.recused.includes(rung.unit)) continue;
    const found = await desk.contacts.contactsFor(
      scene.manager,
      scene.incident.jurisdictionId,
      rung.unit,
      rung.roles,
      desk.clock.now('real'),
    );
    const contacts = await notRecused(
      found.filter((contact) => contact.email),
      scene,
      desk,
    );
    if (contacts.length > 0) return { reached: rung.as, contacts };
  }
  return { reached: 'nobody', contacts: [] };
}

async function notRecused(found: Contact[], scene: Scene, desk: Desk): Promise<Contact[]> {
  if (!hasRecusals(scene.incident)) return found;
  const ids = found.map((contact) => contact.id);
  const out = await recusedAmong(scene.manager, scene.incident.id, ids, desk.contacts);
  return found.filter((contact) => !out.has(contact.id));
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

function rungs(to: Audience, unit: string, scene: Scene): Rung[] {
  const { office, government, publicity } = scene.directory.profile.jurisdiction.roles;
  const own: Rung[] = [
    { unit, roles: to === 'liaison_and_handler' ? ['liaison', 'handler'] : ['liaison'], as: 'liaison' },
    { unit, roles: ['handler'], as: 'liaison' },
  ];
  const leader: Rung = { unit, roles: ['charge_leader'], as: 'charge_leader' };
  // The office that is late itself is urged through the one who leads it.
  const atOffice: Rung[] = [
    ...(unit === office ? [] : [{ unit: office, roles: ['liaison', 'handler'], as: 'office' } as const]),
    { unit: office, roles: ['charge_leader'], as: 'office' },
    { unit: publicity, roles: ['liaison', 'handler'], as: 'publicity' },
  ];
  const above: Rung[] = [
    { unit: government, roles: ['charge_leader'], as: 'leadership' },
    { unit: government, roles: ['liaison', 'handler'], as: 'leadership' },
  ];
  if (to === 'leadership') return [...above, ...atOffice];
  if (to === 'office') return atOffice;
  if (to === 'charge_leader') return [leader, ...atOffice];
  return [...own, leader, ...atOffice];
}
