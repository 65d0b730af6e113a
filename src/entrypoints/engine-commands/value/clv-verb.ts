import { type LifetimeResult, customerLifetime } from '#engines/segmentation/lifetime/customer-lifetime.ts';
import { type HoldoutReport, holdoutReport } from '#engines/segmentation/lifetime/holdout.ts';
import type { LifetimeModelName } from '#engines/segmentation/lifetime/lifetime-model.ts';
import type { ChartSpec } from '#kernel/chart.ts';
import { WrongCall } from '../../command-arguments.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { number, percent, usageLines } from '../segments/print.ts';
import { type HistoryInput, isSummary, readPurchases, readSummary } from './read-history.ts';

const unitDays = { day: 1, week: 7, month: 365.25 / 12, quarter: 365.25 / 4, year: 365.25 } as const;
const unitsPerYear = { day: 365.25, week: 365.25 / 7, month: 12, quarter: 4, year: 1 } as const;
const defaultHorizon = { day: 365, week: 52, month: 12, quarter: 4, year: 1 } as const;

export const clvVerb: EngineVerb = {
  summary: 'Chance of still being a customer, expected purchases and value within the horizon',
  files: [1, 1],
  input: 'customer, date, amount?; or summary x, t_x, T, m?, id? (bgbb: x, t_x, n, count?)',
  options: [
    {
      name: 'model',
      kind: 'text',
      help: 'buyer-till-death model',
      oneOf: ['bgnbd', 'paretonbd', 'bgbb'],
      fallback: 'bgnbd',
    },
    {
      name: 'unit',
      kind: 'text',
      help: 'unit of time',
      oneOf: ['day', 'week', 'month', 'quarter', 'year'],
      fallback: 'week',
    },
    {
      name: 'horizon',
      kind: 'number',
      help: 'how far ahead, in units (default: a year, bgbb 10 occasions, or the hold-out)',
      min: 0.001,
    },
    { name: 'until', kind: 'date', help: 'last day that counts (purchases only)' },
    { name: 'holdout-date', kind: 'date', help: 'fit up to this day and compare with what came after' },
    { name: 'discount', kind: 'number', help: 'discount per year, such as 0.1', min: 0, max: 10 },
  ],
  async run(call) {
    const model = call.options.model as LifetimeModelName;
    const unit = call.options.unit as keyof typeof unitDays;
    const holdout = call.options['holdout-date'] as string | undefined;
    const until = call.options.until as string | undefined;
    const table = await call.readTable(call.files[0]);
    const summary = isSummary(table, call.map);
    if (summary && (holdout ?? until) !== undefined) {
      throw new WrongCall('--until and --holdout-date need purchases (customer, date); this file holds summaries');
    }
    if (!summary && model === 'bgbb') throw new WrongCall('--model bgbb needs a summary file with x, t_x, n');
    const input = summary
      ? readSummary(table, call.map, model === 'bgbb')
      : readPurchases(table, call.map, { unitDays: unitDays[unit], until, holdout });
    const horizon =
      (call.options.horizon as number | undefined) ??
      (input.later === undefined ? (model === 'bgbb' ? 10 : defaultHorizon[unit]) : input.later.units);
    if (model === 'bgbb' && !Number.isInteger(horizon))
      throw new WrongCall(`invalid --horizon: ${horizon} (a whole number of occasions is expected)`);
    const yearly = (call.options.discount as number | undefined) ?? 0;
    const discount = model === 'bgbb' ? yearly : (1 + yearly) ** (1 / unitsPerYear[unit]) - 1;
    const result = customerLifetime(input.history, { model, horizon, discount, m: input.m, lines: input.lines });
    const check =
      input.later !== undefined && input.later.units > 0
        ? holdoutReport(
            input.history.x,
            input.history.T,
            input.later.units,
            horizon === input.later.units
              ? result.expectedPurchases
              : customerLifetime(input.history, { model, horizon: input.later.units }).expectedPurchases,
            input.later.actual,
          )
        : undefined;
    const unitName = model === 'bgbb' ? 'occasion' : unit;
    return {
      json: document(result, input, check, { model, unit: unitName, horizon }),
      text: describe(result, input, check, { unit: unitName, horizon }),
      plot: check === undefined ? aliveMap(result, input) : holdoutChart(check),
    };
  },
};

function document(
  { fit, spend, total, newCustomer, trace, ...perRow }: LifetimeResult,
  input: HistoryInput,
  holdout: HoldoutReport | undefined,
  head: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { parameterNames } = fit.model;
  return {
    ...head,
    parameters: Object.fromEntries(parameterNames.map((name, i) => [name, fit.values[i]])),
    standardErrors:
      fit.standardErrors && Object.fromEntries(parameterNames.map((name, i) => [name, fit.standardErrors![i]])),
    intervals: fit.intervals && Object.fromEntries(parameterNames.map((name, i) => [name, fit.intervals![i]])),
    logLikelihood: fit.logLikelihood,
    converged: fit.converged,
    gammaGamma: spend && {
      ...spend.parameters,
      standardErrors: spend.standardErrors && {
        p: spend.standardErrors[0],
        q: spend.standardErrors[1],
        gamma: spend.standardErrors[2],
      },
      logLikelihood: spend.logLikelihood,
      customers: spend.customers,
      populationMean: spend.populationMean,
      correlationWithFrequency: spend.correlation,
    },
    newCustomer: { expectedPurchases: newCustomer },
    total,
    holdout,
    customers: input.ids.map((id, row) => ({
      id,
      x: input.history.x[row],
      alive: perRow.alive[row],
      expectedPurchases: perRow.expectedPurchases[row],
      ...(input.history.count === undefined ? {} : { count: input.history.count[row] }),
      ...(perRow.value === undefined ? {} : { expectedSpend: perRow.expectedSpend![row], value: perRow.value[row] }),
    })),
    warnings: [...fit.warnings, ...(spend?.warnings ?? [])],
    usage: input.usage,
    notes: input.notes,
    trace,
  };
}

