/**
 * Takes the (weighted) mean of each cell out of a column: the same as a dummy variable per cell (Frisch-Waugh-Lovell),
 * without the columns. `weight` are the squares of what rows will be multiplied by. Returns a new column.
 */
export function absorbCells(
  column: ArrayLike<number>,
  cell: ArrayLike<number>,
  cells: number,
  weight?: ArrayLike<number>,
): Float64Array {
  const [sum, size] = [new Float64Array(cells), new Float64Array(cells)];
  for (let i = 0; i < column.length; i++) {
    const w = weight === undefined ? 1 : weight[i];
    sum[cell[i]] += w * column[i];
    size[cell[i]] += w;
  }
  return Float64Array.from({ length: column.length }, (_, i) => column[i] - sum[cell[i]] / size[cell[i]]);
}
