import type { CustomSeriesOption, EChartsOption, LineSeriesOption } from 'echarts';
import type { LineChart } from '#kernel/chart.ts';
import {
  type ChartFace,
  categoryAxis,
  frame,
  headHeight,
  plotArea,
  textSize,
  textWidth,
  valueAxis,
  writeValue,
  tooltip,
} from './chart-frame.ts';

type Series = LineChart['series'][number];

/** Lines named at their end, intervals as bands behind them, marked points as thin upright lines. */
export function lineOption(chart: LineChart, face: ChartFace): EChartsOption {
  const write = writeValue(chart.value, face);
  const numeric = chart.x.length > 0 && chart.x.every((x) => typeof x === 'number');
  const many = chart.series.length > 1;
  const marked = (chart.marks ?? []).length > 0;
  const longest = Math.max(0, ...chart.series.map(({ name }) => textWidth(name)));
  // the last name of the axis stands under its end, half of it beyond
  const overhang = numeric ? 0 : textWidth(String(chart.x.at(-1) ?? '')) / 2 + 8;
  return {
    ...frame(chart, face),
    grid: plotArea(chart, face, {
      top: headHeight(chart, face) + (marked ? 24 : 8) + (chart.value?.name === undefined ? 0 : 16),
      right: Math.max(overhang, many ? Math.min(longest + 20, face.width * 0.28) : 20),
      outerBounds: { right: many ? 4 : 8, left: 8, top: headHeight(chart, face), bottom: 8 },
    }),
    xAxis: numeric
      ? {
          ...valueAxis(chart.xAxis, face, { fromData: true }),
          splitLine: { show: false },
          min: 'dataMin',
          max: 'dataMax',
          ...axisName(chart),
        }
      : { ...categoryAxis(chart.x, face, chart.xAxis?.name), boundaryGap: false, ...axisName(chart) },
    yAxis: valueAxis(chart.value, face),
    series: chart.series.flatMap((series, index) => {
      const color = lineColor(chart, index, face);
      const band = bandSeries(chart, series, color);
      const line = lineSeries(chart, series, color, face, index === 0);
      return band === undefined ? [line] : [band, line];
    }),
    tooltip: {
      ...tooltip(face),
      trigger: 'axis',
      axisPointer: { type: 'line', lineStyle: { color: face.look.muted, width: 1 } },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? write(value) : '–'),
    },
  };
}

/** The first series that is not muted carries the accent; the rest follow in colour-blind-safe order. */
export function lineColor(chart: LineChart, index: number, face: ChartFace): string {
  if (chart.series[index].muted === true) return face.look.context;
  const place = chart.series.slice(0, index).filter(({ muted }) => muted !== true).length;
  return place === 0 ? face.look.accent : face.look.series[place % face.look.series.length];
}

function axisName(chart: LineChart) {
  return chart.xAxis?.name === undefined ? {} : ({ nameLocation: 'middle', nameGap: 28 } as const);
}

function lineSeries(
  chart: LineChart,
  series: Series,
  color: string,
  face: ChartFace,
  first: boolean,
): LineSeriesOption {
  const last = series.values.reduce<number>((found, value, at) => (value === null ? found : at), -1);
  const alone = series.values.filter((value) => value !== null).length <= 1;
  return {
    type: 'line',
    name: series.name,
    color,
    animation: false,
    z: series.muted === true ? 2 : 3,
    symbol: 'circle',
    symbolSize: 5,
    showSymbol: alone || series.values.length <= 16,
    connectNulls: false,
    lineStyle: { width: series.muted === true ? 1.5 : 2, type: series.dashed === true ? 'dashed' : 'solid' },
    data: series.values.slice(0, last + 1).map((value, at) => [xOf(chart, at), value ?? '-']),
    endLabel:
      chart.series.length > 1
        ? {
            show: true,
            formatter: series.name,
            color: series.muted === true ? face.look.muted : color,
            fontSize: textSize,
            distance: 6,
            width: face.width * 0.26,
            overflow: 'truncate',
          }
        : { show: false },
    labelLayout: { moveOverlap: 'shiftY' },
    ...(first && chart.marks !== undefined
      ? {
          markLine: {
            silent: true,
            symbol: 'none',
            lineStyle: { color: face.look.muted, type: [3, 3] as number[], width: 1 },
            label: {
              color: face.look.muted,
              fontSize: textSize,
              formatter: '{b}',
              position: 'end' as const,
              distance: 4,
            },
            data: chart.marks.map((mark, i, all) => ({
              name: mark.label,
              xAxis: typeof mark.x === 'number' ? mark.x : String(mark.x),
              // A beginning and an end may be close: each label stands on its outer side.
              label: all.length === 2 ? { align: i === 0 ? ('right' as const) : ('left' as const) } : {},
            })),
          },
        }
      : {}),
  };
}

function xOf(chart: LineChart, at: number): string | number {
  const x = chart.x[at];
  return chart.x.every((value) => typeof value === 'number') ? x : String(x);
}

/** The interval as one filled shape per unbroken run, so that gaps stay gaps and negative values need no tricks. */
function bandSeries(chart: LineChart, series: Series, color: string): CustomSeriesOption | undefined {
  const { low, high } = series;
  if (low === undefined || high === undefined) return undefined;
  const runs = unbrokenRuns(low, high);
  if (runs.length === 0) return undefined;
  return {
    type: 'custom',
    name: series.name,
    silent: true,
    clip: true,
    z: 1,
    tooltip: { show: false },
    encode: { x: 0, y: [1, 2] },
    data: runs.flat().map((at) => [xOf(chart, at), low[at] as number, high[at] as number]),
    renderItem: (params, api) => {
      if (params.dataIndexInside !== 0) return undefined;
      const place = (at: number, value: number | null): number[] => api.coord([xOf(chart, at), value as number]);
      return {
        type: 'group',
        children: runs.map((run) => ({
          type: 'polygon' as const,
          shape: {
            points: [...run.map((at) => place(at, high[at])), ...run.toReversed().map((at) => place(at, low[at]))],
          },
          style: { fill: color, opacity: 0.16 },
        })),
      };
    },
  };
}

/** Stretches of positions where both bounds are known. */
export function unbrokenRuns(low: readonly (number | null)[], high: readonly (number | null)[]): number[][] {
  const runs: number[][] = [];
  let open: number[] | undefined;
  for (let at = 0; at < Math.min(low.length, high.length); at += 1) {
    if (low[at] === null || high[at] === null) open = undefined;
    else if (open === undefined) runs.push((open = [at]));
    else open.push(at);
  }
  return runs;
}
