import { useQuery, type QueryClient } from '@tanstack/vue-query';
import type { Ref } from 'vue';
import type {
  AddFact,
  ApprovalCount,
  ApprovalView,
  ConfirmFacts,
  FactsView,
  RuleFact,
  SeatName,
  SecondPerson,
  SignByTelephone,
  SignOnPaper,
  SignResponse,
  StateFact,
} from '../../../api/src/contract/index.js';
import { syncClock } from '../live/clocks.js';
import { download, get, post, upload, type DownloadedFile } from './client.js';

const factsKey = (incidentId: string) => ['facts', incidentId];
const approvalKey = (responseId: string) => ['approval', responseId];

/** Everything that a fact, a word on the wording or a signature changes. */
function changed(client: QueryClient, incidentId: string): void {
  for (const key of ['facts', 'approval', 'approvals', 'responses', 'response', 'publications', 'night'])
    void client.invalidateQueries({ queryKey: [key] });
  void client.invalidateQueries({ queryKey: ['incident', incidentId] });
}

export const useFacts = (incidentId: Ref<string>) =>
  useQuery({
    queryKey: ['facts', incidentId],
    queryFn: ({ signal }) => get<FactsView>(`/incidents/${incidentId.value}/facts`, signal),
  });

export const useApproval = (responseId: Ref<string>) =>
  useQuery({
    queryKey: ['approval', responseId],
    queryFn: ({ signal }) => get<ApprovalView>(`/responses/${responseId.value}/approval`, signal),
  });

/** What waits for this person's word or signature, or all under way. */
export const useApprovalList = (state: Ref<'mine' | 'all'>) =>
  useQuery({
    queryKey: ['approvals', state],
    queryFn: async ({ signal }) => {
      const { items } = await get<{ items: ApprovalView[] }>(`/approvals?state=${state.value}`, signal);
      for (const rehearsal of [false, true])
        syncClock(items.find((one) => one.rehearsal === rehearsal)?.now, rehearsal);
      return items;
    },
  });

export const useApprovalCount = (wanted: () => boolean) =>
  useQuery({
    queryKey: ['approvals', 'count'],
    enabled: wanted,
    refetchInterval: 5 * 60_000,
    queryFn: async ({ signal }) => (await get<ApprovalCount>('/approvals/count', signal)).waiting,
  });

export const useSigners = (responseId: Ref<string>, seat: Ref<SeatName>) =>
  useQuery({
    queryKey: ['signers', responseId, seat],
    queryFn: async ({ signal }) =>
      (
        await get<{ items: SecondPerson[] }>(
          `/responses/${responseId.value}/approval/people?seat=${seat.value}`,
          signal,
        )
      ).items,
  });

async function factStep(client: QueryClient, incidentId: string, path: string, body: object): Promise<void> {
  const now = await post<FactsView>(`/incidents/${incidentId}/facts${path}`, body);
  client.setQueryData(factsKey(incidentId), now);
  changed(client, incidentId);
}

/** @throws ApiProblem `fact_exists`, `fact_personal`, `facts_closed` */
export const addFact = (client: QueryClient, incidentId: string, given: AddFact) =>
  factStep(client, incidentId, '', given);
export const stateFact = (client: QueryClient, incidentId: string, factId: string, given: StateFact) =>
  factStep(client, incidentId, `/${factId}/statements`, given);
/** @throws ApiProblem `fact_moved` where a row has changed since it was read */
export const confirmFacts = (client: QueryClient, incidentId: string, given: ConfirmFacts) =>
  factStep(client, incidentId, '/confirm', given);
export const ruleFact = (client: QueryClient, incidentId: string, factId: string, given: RuleFact) =>
  factStep(client, incidentId, `/${factId}/ruling`, given);
export const removeFact = (client: QueryClient, incidentId: string, factId: string, reason: string) =>
  factStep(client, incidentId, `/${factId}/remove`, { reason });

async function step(client: QueryClient, view: ApprovalView, path: string, given: object): Promise<void> {
  const { responseId, incidentId, version, edition } = view;
  const body = { version, edition, ...given };
  const send = 'base64' in given ? upload<ApprovalView> : post<ApprovalView>;
  const now = await send(`/responses/${responseId}/${path}`, body);
  client.setQueryData(approvalKey(responseId), now);
  changed(client, incidentId);
}

type Given<T> = Omit<T, 'version' | 'edition'>;

/** @throws ApiProblem `stale`, `facts_differ`, `own_text`, `signed_already` */
export const sign = (client: QueryClient, view: ApprovalView, given: Given<SignResponse>) =>
  step(client, view, 'approval', given);
export const sayAgreement = (
  client: QueryClient,
  view: ApprovalView,
  given: { unit: string; agrees: boolean; comment: string },
) => step(client, view, 'agreement', given);
export const ruleWording = (client: QueryClient, view: ApprovalView, reason: string) =>
  step(client, view, 'wording', { reason });
export const signByTelephone = (client: QueryClient, view: ApprovalView, given: Given<SignByTelephone>) =>
  step(client, view, 'approval/phone', given);
export const signOnPaper = (client: QueryClient, view: ApprovalView, given: Given<SignOnPaper>) =>
  step(client, view, 'approval/paper', given);
export const openEmergency = (client: QueryClient, view: ApprovalView, reason: string) =>
  step(client, view, 'approval/emergency', { reason });

/** The paper that was signed, as it was photographed or scanned. */
export const signedPaper = (responseId: string, approvalId: string, name: string): Promise<DownloadedFile> =>
  download(`/responses/${responseId}/approval/files/${approvalId}`, name);
