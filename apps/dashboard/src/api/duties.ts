import { useInfiniteQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type { DutyView, Page } from '../../../api/src/contract/index.js';
import { syncClock } from '../live/clocks.js';
import { get, post, queryString } from './client.js';

/** Duties by due time: what waits for a signature (`open`), or with it what is signed and told (`all`). */
export const useDuties = (state: Ref<'open' | 'all'>) =>
  useInfiniteQuery({
    queryKey: computed(() => ['duties', state.value]),
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) => {
      const page = await get<Page<DutyView>>(
        `/duties${queryString({ state: state.value, cursor: pageParam, limit: 50 })}`,
        signal,
      );
      for (const rehearsal of [false, true])
        syncClock(page.items.find((duty) => duty.rehearsal === rehearsal)?.now, rehearsal);
      return page;
    },
    getNextPageParam: (last) => last.next,
  });

/** Signs for a unit (签收); signing twice is one signature. @throws ApiProblem */
export async function signDuty(client: QueryClient, assignmentId: string): Promise<void> {
  await post(`/duties/${encodeURIComponent(assignmentId)}/sign`);
  for (const key of ['duties', 'incident', 'incidents', 'summary'])
    void client.invalidateQueries({ queryKey: [key] });
}
