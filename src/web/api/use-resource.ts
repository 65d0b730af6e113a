import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { type ProblemDocument, problemOf } from './problem.ts';
import { fetchValue } from './request.ts';

/** Something the server answers at one address: what is known of it, how to ask again, how to keep a newer answer. */
export interface Resource<T> {
  readonly value: T | undefined;
  readonly problem: ProblemDocument | undefined;
  readonly isPending: boolean;
  readonly again: () => void;
  readonly keep: (value: T) => void;
}

/** `edition` asks again when it changes. */
export function useResource<T>(path: string, enabled = true, edition = 0): Resource<T> {
  const client = useQueryClient();
  const { data, error, isPending } = useQuery({
    queryKey: ['resource', path, edition],
    queryFn: ({ signal }) => fetchValue<T>(path, { signal }),
    enabled,
  });
  const again = useCallback(() => void client.invalidateQueries({ queryKey: ['resource', path] }), [client, path]);
  const keep = useCallback(
    (value: T) => void client.setQueryData(['resource', path, edition], value),
    [client, path, edition],
  );
  return { value: data, problem: error === null ? undefined : problemOf(error), isPending, again, keep };
}
