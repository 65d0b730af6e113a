import { useQuery } from '@tanstack/react-query';
import { type SentRecord, listRecords } from '#web/api/records-api.ts';
import { stageKind } from './opportunities/contract.ts';

/** Every stage of the company, in order; asked once. */
export function useStages(): readonly SentRecord[] {
  const { data } = useQuery({
    queryKey: ['records', 'stage', 'all'],
    queryFn: ({ signal }) => listRecords(stageKind, { sort: 'sort', limit: 200 }, signal),
    staleTime: 5 * 60_000,
  });
  return data?.items ?? [];
}
