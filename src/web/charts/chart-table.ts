import type { Axis, ChartSpec } from '#kernel/chart.ts';

/** A chart as its table: what "as table" shows and what the export writes. */
export interface ChartTable {
  readonly columns: readonly ChartColumn[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** A heading is a text of the chart itself, or a word of the shell's catalogue under `chart.`. */
export interface ChartColumn {
  readonly heading: { readonly text: string } | { readonly word: ChartWord };
  readonly axis?: Axis;
}

export type ChartWord =
  | 'name'
  | 'value'
  | 'low'
  | 'high'
  | 'x'
  | 'y'
  | 'size'
  | 'group'
  | 'from'
  | 'to'
  | 'date'
  | 'note'
  | 'change';

const word = (name: ChartWord, axis?: Axis): ChartColumn => ({
  heading: { word: name },
  ...(axis === undefined ? {} : { axis }),
});
const named = (text: string | undefined, otherwise: ChartWord, axis?: Axis): ChartColumn =>
  text === undefined || text === ''
    ? word(otherwise, axis)
    : { heading: { text }, ...(axis === undefined ? {} : { axis }) };

/** Every number a chart draws, intervals included. */
export function chartTable(chart: ChartSpec): ChartTable {
  switch (chart.kind) {
    case 'bar':
      return byPosition(chart.categories, word('name'), chart.series, chart.value);
    case 'line':
      return byPosition(chart.x, named(chart.xAxis?.name, 'x'), chart.series, chart.value);
    case 'funnel':
      return {
        columns: [word('name'), word('value'), word('note')],
        rows: chart.steps.map(({ name, value, note }) => [name, value, note ?? null]),
      };
    case 'waterfall':
      return {
        columns: [word('name'), word('value', chart.value), word('change', chart.value)],
        rows: [
          [chart.start.name, chart.start.value, null],
          ...chart.parts.map(({ name, amount }) => [name, null, amount]),
          [chart.end.name, chart.end.value, null],
        ],
      };
    case 'scatter':
      return {
        columns: [
          word('name'),
          word('group'),
          named(chart.xAxis?.name, 'x', chart.xAxis),
          named(chart.yAxis?.name, 'y', chart.yAxis),
          word('size'),
        ],
        rows: chart.points.map(({ label, group, x, y, size }) => [label ?? null, group ?? null, x, y, size ?? null]),
      };
    case 'heatmap':
      return {
        columns: [word('name'), ...chart.columns.map((text): ChartColumn => named(text, 'value', chart.value))],
        rows: chart.rows.map((row, y) => [row, ...chart.columns.map((_, x) => chart.values[y]?.[x] ?? null)]),
      };
    case 'flow': {
      const labels = new Map(chart.nodes.map(({ id, label }) => [id, label]));
      return {
        columns: [word('from'), word('to'), word('value'), word('note')],
        rows: chart.edges.map(({ from, to, value, label }) => [
          labels.get(from) ?? from,
          labels.get(to) ?? to,
          value,
          label ?? null,
        ]),
      };
    }
    case 'map':
      return {
        columns: [word('name'), word('group'), word('x'), word('y'), word('size')],
        rows: chart.points.map(({ label, group, x, y, size }) => [label ?? null, group ?? null, x, y, size ?? null]),
      };
    case 'calendar':
      return {
        columns: [word('date'), word('value', chart.value)],
        rows: chart.days.map(({ date, value }) => [date, value]),
      };
  }
}

interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
  readonly low?: readonly (number | null)[];
  readonly high?: readonly (number | null)[];
}

function byPosition(
  positions: readonly (string | number)[],
  first: ChartColumn,
  series: readonly Series[],
  axis: Axis | undefined,
): ChartTable {
  return {
    columns: [
      first,
      ...series.flatMap(({ name, low, high }) => [
        named(name, 'value', axis),
        ...(low === undefined ? [] : [word('low', axis)]),
        ...(high === undefined ? [] : [word('high', axis)]),
      ]),
    ],
    rows: positions.map((position, at) => [
      position,
      ...series.flatMap(({ values, low, high }) => [
        values[at] ?? null,
        ...(low === undefined ? [] : [low[at] ?? null]),
        ...(high === undefined ? [] : [high[at] ?? null]),
      ]),
    ]),
  };
}
