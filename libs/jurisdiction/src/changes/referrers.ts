import type { DirectoryKind } from '../schema/profile.js';
import type { EntrySet } from './entry-set.js';
import { KINDS, nameOf, type Body } from './kinds.js';

/** An entry that points to another, and in which part. */
export interface Referrer {
  kind: DirectoryKind;
  key: string;
  /** 主题“供水” */
  name: string;
  /** 主责单位, 协同单位, 上级 … */
  as: string;
}

/** Where a kind of entries is pointed to: by which kind, in which part, called what. */
interface Pointer {
  from: DirectoryKind;
  as: string;
  /** What the part holds: names or codes or numbers. */
  read: (body: Body) => unknown[];
  /** The body with one name in place of another; absent where it follows from another part. */
  move?: (body: Body, old: unknown, now: unknown) => Body;
}

const values = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** A part that holds one name or a list of them. */
const part = (from: DirectoryKind, name: string, as: string): Pointer => ({
  from,
  as,
  read: (body) => values(body[name]),
  move: (body, old, now) => ({ ...body, [name]: replaced(body[name], old, now) }),
});

const replaced = (value: unknown, old: unknown, now: unknown): unknown =>
  Array.isArray(value)
    ? [...new Set(value.map((one) => (one === old ? now : one)))]
    : value === old
      ? now
      : value;

const inner = (from: DirectoryKind, outer: string, names: string[], as: string): Pointer => ({
  from,
  as,
  read: (body) => names.flatMap((name) => values((body[outer] as Body | undefined)?.[name])),
  move: (body, old, now) => {
    const object = body[outer] as Body | undefined;
    if (!object) return body;
    const moved = names
      .filter((name) => name in object)
      .map((name) => [name, replaced(object[name], old, now)] as const);
    return { ...body, [outer]: { ...object, ...Object.fromEntries(moved) } };
  },
});

/** Stays when a name moves: a chain of successions is history. */
const successor = (from: DirectoryKind): Pointer => ({
  from,
  as: '承继者',
  read: (body) => values(body['successor']),
});

const UNIT_ROLES = ['office', 'publicity', 'government', 'discipline'];

const POINTERS: Partial<Record<DirectoryKind, Pointer[]>> = {
  units: [
    part('units', 'superior', '上级单位'),
    successor('units'),
    part('fields', 'unit', '责任单位'),
    part('topics', 'unit', '主责单位'),
    part('topics', 'assisting', '协同单位'),
    {
      from: 'topics',
      as: '协同单位职责用词',
      read: (body) => Object.keys((body['dutyWords'] as Body | undefined) ?? {}),
      move: (body, old, now) => ({
        ...body,
        dutyWords: Object.fromEntries(
          Object.entries((body['dutyWords'] as Body | undefined) ?? {}).map(([unit, words]) => [
            unit === old ? String(now) : unit,
            words,
          ]),
        ),
      }),
    },
    part('places', 'unit', '负责单位'),
    part('bodies', 'unit', '归口单位'),
    part('portfolios', 'units', '分管单位'),
    part('policies', 'units', '适用单位'),
    part('outlets', 'owner', '承办单位'),
    inner('jurisdiction', 'roles', UNIT_ROLES, '承担的角色'),
    part('exceptions', 'units', '涉及单位'),
    inner('exceptions', 'then', ['respondents', 'firstResponsible', 'assisting', 'informed'], '处理'),
  ],
  places: [part('places', 'parent', '所属乡镇（街道）'), successor('places')],
  topics: [
    part('topics', 'displaces', '取代的主题'),
    part('exceptions', 'topics', '涉及主题'),
    part('examples', 'topic', '主题'),
  ],
  fields: [part('topics', 'field', '领域'), part('examples', 'label', '领域')],
};

/** What others call an entry where they point to it: fields by name, topics by number. */
function referenceOf(kind: DirectoryKind, key: string, body: Body): unknown {
  if (kind === 'topics') return Number(key);
  return kind === 'fields' ? body['name'] : key;
}

/**
 * Entries that point to one, part by part.
 * @param body of the entry pointed to, which itself may have been removed already
 */
export function referrersOf(
  entries: EntrySet,
  kind: DirectoryKind,
  key: string,
  body: Body = entries.get(kind, key)?.body ?? {},
): Referrer[] {
  const found: Referrer[] = [];
  const reference = referenceOf(kind, key, body);
  const named =
    kind === 'places' ? [{ pointer: part('exceptions', 'places', '涉及地点'), is: body['name'] }] : [];
  const all = [...(POINTERS[kind] ?? []).map((pointer) => ({ pointer, is: reference })), ...named];
  for (const { pointer, is } of all)
    for (const entry of entries.of(pointer.from))
      if (!(pointer.from === kind && entry.key === key) && pointer.read(entry.body).includes(is))
        found.push({
          kind: pointer.from,
          key: entry.key,
          name: called(pointer.from, entry.key, entry.body),
          as: pointer.as,
        });
  return found;
}

const called = (kind: DirectoryKind, key: string, body: Body): string =>
  KINDS[kind].single ? KINDS[kind].label : `${KINDS[kind].label}“${nameOf(kind, key, body)}”`;

/** Entries that point to the old name, made to point to the new one; neither of the two themselves. */
export function movedReferences(
  entries: EntrySet,
  kind: 'units' | 'places',
  old: string,
  now: string,
): { kind: DirectoryKind; key: string; body: Body }[] {
  const moved = new Map<string, { kind: DirectoryKind; key: string; body: Body }>();
  for (const { from, read, move } of POINTERS[kind] ?? [])
    for (const entry of entries.of(from)) {
      if (!move || (from === kind && (entry.key === old || entry.key === now))) continue;
      const id = `${from} ${entry.key}`;
      const body = moved.get(id)?.body ?? entry.body;
      if (read(body).includes(old)) moved.set(id, { kind: from, key: entry.key, body: move(body, old, now) });
    }
  return [...moved.values()];
}
