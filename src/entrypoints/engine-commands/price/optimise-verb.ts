import { type OptimisedPrices, optimisePrices } from '#engines/pricing/optimisation/optimise-prices.ts';
import type { PricedProduct } from '#engines/pricing/optimisation/price-limits.ts';
import type { PriceObjective } from '#engines/pricing/optimisation/price-model.ts';
import type { PriceRules } from '#engines/pricing/optimisation/price-rules.ts';
import { simulatePrices } from '#engines/pricing/optimisation/simulate-prices.ts';
import type { ChartSpec } from '#kernel/chart.ts';
import { UnusableData } from '#kernel/unusable-data.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { number, percent, usageLines } from '../segments/print.ts';
import { loadPriceRules } from './read-price-rules.ts';
import { readPricedProducts } from './read-priced-products.ts';

export const optimiseVerb: EngineVerb = {
  summary: 'The prices that bring most profit or revenue among those that the rules allow, and what each rule costs',
  files: [1, 1],
  input: 'product, price, cost, elasticity, quantity, competitor_price?, low? and high? (interval of the elasticity)',
  options: [
    { name: 'constraints', kind: 'text', help: 'the rules for prices (YAML or JSON)', required: true },
    {
      name: 'objective',
      kind: 'text',
      help: 'what to bring most of',
      oneOf: ['profit', 'revenue'],
      fallback: 'profit',
    },
    {
      name: 'draws',
      kind: 'whole',
      help: 'draws of the elasticities for the interval of the result',
      fallback: 2000,
      min: 100,
      max: 100_000,
    },
  ],
  async run(call) {
    const rules = await loadPriceRules(call.options.constraints as string);
    const { products, intervals, usage, notes } = await readPricedProducts(call);
    const objective = call.options.objective as PriceObjective;
    const seconds = call.seconds ?? 30;
    const until = performance.now() + 1000 * seconds;
    const found = solve(products, rules, objective, () => performance.now() > until);
    const simulated =
      intervals &&
      simulatePrices(
        products,
        intervals,
        found.prices.map(({ optimal }) => optimal),
        {
          seed: call.seed,
          draws: call.options.draws as number,
        },
      );
    const told = [...notes, ...found.notes];
    if (found.gap > 0)
      told.push(`stopped at the limit of the search: at most ${number(found.gap, 2)} of ${objective} more is possible`);
    return {
      json: { ...found, objective, ...(simulated === undefined ? {} : { simulation: simulated }), usage, notes: told },
      text: [
        ...describe(found, objective),
        ...(simulated === undefined ? [] : [simulationLine(simulated)]),
        ...usageLines(usage, told),
      ].join('\n'),
      plot: chart(found),
    };
  },
};

function solve(
  products: readonly PricedProduct[],
  rules: PriceRules,
  objective: PriceObjective,
  stop: () => boolean,
): OptimisedPrices {
  try {
    const found = optimisePrices(products, rules, objective, stop);
    if ('prices' in found) return found;
    throw new UnusableData(
      found.conflicts.map((names) => ({
        expected: `rules that can hold together; these cannot: ${names.join(' · ')}`,
      })),
    );
  } catch (problem) {
    if (problem instanceof RangeError)
      throw new UnusableData([{ expected: `rules about products of the file (${problem.message})` }]);
    throw problem;
  }
}

export function simulationLine(simulated: ReturnType<typeof simulatePrices>): string {
  const { profit, revenue, chanceOfMoreProfit } = simulated;
  return `With the uncertainty of the elasticities: profit ${signed(profit.mean)} (${signed(profit.low)} to ${signed(profit.high)}), revenue ${signed(revenue.mean)} (${signed(revenue.low)} to ${signed(revenue.high)}); more profit with a chance of ${percent(chanceOfMoreProfit, 0)}`;
}

function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${number(value, 2)}`;
}

function describe({ prices, before, after, rules }: OptimisedPrices, objective: PriceObjective): string[] {
  const right = { align: 'right' as const };
  const gain = after[objective] - before[objective];
  return [
    `${objective === 'profit' ? 'Profit' : 'Revenue'} ${number(before[objective], 2)} → ${number(after[objective], 2)} (${signed(gain)}, ${percent(gain / Math.abs(before[objective] || 1))}); quantity ${number(before.quantity)} → ${number(after.quantity)}`,
    terminalTable(
      [
        { header: 'product' },
        { header: 'current', ...right },
        { header: 'optimal', ...right },
        { header: 'change', ...right },
        { header: objective, ...right },
        { header: 'because' },
      ],
      prices
        .toSorted((a, b) => b.after[objective] - b.before[objective] - (a.after[objective] - a.before[objective]))
        .slice(0, 40)
        .map((one) => [
          one.product,
          number(one.current, 4),
          number(one.optimal, 4),
          one.change === 0 ? '' : percent(one.change),
          signed(one.after[objective] - one.before[objective]),
          one.reasons.slice(0, 2).join('; '),
        ]),
    ),
    ...(rules.length === 0 ? [] : ['What the rules cost:']),
    ...rules
      .slice(0, 12)
      .map(
        ({ rule, worth, marginal }) =>
          `  ${worth === undefined ? '' : `${number(worth, 2)} `}${rule}${marginal === undefined ? '' : ` (${number(marginal, 2)} per unit that it gives way)`}`,
      ),
  ];
}

function chart({ prices }: OptimisedPrices): ChartSpec {
  const shown = prices.toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change)).slice(0, 40);
  return {
    kind: 'bar',
    title: 'Current and optimal prices',
    categories: shown.map(({ product }) => product),
    series: [
      { name: 'current', values: shown.map(({ current }) => current) },
      { name: 'optimal', values: shown.map(({ optimal }) => optimal) },
    ],
    value: { unit: 'number' },
    horizontal: true,
  };
}
