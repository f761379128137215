import { useQuery } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type { IncidentStages } from '../../../api/src/contract/index.js';
import { get } from './client.js';

/** What the time of an incident went into, turn by turn. */
export const useStages = (id: Ref<string>) =>
  useQuery({
    queryKey: computed(() => ['stages', id.value]),
    queryFn: ({ signal }) => get<IncidentStages>(`/incidents/${encodeURIComponent(id.value)}/stages`, signal),
  });
