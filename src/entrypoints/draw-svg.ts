import type { ChartSpec } from '#kernel/chart.ts';
import { chartHeight } from '#web/charts/chart-height.ts';
import { chartOption } from '#web/charts/chart-option.ts';

/** Draws a chart to SVG text without a browser, with the same options the screens use. */
export async function drawSvg(
  chart: ChartSpec,
  width = 960,
  height = Math.max(540, chartHeight(chart, width) + 64),
): Promise<string> {
  const { init } = await import('echarts');
  const instance = init(null, null, { renderer: 'svg', ssr: true, width, height });
  instance.setOption({ ...chartOption(chart, { width, height }), animation: false });
  const svg = instance.renderToSVGString();
  instance.dispose();
  return svg;
}
