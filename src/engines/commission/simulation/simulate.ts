import { seededRandom } from '#kernel/random.ts';
import { streamStatements } from '../calculation/calculation.ts';
import type { CalculationInput } from '../calculation/input.ts';
import type { Plan } from '../plan/plan.ts';
import { type Comparison, comparePlans } from './compare.ts';
import { type DrawOptions, drawCredits } from './draws.ts';
import { type GamingSign, gamingSigns } from './gaming.ts';
import { type Distribution, type PlanOutcome, distributionOf, planOutcome } from './outcome.ts';

export interface SimulatedPlan extends PlanOutcome {
  readonly gaming: readonly GamingSign[];
  /** Cost over the draws, when draws were asked for. */
  readonly costRange?: Pick<Distribution, 'least' | 'p10' | 'median' | 'p90' | 'most' | 'mean'>;
  /** Share of draws that cost more than the budget. */
  readonly budgetRisk?: number;
}

export interface Simulation {
  readonly plans: readonly SimulatedPlan[];
  /** Every further plan against the first. */
  readonly comparisons: readonly Comparison[];
}

export interface SimulationOptions extends DrawOptions {
  /** How many futures to draw; 0 looks at the past only. */
  readonly draws: number;
  readonly seed: number | string;
  readonly budget?: number;
  readonly progress?: (done: number, total: number) => void;
}

/** A plan with its input: attributes stand in the order in which that plan reads them. */
export interface PlanWithInput {
  readonly plan: Plan;
  readonly input: CalculationInput;
}

/**
 * Plans side by side over the same past credits, and over the same draws of the future (common random numbers, so that
 * differences between plans are not luck).
 */
export function simulate(candidates: readonly PlanWithInput[], options: SimulationOptions): Simulation {
  const plans = candidates.map(({ plan, input }): SimulatedPlan => {
    const past = streamStatements(plan, input);
    return { ...planOutcome(past), gaming: gamingSigns(plan, past.credits) };
  });
  const costs = drawCosts(candidates, options);
  const withRange = plans.map((plan, index) =>
    options.draws === 0 ? plan : { ...plan, ...rangeOf(costs[index], options) },
  );
  return { plans: withRange, comparisons: plans.slice(1).map((plan) => comparePlans(plans[0], plan)) };
}

/** What each plan costs in each draw; draw by draw the plans see the same luck. */
function drawCosts(candidates: readonly PlanWithInput[], options: SimulationOptions): number[][] {
  const costs = candidates.map(() => [] as number[]);
  const periods = candidates.map(({ plan, input }) =>
    options.draws === 0 ? [] : streamStatements(plan, input).periods,
  );
  for (let draw = 0; draw < options.draws; draw++) {
    for (const [index, { plan, input }] of candidates.entries()) {
      const random = seededRandom(options.seed).fork(draw);
      const credits = drawCredits(plan, input.credits, periods[index], random, options);
      costs[index].push(planOutcome(streamStatements(plan, { ...input, credits })).cost);
    }
    options.progress?.(draw + 1, options.draws);
  }
  return costs;
}

function rangeOf(
  costs: readonly number[],
  { budget }: SimulationOptions,
): Pick<SimulatedPlan, 'costRange' | 'budgetRisk'> {
  const { least, p10, median, p90, most, mean } = distributionOf(costs);
  const over = costs.filter((cost) => budget !== undefined && cost > budget).length;
  return {
    costRange: { least, p10, median, p90, most, mean },
    ...(budget === undefined ? {} : { budgetRisk: over / costs.length }),
  };
}
