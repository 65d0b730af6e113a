/**
 * Lengths of the shortest ways between all pairs of n nodes (Floyd 1962; Warshall 1962), in place: `matrix` (row-major) holds
 * edge lengths, infinite where there is none. O(n³).
 */
export function floydWarshall(matrix: Float64Array, n: number): Float64Array {
  for (let i = 0; i < n; i++) matrix[i * n + i] = 0;
  for (let via = 0; via < n; via++) {
    const row = via * n;
    for (let i = 0; i < n; i++) {
      const first = matrix[i * n + via];
      if (first === Number.POSITIVE_INFINITY) continue;
      const at = i * n;
      for (let j = 0; j < n; j++) {
        const length = first + matrix[row + j];
        if (length < matrix[at + j]) matrix[at + j] = length;
      }
    }
  }
  return matrix;
}
