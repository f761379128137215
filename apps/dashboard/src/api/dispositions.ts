import { useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type {
  DispositionView,
  IncidentDetail,
  ProposeReferral,
  ReferralView,
} from '../../../api/src/contract/index.js';
import { get, post } from './client.js';

const key = (id: string) => ['disposition', id];
const path = (id: string) => `/incidents/${encodeURIComponent(id)}`;

/** Where judging ended, and what else is open. @param version of the incident: asked anew when it changes */
export const useDisposition = (id: Ref<string>, version: Ref<number>) =>
  useQuery({
    queryKey: computed(() => [...key(id.value), version.value]),
    queryFn: ({ signal }) => get<DispositionView>(`${path(id.value)}/disposition`, signal),
    placeholderData: (before) => before,
  });

export async function proposeReferral(
  client: QueryClient,
  id: string,
  body: ProposeReferral,
): Promise<ReferralView> {
  const row = await post<ReferralView>(`${path(id)}/referrals`, body);
  await Promise.all([
    client.invalidateQueries({ queryKey: key(id) }),
    client.invalidateQueries({ queryKey: ['incident', id] }),
  ]);
  return row;
}

export async function decideReferral(
  client: QueryClient,
  id: string,
  referral: string,
  decision: { confirm: boolean; note: string },
): Promise<void> {
  await post<ReferralView>(`/referrals/${referral}/decide`, decision);
  await Promise.all([
    client.invalidateQueries({ queryKey: key(id) }),
    client.invalidateQueries({ queryKey: ['incident', id] }),
  ]);
}

/** The second person's word on a proposal, or its proposer's taking it back. @throws ApiProblem */
export async function settleProposal(
  client: QueryClient,
  { id, version }: { id: string; version: number },
  proposal: string,
  said: { approve: boolean; note: string } | 'withdraw',
): Promise<void> {
  const where = `/disposition-proposals/${encodeURIComponent(proposal)}`;
  const detail =
    said === 'withdraw'
      ? await post<IncidentDetail>(`${where}/withdraw`)
      : await post<IncidentDetail>(`${where}/decide`, { version, ...said });
  client.setQueryData(['incident', id], detail);
  await client.invalidateQueries({ queryKey: key(id) });
}
