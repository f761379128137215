import { useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type {
  DocumentContent,
  DocumentKind,
  DocumentList,
  DocumentSummary,
  DocumentView,
  SpokenTexts,
} from '../../../api/src/contract/index.js';
import { download, get, patch, post, queryString, remove, type DownloadedFile } from './client.js';

const of = (incidentId: string) => `/incidents/${encodeURIComponent(incidentId)}`;
const path = (id: string) => `/documents/${encodeURIComponent(id)}`;
const changed = (client: QueryClient) => {
  for (const key of ['documents', 'document', 'incident']) void client.invalidateQueries({ queryKey: [key] });
};

/** Papers of an incident, and which can be drafted. */
export const useDocuments = (incidentId: Ref<string>) =>
  useQuery({
    queryKey: computed(() => ['documents', incidentId.value]),
    queryFn: ({ signal }) => get<DocumentList>(`${of(incidentId.value)}/documents`, signal),
  });

export const useDocument = (id: Ref<string>) =>
  useQuery({
    queryKey: computed(() => ['document', id.value]),
    queryFn: ({ signal }) => get<DocumentView>(path(id.value), signal),
  });

/** Group text and phone script, as the record stands now. @throws ApiProblem */
export const readSpoken = (incidentId: string): Promise<SpokenTexts> =>
  get<SpokenTexts>(`${of(incidentId)}/spoken`);

/** Drafts a paper; a draft of that kind that is there already comes back as it is. @throws ApiProblem */
export async function draftDocument(
  client: QueryClient,
  incidentId: string,
  kind: DocumentKind,
): Promise<DocumentView> {
  const paper = await post<DocumentView>(`${of(incidentId)}/documents`, { kind });
  changed(client);
  return paper;
}

/** @throws ApiProblem */
export async function editDocument(
  client: QueryClient,
  paper: DocumentView,
  content: DocumentContent,
): Promise<DocumentView> {
  const done = await patch<DocumentView>(path(paper.id), { version: paper.version, content });
  changed(client);
  return done;
}

/** @throws ApiProblem */
export async function discardDocument(client: QueryClient, paper: DocumentView): Promise<void> {
  await remove(`${path(paper.id)}${queryString({ version: paper.version })}`);
  changed(client);
}

/** @throws ApiProblem */
export async function issueDocument(client: QueryClient, paper: DocumentView): Promise<DocumentView> {
  const done = await post<DocumentView>(`${path(paper.id)}/issue`, { version: paper.version });
  changed(client);
  return done;
}

export const documentFile = (paper: Pick<DocumentSummary, 'id' | 'name'>): Promise<DownloadedFile> =>
  download(`${path(paper.id)}/document.docx`, `${paper.name}.docx`);
