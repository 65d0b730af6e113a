import type { LineChart } from '#kernel/chart.ts';
import { addMonths, monthOf } from '#kernel/civil-date.ts';
import type { SeriesForecast } from '#engines/forecasting/forecast-series.ts';
import type { MetricSlice } from '../evaluate-metric.ts';
import type { Period } from '../period.ts';

export const monthsAhead = 6;
export const leastMonths = 12;

export interface MonthSeries {
  /** '2023-11', … without a gap. */
  readonly months: readonly string[];
  readonly values: readonly number[];
}

/** One value for every month from the first with rows to the end of the period; a month without rows counts as zero. */
export function monthSeries(rows: readonly MetricSlice[], period: Period): MonthSeries {
  const known = new Map(rows.map(({ key, value }) => [key, value ?? 0]));
  const months: string[] = [];
  for (let day = period.from; day < period.until; day = addMonths(day, 1)) {
    const month = monthOf(day);
    if (months.length > 0 || known.has(month)) months.push(month);
  }
  return { months, values: months.map((month) => known.get(month) ?? 0) };
}

export function monthsAfter(last: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => monthOf(addMonths(`${last}-01`, at + 1)));
}

/** What the engine reads: monthly values with their place on the calendar, so that 春节 is taken into account. */
export function forecastInput({ months, values }: MonthSeries) {
  const [year, month] = months[0].split('-').map(Number);
  return {
    id: 'won',
    values,
    season: 12,
    calendar: { frequency: 'month' as const, anchor: 0, start: year * 12 + month - 1 },
  };
}

interface FanWords {
  readonly title: string;
  readonly subtitle?: string;
  readonly won: string;
  readonly forecast: string;
  /** Name of the wider band. */
  readonly wide: string;
}

/** The months as a line, and behind it the forecast with its 80 % band within the 95 % band, both beginning at the last month. */
export function fanChart(
  series: MonthSeries,
  forecast: SeriesForecast | undefined,
  words: FanWords,
  currency: string | undefined,
): LineChart {
  const { months, values } = series;
  const base = {
    kind: 'line' as const,
    title: words.title,
    subtitle: words.subtitle,
    value: { unit: 'money' as const, currency },
  };
  const won = { name: words.won, values };
  if (forecast === undefined) return { ...base, x: months, series: [won] };
  const last = values[values.length - 1];
  const past = months.slice(1).map(() => null);
  const ahead = (bound: readonly number[]): (number | null)[] => [...past, last, ...bound];
  return {
    ...base,
    x: [...months, ...monthsAfter(months[months.length - 1], forecast.mean.length)],
    series: [
      won,
      {
        name: words.forecast,
        values: ahead(forecast.mean),
        low: ahead(forecast.lower['80']),
        high: ahead(forecast.upper['80']),
        dashed: true,
      },
      {
        name: words.wide,
        values: [],
        low: ahead(forecast.lower['95']),
        high: ahead(forecast.upper['95']),
        muted: true,
      },
    ],
  };
}
