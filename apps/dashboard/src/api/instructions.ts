import { useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type {
  HoldReason,
  InstructionFile,
  InstructionTask,
  InstructionView,
  LevelHolds,
} from '../../../api/src/contract/index.js';
import { download, get, post, queryString, type DownloadedFile } from './client.js';

const of = (incidentId: string) => `/incidents/${encodeURIComponent(incidentId)}`;
const path = (id: string) => `/instructions/${encodeURIComponent(id)}`;
const changed = (client: QueryClient) => {
  for (const key of ['instructions', 'holds', 'incident']) void client.invalidateQueries({ queryKey: [key] });
};

/** Instructions on an incident that concern the reader. */
export const useInstructionsOf = (incidentId: Ref<string>) =>
  useQuery({
    queryKey: computed(() => ['instructions', incidentId.value]),
    queryFn: async ({ signal }) =>
      (await get<{ items: InstructionView[] }>(`${of(incidentId.value)}/instructions`, signal)).items,
  });

/** All that concern the reader. @param open only those not passed on yet */
export const useInstructions = (open: Ref<boolean>) =>
  useQuery({
    queryKey: computed(() => ['instructions', 'all', open.value]),
    queryFn: async ({ signal }) =>
      (await get<{ items: InstructionView[] }>(`/instructions${queryString({ open: open.value })}`, signal))
        .items,
  });

export interface GivenInstruction {
  leader: string;
  words: string;
  paper: string;
  givenAt: string;
  tasks: { unit: string; requirement: string; dueAt: string }[];
}

/** @throws ApiProblem */
export async function enterInstruction(
  client: QueryClient,
  incidentId: string,
  given: GivenInstruction,
): Promise<InstructionView> {
  const done = await post<InstructionView>(`${of(incidentId)}/instructions`, given);
  changed(client);
  return done;
}

/** @throws ApiProblem */
export async function reportTask(client: QueryClient, taskId: string, report: string): Promise<void> {
  await post<InstructionTask>(`/instruction-tasks/${encodeURIComponent(taskId)}/report`, { report });
  changed(client);
}

/** @throws ApiProblem */
export async function tellProgress(client: QueryClient, taskId: string, text: string): Promise<void> {
  await post<InstructionTask>(`/instruction-tasks/${encodeURIComponent(taskId)}/progress`, { text });
  changed(client);
}

/** 回告. @throws ApiProblem */
export async function passOn(client: QueryClient, one: InstructionView, how: string): Promise<void> {
  await post(`${path(one.id)}/pass-on`, { version: one.version, how });
  changed(client);
}

/** @throws ApiProblem */
export async function withdrawInstruction(
  client: QueryClient,
  one: InstructionView,
  reason: string,
): Promise<void> {
  await post(`${path(one.id)}/withdraw`, { version: one.version, reason });
  changed(client);
}

/** @throws ApiProblem */
export async function addInstructionFile(client: QueryClient, id: string, file: File): Promise<void> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192)
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  await post<InstructionFile>(`${path(id)}/files`, { name: file.name, base64: btoa(binary) });
  changed(client);
}

export const instructionFile = (id: string, file: InstructionFile): Promise<DownloadedFile> =>
  download(`${path(id)}/files/${encodeURIComponent(file.id)}`, file.name);

/** Decisions not to confirm a suggested 特别重大. */
export const useHolds = (incidentId: Ref<string>, enabled: Ref<boolean>) =>
  useQuery({
    queryKey: computed(() => ['holds', incidentId.value]),
    queryFn: ({ signal }) => get<LevelHolds>(`${of(incidentId.value)}/level-holds`, signal),
    enabled,
  });

/** @throws ApiProblem */
export async function holdLevel(
  client: QueryClient,
  incidentId: string,
  given: { version: number; reason: HoldReason; note: string },
): Promise<void> {
  await post<LevelHolds>(`${of(incidentId)}/level-holds`, given);
  changed(client);
}
