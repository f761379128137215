import { useQueryClient } from '@tanstack/vue-query';
import { computed, ref, type Ref } from 'vue';
import type { IncidentDetail } from '../../../../api/src/contract/index.js';
import { ApiProblem } from '../../api/client.js';
import { act, fetchIncident, incidentKey, type IncidentAction } from '../../api/incidents.js';
import { changesBetween } from './stale.js';

/**
 * One step on an incident. A stale one is refused: `changes` then tells what others did, and after `takeOver` the person
 * may do the same step on the present state, with everything typed still there.
 */
export function useAction(seen: Ref<IncidentDetail>) {
  const client = useQueryClient();
  const busy = ref(false);
  const error = ref<unknown>(null);
  const current = ref<IncidentDetail | null>(null);
  /** Null unless the last step was stale. */
  const changes = computed(() => (current.value ? changesBetween(seen.value, current.value) : null));

  /** True when it was done. */
  async function run(action: IncidentAction): Promise<boolean> {
    busy.value = true;
    error.value = null;
    current.value = null;
    try {
      await act(client, seen.value.id, action);
      return true;
    } catch (thrown) {
      error.value = thrown;
      if (thrown instanceof ApiProblem && thrown.code === 'stale') current.value = await present(thrown);
      return false;
    } finally {
      busy.value = false;
    }
  }

  async function present(problem: ApiProblem): Promise<IncidentDetail | null> {
    const sent = problem.body['current'] as Partial<IncidentDetail> | undefined;
    if (sent?.id === seen.value.id && sent.units && sent.timeline) return sent as IncidentDetail;
    return fetchIncident(seen.value.id).catch(() => null);
  }

  function takeOver(): void {
    if (current.value) client.setQueryData(incidentKey(seen.value.id), current.value);
    current.value = null;
    error.value = null;
  }

  return { busy, error, changes, run, takeOver };
}
