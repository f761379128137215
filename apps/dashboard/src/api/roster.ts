import { keepPreviousData, useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type {
  AbsenceForm,
  DutyMonth,
  DutyShift,
  DutyShiftForm,
  HandoverView,
  RevealedPeople,
  RevealedShift,
  RosterEdit,
  RosterImported,
  RosterImportPreview,
  RosterList,
  RosterUnitDetail,
  RosterUpload,
  ShiftImported,
  ShiftImportPreview,
  ShiftUpload,
} from '../../../api/src/contract/index.js';
import { download, get, post, queryString, request, upload, type DownloadedFile } from './client.js';

const unitPath = (unit: string) => `/roster/units/${encodeURIComponent(unit)}`;

export const useRoster = () =>
  useQuery({
    queryKey: ['roster', 'list'],
    refetchInterval: 60_000,
    queryFn: ({ signal }) => get<RosterList>('/roster', signal),
  });

export const useRosterUnit = (unit: Ref<string>) =>
  useQuery({
    queryKey: ['roster', 'unit', unit],
    queryFn: ({ signal }) => get<RosterUnitDetail>(unitPath(unit.value), signal),
  });

/** What a step gives back is shown at once; lists are asked for anew. */
async function settled(client: QueryClient, unit: RosterUnitDetail): Promise<void> {
  client.setQueryData(['roster', 'unit', unit.unit], unit);
  await client.invalidateQueries({ queryKey: ['roster', 'list'] });
}

export async function editUnit(client: QueryClient, unit: string, edit: RosterEdit): Promise<void> {
  await settled(client, await request<RosterUnitDetail>('PUT', unitPath(unit), edit));
}
export async function confirmUnit(client: QueryClient, unit: string, version: number): Promise<void> {
  await settled(client, await post<RosterUnitDetail>(`${unitPath(unit)}/confirm`, { version }));
}
export async function addAbsence(client: QueryClient, unit: string, form: AbsenceForm): Promise<void> {
  await settled(client, await post<RosterUnitDetail>(`${unitPath(unit)}/absences`, form));
}
export async function cancelAbsence(client: QueryClient, unit: string, id: string): Promise<void> {
  await settled(client, await request<RosterUnitDetail>('DELETE', `${unitPath(unit)}/absences/${id}`));
}
export const revealUnit = (unit: string, reason: string): Promise<RevealedPeople> =>
  post(`${unitPath(unit)}/reveal`, { reason });

export const previewRoster = (body: RosterUpload): Promise<RosterImportPreview> =>
  upload('/roster/import/preview', body);
export async function applyRoster(client: QueryClient, body: RosterUpload): Promise<RosterImported> {
  const done = await upload<RosterImported>('/roster/import/apply', body);
  await client.invalidateQueries({ queryKey: ['roster'] });
  return done;
}

export const blankForm = (format: 'xlsx' | 'docx') => download(`/roster/form.${format}`, `附件2.${format}`);
export const exportRoster = (format: 'xlsx' | 'docx', units: string[], reason: string | null) =>
  download(`/roster/export.${format}`, `附件2.${format}`, { units, reason });

export const useDutyMonth = (month: Ref<string | undefined>, unit: Ref<string | undefined>) =>
  useQuery({
    queryKey: ['roster', 'month', unit, month],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      get<DutyMonth>(`/roster/shifts${queryString({ month: month.value, unit: unit.value })}`, signal),
  });
export const useTonight = () =>
  useQuery({
    queryKey: ['roster', 'tonight'],
    refetchInterval: 300_000,
    queryFn: async ({ signal }) =>
      (await get<{ items: DutyShift[] }>('/roster/shifts/tonight', signal)).items,
  });
export async function putShift(client: QueryClient, form: DutyShiftForm): Promise<void> {
  await request<DutyMonth>('PUT', '/roster/shifts', form);
  await client.invalidateQueries({ queryKey: ['roster'] });
}
export const revealShift = (unit: string, day: string, reason: string): Promise<RevealedShift> =>
  post('/roster/shifts/reveal', { unit, day, reason });
export const previewShifts = (body: ShiftUpload): Promise<ShiftImportPreview> =>
  upload('/roster/shifts/import/preview', body);
export async function applyShifts(client: QueryClient, body: ShiftUpload): Promise<ShiftImported> {
  const done = await upload<ShiftImported>('/roster/shifts/import/apply', body);
  await client.invalidateQueries({ queryKey: ['roster'] });
  return done;
}

export const useHandovers = (unit: Ref<string | undefined>) =>
  useQuery({
    queryKey: ['roster', 'handovers', unit],
    queryFn: async ({ signal }) =>
      (await get<{ items: HandoverView[] }>(`/roster/handovers${queryString({ unit: unit.value })}`, signal))
        .items,
  });
export const useHandoverDraft = (unit: Ref<string | undefined>, mayWrite: Ref<boolean>) =>
  useQuery({
    queryKey: ['roster', 'handover-draft', unit],
    enabled: computed(() => mayWrite.value),
    queryFn: ({ signal }) =>
      get<HandoverView>(`/roster/handovers/draft${queryString({ unit: unit.value })}`, signal),
  });
export async function writeHandover(
  client: QueryClient,
  form: { unit: string; day: string; notes: string },
): Promise<void> {
  await post<HandoverView>('/roster/handovers', form);
  await client.invalidateQueries({ queryKey: ['roster'] });
}
/** The sheet as a Word document; logged. */
export const handoverDocument = (id: string): Promise<DownloadedFile> =>
  download(`/roster/handovers/${id}/export.docx`, '交接班记录.docx');
export async function acceptHandover(client: QueryClient, id: string, note: string): Promise<void> {
  await post<HandoverView>(`/roster/handovers/${id}/accept`, { note });
  await client.invalidateQueries({ queryKey: ['roster'] });
}

/** A file as the server takes it: base64 within JSON. */
export async function fileOf(file: File): Promise<{ name: string; content: string }> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  // In pieces: a call with a million arguments is none.
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return { name: file.name, content: btoa(text) };
}
