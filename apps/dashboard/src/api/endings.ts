import { useInfiniteQuery, useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type { ArchiveEntry, EndingView, EvaluationView, Page } from '../../../api/src/contract/index.js';
import { download, get, post, queryString, type DownloadedFile } from './client.js';

const path = (id: string) => `/incidents/${encodeURIComponent(id)}`;

/** @param version of the incident: asked anew when it changes */
export const useEvaluation = (id: Ref<string>, version: Ref<number>, enabled: Ref<boolean>) =>
  useQuery({
    queryKey: computed(() => ['evaluation', id.value, version.value]),
    queryFn: ({ signal }) => get<EvaluationView>(`${path(id.value)}/evaluation`, signal),
    placeholderData: (before) => before,
    enabled,
  });

export const useEnding = (id: Ref<string>, version: Ref<number>) =>
  useQuery({
    queryKey: computed(() => ['ending', id.value, version.value]),
    queryFn: ({ signal }) => get<EndingView>(`${path(id.value)}/ending`, signal),
    placeholderData: (before) => before,
  });

export async function decideProposal(
  client: QueryClient,
  incidentId: string,
  id: string,
  decision: { confirm: boolean; note: string },
): Promise<void> {
  await post(`/evaluation-proposals/${id}/decide`, decision);
  for (const key of ['evaluation', 'ending', 'incident'])
    await client.invalidateQueries({ queryKey: [key, incidentId] });
}

export interface ArchiveAsked {
  q?: string;
  unit?: string;
  place?: string;
  year?: string;
}

export const useArchive = (asked: Ref<ArchiveAsked>) =>
  useInfiniteQuery({
    queryKey: computed(() => ['archive', asked.value]),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      get<Page<ArchiveEntry>>(
        `/archive${queryString({ ...asked.value, cursor: pageParam, limit: 30 })}`,
        signal,
      ),
    getNextPageParam: (last) => last.next,
  });

export const archiveFile = (entry: ArchiveEntry): Promise<DownloadedFile> =>
  download(`/archive/${entry.id}/file.zip`, `${entry.number}归档.zip`);
