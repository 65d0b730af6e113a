import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { engineVersion } from '#engines/commission/version.ts';
import { moneyFromText } from '#kernel/money.ts';
import { type WriteContext, newId } from '#platform/records/write-context.ts';
import type { StatementDocument } from '#engines/commission/calculation/statement.ts';
import { note } from '../steps.ts';
import type { CalculatedPlan } from './calculate-period.ts';
import type { PeriodRow } from './period-store.ts';

export interface StoredOutcome {
  written: number;
  unchanged: number;
}

interface KnownStatement {
  readonly id: string;
  readonly personId: string;
  readonly revision: number;
  readonly hash: string;
  readonly attainment: CalculatedPlan['statements'][number]['attainment'];
}

/** Keeps statements that differ as new revisions; those that came out the same stay as they are, to the byte. */
export async function storeStatements(
  context: WriteContext,
  period: PeriodRow,
  { planId, versionId, people, drawIsRecoverable, statements }: Omit<CalculatedPlan, 'mayPay'>,
): Promise<StoredOutcome> {
  const { rows } = await sql<KnownStatement>`
    select id::text, owner_id::text as "personId", revision, hash, attainment from qd.pay_statement
    where company_id = qd.current_company() and period_id = ${period.id}::uuid and plan_id = ${planId}::uuid and latest and owner_id = any(${[...people]}::uuid[])`.execute(
    context.tx.kysely,
  );
  const known = new Map(rows.map((row) => [row.personId, row]));
  const outcome: StoredOutcome = { written: 0, unchanged: 0 };
  const written: WrittenStatement[] = [];
  const superseded: string[] = [];
  for (const { document, inputHash, drawDebtMinor, attainment } of statements) {
    const text = JSON.stringify(document);
    const hash = createHash('sha256').update(text).digest('hex');
    const before = known.get(document.payee);
    known.delete(document.payee);
    if (before?.hash === hash && sameAttainment(before.attainment, attainment)) {
      outcome.unchanged += 1;
      continue;
    }
    if (before !== undefined) superseded.push(before.id);
    const row = {
      id: newId(context),
      period_id: period.id,
      plan_id: planId,
      plan_version_id: versionId,
      owner_id: document.payee,
      revision: (before?.revision ?? 0) + 1,
      currency: document.currency,
      total_minor: String(moneyFromText(document.total, document.currency)!.minor),
      adjustments_minor: String(adjustmentsMinor(document)),
      draw_debt_minor: String(drawDebtMinor),
      draw_recoverable: drawIsRecoverable,
      hash,
      input_hash: inputHash,
      engine_version: engineVersion,
      calculated_at: context.now,
      attainment,
    };
    written.push({ row, document: text });
  }
  // Whoever has no statement any more: it is superseded by nothing, and stays readable as a revision.
  superseded.push(...[...known.values()].map(({ id }) => id));
  if (superseded.length > 0)
    await sql`update qd.pay_statement set latest = false where company_id = qd.current_company() and id = any(${superseded}::uuid[])`.execute(
      context.tx.kysely,
    );
  await insert(context, written);
  outcome.written += written.length;
  if (written.length > 0 || superseded.length > 0)
    await note(context, 'payStatement', period.id, 'calculated', {
      planId: { to: planId },
      statements: { to: written.length },
    });
  return outcome;
}

function sameAttainment(left: KnownStatement['attainment'], right: KnownStatement['attainment']): boolean {
  const said = (one: KnownStatement['attainment']): string =>
    one.map(({ measure, quota, total }) => `${measure} ${quota} ${total}`).join(';');
  return said(left) === said(right);
}

export function adjustmentsMinor({ lines, currency }: StatementDocument): bigint {
  return lines.reduce(
    (sum, { kind, amount }) => (kind === 'adjustment' ? sum + moneyFromText(amount, currency)!.minor : sum),
    0n,
  );
}

interface WrittenStatement {
  readonly row: object;
  /** On its own: within other JSON every quote in it would be escaped and read back. */
  readonly document: string;
}

const columns = sql.raw(
  'id, period_id, plan_id, plan_version_id, owner_id, revision, currency, total_minor, adjustments_minor, draw_debt_minor, draw_recoverable, hash, input_hash, engine_version, calculated_at, attainment, document',
);

async function insert(context: WriteContext, statements: readonly WrittenStatement[]): Promise<void> {
  const batch = 500;
  for (let start = 0; start < statements.length; start += batch) {
    const some = statements.slice(start, start + batch);
    const rows = JSON.stringify(some.map(({ row }) => row));
    const documents = sql.join(some.map(({ document }) => document));
    await sql`
      insert into qd.pay_statement (${columns}) select ${columns}
      from rows from (jsonb_to_recordset(${rows}::jsonb) as (id uuid, period_id uuid, plan_id uuid, plan_version_id uuid, owner_id uuid,
        revision integer, currency text, total_minor bigint, adjustments_minor bigint, draw_debt_minor bigint, draw_recoverable boolean, hash text,
        input_hash text, engine_version text, calculated_at timestamptz, attainment jsonb), unnest(array[${documents}]::text[])) as r(${columns})`.execute(
      context.tx.kysely,
    );
  }
}
