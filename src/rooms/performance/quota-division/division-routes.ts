import { Refused } from '#kernel/result.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { createRecords } from '#platform/records/create-records.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { adoptionBody, adoptionSchema, divisionBody, divisionSchema } from './contract.ts';
import { divideQuota } from './divide-quota.ts';

const path = '/api/performance/quota-divisions';

function checkSpan({ fromOn, untilOn }: { readonly fromOn: string; readonly untilOn: string }): void {
  if (untilOn <= fromOn)
    throw new Refused('empty-range', 'the days end after they begin', {
      field: 'untilOn',
      found: untilOn,
      expected: `a day after ${fromOn}`,
    });
}

export const divisionRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'POST',
    path,
    summary:
      'A total divided among the sellers whose quotas you may see, with reasons and measures of fairness; nothing is stored',
    access: { to: 'kind', kind: 'quota', action: 'create' },
    whileSeeingAs: true,
    body: divisionBody,
    response: divisionSchema,
    handler: (call) => {
      checkSpan(call.body);
      return call.transaction(async (tx) => ({ body: await divideQuota(await contextOf(call, tx), call.body) }));
    },
  }),
  defineRoute({
    method: 'POST',
    path: `${path}/adoptions`,
    summary: 'Store divided quotas, all or none; days on which someone has a quota of the metric already are refused',
    access: { to: 'kind', kind: 'quota', action: 'create' },
    body: adoptionBody,
    response: adoptionSchema,
    handler: (call) => {
      checkSpan(call.body);
      const { fromOn, untilOn, metric, quotas } = call.body;
      return call.once(async (tx) => {
        const context = await contextOf(call, tx);
        const currency = context.company.baseCurrency;
        const rows = quotas.map(({ personId, amount }) => ({
          values: { ownerId: personId, metric, fromOn, untilOn, amount, currency },
        }));
        await createRecords(context, recordDefinition('quota'), rows);
        return { status: 201, body: { created: rows.length } };
      });
    },
  }),
];
