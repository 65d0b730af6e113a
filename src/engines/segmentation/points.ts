/** `rows` points of `width` coordinates, row after row. */
export interface Points {
  readonly values: Float64Array;
  readonly rows: number;
  readonly width: number;
}

/** Squared Euclidean distance of two rows held in flat arrays. */
export function squaredDistance(a: Float64Array, at: number, b: Float64Array, bt: number, width: number): number {
  let sum = 0;
  for (let j = 0; j < width; j++) sum += (a[at + j] - b[bt + j]) ** 2;
  return sum;
}
