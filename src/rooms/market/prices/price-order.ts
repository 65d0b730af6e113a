import { sql } from 'kysely';
import type { z } from 'zod';
import type { ListPrice, PriceConflict, PriceOfferRule } from '#engines/pricing/offer/offer.ts';
import { priceOffer } from '#engines/pricing/offer/price-offer.ts';
import { parseDecimal } from '#kernel/decimal.ts';
import { money, moneyToText } from '#kernel/money.ts';
import { Refused } from '#kernel/result.ts';
import { recordDefinition } from '#platform/records/registry.ts';
import { visibleRows } from '#platform/records/visible-rows.ts';
import type { WriteContext } from '#platform/records/write-context.ts';
import type { offerRequestSchema, pricedOfferSchema } from './offer-contract.ts';

type Asked = z.output<typeof offerRequestSchema>;
type Priced = z.input<typeof pricedOfferSchema>;

/** The name under which the product's own list price stands beside the price lists. */
const ownList = '';

/**
 * What an order costs by the company's price lists, list prices, floors and promotions, worked out by the price engine: every
 * promotion counts once, none outside its days, and what was not used is named.
 * @throws Refused for a product that is not there
 */
export async function priceOrder(context: WriteContext, asked: Asked): Promise<Priced> {
  const day = asked.day ?? context.today;
  const currency = asked.currency ?? context.company.baseCurrency;
  const ids = [...new Set(asked.lines.map(({ productId }) => productId))];
  const { listPrices, floors } = await loadPrices(context, ids, currency);
  const promotions = await loadPromotions(context, currency);
  const priced = priceOffer(
    { listPrices, floors, rules: promotions.flatMap(ruleOf) },
    {
      day,
      coupons: asked.coupons,
      lines: asked.lines.map(({ productId, quantity }) => ({ product: productId, quantity })),
      ...(asked.segment === undefined ? {} : { segment: asked.segment }),
    },
  );
  const nameOf = new Map(promotions.map(({ id, name }) => [id, name]));
  const write = (minor: bigint): string => moneyToText(money(minor, currency));
  return {
    day,
    currency,
    lines: priced.lines.map((line) => ({
      productId: line.product,
      quantity: line.quantity,
      priceList: line.list === undefined || line.list === ownList ? null : line.list,
      unitPrice: line.unitMinor === undefined ? null : write(line.unitMinor),
      gross: write(line.grossMinor),
      taken: line.taken.map(({ rule, minor }) => ({
        promotionId: rule,
        promotion: nameOf.get(rule) ?? rule,
        amount: write(minor),
      })),
      net: write(line.netMinor),
      heldByFloor: line.heldByFloor,
    })),
    gross: write(priced.grossMinor),
    net: write(priced.netMinor),
    unused: priced.unused.map(({ rule, product, reason }) => ({
      promotion: nameOf.get(rule) ?? rule,
      productId: product ?? null,
      reason,
    })),
    conflicts: priced.conflicts.map((conflict) => sentConflict(conflict, nameOf)),
  };
}

function sentConflict(conflict: PriceConflict, nameOf: ReadonlyMap<string, string>): Priced['conflicts'][number] {
  switch (conflict.kind) {
    case 'listPrices':
      return { kind: conflict.kind, productId: conflict.product, names: [...conflict.lists] };
    case 'exclusives':
      return {
        kind: conflict.kind,
        productId: conflict.product ?? null,
        names: conflict.rules.map((rule) => nameOf.get(rule) ?? rule),
      };
    case 'unknownCoupon':
      return { kind: conflict.kind, productId: null, names: [conflict.coupon] };
  }
}

interface PriceRow {
  readonly product: string;
  readonly list: string;
  readonly minor: string;
  readonly segment: string | null;
  readonly fromOn: string | null;
  readonly untilOn: string | null;
}

