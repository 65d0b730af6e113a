import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { processQuery, processSchema } from './contract.ts';
import { readProcess } from './read-process.ts';

export const processRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/api/selling/process',
    summary: 'The real flow of the deals you may see: map, variants, bottlenecks by money, conformance, hand-overs',
    access: { to: 'kind', kind: 'opportunity', action: 'read' },
    query: processQuery,
    response: processSchema,
    handler: (call) =>
      call.transaction(async (tx) => ({ body: await readProcess(await contextOf(call, tx), call.query) })),
  }),
];
