import { sql } from 'kysely';
import type { z } from 'zod';
import { daysBetween } from '#kernel/civil-date.ts';
import type { LocalText } from '#kernel/local-text.ts';
import { money, moneyToText } from '#kernel/money.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { namedOrNull, personNames } from '../person-names.ts';
import type {
  ExceptionCode,
  exceptionSchema,
  periodSchema,
  periodStatementSchema,
  periodStepSchema,
} from './contract.ts';
import { exceptionTexts } from './exception-texts.ts';
import type { PeriodRow } from './period-store.ts';
import { obstacleTo, periodStepNames } from './period-steps.ts';

interface Totals {
  readonly periodId: string;
  readonly currency: string;
  readonly statements: number;
  readonly total: string;
  readonly adjustments: string;
}

interface Counts {
  readonly periodId: string;
  readonly open: number;
  readonly explained: number;
  readonly unacknowledged: number;
  readonly disputes: number;
}

/** Periods with totals, what is open in each, and what the viewer may do next. */
export async function periodViews(
  context: WriteContext,
  periods: readonly PeriodRow[],
): Promise<z.input<typeof periodSchema>[]> {
  const ids = periods.map(({ id }) => id);
  const totals = await sql<Totals>`
    select period_id::text as "periodId", currency, count(*)::int as statements, sum(total_minor)::text as total, sum(adjustments_minor)::text as adjustments
    from qd.pay_statement where company_id = qd.current_company() and latest and period_id = any(${ids}::uuid[]) group by 1, 2 order by 1, 2`.execute(
    context.tx.kysely,
  );
  const counts = await sql<Counts>`
    select p.id::text as "periodId",
      (select count(*)::int from qd.pay_exception e where e.company_id = p.company_id and e.period_id = p.id and e.explanation is null) as open,
      (select count(*)::int from qd.pay_exception e where e.company_id = p.company_id and e.period_id = p.id and e.explanation is not null) as explained,
      (select count(*)::int from qd.pay_statement s where s.company_id = p.company_id and s.period_id = p.id and s.latest
        and not exists (select from qd.pay_acknowledgement k where k.company_id = s.company_id and k.statement_id = s.id)) as unacknowledged,
      (select count(*)::int from qd.pay_dispute d where d.company_id = p.company_id and d.period_id = p.id and d.state = 'open') as disputes
    from qd.pay_period p where p.company_id = qd.current_company() and p.id = any(${ids}::uuid[])`.execute(
    context.tx.kysely,
  );
  const countsOf = new Map(counts.rows.map((row) => [row.periodId, row]));
  const views: z.input<typeof periodSchema>[] = [];
  for (const period of periods) {
    const { id, calendar, label, fromOn, throughOn, state, version, calculatedAt, closedAt, closedHash } = period;
    const { open, explained, unacknowledged, disputes } = countsOf.get(id)!;
    const next = [];
    for (const step of periodStepNames) {
      const obstacle = await obstacleTo(context, period, step);
      if (obstacle?.code === 'state-conflict') continue;
      next.push({ step, allowed: obstacle === undefined, why: obstacle?.text ?? null });
    }
    views.push({
      id,
      calendar,
      label,
      fromOn,
      throughOn,
      state,
      version,
      calculatedAt,
      closedHash,
      unacknowledged,
      disputes,
      next,
      exceptions: { open, explained },
      daysToClose: closedAt === null ? null : Math.max(0, daysBetween(throughOn, closedAt.slice(0, 10))),
      totals: totals.rows
        .filter(({ periodId }) => periodId === id)
        .map(({ currency, statements, total, adjustments }) => ({
          currency,
          statements,
          total: moneyToText(money(BigInt(total), currency)),
          adjustments: moneyToText(money(BigInt(adjustments), currency)),
        })),
    });
  }
  return views;
}

