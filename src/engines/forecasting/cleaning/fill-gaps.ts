/**
 * Fills missing values: a straight line between neighbours on the seasonally adjusted scale (a value's neighbours one
 * season away say what it should look like), the nearest value at the ends. Returns the places that were filled.
 */
export function fillGaps(
  values: readonly (number | undefined)[],
  period: number,
): { y: Float64Array; filled: number[] } {
  const n = values.length;
  const filled: number[] = [];
  const y = new Float64Array(n);
  for (let t = 0; t < n; t++) {
    const value = values[t];
    if (value === undefined) filled.push(t);
    else y[t] = value;
  }
  if (filled.length === 0) return { y, filled };
  const shape = period > 1 && n >= 2 * period ? seasonalShape(values, period) : new Float64Array(period);
  let before = -1;
  for (let t = 0; t < n; t++) {
    if (values[t] !== undefined) {
      before = t;
      continue;
    }
    let after = t + 1;
    while (after < n && values[after] === undefined) after += 1;
    const [left, right] = [before < 0 ? after : before, after >= n ? before : after];
    const from = y[left] - shape[left % period];
    const to = y[right] - shape[right % period];
    for (let k = t; k < after; k++) {
      const share = right === left ? 0 : (k - left) / (right - left);
      y[k] = from + share * (to - from) + shape[k % period];
    }
    t = after - 1;
  }
  return { y, filled };
}

/** Mean distance of each place in the cycle from the mean of its own whole cycle, less the trend within a cycle. */
function seasonalShape(values: readonly (number | undefined)[], period: number): Float64Array {
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  const cycleMeans: number[] = [];
  let [firstCycle, lastCycle] = [0, 0];
  for (let start = 0; start + period <= values.length; start += period) {
    const cycle = values.slice(start, start + period);
    if (cycle.some((value) => value === undefined)) continue;
    let mean = 0;
    for (const value of cycle) mean += value! / period;
    if (cycleMeans.length === 0) firstCycle = start;
    lastCycle = start;
    cycleMeans.push(mean);
    for (let i = 0; i < period; i++) {
      sums[i] += cycle[i]! - mean;
      counts[i] += 1;
    }
  }
  const slope = cycleMeans.length > 1 ? (cycleMeans.at(-1)! - cycleMeans[0]) / (lastCycle - firstCycle) : 0;
  return sums.map((sum, i) => (counts[i] > 0 ? sum / counts[i] - slope * (i - (period - 1) / 2) : 0));
}
