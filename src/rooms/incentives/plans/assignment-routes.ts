import { z } from 'zod';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { requireVersion } from '#platform/http/if-match.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { idParams, stepReply } from '../amounts.ts';
import { askedTerms } from './asked-terms.ts';
import { assign, assignmentRows, changeAssignment, removeAssignment } from './assignments.ts';
import { askedTermSchema, assignmentBody, assignmentChangeBody, planAssignmentSchema } from './contract.ts';
import { planVersions } from './plan-store.ts';

const administer = { to: 'right', right: 'incentives.administer' } as const;
const base = '/api/incentives/plan-assignments';

export const assignmentRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: base,
    summary: 'Who is on which plan, from when to when, on what terms; and for one plan, which terms it reads',
    access: administer,
    query: z.object({ planId: z.uuid().optional() }),
    response: z.object({ items: z.array(planAssignmentSchema), asked: z.array(askedTermSchema) }),
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const versions = await planVersions(context);
        const plans = new Map(versions.map((row) => [row.planId, row]));
        const rows = await assignmentRows(context, call.query.planId);
        const items = rows.flatMap((row) => {
          const plan = plans.get(row.planId);
          return plan === undefined
            ? []
            : [{ ...row, planKey: plan.key, planName: plan.name, terms: { ...row.terms } }];
        });
        const { planId } = call.query;
        const asked = planId === undefined ? [] : askedTerms(versions.filter((row) => row.planId === planId));
        return { body: { items, asked } };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: base,
    summary: 'Put a person, position, unit or role on a plan',
    access: administer,
    body: assignmentBody,
    response: stepReply,
    handler: (call) =>
      call.once(async (tx) => {
        const id = await assign(await contextOf(call, tx), call.body);
        return { status: 201, body: { id, state: 'assigned', version: 1 } };
      }),
  }),
  defineRoute({
    method: 'PATCH',
    path: `${base}/:id`,
    summary: 'End an assignment, let it go on, or change its terms, from its first day or from a later one',
    access: administer,
    params: idParams,
    body: assignmentChangeBody,
    response: stepReply,
    handler: async (call) => {
      const version = requireVersion(call);
      return call.transaction(async (tx) => {
        await changeAssignment(await contextOf(call, tx), call.params.id, call.body, version);
        return { body: { id: call.params.id, state: 'assigned', version: version + 1 } };
      });
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: `${base}/:id`,
    summary: 'Take out an assignment that nothing was paid by yet',
    access: administer,
    params: idParams,
    response: z.undefined(),
    handler: async (call) =>
      call.transaction(async (tx) => {
        await removeAssignment(await contextOf(call, tx), call.params.id);
        return { body: undefined };
      }),
  }),
];