/** The trail of a period, newest first. */
export async function periodTrail(
  context: WriteContext,
  periodId: string,
): Promise<z.input<typeof periodStepSchema>[]> {
  const { rows } = await sql<{
    id: string;
    from: PeriodRow['state'];
    to: PeriodRow['state'];
    personId: string | null;
    via: string;
    at: string;
    note: string | null;
    statementsHash: string | null;
  }>`
    select id::text, from_state as from, to_state as to, person_id::text as "personId", via, at, note, statements_hash as "statementsHash"
    from qd.pay_period_step where company_id = qd.current_company() and period_id = ${periodId}::uuid order by at desc, id desc`.execute(
    context.tx.kysely,
  );
  const names = await personNames(context.tx);
  return rows.map(({ personId, ...row }) => ({ ...row, by: namedOrNull(names, personId) }));
}

interface ExceptionRow {
  readonly id: string;
  readonly code: ExceptionCode;
  readonly personId: string | null;
  readonly planId: string | null;
  readonly statementId: string | null;
  readonly details: Record<string, string>;
  readonly explanation: string | null;
  readonly explainedBy: string | null;
  readonly explainedAt: string | null;
}

export async function exceptionViews(
  context: WriteContext,
  periodId: string,
): Promise<z.input<typeof exceptionSchema>[]> {
  const { rows } = await sql<ExceptionRow>`
    select id::text, code, person_id::text as "personId", plan_id::text as "planId", statement_id::text as "statementId", details, explanation,
      explained_by::text as "explainedBy", explained_at as "explainedAt"
    from qd.pay_exception where company_id = qd.current_company() and period_id = ${periodId}::uuid
    order by explanation is not null, code, subject`.execute(context.tx.kysely);
  const names = await personNames(context.tx);
  return rows.map(({ personId, explainedBy, ...row }) => ({
    ...row,
    ...exceptionTexts(row.code, row.details),
    person: namedOrNull(names, personId),
    explainedBy: namedOrNull(names, explainedBy),
  }));
}

interface StatementRow {
  readonly id: string;
  readonly personId: string;
  readonly planId: string;
  readonly planName: LocalText;
  readonly revision: number;
  readonly totalMinor: bigint;
  readonly adjustmentsMinor: bigint;
  readonly currency: string;
  readonly beforeMinor: bigint | null;
  readonly acknowledgedAt: string | null;
  readonly disputes: number;
}

/** Everyone's statement of a period, largest first. */
export async function periodStatements(
  context: WriteContext,
  period: PeriodRow,
): Promise<z.input<typeof periodStatementSchema>[]> {
  const { rows } = await sql<StatementRow>`
    select s.id::text, s.owner_id::text as "personId", s.plan_id::text as "planId", p.name as "planName", s.revision, s.total_minor as "totalMinor",
      s.adjustments_minor as "adjustmentsMinor", s.currency, k.at as "acknowledgedAt",
      (select b.total_minor from qd.pay_statement b join qd.pay_period q on q.company_id = b.company_id and q.id = b.period_id
        where b.company_id = s.company_id and b.plan_id = s.plan_id and b.owner_id = s.owner_id and b.latest and q.through_on < ${period.fromOn}::date
        order by q.through_on desc limit 1) as "beforeMinor",
      (select count(*)::int from qd.pay_dispute d where d.company_id = s.company_id and d.period_id = s.period_id and d.owner_id = s.owner_id and d.state in ('open', 'answered')) as disputes
    from qd.pay_statement s join qd.pay_plan p on p.company_id = s.company_id and p.id = s.plan_id
    left join qd.pay_acknowledgement k on k.company_id = s.company_id and k.statement_id = s.id
    where s.company_id = qd.current_company() and s.period_id = ${period.id}::uuid and s.latest order by s.total_minor desc, s.id`.execute(
    context.tx.kysely,
  );
  const names = await personNames(context.tx);
  return rows.map(({ personId, totalMinor, adjustmentsMinor, beforeMinor, ...row }) => ({
    ...row,
    person: names(personId),
    total: moneyToText(money(totalMinor, row.currency)),
    adjustments: moneyToText(money(adjustmentsMinor, row.currency)),
    before: beforeMinor === null ? null : moneyToText(money(beforeMinor, row.currency)),
  }));
}
