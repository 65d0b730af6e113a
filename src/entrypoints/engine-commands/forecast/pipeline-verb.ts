import { usableTraits } from '#engines/forecasting/pipeline/usable-traits.ts';
import { type PipelineForecast, forecastPipeline } from '#engines/forecasting/pipeline/forecast-pipeline.ts';
import { type Backtest, backtestPipeline } from '#engines/forecasting/pipeline/pipeline-backtest.ts';
import type { ChartSpec } from '#kernel/chart.ts';
import { dayNumber } from '#kernel/civil-date.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { WrongCall } from '../../command-arguments.ts';
import { terminalTable } from '../../terminal-table.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { readDeals } from './read-deals.ts';
import { withStages } from './read-stages.ts';

export const pipelineVerb: EngineVerb = {
  summary: 'What the open deals and those to come will bring by a day, with chances and a back-test',
  files: [1, 2],
  input:
    'id, created, closed?, outcome?, stage?, amount, owner?, product?, source?, segment?, region?; a second file with the history of stages: id, stage, entered',
  options: [
    {
      name: 'as-of',
      kind: 'date',
      help: 'last day that is known; later rows and outcomes are not used',
      required: true,
    },
    { name: 'until', kind: 'date', help: 'last day of the time to forecast', required: true },
    { name: 'level', kind: 'number', help: 'level of low and high in per cent', fallback: 95, min: 1, max: 99.9 },
    {
      name: 'by',
      kind: 'list',
      help: 'columns that may move the chance (default owner, product, source, segment, region)',
    },
    {
      name: 'period',
      kind: 'text',
      help: 'periods of the back-test',
      fallback: 'quarter',
      oneOf: ['month', 'quarter'],
    },
    { name: 'days-before', kind: 'list', help: 'back-test so many days before the period ends (default 30,60,90)' },
  ],
  async run(call) {
    const [asOf, until] = [dayNumber(call.options['as-of'] as string), dayNumber(call.options.until as string)];
    if (until <= asOf)
      throw new WrongCall(`invalid --until: ${String(call.options.until)} (a day after --as-of is expected)`);
    if (until - asOf > 3700)
      throw new WrongCall(`invalid --until: ${String(call.options.until)} (at most ten years after --as-of)`);
    const daysBefore = readDays((call.options['days-before'] as readonly string[] | undefined) ?? ['30', '60', '90']);
    const table = await call.readTable(call.files[0]);
    const read = readDeals(table, call.map, call.options.by as readonly string[] | undefined);
    const { usage } = read;
    const staged =
      call.files.length > 1
        ? withStages(read.deals, await call.readTable(call.files[1]), call.map)
        : { deals: read.deals, notes: [] };
    const { deals } = staged;
    const { kept: traits, dropped } = usableTraits(deals, read.traits);
    const notes = [
      ...read.notes,
      ...staged.notes,
      ...dropped.map(({ trait, why }) => `column "${trait}" is not used: ${why}`),
    ];
    const closed = deals.filter((deal) => deal.closed !== undefined && deal.closed <= asOf).length;
    if (closed < 20) {
      throw unusable('at least 20 deals won or lost by the as-of day', { file: table.name, found: `${closed} deals` });
    }
    const level = call.options.level as number;
    const forecast = forecastPipeline(deals, { asOf, until, traits, level, seed: call.seed });
    const backtest = backtestPipeline(deals, {
      traits,
      period: call.options.period as 'month' | 'quarter',
      daysBefore,
      lastDay: asOf,
      level,
      seed: call.seed,
    });
    return {
      json: { ...forecast, asOf: call.options['as-of'], until: call.options.until, backtest, traits, usage, notes },
      text: text(forecast, backtest, String(call.options['as-of']), String(call.options.until), [
        ...notes,
        ...usage.reasons.map(({ reason, count }) => `${count} deals left out: ${reason}`),
      ]),
      plot: picture(forecast, backtest, String(call.options.until)),
    };
  },
};

function readDays(texts: readonly string[]): number[] {
  return texts.map((value) => {
    const days = Number(value);
    if (!Number.isInteger(days) || days < 1 || days > 3650) {
      throw new WrongCall(`invalid --days-before: ${value} (whole numbers from 1 to 3650 are expected)`);
    }
    return days;
  });
}

const money = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 0 });
const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;

function text(
  forecast: PipelineForecast,
  backtest: Backtest,
  asOf: string,
  until: string,
  notes: readonly string[],
): string {
  const { total, level } = forecast;
  const parts = [
    `Won after ${asOf} up to ${until}: ${money(total.mean)} (${level} % from ${money(total.low)} to ${money(total.high)}, median ${money(total.median)})`,
    `  ${money(forecast.fromOpen)} from ${forecast.deals.length} open deals, ${money(forecast.fromNew)} from about ${money(forecast.expectedNewDeals)} deals still to come`,
    '',
    terminalTable(
      [
        { header: 'open deal' },
        { header: 'won', align: 'right' },
        { header: 'lost', align: 'right' },
        { header: 'expected', align: 'right' },
        { header: 'days', align: 'right' },
        { header: 'because' },
      ],
      forecast.deals.slice(0, 12).map((deal) => [
        deal.id,
        percent(deal.probability),
        percent(deal.lost),
        money(deal.expectedAmount),
        deal.medianDays,
        deal.reasons
          .slice(0, 2)
          .map(({ factor, value, ratio }) => `${factor} ${value} ×${ratio.toFixed(2)}`)
          .join(', '),
      ]),
    ),
  ];
  if (forecast.deals.length > 12)
    parts.push(`… and ${forecast.deals.length - 12} more open deals (--json has all of them)`);
  if (backtest.summary.length > 0) {
    parts.push(
      '',
      'Back-test (sum of absolute errors over sum of actuals)',
      terminalTable(
        [
          { header: 'days before the end', align: 'right' },
          { header: 'periods', align: 'right' },
          { header: 'this forecast', align: 'right' },
          { header: 'stage-weighted', align: 'right' },
          { header: 'last period', align: 'right' },
          { header: 'covered', align: 'right' },
        ],
        backtest.summary.map((row) => [
          row.daysBefore,
          row.folds,
          percent(row.error),
          percent(row.stageWeightedError),
          percent(row.lastPeriodError),
          percent(row.coverage),
        ]),
      ),
    );
  } else parts.push('', 'No back-test: it needs at least one whole period of closings before each forecast');
  return [...parts, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
}

function picture(forecast: PipelineForecast, backtest: Backtest, until: string): ChartSpec {
  const nearest = Math.min(...backtest.folds.map((fold) => fold.daysBefore), Number.MAX_SAFE_INTEGER);
  const folds = backtest.folds.filter((fold) => fold.daysBefore === nearest);
  return {
    kind: 'bar',
    title: 'Pipeline forecast',
    subtitle: folds.length > 0 ? `with back-tests ${nearest} days before the end of each period` : undefined,
    categories: [...folds.map((fold) => fold.until), until],
    series: [
      { name: 'came', values: [...folds.map((fold) => fold.actual), null] },
      {
        name: 'forecast',
        values: [...folds.map((fold) => fold.mean), forecast.total.mean],
        low: [...folds.map((fold) => fold.low), forecast.total.low],
        high: [...folds.map((fold) => fold.high), forecast.total.high],
      },
    ],
    emphasis: folds.length,
  };
}
