import { onScopeDispose, reactive, ref, shallowRef, watch } from 'vue';
import type { EnterItem, ItemDraft } from '../../../../api/src/contract/index.js';
import { draftItem } from '../../api/items.js';
import { fromLocalInput, toLocalInput } from '../../words/times.js';

const KEPT = 'huiyin.enter';
const WAIT_MS = 300;
const LEAST = 4;

export interface EnterForm {
  pasted: string;
  channel: EnterItem['channel'];
  title: string;
  text: string;
  url: string;
  publishedAt: string;
  superiorDueAt: string;
  intoIncidentId: string | null;
}

const blank = (): EnterForm => ({
  pasted: '',
  channel: 'share',
  title: '',
  text: '',
  url: '',
  publishedAt: '',
  superiorDueAt: '',
  intoIncidentId: null,
});

type Proposed = 'title' | 'text' | 'url' | 'publishedAt';
const channelOf: Partial<Record<ItemDraft['kind'], EnterItem['channel']>> = {
  share: 'share',
  bulletin: 'bulletin',
  call: 'call',
};

/**
 * The form of manual entry. While one types, the server proposes fields and look-alikes; a field the person has touched is
 * theirs and no proposal changes it. What is typed survives a reload and a broken connection.
 */
export function useDraft() {
  const form = reactive<EnterForm>({ ...blank(), ...kept() });
  const draft = shallowRef<ItemDraft | null>(null);
  const reading = ref(false);
  const error = ref<unknown>(null);
  const touched = reactive(new Set<Proposed | 'channel'>());

  let wait: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | undefined;
  watch(
    () => form.pasted,
    (pasted) => {
      clearTimeout(wait);
      asked?.abort();
      if (pasted.trim().length < LEAST) {
        draft.value = null;
        return;
      }
      wait = setTimeout(() => void read(pasted), WAIT_MS);
    },
    { immediate: true },
  );
  watch(form, () => sessionStorage.setItem(KEPT, JSON.stringify(form)), { deep: true });
  onScopeDispose(() => {
    clearTimeout(wait);
    asked?.abort();
  });

  async function read(pasted: string): Promise<void> {
    const mine = (asked = new AbortController());
    reading.value = true;
    error.value = null;
    try {
      const answer = await draftItem(pasted, mine.signal);
      if (mine.signal.aborted) return;
      draft.value = answer;
      propose(answer);
    } catch (thrown) {
      if (!mine.signal.aborted) error.value = thrown;
    } finally {
      if (asked === mine) reading.value = false;
    }
  }

  function propose(answer: ItemDraft): void {
    const values: Record<Proposed, string> = {
      title: answer.title,
      text: answer.text,
      url: answer.url ?? '',
      publishedAt: answer.publishedAt ? toLocalInput(answer.publishedAt) : '',
    };
    for (const [name, value] of Object.entries(values) as [Proposed, string][])
      if (!touched.has(name)) form[name] = value;
    const channel = channelOf[answer.kind];
    if (channel && !touched.has('channel')) form.channel = channel;
    // A look-alike that is gone from the list cannot be the one to add to.
    if (!answer.duplicates.some((duplicate) => duplicate.incidentId === form.intoIncidentId))
      form.intoIncidentId = null;
  }

  /** What is sent; with nothing proposed yet, the paste itself is the text. */
  function body(): EnterItem {
    const text = form.text.trim() || form.pasted.trim();
    return {
      title: form.title.trim() || firstLine(text),
      text,
      url: form.url.trim() || null,
      publishedAt: fromLocalInput(form.publishedAt),
      channel: form.channel,
      superiorDueAt: form.channel === 'superior' ? fromLocalInput(form.superiorDueAt) : null,
      intoIncidentId: form.intoIncidentId,
    };
  }

  function reset(): void {
    Object.assign(form, blank());
    touched.clear();
    draft.value = null;
    sessionStorage.removeItem(KEPT);
  }

  return { form, draft, reading, error, touched, body, reset };
}

/** Title of a text that has none: its first line, at most 40 characters. */
export const firstLine = (text: string): string => {
  const line =
    text
      .split('\n')
      .find((part) => part.trim())
      ?.trim() ?? '';
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
};

function kept(): Partial<EnterForm> {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? '{}') as Partial<EnterForm>;
  } catch {
    return {};
  }
}
