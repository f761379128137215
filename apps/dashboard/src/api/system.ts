import { useQuery } from '@tanstack/vue-query';
import type { SystemWatch } from '../../../api/src/contract/index.js';
import { get } from './client.js';

/** The watchdog goes round every five seconds; so does the page while it is looked at. */
export const useSystemWatch = () =>
  useQuery({
    queryKey: ['system', 'watch'],
    refetchInterval: 5_000,
    queryFn: ({ signal }) => get<SystemWatch>('/system/watch', signal),
  });
