import { readAs } from '#platform/records/run-as.ts';
import { metricCatalogue, metricNamed } from '#rooms/performance/metrics/catalogue.ts';
import { type MetricValue, evaluateMetric } from '#rooms/performance/metrics/evaluate-metric.ts';
import { type Dimension, dimensions } from '#rooms/performance/metrics/facts.ts';
import { parsePeriod } from '#rooms/performance/metrics/period.ts';
import { WrongCall, parseArguments } from '../command-arguments.ts';
import { withWorkplace, workplaceOptions } from '../local-workplace.ts';
import { terminalTable } from '../terminal-table.ts';
import { commandUsage } from './command-usage.ts';

const options = [
  { name: 'by', kind: 'text', help: 'slice by a dimension', oneOf: dimensions },
  { name: 'period', kind: 'text', help: '2017, 2017-Q3, 2017-03, 2017-03-05 or two of them joined by ".."' },
  ...workplaceOptions,
] as const;

/** `quarterdeck metrics [NAME…] [--by DIM] [--period P]`. */
export async function run(args: readonly string[]): Promise<number> {
  const { positional, options: given } = parseArguments(args, options);
  if (given.help === true) return commandUsage('metrics [NAME…]', 'Numbers of the metric catalogue.', options);
  const wanted =
    positional.length === 0 ? metricCatalogue : positional.map((name) => metricNamed(name) ?? unknownMetric(name));
  const by = given.by as Dimension | undefined;
  const metrics = await withWorkplace(given, (place) =>
    readAs(
      place,
      place.viewer,
      async (context) => {
        const period =
          given.period === undefined ? undefined : parsePeriod(String(given.period), context.company.fiscal);
        const values: MetricValue[] = [];
        for (const metric of wanted) {
          if (by !== undefined && metric.fact.by[by] === undefined && positional.length === 0) continue;
          values.push(await evaluateMetric(context, metric, { by, period }));
        }
        return values;
      },
      { statementTimeoutMs: 0 },
    ),
  );
  process.stdout.write(given.json === true ? `${JSON.stringify({ metrics })}\n` : describe(metrics));
  return 0;
}

function unknownMetric(name: string): never {
  throw new WrongCall(
    `unknown metric ${name} (one of ${metricCatalogue.map((metric) => metric.name).join(', ')} is expected)`,
  );
}

function describe(metrics: readonly MetricValue[]): string {
  const total = terminalTable(
    [{ header: 'metric' }, { header: 'value', align: 'right' }, { header: 'unit' }, { header: 'rows', align: 'right' }],
    metrics.map((metric) => [metric.name, shown(metric, metric.value), metric.currency ?? metric.unit, metric.count]),
  );
  const slices = metrics
    .filter((metric) => metric.rows.length > 0)
    .map(
      (metric) =>
        `${metric.name}\n${terminalTable(
          [{ header: 'slice' }, { header: 'value', align: 'right' }, { header: 'rows', align: 'right' }],
          metric.rows.map((row) => [row.label ?? '(none)', shown(metric, row.value), row.count]),
        )}`,
    );
  return `${[total, ...slices].join('\n\n')}\n`;
}

function shown(metric: MetricValue, value: number | null): string {
  if (value === null) return 'no data';
  if (metric.unit === 'percent') return `${(value * 100).toFixed(2)} %`;
  return metric.unit === 'count'
    ? value.toLocaleString('en')
    : value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
