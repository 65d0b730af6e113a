import { z } from 'zod';
import { languages } from '#kernel/local-text.ts';
import { notePayRead } from '#platform/event-log/pay-reads.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { FileReply, fileReply } from '#platform/http/file-reply.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { idParams, stepReply } from '../amounts.ts';
import { personNames } from '../person-names.ts';
import { notFound } from '../steps.ts';
import {
  disputeAnswerBody,
  disputeBody,
  disputeSchema,
  disputeStates,
  estimatorSchema,
  myPaySchema,
  statementSchema,
  statementSummarySchema,
} from './contract.ts';
import { acknowledge, answerDispute, disputeViews, openDispute, settleDispute } from './disputes.ts';
import { loadEstimator } from './load-estimator.ts';
import { myPay } from './my-pay.ts';
import { statementPdf } from './statement-pdf.ts';
import { type StatementRow, statementRows, statementSummary, statementTexts } from './statement-store.ts';
import { statementView } from './statement-view.ts';

const read = { to: 'kind', kind: 'payStatement', action: 'read' } as const;
const reply = { to: 'kind', kind: 'payDispute', action: 'create' } as const;
const administer = { to: 'right', right: 'incentives.administer' } as const;
const base = '/api/incentives';

async function oneStatement(context: WriteContext, id: string): Promise<StatementRow> {
  const [row] = await statementRows(context, { id });
  if (row === undefined) throw notFound('statement', id);
  noteOthersPay(context, [row]);
  return row;
}

/** Whoever reads the pay of another is noted in the log. */
function noteOthersPay(context: WriteContext, rows: readonly StatementRow[]): void {
  for (const { personId, label } of rows)
    if (personId !== context.viewer.personId)
      notePayRead(context.tx, { recordId: personId, what: `payStatement: ${label}` });
}

async function disputeStep(context: WriteContext, id: string): Promise<z.input<typeof stepReply>> {
  const [{ state, version }] = await disputeViews(context, { id });
  return { id, state, version };
}

const settle = (path: 'acceptance' | 'withdrawal', state: 'accepted' | 'withdrawn', summary: string): AnyRoute =>
  defineRoute({
    method: 'POST',
    path: `${base}/disputes/:id/${path}`,
    summary,
    access: reply,
    params: idParams,
    body: z.object({}),
    response: stepReply,
    handler: (call) =>
      call.once(async (tx) => {
        const context = await contextOf(call, tx);
        await settleDispute(context, call.params.id, state);
        return { body: await disputeStep(context, call.params.id) };
      }),
  });

export const statementRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: `${base}/my-pay`,
    summary: 'What you earn: now, this year to date, by component, period by period',
    access: read,
    response: myPaySchema,
    handler: (call) => call.transaction(async (tx) => ({ body: await myPay(await contextOf(call, tx)) })),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/statements`,
    summary: 'Statements that you may see: your own; for those who administer pay, all',
    access: read,
    query: z.object({
      personId: z.uuid().optional(),
      periodId: z.uuid().optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    response: z.object({ items: z.array(statementSummarySchema) }),
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const names = await personNames(tx);
        const rows = await statementRows(context, call.query);
        noteOthersPay(context, rows);
        return { body: { items: rows.map((row) => statementSummary(row, names)) } };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/statements/:id`,
    summary: 'A statement with every line traced from pay to deal, clause and arithmetic, and what changed',
    access: read,
    params: idParams,
    response: statementSchema,
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        return { body: await statementView(context, await oneStatement(context, call.params.id)) };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/statements/:id/document`,
    summary: 'A statement as it is stored, to the byte',
    access: read,
    params: idParams,
    response: fileReply,
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const row = await oneStatement(context, call.params.id);
        const content = (await statementTexts(context, [row.id])).get(row.id)!;
        const fileName = `statement-${row.label}-${row.revision}.json`;
        return { body: new FileReply({ content, fileName, contentType: 'application/json; charset=utf-8' }) };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/statements/:id/pdf`,
    summary: 'A statement as a PDF in the language asked for',
    access: read,
    params: idParams,
    query: z.object({ language: z.enum(languages).default('zh-Hans') }),
    response: fileReply,
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const row = await oneStatement(context, call.params.id);
        const view = statementSchema.parse(await statementView(context, row));
        return {
          body: new FileReply({
            content: statementPdf(view, context.company.name, call.query.language),
            fileName: `statement-${row.label}-${view.person.name}.pdf`,
            contentType: 'application/pdf',
          }),
        };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: `${base}/statements/:id/acknowledgement`,
    summary: 'Acknowledge your own statement as it stands',
    access: reply,
    params: idParams,
    body: z.object({}),
    response: stepReply,
    handler: (call) =>
      call.once(async (tx) => {
        await acknowledge(await contextOf(call, tx), call.params.id);
        return { body: { id: call.params.id, state: 'acknowledged', version: 1 } };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/disputes`,
    summary: 'Disputes of statements: your own; for those who administer pay, all',
    access: { to: 'kind', kind: 'payDispute', action: 'read' },
    query: z.object({ state: z.enum(disputeStates).optional(), statementId: z.uuid().optional() }),
    response: z.object({ items: z.array(disputeSchema) }),
    handler: (call) =>
      call.transaction(async (tx) => ({ body: { items: await disputeViews(await contextOf(call, tx), call.query) } })),
  }),
  defineRoute({
    method: 'POST',
    path: `${base}/disputes`,
    summary: 'Doubt your own statement, or a line of it',
    access: reply,
    body: disputeBody,
    response: stepReply,
    handler: (call) =>
      call.once(async (tx) => {
        const id = await openDispute(await contextOf(call, tx), call.body);
        return { status: 201, body: { id, state: 'open', version: 1 } };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: `${base}/disputes/:id/answer`,
    summary: 'Answer a dispute, with a correction for another to approve where something was wrong',
    access: administer,
    params: idParams,
    body: disputeAnswerBody,
    response: stepReply,
    handler: (call) =>
      call.once(async (tx) => {
        const context = await contextOf(call, tx);
        await answerDispute(context, call.params.id, call.body);
        return { body: await disputeStep(context, call.params.id) };
      }),
  }),
  settle('acceptance', 'accepted', 'Accept the answer to your dispute'),
  settle('withdrawal', 'withdrawn', 'Take your dispute back'),
  defineRoute({
    method: 'GET',
    path: `${base}/estimator`,
    summary: 'What your browser needs to ask the engine what open deals would earn you',
    access: read,
    response: estimatorSchema,
    handler: (call) => call.transaction(async (tx) => ({ body: await loadEstimator(await contextOf(call, tx)) })),
  }),
];
