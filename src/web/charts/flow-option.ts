import type { EChartsOption } from 'echarts';
import type { FlowChart } from '#kernel/chart.ts';
import { formatNumber } from '#web/format/number.ts';
import { type ChartFace, frame, headHeight, tooltip } from './chart-frame.ts';
import { processMapSeries } from './process-map.ts';

/** Amounts that flow one way become a Sankey diagram; anything with a way back or notes becomes a map of steps. */
export function flowOption(chart: FlowChart, face: ChartFace): EChartsOption {
  const write = (value: number): string => formatNumber(value, face.language, { short: true });
  return {
    ...frame(chart, face),
    series: isSankey(chart) ? sankeySeries(chart, face) : processMapSeries(chart, face),
    tooltip: {
      ...tooltip(face),
      trigger: 'item',
      formatter: (params: unknown) => {
        const { name, value, data } = params as {
          name: string;
          value: unknown;
          data: { source?: string; target?: string; value?: unknown };
        };
        const amount =
          typeof value === 'number' ? write(value) : typeof data.value === 'number' ? write(data.value) : '';
        const labelOf = (id: string): string => chart.nodes.find((node) => node.id === id)?.label ?? id;
        const head =
          data.source === undefined ? labelOf(name) : `${labelOf(data.source)} → ${labelOf(data.target ?? '')}`;
        return `${head}<br><b>${amount}</b>`;
      },
    },
  };
}

/** A Sankey needs a graph without ways back and without notes on its nodes or edges. */
export function isSankey(chart: FlowChart): boolean {
  if (chart.nodes.some(({ note }) => note !== undefined) || chart.edges.some(({ label }) => label !== undefined))
    return false;
  const open = new Set<string>();
  const done = new Set<string>();
  const next = Map.groupBy(chart.edges, ({ from }) => from);
  const returns = (id: string): boolean => {
    if (open.has(id)) return true;
    if (done.has(id)) return false;
    open.add(id);
    const found = (next.get(id) ?? []).some(({ to }) => returns(to));
    open.delete(id);
    done.add(id);
    return found;
  };
  return !chart.nodes.some(({ id }) => returns(id));
}

function sankeySeries(chart: FlowChart, face: ChartFace): EChartsOption['series'] {
  const { look } = face;
  const labels = new Map(chart.nodes.map(({ id, label }) => [id, label]));
  const emphasised = chart.edges.some(({ emphasis }) => emphasis === true);
  return [
    {
      type: 'sankey',
      left: 12,
      right: 120,
      top: headHeight(chart, face) + 4,
      bottom: 12,
      nodeWidth: 10,
      nodeGap: 12,
      draggable: false,
      emphasis: { focus: 'adjacency' },
      data: chart.nodes.map(({ id }) => ({ name: id, itemStyle: { color: look.accent, borderWidth: 0 } })),
      links: chart.edges.map(({ from, to, value, emphasis }) => ({
        source: from,
        target: to,
        value,
        lineStyle: {
          color: emphasis === true || !emphasised ? look.accent : look.context,
          opacity: emphasis === true ? 0.5 : 0.24,
          curveness: 0.5,
        },
      })),
      label: {
        color: look.text,
        fontSize: 12,
        formatter: ({ name, value }) =>
          `${labels.get(name) ?? name}  ${formatNumber(Number(value), face.language, { short: true })}`,
      },
    },
  ];
}
