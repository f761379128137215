import { useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type { BriefView, EffectsView, RewritePreview } from '../../../api/src/contract/index.js';
import { get, post, queryString } from './client.js';

const of = (incidentId: string) => `/incidents/${encodeURIComponent(incidentId)}`;
const briefKey = (incidentId: string, number: number | null) => ['brief', incidentId, number];

/** What is known of a matter; `number`: an earlier version. */
export const useBrief = (incidentId: Ref<string>, number: Ref<number | null>) =>
  useQuery({
    queryKey: computed(() => briefKey(incidentId.value, number.value)),
    queryFn: ({ signal }) =>
      get<BriefView>(`${of(incidentId.value)}/brief${queryString({ number: number.value })}`, signal),
  });

/** Exactly what would be sent to the language model. @throws ApiProblem */
export const previewRewrite = (incidentId: string): Promise<RewritePreview> =>
  get<RewritePreview>(`${of(incidentId)}/brief/rewrite`);

/** Sends what was looked at. @throws ApiProblem `stale` when other texts would go now */
export async function askRewrite(
  client: QueryClient,
  incidentId: string,
  digest: string,
): Promise<BriefView> {
  const brief = await post<BriefView>(`${of(incidentId)}/brief/rewrite`, { digest });
  void client.invalidateQueries({ queryKey: ['brief', incidentId] });
  return brief;
}

const effectKey = (incidentId: string) => ['effect', incidentId];

/** What became of a matter after its answers. */
export const useEffects = (incidentId: Ref<string>) =>
  useQuery({
    queryKey: computed(() => effectKey(incidentId.value)),
    queryFn: ({ signal }) => get<EffectsView>(`${of(incidentId.value)}/effect`, signal),
  });

export interface ReachFigures {
  outlet: string;
  reads: number | null;
  comments: number | null;
  shares: number | null;
}

/** Enters figures of an outlet. @throws ApiProblem */
export async function enterReach(
  client: QueryClient,
  incidentId: string,
  figures: ReachFigures,
): Promise<void> {
  const view = await post<EffectsView>(`${of(incidentId)}/reach`, figures);
  client.setQueryData(effectKey(incidentId), view);
}
