import { useInfiniteQuery, useQuery } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type { LateDuty, LateReport, Page } from '../../../api/src/contract/index.js';
import { download, get, queryString, type DownloadedFile } from './client.js';

export interface LateAsked {
  from?: string;
  to?: string;
  rehearsal?: string;
}

export const useLateReport = (asked: Ref<LateAsked>) =>
  useQuery({
    queryKey: computed(() => ['late', asked.value]),
    queryFn: ({ signal }) => get<LateReport>(`/reports/late${queryString({ ...asked.value })}`, signal),
  });

/** The duties behind a figure. */
export const useLateDuties = (asked: Ref<LateAsked & { unit: string; kind: string }>) =>
  useInfiniteQuery({
    queryKey: computed(() => ['late', 'duties', asked.value]),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      get<Page<LateDuty>>(
        `/reports/late/duties${queryString({ ...asked.value, cursor: pageParam, limit: 30 })}`,
        signal,
      ),
    getNextPageParam: (last) => last.next,
  });

export const lateWorkbook = (asked: LateAsked): Promise<DownloadedFile> =>
  download(`/reports/late.xlsx${queryString({ ...asked })}`, '办理时限情况.xlsx');
