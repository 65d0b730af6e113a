import { z } from 'zod';
import { countAnew, worthCounting } from '#platform/database/count-anew.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { idParams, reasonBody, stepReply } from '../amounts.ts';
import { notFound } from '../steps.ts';
import { calculatePeriod } from './calculate-period.ts';
import {
  calculationBody,
  calculationReply,
  exceptionSchema,
  explanationBody,
  explanationsBody,
  noteBody,
  periodOpeningBody,
  periodSchema,
  periodStatementSchema,
  periodStepSchema,
} from './contract.ts';
import { explain, explainAll } from './explain-exceptions.ts';
import { type PeriodRow, openPeriod, periodRows } from './period-store.ts';
import { type PeriodStep, takeStep } from './period-steps.ts';
import { exceptionViews, periodStatements, periodTrail, periodViews } from './period-views.ts';

const administer = { to: 'right', right: 'incentives.administer' } as const;
const base = '/api/incentives/periods';

async function onePeriod(context: WriteContext, id: string): Promise<PeriodRow> {
  const [row] = await periodRows(context, { id });
  if (row === undefined) throw notFound('period', id);
  return row;
}

async function viewOf(context: WriteContext, id: string): Promise<z.input<typeof periodSchema>> {
  const [view] = await periodViews(context, [await onePeriod(context, id)]);
  return view;
}

const step = (name: Exclude<PeriodStep, 'calculation' | 'reopening'>, summary: string): AnyRoute =>
  defineRoute({
    method: 'POST',
    path: `${base}/:id/${name}`,
    summary,
    access: administer,
    params: idParams,
    body: noteBody,
    response: stepReply,
    handler: (call) =>
      call.once(async (tx) => {
        const context = await contextOf(call, tx);
        await takeStep(context, call.params.id, name, call.body.note ?? null);
        return { body: await stepOf(context, call.params.id) };
      }),
  });

/** Replies of steps are kept for repeats (Idempotency-Key), so they say where the period stands and no amounts. */
async function stepOf(context: WriteContext, id: string): Promise<z.input<typeof stepReply>> {
  const { state, version } = await onePeriod(context, id);
  return { id, state, version };
}

export const periodRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: base,
    summary: 'Pay periods, newest first, with totals and what stands open',
    access: administer,
    query: z.object({
      calendar: z.string().max(80).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(60),
    }),
    response: z.object({ items: z.array(periodSchema) }),
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        return { body: { items: await periodViews(context, await periodRows(context, call.query)) } };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: base,
    summary: 'Open the next period of a calendar, or the one named',
    access: administer,
    body: periodOpeningBody,
    response: stepReply,
    handler: (call) =>
      call.once(async (tx) => {
        const context = await contextOf(call, tx);
        const id = await openPeriod(context, call.body.calendar, call.body.label);
        return { status: 201, body: await stepOf(context, id) };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/:id`,
    summary: 'One period: totals, exceptions, what you may do next and what stands in the way',
    access: administer,
    params: idParams,
    response: periodSchema,
    handler: (call) =>
      call.transaction(async (tx) => ({ body: await viewOf(await contextOf(call, tx), call.params.id) })),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/:id/steps`,
    summary: 'The trail of a period: who moved it when, and the hash of all statements then',
    access: administer,
    params: idParams,
    response: z.object({ items: z.array(periodStepSchema) }),
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const { id } = await onePeriod(context, call.params.id);
        return { body: { items: await periodTrail(context, id) } };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: `${base}/:id/calculation`,
    summary: 'Calculate a period: all of it, or only whom changes since the last calculation touch',
    access: administer,
    params: idParams,
    body: calculationBody,
    response: calculationReply,
    handler: async (call) => {
      const reply = await call.once(async (tx) => ({
        body: await calculatePeriod(await contextOf(call, tx), call.params.id, call.body.scope),
      }));
      const { credits, statements } = reply.body;
      if (credits.changed + statements >= worthCounting)
        await countAnew(call.services.database, ['pay_credit', 'pay_statement']);
      return reply;
    },
  }),
  step('review', 'Say that the exceptions of a calculated period were gone through'),
  step('approval', 'Approve a reviewed period; never by whoever calculated it or is paid in it'),
  step('closing', 'Close an approved period: its statements are booked and never change again'),
  step('payment', 'Book what is owed as paid out'),
  defineRoute({
    method: 'POST',
    path: `${base}/:id/reopening`,
    summary: 'Go back to open before closing, with a reason that stays in the trail',
    access: administer,
    params: idParams,
    body: reasonBody,
    response: stepReply,
    handler: (call) =>
      call.once(async (tx) => {
        const context = await contextOf(call, tx);
        await takeStep(context, call.params.id, 'reopening', call.body.reason);
        return { body: await stepOf(context, call.params.id) };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/:id/exceptions`,
    summary: 'What must be explained before a period is approved',
    access: administer,
    params: idParams,
    response: z.object({ items: z.array(exceptionSchema) }),
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const { id } = await onePeriod(context, call.params.id);
        return { body: { items: await exceptionViews(context, id) } };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/incentives/exceptions/:id/explanation',
    summary: 'Explain an exception; the explanation holds as long as the exception says the same',
    access: administer,
    params: idParams,
    body: explanationBody,
    response: stepReply,
    handler: (call) =>
      call.once(async (tx) => {
        const context = await contextOf(call, tx);
        await explain(context, call.params.id, call.body.note);
        return { body: { id: call.params.id, state: 'explained', version: 1 } };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: `${base}/:id/explanations`,
    summary: 'Explain several exceptions of a period by the same words; all of them or none',
    access: administer,
    params: idParams,
    body: explanationsBody,
    response: stepReply,
    handler: (call) =>
      call.once(async (tx) => {
        const context = await contextOf(call, tx);
        await explainAll(context, call.params.id, call.body.exceptions, call.body.note);
        return { body: await stepOf(context, call.params.id) };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/:id/statements`,
    summary: "Everyone's statement of a period",
    access: administer,
    params: idParams,
    response: z.object({ items: z.array(periodStatementSchema) }),
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        return { body: { items: await periodStatements(context, await onePeriod(context, call.params.id)) } };
      }),
  }),
];
