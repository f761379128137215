import { useInfiniteQuery, useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type {
  DutyUrging,
  Page,
  SupervisionForm,
  SupervisionView,
  UrgedView,
} from '../../../api/src/contract/index.js';
import { syncClock } from '../live/clocks.js';
import { download, get, patch, post, queryString, type DownloadedFile } from './client.js';

const path = (id: string) => `/supervisions/${encodeURIComponent(id)}`;

/** What urging or supervising changes is read again wherever it is shown. */
function refresh(client: QueryClient): void {
  for (const key of ['supervisions', 'supervision', 'urgings', 'incident', 'duties'])
    void client.invalidateQueries({ queryKey: [key] });
}

/** Urges units of an incident; with none named every one that is late. @throws ApiProblem */
export async function urgeUnits(
  client: QueryClient,
  incidentId: string,
  asked: { units?: string[]; note: string },
): Promise<UrgedView> {
  const done = await post<UrgedView>(`/incidents/${encodeURIComponent(incidentId)}/urge`, asked);
  refresh(client);
  return done;
}

/** Urges chosen duties. @throws ApiProblem */
export async function urgeDuties(client: QueryClient, ids: string[], note: string): Promise<UrgedView> {
  const done = await post<UrgedView>('/duties/urge', { ids, note });
  refresh(client);
  return done;
}

/** How often these duties were urged, and what supervises them; by duty. */
export const useUrgings = (ids: Ref<string[]>) =>
  useQuery({
    queryKey: computed(() => ['urgings', ids.value]),
    enabled: computed(() => ids.value.length > 0),
    queryFn: async ({ signal }) => {
      const asked = queryString({ ids: ids.value.slice(0, 200) });
      const { items } = await get<{ items: DutyUrging[] }>(`/duties/urgings${asked}`, signal);
      return new Map(items.map((one) => [one.assignmentId, one]));
    },
  });

export interface SupervisionAsked {
  state: string;
  late?: boolean;
  q?: string;
}

async function fetchSupervisions(asked: object, cursor: string | null, signal?: AbortSignal) {
  const page = await get<Page<SupervisionView>>(`/supervisions${queryString({ ...asked, cursor })}`, signal);
  for (const rehearsal of [false, true])
    syncClock(page.items.find((one) => one.rehearsal === rehearsal)?.now, rehearsal);
  return page;
}

/** Supervision orders, running ones first by due time. */
export const useSupervisions = (asked: Ref<SupervisionAsked>) =>
  useInfiniteQuery({
    queryKey: computed(() => ['supervisions', asked.value]),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => fetchSupervisions({ ...asked.value, limit: 30 }, pageParam, signal),
    getNextPageParam: (last) => last.next,
  });

/** All supervision orders on one incident. */
export const useSupervisionsOf = (incidentId: Ref<string>) =>
  useQuery({
    queryKey: computed(() => ['supervisions', 'of', incidentId.value]),
    queryFn: ({ signal }) =>
      fetchSupervisions({ incident: incidentId.value, state: 'all', limit: 50 }, null, signal),
  });

export const useSupervision = (id: Ref<string>) =>
  useQuery({
    queryKey: computed(() => ['supervision', id.value]),
    queryFn: async ({ signal }) => {
      const view = await get<SupervisionView>(path(id.value), signal);
      syncClock(view.now, view.rehearsal);
      return view;
    },
  });

/** Drafts an order, or changes a draft. @throws ApiProblem */
export async function keepSupervision(
  client: QueryClient,
  form: SupervisionForm,
  draft: SupervisionView | null,
): Promise<SupervisionView> {
  const done = draft
    ? await patch<SupervisionView>(path(draft.id), { ...form, version: draft.version })
    : await post<SupervisionView>('/supervisions', form);
  refresh(client);
  return done;
}

export type SupervisionStep =
  | { step: 'issue' | 'close' | 'withdraw'; body: object }
  | { step: 'answer' | 'return' | 'close'; partId: string; body: object };

/** What becomes of an order or of one unit's part. @throws ApiProblem */
export async function stepSupervision(
  client: QueryClient,
  id: string,
  given: SupervisionStep,
): Promise<SupervisionView> {
  const at = 'partId' in given ? `/parts/${encodeURIComponent(given.partId)}` : '';
  const done = await post<SupervisionView>(`${path(id)}${at}/${given.step}`, given.body);
  refresh(client);
  return done;
}

export const supervisionDocument = (sheet: SupervisionView): Promise<DownloadedFile> =>
  download(`${path(sheet.id)}/order.docx`, `督办单 ${sheet.number ?? '草稿'}.docx`);
