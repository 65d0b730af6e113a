import { sql } from 'kysely';
import { dayNumber } from '#kernel/civil-date.ts';
import { minorDigits } from '#kernel/currency.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { visibleRows } from '#platform/records/visible-rows.ts';
import type { WriteContext } from '#platform/records/write-context.ts';

export interface PromotionDates {
  readonly id: string;
  readonly fromOn: string;
  readonly untilOn: string;
  readonly productId: string | null;
}

/** What was sold of a product in a week counted from the first day of the promotion; amounts in whole units of the base currency. */
export interface SoldWeek {
  readonly product: string;
  readonly family: string | null;
  readonly week: number;
  readonly quantity: number;
  readonly amount: number;
  readonly cost: number | null;
  readonly lines: number;
  /** Lines that name this promotion, and the name of another one where there is one. */
  readonly named: number;
  readonly other: string | null;
}

/** Two years before, one year behind: seasons are seen twice, and old habits do not weigh. */
const [weeksBefore, weeksBehind] = [104, 52];

/** The promotion as far as the viewer may see it. */
export async function loadPromotion({ viewer, tx }: WriteContext, id: string): Promise<PromotionDates | undefined> {
  const { rows } = await sql<PromotionDates>`
    select f.id::text, f.from_on::text as "fromOn", f.until_on::text as "untilOn", f.product_id::text as "productId"
    from qd.promotion f where ${visibleRows(viewer, recordDefinition('promotion').kind, 'f')} and f.id = ${id}::uuid`.execute(
    tx.kysely,
  );
  return rows[0];
}

/** Whole weeks of the promoted products and of their families, from the order lines the viewer sees. */
export async function loadWeeks(
  { viewer, today, company, tx }: WriteContext,
  { id, fromOn, productId }: PromotionDates,
  lasts: number,
): Promise<{ promoted: string[]; weeks: SoldWeek[]; lastWeek: number }> {
  const line = recordDefinition('orderLine').kind;
  const unit = 10 ** -minorDigits(company.baseCurrency);
  const lastWeek = Math.min(lasts - 1 + weeksBehind, Math.floor((dayNumber(today) + 1 - dayNumber(fromOn)) / 7) - 1);
  const { rows: own } = await sql<{ id: string }>`
    select distinct f.product_id::text as id from qd.order_line f
    where ${visibleRows(viewer, line, 'f')} and f.promotion_id = ${id}::uuid and f.product_id is not null`.execute(
    tx.kysely,
  );
  const promoted = productId === null ? own.map((one) => one.id) : [productId];
  if (promoted.length === 0) return { promoted, weeks: [], lastWeek };
  const { rows: weeks } = await sql<SoldWeek>`
    select f.product_id::text as product, min(p.family) as family, floor((f.ordered_on - ${fromOn}::date) / 7.0)::int as week,
      sum(f.quantity)::float8 as quantity, sum(f.base_minor)::float8 * ${unit}::float8 as amount,
      case when bool_and(f.base_cost_minor is not null) then sum(f.base_cost_minor)::float8 * ${unit}::float8 end as cost,
      count(*)::int as lines, (count(*) filter (where f.promotion_id = ${id}::uuid))::int as named,
      min(f.promotion_id::text) filter (where f.promotion_id <> ${id}::uuid) as other
    from qd.order_line f join qd.product p on p.company_id = f.company_id and p.id = f.product_id and p.deleted_at is null
    where ${visibleRows(viewer, line, 'f')} and f.quantity > 0 and f.base_minor > 0
      and f.ordered_on >= ${fromOn}::date - ${7 * weeksBefore}::int and f.ordered_on < ${fromOn}::date + ${7 * (lastWeek + 1)}::int
      and (p.id = any(${promoted}::uuid[]) or p.family in (
        select q.family from qd.product q where q.company_id = qd.current_company() and q.id = any(${promoted}::uuid[])))
    group by 1, 3 order by 1, 3`.execute(tx.kysely);
  return { promoted, weeks, lastWeek };
}
