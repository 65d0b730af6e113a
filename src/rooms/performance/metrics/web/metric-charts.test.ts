import { describe, expect, it } from 'vitest';
import type { MetricValue } from './metrics-api.ts';
import { sliceChart, trendChart } from './metric-charts.ts';

const value: MetricValue = {
  name: 'wonAmount',
  unit: 'money',
  currency: 'CNY',
  value: 6,
  count: 3,
  rows: [
    { key: '2026-02', label: '2026-02', value: 1, count: 1 },
    { key: null, label: null, value: 3, count: 1 },
    { key: '2026-01', label: '2026-01', value: 2, count: 1 },
    { key: '2026-03', label: '2026-03', value: null, count: 0 },
  ],
};

describe('charts of a metric', () => {
  it('put months in order and leave gaps as gaps', () => {
    const chart = trendChart('By month', value, 'Won');
    expect(chart.x).toEqual(['2026-01', '2026-02', '2026-03']);
    expect(chart.series[0].values).toEqual([2, 1, null]);
    expect(chart.value).toEqual({ unit: 'money', currency: 'CNY' });
  });

  it('name the slice without a value of the dimension', () => {
    expect(sliceChart('By product', value, 'Won', 'Without').categories).toEqual(['2026-02', 'Without', '2026-01']);
  });
});
