import { type Random, seededRandom } from '#kernel/random.ts';
import type { Comparison } from './compare-arms.ts';

const mostAssignments = 20_000;

/**
 * Inference from the assignment alone, for samples too small for normal theory: the studentised difference over all ways the
 * units could have been assigned (or 20,000 random ones), exact under no effect whatever the distribution (Fisher 1935; Janssen 1997),
 * the interval by inversion under a constant effect (Rosenbaum 2002, §2.6.1). Without `interval` only p is worked out and the limits are NaN.
 */
export function randomisationTest(
  treated: readonly number[],
  control: readonly number[],
  { level = 0.95, seed = 1, interval = true }: { level?: number; seed?: number; interval?: boolean } = {},
): Comparison & { readonly assignments: number; readonly exact: boolean } {
  const [m, n] = [treated.length, treated.length + control.length];
  if (m < 2 || control.length < 2)
    throw new RangeError(`invalid arms: ${m} and ${n - m} units (at least 2 each are expected)`);
  const { sets, exact } = assignments(n, m, seededRandom(`randomisation/${seed}`));
  const estimate = meanOf(treated) - meanOf(control);
  const pAt = (effect: number): number => {
    const values = [...treated.map((value) => value - effect), ...control];
    const whole = values.reduce((sum, value) => sum + value, 0);
    const squares = values.reduce((sum, value) => sum + value * value, 0);
    const own = statistic(values, sets[0], whole, squares);
    let extreme = 0;
    for (const set of sets) if (statistic(values, set, whole, squares) >= own * (1 - 1e-9) - 1e-12) extreme += 1;
    return exact ? extreme / sets.length : (extreme + 1) / (sets.length + 1);
  };
  const p = pAt(0);
  const head = { estimate, p, df: n - 2, assignments: sets.length, exact };
  if (!interval) return { ...head, low: Number.NaN, high: Number.NaN };
  const alpha = 1 - level;
  const scale = Math.max(1e-12, ...[...treated, ...control].map((value) => Math.abs(value - meanOf(control)))) * 4;
  const limit = (side: 1 | -1): number => {
    let [inside, outside] = [0, scale];
    for (let grow = 0; grow < 8 && pAt(estimate + side * outside) > alpha; grow++) outside *= 2;
    for (let i = 0; i < 30; i++) {
      const middle = (inside + outside) / 2;
      if (pAt(estimate + side * middle) > alpha) inside = middle;
      else outside = middle;
    }
    return estimate + side * outside;
  };
  return { ...head, low: limit(-1), high: limit(1) };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** |t| of Welch for the units in `set` against the rest, from sums. */
function statistic(values: readonly number[], set: Int32Array, whole: number, squares: number): number {
  const [n, m] = [values.length, set.length];
  let [sum, square] = [0, 0];
  for (const i of set) {
    sum += values[i];
    square += values[i] * values[i];
  }
  const rest = n - m;
  const [a, b] = [sum / m, (whole - sum) / rest];
  const va = Math.max(0, square - m * a * a) / (m - 1);
  const vb = Math.max(0, squares - square - rest * b * b) / (rest - 1);
  const spread = Math.sqrt(va / m + vb / rest);
  if (spread < 1e-12 * (Math.abs(a) + Math.abs(b)))
    return Math.abs(a - b) < 1e-12 * (Math.abs(a) + Math.abs(b)) ? 0 : Number.MAX_VALUE;
  return spread === 0 ? 0 : Math.abs(a - b) / spread;
}

/** The real assignment (the first m units) first. */
function assignments(n: number, m: number, random: Random): { sets: Int32Array[]; exact: boolean } {
  const first = Int32Array.from({ length: m }, (_, i) => i);
  let count = 1;
  for (let i = 1; i <= m; i++) count = (count * (n - m + i)) / i;
  if (Math.round(count) > mostAssignments) {
    const all = Array.from({ length: n }, (_, i) => i);
    const sets = Array.from({ length: mostAssignments }, () => Int32Array.from(random.shuffle(all).slice(0, m)));
    return { sets: [first, ...sets.slice(1)], exact: false };
  }
  const sets: Int32Array[] = [];
  const chosen = first.slice();
  for (;;) {
    sets.push(chosen.slice());
    let i = m - 1;
    while (i >= 0 && chosen[i] === n - m + i) i -= 1;
    if (i < 0) break;
    chosen[i] += 1;
    for (let j = i + 1; j < m; j++) chosen[j] = chosen[j - 1] + 1;
  }
  return { sets, exact: true };
}
