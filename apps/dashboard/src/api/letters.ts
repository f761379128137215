import { useInfiniteQuery, useQuery, type QueryClient } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type {
  CalledPerson,
  ConfirmLetter,
  HandLetter,
  LetterText,
  LetterView,
  Page,
} from '../../../api/src/contract/index.js';
import { syncClock } from '../live/clocks.js';
import { download, get, post, queryString, type DownloadedFile } from './client.js';

export type LetterFilter = 'waiting' | 'confirmed' | 'declined' | 'recalled' | 'all';

async function fetchLetters(asked: object, cursor: string | null, signal?: AbortSignal) {
  const page = await get<Page<LetterView>>(`/letters${queryString({ ...asked, cursor })}`, signal);
  for (const rehearsal of [false, true])
    syncClock(page.items.find((letter) => letter.rehearsal === rehearsal)?.now, rehearsal);
  return page;
}

/** Letters to coordinators outside, those not confirmed first by due time. */
export const useLetters = (state: Ref<LetterFilter>) =>
  useInfiniteQuery({
    queryKey: computed(() => ['letters', state.value]),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => fetchLetters({ state: state.value, limit: 30 }, pageParam, signal),
    getNextPageParam: (last) => last.next,
  });

/** All letters of one incident. */
export const useLettersOf = (incidentId: Ref<string>) =>
  useQuery({
    queryKey: computed(() => ['letters', 'of', incidentId.value]),
    queryFn: ({ signal }) =>
      fetchLetters({ incident: incidentId.value, state: 'all', limit: 50 }, null, signal),
  });

const path = (id: string) => `/letters/${encodeURIComponent(id)}`;

export const letterText = (id: string): Promise<LetterText> => get(`${path(id)}/text`);
export const letterPerson = (id: string): Promise<CalledPerson> => get(`${path(id)}/person`);
export const letterDocument = (letter: LetterView): Promise<DownloadedFile> =>
  download(`${path(letter.id)}/letter.docx`, `协调函 ${letter.number}.docx`);

export type LetterStep =
  | { step: 'handed'; body: HandLetter }
  | { step: 'confirm'; body: ConfirmLetter }
  | { step: 'decline'; body: { reason: string } }
  | { step: 'send'; body: object };

/** What becomes of a letter. @throws ApiProblem */
export async function actOnLetter(client: QueryClient, id: string, given: LetterStep): Promise<LetterView> {
  const letter = await post<LetterView>(`${path(id)}/${given.step}`, given.body);
  for (const key of ['letters', 'incident', 'incidents']) void client.invalidateQueries({ queryKey: [key] });
  return letter;
}