/** Prices of price lists in the currency, the products' own list prices behind them, and the floors. */
async function loadPrices(context: WriteContext, ids: readonly string[], currency: string) {
  const { viewer, tx } = context;
  const kind = (name: string) => recordDefinition(name).kind;
  const { rows: products } = await sql<{ id: string; list: string | null; floor: string | null }>`
    select f.id::text, f.list_price_minor::text as list, f.floor_price_minor::text as floor from qd.product f
    where ${visibleRows(viewer, kind('product'), 'f')} and f.id in (${sql.join(ids)})
      and coalesce(f.currency, ${context.company.baseCurrency}) = ${currency}`.execute(tx.kysely);
  const { rows: known } = await sql<{ id: string }>`
    select f.id::text from qd.product f where ${visibleRows(viewer, kind('product'), 'f')} and f.id in (${sql.join(ids)})`.execute(
    tx.kysely,
  );
  const missing = ids.find((id) => !known.some((row) => row.id === id));
  if (missing !== undefined)
    throw new Refused('not-found', 'no product has this id', { field: 'productId', found: missing });
  // A list that has ended or not begun gives no price, whatever its prices say.
  const { rows } = await sql<PriceRow>`
    select f.product_id::text as product, coalesce(l.name, ${ownList}) as list, f.amount_minor::text as minor, l.segment,
      greatest(f.from_on, l.from_on)::text as "fromOn", least(f.until_on, l.until_on)::text as "untilOn"
    from qd.price f left join qd.price_list l on l.company_id = f.company_id and l.id = f.price_list_id and l.deleted_at is null
    where ${visibleRows(viewer, kind('price'), 'f')} and f.product_id in (${sql.join(ids)}) and f.currency = ${currency}
      and (f.price_list_id is null or l.id is not null)
    order by f.id`.execute(tx.kysely);
  const priced = rows.map(
    ({ product, list, minor, segment, fromOn, untilOn }): ListPrice => ({
      product,
      list,
      minor: BigInt(minor),
      ...(segment === null ? {} : { segment }),
      ...(fromOn === null ? {} : { fromOn }),
      ...(untilOn === null ? {} : { untilOn }),
    }),
  );
  const own = products.flatMap(({ id, list }): ListPrice[] =>
    list === null ? [] : [{ product: id, list: ownList, minor: BigInt(list) }],
  );
  const floors = new Map(products.flatMap(({ id, floor }) => (floor === null ? [] : [[id, BigInt(floor)] as const])));
  return { listPrices: [...priced, ...own], floors };
}

interface PromotionRow {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly discount: string | null;
  readonly atLeast: string | null;
  readonly off: string | null;
  readonly productId: string | null;
  readonly fromOn: string;
  readonly untilOn: string | null;
  readonly segment: string | null;
  readonly code: string | null;
  readonly exclusive: boolean;
}

async function loadPromotions(context: WriteContext, currency: string): Promise<PromotionRow[]> {
  const { rows } = await sql<PromotionRow>`
    select f.id::text, f.name, f.type, f.discount::text, f.at_least_minor::text as "atLeast", f.off_minor::text as off, f.product_id::text as "productId",
      f.from_on::text as "fromOn", f.until_on::text as "untilOn", f.segment, f.code, f.exclusive
    from qd.promotion f where ${visibleRows(context.viewer, recordDefinition('promotion').kind, 'f')}
      and coalesce(f.currency, ${currency}) = ${currency} order by f.id`.execute(context.tx.kysely);
  return rows;
}

/** A promotion as a rule of the engine. Bundles and gifts change what is delivered, not the price of a line. */
function ruleOf(row: PromotionRow): PriceOfferRule[] {
  const common = {
    id: row.id,
    fromOn: row.fromOn,
    exclusive: row.exclusive,
    ...(row.untilOn === null ? {} : { untilOn: row.untilOn }),
    ...(row.segment === null ? {} : { segment: row.segment }),
    ...(row.code === null ? {} : { coupon: row.code }),
    ...(row.productId === null ? {} : { products: [row.productId] }),
  };
  if (row.type === 'bundle' || row.type === 'gift' || (row.type === 'coupon' && row.code === null)) return [];
  if (row.off !== null)
    return [{ ...common, kind: 'threshold', atLeastMinor: BigInt(row.atLeast ?? '0'), offMinor: BigInt(row.off) }];
  const share = row.discount === null ? undefined : parseDecimal(row.discount);
  return share === undefined
    ? []
    : [{ ...common, kind: 'share', numerator: share.unscaled, denominator: 10n ** BigInt(share.scale) }];
}
