import type { ChartSpec } from '#kernel/chart.ts';
import { isSankey } from './flow-option.ts';
import { layeredLayout } from './layered-layout.ts';
import { flowsSideways } from './process-map.ts';

/** How tall a chart should be at a width so that its marks have room: from its data, at least 180 pixels. */
export function chartHeight(chart: ChartSpec, width: number): number {
  const least = (wanted: number): number => Math.max(180, Math.round(wanted));
  const usual = Math.min(360, Math.max(220, width * 0.5));
  switch (chart.kind) {
    case 'bar':
      return chart.horizontal === true
        ? least(48 + chart.categories.length * (chart.stacked === true ? 28 : 12 + 18 * chart.series.length))
        : usual;
    case 'funnel':
      return Math.max(120, 24 + chart.steps.length * 36);
    case 'heatmap':
      return Math.max(140, 48 + chart.rows.length * 28);
    case 'calendar': {
      const years = new Set(chart.days.map(({ date }) => date.slice(0, 4))).size;
      const cell = Math.max(6, Math.min(18, Math.floor((width - 72) / 54)));
      return 40 + years * (cell * 7 + 36);
    }
    case 'map':
    case 'scatter':
      return Math.min(480, Math.max(280, width * 0.62));
    case 'flow': {
      if (isSankey(chart)) return least(Math.max(260, chart.nodes.length * 26));
      const { layers, places } = layeredLayout(
        chart.nodes.map(({ id }) => id),
        chart.edges,
      );
      return least(flowsSideways(layers, width) ? places * 72 + 40 : layers * 84 + 40);
    }
    default:
      return usual;
  }
}
