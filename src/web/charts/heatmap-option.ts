import type { EChartsOption } from 'echarts';
import type { HeatMapChart } from '#kernel/chart.ts';
import { type ChartFace, categoryAxis, frame, plotArea, writeValue, tooltip } from './chart-frame.ts';
import { rampColor, readableOn } from './contrast.ts';

const labelledCells = 200;

/** Cells from light to full in one hue; two hues around zero when values fall on both sides. */
export function heatmapOption(chart: HeatMapChart, face: ChartFace): EChartsOption {
  const { look } = face;
  const known = chart.values.flat().filter((value): value is number => value !== null && value !== undefined);
  const [least, most] = [Math.min(...known, 0), Math.max(...known, 0)];
  const twoSided = least < 0 && most > 0;
  const reach = Math.max(-least, most);
  const ramp = twoSided ? look.diverging : least < 0 ? look.ramp.toReversed() : look.ramp;
  const [from, to] = twoSided ? [-reach, reach] : [least, most === least ? least + 1 : most];
  const textOn = (value: number | null | undefined): string =>
    readableOn(rampColor(ramp, ((value ?? from) - from) / (to - from)), '#000000', '#ffffff');
  const write = writeValue(chart.value, face);
  const columns = categoryAxis(chart.columns, face);
  const rows = categoryAxis(chart.rows, face);
  const cellWidth = (face.width * 0.8) / Math.max(chart.columns.length, 1);
  const labelled = known.length <= labelledCells && cellWidth >= 36;
  return {
    ...frame(chart, face),
    grid: plotArea(chart, face),
    xAxis: {
      ...columns,
      position: 'top',
      axisLine: { show: false },
      axisLabel: { ...columns.axisLabel, width: Math.max(cellWidth - 4, 24), overflow: 'truncate' },
    },
    yAxis: {
      ...rows,
      inverse: true,
      axisLine: { show: false },
      axisLabel: { ...rows.axisLabel, color: look.text, width: face.width * 0.25, overflow: 'truncate' },
    },
    visualMap: {
      show: false,
      min: from,
      max: to,
      inRange: { color: [...ramp] },
    },
    series: [
      {
        type: 'heatmap',
        data: chart.values.flatMap((row, y) =>
          row.map((value, x) => ({
            value: [x, y, value ?? '-'],
            label: { color: textOn(value) },
          })),
        ),
        itemStyle: { borderColor: look.surface, borderWidth: 1 },
        label: {
          show: labelled,
          fontSize: 11,
          formatter: ({ value }) => (typeof (value as unknown[])[2] === 'number' ? write((value as number[])[2]) : ''),
        },
        emphasis: { itemStyle: { borderColor: look.text } },
      },
    ],
    tooltip: {
      ...tooltip(face),
      trigger: 'item',
      formatter: (params: unknown) => {
        const [x, y, value] = (params as { value: [number, number, number | string] }).value;
        return `${chart.rows[y]} · ${chart.columns[x]}<br><b>${typeof value === 'number' ? write(value) : '–'}</b>`;
      },
    },
  };
}
