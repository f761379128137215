import { isDeepStrictEqual } from 'node:util';
import type { DirectoryKind } from '../schema/profile.js';
import type { Body } from './kinds.js';
import { labelOf, valueOf } from './labels.js';
import { isStep, stepWords, STOP_WORDS } from './policy-words.js';

/** One part of an entry before and after; of lists what came and what went, and `before`, `after` are null. */
export interface FieldDiff {
  /** `unit`, `opinion.slowBurn.days` */
  field: string;
  label: string;
  before: string | null;
  after: string | null;
  added: string[];
  removed: string[];
}

type Path = string[];

/** What differs between two bodies of an entry, part by part, in Chinese; null: there was or will be none. */
export function diffBodies(kind: DirectoryKind, before: Body | null, after: Body | null): FieldDiff[] {
  const diffs: FieldDiff[] = [];
  walk(kind, [], before ?? {}, after ?? {}, diffs);
  return diffs;
}

/** Parts at the top of the body that differ. */
export const changedParts = (before: Body, after: Body): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (part) => !isDeepStrictEqual(plain(before[part]), plain(after[part])),
  );

function walk(kind: DirectoryKind, path: Path, before: Body, after: Body, diffs: FieldDiff[]): void {
  for (const part of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [before[part], after[part]];
    if (isDeepStrictEqual(plain(old), plain(now))) continue;
    const at = [...path, part];
    if (isList(old) || isList(now)) lists(kind, at, asList(old), asList(now), diffs);
    else if (isBody(old) || isBody(now)) walk(kind, at, asBody(old), asBody(now), diffs);
    else push(diffs, kind, at, { before: valueOf(part, old), after: valueOf(part, now) });
  }
}

/** Lists of things with a name of their own are compared one by one, all others by what came and what went. */
function lists(
  kind: DirectoryKind,
  path: Path,
  before: unknown[],
  after: unknown[],
  diffs: FieldDiff[],
): void {
  const [old, now] = [byName(before), byName(after)];
  const start = diffs.length;
  if (old && now && old.size + now.size > 0) {
    for (const name of new Set([...old.keys(), ...now.keys()])) {
      const [one, other] = [old.get(name), now.get(name)];
      if (one && other) walk(kind, [...path, name], one, other, diffs);
      else push(diffs, kind, path, { added: other ? [name] : [], removed: one ? [name] : [] });
    }
    if (diffs.length > start) return;
  }
  const words = (list: unknown[]) =>
    list.map((value) => (old && now && isBody(value) ? nameIn(value) : spelt(kind, value)));
  const [was, is] = [words(before), words(after)];
  const added = is.filter((word) => !was.includes(word));
  const removed = was.filter((word) => !is.includes(word));
  if (added.length + removed.length > 0) push(diffs, kind, path, { added, removed });
  else push(diffs, kind, path, { before: was.join('、'), after: is.join('、') });
}

function push(diffs: FieldDiff[], kind: DirectoryKind, path: Path, what: Partial<FieldDiff>): void {
  const field = path.join('.');
  diffs.push({
    field,
    label: labelOf(kind, path),
    before: null,
    after: null,
    added: [],
    removed: [],
    ...what,
  });
}

/** By id, key or name where each has one of its own. */
function byName(list: unknown[]): Map<string, Body> | null {
  const named = new Map<string, Body>();
  for (const value of list) {
    const name = isBody(value) ? nameIn(value) : '';
    if (name === '' || named.has(name)) return null;
    named.set(name, value as Body);
  }
  return named;
}

const nameIn = (body: Body): string => {
  const name = body['id'] ?? body['key'] ?? body['name'];
  return typeof name === 'string' ? name : '';
};

function spelt(kind: DirectoryKind, value: unknown): string {
  if (kind === 'policies' && isBody(value) && isStep(value)) return stepWords(value);
  if (kind === 'policies' && typeof value === 'string') return STOP_WORDS[value] ?? value;
  if (kind === 'outlets') return valueOf('forms', value);
  return isBody(value)
    ? Object.entries(value)
        .map(([part, inner]) => `${labelOf(kind, ['', part]).slice(1)}：${valueOf(part, inner)}`)
        .join('，')
    : valueOf(undefined, value);
}

const isList = (value: unknown): value is unknown[] => Array.isArray(value);
const isBody = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const asList = (value: unknown): unknown[] => (isList(value) ? value : []);
const asBody = (value: unknown): Body => (isBody(value) ? value : {});
/** Absent, empty and an empty list say the same. */
const plain = (value: unknown): unknown =>
  value === undefined || value === null || (isList(value) && value.length === 0) ? null : value;
