import { useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type {
  Callee,
  CallRecord,
  CallToMake,
  Countersign,
  DecideLowering,
  DialledNumber,
  DialTonight,
  LoweringView,
  NightApprovalView,
  NightMatter,
  PhoneSign,
  ProceedAlone,
  ProposeLowering,
  RecordCall,
  SecondPerson,
  SignByPhone,
  Tonight,
} from '../../../api/src/contract/index.js';
import { syncClock } from '../live/clocks.js';
import { get, post, queryString } from './client.js';

const listOf = async <T>(path: string, signal?: AbortSignal): Promise<T[]> =>
  (await get<{ items: T[] }>(path, signal)).items;

/** Everything that a call, a signature or a lowering changes. */
function changed(client: QueryClient): void {
  for (const key of ['calls', 'night', 'tonight', 'duties', 'incident', 'incidents', 'summary', 'refusals'])
    void client.invalidateQueries({ queryKey: [key] });
}

/** Who is on duty now, and what waits for this person (今晚值班). */
export const useTonight = (wanted: Ref<boolean>) =>
  useQuery({
    queryKey: ['tonight'],
    enabled: wanted,
    refetchInterval: 5 * 60_000,
    queryFn: ({ signal }) => get<Tonight>('/tonight', signal),
  });

/** A number in full, logged. @throws ApiProblem `no_number` */
export const dialTonight = (whom: DialTonight) => post<DialledNumber>('/tonight/dial', whom);

export const useCalls = (wanted: Ref<boolean>) =>
  useQuery({
    queryKey: ['calls', 'waiting'],
    enabled: wanted,
    refetchInterval: 30_000,
    queryFn: async ({ signal }) => {
      const calls = await listOf<CallToMake>('/calls', signal);
      for (const rehearsal of [false, true])
        syncClock(calls.find((call) => call.rehearsal === rehearsal)?.now, rehearsal);
      return calls;
    },
  });

export const numberOfNotice = (noticeId: string) => post<DialledNumber>(`/calls/${noticeId}/number`);
export const numberOfPerson = (assignmentId: string, contactId: string | null) =>
  post<DialledNumber>(`/duties/${assignmentId}/dial`, { contactId });

export async function recordCall(
  client: QueryClient,
  about: { noticeId: string } | { assignmentId: string },
  call: RecordCall,
): Promise<void> {
  const path = 'noticeId' in about ? `/calls/${about.noticeId}` : `/duties/${about.assignmentId}/calls`;
  await post(path, call);
  changed(client);
}

export async function signByPhone(
  client: QueryClient,
  assignmentId: string,
  call: SignByPhone,
): Promise<void> {
  await post(`/duties/${assignmentId}/sign-by-phone`, call);
  changed(client);
}

export async function denySignature(client: QueryClient, assignmentId: string): Promise<void> {
  await post(`/duties/${assignmentId}/deny-signature`);
  changed(client);
}

/** People of a duty's unit to call; null: nobody is asked for yet. */
export const useCallees = (assignmentId: Ref<string | null>) =>
  useQuery({
    queryKey: computed(() => ['callees', assignmentId.value]),
    enabled: computed(() => assignmentId.value !== null),
    queryFn: ({ signal }) => listOf<Callee>(`/duties/${assignmentId.value ?? ''}/callees`, signal),
  });

export const useCallsOf = (incidentId: Ref<string>) =>
  useQuery({
    queryKey: computed(() => ['calls', 'of', incidentId.value]),
    queryFn: ({ signal }) => listOf<CallRecord>(`/incidents/${incidentId.value}/calls`, signal),
  });

/** Which of these duties were signed by telephone, by duty. */
export const usePhoneSigns = (ids: Ref<string[]>) =>
  useQuery({
    queryKey: computed(() => ['duties', 'phone-signs', ids.value]),
    enabled: computed(() => ids.value.length > 0),
    queryFn: async ({ signal }) => {
      const signs = await listOf<PhoneSign>(`/duties/phone-signs${queryString({ ids: ids.value })}`, signal);
      return new Map(signs.map((sign) => [sign.assignmentId, sign]));
    },
  });

export const useLowerings = (incidentId: Ref<string>, wanted: Ref<boolean>) =>
  useQuery({
    queryKey: computed(() => ['night', 'lowerings', incidentId.value]),
    enabled: wanted,
    queryFn: ({ signal }) => listOf<LoweringView>(`/incidents/${incidentId.value}/lowerings`, signal),
  });

export async function proposeLowering(
  client: QueryClient,
  incidentId: string,
  asked: ProposeLowering,
): Promise<void> {
  await post(`/incidents/${incidentId}/lowerings`, asked);
  changed(client);
}

export async function decideLowering(
  client: QueryClient,
  id: string,
  decision: DecideLowering,
): Promise<void> {
  await post(`/lowerings/${id}/decide`, decision);
  changed(client);
}

export async function withdrawLowering(client: QueryClient, id: string): Promise<void> {
  await post(`/lowerings/${id}/withdraw`);
  changed(client);
}

export const useSecondPeople = (what: Ref<NightMatter>, subjectId: Ref<string>) =>
  useQuery({
    queryKey: computed(() => ['night', 'people', what.value, subjectId.value]),
    queryFn: ({ signal }) =>
      listOf<SecondPerson>(
        `/night/people${queryString({ what: what.value, subjectId: subjectId.value })}`,
        signal,
      ),
  });

export const useApprovals = (state: Ref<'open' | 'all'>) =>
  useQuery({
    queryKey: computed(() => ['night', 'approvals', state.value]),
    queryFn: ({ signal }) =>
      listOf<NightApprovalView>(`/night/approvals${queryString({ state: state.value })}`, signal),
  });

/** In force at once. @throws ApiProblem `not_night`, `second_person` */
export async function proceedAlone(client: QueryClient, asked: ProceedAlone): Promise<void> {
  await post('/night/approvals', asked);
  changed(client);
  void client.invalidateQueries({ queryKey: ['directory'] });
}

export async function countersign(client: QueryClient, id: string, decision: Countersign): Promise<void> {
  await post(`/night/approvals/${id}/countersign`, decision);
  changed(client);
}
