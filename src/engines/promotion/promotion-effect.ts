import type { Trace } from '#kernel/trace.ts';
import { measurePromotion } from './measure-promotion.ts';
import { findEvents, makeCells, type PromotionPanel, storeOf } from './promotion-panel.ts';

export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

export interface PromotionEffect {
  readonly id: string;
  readonly products: readonly string[];
  readonly from: number;
  readonly to: number;
  /** What would have been sold in the promoted periods without it. */
  readonly baseline: number;
  readonly sold: number;
  /** Sold beyond the baseline. */
  readonly uplift: number;
  /** What other products of the group lost meanwhile (above 0 is a loss). */
  readonly cannibalisation: number;
  /** What was bought now instead of later: the dip after (above 0 is a loss). */
  readonly pullForward: number;
  /** What products of other groups gained meanwhile. */
  readonly halo: number;
  /** Profit (revenue without costs) gained over the promoted products and their group, with its interval. */
  readonly net: number;
  readonly low: number;
  readonly high: number;
  /** The same with what other groups gained or lost meanwhile; with many other products their noise is most of it. */
  readonly netWithHalo: Interval;
  readonly intervals: Readonly<Record<'uplift' | 'cannibalisation' | 'pullForward' | 'halo', Interval>>;
  readonly chanceOfGain: number;
  /** Mean share off the regular price. */
  readonly discount: number;
  readonly warnings: readonly string[];
}

export interface PromotionOptions {
  /** Periods after a promotion in which purchases may be missing (default 2). */
  readonly after?: number;
  readonly level?: number;
  readonly draws?: number;
  readonly seed?: number;
}

/**
 * What each promotion brought: actual sales (their own noise taken out in each draw) less a baseline learned from periods that no
 * promotion touches, for the promoted products (uplift), for the same in the periods after (pull-forward), for other products of the
 * group (cannibalisation) and of other groups (halo), and the profit of it (van Heerde, Leeflang & Wittink 2004 decompose alike).
 * Intervals from draws of the baselines; those of other products by the mean and variance of their sum. Nothing for promotions whose product has too few clean periods: they are in `unmeasured` with the reason.
 */
export function promotionEffects(
  panel: PromotionPanel,
  options: PromotionOptions = {},
): { promotions: PromotionEffect[]; unmeasured: { id: string; reason: string }[]; trace: Trace } {
  const { after = 2, level = 0.95, draws = 1000, seed = 1 } = options;
  const cells = makeCells(panel, after);
  const events = findEvents(panel);
  const promotions: PromotionEffect[] = [];
  const unmeasured: { id: string; reason: string }[] = [];
  for (const event of events) {
    const own = cells.filter((cell) =>
      event.rows.some((row) => cell.product === panel.product[row] && cell.store === storeOf(panel, row)),
    );
    const measured = own.filter(({ baseline }) => baseline !== undefined);
    if (measured.length === 0) {
      unmeasured.push({
        id: event.id,
        reason: 'fewer than 6 periods of its product are free of promotions: no baseline',
      });
      continue;
    }
    promotions.push(
      measurePromotion(panel, event, measured, own.length - measured.length, cells, { after, level, draws, seed }),
    );
  }
  return {
    promotions,
    unmeasured,
    trace: [
      {
        step: 'baseline per product and store from periods without promotions and not just after one',
        inputs: { products: cells.length, after },
      },
      {
        step: 'effects are actual less baseline; intervals from draws of the baselines',
        inputs: { draws, level },
        source: 'van Heerde, Leeflang & Wittink (2004)',
      },
    ],
  };
}
