import { Suspense, lazy } from 'react';
import { useSession } from '#web/shell/app-context.ts';

const Estimator = lazy(async () => ({ default: (await import('./Estimator.tsx')).Estimator }));

interface Deal {
  readonly id: string;
  readonly status?: unknown;
  readonly ownerId?: unknown;
}

/** What an open deal of one's own would pay, on its page. The engine is loaded only when there is something to work out. */
export function DealEstimate({ deal }: { readonly deal: Deal }) {
  const { viewer } = useSession();
  if (deal.status !== 'open' || deal.ownerId !== viewer.personId) return null;
  return (
    <Suspense fallback={null}>
      <Estimator dealId={deal.id} />
    </Suspense>
  );
}
