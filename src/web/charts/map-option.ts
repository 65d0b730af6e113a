import type { EChartsOption, LineSeriesOption, ScatterSeriesOption } from 'echarts';
import type { MapChart } from '#kernel/chart.ts';
import { type ChartFace, frame, headHeight, legend, textWidth, tooltip } from './chart-frame.ts';
import { labelSides } from './map-labels.ts';

/** Groups beyond the colours there are get another shape, so that no two look alike. */
const symbols = ['circle', 'rect', 'triangle', 'diamond'];
/** More points than this are named only when they are pointed at. */
const mostNamed = 60;
const labelSize = 11;
/** Pixels left and right of the plot. */
const sides = 24;

/** Points in true proportion, coloured by group; paths join them in order. North is up. */
export function mapOption(chart: MapChart, face: ChartFace): EChartsOption {
  const groups = [
    ...new Set([
      ...chart.points.map(({ group }) => group ?? ''),
      ...(chart.paths ?? []).map(({ group }) => group ?? ''),
    ]),
  ].toSorted();
  const named = groups.length > 1 && groups.length <= 12;
  const muted = new Set(chart.muted);
  const strong = groups.filter((group) => !muted.has(group));
  const colorOf = (group: string | undefined): string => {
    if (muted.has(group ?? '')) return face.look.context;
    return strong.length > 1
      ? face.look.series[strong.indexOf(group ?? '') % face.look.series.length]
      : face.look.accent;
  };
  const head = headHeight(chart, face) + (named ? 28 : 0);
  const view = trueProportion(chart, face.width - 2 * sides, face.height - head - 24);
  const biggest = Math.max(0, ...chart.points.map(({ size }) => size ?? 0));
  const sizeOf = (size: number): number =>
    biggest > 0 ? 4 + 22 * Math.sqrt(Math.max(size, 0) / biggest) : chart.points.length > 500 ? 4 : 7;
  const isNamed = chart.points.length <= mostNamed;
  const labels = isNamed
    ? labelSides(
        chart.points.map(({ x, y, size, label = '' }) => ({
          x: sides + ((x - view.left) / (view.right - view.left)) * (face.width - 2 * sides),
          y: head + ((view.top - y) / (view.top - view.bottom)) * (face.height - head - 24),
          radius: sizeOf(size ?? 0) / 2,
          width: textWidth(label),
          height: labelSize + 3,
        })),
        { left: 0, right: face.width, top: head - 12, bottom: face.height },
      )
    : [];
  const sideOf = new Map(chart.points.map((point, i) => [point, labels[i]]));
  const axis = { type: 'value' as const, show: false, scale: true };
  const paths = (chart.paths ?? []).map(
    (path): LineSeriesOption => ({
      type: 'line',
      name: path.group ?? '',
      silent: true,
      symbol: 'none',
      color: colorOf(path.group),
      lineStyle: { width: 1.5, opacity: 0.8 },
      data: path.points.map(([x, y]) => [x, y]),
      tooltip: { show: false },
    }),
  );
  const points = groups.map(
    (group): ScatterSeriesOption => ({
      type: 'scatter',
      name: group,
      color: colorOf(group),
      z: muted.has(group) ? 1 : 2,
      symbol: symbols[Math.floor(Math.max(0, strong.indexOf(group)) / face.look.series.length) % symbols.length],
      itemStyle: { opacity: chart.points.length > 2000 ? 0.5 : 0.85, borderColor: face.look.surface, borderWidth: 0.5 },
      symbolSize: (value: number[]) => sizeOf(value[2] ?? 0),
      data: chart.points
        .filter((point) => (point.group ?? '') === group)
        .map((point) => ({
          value: [point.x, point.y, point.size ?? 0],
          name: point.label ?? '',
          label: { position: sideOf.get(point) ?? 'right' },
        })),
      label: {
        show: isNamed,
        formatter: '{b}',
        position: 'right',
        distance: 3,
        color: face.look.text,
        fontSize: labelSize,
      },
      labelLayout: { hideOverlap: true },
    }),
  );
  return {
    ...frame(chart, face),
    ...(named ? { legend: legend(chart, face, groups) } : {}),
    grid: { left: sides, right: sides, top: head, bottom: 24 },
    xAxis: { ...axis, min: view.left, max: view.right },
    yAxis: { ...axis, min: view.bottom, max: view.top },
    series: [...paths, ...points],
    tooltip: {
      ...tooltip(face),
      trigger: 'item',
      formatter: (params: unknown) => {
        const { name, seriesName } = params as { name: string; seriesName: string };
        return [name, seriesName].filter((text) => text !== '').join('<br>');
      },
    },
  };
}

/**
 * The window of coordinates that fills the given pixels without stretching. Longitudes shrink with the cosine of the
 * middle latitude (equirectangular projection) when all points look like degrees.
 */
export function trueProportion(chart: MapChart, width: number, height: number) {
  const all = [
    ...chart.points.map(({ x, y }) => [x, y] as const),
    ...(chart.paths ?? []).flatMap(({ points }) => points),
  ];
  const xs = all.map(([x]) => x);
  const ys = all.map(([, y]) => y);
  const [left, right, bottom, top] = [least(xs), -least(xs.map((x) => -x)), least(ys), -least(ys.map((y) => -y))];
  const degrees = left >= -180 && right <= 180 && bottom >= -90 && top <= 90;
  const squeeze = degrees ? Math.cos((((bottom + top) / 2) * Math.PI) / 180) : 1;
  const spanX = Math.max((right - left) * squeeze, 1e-9);
  const spanY = Math.max(top - bottom, 1e-9);
  const perPixel = Math.max(spanX / Math.max(width, 1), spanY / Math.max(height, 1)) * 1.06;
  const [halfX, halfY] = [(perPixel * width) / squeeze / 2, (perPixel * height) / 2];
  const [middleX, middleY] = [(left + right) / 2, (bottom + top) / 2];
  return { left: middleX - halfX, right: middleX + halfX, bottom: middleY - halfY, top: middleY + halfY };
}

function least(values: readonly number[]): number {
  let found = Number.POSITIVE_INFINITY;
  for (const value of values) if (value < found) found = value;
  return Number.isFinite(found) ? found : 0;
}
