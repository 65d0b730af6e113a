import type { ReactNode } from 'react';
import type { Resource } from '#web/api/use-resource.ts';
import { ProblemView } from './ProblemView.tsx';
import { RowSkeletons } from './Skeletons.tsx';

interface LoadedProps<T> {
  readonly resource: Resource<T>;
  readonly rows?: number;
  readonly children: (value: T) => ReactNode;
}

/** What is shown once the server has answered; until then its outline, and a problem when it refuses. */
export function Loaded<T>({ resource, rows = 6, children }: LoadedProps<T>) {
  if (resource.value !== undefined) return children(resource.value);
  if (resource.problem !== undefined) return <ProblemView problem={resource.problem} onRetry={resource.again} />;
  return <RowSkeletons rows={rows} />;
}
