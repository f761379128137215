import { computed, reactive, watch } from 'vue';
import type { ChangeDetail, EntryEdit } from '../../../../api/src/contract/index.js';
import { useMe } from '../../api/session.js';
import type { EntryBody } from './kinds.js';
import { sameEntry } from './view.js';

const KEPT = 'huiyin.change';

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

const empty = (): Basket => ({ owner: null, draft: null, title: '', reason: '', edits: [] });

function kept(): Partial<Basket> {
  try {
    return JSON.parse(globalThis.sessionStorage?.getItem(KEPT) ?? '{}') as Partial<Basket>;
  } catch {
    return {};
  }
}

const basket = reactive<Basket>({ ...empty(), ...kept() });
watch(basket, () => globalThis.sessionStorage?.setItem(KEPT, JSON.stringify(basket)), { deep: true });

/** One entry stands in a change once; new ones, which have no key yet, are told apart by their name. */
const isSame = (a: PendingEdit, b: PendingEdit): boolean =>
  a.kind === b.kind && a.key === b.key && (a.key !== null || a.name === b.name);

/** Puts an edit in: a second one of the same entry takes the first one's place, and one that changes nothing takes it out. */
function put(edit: PendingEdit): void {
  const at = basket.edits.findIndex((one) => isSame(one, edit));
  const idle = edit.body !== null && edit.base !== null && sameEntry(edit.kind, edit.base, edit.body);
  if (at >= 0) basket.edits.splice(at, 1, ...(idle ? [] : [edit]));
  else if (!idle) basket.edits.push(edit);
}

/** What waits for an entry: the edited body, `null` where it is to go, `undefined` where nothing waits. */
const waiting = (kind: string, key: string): PendingEdit | undefined =>
  basket.edits.find((edit) => edit.kind === kind && edit.key === key);

function drop(index: number): void {
  basket.edits.splice(index, 1);
  if (!basket.edits.length) clear();
}

function clear(): void {
  Object.assign(basket, { ...empty(), owner: basket.owner });
}

function belongsTo(login: string | null): void {
  if (!login || basket.owner === login) return;
  Object.assign(basket, { ...(basket.owner ? empty() : {}), owner: login });
}

/** Takes a stored draft up again, in place of what waited. */
function load(change: ChangeDetail): void {
  Object.assign(basket, {
    owner: basket.owner,
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
  } satisfies Basket);
}

/** As the server takes them. */
const bare = (edits: readonly EntryEdit[]): EntryEdit[] =>
  edits.map(({ kind, key, body, expectedRevision }) => ({ kind, key, body, expectedRevision }));

/** A title from what is in it, until the person writes one. */
export function titleOf(edits: readonly PendingEdit[]): string {
  const [first] = edits;
  if (!first) return '';
  const act = first.body === null ? '删除' : first.base ? '修改' : '新增';
  return `${act}${first.name}${edits.length > 1 ? `等 ${edits.length} 处` : ''}`.slice(0, 100);
}

export function useBasket() {
  const { me } = useMe();
  watch(() => me.value?.login ?? null, belongsTo, { immediate: true });
  const count = computed(() => basket.edits.length);
  const title = computed(() => basket.title.trim() || titleOf(basket.edits));
  return { basket, count, title, put, waiting, drop, clear, load, edits: () => bare(basket.edits) };
}
