import { z } from 'zod';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { idParams, stepReply } from '../amounts.ts';
import { planVersionSummarySchema } from '../plans/contract.ts';
import { applicationBody, scenarioSchema, scenarioSummarySchema, simulationBody } from './contract.ts';
import { applyScenario, deleteScenario, runSimulation, scenarioSummaries, scenarioView } from './run-simulation.ts';

const administer = { to: 'right', right: 'incentives.administer' } as const;
const base = '/api/incentives/simulations';

export const simulationRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'POST',
    path: base,
    summary: 'Run plans side by side over what was sold and over drawn futures; the scenario is kept',
    access: administer,
    body: simulationBody,
    response: stepReply,
    handler: (call) =>
      call.once(async (tx) => {
        const id = await runSimulation(await contextOf(call, tx), call.body);
        return { status: 201, body: { id, state: 'simulated', version: 1 } };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: base,
    summary: 'Scenarios that were kept, newest first',
    access: administer,
    response: z.object({ items: z.array(scenarioSummarySchema) }),
    handler: (call) =>
      call.transaction(async (tx) => ({ body: { items: await scenarioSummaries(await contextOf(call, tx)) } })),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/:id`,
    summary:
      'A scenario: cost, distribution, winners and losers, pay against performance, budget risk, signs of gaming',
    access: administer,
    params: idParams,
    response: scenarioSchema,
    handler: (call) =>
      call.transaction(async (tx) => ({ body: await scenarioView(await contextOf(call, tx), call.params.id) })),
  }),
  defineRoute({
    method: 'DELETE',
    path: `${base}/:id`,
    summary: 'Take a scenario out',
    access: administer,
    params: idParams,
    response: z.undefined(),
    handler: (call) =>
      call.transaction(async (tx) => {
        await deleteScenario(await contextOf(call, tx), call.params.id);
        return { body: undefined };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: `${base}/:id/application`,
    summary: 'Hand the draft of a scenario in for approval as the next version of its plan',
    access: administer,
    params: idParams,
    body: applicationBody,
    response: planVersionSummarySchema,
    handler: (call) =>
      call.once(async (tx) => ({
        status: 201,
        body: await applyScenario(await contextOf(call, tx), call.params.id, call.body),
      })),
  }),
];
