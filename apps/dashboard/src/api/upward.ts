import { useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type { SendUpward, UpwardIssue, UpwardSeries } from '../../../api/src/contract/index.js';
import { download, get, patch, post, queryString, remove, type DownloadedFile } from './client.js';

const of = (incidentId: string) => `/incidents/${encodeURIComponent(incidentId)}/reports`;
const path = (id: string) => `/reports/upward/${encodeURIComponent(id)}`;
const changed = (client: QueryClient) => {
  for (const key of ['upward', 'incident', 'orders']) void client.invalidateQueries({ queryKey: [key] });
};

/** Reports upward on an incident, by addressee. */
export const useUpward = (incidentId: Ref<string>) =>
  useQuery({
    queryKey: computed(() => ['upward', incidentId.value]),
    queryFn: async ({ signal }) => (await get<{ items: UpwardSeries[] }>(of(incidentId.value), signal)).items,
  });

/** Drafts the next report; a draft that is there already comes back as it is. @throws ApiProblem */
export async function draftUpward(
  client: QueryClient,
  incidentId: string,
  asked: { addressee: string; final: boolean },
): Promise<UpwardIssue> {
  const issue = await post<UpwardIssue>(of(incidentId), asked);
  changed(client);
  return issue;
}

/** @throws ApiProblem */
export async function editUpward(
  client: QueryClient,
  issue: UpwardIssue,
  text: string,
): Promise<UpwardIssue> {
  const done = await patch<UpwardIssue>(path(issue.id), { version: issue.version, text });
  changed(client);
  return done;
}

/** @throws ApiProblem */
export async function discardUpward(client: QueryClient, issue: UpwardIssue): Promise<void> {
  await remove(`${path(issue.id)}${queryString({ version: issue.version })}`);
  changed(client);
}

/** Marks it as sent. @throws ApiProblem */
export async function sendUpward(client: QueryClient, id: string, given: SendUpward): Promise<UpwardIssue> {
  const done = await post<UpwardIssue>(`${path(id)}/send`, given);
  changed(client);
  return done;
}

/** Goes on after a final report. @throws ApiProblem */
export async function reopenUpward(
  client: QueryClient,
  incidentId: string,
  addressee: string,
  reason: string,
): Promise<void> {
  await post(`${of(incidentId)}/reopen`, { addressee, reason });
  changed(client);
}

export const upwardDocument = (issue: UpwardIssue): Promise<DownloadedFile> =>
  download(`${path(issue.id)}/report.docx`, `${issue.name}.docx`);
