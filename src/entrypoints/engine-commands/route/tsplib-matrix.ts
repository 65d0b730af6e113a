/** For each EDGE_WEIGHT_FORMAT of TSPLIB 95 (section 1.2.2) the cells (row, column) in the order in which the file has them. */
const walks: Readonly<Record<string, (n: number) => Generator<readonly [number, number]>>> = {
  *FULL_MATRIX(n) {
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) yield [i, j];
  },
  *UPPER_ROW(n) {
    for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) yield [i, j];
  },
  *LOWER_ROW(n) {
    for (let i = 1; i < n; i++) for (let j = 0; j < i; j++) yield [i, j];
  },
  *UPPER_DIAG_ROW(n) {
    for (let i = 0; i < n; i++) for (let j = i; j < n; j++) yield [i, j];
  },
  *LOWER_DIAG_ROW(n) {
    for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) yield [i, j];
  },
};
/** A half written by columns is the other half written by rows. */
const byColumns: Readonly<Record<string, string>> = {
  UPPER_COL: 'LOWER_ROW',
  LOWER_COL: 'UPPER_ROW',
  UPPER_DIAG_COL: 'LOWER_DIAG_ROW',
  LOWER_DIAG_COL: 'UPPER_DIAG_ROW',
};

/** Lays the numbers of an EDGE_WEIGHT_SECTION out as a full matrix (row-major), or says what was expected of them. */
export function explicitMatrix(format: string, weights: readonly number[], n: number): Float64Array | string {
  const walk = walks[byColumns[format] ?? format];
  if (walk === undefined)
    return `EDGE_WEIGHT_FORMAT: one of ${[...Object.keys(walks), ...Object.keys(byColumns)].join(', ')}`;
  const diagonal = (format.includes('DIAG') ? 1 : -1) * n;
  const expected = format === 'FULL_MATRIX' ? n * n : (n * n + diagonal) / 2;
  if (weights.length !== expected) return `${expected} numbers for ${n} nodes`;
  const matrix = new Float64Array(n * n);
  let k = 0;
  for (const [i, j] of walk(n)) {
    matrix[i * n + j] = weights[k];
    if (format !== 'FULL_MATRIX') matrix[j * n + i] = weights[k];
    k += 1;
  }
  for (let i = 0; i < n; i++) matrix[i * n + i] = 0;
  return matrix;
}
