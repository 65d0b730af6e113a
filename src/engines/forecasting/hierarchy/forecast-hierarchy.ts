import type { TraceStep } from '#kernel/trace.ts';
import { type ForecastPath, type SeriesToForecast, forecastPath } from '../forecast-path.ts';
import { type ForecastOptions, type SeriesForecast, checkForecastOptions } from '../forecast-series.ts';
import { predictionInterval } from '../prediction-interval.ts';
import { mostCorrelatedNodes, reconcileMint } from './mint.ts';
import { shrunkCorrelation } from './shrunk-correlation.ts';
import { type HierarchyNode, hierarchyNodes } from './summing-structure.ts';

/** A bottom series with its place in the hierarchy. All have the same length and end in the same period. */
export interface HierarchyLeaf extends SeriesToForecast {
  readonly at: Readonly<Record<string, string>>;
}

export interface HierarchyForecast {
  readonly series: readonly (SeriesForecast & {
    readonly leaves: readonly string[];
    readonly unreconciled: readonly number[];
  })[];
  readonly trace: readonly TraceStep[];
}

/** Sums of the bottom series for every node, ready to be forecast one by one (in worker threads if there are many). */
export function hierarchySeries(
  leaves: readonly HierarchyLeaf[],
  paths: readonly (readonly string[])[],
): { nodes: HierarchyNode[]; series: SeriesToForecast[] } {
  const nodes = hierarchyNodes(
    leaves.map((leaf) => leaf.at),
    paths,
  );
  const length = leaves[0].values.length;
  const series = nodes.map((node) => ({
    id: node.id,
    season: leaves[0].season,
    calendar: leaves[0].calendar,
    values: Array.from({ length }, (_, t) => {
      let sum = 0;
      for (const leaf of node.leaves) sum += leaves[leaf].values[t] ?? 0;
      return sum;
    }),
  }));
  return { nodes, series };
}

/**
 * Forecasts every node of a hierarchy and reconciles them by minimum trace, so that the forecast of each node is exactly
 * the sum of its parts. Bottom values must be complete: fill gaps before. Throws RangeError as forecastSeries does.
 */
export function forecastHierarchy(
  leaves: readonly HierarchyLeaf[],
  paths: readonly (readonly string[])[],
  options: ForecastOptions,
): HierarchyForecast {
  checkForecastOptions(options);
  const { nodes, series } = hierarchySeries(leaves, paths);
  const bases = series.map((one) => forecastPath(one, options.horizon, options.method));
  return reconcilePaths(leaves, nodes, bases, options);
}

export function reconcilePaths(
  leaves: readonly HierarchyLeaf[],
  nodes: readonly HierarchyNode[],
  bases: readonly ForecastPath[],
  { levels }: ForecastOptions,
): HierarchyForecast {
  const nonNegative = bases.every((base) => base.nonNegative);
  const shrunk =
    nodes.length <= mostCorrelatedNodes ? shrunkCorrelation(bases.map((base) => base.residuals)) : undefined;
  const reconciled = reconcileMint(nodes, bases, shrunk?.correlation, nonNegative);
  const series = nodes.map((node, i) => {
    const base = bases[i];
    const path = { mean: reconciled.mean[i], deviation: reconciled.deviation[i] };
    const bounds = predictionInterval(path, levels, { length: base.history.length, nonNegative });
    return {
      id: node.id,
      method: `${base.method}, reconciled`,
      season: base.season,
      ...bounds,
      mean: Array.from(path.mean),
      weights: base.weights,
      filled: base.filled,
      notes: base.notes,
      trace: base.trace,
      leaves: node.leaves.map((leaf) => leaves[leaf].id),
      unreconciled: Array.from(base.mean),
    };
  });
  const trace: TraceStep[] = [
    {
      step: 'reconciled all nodes by minimum trace',
      inputs: { nodes: nodes.length, leaves: leaves.length, shrinkage: shrunk?.lambda ?? 1 },
      source: 'Wickramasuriya, Athanasopoulos & Hyndman 2019; Schäfer & Strimmer 2005',
    },
  ];
  return { series, trace };
}
