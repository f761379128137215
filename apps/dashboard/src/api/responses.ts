import { keepPreviousData, useInfiniteQuery, useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type {
  BeginResponse,
  IncidentResponses,
  NewResponseRemark,
  Page,
  ResponseCheckItem,
  ResponseDetail,
  ResponseDiff,
  ResponseFile,
  ResponseHints,
  ResponseSummary,
  ResponseVersionView,
} from '../../../api/src/contract/index.js';
import { syncClock } from '../live/clocks.js';
import { download, get, post, queryString, request, upload, type DownloadedFile } from './client.js';

const path = (id: string) => `/responses/${encodeURIComponent(id)}`;
export const responseKey = (id: string) => ['response', id] as const;

/** Shows everywhere what has become of a text. */
function refresh(client: QueryClient, detail?: ResponseDetail): void {
  if (detail) client.setQueryData(responseKey(detail.id), detail);
  for (const key of ['responses', 'response-hints', 'response-versions', 'incident', 'duties', 'approvals'])
    void client.invalidateQueries({ queryKey: [key] });
}

export interface ResponsesAsked {
  state: string;
  mine?: boolean;
}

/** Texts under way first, newest first. */
export const useResponses = (asked: Ref<ResponsesAsked>) =>
  useInfiniteQuery({
    queryKey: computed(() => ['responses', asked.value]),
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) => {
      const query = queryString({ ...asked.value, limit: 30, cursor: pageParam });
      const page = await get<Page<ResponseSummary>>(`/responses${query}`, signal);
      for (const rehearsal of [false, true])
        syncClock(page.items.find((one) => one.rehearsal === rehearsal)?.now, rehearsal);
      return page;
    },
    getNextPageParam: (last) => last.next,
  });

/** Texts of one incident, and what one may begin. */
export const useResponsesOf = (incidentId: Ref<string>) =>
  useQuery({
    queryKey: computed(() => ['responses', 'of', incidentId.value]),
    queryFn: ({ signal }) =>
      get<IncidentResponses>(`/incidents/${encodeURIComponent(incidentId.value)}/responses`, signal),
  });

export const useResponse = (id: Ref<string>) =>
  useQuery({
    queryKey: computed(() => responseKey(id.value)),
    queryFn: async ({ signal }) => {
      const detail = await get<ResponseDetail>(path(id.value), signal);
      syncClock(detail.now, detail.rehearsal);
      return detail;
    },
  });

/** Of the version in force, read again when it changes. */
export const useHints = (id: Ref<string>, version: Ref<number | undefined>) =>
  useQuery({
    queryKey: computed(() => ['response-hints', id.value, version.value]),
    enabled: computed(() => version.value !== undefined),
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<ResponseHints>(`${path(id.value)}/hints`, signal),
  });

export const useVersions = (id: Ref<string>, asked: Ref<boolean>) =>
  useQuery({
    queryKey: computed(() => ['response-versions', id.value]),
    enabled: asked,
    queryFn: async ({ signal }) =>
      (await get<{ items: ResponseVersionView[] }>(`${path(id.value)}/versions`, signal)).items,
  });

export const fetchDiff = (id: string, from: number, to: number): Promise<ResponseDiff> =>
  get(`${path(id)}/diff${queryString({ from, to })}`);

/** @throws ApiProblem */
export async function beginResponse(
  client: QueryClient,
  incidentId: string,
  body: BeginResponse,
): Promise<ResponseDetail> {
  const detail = await post<ResponseDetail>(`/incidents/${encodeURIComponent(incidentId)}/responses`, body);
  refresh(client, detail);
  return detail;
}

export interface TypedText {
  version: number;
  title: string;
  html: string;
}

/** @throws ApiProblem `stale` with `current` and `diff` */
export async function saveText(client: QueryClient, id: string, typed: TypedText): Promise<ResponseDetail> {
  const detail = await request<ResponseDetail>('PUT', `${path(id)}/text`, { ...typed, note: '' });
  client.setQueryData(responseKey(id), detail);
  void client.invalidateQueries({ queryKey: ['response-versions', id] });
  return detail;
}

export interface GivenAnswer {
  item: ResponseCheckItem;
  answer: 'yes' | 'not_applicable';
  reason: string;
}

/** @throws ApiProblem */
export async function answerChecks(
  client: QueryClient,
  { id, version }: ResponseDetail,
  answers: GivenAnswer[],
): Promise<ResponseDetail> {
  const detail = await request<ResponseDetail>('PUT', `${path(id)}/checklist`, { version, answers });
  client.setQueryData(responseKey(id), detail);
  return detail;
}

export type ResponseStep =
  | { step: 'submit' | 'take-back'; body: { version: number } }
  | { step: 'withdraw'; body: { version: number; reason: string } }
  | { step: 'restore'; body: { version: number; number: number } };

/** @throws ApiProblem */
export async function stepResponse(
  client: QueryClient,
  id: string,
  { step, body }: ResponseStep,
): Promise<ResponseDetail> {
  const detail = await post<ResponseDetail>(`${path(id)}/${step}`, body);
  refresh(client, detail);
  return detail;
}

/** @throws ApiProblem */
export async function addRemark(client: QueryClient, id: string, body: NewResponseRemark): Promise<void> {
  refresh(client, await post<ResponseDetail>(`${path(id)}/remarks`, body));
}

/** @throws ApiProblem */
export async function settleRemark(
  client: QueryClient,
  id: string,
  remarkId: string,
  resolved: boolean,
): Promise<void> {
  const settle = `${path(id)}/remarks/${encodeURIComponent(remarkId)}/settle`;
  refresh(client, await post<ResponseDetail>(settle, { resolved }));
}

/** @throws ApiProblem */
export async function addResponseFile(client: QueryClient, id: string, file: File): Promise<void> {
  const body = { name: file.name, base64: await base64Of(file) };
  refresh(client, await upload<ResponseDetail>(`${path(id)}/files`, body));
}

/** @throws ApiProblem */
export async function removeResponseFile(client: QueryClient, id: string, fileId: string): Promise<void> {
  refresh(client, await request<ResponseDetail>('DELETE', `${path(id)}/files/${encodeURIComponent(fileId)}`));
}

/** Somebody has looked through a file that no program reads. @throws ApiProblem */
export async function checkResponseFile(client: QueryClient, id: string, fileId: string): Promise<void> {
  refresh(client, await post<ResponseDetail>(`${path(id)}/files/${encodeURIComponent(fileId)}/check`, {}));
}

export const responseFile = (id: string, file: ResponseFile): Promise<DownloadedFile> =>
  download(`${path(id)}/files/${encodeURIComponent(file.id)}`, file.name);

const base64Of = (file: File): Promise<string> =>
  new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done((reader.result as string).replace(/^[^,]*,/, ''));
    reader.onerror = () => fail(reader.error ?? new Error('unreadable'));
    reader.readAsDataURL(file);
  });
