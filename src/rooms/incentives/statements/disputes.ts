import { sql } from 'kysely';
import type { z } from 'zod';
import { type LocalText, text } from '#kernel/local-text.ts';
import { Refused } from '#kernel/result.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';
import { ownedRows } from '#platform/visibility/owned-rows.ts';
import { holdsRight } from '#platform/visibility/viewer.ts';
import { proposeAdjustment } from '../credits/index.ts';
import { namedOrNull, personNames } from '../person-names.ts';
import { notFound, note, wrongState } from '../steps.ts';
import type { disputeAnswerBody, disputeBody, disputeSchema, disputeStates } from './contract.ts';
import { type StatementRow, statementDocuments, statementRows } from './statement-store.ts';

interface DisputeRow {
  readonly id: string;
  readonly statementId: string;
  readonly periodId: string;
  readonly label: string;
  readonly personId: string;
  readonly lineIndex: number | null;
  readonly component: string | null;
  readonly text: string;
  readonly state: (typeof disputeStates)[number];
  readonly outcome: 'agreed' | 'refused' | null;
  readonly openedAt: string;
  readonly answer: string | null;
  readonly answeredBy: string | null;
  readonly answeredAt: string | null;
  readonly adjustmentId: string | null;
  readonly adjustmentState: string | null;
  readonly version: number;
}

async function rowsWhere(
  context: WriteContext,
  where: { readonly id?: string; readonly state?: string; readonly statementId?: string },
): Promise<DisputeRow[]> {
  const { rows } = await sql<DisputeRow>`
    select d.id::text, d.statement_id::text as "statementId", d.period_id::text as "periodId", p.label, d.owner_id::text as "personId", d.line_index as "lineIndex",
      d.component, d.text, d.state, d.outcome, d.opened_at as "openedAt", d.answer, d.answered_by::text as "answeredBy", d.answered_at as "answeredAt",
      d.adjustment_id::text as "adjustmentId", a.state as "adjustmentState", d.version
    from qd.pay_dispute d join qd.pay_period p on p.company_id = d.company_id and p.id = d.period_id
    left join qd.pay_adjustment a on a.company_id = d.company_id and a.id = d.adjustment_id
    where d.company_id = qd.current_company() and ${ownedRows(context.viewer, 'payDispute', 'd')}
      ${where.id === undefined ? sql`` : sql`and d.id = ${where.id}::uuid`}
      ${where.state === undefined ? sql`` : sql`and d.state = ${where.state}`}
      ${where.statementId === undefined ? sql`` : sql`and d.statement_id = ${where.statementId}::uuid`}
    order by d.opened_at desc, d.id limit 500`.execute(context.tx.kysely);
  return rows;
}

export async function disputeViews(
  context: WriteContext,
  where: { readonly id?: string; readonly state?: string; readonly statementId?: string },
): Promise<z.input<typeof disputeSchema>[]> {
  const names = await personNames(context.tx);
  const administers = holdsRight(context.viewer, 'incentives.administer') && context.viewer.seenAsBy === undefined;
  return (await rowsWhere(context, where)).map(({ personId, periodId, label, answeredBy, ...row }) => ({
    ...row,
    person: names(personId),
    period: { id: periodId, label },
    answeredBy: namedOrNull(names, answeredBy),
    may: {
      answer: administers && row.state === 'open' && personId !== context.viewer.personId,
      settle: personId === context.viewer.personId && (row.state === 'open' || row.state === 'answered'),
    },
  }));
}

/** Acknowledges one's own statement as it stands. A later revision asks again. */
export async function acknowledge(context: WriteContext, statementId: string): Promise<void> {
  const row = await ownStatement(context, statementId);
  await sql`
    insert into qd.pay_acknowledgement (statement_id, owner_id, at) values (${statementId}::uuid, ${row.personId}::uuid, ${context.now}::timestamptz)
    on conflict do nothing`.execute(context.tx.kysely);
  await note(context, 'payStatement', statementId, 'acknowledged', { hash: { to: row.hash } });
}

