import { computed, reactive, watch } from 'vue';
import type { ChangeDetail } from '../../../../api/src/contract/index.js';
import { useMe } from '../../api/session.js';
import {
  bareEdits,
  basketOf,
  emptyBasket,
  titleOf,
  withEdit,
  type Basket,
  type PendingEdit,
} from './basket.js';

const KEPT = 'huiyin.change';

function kept(): Partial<Basket> {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? '{}') as Partial<Basket>;
  } catch {
    return {};
  }
}

/** One for the whole page; it survives a reload and is gone with the session. */
const basket = reactive<Basket>({ ...emptyBasket(), ...kept() });
watch(basket, () => sessionStorage.setItem(KEPT, JSON.stringify(basket)), { deep: true });

const put = (edit: PendingEdit): void => void (basket.edits = withEdit(basket.edits, edit));
/** What waits for an entry; undefined where nothing does. */
const waiting = (kind: string, key: string): PendingEdit | undefined =>
  basket.edits.find((edit) => edit.kind === kind && edit.key === key);
const clear = (): void => void Object.assign(basket, emptyBasket(basket.owner));
const load = (change: ChangeDetail): void => void Object.assign(basket, basketOf(change, basket.owner));

function drop(index: number): void {
  basket.edits.splice(index, 1);
  if (!basket.edits.length) clear();
}

function belongsTo(login: string | null): void {
  if (!login || basket.owner === login) return;
  if (basket.owner) Object.assign(basket, emptyBasket(login));
  else basket.owner = login;
}

export function useBasket() {
  const { me } = useMe();
  watch(() => me.value?.login ?? null, belongsTo, { immediate: true });
  const count = computed(() => basket.edits.length);
  const title = computed(() => basket.title.trim() || titleOf(basket.edits));
  return { basket, count, title, put, waiting, drop, clear, load, edits: () => bareEdits(basket.edits) };
}
