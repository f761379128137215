import { computed, ref, watch, type Ref } from 'vue';
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router';
import type { EntryBody } from './kinds.js';
import { copyOf, sameEntry } from './view.js';

interface Kept {
  body: EntryBody;
  /** The entry it was made from, and its revision; null for a new one. */
  base: EntryBody | null;
  revision: number | null;
}

const nameOf = (kind: string, key: string | null) => `huiyin.entry.${kind}.${key ?? 'new'}`;

/** Keeps a form for when its page is opened next. */
export const keepForm = (kind: string, key: string | null, kept: Kept): void =>
  sessionStorage.setItem(nameOf(kind, key), JSON.stringify(kept));

/** What was typed into an entry's form and left, or null. */
export function readKept(store: Pick<Storage, 'getItem'>, name: string): Kept | null {
  try {
    const kept = JSON.parse(store.getItem(name) ?? 'null') as Kept | null;
    return kept && typeof kept.body === 'object' ? kept : null;
  } catch {
    return null;
  }
}

/**
 * The form of one entry. What is typed is kept in this browser until it is taken over or given up; who leaves with something
 * half written is asked once (`leaving`), and `settle` answers.
 */
export function useKeptForm(kind: Ref<string>, key: Ref<string | null>) {
  const name = computed(() => nameOf(kind.value, key.value));
  const form = ref<EntryBody>({});
  const start = ref<EntryBody | null>(null);
  const base = ref<EntryBody | null>(null);
  const revision = ref<number | null>(null);
  /** The form came from what was left last time. */
  const resumed = ref(false);
  const dirty = computed(() => start.value !== null && !sameEntry(kind.value, form.value, start.value));

  /** Shows an entry (`body` as a form); what was left of the same entry comes back, whatever revision it was made from. */
  function begin(body: EntryBody, from: Omit<Kept, 'body'>): void {
    start.value = copyOf(body);
    const kept = readKept(sessionStorage, name.value);
    resumed.value = kept !== null;
    form.value = kept?.body ?? copyOf(body);
    ({ base: base.value, revision: revision.value } = kept ?? from);
  }
  watch(
    form,
    (body) => {
      if (!start.value) return;
      const kept: Kept = { body, base: base.value, revision: revision.value };
      if (dirty.value) keepForm(kind.value, key.value, kept);
      else forget();
    },
    { deep: true },
  );
  function forget(): void {
    sessionStorage.removeItem(name.value);
  }
  /** Back to the entry as it stands. */
  function giveUp(): void {
    forget();
    resumed.value = false;
    if (start.value) form.value = copyOf(start.value);
  }
  /** Taken over elsewhere: leaving asks nothing any more. */
  function done(): void {
    forget();
    start.value = null;
  }

  const leaving = ref<((answer: boolean) => void) | null>(null);
  const ask = () =>
    dirty.value ? new Promise<boolean>((answer) => (leaving.value = answer)) : Promise.resolve(true);
  onBeforeRouteLeave(ask);
  onBeforeRouteUpdate(ask);
  function settle(answer: 'stay' | 'keep' | 'give_up'): void {
    if (answer === 'give_up') giveUp();
    leaving.value?.(answer !== 'stay');
    leaving.value = null;
  }

  return { form, base, revision, dirty, resumed, begin, giveUp, done, leaving, settle };
}
