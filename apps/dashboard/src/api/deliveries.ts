import { useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type {
  DeliveryEvent,
  MuteNotifications,
  NotificationSettings,
  Page,
  ResentDelivery,
} from '../../../api/src/contract/index.js';
import { get, post, request } from './client.js';

const at = (id: string) => `/incidents/${encodeURIComponent(id)}/deliveries`;
const key = (id: string) => ['deliveries', id];
const NOTIFICATIONS = ['notifications'];

export const useDeliveries = (id: Ref<string>) =>
  useQuery({
    queryKey: computed(() => key(id.value)),
    // Attempts go on by themselves, and not each of them makes news.
    refetchInterval: 20_000,
    queryFn: async ({ signal }) => (await get<Page<DeliveryEvent>>(at(id.value), signal)).items,
  });

/** @throws ApiProblem (422 `delivery_under_way`) */
export async function resendDelivery(
  client: QueryClient,
  incidentId: string,
  noticeId: string,
): Promise<void> {
  await post<ResentDelivery>(`${at(incidentId)}/${encodeURIComponent(noticeId)}/resend`);
  await client.invalidateQueries({ queryKey: key(incidentId) });
}

export const useNotifications = (shown: Ref<boolean>) =>
  useQuery({
    queryKey: NOTIFICATIONS,
    enabled: shown,
    queryFn: ({ signal }) => get<NotificationSettings>('/me/notifications', signal),
  });

/** @throws ApiProblem (400) when the end has passed or is too far away */
export async function muteNotifications(
  client: QueryClient,
  body: MuteNotifications,
): Promise<NotificationSettings> {
  const settings = await request<NotificationSettings>('PUT', '/me/notifications', body);
  client.setQueryData(NOTIFICATIONS, settings);
  return settings;
}

/** Whether a message may be shown outside the page; when the server cannot say, it may. */
export async function mayDisturb(urgent: boolean): Promise<boolean> {
  if (urgent) return true;
  try {
    return !(await get<NotificationSettings>('/me/notifications')).silent;
  } catch {
    return true;
  }
}
