import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { loadCities, loadVisits, startOf } from './load-visits.ts';
import { planRoute } from './plan-route.ts';
import { routeQuery, routeSchema } from './route-contract.ts';

export const routeRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/api/today/route',
    summary:
      'Your visits of today in the best order, with times, the way saved against the planned order, and what does not fit',
    access: { to: 'kind', kind: 'task', action: 'read' },
    query: routeQuery,
    response: routeSchema,
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const visits = await loadVisits(context);
        const cities = await loadCities(context);
        const start = startOf(call.query.start, visits, cities);
        const [hours, minutes] = call.query.leave.split(':').map(Number);
        const route = planRoute(visits, start, hours * 60 + minutes);
        return {
          body: { day: context.today, cities, start: start ?? null, leave: call.query.leave, ...route },
        };
      }),
  }),
];
