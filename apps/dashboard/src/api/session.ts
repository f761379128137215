import type { QueryClient } from '@tanstack/vue-query';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed } from 'vue';
import type { Me, Right } from '../../../api/src/contract/index.js';
import { setRehearsalClock } from '../live/clocks.js';
import { ApiProblem, get, post, remove } from './client.js';

const meQuery = queryOptions({
  queryKey: ['me'],
  staleTime: Infinity,
  queryFn: async (): Promise<Me | null> => {
    try {
      const me = await get<Me>('/me');
      setRehearsalClock(me.rehearsal);
      return me;
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return null;
      throw error;
    }
  },
});

/** Who is logged in, or null. @throws ApiProblem when the server cannot tell */
export const fetchMe = (client: QueryClient): Promise<Me | null> => client.fetchQuery(meQuery);

export async function logIn(client: QueryClient, login: string, password: string): Promise<Me> {
  const me = await post<Me>('/session', { login, password });
  client.clear();
  setRehearsalClock(me.rehearsal);
  client.setQueryData(meQuery.queryKey, me);
  return me;
}

/** The session is over without having been ended here; what is half written stays. */
export function forgetMe(client: QueryClient): void {
  client.setQueryData(meQuery.queryKey, null);
}

/** Ends the session and forgets everything the page has read or the person has half written. */
export async function logOut(client: QueryClient): Promise<void> {
  await remove('/session');
  client.clear();
  sessionStorage.clear();
}

/** Changes the password, then asks again who is logged in: the duty to change it is gone. */
export async function changePassword(client: QueryClient, current: string, next: string): Promise<void> {
  await post('/me/password', { current, next });
  await client.invalidateQueries({ queryKey: meQuery.queryKey });
}

export function useMe() {
  const client = useQueryClient();
  const query = useQuery(meQuery, client);
  const me = computed(() => query.data.value ?? null);
  const may = (right: Right): boolean => me.value?.rights.includes(right) ?? false;
  return { me, may };
}
