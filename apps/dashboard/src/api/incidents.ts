import { useInfiniteQuery, useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type {
  CorrectRouting,
  DecideDisposition,
  IncidentDetail,
  IncidentSummary,
  OpenIncident,
  Page,
  RegisterPublication,
  RegisterReply,
  RoutingPreview,
  WriteEvaluation,
} from '../../../api/src/contract/index.js';
import { syncClock } from '../live/clocks.js';
import type { IncidentFilter } from './incident-filter.js';
import { download, get, post, queryString, type DownloadedFile } from './client.js';

const PAGE = 30;

export async function fetchIncidents(
  filter: IncidentFilter,
  cursor: string | null,
  limit = PAGE,
  signal?: AbortSignal,
): Promise<Page<IncidentSummary>> {
  const page = await get<Page<IncidentSummary>>(
    `/incidents${queryString({ ...filter, state: filter.state?.split(','), cursor, limit })}`,
    signal,
  );
  for (const rehearsal of [false, true])
    syncClock(page.items.find((item) => item.rehearsal === rehearsal)?.now, rehearsal);
  return page;
}

/** The table for Excel, or the ledger (台账): the ticked incidents whatever their state has become, or all that the filters let through. */
export function exportIncidents(
  filter: IncidentFilter,
  ids: string[],
  as: 'table' | 'ledger' = 'table',
): Promise<DownloadedFile> {
  const asked = ids.length ? { ids, historic: 'include' } : { ...filter, state: filter.state?.split(',') };
  return as === 'ledger'
    ? download(`/ledger.xlsx${queryString(asked)}`, '政务舆情台账.xlsx')
    : download(`/incidents/export.csv${queryString(asked)}`, '舆情事件.csv');
}

export function useIncidents(filter: Ref<IncidentFilter>) {
  return useInfiniteQuery({
    queryKey: computed(() => ['incidents', filter.value]),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => fetchIncidents(filter.value, pageParam, PAGE, signal),
    getNextPageParam: (last) => last.next,
  });
}

export async function fetchIncident(id: string, signal?: AbortSignal): Promise<IncidentDetail> {
  const detail = await get<IncidentDetail>(`/incidents/${encodeURIComponent(id)}`, signal);
  syncClock(detail.now, detail.rehearsal);
  return detail;
}

export const incidentKey = (id: string) => ['incident', id];

export const useIncident = (id: Ref<string>) =>
  useQuery({
    queryKey: computed(() => incidentKey(id.value)),
    queryFn: ({ signal }) => fetchIncident(id.value, signal),
  });

export type IncidentAction =
  | { step: 'routing/confirm'; body: { version: number } }
  | { step: 'routing/correct'; body: CorrectRouting }
  | { step: 'level'; body: { version: number; level: string; reason: string } }
  | { step: 'answer'; body: RegisterPublication }
  | { step: 'rounds'; body: { version: number; note: string } }
  | { step: 'close' | 'reopen'; body: { version: number; reason: string } }
  | { step: 'disposition' | 'disposition/proposals'; body: DecideDisposition }
  | { step: 'replies'; body: RegisterReply }
  | { step: 'evaluation'; body: WriteEvaluation }
  | { step: 'disposition/undo' | 'archive'; body: { version: number } };

/** Does one step and shows its result everywhere. @throws ApiProblem (409 `stale` when somebody was faster) */
export async function act(client: QueryClient, id: string, action: IncidentAction): Promise<IncidentDetail> {
  const detail = await post<IncidentDetail>(
    `/incidents/${encodeURIComponent(id)}/${action.step}`,
    action.body,
  );
  client.setQueryData(incidentKey(id), detail);
  // What stands beside the incident follows from its routing and state: duties, refusals, letters, orders.
  for (const key of ['incidents', 'summary', 'refusals', 'letters', 'orders', 'publications', 'commitments'])
    void client.invalidateQueries({ queryKey: [key] });
  return detail;
}

export const previewRouting = (
  id: string,
  body: CorrectRouting,
  signal?: AbortSignal,
): Promise<RoutingPreview> => post(`/incidents/${encodeURIComponent(id)}/routing/preview`, body, signal);

export const openIncident = (body: OpenIncident): Promise<{ id: string; number: string }> =>
  post('/incidents', body);
