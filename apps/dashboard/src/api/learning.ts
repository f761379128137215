import { useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type {
  CorrectionTotals,
  LearningView,
  PlaceLesson,
  ProposedChange,
  RoutingAlternative,
} from '../../../api/src/contract/index.js';
import { download, get, post, queryString, type DownloadedFile } from './client.js';

/** The time looked at, as the address holds it. */
export interface LearningWindow {
  days: number;
  rehearsal: boolean;
}

export const useLearning = (window: Ref<LearningWindow>) =>
  useQuery({
    queryKey: computed(() => ['learning', window.value]),
    queryFn: ({ signal }) => get<LearningView>(`/learning${queryString({ ...window.value })}`, signal),
  });

/** What people put right in judgements since the last training. */
export const useCorrectionTotals = () =>
  useQuery({
    queryKey: ['learning', 'corrections'],
    queryFn: ({ signal }) => get<CorrectionTotals>('/learning/corrections', signal),
  });

/** What people said about whose an item is, with what the directory lacks. */
export const usePlaceLessons = (window: Ref<LearningWindow>) =>
  useQuery({
    queryKey: computed(() => ['learning', 'places', window.value.days]),
    queryFn: async ({ signal }) =>
      (
        await get<{ items: PlaceLesson[] }>(
          `/learning/places${queryString({ days: window.value.days })}`,
          signal,
        )
      ).items,
  });

/** Puts the change that would have led to the right unit before a second person. */
export async function proposeFromMistake(
  client: QueryClient,
  key: string,
  window: LearningWindow,
): Promise<ProposedChange> {
  const change = await post<ProposedChange>('/learning/proposals', { key, ...window });
  await client.invalidateQueries({ queryKey: ['changes'] });
  return change;
}

/** Corrected matters as routing cases. */
export const exportCases = (window: LearningWindow): Promise<DownloadedFile> =>
  download(`/learning/cases.jsonl${queryString({ ...window })}`, '交办更正.jsonl');

/** Who else the matter could belong to. */
export const useAlternatives = (id: Ref<string>, version: Ref<number>, enabled: Ref<boolean>) =>
  useQuery({
    queryKey: computed(() => ['alternatives', id.value, version.value]),
    enabled,
    queryFn: async ({ signal }) => {
      const path = `/incidents/${encodeURIComponent(id.value)}/routing/alternatives`;
      return (await get<{ items: RoutingAlternative[] }>(path, signal)).items;
    },
  });
