import { useQuery } from '@tanstack/vue-query';
import type { ExceptionTrial, ExceptionVariable, TryException } from '../../../api/src/contract/index.js';
import { get, post } from './client.js';

/** What the condition of an exception may speak of. */
export const useVariables = () =>
  useQuery({
    queryKey: ['exception-variables'],
    staleTime: Infinity,
    queryFn: async ({ signal }) =>
      (await get<{ items: ExceptionVariable[] }>('/directory/exceptions/variables', signal)).items,
  });

export const tryException = (body: TryException, signal?: AbortSignal): Promise<ExceptionTrial> =>
  post('/directory/exceptions/try', body, signal);
