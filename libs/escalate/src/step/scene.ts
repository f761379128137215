import type { EntityManager } from 'typeorm';
import { compareOpinionLevels, workingOpinionLevel, type OpinionLevel } from '#incidents';
import type { Act, IncidentRow } from '#incidents/service';
import type { Directory } from '#jurisdiction';

/** A locked incident, the rules in force and the moment on its own timeline. */
export interface Scene {
  manager: EntityManager;
  incident: IncidentRow;
  directory: Directory;
  at: Date;
}

export const actOf = (scene: Scene): Act => ({ manager: scene.manager, at: scene.at, actor: 'system' });

export const levelOf = ({ incident }: Scene): OpinionLevel =>
  workingOpinionLevel(incident.opinionLevel, incident.opinionConfirmed);

export const isGrave = (scene: Scene): boolean => compareOpinionLevels(levelOf(scene), '重大') >= 0;
