import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { RequestFailed } from '#web/api/problem.ts';
import { type Call, fetchValue, newIdempotencyKey, request } from '#web/api/request.ts';

const root = '/api/incentives';

/** Reads from the pay API: '/my-pay', '/periods'. Nothing is asked while `path` is undefined. */
export function usePay<T>(path: string | undefined, query: Call['query'] = {}) {
  return useQuery({
    queryKey: ['pay', path, query],
    enabled: path !== undefined,
    queryFn: ({ signal }) => fetchValue<T>(`${root}${path}`, { query, signal }),
    retry: false,
  });
}

export interface PayStep {
  readonly method?: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  readonly version?: number;
}

/** Does something in the pay room; everything shown of it is then read anew. Resolves to the reply. */
export function usePayStep<T = unknown>() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ method = 'POST', path, body, version }: PayStep) => {
      const answer = await request<T>(method, `${root}${path}`, {
        body: method === 'DELETE' ? undefined : (body ?? {}),
        ...(version === undefined ? {} : { version }),
        ...(method === 'POST' ? { idempotencyKey: newIdempotencyKey() } : {}),
      });
      if (!answer.ok) throw new RequestFailed(answer.problem);
      return answer.value;
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['pay'] }),
  });
}

/** Where a file of the pay room is fetched from. */
export function payFile(path: string): string {
  return `${root}${path}`;
}
