import { mayDo, type Principal } from '#access';
import { detailOf, diffBodies, nameOf, type DirectoryKind, type EntryBody } from '#jurisdiction';
import type { DirectoryEntryRow } from '#jurisdiction/service';
import type { EntryRevision, EntryRow, FieldDiff } from '../contract/index.js';
import { iso } from '../incidents/present.js';

/** Whose job is what: everybody who uses the directory may read it. What texts are recognised by is for its editors. */
const PUBLIC: ReadonlySet<DirectoryKind> = new Set([
  'units',
  'places',
  'fields',
  'topics',
  'rules',
  'deadlines',
  'portfolios',
  'outlets',
  'templates',
  'calendar',
]);

export const mayRead = (caller: Principal, kind: DirectoryKind): boolean =>
  PUBLIC.has(kind) || mayDo(caller, 'directory.change');
/** Topics hold the words they are found by. */
export const mayReadBody = (caller: Principal, kind: DirectoryKind): boolean =>
  mayDo(caller, 'directory.change') || (PUBLIC.has(kind) && kind !== 'topics');

export interface ShownEntry {
  kind: DirectoryKind;
  key: string;
  revision: number;
  body: EntryBody;
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

export function presentEntry(
  { kind, key, revision, body }: ShownEntry,
  caller: Principal,
  today: string,
): EntryRow {
  const validFrom = textOrNull(body['validFrom']);
  const validTo = textOrNull(body['validTo']);
  return {
    kind,
    key,
    name: nameOf(kind, key, body),
    detail: detailOf(kind, body),
    revision,
    state: validTo && validTo < today ? 'ended' : validFrom && validFrom > today ? 'future' : 'in_force',
    validFrom,
    validTo,
    successor: textOrNull(body['successor']),
    body: mayReadBody(caller, kind) ? body : null,
  };
}

export const presentDiff = (
  kind: DirectoryKind,
  before: EntryBody | null,
  after: EntryBody | null,
): FieldDiff[] =>
  diffBodies(kind, before, after).map(({ field, label, before: old, after: now, added, removed }) => ({
    field,
    label,
    before: old,
    after: now,
    added,
    removed,
  }));

/** What is known of the changes that made revisions. */
export type ChangeFacts = ReadonlyMap<string, { number: number; reason: string }>;

/** Newest first; an entry that is gone ends with its removal. */
export function presentHistory(
  rows: readonly DirectoryEntryRow[],
  changes: ChangeFacts,
  nameOfActor: (actor: string) => string,
): EntryRevision[] {
  const history: EntryRevision[] = [];
  let before: DirectoryEntryRow | null = null;
  for (const row of rows) {
    const kind = row.kind as DirectoryKind;
    const revived = before?.replacedAt && before.replacedBy !== row.changeId;
    if (before && revived) history.push(removalOf(before, changes));
    const old = before && !revived ? (before.body as EntryBody) : null;
    history.push({
      revision: row.revision,
      at: iso(row.changedAt),
      by: nameOfActor(row.changedBy),
      ...madeBy(row.changeId, changes),
      action: old ? 'replace' : 'add',
      diff: presentDiff(kind, old, row.body as EntryBody),
    });
    before = row;
  }
  if (before?.replacedAt) history.push(removalOf(before, changes));
  return history.toReversed();
}

const madeBy = (changeId: string | null, changes: ChangeFacts) => {
  const change = changes.get(changeId ?? '');
  return { changeId, changeNumber: change?.number ?? null, reason: change?.reason ?? null };
};

const removalOf = (row: DirectoryEntryRow, changes: ChangeFacts): EntryRevision => ({
  revision: row.revision,
  at: iso(row.replacedAt ?? row.changedAt),
  by: '',
  ...madeBy(row.replacedBy, changes),
  action: 'remove',
  diff: presentDiff(row.kind as DirectoryKind, row.body as EntryBody, null),
});
