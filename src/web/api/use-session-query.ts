import { useQuery } from '@tanstack/react-query';
import { fetchValue } from './request.ts';
import { type NoSession, type Session, sessionAddress } from './session.ts';

export function useSessionQuery() {
  return useQuery({
    queryKey: ['session'],
    queryFn: ({ signal }) => fetchValue<Session | NoSession>(sessionAddress, { signal }),
    staleTime: 5 * 60_000,
  });
}
