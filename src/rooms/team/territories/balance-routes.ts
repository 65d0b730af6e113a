import type { TerritoryDesign, TerritoryProblem } from '#engines/territory/design/territory-problem.ts';
import { Refused } from '#kernel/result.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { runInWorkers } from '#platform/workers/worker-pool.ts';
import { applyMoves } from './apply-moves.ts';
import {
  applicationBody,
  applicationSchema,
  balanceQuery,
  balanceSchema,
  designBody,
  designsSchema,
  disruptionWeights,
} from './balance-contract.ts';
import { kilometres, planTerritories, proposalOf, viewOf } from './balance-model.ts';
import { spreadOf } from './design-work.ts';
import { loadTerritories } from './load-balance.ts';

const path = '/api/team/territory-balance';
const work = new URL('./design-work.ts', import.meta.url);
/** Enough for the annealing to settle: about a second for 600 customers. */
const stepsFor = (places: number): number => Math.min(2_000_000, 200_000 + 400 * places);

/** How evenly territories are cut, designs that would cut them better, and putting one into force. */
export const territoryRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path,
    summary:
      'Customers by territory with places, workload and potential against the mean, of the customers you may see',
    access: { to: 'kind', kind: 'account', action: 'read' },
    query: balanceQuery,
    response: balanceSchema,
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const rows = await loadTerritories(context);
        const regions = [...new Set(rows.territories.flatMap(({ region }) => (region === null ? [] : [region])))];
        return { body: viewOf(planTerritories(rows, call.query.region), regions, context.company.baseCurrency) };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/designs`,
    summary: 'Balanced divisions of the customers you may see, one for each weight on leaving things as they are',
    access: { to: 'kind', kind: 'account', action: 'read' },
    whileSeeingAs: true,
    body: designBody,
    response: designsSchema,
    handler: async (call) => {
      const { problem } = await call.transaction(async (tx) =>
        planTerritories(await loadTerritories(await contextOf(call, tx)), call.body.region),
      );
      if (problem.territories < 2 || problem.workload.length < problem.territories)
        throw new Refused('nothing-to-divide', 'a design needs two territories and a customer with a place for each', {
          field: 'region',
          found: problem.territories,
          expected: 'at least 2 territories',
        });
      const { tolerance } = call.body;
      const steps = stepsFor(problem.workload.length);
      const designs = await runInWorkers<{ problem: TerritoryProblem; steps: number }, TerritoryDesign>(
        work,
        'designTerritories',
        disruptionWeights.map((disruption) => ({ problem: { ...problem, tolerance, disruption }, steps })),
        { threads: 2, signal: call.signal },
      );
      return {
        body: {
          spreadKm: kilometres(spreadOf(problem, problem.current)),
          designs: designs.map((design, i) =>
            proposalOf(problem, design, { disruption: disruptionWeights[i], tolerance }),
          ),
        },
      };
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/applications`,
    summary: 'Give customers to other territories and the people answerable for them, all or none',
    access: { to: 'kind', kind: 'territory', action: 'update' },
    body: applicationBody,
    bodyLimit: 4_000_000,
    response: applicationSchema,
    handler: (call) =>
      call.once(async (tx) => ({ status: 201, body: await applyMoves(await contextOf(call, tx), call.body.moves) })),
  }),
];
