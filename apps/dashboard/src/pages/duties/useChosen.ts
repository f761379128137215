import { computed, ref, watch, type Ref } from 'vue';
import type { DutyUrging, DutyView } from '../../../../api/src/contract/index.js';
import type { ToSupervise } from '../supervisions/to-supervise.js';

/** At once: as many as the server takes. */
export const CHOSEN_AT_MOST = 200;

/** Duties ticked for urging or supervising together. What is no longer shown is no longer chosen. */
export function useChosen(duties: Ref<DutyView[]>, urgings: Ref<Map<string, DutyUrging> | undefined>) {
  const ids = ref(new Set<string>());
  watch(duties, (shown) => {
    const here = new Set(shown.map((duty) => duty.assignmentId));
    for (const id of ids.value) if (!here.has(id)) ids.value.delete(id);
  });
  const rows = computed(() => duties.value.filter((duty) => ids.value.has(duty.assignmentId)));
  /** Those urged before: their leaders in charge hear too. */
  const again = computed(() =>
    rows.value.filter((duty) => urgings.value?.get(duty.assignmentId)?.count).map((duty) => duty.unit),
  );
  const toSupervise = computed(() =>
    rows.value
      .filter((duty) => !urgings.value?.get(duty.assignmentId)?.supervision)
      .map((duty): ToSupervise => ({
        assignmentId: duty.assignmentId,
        unit: duty.unit,
        number: duty.number,
        rehearsal: duty.rehearsal,
        late: urgings.value?.get(duty.assignmentId)?.owes?.late ?? false,
      })),
  );
  return {
    ids,
    rows,
    again,
    toSupervise,
    set(id: string, on: boolean): void {
      if (on) ids.value.add(id);
      else ids.value.delete(id);
    },
    clear: () => ids.value.clear(),
  };
}
