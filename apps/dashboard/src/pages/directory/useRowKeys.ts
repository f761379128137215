import { nextTick, ref, type Ref } from 'vue';
import { useKeys, type KeyMap } from '../../live/keys.js';

/** j, k, Enter and / of a list; `currentId` is the row they stand on. */
export function useRowKeys<T>(
  rows: Ref<readonly T[]>,
  idOf: (row: T) => string,
  open: (row: T) => void,
  more: KeyMap = {},
) {
  const currentId = ref<string | null>(null);
  const at = () => rows.value.findIndex((row) => idOf(row) === currentId.value);
  function move(step: number): void {
    const next = rows.value[Math.min(rows.value.length - 1, Math.max(0, at() + step))];
    if (!next) return;
    currentId.value = idOf(next);
    void nextTick(() =>
      document.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' }),
    );
  }
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    Enter: () => {
      const row = rows.value[at()];
      if (row) open(row);
    },
    ...more,
  });
  return { currentId };
}
