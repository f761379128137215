import { useInfiniteQuery, useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type {
  ChangeCheck,
  ChangeDetail,
  ChangeForm,
  ChangeSummary,
  EditList,
  EntryEdit,
  Page,
  RenameForm,
} from '../../../api/src/contract/index.js';
import { withAcceptance } from './accept-broken.js';
import { get, patch, post, queryString } from './client.js';

const one = (id: string) => `/directory/changes/${encodeURIComponent(id)}`;

export interface ChangeFilter {
  state?: string | readonly string[];
  origin?: string;
  kind?: string;
  q?: string;
}

export const useChanges = (filter: Ref<ChangeFilter>, on: () => boolean = () => true) =>
  useInfiniteQuery({
    queryKey: computed(() => ['directory', 'changes', filter.value]),
    enabled: computed(on),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      get<Page<ChangeSummary>>(
        `/directory/changes${queryString({ ...filter.value, cursor: pageParam, limit: 30 })}`,
        signal,
      ),
    getNextPageParam: (last) => last.next,
  });

export const useChange = (id: Ref<string>) =>
  useQuery({
    queryKey: computed(() => ['directory', 'change', id.value]),
    queryFn: ({ signal }) => get<ChangeDetail>(one(id.value), signal),
  });

/** What the edits would do to the directory, and what is wrong with them; nothing is stored. */
export const checkEdits = (edits: EntryEdit[], signal?: AbortSignal): Promise<ChangeCheck> =>
  post('/directory/changes/check', { edits } satisfies EditList, signal);

/**
 * Stores edits: as a new change, or over the draft they came from.
 * @throws ApiProblem `stale_entry` with `entries`, `invalid_directory` with `problems`
 */
export async function saveChange(
  client: QueryClient,
  draft: { id: string; version: number } | null,
  form: ChangeForm,
): Promise<ChangeDetail> {
  const saved = await withAcceptance((acceptBroken) =>
    draft
      ? patch<ChangeDetail>(one(draft.id), { ...form, acceptBroken, version: draft.version })
      : post<ChangeDetail>('/directory/changes', { ...form, acceptBroken }),
  );
  await settle(client, saved);
  return saved;
}

export type Decision = 'submit' | 'approve' | 'reject' | 'withdraw';

/** @throws ApiProblem `stale`, `own_change`, `wrong_state`, `stale_entry`, `invalid_directory` */
export async function decideChange(
  client: QueryClient,
  change: { id: string; version: number },
  decision: Decision,
  note: string,
): Promise<ChangeDetail> {
  const decided = await withAcceptance((acceptBroken) =>
    post<ChangeDetail>(`${one(change.id)}/${decision}`, { version: change.version, note, acceptBroken }),
  );
  await settle(client, decided);
  return decided;
}

export const takeBackCheck = (id: string, signal?: AbortSignal): Promise<ChangeCheck> =>
  get(`${one(id)}/take-back`, signal);

/** A new change with the inverse edits; it is decided like any other. */
export async function takeBack(
  client: QueryClient,
  change: { id: string; version: number },
  reason: string,
  dryRunId: string | null,
): Promise<ChangeDetail> {
  const { version } = change;
  const made = await withAcceptance((acceptBroken) =>
    post<ChangeDetail>(`${one(change.id)}/take-back`, { version, reason, dryRunId, acceptBroken }),
  );
  await settle(client, made);
  return made;
}

/** Everything read of the directory may now be another. */
async function settle(client: QueryClient, change: ChangeDetail): Promise<void> {
  await client.invalidateQueries({ queryKey: ['directory'] });
  await client.invalidateQueries({ queryKey: ['regression'] });
  client.setQueryData(['directory', 'change', change.id], change);
}

/** The edits of a rename, to be looked at; nothing is stored. */
export const renameEdits = (form: RenameForm): Promise<EditList> => post('/directory/renames', form);
