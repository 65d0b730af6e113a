import { sql } from 'kysely';
import { z } from 'zod';
import { multiply, one, roundToUnit } from '#engines/commission/exact.ts';
import { readReplayText } from '#engines/commission/explanation/explain-line.ts';
import { money, moneyToText } from '#kernel/money.ts';
import { type AnyRoute, defineRoute } from '#platform/http/define-route.ts';
import { contextOf } from '#platform/records/record-routes.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { ownedRows } from '#platform/visibility/owned-rows.ts';
import { dayText, idParams, reasonBody, stepReply } from '../amounts.ts';
import { asWritten, saidByEngine } from '../plan-words.ts';
import { type PersonNames, namedOrNull, personNames } from '../person-names.ts';
import { type AdjustmentRow, adjustmentRows, decideAdjustment, mayDecide, proposeAdjustment } from './adjustments.ts';
import {
  adjustmentBody,
  adjustmentSchema,
  adjustmentStates,
  creditEvents,
  type creditSources,
  creditSchema,
  creditingPolicyBody,
  creditingPolicySchema,
  creditingRunSchema,
  splitBody,
  splitSchema,
  unassignedSchema,
} from './contract.ts';
import { currentPolicy, savePolicy } from './crediting-policy.ts';
import { runCrediting } from './run-crediting.ts';
import { setSplit, splitRows } from './splits.ts';

const administer = { to: 'right', right: 'incentives.administer' } as const;
const base = '/api/incentives';
const span = { from: dayText.optional(), through: dayText.optional() };

type Source = (typeof creditSources)[number];
interface CreditRow {
  readonly id: string;
  readonly key: string;
  readonly personId: string;
  readonly event: string;
  readonly sourceKind: Source;
  readonly sourceId: string;
  readonly label: string;
  readonly date: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly share: string | null;
  readonly onTop: boolean;
  readonly role: string | null;
  readonly reason: string;
  readonly reverses: string | null;
}

const listQuery = z.object({
  ...span,
  personId: z.uuid().optional(),
  sourceId: z.uuid().optional(),
  event: z.enum([...creditEvents, 'adjustment']).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  /** The `next` of the page before. */
  cursor: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}_[0-9a-f-]{36}$/)
    .optional(),
});

async function credits(context: WriteContext, query: z.output<typeof listQuery>) {
  const [day, id] = query.cursor?.split('_') ?? [];
  const { rows } = await sql<CreditRow>`
    select c.id::text, c.key, c.owner_id::text as "personId", c.event, c.source_kind as "sourceKind", c.source_id::text as "sourceId", c.label,
      c.on_date as date, c.amount_minor as "amountMinor", c.currency, c.share, c.on_top as "onTop", c.role, c.reason, c.reverses
    from qd.pay_credit c where c.company_id = qd.current_company() and ${ownedRows(context.viewer, 'payCredit', 'c')}
      ${query.personId === undefined ? sql`` : sql`and c.owner_id = ${query.personId}::uuid`}
      ${query.sourceId === undefined ? sql`` : sql`and c.source_id = ${query.sourceId}::uuid`}
      ${query.event === undefined ? sql`` : sql`and c.event = ${query.event}`}
      ${query.from === undefined ? sql`` : sql`and c.on_date >= ${query.from}::date`}
      ${query.through === undefined ? sql`` : sql`and c.on_date <= ${query.through}::date`}
      ${day === undefined ? sql`` : sql`and (c.on_date, c.id) < (${day}::date, ${id}::uuid)`}
    order by c.on_date desc, c.id desc limit ${query.limit}`.execute(context.tx.kysely);
  const names = await personNames(context.tx);
  const last = rows.at(-1);
  return {
    items: rows.map((row) => creditView(row, names)),
    next: rows.length === query.limit && last !== undefined ? `${last.date}_${last.id}` : null,
  };
}

