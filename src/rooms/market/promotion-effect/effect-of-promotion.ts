import { promotionEffects } from '#engines/promotion/promotion-effect.ts';
import { makeCells } from '#engines/promotion/promotion-panel.ts';
import { addDays } from '#kernel/civil-date.ts';
import type { PromotionEffectView } from './contract.ts';
import { type WeeklyInput, weeklyPanel } from './weekly-panel.ts';

/** Weeks behind a promotion in which purchases may be missing. */
const after = 2;
/** Weeks drawn before and behind it. */
const [drawnBefore, drawnBehind] = [13, 8];

/** Plain data: the calculation runs on a worker thread, so that the server answers others meanwhile. */
export interface EffectInput extends WeeklyInput {
  readonly fromOn: string;
  readonly currency: string;
}

/** What a promotion brought; null when too few weeks of its products are free of promotions. */
export function effectOfPromotion(input: EffectInput): PromotionEffectView | null {
  const { promotionId, promoted, weeks, lasts, lastWeek, fromOn, currency } = input;
  const panel = weeklyPanel(input);
  const effect = promotionEffects(panel, { after }).promotions.find(({ id }) => id === promotionId);
  if (effect === undefined) return null;
  const cells = makeCells(panel, after);
  const own = cells.filter(({ product, baseline }) => promoted.includes(product) && baseline !== undefined);
  const day = (week: number): string => addDays(fromOn, 7 * week);
  const during = weeks.filter(({ product, week }) => promoted.includes(product) && week >= 0 && week < lasts);
  const first = Math.max(-drawnBefore, Math.min(...own.map(({ rows }) => panel.period[rows[0]])));
  const last = Math.min(lastWeek, lasts - 1 + drawnBehind);
  return {
    currency,
    from: fromOn,
    until: day(lasts),
    products: effect.products.length,
    productsLeftOut: promoted.length - effect.products.length,
    lines: during.reduce((sum, { lines }) => sum + lines, 0),
    linesNamed: during.reduce((sum, { named }) => sum + named, 0),
    others: cells.filter(({ product, baseline }) => !promoted.includes(product) && baseline !== undefined).length,
    weeksBefore: Math.max(0, -Math.min(...own.map(({ rows }) => panel.period[rows[0]]))),
    baseline: effect.baseline,
    sold: effect.sold,
    uplift: effect.intervals.uplift,
    cannibalisation: effect.intervals.cannibalisation,
    pullForward: lastWeek < lasts + after - 1 ? null : effect.intervals.pullForward,
    net: { estimate: effect.net, low: effect.low, high: effect.high },
    inRevenue: panel.cost === undefined,
    chanceOfGain: effect.chanceOfGain,
    discount: effect.discount,
    uncertainBaseline: own.some(({ baseline }) => baseline!.df < 6),
    weeks: Array.from({ length: last - first + 1 }, (_, i) => {
      const week = first + i;
      return {
        from: day(week),
        sold: own.reduce((sum, { at }) => sum + (at.has(week) ? panel.quantity[at.get(week)!] : 0), 0),
        baseline: own.reduce((sum, { at, baseline }) => sum + (at.has(week) ? baseline!.mean(week) : 0), 0),
        promoted: week >= 0 && week < lasts,
      };
    }),
  };
}
