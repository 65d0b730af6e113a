import type { Axis, BarChart, LineChart } from '#kernel/chart.ts';
import type { Measure } from '#web/components/measure-text.ts';
import type { MetricValue } from './metrics-api.ts';

function axisOf({ unit, currency }: Pick<Measure, 'unit' | 'currency'>): Axis {
  if (unit === 'money') return { unit: 'money', ...(currency === undefined ? {} : { currency }) };
  return { unit: unit === 'hours' ? 'number' : unit };
}

/** The way a metric went, month by month. */
export function trendChart(title: string, value: MetricValue, name: string): LineChart {
  const months = value.rows
    .filter(({ key }) => key !== null)
    .toSorted((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
  return {
    kind: 'line',
    title,
    x: months.map(({ label, key }) => label ?? key ?? ''),
    series: [{ name, values: months.map((month) => month.value) }],
    value: axisOf(value),
  };
}

/** A metric by a dimension, largest first; slices without a value stay out. */
export function sliceChart(title: string, value: MetricValue, name: string, none: string): BarChart {
  const slices = value.rows.filter((slice) => slice.value !== null).slice(0, 15);
  return {
    kind: 'bar',
    title,
    horizontal: true,
    categories: slices.map(({ label }) => label ?? none),
    series: [{ name, values: slices.map((slice) => slice.value) }],
    value: axisOf(value),
  };
}
