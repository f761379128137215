import type { EntityManager } from 'typeorm';
import type { Directory } from '#jurisdiction';

/** Whose texts, on which timeline, by which names. */
export interface PublicGround {
  manager: EntityManager;
  jurisdictionId: string;
  directory: Directory;
  rehearsal: boolean;
  /** Now on that timeline. */
  now: Date;
}
