import { sortedQuantile } from '#engines/numerics/quantile.ts';
import { weightedLogistic } from '#engines/numerics/weighted-logistic.ts';
import { type Random, seededRandom } from '#kernel/random.ts';
import type { Trace } from '#kernel/trace.ts';
import { similarity } from './similar-deals.ts';

/** A deal: its value at list price, cost, the share given away, and what else tells deals apart. */
export interface PastDeal {
  readonly id: string;
  readonly won: boolean;
  readonly listAmount: number;
  /** Cost of what is sold. */
  readonly cost: number;
  /** 0.1 for 10 % off the list. */
  readonly discount: number;
  readonly traits: Readonly<Record<string, string>>;
}

export type OpenDeal = Omit<PastDeal, 'won' | 'discount'>;

export interface DiscountPoint {
  readonly discount: number;
  readonly amount: number;
  readonly winChance: number;
  readonly low: number;
  readonly high: number;
  readonly margin: number;
  readonly expectedMargin: number;
}

export interface DealPrice {
  readonly curve: readonly DiscountPoint[];
  /** The discount with most win chance × margin; null when history cannot tell what a discount does. */
  readonly target: (DiscountPoint & { readonly lowDiscount: number; readonly highDiscount: number }) | null;
  /** No further than this: the margin left is the least one asks for. */
  readonly walkAway: {
    readonly discount: number;
    readonly amount: number;
    readonly margin: number;
    readonly because: string;
  };
  readonly similar: readonly {
    readonly id: string;
    readonly similarity: number;
    readonly won: boolean;
    readonly discount: number;
    readonly listAmount: number;
  }[];
  /** Sum of similarities: as many deals like this one stand behind the curve. */
  readonly effectiveDeals: number;
  readonly discountEffect: { readonly estimate: number; readonly low: number; readonly high: number };
  readonly warnings: readonly string[];
  readonly trace: Trace;
}

export interface DealOptions {
  /** Share of the price that must be left over cost (default: the lower tenth of similar won deals, at least 0). */
  readonly leastMargin?: number;
  readonly seed?: number;
  readonly replicates?: number;
}

const fewestDeals = 20;
const gridSteps = 60;

/**
 * What to ask in one deal: win chance × margin over the discount, the chance from past deals weighted by how alike they
 * are: local logistic regression (Loader 1999, §4.2) of won on discount and log size, made stable by two half observations
 * of either outcome (log-F(1,1) prior: Greenland & Mansournia 2015), intervals by bootstrap over deals. Throws RangeError for
 * fewer than 20 past deals or only one outcome.
 */
export function dealPrice(deal: OpenDeal, past: readonly PastDeal[], options: DealOptions = {}): DealPrice {
  const { seed = 1, replicates = 300 } = options;
  if (past.length < fewestDeals)
    throw new RangeError(`invalid past deals: ${past.length} (at least ${fewestDeals} closed ones are expected)`);
  if (new Set(past.map(({ won }) => won)).size < 2)
    throw new RangeError('invalid past deals: all have one outcome (won and lost ones are expected)');
  const weights = similarity(deal, past);
  const discounts = past.map(({ discount }) => discount).sort((a, b) => a - b);
  const most = Math.max(0.01, sortedQuantile(discounts, 0.98));
  const grid = Array.from({ length: gridSteps + 1 }, (_, k) => (most * k) / gridSteps);
  const fit = winCurve(deal, past, weights);
  const random = seededRandom(`deal/${seed}`);
  const draws = Array.from({ length: replicates }, () => winCurve(deal, past, resample(weights, random)));
  const slopes = draws.map(({ slope }) => slope).sort((a, b) => a - b);
  const effect = { estimate: fit.slope, low: sortedQuantile(slopes, 0.025), high: sortedQuantile(slopes, 0.975) };
  const curve = grid.map((discount): DiscountPoint => {
    const chances = draws.map(({ at }) => at(discount)).sort((a, b) => a - b);
    const amount = deal.listAmount * (1 - discount);
    const margin = amount - deal.cost;
    const winChance = fit.at(discount);
    return {
      discount,
      amount,
      winChance,
      low: sortedQuantile(chances, 0.025),
      high: sortedQuantile(chances, 0.975),
      margin,
      expectedMargin: winChance * margin,
    };
  });
  const bestOf = (chance: (discount: number) => number): number => {
    const worths = curve.map(({ discount, margin }) => chance(discount) * margin);
    return curve[worths.indexOf(Math.max(...worths))].discount;
  };
  const targets = draws.map(({ at }) => bestOf(at)).sort((a, b) => a - b);
  const best = curve.find(({ discount }) => discount === bestOf(fit.at))!;
  const warnings: string[] = [];
  const tells = effect.low > 0;
  if (!tells)
    warnings.push(
      effect.estimate <= 0
        ? 'cannot tell a target: in similar deals a larger discount did not go with more wins (discounts may have been given to deals that were being lost)'
        : 'the target is uncertain: similar deals do not show clearly what a discount does for winning',
    );
  const effectiveDeals = weights.reduce((sum, weight) => sum + weight, 0);
  if (effectiveDeals < 30)
    warnings.push(`only as much as ${effectiveDeals.toFixed(0)} deals like this one stand behind the curve`);
  if (deal.cost >= deal.listAmount) warnings.push('the cost is above the list price: every price loses money');
  const order = past.map((_, i) => i).sort((a, b) => weights[b] - weights[a]);
  return {
    curve,
    target:
      effect.estimate > 0
        ? { ...best, lowDiscount: sortedQuantile(targets, 0.025), highDiscount: sortedQuantile(targets, 0.975) }
        : null,
    walkAway: walkAway(deal, past, weights, options.leastMargin),
    similar: order.slice(0, 8).map((i) => ({
      id: past[i].id,
      similarity: weights[i],
      won: past[i].won,
      discount: past[i].discount,
      listAmount: past[i].listAmount,
    })),
    effectiveDeals,
    discountEffect: effect,
    warnings,
    trace: [
      { step: 'past deals weighted by how alike they are', inputs: { deals: past.length, effectiveDeals } },
      {
        step: 'log odds of winning per 10 points of discount',
        output: fit.slope / 10,
        source: 'Greenland & Mansournia (2015)',
      },
      { step: 'target: the discount with most win chance × (price − cost)', output: best.discount },
    ],
  };
}

