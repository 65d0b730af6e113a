import type { EChartsOption, LineSeriesOption, ScatterSeriesOption } from 'echarts';
import type { ScatterChart } from '#kernel/chart.ts';
import {
  type ChartFace,
  frame,
  headHeight,
  legend,
  plotArea,
  textSize,
  valueAxis,
  writeValue,
  tooltip,
} from './chart-frame.ts';

/** Points or bubbles, named where there is room; the area of a bubble, not its width, carries the size. */
export function scatterOption(chart: ScatterChart, face: ChartFace): EChartsOption {
  const groups = [...new Set(chart.points.map(({ group }) => group ?? ''))];
  const many = groups.length > 1;
  const sizes = chart.points.map(({ size }) => size ?? 0);
  const biggest = Math.max(0, ...sizes);
  const series: (ScatterSeriesOption | LineSeriesOption)[] = groups.map((group, index) => ({
    type: 'scatter',
    name: group,
    color: many ? face.look.series[index % face.look.series.length] : face.look.accent,
    itemStyle: { opacity: chart.points.length > 400 ? 0.35 : 0.75, borderColor: face.look.surface, borderWidth: 0.5 },
    symbolSize: (value: number[]) =>
      biggest > 0 ? 6 + 38 * Math.sqrt(Math.max(value[2] ?? 0, 0) / biggest) : chart.points.length > 400 ? 5 : 8,
    data: chart.points
      .filter((point) => (point.group ?? '') === group)
      .map((point) => ({ value: [point.x, point.y, point.size ?? 0], name: point.label ?? '' })),
    label: { show: true, formatter: '{b}', position: 'top', color: face.look.text, fontSize: 11, distance: 4 },
    labelLayout: { hideOverlap: true },
  }));
  if (chart.diagonal === true) series.unshift(diagonal(chart, face));
  const [writeX, writeY] = [writeValue(chart.xAxis, face), writeValue(chart.yAxis, face)];
  return {
    ...frame(chart, face),
    ...(many ? { legend: legend(chart, face, groups) } : {}),
    grid: plotArea(chart, face, {
      top: headHeight(chart, face) + (many ? 28 : 8) + (chart.yAxis?.name === undefined ? 0 : 20),
      right: 40,
    }),
    xAxis: {
      ...valueAxis(chart.xAxis, face, { fromData: true }),
      nameLocation: 'middle',
      nameGap: 28,
      axisLine: { show: true, lineStyle: { color: face.look.context } },
      nameTextStyle: { color: face.look.muted, fontSize: textSize },
    },
    yAxis: {
      ...valueAxis(chart.yAxis, face, { fromData: true }),
      nameTextStyle: { color: face.look.muted, fontSize: textSize, align: 'left' },
    },
    series,
    tooltip: {
      ...tooltip(face),
      trigger: 'item',
      formatter: (params: unknown) => {
        const { name, value } = params as { name: string; value: number[] };
        const where = `${chart.xAxis?.name ?? 'x'} ${writeX(value[0])}<br>${chart.yAxis?.name ?? 'y'} ${writeY(value[1])}`;
        return name === '' ? where : `<b>${name}</b><br>${where}`;
      },
    },
  };
}

function diagonal(chart: ScatterChart, face: ChartFace): LineSeriesOption {
  const all = chart.points.flatMap(({ x, y }) => [x, y]);
  const ends = [Math.min(...all), Math.max(...all)];
  return {
    type: 'line',
    silent: true,
    symbol: 'none',
    color: face.look.muted,
    lineStyle: { width: 1, type: 'dashed', color: face.look.muted },
    data: ends.map((value) => [value, value]),
    tooltip: { show: false },
  };
}
