import { useQuery } from '@tanstack/vue-query';
import type { PlaceOption, UnitOption } from '../../../api/src/contract/index.js';
import { get } from './client.js';

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
