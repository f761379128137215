import { useInfiniteQuery, useQuery } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type {
  DirectoryKind,
  DirectoryKindView,
  EntryDetail,
  EntryRow,
  KnownPlacesFile,
  KnownPlacesRead,
  Page,
  PlaceOption,
  UnitOption,
  UnitPage,
} from '../../../api/src/contract/index.js';
import { download, get, queryString, upload, type DownloadedFile } from './client.js';

export const useUnits = () =>
  useQuery({
    queryKey: ['directory', 'units'],
    staleTime: 300_000,
    queryFn: async ({ signal }) => (await get<{ items: UnitOption[] }>('/directory/units', signal)).items,
  });

/** Townships, streets and zones: what a matter is filed under. Villages are found by judging, not by choosing. */
export const useAreas = () =>
  useQuery({
    queryKey: ['directory', 'places'],
    staleTime: 300_000,
    queryFn: async ({ signal }) => (await get<{ items: PlaceOption[] }>('/directory/places', signal)).items,
    select: (places) => places.filter((place) => place.kind === 'township' || place.kind === 'zone'),
  });

const part = encodeURIComponent;

/** The kinds the person may read, with what of them needs a second person. */
export const useKinds = () =>
  useQuery({
    queryKey: ['directory', 'kinds'],
    staleTime: 60_000,
    queryFn: async ({ signal }) =>
      (await get<{ items: DirectoryKindView[] }>('/directory/kinds', signal)).items,
  });

export interface EntryFilter {
  kind: DirectoryKind;
  q?: string;
  state?: string;
}

/** Entries of one kind; more by `fetchNextPage`. */
export const useEntries = (filter: Ref<EntryFilter>, limit = 50) =>
  useInfiniteQuery({
    queryKey: computed(() => ['directory', 'entries', filter.value]),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      get<Page<EntryRow>>(
        `/directory/entries${queryString({ ...filter.value, cursor: pageParam, limit })}`,
        signal,
      ),
    getNextPageParam: (last) => last.next,
  });

/** Every entry of a kind that has some hundred at most: rules, exceptions, topics. */
export async function fetchAllEntries(
  kind: DirectoryKind,
  state: string,
  signal?: AbortSignal,
): Promise<EntryRow[]> {
  const all: EntryRow[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<EntryRow> = await get(
      `/directory/entries${queryString({ kind, state, cursor, limit: 200 })}`,
      signal,
    );
    all.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return all;
}
export const useAllEntries = (kind: DirectoryKind, state = 'all', on: () => boolean = () => true) =>
  useQuery({
    queryKey: ['directory', 'all', kind, state],
    staleTime: 60_000,
    enabled: computed(on),
    queryFn: ({ signal }) => fetchAllEntries(kind, state, signal),
  });

export const fetchEntry = (kind: string, key: string, signal?: AbortSignal): Promise<EntryDetail> =>
  get(`/directory/entries/${part(kind)}/${part(key)}`, signal);

/** One entry; `key` null asks for nothing (a new one). */
export const useEntry = (kind: Ref<string>, key: Ref<string | null>) =>
  useQuery({
    queryKey: computed(() => ['directory', 'entry', kind.value, key.value]),
    enabled: computed(() => key.value !== null),
    queryFn: ({ signal }) => fetchEntry(kind.value, key.value ?? '', signal),
  });

export const useUnitPage = (name: Ref<string>) =>
  useQuery({
    queryKey: computed(() => ['directory', 'unit', name.value]),
    queryFn: ({ signal }) => get<UnitPage>(`/directory/units/${part(name.value)}`, signal),
  });

export const exportDirectory = (): Promise<DownloadedFile> => download('/directory/export.zip', '名录.zip');
export const exportEntries = (filter: EntryFilter): Promise<DownloadedFile> =>
  download(`/directory/entries/export.csv${queryString({ ...filter })}`, '名录.csv');

export const knownPlacesForm = (): Promise<DownloadedFile> =>
  download('/directory/known-places/form.xlsx', '知名地点.xlsx');
/** What a sheet of known places would change; nothing is stored. */
export const readKnownPlaces = (file: KnownPlacesFile): Promise<KnownPlacesRead> =>
  upload('/directory/known-places/read', file);
