import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import type { ExceptionTrial } from '../../../../api/src/contract/index.js';
import { tryException } from '../../api/exceptions.js';
import type { EntryBody } from '../directory/kinds.js';
import { textOf } from '../directory/view.js';

const WAIT_MS = 400;

/**
 * Tries an exception while it is written: whether the condition can be read, and its examples. Trying it on a text or on past
 * incidents is asked for; `trial` speaks of `body` as it was last sent, `current` says whether that is still what stands there.
 */
export function useTrial(body: Ref<EntryBody>) {
  const trial = shallowRef<ExceptionTrial | null>(null);
  const ofText = shallowRef<ExceptionTrial['text']>(null);
  const ofPast = shallowRef<ExceptionTrial['past']>(null);
  const error = ref<unknown>(null);
  const current = ref(false);
  const busy = ref<'' | 'text' | 'past'>('');
  let wait: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | undefined;

  async function look(): Promise<void> {
    asked?.abort();
    const mine = (asked = new AbortController());
    try {
      trial.value = await tryException({ body: body.value, text: null, past: false }, mine.signal);
      current.value = true;
      error.value = null;
    } catch (thrown) {
      if (!mine.signal.aborted) error.value = thrown;
    }
  }
  watch(
    () => JSON.stringify(body.value),
    () => {
      clearTimeout(wait);
      current.value = false;
      ofText.value = null;
      ofPast.value = null;
      if (!textOf(body.value['when'])) return;
      wait = setTimeout(() => void look(), WAIT_MS);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(wait);
    asked?.abort();
  });

  async function on(what: 'text' | 'past', text: string | null): Promise<void> {
    busy.value = what;
    error.value = null;
    const sent = body.value;
    try {
      const answer = await tryException({ body: sent, text, past: what === 'past' });
      if (sent !== body.value) return;
      trial.value = answer;
      if (what === 'text') ofText.value = answer.text;
      else ofPast.value = answer.past;
    } catch (thrown) {
      error.value = thrown;
    } finally {
      busy.value = '';
    }
  }

  return {
    trial,
    ofText,
    ofPast,
    error,
    current,
    busy,
    tryText: (text: string) => on('text', text),
    tryPast: () => on('past', null),
  };
}
