import type { BarSeriesOption, CustomSeriesOption, EChartsOption } from 'echarts';
import type { BarChart } from '#kernel/chart.ts';
import {
  type ChartFace,
  categoryAxis,
  frame,
  headHeight,
  legend,
  plotArea,
  textSize,
  valueAxis,
  writeValue,
  tooltip,
} from './chart-frame.ts';
import { chartFonts } from './chart-look.ts';

const labelledBars = 30;

/** Bars from a zero baseline, each with its value; whiskers where an interval is given. */
export function barOption(chart: BarChart, face: ChartFace): EChartsOption {
  const write = writeValue(chart.value, face);
  const many = chart.series.length > 1;
  const barCount = chart.categories.length * chart.series.length;
  const roomy = chart.horizontal === true ? barCount <= labelledBars : (face.width - 28) / barCount >= 44;
  const direct = chart.stacked !== true && roomy;
  const names = categoryAxis(chart.categories, face);
  const values = valueAxis(chart.value, face, { bare: direct });
  const top = headHeight(chart, face) + (many ? 24 : 0) + (chart.horizontal === true ? 0 : 16);
  return {
    ...frame(chart, face),
    ...(many
      ? {
          legend: legend(
            chart,
            face,
            chart.series.map(({ name }) => name),
          ),
        }
      : {}),
    grid: plotArea(chart, face, { top, right: chart.horizontal === true && direct ? 72 : 16 }),
    xAxis: chart.horizontal === true ? values : { ...names, axisLabel: { ...names.axisLabel, hideOverlap: true } },
    yAxis:
      chart.horizontal === true
        ? {
            ...names,
            inverse: true,
            axisLabel: { ...names.axisLabel, color: face.look.text, width: face.width * 0.3, overflow: 'truncate' },
          }
        : values,
    series: chart.series.flatMap((_, index) => {
      const whiskers = whiskerSeries(chart, index, face, direct);
      const bars = barSeries(chart, index, face, direct && whiskers === undefined);
      return whiskers === undefined ? [bars] : [bars, whiskers];
    }),
    tooltip: {
      ...tooltip(face),
      trigger: 'axis',
      axisPointer: { type: 'shadow', shadowStyle: { color: face.look.hairline, opacity: 0.4 } },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? write(value) : '–'),
    },
  };
}

export function barColor(chart: BarChart, seriesIndex: number, category: number, face: ChartFace): string {
  const own = chart.series.length > 1 ? face.look.series[seriesIndex % face.look.series.length] : face.look.accent;
  return chart.emphasis === undefined || chart.emphasis === category ? own : face.look.context;
}

function barSeries(chart: BarChart, index: number, face: ChartFace, labelled: boolean): BarSeriesOption {
  const series = chart.series[index];
  const write = writeValue(chart.value, face);
  return {
    type: 'bar',
    name: series.name,
    ...(chart.stacked === true ? { stack: 'all' } : {}),
    barMaxWidth: chart.horizontal === true ? 20 : chart.series.length > 1 ? 56 : 40,
    barCategoryGap: '36%',
    barGap: '8%',
    data: series.values.map((value, category) => ({
      value: value ?? '-',
      itemStyle: { color: barColor(chart, index, category, face) },
      label: { position: labelSide(chart, value ?? 0) },
    })),
    label: {
      show: labelled,
      color: face.look.text,
      fontSize: textSize,
      formatter: ({ value }) => (typeof value === 'number' ? write(value) : ''),
    },
  };
}

function labelSide(chart: BarChart, value: number): 'top' | 'bottom' | 'left' | 'right' {
  if (chart.horizontal === true) return value < 0 ? 'left' : 'right';
  return value < 0 ? 'bottom' : 'top';
}

/** The interval of each bar as a line with end ticks; the value stands beyond its far end. */
function whiskerSeries(
  chart: BarChart,
  index: number,
  face: ChartFace,
  labelled: boolean,
): CustomSeriesOption | undefined {
  const { low, high, values, name } = chart.series[index];
  if (low === undefined || high === undefined || chart.stacked === true) return undefined;
  const write = writeValue(chart.value, face);
  const horizontal = chart.horizontal === true;
  const bars = chart.series.length;
  return {
    type: 'custom',
    name,
    silent: true,
    z: 5,
    tooltip: { show: false },
    encode: horizontal ? { y: 0, x: [1, 2] } : { x: 0, y: [1, 2] },
    data: chart.categories.map((_, category) => [category, low[category], high[category]]),
    renderItem: (params, api) => {
      const category = params.dataIndex;
      const at = (value: number): number[] => api.coord(horizontal ? [value, category] : [category, value]);
      const band = Number((api.size as (size: number[]) => number[])([1, 1])[horizontal ? 1 : 0]);
      const width = Math.min((band * 0.64) / bars, horizontal ? 20 : bars > 1 ? 56 : 40);
      const shift = (index - (bars - 1) / 2) * width * 1.08;
      const [from, to] = [at(low[category]), at(high[category])];
      const style = { stroke: face.look.text, lineWidth: 1.25, fill: undefined };
      const line = (x1: number, y1: number, x2: number, y2: number) =>
        ({
          type: 'line',
          shape: horizontal ? { x1, y1: y1 + shift, x2, y2: y2 + shift } : { x1: x1 + shift, y1, x2: x2 + shift, y2 },
          style,
        }) as const;
      const tick = 4;
      const value = values[category];
      return {
        type: 'group',
        children: [
          line(from[0], from[1], to[0], to[1]),
          ...[from, to].map(([x, y]) => (horizontal ? line(x, y - tick, x, y + tick) : line(x - tick, y, x + tick, y))),
          ...(labelled && value !== null && value !== undefined
            ? [
                {
                  type: 'text' as const,
                  x: horizontal ? Math.max(from[0], to[0]) + 6 : to[0] + shift,
                  y: horizontal ? to[1] + shift : Math.min(from[1], to[1]) - 6,
                  style: {
                    text: write(value),
                    fill: face.look.text,
                    fontFamily: chartFonts[face.language],
                    fontSize: textSize,
                    align: horizontal ? ('left' as const) : ('center' as const),
                    verticalAlign: horizontal ? ('middle' as const) : ('bottom' as const),
                  },
                },
              ]
            : []),
        ],
      };
    },
  };
}
