import { z } from 'zod';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { requireVersion } from '#platform/http/if-match.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import { idParams, reasonBody, stepReply } from '../amounts.ts';
import { personNames } from '../person-names.ts';
import { notFound } from '../steps.ts';
import {
  approveVersion,
  createPlan,
  createVersion,
  editVersion,
  rejectVersion,
  submitVersion,
} from './change-version.ts';
import { checkText, compileText } from './compile-text.ts';
import {
  planCheckSchema,
  planDifferenceSchema,
  planSchema,
  planTemplateSchema,
  planTextBody,
  planVersionSchema,
  planVersionSummarySchema,
} from './contract.ts';
import { differenceInWords } from './difference.ts';
import { loadPersonTerms } from './payees.ts';
import { planVersions } from './plan-store.ts';
import { planViews, versionSummary, versionSummaryOf, versionView } from './plan-views.ts';
import { planTemplates } from './templates.ts';

const administer = { to: 'right', right: 'incentives.administer' } as const;
const read = { to: 'kind', kind: 'payPlan', action: 'read' } as const;
const base = '/api/incentives';

type Context = Awaited<ReturnType<typeof contextOf>>;

/** How many people each plan pays today. */
async function peopleOnPlans(context: Context): Promise<(planId: string) => number> {
  const terms = await loadPersonTerms(context, false);
  const counts = new Map<string, Set<string>>();
  for (const { planId, personId, from, through } of terms) {
    if (planId === undefined || from > context.today || (through !== undefined && through < context.today)) continue;
    counts.set(planId, (counts.get(planId) ?? new Set()).add(personId));
  }
  return (planId) => counts.get(planId)?.size ?? 0;
}

/** Where a version stands after a step. */
async function stepOf(context: Context, id: string): Promise<z.input<typeof stepReply>> {
  const [{ state, version }] = await planVersions(context, { id });
  return { id, state, version };
}

const step = (path: string, summary: string, work: (context: Context, id: string) => Promise<void>): AnyRoute =>
  defineRoute({
    method: 'POST',
    path: `${base}/plan-versions/:id/${path}`,
    summary,
    access: administer,
    params: idParams,
    body: z.object({}),
    response: stepReply,
    handler: (call) =>
      call.once(async (tx) => {
        const context = await contextOf(call, tx);
        await work(context, call.params.id);
        return { body: await stepOf(context, call.params.id) };
      }),
  });

export const planRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: `${base}/plan-templates`,
    summary: 'Ready plans to begin with, from simple to enterprise',
    access: administer,
    response: z.object({ items: z.array(planTemplateSchema) }),
    handler: async () => ({ body: { items: [...(await planTemplates())] } }),
  }),
  defineRoute({
    method: 'POST',
    path: `${base}/plan-checks`,
    summary: 'Check a plan text: every problem with line and column, and what it says in words; nothing is stored',
    access: administer,
    body: planTextBody,
    response: planCheckSchema,
    handler: (call) =>
      call.transaction(async (tx) => ({ body: checkText(call.body.text, (await contextOf(call, tx)).company) })),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/plans`,
    summary: 'The plans that you administer or are on, with their versions',
    access: read,
    response: z.object({ items: z.array(planSchema) }),
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        return { body: { items: await planViews(context, await peopleOnPlans(context)) } };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: `${base}/plans`,
    summary: 'Make a plan of a text; its first version is a draft',
    access: administer,
    body: planTextBody,
    response: planVersionSummarySchema,
    handler: (call) =>
      call.once(async (tx) => {
        const context = await contextOf(call, tx);
        const id = await createPlan(context, call.body.text);
        return { status: 201, body: await versionSummaryOf(context, id) };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/plans/:id`,
    summary: 'One plan with its versions',
    access: read,
    params: idParams,
    response: planSchema,
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const [found] = await planViews(context, await peopleOnPlans(context), call.params.id);
        if (found === undefined) throw notFound('plan', call.params.id);
        return { body: found };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: `${base}/plans/:id/versions`,
    summary: 'A new draft of a plan',
    access: administer,
    params: idParams,
    body: planTextBody,
    response: planVersionSummarySchema,
    handler: (call) =>
      call.once(async (tx) => {
        const context = await contextOf(call, tx);
        const id = await createVersion(context, call.params.id, call.body.text);
        return { status: 201, body: await versionSummaryOf(context, id) };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/plan-versions/:id`,
    summary: 'A version with its text to the byte, and clause by clause in words',
    access: read,
    params: idParams,
    response: planVersionSchema,
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const [row] = await planVersions(context, { id: call.params.id });
        if (row === undefined) throw notFound('plan version', call.params.id);
        return { body: await versionView(context, row), headers: { ETag: `"${row.version}"` } };
      }),
  }),
  defineRoute({
    method: 'PUT',
    path: `${base}/plan-versions/:id`,
    summary: 'Replace the text of a draft',
    access: administer,
    params: idParams,
    body: planTextBody,
    response: planVersionSummarySchema,
    handler: async (call) => {
      const version = requireVersion(call);
      return call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        await editVersion(context, call.params.id, call.body.text, version);
        return { body: await versionSummaryOf(context, call.params.id) };
      });
    },
  }),
  step('submission', 'Hand a draft in for approval', submitVersion),
  step(
    'approval',
    'Approve a version that others wrote: from its first day it is in force and never changes',
    approveVersion,
  ),
  defineRoute({
    method: 'POST',
    path: `${base}/plan-versions/:id/rejection`,
    summary: 'Send a version back to its author with a reason',
    access: administer,
    params: idParams,
    body: reasonBody,
    response: stepReply,
    handler: (call) =>
      call.once(async (tx) => {
        const context = await contextOf(call, tx);
        await rejectVersion(context, call.params.id, call.body.reason);
        return { body: await stepOf(context, call.params.id) };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/plan-versions/:id/difference`,
    summary: 'What changed against another version (the one before when none is named), in plain words',
    access: read,
    params: idParams,
    query: z.object({ from: z.uuid().optional() }),
    response: planDifferenceSchema,
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const [to] = await planVersions(context, { id: call.params.id });
        if (to === undefined) throw notFound('plan version', call.params.id);
        const others = await planVersions(context, { planId: to.planId });
        const from =
          call.query.from === undefined
            ? others.find(({ number }) => number < to.number)
            : others.find(({ id }) => id === call.query.from);
        if (from === undefined) throw notFound('earlier plan version', call.query.from ?? call.params.id);
        const names = await personNames(tx);
        const changes = differenceInWords(compileText(from.text).document, compileText(to.text).document);
        return { body: { from: versionSummary(from, names), to: versionSummary(to, names), changes } };
      }),
  }),
];
