import { BLOCK_WORDS, type ClearedFinding } from '#respond';
import type { ResponseAttachmentRow } from '#respond/service';
import type { ClearedFindingView, SignedFile } from '../contract/index.js';
import type { Names } from '../incidents/names.js';
import { actorWords } from '../incidents/words.js';

export const presentCleared = (
  { kind, words, place, reason, by, at }: ClearedFinding,
  names: Names,
): ClearedFindingView => ({
  kind,
  what: BLOCK_WORDS[kind],
  words,
  place,
  reason,
  by: actorWords(by, names),
  at,
});

export const presentSignedFile = (row: ResponseAttachmentRow, names: Names): SignedFile => ({
  name: row.name,
  size: row.size,
  checkedBy: row.checkedBy && actorWords(row.checkedBy, names),
  cleared: row.cleared.map((one) => presentCleared(one, names)),
});

/** `account:<login>` of everybody who has said something of these files. */
export const fileActors = (rows: readonly ResponseAttachmentRow[]): (string | null)[] =>
  rows.flatMap(({ addedBy, checkedBy, cleared }) => [addedBy, checkedBy, ...cleared.map(({ by }) => by)]);
