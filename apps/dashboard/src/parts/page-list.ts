import { computed, onBeforeUnmount, ref, watch, type ComputedRef, type Ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { useKeys } from '../live/keys.js';

/** A list that comes page by page, as TanStack's infinite query tells of it. */
export interface ListQuery {
  error: Ref<unknown>;
  isPending: Ref<boolean>;
  hasNextPage: Ref<boolean>;
  isFetchingNextPage: Ref<boolean>;
  fetchNextPage(): unknown;
  refetch(): unknown;
}

/** The rows of all pages that are here. */
export const useRows = <T>(query: { data: Ref<{ pages: { items: T[] }[] } | undefined> }): ComputedRef<T[]> =>
  computed(() => query.data.value?.pages.flatMap(({ items }) => items) ?? []);

/** The row a step away; the first where none is current, the last at the end. */
export function rowAt<T>(rows: readonly T[], at: number, step: number): T | undefined {
  return rows[Math.min(rows.length - 1, Math.max(0, at + step))];
}

/** Filters in the address: what is set stands there, so that a list can be sent on and come back to. */
export function useAddress() {
  const route = useRoute();
  const router = useRouter();
  const set = (name: string, value: string | undefined): void =>
    void router.replace({ query: { ...route.query, [name]: value || undefined } });
  return { route, router, set };
}

/** One of a few views, kept in the address; the first one needs no word there. */
export function useChoice<K extends string>(name: string, choices: Record<K, string>, first: NoInfer<K>) {
  const { route, set } = useAddress();
  const chosen = computed<K>(() => {
    const asked = String(route.query[name] ?? first);
    return Object.hasOwn(choices, asked) ? (asked as K) : first;
  });
  const choose = (one: string): void => set(name, one === first ? undefined : one);
  return { chosen, choose };
}

/** How long (ms) after the last key a search begins. */
const PAUSE = 300;

/** The search field of a list: what is typed goes to the address after a pause, `/` goes to the field. */
export function useSearch(asked: () => string | undefined, set: (value: string) => void) {
  const search = ref(asked() ?? '');
  const field = ref<{ focus(): void } | null>(null);
  watch(asked, (q) => (search.value = q ?? ''));
  let wait: ReturnType<typeof setTimeout> | undefined;
  function typed(value: string): void {
    search.value = value;
    clearTimeout(wait);
    wait = setTimeout(() => set(value.trim()), PAUSE);
  }
  onBeforeUnmount(() => clearTimeout(wait));
  useKeys({ '/': () => field.value?.focus() });
  return { search, field, typed };
}
