import { sql } from 'kysely';
import type { StatementDocument } from '#engines/commission/calculation/statement.ts';
import type { CivilDate } from '#kernel/civil-date.ts';
import type { LocalText } from '#kernel/local-text.ts';
import { money, moneyToText } from '#kernel/money.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { ownedRows } from '#platform/visibility/owned-rows.ts';
import type { z } from 'zod';
import type { PersonNames } from '../person-names.ts';
import type { PeriodState } from '../periods/contract.ts';
import type { statementSummarySchema } from './contract.ts';

export interface StatementRow {
  readonly id: string;
  readonly personId: string;
  readonly planId: string;
  readonly planVersionId: string;
  readonly planName: LocalText;
  readonly periodId: string;
  readonly label: string;
  readonly fromOn: CivilDate;
  readonly throughOn: CivilDate;
  readonly state: PeriodState;
  readonly revision: number;
  readonly latest: boolean;
  readonly currency: string;
  readonly totalMinor: bigint;
  readonly adjustmentsMinor: bigint;
  readonly drawDebtMinor: bigint;
  readonly hash: string;
  readonly inputHash: string;
  readonly engineVersion: string;
  readonly calculatedAt: string;
  readonly attainment: readonly { readonly measure: string; readonly quota: string; readonly total: string }[];
  readonly acknowledgedAt: string | null;
  readonly disputes: number;
}

export interface StatementWhere {
  readonly id?: string;
  readonly personId?: string;
  readonly periodId?: string;
  readonly planId?: string;
  /** Revisions that were superseded too. */
  readonly all?: boolean;
  readonly limit?: number;
}

/**
 * Statements that the viewer may see, newest period first. People see their own from the review on, and those of periods that
 * are still being calculated as well: a number that changes is better known than guessed.
 */
export async function statementRows(context: WriteContext, where: StatementWhere): Promise<StatementRow[]> {
  const { rows } = await sql<StatementRow>`
    select s.id::text, s.owner_id::text as "personId", s.plan_id::text as "planId", s.plan_version_id::text as "planVersionId", f.name as "planName",
      p.id::text as "periodId", p.label, p.from_on as "fromOn", p.through_on as "throughOn", p.state, s.revision, s.latest, s.currency,
      s.total_minor as "totalMinor", s.adjustments_minor as "adjustmentsMinor", s.draw_debt_minor as "drawDebtMinor", s.hash, s.input_hash as "inputHash",
      s.engine_version as "engineVersion", s.calculated_at as "calculatedAt", s.attainment, k.at as "acknowledgedAt",
      (select count(*)::int from qd.pay_dispute d where d.company_id = s.company_id and d.period_id = s.period_id and d.owner_id = s.owner_id
        and d.state in ('open', 'answered')) as disputes
    from qd.pay_statement s
    join qd.pay_period p on p.company_id = s.company_id and p.id = s.period_id
    left join qd.pay_plan f on f.company_id = s.company_id and f.id = s.plan_id
    left join qd.pay_acknowledgement k on k.company_id = s.company_id and k.statement_id = s.id
    where s.company_id = qd.current_company() and ${ownedRows(context.viewer, 'payStatement', 's')}
      ${where.all === true ? sql`` : where.id === undefined ? sql`and s.latest` : sql``}
      ${where.id === undefined ? sql`` : sql`and s.id = ${where.id}::uuid`}
      ${where.personId === undefined ? sql`` : sql`and s.owner_id = ${where.personId}::uuid`}
      ${where.periodId === undefined ? sql`` : sql`and s.period_id = ${where.periodId}::uuid`}
      ${where.planId === undefined ? sql`` : sql`and s.plan_id = ${where.planId}::uuid`}
    order by p.through_on desc, s.owner_id, s.plan_id, s.revision desc limit ${where.limit ?? 200}`.execute(
    context.tx.kysely,
  );
  return rows;
}

export function statementSummary(row: StatementRow, names: PersonNames): z.input<typeof statementSummarySchema> {
  const {
    id,
    planId,
    planName,
    periodId,
    label,
    fromOn,
    throughOn,
    state,
    revision,
    currency,
    acknowledgedAt,
    disputes,
  } = row;
  return {
    id,
    planId,
    revision,
    currency,
    acknowledgedAt,
    disputes,
    planName: planName ?? { en: '', 'zh-Hans': '', 'zh-Hant': '' },
    person: names(row.personId),
    period: { id: periodId, label, fromOn, throughOn, state },
    total: moneyToText(money(row.totalMinor, currency)),
    adjustments: moneyToText(money(row.adjustmentsMinor, currency)),
  };
}

/** The stored text of statements, to the byte. */
export async function statementTexts(context: WriteContext, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; document: string }>`
    select s.id::text, s.document from qd.pay_statement s
    where s.company_id = qd.current_company() and ${ownedRows(context.viewer, 'payStatement', 's')} and s.id = any(${[...ids]}::uuid[])`.execute(
    context.tx.kysely,
  );
  return new Map(rows.map(({ id, document }) => [id, document]));
}

export async function statementDocuments(
  context: WriteContext,
  ids: readonly string[],
): Promise<Map<string, StatementDocument>> {
  const texts = await statementTexts(context, ids);
  return new Map([...texts].map(([id, text]) => [id, JSON.parse(text) as StatementDocument]));
}
