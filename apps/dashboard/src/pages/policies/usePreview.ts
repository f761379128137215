import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';
import type { PolicyPreview, PreviewPolicy } from '../../../../api/src/contract/index.js';
import { previewPolicy } from '../../api/policies.js';

const WAIT_MS = 400;

/**
 * How a policy would go while it is written: asked for again after each pause. `current` says whether what is shown is
 * still of what stands there; what was shown before stays until the next answer.
 */
export function usePreview(asking: Ref<PreviewPolicy | null>) {
  const preview = shallowRef<PolicyPreview | null>(null);
  const error = ref<unknown>(null);
  const current = ref(false);
  let wait: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | undefined;

  async function look(body: PreviewPolicy): Promise<void> {
    asked?.abort();
    const mine = (asked = new AbortController());
    try {
      preview.value = await previewPolicy(body, mine.signal);
      current.value = true;
      error.value = null;
    } catch (thrown) {
      if (!mine.signal.aborted) error.value = thrown;
    }
  }
  watch(
    () => JSON.stringify(asking.value),
    () => {
      clearTimeout(wait);
      current.value = false;
      const body = asking.value;
      if (body) wait = setTimeout(() => void look(body), preview.value ? WAIT_MS : 0);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(wait);
    asked?.abort();
  });
  return { preview, error, current };
}
