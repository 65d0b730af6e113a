import { describe, expect, it } from 'vitest';
import { forecastSeries } from '#engines/forecasting/forecast-series.ts';
import { fanChart, forecastInput, monthSeries } from './won-by-month.ts';

const row = (key: string, value: number) => ({ key, label: key, value, count: 1 });

describe('monthSeries', () => {
  it('begins with the first month that has rows, and fills gaps with zero', () => {
    const rows = [row('2025-11', 5), row('2026-01', 7)];
    expect(monthSeries(rows, { from: '2025-09-01', until: '2026-03-01' })).toEqual({
      months: ['2025-11', '2025-12', '2026-01', '2026-02'],
      values: [5, 0, 7, 0],
    });
  });

  it('is empty without rows', () => {
    expect(monthSeries([], { from: '2025-09-01', until: '2026-03-01' }).months).toEqual([]);
  });
});

describe('fanChart', () => {
  const words = { title: 'Won', won: 'Won', forecast: 'Forecast', wide: '95 %' };
  const months = Array.from(
    { length: 24 },
    (_, at) => `${2024 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`,
  );
  const series = { months, values: months.map((_, at) => 100 + 3 * at + (at % 3) * 5) };

  it('continues the months with the forecast, both bands opening from the last value', () => {
    const chart = fanChart(
      series,
      forecastSeries(forecastInput(series), { horizon: 6, levels: [80, 95] }),
      words,
      'CNY',
    );
    expect(chart.x.slice(-7)).toEqual(['2025-12', '2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06']);
    const [won, forecast, wide] = chart.series;
    expect(won.values).toEqual(series.values);
    expect(forecast.values.slice(22, 24)).toEqual([null, series.values[23]]);
    for (let at = 24; at < 30; at += 1) {
      const bounds = [wide.low?.[at], forecast.low?.[at], forecast.values[at], forecast.high?.[at], wide.high?.[at]];
      expect(bounds).toEqual(bounds.toSorted((a, b) => Number(a) - Number(b)));
    }
  });

  it('is the line alone without a forecast', () => {
    expect(fanChart(series, undefined, words, 'CNY')).toMatchObject({ x: months, series: [{ name: 'Won' }] });
  });
});
