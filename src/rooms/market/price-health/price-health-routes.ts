import { z } from 'zod';
import { Refused } from '#kernel/result.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { may } from '#platform/visibility/viewer.ts';
import { runInWorkers } from '#platform/workers/worker-pool.ts';
import { type PriceHealth, priceHealthSchema } from './contract.ts';
import { loadFamilyLines } from './load-lines.ts';
import type { PriceHealthInput } from './price-health.ts';

const calculation = new URL('./price-health.ts', import.meta.url);

export const priceHealthRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/api/market/products/:id/price-health',
    summary: 'Elasticity, discounts, dispersion and realised price of a product, from the order lines you may see',
    access: { to: 'kind', kind: 'product', action: 'read' },
    params: z.object({ id: z.uuid() }),
    response: priceHealthSchema,
    handler: async (call) => {
      const { id } = call.params;
      const read = await call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const { today, company } = context;
        const found = await loadFamilyLines(context, id);
        if (found === undefined) throw new Refused('not-found', 'no product has this id', { field: 'id', found: id });
        return { found, today, currency: company.baseCurrency };
      });
      // Prices are told by order lines: without the right to see them there is nothing to show.
      if (!may(call.viewer, 'orderLine', 'read')) return { body: { health: null } };
      const [health] = await runInWorkers<PriceHealthInput, PriceHealth | null>(
        calculation,
        'priceHealth',
        [{ productId: id, ...read }],
        { apart: true, signal: call.signal },
      );
      return { body: { health } };
    },
  }),
];
