import type { Random } from '#kernel/random.ts';
import type { Partition } from './compare-candidates.ts';
import { stratifiedFolds, timeCut } from './folds.ts';

/** How rows are held out to choose and to judge a model. */
export interface RowSplit {
  readonly kind: 'cross-validation' | 'hold-out' | 'time';
  /** Where candidates are compared and the calibration is fitted. */
  readonly choose: readonly Partition[];
  /** Where the chosen model is judged; absent when the rows held out in `choose` serve (each by a model without it). */
  readonly test?: Partition;
  /** Value of `times` at which the test rows begin. */
  readonly testFrom?: number;
  readonly note?: string;
}

/** Up to this many rows are cross-validated; beyond, one fifth held out says enough. */
const mostCrossValidated = 20_000;
const foldCount = 5;

/**
 * With times: the last fifth judges, the fifth of the rest before it chooses, so that nothing from later is used to say
 * something earlier. Without: five stratified folds, or one fifth drawn by chance when there are many rows.
 */
export function splitRows(target: Uint8Array, times: Float64Array | undefined, random: Random): RowSplit {
  if (times !== undefined) {
    const split = splitByTime(target, times);
    if (split !== undefined) return split;
    const byChance = splitByChance(target, random);
    return {
      ...byChance,
      note: 'The dates leave too few rows of one outcome in the last or the first part; rows were held out by chance instead',
    };
  }
  return splitByChance(target, random);
}

function splitByChance(target: Uint8Array, random: Random): RowSplit {
  const folds = stratifiedFolds(target, foldCount, random);
  const partition = (fold: number): Partition => ({
    train: where(target.length, (i) => folds[i] !== fold),
    held: where(target.length, (i) => folds[i] === fold),
  });
  if (target.length > mostCrossValidated) return { kind: 'hold-out', choose: [partition(0)] };
  return { kind: 'cross-validation', choose: Array.from({ length: foldCount }, (_, fold) => partition(fold)) };
}

function splitByTime(target: Uint8Array, times: Float64Array): RowSplit | undefined {
  const count = target.length;
  const testFrom = timeCut(times, 0.2);
  if (testFrom === undefined) return undefined;
  const earlier = times.filter((time) => time < testFrom);
  const chooseFrom = timeCut(earlier, 0.2);
  if (chooseFrom === undefined) return undefined;
  const parts = {
    first: where(count, (i) => times[i] < chooseFrom),
    second: where(count, (i) => times[i] >= chooseFrom && times[i] < testFrom),
    before: where(count, (i) => times[i] < testFrom),
    last: where(count, (i) => times[i] >= testFrom),
  };
  for (const rows of [parts.first, parts.second, parts.last]) {
    const hits = rows.reduce((sum, row) => sum + target[row], 0);
    if (hits < 5 || rows.length - hits < 5) return undefined;
  }
  return {
    kind: 'time',
    choose: [{ train: parts.first, held: parts.second }],
    test: { train: parts.before, held: parts.last },
    testFrom,
  };
}

function where(count: number, test: (i: number) => boolean): Int32Array {
  const rows: number[] = [];
  for (let i = 0; i < count; i++) if (test(i)) rows.push(i);
  return Int32Array.from(rows);
}