function describe(
  result: LifetimeResult,
  input: HistoryInput,
  holdout: HoldoutReport | undefined,
  { unit, horizon }: { unit: string; horizon: number },
): string {
  const { fit, spend, total } = result;
  const rank = result.value ?? result.expectedPurchases;
  const top = Array.from(input.ids.keys())
    .sort((a, b) => rank[b] - rank[a])
    .slice(0, 15);
  const right = { align: 'right' as const };
  const error = total.standardError === undefined ? '' : ` ± ${number(1.96 * total.standardError)}`;
  return [
    `${fit.model.title} on ${number(fit.history.customers)} customers, log-likelihood ${fit.logLikelihood.toFixed(1)}`,
    terminalTable(
      [{ header: 'parameter' }, { header: 'estimate', ...right }, { header: '95 % interval', ...right }],
      fit.model.parameterNames.map((name, i) => [
        name,
        fit.values[i].toPrecision(4),
        fit.intervals === undefined
          ? 'not told by the data'
          : fit.intervals[i].map((bound) => bound.toPrecision(3)).join(' to '),
      ]),
    ),
    ...(spend === undefined
      ? []
      : [
          `gamma-gamma p ${spend.parameters.p.toPrecision(4)} q ${spend.parameters.q.toPrecision(4)} γ ${spend.parameters.gamma.toPrecision(4)}; mean spend ${spend.populationMean === undefined ? 'undefined' : number(spend.populationMean, 2)}`,
        ]),
    `within ${number(horizon, 2)} ${unit}s: ${number(total.purchases)} purchases${error}${total.value === undefined ? '' : `, worth ${number(total.value)}`}; a new customer makes ${result.newCustomer.toFixed(3)}`,
    '',
    terminalTable(
      [
        { header: 'customer' },
        { header: 'bought again', ...right },
        { header: 'alive', ...right },
        { header: 'expected', ...right },
        { header: 'value', ...right },
      ],
      top.map((row) => [
        input.ids[row],
        input.history.x[row],
        percent(result.alive[row]),
        result.expectedPurchases[row].toFixed(2),
        result.value === undefined ? '' : number(result.value[row], 2),
      ]),
    ),
    ...(input.ids.length > top.length ? [`… ${number(input.ids.length - top.length)} more (--json lists all)`] : []),
    ...(holdout === undefined ? [] : describeHoldout(holdout)),
    ...[...fit.warnings, ...(spend?.warnings ?? [])].map((warning) => `warning: ${warning}`),
    ...usageLines(input.usage, input.notes),
  ].join('\n');
}

function describeHoldout({
  actual,
  expected,
  meanAbsoluteError: error,
  correlation,
  byFrequency,
}: HoldoutReport): string[] {
  return [
    '',
    `hold-out: ${number(actual)} purchases came, ${number(expected)} were expected`,
    `mean absolute error per customer: model ${error.model.toFixed(3)}, rate so far ${error.pastRate.toFixed(3)}, one average ${error.average.toFixed(3)}; correlation ${correlation.model.toFixed(3)} against ${correlation.pastRate.toFixed(3)}`,
    terminalTable(
      [
        { header: 'bought again' },
        { header: 'customers', align: 'right' },
        { header: 'came', align: 'right' },
        { header: 'expected', align: 'right' },
      ],
      byFrequency.map((one) => [
        one.x === 7 ? '7 or more' : String(one.x),
        number(one.customers),
        one.actual.toFixed(2),
        one.expected.toFixed(2),
      ]),
    ),
  ];
}

function holdoutChart({ byFrequency }: HoldoutReport): ChartSpec {
  return {
    kind: 'line',
    title: 'Purchases in the hold-out by repeat purchases before it',
    x: byFrequency.map((one) => (one.x === 7 ? '7+' : String(one.x))),
    series: [
      { name: 'came', values: byFrequency.map((one) => one.actual) },
      { name: 'expected', values: byFrequency.map((one) => one.expected), dashed: true },
    ],
    xAxis: { name: 'repeat purchases before' },
    value: { name: 'purchases per customer' },
  };
}

/** Up to 2,000 customers: chance of still being one against expected purchases. */
function aliveMap(result: LifetimeResult, input: HistoryInput): ChartSpec {
  const step = Math.max(1, Math.ceil(input.ids.length / 2000));
  return {
    kind: 'scatter',
    title: 'Who is still a customer and how often will they buy',
    points: input.ids
      .map((id, row) => ({
        x: result.alive[row],
        y: result.expectedPurchases[row],
        size: result.value?.[row],
        label: id,
      }))
      .filter((_, row) => row % step === 0),
    xAxis: { name: 'chance of still being a customer', unit: 'percent' },
    yAxis: { name: 'expected purchases' },
  };
}
