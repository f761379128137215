import { useInfiniteQuery, useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type {
  GroupingsView,
  IncidentSummary,
  MergeIncidents,
  MergePreview,
  MoveItems,
  MovePreview,
  Page,
  ProposalCount,
  ProposalView,
  RegroupedView,
  UndoPreview,
} from '../../../api/src/contract/index.js';
import { get, post, queryString } from './client.js';
import { incidentKey } from './incidents.js';

const of = (id: string) => `/incidents/${encodeURIComponent(id)}`;

/** What was merged into an incident or split from it, and what is proposed. */
export const useGroupings = (id: Ref<string>) =>
  useQuery({
    queryKey: computed(() => ['groupings', 'of', id.value]),
    queryFn: ({ signal }) => get<GroupingsView>(`${of(id.value)}/groupings`, signal),
  });

/** 归并建议, the likeliest first. */
export const useProposals = (state: Ref<ProposalView['state']>) =>
  useInfiniteQuery({
    queryKey: computed(() => ['groupings', 'list', state.value]),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      get<Page<ProposalView>>(
        `/groupings${queryString({ state: state.value, cursor: pageParam, limit: 30 })}`,
        signal,
      ),
    getNextPageParam: (last) => last.next,
  });

/** How many proposals wait for somebody. */
export const useProposalCount = (enabled: () => boolean) =>
  useQuery({
    queryKey: ['groupings', 'count'],
    enabled: computed(enabled),
    refetchInterval: 5 * 60_000,
    queryFn: async ({ signal }) => (await get<ProposalCount>('/groupings/count', signal)).open,
  });

/** Incidents by number or words, to merge with or to move items to. */
export async function searchIncidents(q: string): Promise<IncidentSummary[]> {
  const found = await get<Page<IncidentSummary>>(`/incidents${queryString({ q, limit: 8 })}`);
  return found.items;
}

export const previewMerge = (id: string, body: MergeIncidents): Promise<MergePreview> =>
  post(`${of(id)}/merge/preview`, body);
export const previewMove = (id: string, body: MoveItems): Promise<MovePreview> =>
  post(`${of(id)}/move-items/preview`, body);
export const previewUndo = (id: string, back: string[]): Promise<UndoPreview> =>
  post(`/regroupings/${encodeURIComponent(id)}/undo/preview`, { back, reason: '' });

/** Everything that shows the incidents concerned is read again. */
async function afterwards(client: QueryClient, done: RegroupedView): Promise<RegroupedView> {
  await Promise.all([
    ...done.effect.matters.map(({ id }) => client.invalidateQueries({ queryKey: incidentKey(id) })),
    client.invalidateQueries({ queryKey: ['groupings'] }),
    client.invalidateQueries({ queryKey: ['incidents'] }),
  ]);
  return done;
}

export const mergeIncidents = async (client: QueryClient, id: string, body: MergeIncidents) =>
  afterwards(client, await post<RegroupedView>(`${of(id)}/merge`, body));
export const moveItems = async (client: QueryClient, id: string, body: MoveItems) =>
  afterwards(client, await post<RegroupedView>(`${of(id)}/move-items`, body));
export const undoRegrouping = async (client: QueryClient, id: string, back: string[]) =>
  afterwards(
    client,
    await post<RegroupedView>(`/regroupings/${encodeURIComponent(id)}/undo`, { back, reason: '' }),
  );
export const acceptProposal = async (client: QueryClient, { id, from, into }: ProposalView) =>
  afterwards(
    client,
    await post<RegroupedView>(`/groupings/${encodeURIComponent(id)}/accept`, {
      versions: { from: from.version, into: into?.version ?? null },
    }),
  );

/** 不是同一件事 */
export async function declineProposal(client: QueryClient, id: string): Promise<void> {
  await post<ProposalCount>(`/groupings/${encodeURIComponent(id)}/decline`, {});
  await client.invalidateQueries({ queryKey: ['groupings'] });
}
