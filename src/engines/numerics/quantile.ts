/**
 * The sample quantile of Hyndman & Fan (1996) types 4 to 9; type 7 is the default of R, NumPy and spreadsheets.
 * `values` need not be sorted and are not changed. Throws RangeError for no values or p outside [0, 1].
 */
export function quantile(values: ArrayLike<number>, p: number, type: 4 | 5 | 6 | 7 | 8 | 9 = 7): number {
  return sortedQuantile(Float64Array.from(values).sort(), p, type);
}

/** As `quantile` for values that are sorted already. */
export function sortedQuantile(sorted: ArrayLike<number>, p: number, type: 4 | 5 | 6 | 7 | 8 | 9 = 7): number {
  const n = sorted.length;
  if (n === 0) throw new RangeError('invalid values: none (at least one number is expected)');
  if (!(p >= 0 && p <= 1)) throw new RangeError(`invalid p: ${p} (a number from 0 to 1 is expected)`);
  const place = positionOf(n, p, type);
  const below = Math.floor(place + 4 * Number.EPSILON);
  const part = Math.abs(place - below) < 4 * Number.EPSILON ? 0 : place - below;
  const at = (k: number): number => sorted[Math.min(n - 1, Math.max(0, k - 1))];
  const low = at(below);
  return part === 0 ? low : low + part * (at(below + 1) - low);
}

export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/** 1-based place among the sorted values: np + m of Hyndman & Fan, table 1. */
function positionOf(n: number, p: number, type: number): number {
  switch (type) {
    case 4:
      return n * p;
    case 5:
      return n * p + 0.5;
    case 6:
      return (n + 1) * p;
    case 7:
      return (n - 1) * p + 1;
    case 8:
      return (n + 1 / 3) * p + 1 / 3;
    case 9:
      return (n + 1 / 4) * p + 3 / 8;
    default:
      throw new RangeError(`invalid type: ${type} (a whole number from 4 to 9 is expected)`);
  }
}
