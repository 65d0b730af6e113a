import { z } from 'zod';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { applyDraft, compareDraft } from './apply-draft.ts';
import { chartSchema, comparisonSchema, draftSchema } from './chart-contract.ts';
import './placement-job.ts';
import { readChart } from './read-chart.ts';

const path = '/api/team/org-chart';

/** The structure as a chart on any day, and drafts of it: compared, then applied. */
export const chartRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path,
    summary: 'The org chart of a structure on a day',
    access: { to: 'kind', kind: 'unit', action: 'read' },
    query: z.object({ structureId: z.uuid().optional(), asOf: z.iso.date().optional() }),
    response: chartSchema,
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        return { body: await readChart(context, call.query.structureId, call.query.asOf ?? context.today) };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/comparisons`,
    summary: 'What a draft of the structure would change: who moves, sizes of units, who sees more or less',
    access: { to: 'kind', kind: 'unit', action: 'update' },
    body: draftSchema,
    response: comparisonSchema,
    handler: (call) =>
      call.transaction(async (tx) => ({ body: await compareDraft(await contextOf(call, tx), call.body) })),
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/applications`,
    summary: 'Apply a draft of the structure from a day on; history stays as it was',
    access: { to: 'kind', kind: 'unit', action: 'update' },
    body: draftSchema,
    response: comparisonSchema,
    handler: (call) =>
      call.once(async (tx) => ({ status: 201, body: await applyDraft(await contextOf(call, tx), call.body) })),
  }),
];
