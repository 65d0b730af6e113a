import { sortedQuantile } from '#engines/numerics/quantile.ts';
import type { Random } from '#kernel/random.ts';
import type { Deal } from './deal.ts';
import type { ArrivalModel } from './deal-arrivals.ts';
import type { AmountModel } from './won-amount.ts';

export interface PipelineParts {
  readonly open: readonly { readonly deal: Deal; readonly chance: number }[];
  readonly arrivals: ArrivalModel;
  /** Chance to be won by the end of a deal created on each day of the window. */
  readonly newChance: Float64Array;
  readonly amounts: AmountModel;
  readonly levelSpread: number;
}

export interface SimulatedTotal {
  readonly total: { readonly mean: number; readonly low: number; readonly median: number; readonly high: number };
  readonly fromOpen: number;
  readonly fromNew: number;
  readonly expectedNewDeals: number;
}

/**
 * The distribution of money won in the window. Each run draws one level of winning for all deals (periods stray together),
 * one level of arrivals, then every deal's fate and amount. The mean is computed exactly, the quantiles come from the runs.
 */
export function simulateTotal(
  parts: PipelineParts,
  asOf: number,
  until: number,
  level: number,
  simulations: number,
  random: Random,
): SimulatedTotal {
  const { open, arrivals, newChance, amounts, levelSpread } = parts;
  let [expectedNewDeals, expectedNewWins, fromOpen] = [0, 0, 0];
  for (let day = asOf + 1; day <= until; day++) {
    const rate = arrivals.rate(day);
    expectedNewDeals += rate;
    expectedNewWins += rate * newChance[day - asOf - 1];
  }
  const templates = arrivals.templates;
  let templateAmount = 0;
  for (const deal of templates) templateAmount += amounts.expected(deal) / templates.length;
  for (const { deal, chance } of open) fromOpen += chance * amounts.expected(deal);
  const fromNew = templates.length === 0 ? 0 : expectedNewWins * templateAmount;
  const totals = new Float64Array(simulations);
  const arrivalSpread = arrivals.spread / Math.max(1, (until - asOf) / 30);
  for (let run = 0; run < simulations; run++) {
    const winning = logNormal(random, levelSpread);
    const coming = logNormal(random, arrivalSpread);
    let sum = 0;
    for (const { deal, chance } of open) {
      const moved = chance <= 0 ? 0 : chance >= 1 ? 1 : 1 - (1 - chance) ** winning;
      if (random.next() < moved) sum += amounts.draw(deal, random);
    }
    const wins = templates.length === 0 ? 0 : poisson(expectedNewWins * coming * winning, random);
    for (let i = 0; i < wins; i++) sum += amounts.draw(random.pick(templates), random);
    totals[run] = sum;
  }
  totals.sort();
  const tail = (1 - level / 100) / 2;
  return {
    total: {
      mean: fromOpen + fromNew,
      low: sortedQuantile(totals, tail),
      median: sortedQuantile(totals, 0.5),
      high: sortedQuantile(totals, 1 - tail),
    },
    fromOpen,
    fromNew,
    expectedNewDeals,
  };
}

function logNormal(random: Random, variance: number): number {
  const sigma2 = Math.log1p(variance);
  return Math.exp(Math.sqrt(sigma2) * random.normal() - sigma2 / 2);
}

/** Knuth's product of uniforms below 30, a rounded normal above (relative error of the tails below 1 %). */
function poisson(mean: number, random: Random): number {
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random.next(); product > limit; product *= random.next()) count += 1;
  return count;
}
