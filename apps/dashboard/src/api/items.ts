import { useInfiniteQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type { EnteredItem, EnterItem, ItemDraft, ListedItem, Page } from '../../../api/src/contract/index.js';
import { get, post, queryString } from './client.js';

/** Reads pasted text and proposes fields and look-alikes; nothing is stored. */
export const draftItem = (pasted: string, signal: AbortSignal): Promise<ItemDraft> =>
  post('/items/draft', { pasted }, signal);

export const enterItem = (body: EnterItem): Promise<EnteredItem> => post('/items', body);

/** What the stream of items is narrowed to, as the address holds it. */
export interface ItemsAsked {
  kind: 'all' | 'elsewhere' | 'unplaced' | 'idle' | 'settled';
  mood?: 'negative' | 'anger' | 'worry' | 'help';
  q?: string;
}

export const useItems = (asked: Ref<ItemsAsked>) =>
  useInfiniteQuery({
    queryKey: computed(() => ['items', asked.value]),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      get<Page<ListedItem>>(`/items${queryString({ ...asked.value, cursor: pageParam, limit: 30 })}`, signal),
    getNextPageParam: (last) => last.next,
  });

const path = (id: string) => `/items/${encodeURIComponent(id)}/relevance`;

/** A person says whose an item is. @throws ApiProblem */
export async function sayRelevance(
  client: QueryClient,
  id: string,
  body: { relevant: boolean; reason: string },
): Promise<void> {
  await post(path(id), body);
  await client.invalidateQueries({ queryKey: ['items'] });
}

/** @throws ApiProblem */
export async function undoRelevance(client: QueryClient, id: string): Promise<void> {
  await post(`${path(id)}/undo`);
  await client.invalidateQueries({ queryKey: ['items'] });
}
