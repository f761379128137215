import { useInfiniteQuery, useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type {
  BesideChoice,
  CasesImported,
  CorrectionEffect,
  CorrectJudgement,
  JudgementView,
  ModelsView,
  NewRegressionCase,
  Page,
  PreviewCorrection,
  RegressionCaseView,
  RegressionRunSummary,
  RegressionRunView,
  RunRegression,
  WorkbenchForm,
  WorkbenchView,
} from '../../../api/src/contract/index.js';
import { download, get, patch, post, queryString, remove, type DownloadedFile } from './client.js';

/** Every step of judging; nothing is stored. */
export const judgeText = (form: WorkbenchForm): Promise<WorkbenchView> => post('/workbench/judge', form);

export const useBeside = (on: () => boolean) =>
  useQuery({
    queryKey: ['workbench', 'beside'],
    enabled: computed(on),
    queryFn: async ({ signal }) => (await get<{ items: BesideChoice[] }>('/workbench/beside', signal)).items,
  });

const ofIncident = (id: string) => `/incidents/${encodeURIComponent(id)}/judgement`;
export const judgementKey = (id: string) => ['judgement', id];

/** @param version of the incident: with another one the judgement may be another; until it is here the last one stands */
export const useJudgement = (id: Ref<string>, version: Ref<number>, on: Ref<boolean>) =>
  useQuery({
    queryKey: computed(() => [...judgementKey(id.value), version.value]),
    enabled: on,
    queryFn: ({ signal }) => get<JudgementView>(ofIncident(id.value), signal),
    placeholderData: (before, query) => (query?.queryKey[1] === id.value ? before : undefined),
  });

export const previewCorrection = (
  id: string,
  body: PreviewCorrection,
  signal: AbortSignal,
): Promise<CorrectionEffect> => post(`${ofIncident(id)}/preview`, body, signal);

/** @throws ApiProblem `stale`, `same_judgement` */
export async function correctJudgement(
  client: QueryClient,
  id: string,
  body: CorrectJudgement,
): Promise<JudgementView> {
  const view = await post<JudgementView>(`${ofIncident(id)}/corrections`, body);
  await settle(client, id);
  return view;
}

export async function undoCorrection(
  client: QueryClient,
  id: string,
  correctionId: string,
  version: number,
): Promise<JudgementView> {
  const view = await post<JudgementView>(
    `${ofIncident(id)}/corrections/${encodeURIComponent(correctionId)}/undo`,
    { version },
  );
  await settle(client, id);
  return view;
}

async function settle(client: QueryClient, id: string): Promise<void> {
  for (const key of [judgementKey(id), ['incident', id], ['incidents'], ['summary']])
    await client.invalidateQueries({ queryKey: key });
}

export const useCases = () =>
  useInfiniteQuery({
    queryKey: ['regression', 'cases'],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      get<Page<RegressionCaseView>>(`/regression/cases${queryString({ cursor: pageParam })}`, signal),
    getNextPageParam: (last) => last.next,
  });

export const useRuns = () =>
  useQuery({
    queryKey: ['regression', 'runs'],
    queryFn: async ({ signal }) =>
      (await get<{ items: RegressionRunSummary[] }>('/regression/runs', signal)).items,
  });

/** Runs of one change of the directory, the newest first. */
export const useRunsOfChange = (changeId: Ref<string>) =>
  useQuery({
    queryKey: computed(() => ['regression', 'runs', changeId.value]),
    queryFn: async ({ signal }) => {
      const path = `/regression/runs${queryString({ changeId: changeId.value })}`;
      return (await get<{ items: RegressionRunSummary[] }>(path, signal)).items;
    },
  });

/** One run with its cases, while an id is given. */
export const useRun = (id: Ref<string | null>) =>
  useQuery({
    queryKey: computed(() => ['regression', 'run', id.value]),
    enabled: computed(() => id.value !== null),
    queryFn: () => fetchRun(id.value ?? ''),
  });

export const fetchRun = (id: string): Promise<RegressionRunView> =>
  get(`/regression/runs/${encodeURIComponent(id)}`);

async function afterCases<T>(client: QueryClient, done: Promise<T>): Promise<T> {
  const answer = await done;
  await client.invalidateQueries({ queryKey: ['regression'] });
  await client.invalidateQueries({ queryKey: ['judgement'] });
  return answer;
}

export const addCase = (client: QueryClient, body: NewRegressionCase): Promise<RegressionCaseView> =>
  afterCases(client, post('/regression/cases', body));
/** @throws ApiProblem `case_kept`, `case_confidential`, `no_case` */
export const addCorrectedCase = (client: QueryClient, correctionId: string): Promise<RegressionCaseView> =>
  afterCases(client, post('/regression/cases/from-correction', { correctionId }));
export const setCase = (client: QueryClient, id: string, active: boolean): Promise<RegressionCaseView> =>
  afterCases(client, patch(`/regression/cases/${encodeURIComponent(id)}`, { active }));
export const removeCase = (client: QueryClient, id: string): Promise<void> =>
  afterCases(client, remove(`/regression/cases/${encodeURIComponent(id)}`));
export const importCases = (client: QueryClient, lines: string): Promise<CasesImported> =>
  afterCases(client, post('/regression/cases/import', { lines }));
export const exportAllCases = (): Promise<DownloadedFile> =>
  download('/regression/cases.jsonl', '回归样例.jsonl');
export const runCases = (client: QueryClient, body: RunRegression): Promise<RegressionRunView> =>
  afterCases(client, post('/regression/runs', body));

/** While a training runs, the page looks again every two seconds. */
export const useModels = () =>
  useQuery({
    queryKey: ['models'],
    queryFn: ({ signal }) => get<ModelsView>('/models', signal),
    refetchInterval: (query) =>
      query.state.data?.items.some(({ state }) => state === 'training') ? 2_000 : false,
  });

async function afterModels(client: QueryClient, done: Promise<ModelsView>): Promise<ModelsView> {
  const view = await done;
  client.setQueryData(['models'], view);
  await client.invalidateQueries({ queryKey: ['workbench'] });
  return view;
}
export const trainModel = (client: QueryClient): Promise<ModelsView> =>
  afterModels(client, post('/models/train', {}));
export const rollBackModel = (client: QueryClient): Promise<ModelsView> =>
  afterModels(client, post('/models/roll-back', { note: '' }));
/** @throws ApiProblem `regression_broken`: then `note` must say why all the same */
export const activateModel = (client: QueryClient, id: string, note: string): Promise<ModelsView> =>
  afterModels(client, post(`/models/${encodeURIComponent(id)}/activate`, { note }));
export const exportModel = (id: string, number: number): Promise<DownloadedFile> =>
  download(`/models/${encodeURIComponent(id)}/export.jsonl`, `模型${number}.json`);
