import type { PromotionPanel } from '#engines/promotion/promotion-panel.ts';
import type { SoldWeek } from './load-weeks.ts';

export interface WeeklyInput {
  readonly promotionId: string;
  readonly promoted: readonly string[];
  readonly weeks: readonly SoldWeek[];
  /** Weeks that the promotion lasts, from week 0; the last whole week that is known. */
  readonly lasts: number;
  readonly lastWeek: number;
}

/**
 * One row for each product and week from its first sale on: a week without a sale is a week in which nothing was sold, at the
 * price and cost of the week before. A product without a family is a family of its own.
 */
export function weeklyPanel({ promotionId, promoted, weeks, lasts, lastWeek }: WeeklyInput): PromotionPanel {
  const own = new Set(promoted);
  const costed = weeks.every(({ cost }) => cost !== null);
  const rows = [...Map.groupBy(weeks, ({ product }) => product)].flatMap(([product, sold]) => {
    const at = new Map(sold.map((one) => [one.week, one]));
    const first = sold[0].week;
    let [price, cost] = [sold[0].amount / sold[0].quantity, (sold[0].cost ?? 0) / sold[0].quantity];
    return Array.from({ length: Math.max(0, lastWeek - first + 1) }, (_, i) => {
      const week = first + i;
      const one = at.get(week);
      if (one !== undefined) [price, cost] = [one.amount / one.quantity, (one.cost ?? 0) / one.quantity];
      const mine = own.has(product) && week >= 0 && week < lasts;
      const group = sold[0].family ?? `\u0000${product}`;
      const promotion = mine ? promotionId : (one?.other ?? undefined);
      return { product, group, week, quantity: one?.quantity ?? 0, price, cost, promotion };
    });
  });
  return {
    product: rows.map(({ product }) => product),
    group: rows.map(({ group }) => group),
    period: rows.map(({ week }) => week),
    season: 52,
    price: rows.map(({ price }) => price),
    quantity: rows.map(({ quantity }) => quantity),
    promotion: rows.map(({ promotion }) => promotion),
    ...(costed ? { cost: rows.map(({ cost }) => cost) } : {}),
  };
}
