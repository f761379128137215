import type { StoredEdit } from '../entities/directory-change.entity.js';
import type { CheckedEdit, CheckedEdits, GivenEdit } from './check-edits.js';
import { KINDS } from './kinds.js';

export const storedOf = ({ kind, key, body, expectedRevision, before }: CheckedEdit): StoredEdit => ({
  kind,
  key,
  body,
  expectedRevision,
  before,
});

/**
 * What is stored of edits: with what they were made from. A new entry of a kind that goes by numbers gets its number when
 * the change takes effect; a draft keeps also what does not fit a schema yet.
 */
export function kept({ edits }: CheckedEdits, given: readonly GivenEdit[]): StoredEdit[] {
  if (edits.length === given.length)
    return edits.map((edit) => ({ ...storedOf(edit), key: waitsForNumber(edit) ? '' : edit.key }));
  return given.map(({ kind, key, body, expectedRevision }) => {
    const checked = edits.find((edit) => edit.kind === kind && edit.key === key);
    if (checked) return storedOf(checked);
    return { kind, key: key ?? '', body, expectedRevision: expectedRevision ?? null, before: null };
  });
}

const waitsForNumber = ({ kind, before, expectedRevision }: CheckedEdit): boolean =>
  KINDS[kind].keyPart === null && !KINDS[kind].single && !before && expectedRevision === null;
