import { z } from 'zod';
import { checkProfile } from '../load/checks.js';
import { spell } from '../load/problems.js';
import { profileFiles, type DirectoryKind, type Profile } from '../schema/profile.js';
import { changedParts, diffBodies, type FieldDiff } from './diff.js';
import type { EntrySet, Replacement, StandingEntry } from './entry-set.js';
import { KINDS, keyOf, nameOf, type Body } from './kinds.js';
import { labelOf } from './labels.js';
import { referrersOf } from './referrers.js';

/** An edit as somebody hands it in. */
export interface GivenEdit {
  kind: DirectoryKind;
  /** Null or empty: a new entry, named by its body or numbered by the store. */
  key: string | null;
  /** Null: the entry is removed. */
  body: Body | null;
  /** Revision that was edited; null: a new entry; undefined: whatever stands there now. */
  expectedRevision?: number | null | undefined;
}

/** An edit whose body fits its schema, with what stands there. */
export interface CheckedEdit extends Replacement {
  expectedRevision: number | null;
  before: Body | null;
  name: string;
  needsApproval: boolean;
  diff: FieldDiff[];
}

/** What is wrong, and where. Chinese. */
export interface EditProblem {
  kind: DirectoryKind;
  key: string;
  name: string;
  /** `words[3]`; empty for the whole entry. */
  path: string;
  label: string;
  message: string;
}

export interface CheckedEdits {
  edits: CheckedEdit[];
  problems: EditProblem[];
  /** Edits of entries that somebody else has changed since. */
  stale: CheckedEdit[];
  /** The whole directory after the edits; null while anything is wrong with them. */
  profile: Profile | null;
  after: EntrySet;
}

const chinese = z.locales.zhCN().localeError;

/**
 * Checks edits against the directory they are for: each body by its schema, then the whole directory as it would stand
 * by the same checks as a profile folder, and that nothing points to what is removed. Pure.
 * @param numbers gives the next number of a kind whose entries go by number
 */
export function checkEdits(
  current: EntrySet,
  given: readonly GivenEdit[],
  numbers: (kind: DirectoryKind) => number,
): CheckedEdits {
  const problems: EditProblem[] = [];
  const edits: CheckedEdit[] = [];
  for (const edit of given) {
    const checked = checkOne(current, edit, numbers, problems);
    if (!checked) continue;
    if (edits.some(({ kind, key }) => kind === checked.kind && key === checked.key))
      problems.push(problemOf(checked, [], '同一条目在一次修改中只能出现一次'));
    else edits.push(checked);
  }
  const stale = edits.filter(
    ({ kind, key, expectedRevision }) => (current.get(kind, key)?.revision ?? null) !== expectedRevision,
  );
  const after = current.with(edits);
  if (given.length === 0)
    problems.push({ kind: 'jurisdiction', key: '', name: '', path: '', label: '', message: '没有任何修改' });
  if (problems.length === 0) problems.push(...wholeProblems(after, edits));
  return { edits, problems, stale, after, profile: problems.length === 0 ? after.profile() : null };
}

function checkOne(
  current: EntrySet,
  edit: GivenEdit,
  numbers: (kind: DirectoryKind) => number,
  problems: EditProblem[],
): CheckedEdit | null {
  const { kind } = edit;
  const key = edit.key || (edit.body && keyOf(kind, edit.body)) || String(numbers(kind));
  const standing = current.get(kind, key);
  const where = { kind, key, name: nameOf(kind, key, edit.body ?? standing?.body ?? {}) };
  const wrong = (path: (string | number)[], message: string) => {
    problems.push(problemOf(where, path, message));
    return null;
  };
  const expectedRevision =
    edit.expectedRevision === undefined ? (standing?.revision ?? null) : edit.expectedRevision;
  if (KINDS[kind].single && (edit.body === null || key !== kind))
    return wrong([], `“${KINDS[kind].label}”只有一项，不能增加或删除`);
  if (edit.body === null && !standing && expectedRevision === null) return wrong([], '没有这一条目');
  if (standing && !edit.key && expectedRevision === null)
    return wrong(partOf(kind), `已有“${current.nameOf(kind, key)}”，请换一个${labelOf(kind, partOf(kind))}`);
  const before = standing?.body ?? null;
  const base = { ...where, expectedRevision, before };
  if (edit.body === null)
    return {
      ...base,
      body: null,
      needsApproval: needsApproval(kind, before, null),
      diff: diffBodies(kind, before, null),
    };
  const parsed = schemaOf(kind).safeParse(edit.body, { error: chinese });
  if (!parsed.success) {
    for (const issue of parsed.error.issues) problems.push(...schemaProblems(where, issue));
    return null;
  }
  const body = parsed.data as Body;
  if (kind === 'jurisdiction' && before && body['code'] !== before['code'])
    return wrong(['code'], '辖区代码是本系统识别辖区的依据，不能修改');
  if ((keyOf(kind, body) ?? key) !== key)
    return wrong(partOf(kind), '名称（编号）不在这里修改：更名请用“更名”，其他条目请删除后新增');
  return {
    ...base,
    body,
    needsApproval: needsApproval(kind, before, body),
    diff: diffBodies(kind, before, body),
  };
}

