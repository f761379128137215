import { useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type {
  LiftRecusal,
  PersonOption,
  Reasoned,
  RecusalView,
  RecusePersons,
  RevealedOriginal,
  SplitDraft,
  SplitPreview,
  SplitRequest,
} from '../../../api/src/contract/index.js';
import { get, post, queryString } from './client.js';
import { incidentKey } from './incidents.js';

const at = (id: string) => `/incidents/${encodeURIComponent(id)}`;
const key = (id: string) => ['recusal', id];

export const useRecusal = (id: Ref<string>) =>
  useQuery({
    queryKey: computed(() => key(id.value)),
    // What was split off moves on by itself; news of it may have been missed.
    refetchInterval: 20_000,
    queryFn: ({ signal }) => get<RecusalView>(`${at(id.value)}/recusal`, signal),
  });

export const findPeople = async (id: string, q: string): Promise<PersonOption[]> =>
  (await get<{ items: PersonOption[] }>(`${at(id)}/recusal/people${queryString({ q })}`)).items;

export type RecusalStep =
  | { step: 'recusal'; body: RecusePersons }
  | { step: 'recusal/lift'; body: LiftRecusal }
  | { step: 'split'; body: SplitRequest }
  | { step: 'split/undo' | 'report/deny'; body: Reasoned };

/** Does one step and shows its result everywhere. @throws ApiProblem (409 `stale` when somebody was faster) */
export async function recusalStep(
  client: QueryClient,
  id: string,
  { step, body }: RecusalStep,
): Promise<RecusalView> {
  const view = await post<RecusalView>(`${at(id)}/${step}`, body);
  client.setQueryData(key(id), view);
  void client.invalidateQueries({ queryKey: incidentKey(id) });
  void client.invalidateQueries({ queryKey: ['incidents'] });
  void client.invalidateQueries({ queryKey: ['summary'] });
  return view;
}

export const fetchSplit = (id: string): Promise<SplitDraft> => get(`${at(id)}/split`);
export const previewSplit = (id: string, body: SplitRequest, signal?: AbortSignal): Promise<SplitPreview> =>
  post(`${at(id)}/split/preview`, body, signal);

/** The address of an original; the reason is logged. */
export const askOriginal = async (itemId: string, reason: string): Promise<string> =>
  (await post<RevealedOriginal>(`/items/${encodeURIComponent(itemId)}/original`, { reason })).url;
