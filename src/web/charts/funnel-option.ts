import type { EChartsOption } from 'echarts';
import type { FunnelChart } from '#kernel/chart.ts';
import { formatNumber, formatPercent } from '#web/format/number.ts';
import { type ChartFace, categoryAxis, frame, plotArea, textSize, tooltip } from './chart-frame.ts';

/** Steps as bars on one zero baseline; each says its value and the share that came through from the step before. */
export function funnelOption(chart: FunnelChart, face: ChartFace): EChartsOption {
  const { look, language } = face;
  const names = categoryAxis(
    chart.steps.map(({ name }) => name),
    face,
  );
  const passed = chart.steps.map(({ value }, at) =>
    at === 0 || chart.steps[at - 1].value === 0 ? undefined : value / chart.steps[at - 1].value,
  );
  const worst = passed.reduce<number>(
    (found, share, at) => (share !== undefined && (found < 0 || share < (passed[found] ?? 1)) ? at : found),
    -1,
  );
  return {
    ...frame(chart, face),
    grid: plotArea(chart, face, { right: Math.min(face.width * 0.3, 200) }),
    xAxis: { type: 'value', show: false, min: 0 },
    yAxis: {
      ...names,
      inverse: true,
      axisLine: { show: false },
      axisLabel: { ...names.axisLabel, color: look.text, width: face.width * 0.3, overflow: 'truncate' },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 28,
        barCategoryGap: '24%',
        data: chart.steps.map(({ value }, at) => ({
          value,
          itemStyle: { color: worst >= 0 && at !== worst ? look.context : look.accent },
        })),
        label: {
          show: true,
          position: 'right',
          fontSize: textSize,
          color: look.text,
          rich: { share: { color: look.muted, fontSize: textSize } },
          formatter: ({ dataIndex }) => {
            const { value, note } = chart.steps[dataIndex];
            const share = passed[dataIndex];
            const rest = [share === undefined ? '' : `↓ ${formatPercent(share, language, { decimals: 0 })}`, note ?? '']
              .filter((part) => part !== '')
              .join(' · ');
            return `${formatNumber(value, language, { short: true })}${rest === '' ? '' : `  {share|${rest}}`}`;
          },
        },
      },
    ],
    tooltip: {
      ...tooltip(face),
      trigger: 'item',
      valueFormatter: (value: unknown) => formatNumber(Number(value), language),
    },
  };
}
