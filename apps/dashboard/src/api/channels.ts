import { useQuery, type QueryClient } from '@tanstack/vue-query';
import type {
  ChangeEndpoint,
  ChannelsView,
  ChannelTest,
  EndpointView,
  NewEndpoint,
} from '../../../api/src/contract/index.js';
import { get, patch, post, remove } from './client.js';

const CHANNELS = ['channels'];
const ENDPOINTS = ['endpoints'];
const at = (id: string) => `/endpoints/${encodeURIComponent(id)}`;

export const useChannels = () =>
  useQuery({
    queryKey: CHANNELS,
    refetchInterval: 15_000,
    queryFn: ({ signal }) => get<ChannelsView>('/channels', signal),
  });

export const useEndpoints = () =>
  useQuery({
    queryKey: ENDPOINTS,
    refetchInterval: 15_000,
    queryFn: async ({ signal }) => (await get<{ items: EndpointView[] }>('/endpoints', signal)).items,
  });

async function again(client: QueryClient): Promise<void> {
  await Promise.all([CHANNELS, ENDPOINTS].map((queryKey) => client.invalidateQueries({ queryKey })));
}

export async function makeEndpoint(client: QueryClient, form: NewEndpoint): Promise<EndpointView> {
  const made = await post<EndpointView>('/endpoints', form);
  await again(client);
  return made;
}
export async function changeEndpoint(
  client: QueryClient,
  id: string,
  form: ChangeEndpoint,
): Promise<EndpointView> {
  const changed = await patch<EndpointView>(at(id), form);
  await again(client);
  return changed;
}
export async function removeEndpoint(client: QueryClient, id: string): Promise<void> {
  await remove(at(id));
  await again(client);
}
export async function restoreEndpoint(client: QueryClient, id: string): Promise<void> {
  await post(`${at(id)}/restore`);
  await again(client);
}

/** Sends a test; `to` null: to oneself, or to the group of a robot. */
export async function testEndpoint(client: QueryClient, id: string, to: string | null): Promise<ChannelTest> {
  const result = await post<ChannelTest>(`${at(id)}/test`, to === null ? {} : { to });
  await again(client);
  return result;
}
export const testMail = (to: string | null): Promise<ChannelTest> =>
  post('/channels/mail/test', to === null ? {} : { to });
