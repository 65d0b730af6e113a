import type { EChartsOption } from 'echarts';
import type { WaterfallChart } from '#kernel/chart.ts';
import { formatNumber } from '#web/format/number.ts';
import {
  type ChartFace,
  categoryAxis,
  frame,
  headHeight,
  plotArea,
  textSize,
  valueAxis,
  writeValue,
  tooltip,
} from './chart-frame.ts';
import { chartFonts } from './chart-look.ts';

interface Bar {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly total: boolean;
}

/** Where each bar of the bridge starts and ends; the end bar stands on zero at the value given. */
export function waterfallBars(chart: WaterfallChart): Bar[] {
  let level = chart.start.value;
  const parts = chart.parts.map(({ name, amount }) => {
    const from = level;
    level += amount;
    return { name, from, to: level, total: false };
  });
  return [
    { name: chart.start.name, from: 0, to: chart.start.value, total: true },
    ...parts,
    { name: chart.end.name, from: 0, to: chart.end.value, total: true },
  ];
}

/** A bridge from the first total to the last: gains and losses float between, joined by hairlines. */
export function waterfallOption(chart: WaterfallChart, face: ChartFace): EChartsOption {
  const { look } = face;
  const bars = waterfallBars(chart);
  const write = writeValue(chart.value, face);
  const writeChange = (value: number): string => (value > 0 ? `+${write(value)}` : write(value));
  const labelOf = ({ from, to, total }: Bar): string => (total ? write(to) : writeChange(to - from));
  return {
    ...frame(chart, face),
    grid: plotArea(chart, face, { top: headHeight(chart, face) + 20 }),
    xAxis: {
      ...categoryAxis(
        bars.map(({ name }) => name),
        face,
      ),
      axisLabel: {
        color: look.text,
        fontSize: textSize,
        interval: 0,
        width: (face.width - 40) / bars.length - 2,
        overflow: 'break',
      },
    },
    yAxis: valueAxis(chart.value, face, { bare: true }),
    series: [
      {
        type: 'custom',
        encode: { x: 0, y: [1, 2] },
        data: bars.map(({ from, to }, at) => [at, from, to]),
        renderItem: (params, api) => {
          const at = params.dataIndex;
          const bar = bars[at];
          const [x, yFrom] = api.coord([at, bar.from]);
          const yTo = api.coord([at, bar.to])[1];
          const band = Number((api.size as (size: number[]) => number[])([1, 0])[0]);
          const width = Math.min(band * 0.6, 64);
          const fill = bar.total ? look.accent : bar.to >= bar.from ? look.gain : look.loss;
          const rise = bar.to >= bar.from;
          const height = Math.max(Math.abs(yFrom - yTo), 1);
          return {
            type: 'group',
            children: [
              { type: 'rect', shape: { x: x - width / 2, y: Math.min(yFrom, yTo), width, height }, style: { fill } },
              ...(at < bars.length - 1
                ? [
                    {
                      type: 'line' as const,
                      shape: { x1: x + width / 2, y1: yTo, x2: x + band - width / 2, y2: yTo },
                      style: { stroke: look.muted, lineWidth: 1 },
                    },
                  ]
                : []),
              {
                type: 'text',
                x,
                y: rise ? yTo - 5 : yTo + 5,
                style: {
                  text: labelOf(bar),
                  fill: look.text,
                  fontFamily: chartFonts[face.language],
                  fontSize: textSize,
                  align: 'center',
                  verticalAlign: rise ? 'bottom' : 'top',
                },
              },
            ],
          };
        },
      },
    ],
    tooltip: {
      ...tooltip(face),
      trigger: 'item',
      formatter: (params: unknown) => {
        const bar = bars[(params as { dataIndex: number }).dataIndex];
        return `${bar.name}  <b>${formatNumber(bar.total ? bar.to : bar.to - bar.from, face.language, { signed: !bar.total })}</b>`;
      },
    },
  };
}
