import { useQuery, type QueryClient } from '@tanstack/vue-query';
import type { HoldPost, PersonOption, PostView } from '../../../api/src/contract/index.js';
import { get, queryString, request } from './client.js';

const KEY = ['posts'];

export const usePosts = () =>
  useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await get<{ items: PostView[] }>('/posts', signal)).items,
  });

/** Gives the post to somebody from now on, or leaves it vacant. */
export async function holdPost(client: QueryClient, key: string, person: HoldPost['person']): Promise<void> {
  const body: HoldPost = { person };
  await request<PostView>('PUT', `/posts/${encodeURIComponent(key)}`, body);
  await client.invalidateQueries({ queryKey: KEY });
}
export const findHolders = async (q: string): Promise<PersonOption[]> =>
  (await get<{ items: PersonOption[] }>(`/posts/people${queryString({ q })}`)).items;
