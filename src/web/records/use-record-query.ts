import { useMemo } from 'react';
import type { RecordQuery } from '#web/api/records-api.ts';
import { useSession } from '#web/shell/app-context.ts';
import { useToday } from '#web/state/now.ts';
import { type Asked, recordQueryOf } from './record-query.ts';

/** The query of a list as it stands today for whoever is signed in; the same object while nothing in it changes. */
export function useRecordQuery({ filter, search, sort, asOf }: Asked, fixed: readonly string[] = []): RecordQuery {
  const today = useToday();
  const me = useSession().viewer.personId;
  return useMemo(
    () => recordQueryOf({ filter: [...fixed, ...filter], search, sort, asOf }, { today, me }),
    [filter, search, sort, asOf, fixed, today, me],
  );
}
