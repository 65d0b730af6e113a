/** A dense matrix, row by row in one Float64Array: element (i, j) is `data[i * cols + j]`. */
export interface Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float64Array;
}

/** A matrix of zeros, or over `data` (not copied). Throws RangeError when the sizes do not agree. */
export function matrix(rows: number, cols: number, data: Float64Array = new Float64Array(rows * cols)): Matrix {
  if (data.length !== rows * cols) {
    throw new RangeError(`invalid data: ${data.length} numbers (${rows} × ${cols} = ${rows * cols} are expected)`);
  }
  return { rows, cols, data };
}

export function matrixFromRows(rows: readonly ArrayLike<number>[]): Matrix {
  const cols = rows.length === 0 ? 0 : rows[0].length;
  const made = matrix(rows.length, cols);
  for (let i = 0; i < rows.length; i++) {
    if (rows[i].length !== cols)
      throw new RangeError(`invalid row ${i}: ${rows[i].length} numbers (${cols} are expected)`);
    for (let j = 0; j < cols; j++) made.data[i * cols + j] = rows[i][j];
  }
  return made;
}

export function matrixFromColumns(columns: readonly ArrayLike<number>[]): Matrix {
  const rows = columns.length === 0 ? 0 : columns[0].length;
  const made = matrix(rows, columns.length);
  for (let j = 0; j < columns.length; j++) {
    if (columns[j].length !== rows) {
      throw new RangeError(`invalid column ${j}: ${columns[j].length} numbers (${rows} are expected)`);
    }
    for (let i = 0; i < rows; i++) made.data[i * columns.length + j] = columns[j][i];
  }
  return made;
}

export function identity(size: number): Matrix {
  const made = matrix(size, size);
  for (let i = 0; i < size; i++) made.data[i * size + i] = 1;
  return made;
}

export function copyMatrix(a: Matrix): Matrix {
  return { rows: a.rows, cols: a.cols, data: a.data.slice() };
}

export function transpose(a: Matrix): Matrix {
  const made = matrix(a.cols, a.rows);
  for (let i = 0; i < a.rows; i++) for (let j = 0; j < a.cols; j++) made.data[j * a.rows + i] = a.data[i * a.cols + j];
  return made;
}

/** The product A·B. */
export function multiply(a: Matrix, b: Matrix): Matrix {
  if (a.cols !== b.rows) throw new RangeError(`invalid product: ${a.rows} × ${a.cols} by ${b.rows} × ${b.cols}`);
  const made = matrix(a.rows, b.cols);
  for (let i = 0; i < a.rows; i++) {
    const target = i * b.cols;
    for (let k = 0; k < a.cols; k++) {
      const factor = a.data[i * a.cols + k];
      if (factor === 0) continue;
      const source = k * b.cols;
      for (let j = 0; j < b.cols; j++) made.data[target + j] += factor * b.data[source + j];
    }
  }
  return made;
}

/** The product A·x. */
export function multiplyVector(a: Matrix, x: ArrayLike<number>): Float64Array {
  if (a.cols !== x.length) throw new RangeError(`invalid product: ${a.rows} × ${a.cols} by ${x.length}`);
  const made = new Float64Array(a.rows);
  for (let i = 0; i < a.rows; i++) {
    let sum = 0;
    for (let j = 0; j < a.cols; j++) sum += a.data[i * a.cols + j] * x[j];
    made[i] = sum;
  }
  return made;
}

/** The product Aᵀ·x. */
export function multiplyTransposed(a: Matrix, x: ArrayLike<number>): Float64Array {
  if (a.rows !== x.length) throw new RangeError(`invalid product: (${a.rows} × ${a.cols})ᵀ by ${x.length}`);
  const made = new Float64Array(a.cols);
  for (let i = 0; i < a.rows; i++) {
    const factor = x[i];
    for (let j = 0; j < a.cols; j++) made[j] += a.data[i * a.cols + j] * factor;
  }
  return made;
}

/** AᵀDA with D = diag(weights); D = I without weights. Symmetric, cols × cols. */
export function crossProduct(a: Matrix, weights?: ArrayLike<number>): Matrix {
  const { rows, cols, data } = a;
  const made = matrix(cols, cols);
  for (let i = 0; i < rows; i++) {
    const weight = weights === undefined ? 1 : weights[i];
    for (let j = 0; j < cols; j++) {
      const factor = weight * data[i * cols + j];
      if (factor === 0) continue;
      for (let k = j; k < cols; k++) made.data[j * cols + k] += factor * data[i * cols + k];
    }
  }
  for (let j = 0; j < cols; j++) for (let k = 0; k < j; k++) made.data[j * cols + k] = made.data[k * cols + j];
  return made;
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

export function columnOf(a: Matrix, j: number): Float64Array {
  const made = new Float64Array(a.rows);
  for (let i = 0; i < a.rows; i++) made[i] = a.data[i * a.cols + j];
  return made;
}
