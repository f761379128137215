import { useInfiniteQuery, useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type {
  Page,
  PolicyOptions,
  PolicyPreview,
  PreviewPolicy,
  StartTrial,
  TrialPlan,
  TrialSummary,
  TrialView,
} from '../../../api/src/contract/index.js';
import { get, post, queryString } from './client.js';

/** What a policy may be made of, in words. */
export const usePolicyOptions = () =>
  useQuery({
    queryKey: ['policies', 'options'],
    staleTime: 60_000,
    queryFn: ({ signal }) => get<PolicyOptions>('/policies/options', signal),
  });

export const previewPolicy = (body: PreviewPolicy, signal?: AbortSignal): Promise<PolicyPreview> =>
  post('/policies/preview', body, signal);

/** Trials of one matter, newest first; null: of all one may see. */
export const useTrials = (incidentId: Ref<string | null>) =>
  useInfiniteQuery({
    queryKey: computed(() => ['trials', 'list', incidentId.value]),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      get<Page<TrialSummary>>(
        `/trials${queryString({ incidentId: incidentId.value, cursor: pageParam, limit: 20 })}`,
        signal,
      ),
    getNextPageParam: (last) => last.next,
  });

/** While it runs it is asked for again and again: a second of it may be an hour. */
const AGAIN_MS = 700;
const unsettled = (trial: TrialView | undefined): boolean =>
  trial !== undefined &&
  (trial.state === 'running' || trial.steps.some(({ mail }) => mail === 'pending' || mail === 'sending'));

export const useTrial = (id: Ref<string | null>) =>
  useQuery({
    queryKey: computed(() => ['trials', 'one', id.value]),
    enabled: computed(() => id.value !== null),
    queryFn: ({ signal }) => get<TrialView>(`/trials/${encodeURIComponent(id.value ?? '')}`, signal),
    refetchInterval: ({ state }) => (unsettled(state.data) ? AGAIN_MS : false),
  });

export const planTrial = (incidentId: string, body: StartTrial, signal?: AbortSignal): Promise<TrialPlan> =>
  post(`/incidents/${encodeURIComponent(incidentId)}/trials/plan`, body, signal);

export async function startTrial(
  client: QueryClient,
  incidentId: string,
  body: StartTrial,
): Promise<TrialView> {
  const view = await post<TrialView>(`/incidents/${encodeURIComponent(incidentId)}/trials`, body);
  client.setQueryData(['trials', 'one', view.id], view);
  await client.invalidateQueries({ queryKey: ['trials', 'list'] });
  return view;
}

export async function stopTrial(client: QueryClient, id: string): Promise<void> {
  const view = await post<TrialView>(`/trials/${encodeURIComponent(id)}/stop`);
  client.setQueryData(['trials', 'one', id], view);
  await client.invalidateQueries({ queryKey: ['trials', 'list'] });
}
