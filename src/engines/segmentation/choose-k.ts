import type { Random } from '#kernel/random.ts';
import { adjustedRandIndex } from './adjusted-rand.ts';
import { assignNearest, kMeans } from './k-means.ts';
import type { Points } from './points.ts';
import { silhouette } from './silhouette.ts';

export interface KCandidate {
  readonly k: number;
  /** Mean silhouette width; how well apart the clusters are. */
  readonly silhouette: number;
  /** Mean adjusted Rand index of clusterings made from pairs of half samples; how far chance decides. */
  readonly stability: number;
}

export interface KChoice {
  readonly k: number;
  readonly candidates: readonly KCandidate[];
  readonly because: string;
}

const sampleRows = 1500;
const resamplePairs = 10;
const stableEnough = 0.8;

/**
 * Chooses the number of clusters: among the k from 2 to `most` that come out alike on random halves of the data (adjusted
 * Rand ≥ .8), the smallest whose mean silhouette is within 5 % of the widest; when none is that stable, the most stable.
 * Judged on a sample of at most 1,500 rows. Sources: Rousseeuw 1987; Ben-Hur, Elisseeff & Guyon 2002.
 */
export function chooseK(points: Points, most: number, random: Random): KChoice {
  const sample = sampleOf(points, sampleRows, random.fork('sample'));
  const candidates: KCandidate[] = [];
  for (let k = 2; k <= Math.min(most, Math.floor(sample.rows / 2) - 1); k++)
    candidates.push(judge(sample, k, random.fork(k)));
  if (candidates.length === 0) return { k: 1, candidates, because: 'too few rows to tell clusters apart' };
  const stable = candidates.filter((candidate) => candidate.stability >= stableEnough);
  if (stable.length > 0) {
    const widest = Math.max(...stable.map((candidate) => candidate.silhouette));
    const { k } = stable.find((candidate) => candidate.silhouette >= 0.95 * widest) ?? stable[0];
    const because =
      stable.length > 1
        ? 'the smallest number, stable under resampling, whose silhouette is within 5 % of the widest'
        : 'the only number that is stable under resampling';
    return { k, candidates, because };
  }
  const best = candidates.reduce((a, b) => (b.stability > a.stability ? b : a));
  return { k: best.k, candidates, because: 'no number is stable under resampling; this is the most stable one' };
}

/** Silhouette and stability of one k on at most 1,500 rows. */
export function judgeK(points: Points, k: number, random: Random): KCandidate {
  return judge(sampleOf(points, sampleRows, random.fork('sample')), k, random.fork(k));
}

function judge(sample: Points, k: number, random: Random): KCandidate {
  const whole = kMeans(sample, { k, random, starts: 6 });
  let agreement = 0;
  for (let pair = 0; pair < resamplePairs; pair++) {
    const [left, right] = [0, 1].map((side) => {
      const half = sampleOf(sample, Math.ceil(sample.rows / 2), random.fork(`${pair}/${side}`));
      const found = kMeans(half, { k: Math.min(k, half.rows), random, starts: 3 });
      return assignNearest(sample, found.centres, Math.min(k, half.rows));
    });
    agreement += adjustedRandIndex(left, right) / resamplePairs;
  }
  return { k, silhouette: silhouette(sample, whole.of, k), stability: agreement };
}

/** A random subset of the rows, all of them when there are no more than `most`. */
function sampleOf(points: Points, most: number, random: Random): Points {
  if (points.rows <= most) return points;
  const order = Int32Array.from({ length: points.rows }, (_, i) => i);
  const { width } = points;
  const values = new Float64Array(most * width);
  for (let i = 0; i < most; i++) {
    const j = i + random.integer(points.rows - i);
    [order[i], order[j]] = [order[j], order[i]];
    values.set(points.values.subarray(order[i] * width, (order[i] + 1) * width), i * width);
  }
  return { values, rows: most, width };
}
