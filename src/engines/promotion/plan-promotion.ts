import { randomEffects } from '#engines/numerics/random-effects.ts';
import { sortedQuantile } from '#engines/numerics/quantile.ts';
import { seededRandom } from '#kernel/random.ts';
import type { PromotionEffect } from './promotion-effect.ts';

export interface PromotionPlan {
  /** Units expected without the promotion, over its whole length. */
  readonly baseline: number;
  readonly regularPrice: number;
  readonly cost: number;
  /** Share off the regular price. */
  readonly discount: number;
  /** What it costs besides: leaflets, display. */
  readonly fixedCost?: number;
}

export interface PlannedPromotion {
  readonly uplift: number;
  readonly sold: number;
  readonly cannibalisation: number;
  readonly pullForward: number;
  readonly net: number;
  readonly low: number;
  readonly high: number;
  readonly chanceOfGain: number;
  /** Times the baseline that must be sold for the profit to stay the same, before losses elsewhere. */
  readonly breakEven: number | null;
  readonly because: readonly string[];
}

const fewest = 4;

/**
 * What a promotion may bring, from past ones: log of sold ÷ baseline per log of price cut, each past promotion an estimate with its
 * error, drawn together by a random-effects model; losses elsewhere as shares of uplift. Throws RangeError for fewer than 4 past
 * promotions with a price cut.
 */
export function planPromotion(
  plan: PromotionPlan,
  past: readonly PromotionEffect[],
  { seed = 1, draws = 4000 } = {},
): PlannedPromotion {
  const cut = past.filter(({ discount, baseline, sold }) => discount > 0.01 && baseline > 0 && sold > 0);
  if (cut.length < fewest)
    throw new RangeError(
      `invalid past promotions: ${cut.length} with a price cut could be measured (at least ${fewest} are expected)`,
    );
  const slopes = cut.map(({ sold, baseline, discount }) => Math.log(sold / baseline) / -Math.log1p(-discount));
  const errors = cut.map(({ intervals, sold, baseline, discount }) => {
    const spread = Math.max(1e-6, (intervals.uplift.high - intervals.uplift.low) / 3.92);
    return (spread / Math.min(sold, baseline) / -Math.log1p(-discount)) ** 2;
  });
  const { tauSquared, means } = randomEffects(slopes, errors);
  const shareOf = (of: (one: PromotionEffect) => number): number => {
    const shares = cut
      .filter(({ uplift }) => uplift > 0)
      .map((one) => of(one) / one.uplift)
      .sort((a, b) => a - b);
    return shares.length === 0 ? 0 : Math.min(1, Math.max(0, sortedQuantile(shares, 0.5)));
  };
  const cannibalised = shareOf(({ cannibalisation }) => cannibalisation);
  const pulled = shareOf(({ pullForward }) => pullForward);
  const price = plan.regularPrice * (1 - plan.discount);
  const [unit, regular] = [price - plan.cost, plan.regularPrice - plan.cost];
  const result = (slope: number) => {
    const sold = plan.baseline * (1 - plan.discount) ** -slope;
    const uplift = sold - plan.baseline;
    const lost = Math.max(0, uplift) * (cannibalised + pulled);
    return { sold, uplift, net: unit * sold - regular * plan.baseline - regular * lost - (plan.fixedCost ?? 0) };
  };
  const random = seededRandom(`plan/${seed}`);
  const spread = Math.sqrt(tauSquared + means[0].variance);
  const nets = Float64Array.from({ length: draws }, () => result(means[0].mean + spread * random.normal()).net).sort();
  const { sold, uplift, net } = result(means[0].mean);
  return {
    uplift,
    sold,
    cannibalisation: Math.max(0, uplift) * cannibalised,
    pullForward: Math.max(0, uplift) * pulled,
    net,
    low: sortedQuantile(nets, 0.025),
    high: sortedQuantile(nets, 0.975),
    chanceOfGain: nets.filter((value) => value > 0).length / draws,
    breakEven: unit > 0 ? (regular * plan.baseline + (plan.fixedCost ?? 0)) / unit / plan.baseline : null,
    because: [
      `${cut.length} past promotions: quantity rose by ${means[0].mean.toFixed(2)} % per 1 % off (they differ by ${Math.sqrt(tauSquared).toFixed(2)})`,
      `${(100 * cannibalised).toFixed(0)} % of the uplift came from other products of the group, ${(100 * pulled).toFixed(0)} % from later periods`,
    ],
  };
}
