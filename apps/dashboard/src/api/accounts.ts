import { useQuery, type QueryClient } from '@tanstack/vue-query';
import type {
  AccountView,
  AccountWithPassword,
  ChangeAccount,
  NewAccount,
  PersonOption,
} from '../../../api/src/contract/index.js';
import { get, patch, post, queryString } from './client.js';

const KEY = ['accounts'];
const at = (id: string) => `/accounts/${encodeURIComponent(id)}`;

export const useAccounts = () =>
  useQuery({
    queryKey: KEY,
    refetchInterval: 60_000,
    queryFn: async ({ signal }) => (await get<{ items: AccountView[] }>('/accounts', signal)).items,
  });

const again = (client: QueryClient) => client.invalidateQueries({ queryKey: KEY });

export async function makeAccount(client: QueryClient, form: NewAccount): Promise<AccountWithPassword> {
  const made = await post<AccountWithPassword>('/accounts', form);
  await again(client);
  return made;
}
export async function changeAccount(
  client: QueryClient,
  id: string,
  form: ChangeAccount,
): Promise<AccountView> {
  const changed = await patch<AccountView>(at(id), form);
  await again(client);
  return changed;
}
export async function resetPassword(client: QueryClient, id: string): Promise<AccountWithPassword> {
  const done = await post<AccountWithPassword>(`${at(id)}/password`);
  await again(client);
  return done;
}
export async function unlockAccount(client: QueryClient, id: string): Promise<void> {
  await post<AccountView>(`${at(id)}/unlock`);
  await again(client);
}
export const findRosterPeople = async (q: string): Promise<PersonOption[]> =>
  (await get<{ items: PersonOption[] }>(`/accounts/people${queryString({ q })}`)).items;
