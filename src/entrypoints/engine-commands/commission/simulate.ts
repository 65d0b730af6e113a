import type { PlanWithInput, SimulatedPlan, Simulation } from '#engines/commission/simulation/simulate.ts';
import { simulate } from '#engines/commission/simulation/simulate.ts';
import type { ChartSpec } from '#kernel/chart.ts';
import { WrongCall } from '../../command-arguments.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { EngineAnswer, EngineCall } from '../define-engine-command.ts';
import { loadInput } from './run-calculation.ts';

/** One plan or several side by side over the same credits, and over draws of the future. */
export async function runSimulation(call: EngineCall): Promise<EngineAnswer> {
  const planFiles = call.files.filter(isPlanFile);
  const creditFiles = call.files.filter((file) => !isPlanFile(file));
  if (planFiles.length === 0 || creditFiles.length !== 1) {
    throw new WrongCall('one or more plans (.yaml, .yml or .json) and one credits file are expected');
  }
  const candidates: PlanWithInput[] = [];
  for (const file of planFiles) candidates.push(await loadInput(call, file, creditFiles[0]));
  const currencies = new Set(candidates.map(({ plan }) => plan.currency));
  if (currencies.size > 1)
    throw new WrongCall(`plans in one currency are expected (found ${[...currencies].join(', ')})`);
  const draws = call.options.draws as number;
  const simulation = simulate(candidates, {
    draws,
    seed: call.seed,
    growth: call.options.growth as number,
    spread: call.options.spread as number,
    budget: call.options.budget as number | undefined,
    progress: (done, total) => call.progress(done, total, 'draws'),
  });
  return {
    json: {
      ...simulation,
      trace: [
        {
          step: 'every plan was calculated exactly over the same credits; sums here are rounded numbers for comparison',
        },
        {
          step: `${draws} futures drawn from past periods of each payee with replacement, seed ${call.seed}; the same for every plan`,
        },
      ],
    },
    text: simulationText(simulation),
    plot: distributionChart(simulation.plans),
  };
}

function isPlanFile(file: string): boolean {
  return /\.(ya?ml|json)$/i.test(file);
}

function simulationText({ plans, comparisons }: Simulation): string {
  const money = (value: number): string => value.toFixed(2);
  const percent = (value: number | undefined): string => (value === undefined ? '' : `${(value * 100).toFixed(2)} %`);
  const right = 'right' as const;
  const parts = [
    terminalTable(
      [
        { header: 'plan' },
        { header: 'cost', align: right },
        { header: 'cost of sale', align: right },
        { header: 'median', align: right },
        { header: 'p10', align: right },
        { header: 'p90', align: right },
        { header: 'zero pay', align: right },
        { header: 'pay vs sales', align: right },
        { header: 'cost p10–p90', align: right },
      ],
      plans.map(({ plan, cost, costOfSale, distribution, payForPerformance, costRange }) => [
        plan,
        money(cost),
        percent(costOfSale),
        money(distribution.median),
        money(distribution.p10),
        money(distribution.p90),
        distribution.zeroPay,
        payForPerformance?.toFixed(2),
        costRange === undefined ? '' : `${money(costRange.p10)}–${money(costRange.p90)}`,
      ]),
    ),
  ];
  for (const { plan, against, costChange, winners, losers, unchanged, mostWon, mostLost } of comparisons) {
    parts.push(
      `${plan} against ${against}: cost ${costChange >= 0 ? '+' : ''}${money(costChange)}; ${winners} win, ${losers} lose, ${unchanged} unchanged`,
    );
    for (const { payee, before, after } of [...mostWon.slice(0, 3), ...mostLost.slice(0, 3)]) {
      parts.push(`  ${payee}: ${money(before)} → ${money(after)}`);
    }
  }
  for (const { plan, gaming } of plans) {
    for (const { sign, clause, evidence } of gaming) parts.push(`${plan}: sign of ${sign} (${clause}): ${evidence}`);
  }
  return parts.join('\n');
}

const bins = 12;

function distributionChart(plans: readonly SimulatedPlan[]): ChartSpec {
  const all = plans.flatMap(({ byPayee }) => byPayee.map(({ pay }) => pay));
  const low = Math.min(0, ...all);
  const width = (Math.max(1, ...all) - low) / bins;
  return {
    kind: 'bar',
    title: 'Pay by payee: how many earn how much',
    subtitle: plans.map(({ plan }) => plan).join(', '),
    categories: Array.from(
      { length: bins },
      (_, i) => `${Math.round(low + i * width)}–${Math.round(low + (i + 1) * width)}`,
    ),
    series: plans.map(({ plan, byPayee }) => {
      const values = Array.from({ length: bins }, () => 0);
      for (const { pay } of byPayee) values[Math.min(bins - 1, Math.floor((pay - low) / width))] += 1;
      return { name: plan, values };
    }),
    value: { name: 'payees', unit: 'count' },
  };
}
