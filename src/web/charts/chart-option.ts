import type { EChartsOption } from 'echarts';
import type { ChartSpec } from '#kernel/chart.ts';
import { barOption } from './bar-option.ts';
import { calendarOption } from './calendar-option.ts';
import type { ChartFace } from './chart-frame.ts';
import { lightLook } from './chart-look.ts';
import { flowOption } from './flow-option.ts';
import { funnelOption } from './funnel-option.ts';
import { heatmapOption } from './heatmap-option.ts';
import { lineOption } from './line-option.ts';
import { mapOption } from './map-option.ts';
import { scatterOption } from './scatter-option.ts';
import { waterfallOption } from './waterfall-option.ts';

export const defaultFace: ChartFace = { look: lightLook, language: 'en', titled: true, width: 960, height: 540 };

/**
 * Turns a chart as data into drawing options: one look for every screen and for `--plot`. Pure.
 * Values on money axes are in whole currency units, percentages are shares (0.25).
 */
export function chartOption(chart: ChartSpec, face: Partial<ChartFace> = {}): EChartsOption {
  const whole: ChartFace = { ...defaultFace, ...face };
  switch (chart.kind) {
    case 'bar':
      return barOption(chart, whole);
    case 'line':
      return lineOption(chart, whole);
    case 'funnel':
      return funnelOption(chart, whole);
    case 'waterfall':
      return waterfallOption(chart, whole);
    case 'scatter':
      return scatterOption(chart, whole);
    case 'heatmap':
      return heatmapOption(chart, whole);
    case 'flow':
      return flowOption(chart, whole);
    case 'map':
      return mapOption(chart, whole);
    case 'calendar':
      return calendarOption(chart, whole);
  }
}
