import { payChart } from './commission/pay-chart.ts';
import { calculationJson, calculationText, openText } from './commission/print-calculation.ts';
import { explain } from './commission/explain.ts';
import { runSimulation } from './commission/simulate.ts';
import {
  calculatePeriod,
  calculateThrough,
  inputOptions,
  loadInput,
  streamPeriod,
} from './commission/run-calculation.ts';
import { readClosedBooks, withAdjustments } from './commission/closed-books.ts';
import type { CalculationInput } from '#engines/commission/calculation/input.ts';
import type { Plan } from '#engines/commission/plan/plan.ts';
import type { EngineAnswer, EngineCall, EngineCommand, EngineVerb } from './define-engine-command.ts';

const creditColumns =
  'PLAN.yaml and CREDITS: id, payee, date, amount [, currency, share, event, reverses, deal, item, and the columns the plan names]';

const calculateVerb: EngineVerb = {
  summary: 'what everyone earns, line by line',
  files: [2, 2],
  input: creditColumns,
  options: [
    ...inputOptions,
    { name: 'period', kind: 'text', help: 'only this period, such as 2026-10 or 2026-Q4' },
    {
      name: 'closed',
      kind: 'text',
      help: 'earlier --json answer whose periods are closed: late changes become adjustments',
    },
  ],
  async run(call) {
    const [planFile, creditsFile] = call.files;
    const { plan, input, notes } = await loadInput(call, planFile, creditsFile);
    const period = call.options.period as string | undefined;
    if (typeof call.options.closed === 'string') return calculateOpen(call, plan, input, notes);
    if (call.options.json === true && call.options.plot === undefined) {
      return { json: calculationJson(streamPeriod(plan, input, period), notes), text: '' };
    }
    const calculation = calculatePeriod(plan, input, period);
    return {
      json: calculationJson({ ...calculation, warnings: () => calculation.warnings }, notes),
      text: calculationText(calculation, notes),
      plot: payChart(calculation),
    };
  },
};

/** With closed books: everything is calculated anew, closed statements stay, differences go to the open period. */
async function calculateOpen(
  call: EngineCall,
  plan: Plan,
  input: CalculationInput,
  notes: readonly string[],
): Promise<EngineAnswer> {
  const closed = await readClosedBooks(call.options.closed as string, plan.id);
  const calculation = calculateThrough(plan, input, call.options.period as string | undefined);
  const statements = withAdjustments(calculation, closed);
  const closedPeriods = new Set([...closed.periods, ...closed.statements.map(({ period }) => period)]);
  const open = statements.filter(({ period }) => !closedPeriods.has(period));
  return {
    json: {
      ...calculationJson({ ...calculation, warnings: () => calculation.warnings }, notes),
      statements,
      totals: undefined,
      closed: [...closedPeriods],
      adjustments: open.flatMap(({ payee, period, lines }) =>
        lines.filter(({ kind }) => kind === 'adjustment').map((line) => ({ payee, period, ...line })),
      ),
    },
    text: openText(open, plan.currency),
    plot: payChart(calculation),
  };
}

const explainVerb: EngineVerb = {
  summary: 'the plan in plain words, and why every line is what it is',
  files: [1, 2],
  input: `PLAN.yaml alone, or ${creditColumns}`,
  options: [
    ...inputOptions,
    { name: 'period', kind: 'text', help: 'only this period, such as 2026-10 or 2026-Q4' },
    { name: 'payee', kind: 'text', help: 'only this payee' },
    { name: 'credit', kind: 'text', help: 'only lines of this credit' },
    { name: 'language', kind: 'text', help: 'language of the plan in words', oneOf: ['en', 'zh'], fallback: 'en' },
  ],
  run: explain,
};

const simulateVerb: EngineVerb = {
  summary: 'plans side by side over past credits or drawn futures: cost, winners and losers, signs of gaming',
  files: [2, 12],
  input: 'PLAN.yaml [PLAN2.yaml …] and one CREDITS file; the first plan is what the others are compared with',
  options: [
    ...inputOptions,
    { name: 'draws', kind: 'whole', help: 'futures to draw from the past', min: 0, max: 10_000, fallback: 0 },
    {
      name: 'growth',
      kind: 'number',
      help: 'sales level of the futures against the past',
      min: 0,
      max: 100,
      fallback: 1,
    },
    {
      name: 'spread',
      kind: 'number',
      help: 'luck of a payee in a future (standard deviation of its logarithm)',
      min: 0,
      max: 3,
      fallback: 0.15,
    },
    { name: 'budget', kind: 'number', help: 'budget, for the risk of exceeding it', min: 0 },
  ],
  run: runSimulation,
};

/** `quarterdeck commission`: pay from plans and credits, exact and with its working shown. */
export const commissionCommand: EngineCommand = {
  name: 'commission',
  summary: 'Incentive pay: calculate a plan over credits, explain every line, simulate plans side by side',
  verbs: { calculate: calculateVerb, explain: explainVerb, simulate: simulateVerb },
};
