import { QueryClient } from '@tanstack/react-query';
import { RequestFailed } from './problem.ts';

/** One client: refusals are final, a server that cannot be reached is asked again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: false,
        retry: (count, error) =>
          count < 2 && error instanceof RequestFailed && (error.problem.status === 0 || error.problem.status >= 502),
        retryDelay: (attempt) => 400 * 2 ** attempt,
      },
    },
  });
}
