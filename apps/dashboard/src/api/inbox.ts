import { useInfiniteQuery, useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type { InboxPage, InboxState } from '../../../api/src/contract/index.js';
import { get, post, queryString } from './client.js';

const PAGE = 30;
const UNREAD = ['inbox', 'unread'] as const;

/** How many messages wait; told by the live news, and asked again now and then for those who missed it. */
export const useUnread = () =>
  useQuery({
    queryKey: UNREAD,
    refetchInterval: 60_000,
    queryFn: async ({ signal }) =>
      (await get<InboxPage>(`/me/inbox${queryString({ unread: 'true', limit: 1 })}`, signal)).unread,
  });

export const setUnread = (client: QueryClient, unread: number): void =>
  void client.setQueryData(UNREAD, unread);

/** One's own messages, newest first; read only while the drawer is open. */
export const useInbox = (open: Ref<boolean>, unreadOnly: Ref<boolean>) =>
  useInfiniteQuery({
    queryKey: computed(() => ['inbox', 'list', unreadOnly.value]),
    enabled: open,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      get<InboxPage>(
        `/me/inbox${queryString({ unread: unreadOnly.value ? 'true' : null, cursor: pageParam, limit: PAGE })}`,
        signal,
      ),
    getNextPageParam: (last) => last.next,
  });

/** @throws ApiProblem */
export async function readInbox(client: QueryClient, ids: string[] | 'all'): Promise<void> {
  const body = ids === 'all' ? { all: true } : { ids };
  const { unread } = await post<InboxState>('/me/inbox/read', body);
  setUnread(client, unread);
  await client.invalidateQueries({ queryKey: ['inbox', 'list'] });
}
