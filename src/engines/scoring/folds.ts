import type { Random } from '#kernel/random.ts';

/** The fold (0 … count − 1) of each row, drawn by chance so that every fold has its share of both classes. */
export function stratifiedFolds(target: Uint8Array, count: number, random: Random): Uint8Array {
  const folds = new Uint8Array(target.length);
  let next = 0;
  for (const wanted of [1, 0]) {
    const rows: number[] = [];
    target.forEach((hit, row) => {
      if (hit === wanted) rows.push(row);
    });
    random.shuffle(rows);
    for (const row of rows) folds[row] = next++ % count;
  }
  return folds;
}

/**
 * The place in time at which the last `share` of the rows begins; rows of one time stay together. Undefined when there is
 * no such place (one time only).
 */
export function timeCut(times: Float64Array, share: number): number | undefined {
  const sorted = Float64Array.from(times).sort();
  const wanted = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * (1 - share)))];
  if (wanted > sorted[0]) return wanted;
  return sorted.find((time) => time > wanted);
}
