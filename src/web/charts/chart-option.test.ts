import { init } from 'echarts';
import { describe, expect, it } from 'vitest';
import type { ChartSpec } from '#kernel/chart.ts';
import { chartHeight } from './chart-height.ts';
import { darkLook, lightLook } from './chart-look.ts';
import { chartOption } from './chart-option.ts';
import { chartTable } from './chart-table.ts';

const charts: readonly ChartSpec[] = [
  {
    kind: 'bar',
    title: 'Win rate',
    categories: ['华东', '华南'],
    series: [{ name: 'rate', values: [0.2, 0.3], low: [0.1, 0.2], high: [0.3, 0.4] }],
    value: { unit: 'percent' },
    horizontal: true,
    emphasis: 0,
  },
  {
    kind: 'line',
    title: 'Won',
    x: ['1', '2', '3'],
    series: [
      { name: 'Actual', values: [1, 2, null] },
      { name: 'Forecast', values: [null, 2, 3], low: [null, 1, 1], high: [null, 3, 5] },
    ],
  },
  {
    kind: 'funnel',
    title: 'Funnel',
    steps: [
      { name: 'Lead', value: 12400 },
      { name: 'Won', value: 640 },
    ],
  },
  {
    kind: 'waterfall',
    title: 'Bridge',
    start: { name: 'Goal', value: 100 },
    parts: [
      { name: 'Price', amount: -150 },
      { name: 'Mix', amount: 20 },
    ],
    end: { name: 'Actual', value: -30 },
  },
  {
    kind: 'scatter',
    title: 'Calibration',
    points: [
      { x: 0.1, y: 0.2, label: 'first' },
      { x: 0.5, y: 0.4 },
    ],
    diagonal: true,
  },
  {
    kind: 'heatmap',
    title: 'Cohorts',
    columns: ['0', '1'],
    rows: ['Jan', 'Feb'],
    values: [
      [1, 0.5],
      [-1, null],
    ],
  },
  {
    kind: 'flow',
    title: 'Process',
    nodes: [
      { id: 'a', label: 'Start' },
      { id: 'b', label: 'End' },
    ],
    edges: [
      { from: 'a', to: 'b', value: 3 },
      { from: 'b', to: 'a', value: 1 },
      { from: 'a', to: 'a', value: 1 },
    ],
  },
  {
    kind: 'flow',
    title: 'Channels',
    nodes: [
      { id: 'a', label: 'Shop' },
      { id: 'b', label: 'Won' },
    ],
    edges: [{ from: 'a', to: 'b', value: 3 }],
  },
  {
    kind: 'map',
    title: 'Route',
    points: [{ x: 121.4, y: 31.2, label: '上海', group: 'A' }],
    paths: [
      {
        points: [
          [121.4, 31.2],
          [120.1, 30.2],
        ],
        group: 'A',
      },
    ],
  },
  {
    kind: 'calendar',
    title: 'Days',
    days: [
      { date: '2026-01-01', value: 3 },
      { date: '2025-12-31', value: 1 },
    ],
  },
];

function draw(chart: ChartSpec, dark = false): string {
  const [width, height] = [800, chartHeight(chart, 800) + 60];
  const instance = init(null, null, { renderer: 'svg', ssr: true, width, height });
  instance.setOption({ ...chartOption(chart, { width, height, look: dark ? darkLook : lightLook }), animation: false });
  const svg = instance.renderToSVGString();
  instance.dispose();
  return svg;
}

const drawnText = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map((match) => match[1]);

describe('chart options', () => {
  it.each(charts.map((chart) => [`${chart.kind} ${chart.title}`, chart] as const))(
    '%s draws its title, whole numbers and no NaN',
    (_, chart) => {
      for (const dark of [false, true]) {
        const svg = draw(chart, dark);
        expect(svg).toContain(chart.title);
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      }
    },
  );

  it('labels bars with their value and draws both ends of an interval', () => {
    const svg = draw(charts[0]);
    expect(drawnText(svg)).toEqual(expect.arrayContaining(['20%', '30%', '华东']));
  });

  it('names lines at their end instead of in a legend', () => {
    expect(drawnText(draw(charts[1]))).toEqual(expect.arrayContaining(['Actual', 'Forecast']));
  });

  it('says in a funnel which share came through', () => {
    expect(draw(charts[2])).toContain('↓ 5%');
  });

  it('draws a way back in a process as its own line', () => {
    expect(drawnText(draw(charts[6])).filter((text) => text === '1')).toHaveLength(2);
  });

  it('is its table: every number of the chart stands in a row', () => {
    expect(chartTable(charts[0]).rows).toEqual([
      ['华东', 0.2, 0.1, 0.3],
      ['华南', 0.3, 0.2, 0.4],
    ]);
    expect(chartTable(charts[3]).rows).toEqual([
      ['Goal', 100, null],
      ['Price', null, -150],
      ['Mix', null, 20],
      ['Actual', -30, null],
    ]);
    expect(chartTable(charts[5]).rows).toEqual([
      ['Jan', 1, 0.5],
      ['Feb', -1, null],
    ]);
    for (const chart of charts) {
      const { columns, rows } = chartTable(chart);
      expect(rows.every((row) => row.length === columns.length)).toBe(true);
    }
  });
});
