import { useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed } from 'vue';
import type { WatchedView } from '../../../api/src/contract/index.js';
import { get, post, queryString, remove, request } from './client.js';

const KEY = ['watches'];
const path = (incidentId: string) => `/incidents/${encodeURIComponent(incidentId)}/watch`;

/** What one watches, and the shared list where one may see it. Read once for all stars of a page. */
export const useWatches = (enabled: () => boolean = () => true) =>
  useQuery({
    queryKey: KEY,
    enabled: computed(enabled),
    staleTime: 30_000,
    queryFn: async ({ signal }) => (await get<{ items: WatchedView[] }>('/watches', signal)).items,
  });

const changed = (client: QueryClient) => {
  for (const key of ['watches', 'incidents', 'incident']) void client.invalidateQueries({ queryKey: [key] });
};

export interface Watching {
  shared: boolean;
  note: string;
  until: string | null;
}

/** Puts an incident on a list, or changes note and day there. @throws ApiProblem */
export async function watchIncident(client: QueryClient, id: string, given: Watching): Promise<void> {
  await request('PUT', path(id), given);
  changed(client);
}

/** Takes it off a list. @throws ApiProblem */
export async function leaveIncident(client: QueryClient, id: string, shared: boolean): Promise<void> {
  await remove(`${path(id)}${queryString({ shared })}`);
  changed(client);
}

/** Nothing of it is new any more. */
export async function seenIncident(client: QueryClient, id: string): Promise<void> {
  await post(`${path(id)}/seen`);
  void client.invalidateQueries({ queryKey: KEY });
}
