import { useQuery } from '@tanstack/vue-query';
import type { SummaryView } from '../../../api/src/contract/index.js';
import { syncClock } from '../live/clocks.js';
import { get } from './client.js';

/** Figures of the head line; read again every half minute, because hours pass without news too. */
export const useSummary = (enabled: () => boolean) =>
  useQuery({
    queryKey: ['summary'],
    enabled,
    refetchInterval: 30_000,
    queryFn: async ({ signal }) => {
      const summary = await get<SummaryView>('/summary', signal);
      syncClock(summary.now, false);
      return summary;
    },
  });
