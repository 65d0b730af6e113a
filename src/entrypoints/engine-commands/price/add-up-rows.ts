import type { DemandPanel } from '#engines/pricing/elasticity/demand-panel.ts';

/**
 * Adds the rows of one product, store, segment and period up: quantities are summed; price, promotion, competitor price and
 * cost are means weighted by quantity (plain means when nothing was sold).
 */
export function addUpRows(panel: DemandPanel): DemandPanel {
  const groups = new Map<string, number[]>();
  panel.product.forEach((product, row) => {
    const key = [product, panel.segment?.[row], panel.store?.[row], panel.period?.[row]].join('\u0000');
    const rows = groups.get(key);
    if (rows === undefined) groups.set(key, [row]);
    else rows.push(row);
  });
  const all = [...groups.values()];
  const first = <T>(values: readonly T[]): T[] => all.map(([row]) => values[row]);
  const mean = (values: ArrayLike<number>): number[] =>
    all.map((rows) => {
      const sold = rows.reduce((sum, row) => sum + panel.quantity[row], 0);
      if (sold === 0) return rows.reduce((sum, row) => sum + values[row], 0) / rows.length;
      return rows.reduce((sum, row) => sum + values[row] * panel.quantity[row], 0) / sold;
    });
  return {
    product: first(panel.product),
    season: panel.season,
    price: mean(panel.price),
    quantity: all.map((rows) => rows.reduce((sum, row) => sum + panel.quantity[row], 0)),
    ...(panel.segment === undefined ? {} : { segment: first(panel.segment) }),
    ...(panel.store === undefined ? {} : { store: first(panel.store) }),
    ...(panel.period === undefined ? {} : { period: all.map(([row]) => panel.period![row]) }),
    ...(panel.promotion === undefined ? {} : { promotion: mean(panel.promotion) }),
    ...(panel.competitorPrice === undefined ? {} : { competitorPrice: mean(panel.competitorPrice) }),
    ...(panel.cost === undefined ? {} : { cost: mean(panel.cost) }),
  };
}
