import { useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type { HeatView, SettleLevel, SettlementsView } from '../../../api/src/contract/index.js';
import { get, post } from './client.js';

const of = (incidentId: string) => `/incidents/${encodeURIComponent(incidentId)}`;
const path = (id: string) => `/settlements/${encodeURIComponent(id)}`;

/** 热度 of an incident. @param version reads again when the incident has changed */
export const useHeat = (incidentId: Ref<string>, version: Ref<number>) =>
  useQuery({
    queryKey: computed(() => ['heat', incidentId.value, version.value]),
    queryFn: ({ signal }) => get<HeatView>(`${of(incidentId.value)}/heat`, signal),
  });

/** What people said of a suspected level. */
export const useSettlements = (incidentId: Ref<string>, allowed: Ref<boolean>) =>
  useQuery({
    queryKey: computed(() => ['settlements', incidentId.value]),
    queryFn: ({ signal }) => get<SettlementsView>(`${of(incidentId.value)}/settlements`, signal),
    enabled: allowed,
  });

async function changed(client: QueryClient, work: Promise<SettlementsView>): Promise<SettlementsView> {
  const done = await work;
  for (const key of ['settlements', 'incident', 'incidents'])
    void client.invalidateQueries({ queryKey: [key] });
  return done;
}

/** @throws ApiProblem */
export const settleLevel = (client: QueryClient, incidentId: string, given: SettleLevel) =>
  changed(client, post<SettlementsView>(`${of(incidentId)}/settlements`, given));

/** @throws ApiProblem */
export const decideSettlement = (
  client: QueryClient,
  id: string,
  decision: { version: number; approve: boolean; note: string },
) => changed(client, post<SettlementsView>(`${path(id)}/decide`, decision));

/** @throws ApiProblem */
export const withdrawSettlement = (client: QueryClient, id: string) =>
  changed(client, post<SettlementsView>(`${path(id)}/withdraw`, {}));
