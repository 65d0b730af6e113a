import { type Points, squaredDistance } from './points.ts';

/**
 * Moves single rows between clusters while that lowers the sum of squared distances, centres following each move: row x leaves
 * cluster A for B when n_B/(n_B + 1) · |x − c_B|² < n_A/(n_A − 1) · |x − c_A|² (Hartigan 1975, ch. 4). Where Lloyd's
 * iterations stand still this often goes on; it never empties a cluster. Changes the clusters; tells whether a row moved.
 */
export function exchangeRows(
  points: Points,
  clusters: { readonly of: Int32Array; readonly centres: Float64Array; readonly sizes: Int32Array },
  maxPasses: number,
): boolean {
  const { values, rows, width } = points;
  const { of, centres, sizes } = clusters;
  let moved = false;
  let since = 0;
  // The whole of the rows once without a move ends it.
  for (let step = 0; since < rows && step < maxPasses * rows; step++) {
    const row = step % rows;
    const own = of[row];
    const leaving = sizes[own] === 1 ? 0 : (sizes[own] / (sizes[own] - 1)) * distanceTo(own, row);
    let to = own;
    let least = leaving * (1 - 1e-12);
    for (let c = 0; c < sizes.length; c++) {
      if (c === own) continue;
      const joining = (sizes[c] / (sizes[c] + 1)) * distanceTo(c, row);
      if (joining < least) {
        least = joining;
        to = c;
      }
    }
    since += 1;
    if (to === own) continue;
    for (let j = 0; j < width; j++) {
      const value = values[row * width + j];
      centres[own * width + j] += (centres[own * width + j] - value) / (sizes[own] - 1);
      centres[to * width + j] += (value - centres[to * width + j]) / (sizes[to] + 1);
    }
    sizes[own] -= 1;
    sizes[to] += 1;
    of[row] = to;
    moved = true;
    since = 0;
  }
  return moved;

  function distanceTo(cluster: number, row: number): number {
    return squaredDistance(values, row * width, centres, cluster * width, width);
  }
}
