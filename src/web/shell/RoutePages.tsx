import { type ErrorComponentProps, Navigate } from '@tanstack/react-router';
import { problemOf } from '#web/api/problem.ts';
import { ProblemView } from '#web/components/ProblemView.tsx';
import { useParts, useSession } from './app-context.ts';
import { navigationOf } from './navigation.ts';

/** The address without a room: to the first room that is open to the reader. */
export function Home() {
  const parts = useParts();
  const [first] = navigationOf(parts, useSession());
  return first === undefined ? <NotFound /> : <Navigate to={first.home} replace />;
}

export function NotFound() {
  return <ProblemView problem={{ type: 'urn:quarterdeck:problem:not-found', title: 'Not Found', status: 404 }} page />;
}

export function RouteError({ error, reset }: ErrorComponentProps) {
  return <ProblemView problem={problemOf(error)} page onRetry={reset} />;
}
