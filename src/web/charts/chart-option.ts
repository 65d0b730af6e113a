import type { EChartsOption } from 'echarts';
import type { ChartSpec } from '#kernel/chart.ts';

/** Turns a chart as data into drawing options: one look for every screen and for `--plot`. */
export function chartOption(chart: ChartSpec): EChartsOption {
  return { title: { text: chart.title, subtext: chart.subtitle } };
}
