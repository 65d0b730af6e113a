import { type CauseHazard, type ClosingHazard, dailyChance, dealFactor } from './closing-hazard.ts';
import type { PipelineAsOf } from './deal.ts';

/** How the last weeks compare with the fitted hazards, and how far a period usually strays from them. */
export interface LevelNow {
  readonly won: number;
  readonly lost: number;
  /** Variance of a period's true level of winning around 1. */
  readonly spread: number;
}

const blockDays = 30;

/**
 * Wins and losses against what the hazards expect, in blocks of 30 days counted back from the as-of day. The scatter of
 * the blocks beyond Poisson chance is the spread; the last two blocks, drawn towards 1 by it, are the level now.
 */
export function levelNow(pipeline: PipelineAsOf, hazard: ClosingHazard, historyFrom: number): LevelNow {
  const { asOf } = pipeline;
  const blocks = Math.max(1, Math.floor((asOf - historyFrom + 1) / blockDays));
  const counts = {
    won: { observed: new Float64Array(blocks), expected: new Float64Array(blocks) },
    lost: { observed: new Float64Array(blocks), expected: new Float64Array(blocks) },
  };
  const first = asOf - blocks * blockDays + 1;
  for (const deal of [...pipeline.closed, ...pipeline.open]) {
    const end = deal.closed ?? asOf;
    const factors = { won: dealFactor(hazard.won, deal), lost: dealFactor(hazard.lost, deal) };
    for (let day = Math.max(first, deal.created); day <= end; day++) {
      const block = Math.floor((day - first) / blockDays);
      for (const cause of ['won', 'lost'] as const) {
        const own: CauseHazard = hazard[cause];
        counts[cause].expected[block] += dailyChance(own, hazard.bins, day - deal.created, day, factors[cause]);
      }
    }
    if (deal.closed !== undefined && deal.closed >= first) {
      counts[deal.won === true ? 'won' : 'lost'].observed[Math.floor((deal.closed - first) / blockDays)] += 1;
    }
  }
  const won = summary(counts.won.observed, counts.won.expected);
  const lost = summary(counts.lost.observed, counts.lost.expected);
  return { won: won.level, lost: lost.level, spread: won.spread };
}

const leastSpread = 0.0025;

function summary(observed: Float64Array, expected: Float64Array): { level: number; spread: number } {
  let [excess, weight] = [0, 0];
  for (let b = 0; b < observed.length; b++) {
    excess += (observed[b] - expected[b]) ** 2 - expected[b];
    weight += expected[b] ** 2;
  }
  const spread = Math.max(leastSpread, Math.min(1, weight > 0 ? excess / weight : 1));
  const recent = Math.max(0, observed.length - 2);
  let [seen, due] = [0, 0];
  for (let b = recent; b < observed.length; b++) {
    seen += observed[b];
    due += expected[b];
  }
  return { level: (seen + 1 / spread) / (due + 1 / spread), spread };
}
