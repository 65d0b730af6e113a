import { sql } from 'kysely';
import { minorDigits } from '#kernel/currency.ts';
import { addMonths, dayNumber } from '#kernel/civil-date.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { visibleRows } from '#platform/records/visible-rows.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import { seesField } from '#platform/visibility/viewer.ts';

/** A line as the price engines see it: amounts in whole units of the base currency. */
export interface PricedLine {
  readonly product: string;
  readonly day: number;
  readonly quantity: number;
  readonly amount: number;
  /** At list price; the amount where no list price is known. */
  readonly list: number;
  readonly cost: number | null;
  readonly region: string | null;
  readonly promoted: boolean;
  /** Sold in the base currency: its price moves with decisions, not with rates. */
  readonly domestic: boolean;
}

export interface FamilyLines {
  readonly family: string | null;
  readonly lines: readonly PricedLine[];
  readonly seesCost: boolean;
}

const yearsBack = 3;
/** The newest lines of the family beyond this say no more about an elasticity and only take time. */
const most = 12_000;

/** Order lines of a product and of its family, as far as the viewer sees them; undefined when there is no such product. */
export async function loadFamilyLines(context: WriteContext, productId: string): Promise<FamilyLines | undefined> {
  const { viewer, today, company, tx } = context;
  const product = recordDefinition('product').kind;
  const line = recordDefinition('orderLine').kind;
  const { rows: found } = await sql<{ family: string | null }>`
    select f.family from qd.product f where ${visibleRows(viewer, product, 'f')} and f.id = ${productId}::uuid`.execute(
    tx.kysely,
  );
  if (found.length === 0) return undefined;
  const [{ family }] = found;
  const unit = 10 ** -minorDigits(company.baseCurrency);
  const seesCost = seesField(viewer, 'cost');
  const { rows } = await sql<PricedLine & { own: boolean }>`
    select f.product_id::text as product, f.ordered_on - date '1970-01-01' as day, f.quantity::float8, f.base_minor * ${unit}::float8 as amount,
      coalesce(f.base_list_minor, f.base_minor) * ${unit}::float8 as list, ${seesCost ? sql`f.base_cost_minor * ${unit}::float8` : sql`null::float8`} as cost,
      f.region, f.promotion_id is not null as promoted, f.currency = ${company.baseCurrency} as domestic
    from qd.order_line f
    where ${visibleRows(viewer, line, 'f')} and f.ordered_on > ${addMonths(today, -12 * yearsBack)}::date and f.ordered_on <= ${today}::date
      and f.quantity > 0 and f.base_minor > 0 and f.product_id in (
        select p.id from qd.product p where p.company_id = qd.current_company() and p.deleted_at is null
          and (p.id = ${productId}::uuid or p.family = ${family}))
    order by (f.product_id = ${productId}::uuid) desc, f.ordered_on desc, f.id limit ${most}`.execute(tx.kysely);
  return { family, lines: rows, seesCost };
}

/** Quarters since 1970: the periods whose common ups and downs are taken out. */
export function quarterOf(date: string): number {
  return 4 * (Number(date.slice(0, 4)) - 1970) + Math.floor((Number(date.slice(5, 7)) - 1) / 3);
}

export function daysAgo(today: string, days: number): number {
  return dayNumber(today) - days;
}
