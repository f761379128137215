import { useQuery } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import type { IncidentEscalations } from '../../../api/src/contract/index.js';
import { get } from './client.js';

/** What has been urged of an incident, and what comes next. */
export const useEscalations = (id: Ref<string>) =>
  useQuery({
    queryKey: computed(() => ['escalations', id.value]),
    queryFn: ({ signal }) =>
      get<IncidentEscalations>(`/incidents/${encodeURIComponent(id.value)}/escalations`, signal),
  });
