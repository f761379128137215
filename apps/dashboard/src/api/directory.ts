import { useQuery } from '@tanstack/vue-query';
import type { Page, UnitOption } from '../../../api/src/contract/index.js';
import { get } from './client.js';

export interface PlaceOption {
  name: string;
  kind: string;
}

/** A list may come plain or as a page. */
const listOf = <T>(answer: T[] | Page<T>): T[] => (Array.isArray(answer) ? answer : answer.items);

export const useUnits = () =>
  useQuery({
    queryKey: ['directory', 'units'],
    staleTime: 300_000,
    queryFn: async ({ signal }) =>
      listOf(await get<UnitOption[] | Page<UnitOption>>('/directory/units', signal)),
  });

export const usePlaces = () =>
  useQuery({
    queryKey: ['directory', 'places'],
    staleTime: 300_000,
    queryFn: async ({ signal }) =>
      listOf(await get<PlaceOption[] | Page<PlaceOption>>('/directory/places', signal)),
  });
