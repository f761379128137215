import { useQueryClient } from '@tanstack/vue-query';
import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import type { ResponseDetail, TextDiffPart } from '../../../../api/src/contract/index.js';
import { ApiProblem } from '../../api/client.js';
import { responseKey, saveText, type TypedText } from '../../api/responses.js';

const PAUSE_MS = 1500;
const RETRY_MS = 8000;
const nameOf = (id: string) => `huiyin.response.${id}`;

/** What was typed and not yet taken over by the server, or null. */
export function readTyped(store: Pick<Storage, 'getItem'>, id: string): TypedText | null {
  try {
    const kept = JSON.parse(store.getItem(nameOf(id)) ?? 'null') as TypedText | null;
    return kept && typeof kept.html === 'string' && typeof kept.title === 'string' ? kept : null;
  } catch {
    return null;
  }
}

/** Somebody else has changed the text meanwhile. */
export interface Stale {
  current: ResponseDetail;
  diff: { title: TextDiffPart[]; text: TextDiffPart[] };
}

/**
 * Title and text as they are typed. They are saved after a short pause, kept in this browser until the server has them, and
 * sent again when it can be reached; a stale one waits for the person to choose (`keepMine`, `takeTheirs`).
 */
export function useTyped(detail: Ref<ResponseDetail | undefined>) {
  const client = useQueryClient();
  const title = ref('');
  const html = ref('');
  /** Raised when the editor must show another text than it holds. */
  const shown = ref(0);
  const saving = ref(false);
  const error = ref<unknown>(null);
  const stale = shallowRef<Stale | null>(null);
  let id = '';
  let version = 0;
  const saved = ref({ title: '', html: '' });
  const dirty = computed(() => title.value !== saved.value.title || html.value !== saved.value.html);
  let wait: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;

  function show(text: { title: string; html: string }): void {
    title.value = text.title;
    html.value = text.html;
    shown.value += 1;
  }

  watch(
    detail,
    (now) => {
      if (!now) return;
      const opened = now.id !== id;
      // While something typed waits, what others did shows only when it is saved (as a difference).
      if (!opened && (now.version === version || dirty.value || saving.value)) return;
      id = now.id;
      version = now.version;
      saved.value = { title: now.title, html: now.html };
      const kept = opened && now.state === 'drafting' ? readTyped(sessionStorage, id) : null;
      if (kept) version = kept.version;
      show(kept ?? now);
    },
    { immediate: true },
  );

  watch([title, html], () => {
    if (!id || !dirty.value) return;
    keep();
    if (!stale.value) later(PAUSE_MS);
  });
  const keep = () =>
    sessionStorage.setItem(nameOf(id), JSON.stringify({ version, title: title.value, html: html.value }));
  const forget = () => sessionStorage.removeItem(nameOf(id));
  function later(ms: number): void {
    clearTimeout(wait);
    wait = setTimeout(() => void flush(), ms);
  }

  /** Saves what is typed now. @returns whether the server has everything */
  async function flush(): Promise<boolean> {
    clearTimeout(wait);
    await running;
    if (!dirty.value) return true;
    if (stale.value) return false;
    running = send().finally(() => (running = null));
    await running;
    return !dirty.value && !error.value;
  }

  async function send(): Promise<void> {
    const sent = { title: title.value, html: html.value };
    saving.value = true;
    try {
      const now = await saveText(client, id, { version, ...sent });
      version = now.version;
      saved.value = sent;
      error.value = null;
      if (dirty.value) {
        keep();
        later(PAUSE_MS);
      } else forget();
    } catch (thrown) {
      error.value = thrown;
      if (thrown instanceof ApiProblem && thrown.code === 'stale') stale.value = thrown.body as never;
      else if (thrown instanceof ApiProblem && thrown.status === 0) later(RETRY_MS);
    } finally {
      saving.value = false;
    }
  }

  /** Mine over theirs: theirs stays as an older version. */
  async function keepMine(): Promise<void> {
    if (!stale.value) return;
    version = stale.value.current.version;
    stale.value = null;
    error.value = null;
    saved.value = { title: '', html: '' };
    await flush();
  }
  function takeTheirs(): void {
    if (!stale.value) return;
    const { current } = stale.value;
    stale.value = null;
    error.value = null;
    version = current.version;
    saved.value = { title: current.title, html: current.html };
    forget();
    client.setQueryData(responseKey(id), current);
    show(current);
  }
  /** Another text stands now (restored, taken back). */
  function take(now: ResponseDetail): void {
    version = now.version;
    saved.value = { title: now.title, html: now.html };
    forget();
    show(now);
  }

  const online = () => void flush();
  window.addEventListener('online', online);
  onScopeDispose(() => {
    clearTimeout(wait);
    window.removeEventListener('online', online);
    if (dirty.value && !stale.value) void flush();
  });

  return { title, html, shown, saving, error, stale, dirty, flush, keepMine, takeTheirs, take };
}