function creditView(row: CreditRow, names: PersonNames): z.input<typeof creditSchema> {
  const { personId, sourceKind, sourceId, label, amountMinor, ...rest } = row;
  const share = row.share === null ? one : readReplayText(row.share);
  const signed = row.event === 'return' ? -amountMinor : amountMinor;
  const credited = roundToUnit(multiply({ n: signed, d: 1n }, share), one, 'half-up');
  return {
    ...rest,
    // What people wrote of a correction is theirs.
    reason: row.event === 'adjustment' ? asWritten(rest.reason) : saidByEngine(rest.reason),
    person: names(personId),
    source: { kind: sourceKind, id: sourceId, label },
    amount: moneyToText(money(signed, row.currency)),
    credited: moneyToText(money(credited, row.currency)),
  };
}

async function unassigned(context: WriteContext, from: string | undefined, through: string | undefined) {
  const { rows } = await sql<
    Omit<CreditRow, 'personId' | 'amountMinor'> & {
      personId: string | null;
      amountMinor: bigint | null;
      code: string;
      fix: string;
    }
  >`
    select u.id::text, u.event, u.source_kind as "sourceKind", u.source_id::text as "sourceId", u.label, u.on_date as date, u.amount_minor as "amountMinor",
      u.currency, u.person_id::text as "personId", u.code, u.reason, u.fix
    from qd.pay_unassigned u where u.company_id = qd.current_company()
      ${from === undefined ? sql`` : sql`and u.on_date >= ${from}::date`}
      ${through === undefined ? sql`` : sql`and u.on_date <= ${through}::date`}
    order by u.on_date desc, u.id limit 2000`.execute(context.tx.kysely);
  const names = await personNames(context.tx);
  return rows.map(({ personId, amountMinor, sourceKind, sourceId, label, ...rest }) => ({
    ...rest,
    reason: saidByEngine(rest.reason),
    fix: saidByEngine(rest.fix),
    source: { kind: sourceKind, id: sourceId, label },
    person: namedOrNull(names, personId),
    amount: amountMinor === null ? null : moneyToText(money(amountMinor, rest.currency)),
  }));
}

async function splitView(context: WriteContext, sourceKind: 'opportunity' | 'order', sourceId: string) {
  const names = await personNames(context.tx);
  const parts = await splitRows(context, [sourceId]);
  return {
    sourceKind,
    sourceId,
    parts: parts.map(({ personId, share, onTop, role }) => ({ person: names(personId), share, onTop, role })),
  };
}

function adjustmentView(
  context: WriteContext,
  row: AdjustmentRow,
  names: PersonNames,
): z.input<typeof adjustmentSchema> {
  const { id, kind, planId, date, currency, reason, disputeId, state, proposedAt, decidedAt, decision, version } = row;
  const { sourceKind, sourceId, sourceLabel } = row;
  return {
    id,
    kind,
    planId,
    date,
    currency,
    reason,
    disputeId,
    state,
    proposedAt,
    decidedAt,
    decision,
    version,
    person: names(row.personId),
    amount: moneyToText(money(row.amountMinor, currency)),
    source:
      sourceKind === null || sourceId === null
        ? null
        : { kind: sourceKind, id: sourceId, label: sourceLabel ?? sourceId },
    proposedBy: namedOrNull(names, row.proposedBy),
    decidedBy: namedOrNull(names, row.decidedBy),
    may: { decide: mayDecide(context, row) },
  };
}

const splitParams = z.object({ kind: z.enum(['opportunity', 'order']), id: z.uuid() });

