import { useInfiniteQuery, useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type {
  AddOrderFile,
  AmendOrder,
  CalledPerson,
  OrderFile,
  OrderView,
  Page,
  RegisteredOrder,
  RegisterOrder,
  ReportOrder,
} from '../../../api/src/contract/index.js';
import { syncClock } from '../live/clocks.js';
import { download, get, patch, post, queryString, upload, type DownloadedFile } from './client.js';

export interface OrderFilter {
  state?: 'open' | 'reported' | 'withdrawn' | 'all';
  late?: boolean;
  unit?: string;
  q?: string;
}

export async function fetchOrders(
  asked: object,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<Page<OrderView>> {
  const page = await get<Page<OrderView>>(`/orders${queryString({ ...asked, cursor })}`, signal);
  for (const rehearsal of [false, true])
    syncClock(page.items.find((order) => order.rehearsal === rehearsal)?.now, rehearsal);
  return page;
}

/** Superior's orders, open ones first by due time. */
export const useOrders = (filter: Ref<OrderFilter>) =>
  useInfiniteQuery({
    queryKey: computed(() => ['orders', filter.value]),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => fetchOrders({ ...filter.value, limit: 30 }, pageParam, signal),
    getNextPageParam: (last) => last.next,
  });

/** All orders of one incident. */
export const useOrdersOf = (incidentId: Ref<string>) =>
  useQuery({
    queryKey: computed(() => ['orders', 'of', incidentId.value]),
    queryFn: ({ signal }) =>
      fetchOrders({ incident: incidentId.value, state: 'all', limit: 100 }, null, signal),
  });

export const exportOrders = (filter: OrderFilter): Promise<DownloadedFile> =>
  download(`/orders/export.csv${queryString({ ...filter })}`, '上级交办.csv');

/** Shows everywhere what has become of an order. */
const refresh = (client: QueryClient) => {
  for (const key of ['orders', 'incident', 'incidents', 'summary'])
    void client.invalidateQueries({ queryKey: [key] });
};

/** @throws ApiProblem */
export async function registerOrder(client: QueryClient, body: RegisterOrder): Promise<RegisteredOrder> {
  const registered = await post<RegisteredOrder>('/orders', body);
  refresh(client);
  return registered;
}

/** What becomes of an order. @throws ApiProblem */
export type OrderStep =
  | { step: 'report'; body: ReportOrder }
  | { step: 'withdraw'; body: { reason: string } }
  | { step: 'amend'; body: AmendOrder };

export async function actOnOrder(
  client: QueryClient,
  id: string,
  { step, body }: OrderStep,
): Promise<OrderView> {
  const path = `/orders/${encodeURIComponent(id)}`;
  const order = await (step === 'amend'
    ? patch<OrderView>(path, body)
    : post<OrderView>(`${path}/${step}`, body));
  refresh(client);
  return order;
}

/** Who called, in clear; the server logs each look. */
export const orderCaller = (id: string): Promise<CalledPerson> =>
  get(`/orders/${encodeURIComponent(id)}/caller`);

export async function addOrderFile(client: QueryClient, id: string, file: File): Promise<OrderFile> {
  const body: AddOrderFile = { name: file.name, base64: await base64Of(file) };
  const added = await upload<OrderFile>(`/orders/${encodeURIComponent(id)}/files`, body);
  refresh(client);
  return added;
}

export const orderFile = (id: string, file: OrderFile): Promise<DownloadedFile> =>
  download(`/orders/${encodeURIComponent(id)}/files/${encodeURIComponent(file.id)}`, file.name);

const base64Of = (file: File): Promise<string> =>
  new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done((reader.result as string).replace(/^[^,]*,/, ''));
    reader.onerror = () => fail(reader.error ?? new Error('unreadable'));
    reader.readAsDataURL(file);
  });
