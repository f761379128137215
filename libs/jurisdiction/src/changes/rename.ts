import type { GivenEdit } from './check-edits.js';
import type { EntrySet } from './entry-set.js';
import { nameOf } from './kinds.js';
import { movedReferences } from './referrers.js';

/** A unit or place gets a new name, or is merged into another (RT-52, RT-41). */
export interface Rename {
  kind: 'units' | 'places';
  key: string;
  /** The new name; one that stands in the directory already: merged into it. */
  name: string;
  /** Places: the new code. */
  code: string | null;
  /** `YYYY-MM-DD`, first day of the new name. */
  from: string;
  basis: string;
  /** Whoever names the old one is made to name the new one. */
  moveReferences: boolean;
}

/** The rename cannot be made; the message is Chinese. */
export class RenameRefused extends Error {}

/**
 * The edits of a rename: the old entry ends the day before and names its successor, the new one begins that day with what
 * the old one had; its old name is no alias, since texts that use it are to be explained. Duties already given keep the
 * old name. Pure.
 * @throws RenameRefused
 */
export function renameEdits(entries: EntrySet, rename: Rename): GivenEdit[] {
  const { kind, key, name, from, basis } = rename;
  const old = entries.get(kind, key);
  if (!old) throw new RenameRefused('没有要更名的条目，请刷新后重选。');
  if (old.body['validTo'] !== undefined)
    throw new RenameRefused(`“${nameOf(kind, key, old.body)}”已写明失效日期，不能再更名。`);
  const newKey = kind === 'units' ? name : (rename.code ?? '');
  if (newKey === '') throw new RenameRefused('请写明新的代码。');
  if (newKey === key) throw new RenameRefused('新旧名称（代码）相同。');
  const standing = entries.get(kind, newKey);
  const begun = {
    ...old.body,
    ...(kind === 'places' ? { code: newKey } : {}),
    name,
    aliases: ((old.body['aliases'] as string[] | undefined) ?? []).filter((alias) => alias !== name),
    basis,
    validFrom: from,
  };
  const moved = rename.moveReferences ? movedReferences(entries, kind, key, newKey) : [];
  return [
    ended(kind, old.key, { ...old.body, ...(standing ? {} : { aliases: [] }) }, old.revision, newKey, from),
    ...(standing ? [] : [{ kind, key: null, body: begun, expectedRevision: null }]),
    ...moved.map((edit) => ({
      ...edit,
      expectedRevision: entries.get(edit.kind, edit.key)?.revision ?? null,
    })),
  ];
}

const ended = (
  kind: 'units' | 'places',
  key: string,
  body: Record<string, unknown>,
  expectedRevision: number,
  successor: string,
  from: string,
): GivenEdit => ({ kind, key, body: { ...body, validTo: dayBefore(from), successor }, expectedRevision });

const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
