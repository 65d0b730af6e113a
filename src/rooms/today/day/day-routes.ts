import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { daySchema } from './contract.ts';
import { loadDay } from './load-day.ts';

export const dayRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/api/today/day',
    summary: 'Your day: what to do, how the quarter stands, what changed, who needs help',
    access: { to: 'signedIn' },
    response: daySchema,
    handler: (call) => call.transaction(async (tx) => ({ body: await loadDay(await contextOf(call, tx)) })),
  }),
];
