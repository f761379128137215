import { useQuery, type QueryClient } from '@tanstack/vue-query';
import type { Page, SourceTest, SourceView } from '../../../api/src/contract/index.js';
import { get, patch, post, queryString } from './client.js';

/** Fields a person sets on a source. */
export type SourceForm = Pick<
  SourceView,
  'name' | 'kind' | 'url' | 'tier' | 'scope' | 'enabled' | 'intervalSeconds'
>;

/** All sources of the city: some dozens, so the pages are read to the end. */
export const useSources = () =>
  useQuery({
    queryKey: ['sources'],
    refetchInterval: 60_000,
    queryFn: async ({ signal }) => {
      const all: SourceView[] = [];
      let cursor: string | null = null;
      do {
        const page: Page<SourceView> = await get(`/sources${queryString({ cursor, limit: 100 })}`, signal);
        all.push(...page.items);
        cursor = page.next;
      } while (cursor);
      return all;
    },
  });

const one = (id: string) => `/sources/${encodeURIComponent(id)}`;

/** Adds a source (`id` null) or changes one. */
export async function saveSource(
  client: QueryClient,
  id: string | null,
  form: Partial<SourceForm>,
): Promise<SourceView> {
  // What kind a source is stays as it was made; the server takes no change of it.
  const saved = id
    ? await patch<SourceView>(one(id), { ...form, kind: undefined })
    : await post<SourceView>('/sources', form);
  await client.invalidateQueries({ queryKey: ['sources'] });
  return saved;
}

export const testSource = (id: string): Promise<SourceTest> => post(`${one(id)}/test`);

export async function fetchSource(client: QueryClient, id: string): Promise<void> {
  await post(`${one(id)}/fetch`);
  await client.invalidateQueries({ queryKey: ['sources'] });
}
