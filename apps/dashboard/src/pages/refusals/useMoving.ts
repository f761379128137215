import { computed, nextTick, ref, type Ref } from 'vue';

/** Going through a list by j and k: which row is current, and the next one in sight. */
export function useMoving<T>(rows: Ref<T[]>, idOf: (row: T) => string, selector: string) {
  const currentId = ref<string | null>(null);
  const current = computed(() => rows.value.find((row) => idOf(row) === currentId.value) ?? null);

  function move(step: number): void {
    const at = rows.value.findIndex((row) => idOf(row) === currentId.value);
    const next = rows.value[Math.min(rows.value.length - 1, Math.max(0, at + step))];
    if (!next) return;
    currentId.value = idOf(next);
    void nextTick(() =>
      document.querySelector(`${selector}[aria-current]`)?.scrollIntoView({ block: 'nearest' }),
    );
  }
  return { currentId, current, move };
}
