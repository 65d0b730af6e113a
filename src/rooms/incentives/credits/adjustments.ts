import { sql } from 'kysely';
import type { z } from 'zod';
import { moneyFromText } from '#kernel/money.ts';
import { Refused } from '#kernel/result.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';
import { ownedRows } from '#platform/visibility/owned-rows.ts';
import { notFound, note, wrongState } from '../steps.ts';
import type { adjustmentBody, adjustmentStates } from './contract.ts';

export interface AdjustmentRow {
  readonly id: string;
  readonly kind: 'credit' | 'pay';
  readonly personId: string;
  readonly planId: string;
  readonly periodId: string | null;
  readonly date: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly reason: string;
  readonly sourceKind: 'opportunity' | 'order' | null;
  readonly sourceId: string | null;
  readonly sourceLabel: string | null;
  readonly disputeId: string | null;
  readonly state: (typeof adjustmentStates)[number];
  readonly proposedBy: string | null;
  readonly proposedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly decision: string | null;
  readonly version: number;
}

export async function adjustmentRows(
  context: WriteContext,
  where: { readonly id?: string; readonly state?: string; readonly lock?: boolean } = {},
): Promise<AdjustmentRow[]> {
  const { rows } = await sql<AdjustmentRow>`
    select f.id::text, f.kind, f.owner_id::text as "personId", f.plan_id::text as "planId", f.period_id::text as "periodId", f.on_date as date,
      f.amount_minor as "amountMinor", f.currency, f.reason, f.source_kind as "sourceKind", f.source_id::text as "sourceId",
      coalesce((select o.name from qd.opportunity o where o.company_id = f.company_id and o.id = f.source_id),
        (select o.number from qd.sales_order o where o.company_id = f.company_id and o.id = f.source_id)) as "sourceLabel",
      f.dispute_id::text as "disputeId", f.state, f.proposed_by::text as "proposedBy", f.proposed_at as "proposedAt", f.decided_by::text as "decidedBy",
      f.decided_at as "decidedAt", f.decision, f.version
    from qd.pay_adjustment f where f.company_id = qd.current_company() and ${ownedRows(context.viewer, 'payAdjustment', 'f')}
      ${where.id === undefined ? sql`` : sql`and f.id = ${where.id}::uuid`}
      ${where.state === undefined ? sql`` : sql`and f.state = ${where.state}`}
    order by f.proposed_at desc, f.id ${where.lock === true ? sql`for update of f` : sql``}`.execute(context.tx.kysely);
  return rows;
}

/** Proposes a correction by hand: of what counts, or of pay itself. It has no effect until another person approves it. */
export async function proposeAdjustment(
  context: WriteContext,
  body: z.output<typeof adjustmentBody>,
  disputeId?: string,
): Promise<string> {
  const amount = moneyFromText(body.amount, body.currency);
  if (amount === undefined || amount.minor === 0n)
    throw new Refused('invalid-amount', 'a correction needs an exact amount that is not zero', {
      field: 'amount',
      found: body.amount,
      expected: `decimal text in ${body.currency}`,
    });
  if (body.personId === context.viewer.personId)
    throw new Refused('forbidden-own-pay', 'nobody proposes a correction of their own pay', {
      field: 'personId',
      found: body.personId,
      expected: 'someone else, or a dispute of the statement',
    });
  const id = newId(context);
  await sql`
    insert into qd.pay_adjustment (id, kind, owner_id, plan_id, on_date, amount_minor, currency, reason, source_kind, source_id, dispute_id, proposed_by, proposed_at)
    values (${id}::uuid, ${body.kind}, ${body.personId}::uuid, ${body.planId}::uuid, ${body.date}::date, ${amount.minor.toString()}::bigint, ${body.currency},
      ${body.reason}, ${body.sourceKind ?? null}, ${body.sourceId ?? null}::uuid, ${disputeId ?? null}::uuid, ${context.viewer.personId}::uuid, ${context.now}::timestamptz)`.execute(
    context.tx.kysely,
  );
  await note(context, 'payAdjustment', id, 'proposed', { kind: { to: body.kind } });
  return id;
}

/** Approves or rejects; never by whoever proposed it, never by whom it pays (Z16). */
export async function decideAdjustment(
  context: WriteContext,
  id: string,
  state: 'approved' | 'rejected',
  decision: string | null,
): Promise<AdjustmentRow> {
  const [row] = await adjustmentRows(context, { id, lock: true });
  if (row === undefined) throw notFound('correction', id);
  if (row.state !== 'proposed') throw wrongState('correction', row.state, 'proposed');
  refuseOwn(context, row);
  await sql`
    update qd.pay_adjustment set state = ${state}, decided_by = ${context.viewer.personId}::uuid, decided_at = ${context.now}::timestamptz,
      decision = ${decision}, version = version + 1
    where company_id = qd.current_company() and id = ${id}::uuid`.execute(context.tx.kysely);
  if (state === 'approved' && row.kind === 'credit') await creditByHand(context, row);
  await note(context, 'payAdjustment', id, state, { state: { from: row.state, to: state } });
  return { ...row, state, version: row.version + 1 };
}

export function mayDecide(context: WriteContext, row: AdjustmentRow): boolean {
  const { personId } = context.viewer;
  return row.state === 'proposed' && row.proposedBy !== personId && row.personId !== personId;
}

function refuseOwn(context: WriteContext, row: AdjustmentRow): void {
  if (mayDecide(context, row)) return;
  const own = row.personId === context.viewer.personId;
  throw new Refused(
    own ? 'forbidden-own-pay' : 'forbidden-own-work',
    own ? 'nobody decides on their own pay' : 'whoever proposed a correction cannot decide on it',
    {
      field: 'id',
      found: row.id,
      expected: 'a decision by another person',
    },
  );
}

/** A credit of its own kind: runs of the crediting rules leave it alone. */
async function creditByHand(context: WriteContext, row: AdjustmentRow): Promise<void> {
  const key = `adjustment:${row.id}`;
  await sql`
    insert into qd.pay_credit (id, key, owner_id, event, source_kind, source_id, root, label, on_date, amount_minor, currency, reason, plan_id)
    values (${newId(context)}::uuid, ${key}, ${row.personId}::uuid, 'adjustment', 'adjustment', ${row.id}::uuid, ${key}, ${row.sourceLabel ?? row.reason}, ${row.date}::date,
      ${row.amountMinor.toString()}::bigint, ${row.currency}, ${`by hand: ${row.reason}`}, ${row.planId}::uuid)`.execute(
    context.tx.kysely,
  );
}