const partOf = (kind: DirectoryKind): string[] => (KINDS[kind].keyPart === null ? [] : [KINDS[kind].keyPart]);

/** Of one entry: the files of most kinds hold a list of them. */
function schemaOf(kind: DirectoryKind): z.ZodType {
  const file: z.ZodType = profileFiles[kind];
  return file instanceof z.ZodArray ? (file.element as z.ZodType) : file;
}

/** Whether a second person must approve (issue 3, item 3). */
export function needsApproval(kind: DirectoryKind, before: Body | null, after: Body | null): boolean {
  const spec = KINDS[kind];
  if (!spec.needsApproval) return false;
  if (!before || !after || spec.atOnce.length === 0) return true;
  return changedParts(before, after).some((part) => !spec.atOnce.includes(part));
}

const problemOf = (
  { kind, key, name }: Pick<EditProblem, 'kind' | 'key' | 'name'>,
  path: (string | number)[],
  message: string,
): EditProblem => ({
  kind,
  key,
  name,
  path: spell('', path).replace(/^\./, ''),
  label: labelOf(kind, path),
  message,
});

function schemaProblems(
  where: Pick<EditProblem, 'kind' | 'key' | 'name'>,
  issue: z.core.$ZodIssue,
): EditProblem[] {
  const path = issue.path.filter((part): part is string | number => typeof part !== 'symbol');
  if (issue.code !== 'unrecognized_keys') return [problemOf(where, path, issue.message)];
  return issue.keys.map((name) => problemOf(where, [...path, name], '不认识的项'));
}

/** What is wrong with the directory as a whole after the edits. */
function wholeProblems(after: EntrySet, edits: readonly CheckedEdit[]): EditProblem[] {
  const removed = edits.filter(({ body }) => body === null).flatMap((edit) => stillReferred(after, edit));
  if (removed.length > 0) return removed;
  const problems: EditProblem[] = [];
  checkProfile(after.profile(), (file, path, message) => {
    const kind = file as DirectoryKind;
    const entries = after.of(kind);
    const [index, ...rest] = KINDS[kind].single ? [0, ...path] : path;
    const entry: StandingEntry | undefined = typeof index === 'number' ? entries[index] : undefined;
    const key = entry?.key ?? '';
    problems.push(problemOf({ kind, key, name: after.nameOf(kind, key) }, rest, message));
  });
  return problems;
}

function stillReferred(after: EntrySet, edit: CheckedEdit): EditProblem[] {
  const referrers = referrersOf(after, edit.kind, edit.key, edit.before ?? {});
  if (referrers.length === 0) return [];
  const shown = referrers.slice(0, 5).map(({ name, as }) => `${name}（${as}）`);
  const more = referrers.length > shown.length ? `等${referrers.length}处` : '';
  const instead =
    edit.kind === 'units' || edit.kind === 'places'
      ? '请先改这些条目，或不删除而写明失效日期和承继者'
      : '请先改这些条目';
  return [problemOf(edit, [], `还不能删除“${edit.name}”：${shown.join('、')}${more}仍指向它。${instead}`)];
}
