import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { sizingSchema } from './contract.ts';
import { loadSelling } from './load-selling.ts';
import { sellingSegments } from './selling-segments.ts';

export const sizingRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/api/team/sizing',
    summary: 'People in selling seats, sales and margin of the last year by unit, from the order lines you may see',
    access: { to: 'right', right: 'team.sizing' },
    response: sizingSchema,
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const { from, through, ...rows } = await loadSelling(context);
        return { body: { currency: context.company.baseCurrency, from, through, ...sellingSegments(rows) } };
      }),
  }),
];
