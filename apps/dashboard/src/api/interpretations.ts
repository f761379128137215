import { keepPreviousData, useInfiniteQuery, useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type {
  ChangePolicyDocument,
  IncidentInterpretations,
  InterpretationForm,
  LibraryFiguresView,
  LibraryImported,
  LibraryImportPreview,
  LibraryUpload,
  Page,
  PolicyDocumentForm,
  PolicyDocumentView,
  PolicyMatchView,
} from '../../../api/src/contract/index.js';
import { download, get, post, queryString, request, upload } from './client.js';

export interface LibraryFilter {
  q?: string;
  unit?: string;
  field?: string;
  state?: 'all' | 'late' | 'without' | 'abolished' | 'removed';
}

const KEY = 'interpretations';
const at = (id: string) => `/interpretations/${id}`;

/** Policy documents with what explains them, newest first. */
export const useLibrary = (filter: Ref<LibraryFilter>) =>
  useInfiniteQuery({
    queryKey: computed(() => [KEY, 'list', filter.value]),
    initialPageParam: null as string | null,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      get<Page<PolicyDocumentView>>(
        `/interpretations${queryString({ ...filter.value, cursor: pageParam, limit: 30 })}`,
        signal,
      ),
    getNextPageParam: (last) => last.next,
  });

export const useLibraryFigures = () =>
  useQuery({
    queryKey: [KEY, 'figures'],
    queryFn: ({ signal }) => get<LibraryFiguresView>('/interpretations/figures', signal),
  });

/** What a matter may be about. */
export const useInterpretationsOf = (incidentId: Ref<string>) =>
  useQuery({
    queryKey: computed(() => [KEY, 'of', incidentId.value]),
    staleTime: 60_000,
    queryFn: ({ signal }) =>
      get<IncidentInterpretations>(`/incidents/${incidentId.value}/interpretations`, signal),
  });

export const matchText = async (text: string): Promise<PolicyMatchView[]> =>
  (await post<{ items: PolicyMatchView[] }>('/interpretations/match', { text })).items;

const settled = (client: QueryClient) => client.invalidateQueries({ queryKey: [KEY] });

export async function keepDocument(
  client: QueryClient,
  form: PolicyDocumentForm,
  known: { id: string; version: number } | null,
): Promise<void> {
  const change: ChangePolicyDocument | null = known && { ...form, version: known.version };
  await (known && change ? request('PUT', at(known.id), change) : post('/interpretations', form));
  await settled(client);
}

export async function keepText(
  client: QueryClient,
  documentId: string,
  form: InterpretationForm,
  textId: string | null,
): Promise<void> {
  await (textId === null
    ? post(`${at(documentId)}/texts`, form)
    : request('PUT', `${at(documentId)}/texts/${textId}`, form));
  await settled(client);
}

/** Out of the library, or back: a document, or one interpretation of it. */
export async function moveInLibrary(
  client: QueryClient,
  document: { id: string; version: number },
  textId: string | null,
  to: 'out' | 'back',
): Promise<PolicyDocumentView> {
  const path = textId === null ? `${at(document.id)}/move` : `${at(document.id)}/texts/${textId}/move`;
  const moved = await post<PolicyDocumentView>(path, { version: document.version, to });
  await settled(client);
  return moved;
}

export const previewLibrary = (body: LibraryUpload): Promise<LibraryImportPreview> =>
  upload('/interpretations/import/preview', body);
export async function applyLibrary(client: QueryClient, body: LibraryUpload): Promise<LibraryImported> {
  const done = await upload<LibraryImported>('/interpretations/import/apply', body);
  await settled(client);
  return done;
}
export const libraryForm = () => download('/interpretations/form.xlsx', '政策解读库.xlsx');
