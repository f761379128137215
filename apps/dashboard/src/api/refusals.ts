import { keepPreviousData, useInfiniteQuery, useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type {
  AskExtension,
  ChangeSuggestion,
  Colleague,
  ConfirmRuling,
  DecideExtension,
  DutyCare,
  ExtensionView,
  GiveRuling,
  IncidentHandling,
  Page,
  PoolEntry,
  ProposeChange,
  RecordMeeting,
  RefusalCounts,
  RefusalView,
  RefuseDuty,
  ReportDuty,
  RoutingPreview,
  SettleHandOn,
} from '../../../api/src/contract/index.js';
import { syncClock } from '../live/clocks.js';
import { get, post, queryString } from './client.js';

const PAGE = 30;
type Listed = { rehearsal: boolean; now: string };

async function fetchPage<T extends Listed>(path: string, signal?: AbortSignal): Promise<Page<T>> {
  const page = await get<Page<T>>(path, signal);
  for (const rehearsal of [false, true])
    syncClock(page.items.find((item) => item.rehearsal === rehearsal)?.now, rehearsal);
  return page;
}

/** Pages of a list whose filter stands in the address. */
const usePages = <T extends Listed>(name: string, filter: Ref<Record<string, string | undefined>>) =>
  useInfiniteQuery({
    queryKey: computed(() => ['refusals', name, filter.value]),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      fetchPage<T>(`/${name}${queryString({ ...filter.value, cursor: pageParam, limit: PAGE })}`, signal),
    getNextPageParam: (last) => last.next,
  });

/** Refusals, what waits first by its time. */
export const useRefusals = (filter: Ref<Record<string, string | undefined>>) =>
  usePages<RefusalView>('refusals', filter);
/** Requests for more time, unanswered first. */
export const useExtensions = (filter: Ref<Record<string, string | undefined>>) =>
  usePages<ExtensionView>('extensions', filter);
/** What has no responsible unit, by its time. */
export const usePool = (filter: Ref<Record<string, string | undefined>>) =>
  usePages<PoolEntry>('pool', filter);

export const useRefusalCounts = (rehearsal: Ref<string | undefined>) =>
  useQuery({
    queryKey: computed(() => ['refusals', 'counts', rehearsal.value]),
    queryFn: ({ signal }) =>
      get<RefusalCounts>(`/refusals/counts${queryString({ rehearsal: rehearsal.value })}`, signal),
  });

export const useHandling = (incidentId: Ref<string>) =>
  useQuery({
    queryKey: computed(() => ['refusals', 'handling', incidentId.value]),
    queryFn: ({ signal }) =>
      get<IncidentHandling>(`/incidents/${encodeURIComponent(incidentId.value)}/handling`, signal),
  });

/** What duties of the person's own unit wait for beside the signature, by duty. */
export const useCare = (ids: Ref<string[]>) =>
  useQuery({
    queryKey: computed(() => ['refusals', 'care', ids.value]),
    enabled: computed(() => ids.value.length > 0),
    queryFn: async ({ signal }) => {
      const { items } = await get<{ items: DutyCare[] }>(
        `/duties/care${queryString({ ids: ids.value })}`,
        signal,
      );
      return new Map(items.map((care) => [care.assignmentId, care]));
    },
    placeholderData: keepPreviousData,
  });

export const usePoolPeople = () =>
  useQuery({
    queryKey: ['refusals', 'people'],
    staleTime: 300_000,
    queryFn: async ({ signal }) => (await get<{ items: Colleague[] }>('/pool/people', signal)).items,
  });

/** Shows everywhere what has become of a duty or a refusal. */
const refresh = (client: QueryClient) => {
  for (const key of ['refusals', 'duties', 'incident', 'incidents', 'summary'])
    void client.invalidateQueries({ queryKey: [key] });
};

async function step<T>(client: QueryClient, path: string, body: object): Promise<T> {
  const done = await post<T>(path, body);
  refresh(client);
  return done;
}
const duty = (id: string) => `/duties/${encodeURIComponent(id)}`;
const refusal = (id: string) => `/refusals/${encodeURIComponent(id)}`;

/** Each of these: @throws ApiProblem */
export const refuseDuty = (client: QueryClient, id: string, body: RefuseDuty): Promise<unknown> =>
  step(client, `${duty(id)}/refuse`, body);
export const reportDuty = (client: QueryClient, id: string, body: ReportDuty): Promise<unknown> =>
  step(client, `${duty(id)}/report`, body);
export const settleHandOn = (client: QueryClient, id: string, body: SettleHandOn): Promise<unknown> =>
  step(client, `/hand-ons/${encodeURIComponent(id)}/settle`, body);
export const askExtension = (client: QueryClient, id: string, body: AskExtension): Promise<ExtensionView> =>
  step(client, `${duty(id)}/extensions`, body);
export const decideExtension = (
  client: QueryClient,
  id: string,
  body: DecideExtension,
): Promise<ExtensionView> => step(client, `/extensions/${encodeURIComponent(id)}/decide`, body);
export const withdrawRefusal = (client: QueryClient, id: string): Promise<RefusalView> =>
  step(client, `${refusal(id)}/withdraw`, {});
export const giveRuling = (client: QueryClient, id: string, body: GiveRuling): Promise<RefusalView> =>
  step(client, `${refusal(id)}/ruling`, body);
export const confirmRuling = (client: QueryClient, id: string, body: ConfirmRuling): Promise<RefusalView> =>
  step(client, `${refusal(id)}/confirm`, body);
export const recordMeeting = (client: QueryClient, id: string, body: RecordMeeting): Promise<RefusalView> =>
  step(client, `${refusal(id)}/meeting`, body);
export const proposeChange = (client: QueryClient, id: string, body: ProposeChange): Promise<RefusalView> =>
  step(client, `${refusal(id)}/directory-change`, body);
export const takeFromPool = (
  client: QueryClient,
  incidentId: string,
  body: { version: number; owner: string | null },
): Promise<PoolEntry> => step(client, `/incidents/${encodeURIComponent(incidentId)}/pool`, body);

export const previewRuling = (id: string, body: GiveRuling): Promise<RoutingPreview> =>
  post(`${refusal(id)}/preview`, body);
export const fetchSuggestion = (id: string): Promise<ChangeSuggestion> =>
  get(`${refusal(id)}/directory-change`);
export const fetchRefusal = (id: string): Promise<RefusalView> => get(refusal(id));
