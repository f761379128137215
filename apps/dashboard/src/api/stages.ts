import { useQuery } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type { CalendarView, IncidentStages } from '../../../api/src/contract/index.js';
import { get } from './client.js';

/** What the time of an incident went into, turn by turn. */
export const useStages = (id: Ref<string>) =>
  useQuery({
    queryKey: computed(() => ['stages', id.value]),
    queryFn: ({ signal }) => get<IncidentStages>(`/incidents/${encodeURIComponent(id.value)}/stages`, signal),
  });

/** Whether the holidays that due times rest on are known. */
export const useCalendarYears = () =>
  useQuery({
    queryKey: ['calendar'],
    queryFn: ({ signal }) => get<CalendarView>('/calendar', signal),
  });
