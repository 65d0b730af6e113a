import type { ReactNode } from 'react';
import { problemOf } from '#web/api/problem.ts';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { PageSkeleton } from '#web/components/Skeletons.tsx';

interface Query<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly refetch: () => unknown;
}

/** What was asked for, or how far that is: on its way, refused, there. */
export function Asked<T>({ query, children }: { readonly query: Query<T>; readonly children: (data: T) => ReactNode }) {
  if (query.error !== null)
    return <ProblemView problem={problemOf(query.error)} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <PageSkeleton />;
  return children(query.data);
}
