import { seededRandom } from '#kernel/random.ts';
import type { Trace } from '#kernel/trace.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { type KCandidate, chooseK, judgeK } from './choose-k.ts';
import { median } from '#engines/numerics/quantile.ts';
import { kMeans } from './k-means.ts';
import { type FeatureScale, type NumericColumn, prepareFeatures } from './prepare-features.ts';

export interface ClusterOptions {
  /** Number of clusters; chosen and justified when absent. */
  readonly k?: number;
  /** Largest k tried. Default 10. */
  readonly most?: number;
  readonly seed?: number;
}

/** One feature that sets a cluster apart from all other rows. */
export interface Distinction {
  readonly feature: string;
  readonly direction: 'higher' | 'lower';
  /** Difference of means in standard deviations, on the scale that was clustered (Cohen's d against the rest). */
  readonly effect: number;
  /** Median inside the cluster and outside, in the column's own unit. */
  readonly inside: number;
  readonly outside: number;
}

export interface Cluster {
  readonly id: number;
  readonly size: number;
  readonly share: number;
  /** Mean of each column in its own unit. */
  readonly centre: Readonly<Record<string, number>>;
  /** Features in falling order of |effect|, only those with |effect| ≥ .5 (at least the strongest one). */
  readonly distinctive: readonly Distinction[];
}

export interface ClusterResult {
  readonly k: number;
  /** Mean adjusted Rand index under resampling: 1 the same groups every time, 0 chance. */
  readonly stability: number;
  readonly silhouette: number;
  /** 'clear' from a silhouette of .5, 'moderate' from .25, else 'weak': then treat the groups as a convenience. */
  readonly structure: 'clear' | 'moderate' | 'weak';
  readonly candidates: readonly KCandidate[];
  readonly because: string;
  readonly clusters: readonly Cluster[];
  /** Cluster number of each row, from 1 (the largest) on. */
  readonly of: Int32Array;
  readonly scales: readonly FeatureScale[];
  readonly constant: readonly string[];
  readonly trace: Trace;
}

/**
 * Groups rows that are alike in several numbers at once: skewed columns logged, all columns scaled by their inner range, k-means++.
 * The number of groups is chosen by silhouette among those stable under resampling, or given.
 *
 * Columns hold one finite value per row. Throws UnusableData for fewer than 4 rows or no varying column, RangeError for k.
 * Limits: every row gets a group, even where there is no structure (see `structure`); groups are round in the scaled space.
 */
export function cluster(columns: readonly NumericColumn[], options: ClusterOptions = {}): ClusterResult {
  const rows = columns[0]?.values.length ?? 0;
  if (rows < 4) throw unusable(`at least 4 rows to group; there are ${rows}`);
  const random = seededRandom(options.seed ?? 1);
  const { points, scales, constant } = prepareFeatures(columns);
  if (options.k !== undefined && (!Number.isInteger(options.k) || options.k < 2 || options.k > rows / 2)) {
    throw new RangeError(`invalid k: ${options.k} (a whole number from 2 to half the ${rows} rows is expected)`);
  }
  const choice =
    options.k === undefined
      ? chooseK(points, options.most ?? 10, random)
      : { k: options.k, candidates: [judgeK(points, options.k, random)], because: 'the number was given' };
  const judged = choice.candidates.find((candidate) => candidate.k === choice.k);
  const found = kMeans(points, { k: choice.k, random: random.fork('final'), starts: rows > 50_000 ? 3 : 10 });
  const bySize = Array.from(found.sizes, (size, i) => ({ size, i })).sort((a, b) => b.size - a.size || a.i - b.i);
  const numberOf = new Int32Array(choice.k);
  bySize.forEach(({ i }, place) => {
    numberOf[i] = place + 1;
  });
  const of = found.of.map((c) => numberOf[c]);
  const used = columns.filter((column) => !constant.includes(column.name));
  const width = judged?.silhouette ?? 0;
  return {
    k: choice.k,
    stability: judged?.stability ?? 1,
    silhouette: width,
    structure: width >= 0.5 ? 'clear' : width >= 0.25 ? 'moderate' : 'weak',
    candidates: choice.candidates,
    because: choice.because,
    clusters: bySize.map(({ size }, place) => ({
      id: place + 1,
      size,
      share: size / rows,
      centre: centreOf(used, of, place + 1),
      distinctive: distinctions(used, points.values, of, place + 1),
    })),
    of,
    scales,
    constant,
    trace: [
      { step: 'log the skewed non-negative columns and divide each by its inner range', inputs: { scales, constant } },
      {
        step: 'choose the number of clusters',
        inputs: { candidates: choice.candidates },
        output: { k: choice.k, because: choice.because },
        source: 'Rousseeuw 1987; Ben-Hur, Elisseeff & Guyon 2002',
      },
      {
        step: 'k-means++ on all rows, best of several starts',
        source: 'Arthur & Vassilvitskii 2007',
        inputs: { seed: options.seed ?? 1 },
      },
    ],
  };
}

function centreOf(columns: readonly NumericColumn[], of: Int32Array, id: number): Record<string, number> {
  return Object.fromEntries(
    columns.map(({ name, values }) => {
      let sum = 0;
      let size = 0;
      for (let row = 0; row < of.length; row++) {
        if (of[row] !== id) continue;
        size += 1;
        sum += (values[row] - sum) / size;
      }
      return [name, sum];
    }),
  );
}

function distinctions(
  columns: readonly NumericColumn[],
  scaled: Float64Array,
  of: Int32Array,
  id: number,
): Distinction[] {
  const width = columns.length;
  const all = columns.map(({ name, values }, j): Distinction => {
    const sides = [side(), side()];
    for (let row = 0; row < of.length; row++) {
      const { scaledValues, rawValues } = sides[of[row] === id ? 0 : 1];
      scaledValues.push(scaled[row * width + j]);
      rawValues.push(values[row]);
    }
    const [inside, outside] = sides;
    const effect = cohensD(inside.scaledValues, outside.scaledValues);
    return {
      feature: name,
      direction: effect >= 0 ? 'higher' : 'lower',
      effect,
      inside: median(inside.rawValues),
      outside: median(outside.rawValues),
    };
  });
  all.sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect));
  return all.filter((distinction, i) => i === 0 || Math.abs(distinction.effect) >= 0.5);
}

function side(): { scaledValues: number[]; rawValues: number[] } {
  return { scaledValues: [], rawValues: [] };
}

/** Difference of means over the pooled standard deviation (Cohen 1988); held to ±99 where the groups do not vary. */
function cohensD(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const [left, right] = [a, b].map((values) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return { mean, squares: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) };
  });
  const pooled = Math.sqrt((left.squares + right.squares) / Math.max(1, a.length + b.length - 2));
  const difference = left.mean - right.mean;
  return difference === 0 ? 0 : Math.max(-99, Math.min(99, difference / pooled));
}
