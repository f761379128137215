import { useInfiniteQuery, useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type { Page, SpikeCount, SpikeDetail, SpikeView } from '../../../api/src/contract/index.js';
import { get, post, queryString } from './client.js';

const path = (id: string) => `/spikes/${encodeURIComponent(id)}`;
/** A rise is news for an hour. */
const EVERY = 60_000;

export interface SpikeFilter {
  state: 'standing' | 'settled';
  rehearsal: string;
}

export const useSpikes = (filter: Ref<SpikeFilter>) =>
  useInfiniteQuery({
    queryKey: computed(() => ['spikes', 'list', filter.value]),
    queryFn: ({ pageParam, signal }) =>
      get<Page<SpikeView>>(`/spikes${queryString({ ...filter.value, cursor: pageParam })}`, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: EVERY,
  });

export const useSpike = (id: Ref<string>, open: Ref<boolean>) =>
  useQuery({
    queryKey: computed(() => ['spikes', 'one', id.value]),
    queryFn: ({ signal }) => get<SpikeDetail>(path(id.value), signal),
    enabled: open,
  });

/** How many nobody has looked at. */
export const useSpikeCount = (wanted: () => boolean) =>
  useQuery({
    queryKey: ['spikes', 'count'],
    enabled: wanted,
    refetchInterval: EVERY,
    queryFn: async ({ signal }) => (await get<SpikeCount>('/spikes/count', signal)).open,
  });

async function changed(client: QueryClient, id: string, work: Promise<SpikeDetail>): Promise<SpikeDetail> {
  const done = await work;
  client.setQueryData(['spikes', 'one', id], done);
  for (const part of ['list', 'count']) void client.invalidateQueries({ queryKey: ['spikes', part] });
  return done;
}

/** @throws ApiProblem */
export const markSeen = (client: QueryClient, id: string) =>
  changed(client, id, post<SpikeDetail>(`${path(id)}/seen`, {}));
/** @throws ApiProblem */
export const linkSpike = (client: QueryClient, id: string, given: { version: number; incidentId: string }) =>
  changed(client, id, post<SpikeDetail>(`${path(id)}/link`, given));
/** @throws ApiProblem */
export const dismissSpike = (client: QueryClient, id: string, given: { version: number; note: string }) =>
  changed(client, id, post<SpikeDetail>(`${path(id)}/dismiss`, given));
/** @throws ApiProblem */
export const reopenSpike = (client: QueryClient, id: string, version: number) =>
  changed(client, id, post<SpikeDetail>(`${path(id)}/reopen`, { version }));
