import { In, type EntityManager } from 'typeorm';
import { timelineOf } from '#clock';
import { workingOpinionLevel, type OpinionLevel } from '#incidents';
import { IncidentRow } from '#incidents/service';
import type { Directory } from '#jurisdiction';
import type { Desk } from './desk.js';
import type { People } from './people.js';

/** What escalating looks at of an incident; not its judgement and routing, many times the size of this. */
const LOOKED_AT = {
  id: true,
  jurisdictionId: true,
  number: true,
  state: true,
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
}

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
  const scenes = new Map<string, Scene>();
  for (const incident of incidents)
    scenes.set(incident.id, {
      manager,
      incident,
      directory: await people.directory(incident.jurisdictionId),
      people,
      at: desk.clock.now(timelineOf(incident)),
    });
  return scenes;
}
