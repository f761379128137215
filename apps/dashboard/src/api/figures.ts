import { useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type { FiguresView, SettleFacts } from '../../../api/src/contract/index.js';
import { get, post } from './client.js';

const key = (incidentId: string) => ['figures', incidentId];

/** What items say of the people harmed, and what people have settled. */
export const useFigures = (incidentId: Ref<string>) =>
  useQuery({
    queryKey: computed(() => key(incidentId.value)),
    queryFn: ({ signal }) =>
      get<FiguresView>(`/incidents/${encodeURIComponent(incidentId.value)}/figures`, signal),
  });

async function changed(client: QueryClient, incidentId: string, sent: Promise<FiguresView>): Promise<void> {
  client.setQueryData(key(incidentId), await sent);
  void client.invalidateQueries({ queryKey: ['incident', incidentId] });
}

/** @throws ApiProblem `stale` when the matter has changed since */
export const settleFacts = (client: QueryClient, incidentId: string, given: SettleFacts): Promise<void> =>
  changed(
    client,
    incidentId,
    post<FiguresView>(`/incidents/${encodeURIComponent(incidentId)}/figures`, given),
  );

/** @throws ApiProblem `fact_undone` when somebody has taken it back before */
export const undoSettled = (
  client: QueryClient,
  incidentId: string,
  id: string,
  version: number,
): Promise<void> =>
  changed(
    client,
    incidentId,
    post<FiguresView>(`/fact-settlements/${encodeURIComponent(id)}/undo`, { version }),
  );
