import type { EntityManager } from 'typeorm';
import { Directory } from '#jurisdiction';
import { DirectoryChangeRow, DirectoryChanges } from '#jurisdiction/service';

/** Why a change of the directory cannot be tried: it is in force or gone, or it would be refused as it stands. */
export class NotToBeTried extends Error {
  constructor(readonly reason: 'settled' | 'unsound') {
    super(`the change is ${reason}`);
  }
}

/** A change whose policies a trial runs. */
export interface ProposedDirectory {
  directory: Directory;
  change: { id: string; number: number };
  /** It touches what a trial depends on: policies, times, hours. */
  matters: boolean;
}

const TIMES: readonly string[] = ['policies', 'deadlines', 'clocks', 'calendar', 'jurisdiction'];
const changes = new DirectoryChanges();

/**
 * The directory as it would stand with a change that is not in force yet; nothing is stored.
 * @throws NotToBeTried; Error where there is no such change
 */
export async function proposedDirectory(
  manager: EntityManager,
  inForce: Directory,
  { id, jurisdictionId }: { id: string; jurisdictionId: string },
): Promise<ProposedDirectory> {
  const change = await manager.findOneByOrFail(DirectoryChangeRow, { id, jurisdictionId });
  if (change.state !== 'draft' && change.state !== 'proposed') throw new NotToBeTried('settled');
  const { profile, stale } = await changes.check(manager, jurisdictionId, change.edits);
  if (!profile || stale.length > 0) throw new NotToBeTried('unsound');
  return {
    directory: new Directory(profile, `${inForce.version}+`),
    change: { id, number: change.number },
    matters: change.edits.some(({ kind }) => TIMES.includes(kind)),
  };
}