/** Doubts one's own statement, or a line of it. */
export async function openDispute(context: WriteContext, body: z.output<typeof disputeBody>): Promise<string> {
  const row = await ownStatement(context, body.statementId);
  const document = (await statementDocuments(context, [row.id])).get(row.id)!;
  const line = body.lineIndex === undefined ? undefined : document.lines[body.lineIndex];
  if (body.lineIndex !== undefined && line === undefined)
    throw new Refused('unknown-line', 'the statement has no such line', {
      field: 'lineIndex',
      found: body.lineIndex,
      expected: `a line from 0 to ${document.lines.length - 1}`,
    });
  const id = newId(context);
  await sql`
    insert into qd.pay_dispute (id, statement_id, period_id, owner_id, line_index, component, text, opened_at)
    values (${id}::uuid, ${row.id}::uuid, ${row.periodId}::uuid, ${row.personId}::uuid, ${body.lineIndex ?? null}, ${line?.component ?? null}, ${body.text}, ${context.now}::timestamptz)`.execute(
    context.tx.kysely,
  );
  await note(context, 'payDispute', id, 'opened', { statementId: { to: row.id } });
  return id;
}

/** Answers a dispute; an answer may propose a correction, which another person approves. Nobody answers their own. */
export async function answerDispute(
  context: WriteContext,
  id: string,
  body: z.output<typeof disputeAnswerBody>,
): Promise<void> {
  const row = await lockedDispute(context, id);
  if (row.state !== 'open') throw wrongState('dispute', row.state, 'open');
  if (row.personId === context.viewer.personId)
    throw new Refused('forbidden-own-pay', 'nobody answers a dispute of their own', {
      field: 'id',
      found: id,
      expected: 'another person',
    });
  const { correction } = body;
  let adjustmentId: string | null = null;
  if (correction !== undefined) {
    const [statement] = await statementRows(context, { id: row.statementId });
    adjustmentId = await proposeAdjustment(
      context,
      {
        kind: correction.kind,
        personId: row.personId,
        planId: statement.planId,
        date: correction.kind === 'credit' ? statement.throughOn : context.today,
        amount: correction.amount,
        currency: statement.currency,
        reason: correction.reason,
      },
      id,
    );
  }
  await sql`
    update qd.pay_dispute set state = 'answered', outcome = ${body.outcome}, answer = ${body.text}, answered_by = ${context.viewer.personId}::uuid,
      answered_at = ${context.now}::timestamptz, adjustment_id = ${adjustmentId}::uuid, version = version + 1
    where company_id = qd.current_company() and id = ${id}::uuid`.execute(context.tx.kysely);
  await note(context, 'payDispute', id, 'answered', {
    state: { from: 'open', to: 'answered' },
    outcome: { to: body.outcome },
  });
  await tell(context, row, text('Your pay dispute is answered', '您的薪酬异议已答复', '您的薪酬異議已答覆'));
}

/** The person is content with the answer, or takes the dispute back. */
export async function settleDispute(context: WriteContext, id: string, state: 'accepted' | 'withdrawn'): Promise<void> {
  const row = await lockedDispute(context, id);
  if (row.personId !== context.viewer.personId) throw notFound('dispute', id);
  const expected = state === 'accepted' ? ['answered'] : ['open', 'answered'];
  if (!expected.includes(row.state)) throw wrongState('dispute', row.state, expected.join(' or '));
  await sql`
    update qd.pay_dispute set state = ${state}, version = version + 1 where company_id = qd.current_company() and id = ${id}::uuid`.execute(
    context.tx.kysely,
  );
  await note(context, 'payDispute', id, state, { state: { from: row.state, to: state } });
}

async function lockedDispute(context: WriteContext, id: string): Promise<DisputeRow> {
  await sql`select 1 from qd.pay_dispute where company_id = qd.current_company() and id = ${id}::uuid for update`.execute(
    context.tx.kysely,
  );
  const [row] = await rowsWhere(context, { id });
  if (row === undefined) throw notFound('dispute', id);
  return row;
}

async function ownStatement(context: WriteContext, id: string): Promise<StatementRow> {
  const [row] = await statementRows(context, { id });
  if (row === undefined || row.personId !== context.viewer.personId) throw notFound('statement of your own', id);
  if (!row.latest)
    throw new Refused('state-conflict', 'there is a newer calculation of this statement', {
      field: 'statementId',
      found: id,
      expected: 'the newest revision',
    });
  return row;
}

/** A message without amounts: it leads to the statement. */
async function tell(context: WriteContext, { personId, statementId }: DisputeRow, title: LocalText): Promise<void> {
  await sql`
    insert into qd.notification (id, person_id, topic, title, link) values (${newId(context)}::uuid, ${personId}::uuid, 'pay', ${JSON.stringify(title)}::jsonb,
      ${`/incentives/statements/${statementId}`})`.execute(context.tx.kysely);
}