export const creditRoutes: readonly AnyRoute[] = [
  defineRoute({
    method: 'GET',
    path: `${base}/credits`,
    summary: 'What counts for whom and why, newest first',
    access: { to: 'kind', kind: 'payCredit', action: 'read' },
    query: listQuery,
    response: z.object({ items: z.array(creditSchema), next: z.string().nullable() }),
    handler: (call) => call.transaction(async (tx) => ({ body: await credits(await contextOf(call, tx), call.query) })),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/unassigned`,
    summary: 'Amounts that earn for nobody, or for more than they are, with the reason and the fix',
    access: administer,
    query: z.object(span),
    response: z.object({ items: z.array(unassignedSchema) }),
    handler: (call) =>
      call.transaction(async (tx) => ({
        body: { items: await unassigned(await contextOf(call, tx), call.query.from, call.query.through) },
      })),
  }),
  defineRoute({
    method: 'POST',
    path: `${base}/crediting-runs`,
    summary: 'Bring credits in step with what was sold: everything, or only what changed since the last run',
    access: administer,
    body: z.object({ scope: z.enum(['all', 'changed']).default('all') }),
    response: creditingRunSchema,
    handler: (call) =>
      call.once(async (tx) => {
        const { summary } = await runCrediting(await contextOf(call, tx), call.body.scope);
        return { status: 201, body: summary };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/crediting-policy`,
    summary: 'The rules that say who counts for a deal',
    access: administer,
    response: creditingPolicySchema,
    handler: (call) =>
      call.transaction(async (tx) => {
        const { number, rules, defaultEvent, createdBy, createdAt } = await currentPolicy(await contextOf(call, tx));
        const author = namedOrNull(await personNames(tx), createdBy);
        return { body: { number, rules, defaultEvent, createdAt, author } };
      }),
  }),
  defineRoute({
    method: 'PUT',
    path: `${base}/crediting-policy`,
    summary: 'Keep a new version of the crediting rules',
    access: administer,
    body: creditingPolicyBody,
    response: stepReply,
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        await savePolicy(context, call.body);
        const { number } = await currentPolicy(context);
        return { body: { id: context.viewer.personId, state: 'current', version: number } };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/splits/:kind/:id`,
    summary: 'Who shares a deal, as far as it concerns you',
    access: { to: 'kind', kind: 'payCredit', action: 'read' },
    params: splitParams,
    response: splitSchema,
    handler: (call) =>
      call.transaction(async (tx) => ({
        body: await splitView(await contextOf(call, tx), call.params.kind, call.params.id),
      })),
  }),
  defineRoute({
    method: 'PUT',
    path: `${base}/splits/:kind/:id`,
    summary: 'Say who shares a deal; direct parts make exactly 100 %',
    access: administer,
    params: splitParams,
    body: splitBody,
    response: splitSchema,
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        await setSplit(context, call.params.kind, call.params.id, call.body);
        return { body: await splitView(context, call.params.kind, call.params.id) };
      }),
  }),
  defineRoute({
    method: 'GET',
    path: `${base}/adjustments`,
    summary: 'Corrections by hand, and who decided on them',
    access: administer,
    query: z.object({ state: z.enum(adjustmentStates).optional() }),
    response: z.object({ items: z.array(adjustmentSchema) }),
    handler: (call) =>
      call.transaction(async (tx) => {
        const context = await contextOf(call, tx);
        const names = await personNames(tx);
        const rows = await adjustmentRows(context, { state: call.query.state });
        return { body: { items: rows.map((row) => adjustmentView(context, row, names)) } };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: `${base}/adjustments`,
    summary: 'Propose a correction; another person decides',
    access: administer,
    body: adjustmentBody,
    response: stepReply,
    handler: (call) =>
      call.once(async (tx) => {
        const id = await proposeAdjustment(await contextOf(call, tx), call.body);
        return { status: 201, body: { id, state: 'proposed', version: 1 } };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: `${base}/adjustments/:id/approval`,
    summary: 'Approve a correction that another proposed',
    access: administer,
    params: idParams,
    body: z.object({}),
    response: stepReply,
    handler: (call) =>
      call.once(async (tx) => {
        const { id, state, version } = await decideAdjustment(
          await contextOf(call, tx),
          call.params.id,
          'approved',
          null,
        );
        return { body: { id, state, version } };
      }),
  }),
  defineRoute({
    method: 'POST',
    path: `${base}/adjustments/:id/rejection`,
    summary: 'Reject a correction that another proposed',
    access: administer,
    params: idParams,
    body: reasonBody,
    response: stepReply,
    handler: (call) =>
      call.once(async (tx) => {
        const context = await contextOf(call, tx);
        const { id, state, version } = await decideAdjustment(context, call.params.id, 'rejected', call.body.reason);
        return { body: { id, state, version } };
      }),
  }),
];
