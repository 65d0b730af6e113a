import { fillGaps } from '#engines/forecasting/cleaning/fill-gaps.ts';
import type { ForecastOptions, SeriesForecast } from '#engines/forecasting/forecast-series.ts';
import { type HierarchyLeaf, forecastHierarchy } from '#engines/forecasting/hierarchy/forecast-hierarchy.ts';
import type { ArrangedSeries } from '#engines/forecasting/period/arrange-series.ts';
import type { SumPeriod } from '#engines/forecasting/period/sum-by-period.ts';
import { unusable } from '#kernel/unusable-data.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import { WrongCall } from '../../command-arguments.ts';
import type { EngineAnswer, EngineCall } from '../define-engine-command.ts';
import { readSeries } from './read-series.ts';
import { describe, fan, prepare } from './series-answer.ts';
import { seriesText } from './series-text.ts';

const mostLeaves = 2000;

/** `forecast series --hierarchy`: every node of the hierarchy, so that parts add up exactly. */
export function runHierarchy(
  call: EngineCall,
  table: Table,
  options: ForecastOptions,
  absent: 'fill' | 'zero',
): EngineAnswer {
  const paths = readPaths(String(call.options.hierarchy));
  const read = readSeries(table, {
    map: call.map,
    absent,
    by: paths.flat(),
    every: call.options.every as SumPeriod | undefined,
  });
  if (read.series.length > mostLeaves) {
    throw unusable(`at most ${mostLeaves} bottom series`, {
      file: table.name,
      found: `${read.series.length} bottom series`,
    });
  }
  const { leaves, whole, notes } = alignLeaves(read.series, read.at, call.options.season as number | undefined);
  if (whole.values.length < 3)
    throw unusable('at least 3 periods', { file: table.name, found: `${whole.values.length} periods` });
  const { series: nodes, trace } = forecastHierarchy(leaves, paths, options);
  const answers = nodes.map((node) => ({
    ...describe(node, whole, options.horizon),
    leaves: node.leaves,
    unreconciled: node.unreconciled,
  }));
  const histories = nodes.map(
    (node): ArrangedSeries => ({ ...whole, id: node.id, values: sumOf(leaves, node.leaves) }),
  );
  const told = [...read.notes, ...notes];
  const plain: readonly SeriesForecast[] = nodes;
  return {
    json: {
      series: answers,
      usage: read.usage,
      notes: told,
      horizon: options.horizon,
      levels: options.levels,
      hierarchy: paths,
      trace,
    },
    text: seriesText(plain, histories, answers, [...told, 'the forecast of each node is the sum of its parts']),
    plot: fan(nodes[0], histories[0], answers[0].periods),
  };
}

function readPaths(text: string): string[][] {
  const paths = text.split(',').map((path) => path.split('/').map((name) => name.trim()));
  const names = paths.flat();
  if (names.some((name) => name === '') || new Set(names).size < names.length) {
    throw new WrongCall(
      `invalid --hierarchy: ${text} (different column names, such as region/team/person, are expected)`,
    );
  }
  return paths;
}

/** All bottom series over the same periods: gaps inside filled, zero before the first and after the last of its own. */
function alignLeaves(
  series: readonly ArrangedSeries[],
  at: ReadonlyMap<string, Readonly<Record<string, string>>>,
  season: number | undefined,
): { leaves: HierarchyLeaf[]; whole: ArrangedSeries; notes: string[] } {
  let [start, end] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const one of series) {
    start = Math.min(start, one.start);
    end = Math.max(end, one.start + one.values.length);
  }
  let [filled, ended] = [0, 0];
  const whole: ArrangedSeries = {
    ...series[0],
    id: 'total',
    start,
    values: Array.from({ length: end - start }, () => 0),
    missing: [],
  };
  const leaves = series.map((one): HierarchyLeaf => {
    const { season: own, calendar } = prepare({ ...one, start }, season);
    const { y, filled: places } = fillGaps(one.values, own);
    filled += places.length;
    if (one.start + y.length < end) ended += 1;
    const values = Array.from({ length: end - start }, (_, t) => y[start + t - one.start] ?? 0);
    values.forEach((value, t) => (whole.values[t]! += value));
    return { id: one.id, at: at.get(one.id)!, season: own, calendar, values };
  });
  const notes: string[] = [];
  if (filled > 0) notes.push(`${filled} missing periods inside bottom series were filled`);
  if (ended > 0) notes.push(`${ended} bottom series end before the last period; they count as zero from then on`);
  const common = prepare(whole, season);
  return { leaves: leaves.map((leaf) => ({ ...leaf, season: common.season })), whole, notes };
}

function sumOf(leaves: readonly HierarchyLeaf[], ids: readonly string[]): number[] {
  const wanted = new Set(ids);
  const own = leaves.filter((leaf) => wanted.has(leaf.id));
  return leaves[0].values.map((_, t) => own.reduce((sum, leaf) => sum + (leaf.values[t] ?? 0), 0));
}