interface WinCurve {
  /** Change of log odds per unit of discount, never below 0 in `at`. */
  readonly slope: number;
  readonly at: (discount: number) => number;
}

function winCurve(deal: OpenDeal, past: readonly PastDeal[], weights: readonly number[]): WinCurve {
  const size = Math.log(deal.listAmount);
  const whole = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const centre = past.reduce((sum, { discount }, i) => sum + weights[i] * discount, 0) / whole;
  const rows = past.map((one) => [1, one.discount - centre, Math.log(one.listAmount) - size]);
  // the prior: half an observation of either outcome one step away from the centre, for each slope
  const prior = [
    [1, 0, 0],
    [0, 0.25, 0],
    [0, 0, 1],
  ].flatMap((row) => [row, row]);
  const [level, slope] = weightedLogistic(
    [...rows, ...prior],
    [...past.map(({ won }) => (won ? 1 : 0)), ...prior.map((_, i) => i % 2)],
    [...weights, ...prior.map(() => 0.5)],
  );
  const used = Math.max(0, slope);
  return { slope, at: (discount) => 1 / (1 + Math.exp(-(level + used * (discount - centre)))) };
}

/** Weights of a bootstrap sample: each deal counts as often as it is drawn. */
function resample(weights: readonly number[], random: Random): number[] {
  const counts = new Int32Array(weights.length);
  for (let i = 0; i < weights.length; i++) counts[random.integer(weights.length)] += 1;
  return weights.map((weight, i) => weight * counts[i]);
}

function walkAway(
  deal: OpenDeal,
  past: readonly PastDeal[],
  weights: readonly number[],
  asked: number | undefined,
): DealPrice['walkAway'] {
  const margins = past
    .flatMap(({ won, listAmount, discount, cost }, i) =>
      won ? [{ margin: 1 - cost / (listAmount * (1 - discount)), weight: weights[i] }] : [],
    )
    .sort((a, b) => a.margin - b.margin);
  const whole = margins.reduce((sum, { weight }) => sum + weight, 0);
  let [seen, tenth] = [0, 0];
  for (const { margin, weight } of margins) {
    seen += weight;
    tenth = margin;
    if (seen >= whole / 10) break;
  }
  const share = asked ?? Math.max(0, tenth);
  const amount = Math.min(deal.listAmount, deal.cost / (1 - share));
  return {
    discount: 1 - amount / deal.listAmount,
    amount,
    margin: amount - deal.cost,
    because:
      asked === undefined
        ? `nine of ten similar won deals left a margin of at least ${(100 * share).toFixed(1)} %`
        : `a margin of at least ${(100 * share).toFixed(1)} % was asked for`,
  };
}
