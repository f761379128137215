import { In, type EntityManager } from 'typeorm';
import { timelineOf } from '#clock';
import { workingOpinionLevel, type OpinionLevel } from '#incidents';
import { IncidentRow, type HandedOn } from '#incidents/service';
import { dayOf, type Directory } from '#jurisdiction';
import type { Desk } from './desk.js';
import type { People } from './people.js';

/** What escalating looks at of an incident; not its judgement and routing, many times the size of this. */
const LOOKED_AT = {
  id: true,
  jurisdictionId: true,
  number: true,
  state: true,
  eventLevel: true,
  opinionLevel: true,
  opinionConfirmed: true,
  answeredAt: true,
  restricted: true,
  recused: true,
  recusedAccounts: true,
  recusedContacts: true,
  rehearsal: true,
  historic: true,
} as const;

/** A matter, the rules in force and the moment on its own timeline. */
export interface Scene {
  manager: EntityManager;
  incident: IncidentRow;
  directory: Directory;
  people: People;
  at: Date;
  /** What units have handed on among themselves of it, oldest first. */
  handOns: readonly UnitHandOn[];
}

export type UnitHandOn = HandedOn & { unit: string };

export const levelOf = ({ incident }: Pick<Scene, 'incident'>): OpinionLevel =>
  workingOpinionLevel(incident.opinionLevel, incident.opinionConfirmed);

/** Scenes of many incidents at once, by id. */
export async function scenesOf(
  manager: EntityManager,
  incidentIds: readonly string[],
  people: People,
  desk: Desk,
): Promise<Map<string, Scene>> {
  const incidents = await manager.find(IncidentRow, {
    where: { id: In([...new Set(incidentIds)]) },
    select: LOOKED_AT,
  });
  const handOns = await handOnsOf(manager, incidents, dayOf(desk.clock.now('real')));
  const scenes = new Map<string, Scene>();
  for (const incident of incidents)
    scenes.set(incident.id, {
      manager,
      incident,
      directory: await people.directory(incident.jurisdictionId),
      people,
      at: desk.clock.now(timelineOf(incident)),
      handOns: handOns.get(incident.id) ?? [],
    });
  return scenes;
}

/** What was handed on of duties that stand, to people who are still there: the roster's, or named for this duty alone. */
async function handOnsOf(
  manager: EntityManager,
  incidents: readonly { id: string }[],
  day: string,
): Promise<Map<string, UnitHandOn[]>> {
  const rows: (UnitHandOn & { incidentId: string })[] = await manager.query(
    `select hand_on.incident_id as "incidentId", hand_on.unit, hand_on.state,
       hand_on.from_contact_id as "fromContactId", hand_on.to_contact_id as "toContactId"
     from hand_on
     join assignment duty on duty.id = hand_on.assignment_id and duty.state <> 'withdrawn'
     join contact on contact.id = hand_on.to_contact_id
     where hand_on.incident_id = any($1::uuid[]) and hand_on.state = 'told'
       and (hand_on.person_sealed is not null
         or contact.ended_at is null and (contact.valid_to is null or contact.valid_to >= $2))
     order by hand_on.incident_id, hand_on.assignment_id, hand_on.turn`,
    [incidents.map(({ id }) => id), day],
  );
  const found = new Map<string, UnitHandOn[]>();
  for (const { incidentId, ...row } of rows) found.set(incidentId, [...(found.get(incidentId) ?? []), row]);
  return found;
}
