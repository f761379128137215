import type { StoredEdit } from '../entities/directory-change.entity.js';
import type { GivenEdit } from './check-edits.js';

/**
 * The edits that take a change back: what stood before comes back, what was new goes.
 * @param made revision each edit made, by `kind key`; an entry that has another one now has been changed since
 */
export function inverseOf(edits: readonly StoredEdit[], made: ReadonlyMap<string, number>): GivenEdit[] {
  return edits.map(({ kind, key, before, body }) => ({
    kind,
    key,
    body: before,
    expectedRevision: body === null ? null : (made.get(`${kind} ${key}`) ?? null),
  }));
}
