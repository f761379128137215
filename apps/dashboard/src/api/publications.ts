import { useInfiniteQuery, useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type {
  CommitmentView,
  ConferenceForm,
  ConferenceView,
  IncidentCommitments,
  IncidentPublications,
  OutletView,
  Page,
  PublicationDetail,
  PublicationView,
} from '../../../api/src/contract/index.js';
import { syncClock } from '../live/clocks.js';
import { get, post, queryString, request, upload } from './client.js';

const pathOf = (id: string) => `/publications/${encodeURIComponent(id)}`;
const incidentPath = (id: string) => `/incidents/${encodeURIComponent(id)}`;

/** What publishing changes is read again wherever it is shown. */
function refresh(client: QueryClient): void {
  for (const key of ['publications', 'publication', 'commitments', 'conferences', 'responses', 'incident'])
    void client.invalidateQueries({ queryKey: [key] });
}

interface Timed {
  rehearsal: boolean;
  now: string;
}
function sync(items: readonly Timed[]): void {
  for (const rehearsal of [false, true])
    syncClock(items.find((one) => one.rehearsal === rehearsal)?.now, rehearsal);
}

async function page<T extends Timed>(path: string, asked: object, signal?: AbortSignal): Promise<Page<T>> {
  const found = await get<Page<T>>(`${path}${queryString({ ...asked, limit: 30 })}`, signal);
  sync(found.items);
  return found;
}

/** Publications, what is due first. */
export const usePublications = (asked: Ref<{ state?: string; proof?: string }>) =>
  useInfiniteQuery({
    queryKey: computed(() => ['publications', asked.value]),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      page<PublicationView>('/publications', { ...asked.value, cursor: pageParam }, signal),
    getNextPageParam: (last) => last.next,
  });

/** One publication with the text to be published. */
export const usePublication = (id: Ref<string>) =>
  useQuery({
    queryKey: computed(() => ['publication', id.value]),
    queryFn: ({ signal }) => get<PublicationDetail>(pathOf(id.value), signal),
  });

/** Everything about publishing in one matter. */
export const usePublicationsOf = (incidentId: Ref<string>) =>
  useQuery({
    queryKey: computed(() => ['publications', 'of', incidentId.value]),
    queryFn: async ({ signal }) => {
      const found = await get<IncidentPublications>(`${incidentPath(incidentId.value)}/publications`, signal);
      sync(found.items);
      return found;
    },
  });

export const useOutlets = () =>
  useQuery({
    queryKey: ['outlets'],
    queryFn: ({ signal }) => get<{ items: OutletView[] }>('/outlets', signal).then(({ items }) => items),
  });

type PublicationStep = 'register' | 'withdraw' | 'list' | 'recheck';

/** @throws ApiProblem */
export async function stepPublication(
  client: QueryClient,
  id: string,
  step: PublicationStep,
  body: object = {},
): Promise<PublicationDetail> {
  const done = await post<PublicationDetail>(`${pathOf(id)}/${step}`, body);
  refresh(client);
  return done;
}

/** A photo or scan as proof. @throws ApiProblem */
export async function provePublication(
  client: QueryClient,
  { id, version }: Pick<PublicationView, 'id' | 'version'>,
  base64: string,
): Promise<void> {
  await upload(`${pathOf(id)}/proof`, { version, base64 });
  refresh(client);
}

/** One more outlet for a text. @throws ApiProblem */
export async function addPublication(
  client: QueryClient,
  responseId: string,
  body: { version: number; outletKey: string; form: string },
): Promise<void> {
  await post(`/responses/${encodeURIComponent(responseId)}/publications`, body);
  refresh(client);
}

/** A superior or an on-site command publishes in our place, or what it published. @throws ApiProblem */
export async function recordElsewhere(
  client: QueryClient,
  incidentId: string,
  what: 'takeover' | 'publications/others',
  body: object,
): Promise<void> {
  await post(`${incidentPath(incidentId)}/${what}`, body);
  refresh(client);
}

/** @throws ApiProblem */
export async function endTakeover(client: QueryClient, id: string, reason: string): Promise<void> {
  await post(`/takeovers/${encodeURIComponent(id)}/end`, { reason });
  refresh(client);
}

/** Promises to the public, open ones by their time. */
export const useCommitments = (asked: Ref<{ state?: string; late?: string }>) =>
  useInfiniteQuery({
    queryKey: computed(() => ['commitments', asked.value]),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      page<CommitmentView>('/commitments', { ...asked.value, cursor: pageParam }, signal),
    getNextPageParam: (last) => last.next,
  });

export const useCommitmentsOf = (incidentId: Ref<string>) =>
  useQuery({
    queryKey: computed(() => ['commitments', 'of', incidentId.value]),
    queryFn: ({ signal }) =>
      get<IncidentCommitments>(`${incidentPath(incidentId.value)}/commitments`, signal),
  });

/** @throws ApiProblem */
export async function makeCommitment(client: QueryClient, incidentId: string, body: object): Promise<void> {
  await post(`${incidentPath(incidentId)}/commitments`, body);
  refresh(client);
}

/** @throws ApiProblem */
export async function stepCommitment(
  client: QueryClient,
  id: string,
  step: 'move' | 'settle',
  body: object,
): Promise<void> {
  await post(`/commitments/${encodeURIComponent(id)}/${step}`, body);
  refresh(client);
}

export const useConferences = (incidentId: Ref<string>) =>
  useQuery({
    queryKey: computed(() => ['conferences', incidentId.value]),
    queryFn: async ({ signal }) => {
      const { items } = await get<{ items: ConferenceView[] }>(
        `${incidentPath(incidentId.value)}/conferences`,
        signal,
      );
      sync(items);
      return items;
    },
  });

/** Plans one, or changes the plan. @throws ApiProblem */
export async function saveConference(
  client: QueryClient,
  at: { incidentId: string; id: string | null },
  form: ConferenceForm,
): Promise<void> {
  if (at.id) await request('PUT', `/conferences/${encodeURIComponent(at.id)}`, form);
  else await post(`${incidentPath(at.incidentId)}/conferences`, form);
  refresh(client);
}

/** @throws ApiProblem */
export async function stepConference(
  client: QueryClient,
  id: string,
  step: 'cancel' | 'hold',
  body: object,
): Promise<void> {
  await post(`/conferences/${encodeURIComponent(id)}/${step}`, body);
  refresh(client);
}
