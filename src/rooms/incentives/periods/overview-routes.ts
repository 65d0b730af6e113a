import { z } from 'zod';
import { addMonths } from '#kernel/civil-date.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { dayText, stepReply } from '../amounts.ts';
import { budgetBody, overviewSchema } from './contract.ts';
import { payOverview, setBudget } from './overview.ts';

const administer = { to: 'right', right: 'incentives.administer' } as const;

export const overviewRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: '/api/incentives/overview',
    summary:
      'Cost against budget and sales, cost by component, attainment and pay, disputes, time to close; the last twelve months when no days are named',
    access: administer,
    query: z.object({ from: dayText.optional(), through: dayText.optional() }),
    response: overviewSchema,
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const through = call.query.through ?? context.today;
        return {
          body: await payOverview(context, call.query.from ?? `${addMonths(through, -11).slice(0, 7)}-01`, through),
        };
      }),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/incentives/budgets',
    summary: 'Set what incentives may cost in a month',
    access: administer,
    body: budgetBody,
    response: stepReply,
    handler: (call) =>
      call.transaction(async (tx) => {
        await setBudget(await contextOf(call, tx), call.body);
        return { body: { id: call.body.month, state: 'set', version: 1 } };
      }),
  }),
];
