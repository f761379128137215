import type { Clock } from '#clock';
import { recuseNewPeople, type UndoChange } from '#incidents/service';
import {
  ChangeRefused,
  DirectoryChangeRow,
  InvalidDirectory,
  StaleChange,
  StaleEntries,
  type ContactBook,
  type DirectoryChanges,
} from '#jurisdiction/service';
import { peopleReader } from './people.js';

/** Reasons for which a change in force cannot be taken back: it was built upon, or has gone since. */
const NOT_POSSIBLE = [StaleEntries, InvalidDirectory, ChangeRefused, StaleChange];

/**
 * Takes back a change of the directory that was put in force alone at night and denied in the morning. Where others have
 * changed its entries since, nothing is touched and a person sees to it.
 */
export const undoChange =
  (clock: Clock, changes: DirectoryChanges, contacts: ContactBook): UndoChange =>
  async (manager, row, { actor, at, note }) => {
    const change = await manager.findOneBy(DirectoryChangeRow, { id: row.subjectId });
    if (!change) return false;
    const { id, jurisdictionId, version } = change;
    try {
      // A savepoint of its own: what fails leaves the denial standing.
      await manager.transaction(async (inner) => {
        await changes.undoAlone(inner, { id, jurisdictionId, version, by: actor, at, note });
        const people = await peopleReader(contacts)(inner, jurisdictionId);
        await recuseNewPeople(inner, clock, jurisdictionId, people);
      });
      return true;
    } catch (error) {
      if (NOT_POSSIBLE.some((kind) => error instanceof kind)) return false;
      throw error;
    }
  };
