import { type AnomalyPoint, type AnomalyResult, detectAnomalies } from '#engines/anomaly/detect-anomalies.ts';
import { type SliceMove, expectSlices, explainAnomaly } from '#engines/anomaly/explain-anomaly.ts';
import type { ChartSpec } from '#kernel/chart.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { sparkline, terminalTable } from '../../terminal-table.ts';
import type { EngineVerb } from '../define-engine-command.ts';
import { number, percent, usageLines } from '../segments/print.ts';
import { type PeriodSeries, readPeriods } from './read-periods.ts';

type Found = AnomalyPoint & {
  readonly series?: string;
  readonly period: string;
  readonly because?: readonly SliceMove[];
};

export const anomalyVerb: EngineVerb = {
  summary: 'Points out of line with trend and season, with few false alarms, and the slices that moved them',
  files: [1, 1],
  input: 'period (or date), value, series?, and the columns named by --by; rows of one period are added up',
  options: [
    { name: 'by', kind: 'list', help: 'columns whose values may explain a move' },
    {
      name: 'season',
      kind: 'whole',
      help: 'periods of a season (default: by the calendar; 1 for none)',
      min: 1,
      max: 400,
    },
    {
      name: 'alarms',
      kind: 'number',
      help: 'chance that a clean point is called',
      fallback: 0.001,
      min: 0.000001,
      max: 0.2,
    },
    {
      name: 'period',
      kind: 'text',
      help: 'length of a period (default: from the dates)',
      oneOf: ['day', 'week', 'month', 'quarter', 'year'],
    },
  ],
  async run(call) {
    const { steps, first, series, usage, notes } = await readPeriods(call);
    const season = (call.options.season as number | undefined) ?? steps.season;
    const told = [...notes];
    const results: { one: PeriodSeries; result: AnomalyResult; points: readonly Found[] }[] = [];
    for (const one of series) {
      if (one.values.filter((value) => value !== undefined).length < 8) {
        told.push(`series "${one.id}" has fewer than 8 values and was not judged`);
        continue;
      }
      const result = detectAnomalies(one.values, { season, alarmRate: call.options.alarms as number });
      results.push({ one, result, points: name(one, result, first, steps.label, series.length > 1) });
      call.progress(results.length, series.length, 'series');
    }
    if (results.length === 0) throw unusable('at least 8 periods with a value', { file: call.files[0] });
    const points = results.flatMap((each) => each.points);
    const found = points.filter((point) => point.anomaly).sort((a, b) => Math.abs(b.score) - Math.abs(a.score));
    return {
      json: {
        period: steps.kind,
        points,
        anomalies: found,
        alarmRate: call.options.alarms,
        series: results.map(({ one, result }) => ({
          id: one.id,
          season: result.season,
          transform: result.transform,
          threshold: result.threshold,
          expectedFalseAlarms: result.expectedFalseAlarms,
          trace: result.trace,
        })),
        usage,
        notes: told,
      },
      text: [...describe(results, found), ...usageLines(usage, told)].join('\n'),
      plot: chart(results),
    };
  },
};

function name(
  one: PeriodSeries,
  result: AnomalyResult,
  first: number,
  label: (step: number) => string,
  many: boolean,
): Found[] {
  let slices: ReturnType<typeof expectSlices> | undefined;
  return result.points.flatMap((point, t) => {
    if (point === undefined) return [];
    const named = { ...(many ? { series: one.id } : {}), period: label(first + t), ...point };
    if (!point.anomaly || one.slices.length === 0) return [named];
    slices ??= expectSlices(one.slices, result.season);
    return [{ ...named, because: explainAnomaly(slices, t, point.value - point.expected) }];
  });
}

function describe(results: readonly { one: PeriodSeries; result: AnomalyResult }[], found: readonly Found[]): string[] {
  const lines = results.slice(0, 8).map(({ one, result }) => {
    const values = one.values.map((value, t) => value ?? result.points[t]?.expected ?? 0).slice(-72);
    const about = `${result.season > 1 ? `season of ${result.season}` : 'no season'}${result.transform === 'log' ? ', in logarithms' : ''}, threshold ${result.threshold.toFixed(2)}`;
    return `${one.id === '' ? '' : `${one.id}: `}${sparkline(values)} ${about}`;
  });
  const clean = results.reduce((sum, { result }) => sum + result.expectedFalseAlarms, 0);
  const right = { align: 'right' as const };
  return [
    ...lines,
    `${number(found.length)} points are out of line; clean data would give ${clean < 0.1 ? 'fewer than 0.1' : clean.toFixed(1)} on average`,
    ...(found.length === 0
      ? []
      : [
          terminalTable(
            [
              ...(found[0].series === undefined ? [] : [{ header: 'series' }]),
              { header: 'period' },
              { header: 'value', ...right },
              { header: 'expected', ...right },
              { header: 'clean range', ...right },
              { header: 'score', ...right },
              { header: '' },
              { header: 'because' },
            ],
            found.slice(0, 20).map((point) => [
              ...(point.series === undefined ? [] : [point.series]),
              point.period,
              number(point.value, 2),
              number(point.expected, 2),
              `${number(point.low, 1)} to ${number(point.high, 1)}`,
              point.score.toFixed(1),
              point.kind,
              (point.because ?? [])
                .slice(0, 3)
                .map(
                  (move) =>
                    `${move.slice} ${move.deviation > 0 ? '+' : ''}${number(move.deviation, 1)} (${percent(move.share, 0)})`,
                )
                .join('; '),
            ]),
          ),
        ]),
  ];
}

function chart(results: readonly { one: PeriodSeries; result: AnomalyResult; points: readonly Found[] }[]): ChartSpec {
  const [{ one, points }] = results.toSorted(
    (a, b) => b.points.filter((p) => p.anomaly).length - a.points.filter((p) => p.anomaly).length,
  );
  return {
    kind: 'line',
    title: one.id === '' ? 'Values and their clean range' : `${one.id}: values and their clean range`,
    x: points.map((point) => point.period),
    series: [
      {
        name: 'expected',
        values: points.map((point) => point.expected),
        low: points.map((point) => point.low),
        high: points.map((point) => point.high),
        dashed: true,
        muted: true,
      },
      { name: 'value', values: points.map((point) => point.value) },
      { name: 'out of line', values: points.map((point) => (point.anomaly ? point.value : null)) },
    ],
    marks: points
      .filter((point) => point.anomaly)
      .slice(0, 10)
      .map((point) => ({ x: point.period, label: point.kind ?? '' })),
  };
}
