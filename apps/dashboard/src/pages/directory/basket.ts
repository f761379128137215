import type { ChangeDetail, EntryEdit } from '../../../../api/src/contract/index.js';
import type { EntryBody } from './kinds.js';
import { sameEntry } from './view.js';
import { kindWords } from './words.js';

/** An edit that waits to be proposed. `base` is the entry it was made from, `name` what people call it. */
export interface PendingEdit extends EntryEdit {
  name: string;
  base: EntryBody | null;
}

/** The change a person is putting together (修改单): one or several edits that are looked at and proposed as one. */
export interface Basket {
  /** Login of who puts it together: the next person at this machine starts with nothing. */
  owner: string | null;
  /** The stored draft it continues. */
  draft: { id: string; version: number; number: number } | null;
  title: string;
  reason: string;
  edits: PendingEdit[];
}

export const emptyBasket = (owner: string | null = null): Basket => ({
  owner,
  draft: null,
  title: '',
  reason: '',
  edits: [],
});

/** One entry stands in a change once; new ones, which have no key yet, are told apart by their name. */
const isSame = (a: PendingEdit, b: PendingEdit): boolean =>
  a.kind === b.kind && a.key === b.key && (a.key !== null || a.name === b.name);

/** The edits with one more: a second one of the same entry takes the first one's place, and one that changes nothing takes it out. */
export function withEdit(edits: readonly PendingEdit[], edit: PendingEdit): PendingEdit[] {
  const idle = edit.body !== null && edit.base !== null && sameEntry(edit.kind, edit.base, edit.body);
  const fresh = idle ? [] : [edit];
  const at = edits.findIndex((one) => isSame(one, edit));
  return at < 0 ? [...edits, ...fresh] : [...edits.slice(0, at), ...fresh, ...edits.slice(at + 1)];
}

/** A stored draft, taken up again. */
export const basketOf = (change: ChangeDetail, owner: string | null): Basket => ({
  owner,
  draft: { id: change.id, version: change.version, number: change.number },
  title: change.title,
  reason: change.reason,
  edits: change.edits.map(({ kind, key, body, expectedRevision, name, before }) => ({
    kind,
    key,
    body,
    expectedRevision,
    name,
    base: before,
  })),
});

/** As the server takes them. */
export const bareEdits = (edits: readonly EntryEdit[]): EntryEdit[] =>
  edits.map(({ kind, key, body, expectedRevision }) => ({ kind, key, body, expectedRevision }));

/** A title from what is in it, until the person writes one. */
export function titleOf(edits: readonly PendingEdit[]): string {
  const [first] = edits;
  if (!first) return '';
  const act = first.body === null ? '删除' : first.base ? '修改' : '新增';
  const more = edits.length > 1 ? `等 ${edits.length} 处` : '';
  return `${act}${kindWords[first.kind] ?? ''}“${first.name}”${more}`.slice(0, 100);
}
