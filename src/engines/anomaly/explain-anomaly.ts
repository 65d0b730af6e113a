import { expectedValues } from './detect-anomalies.ts';

/** Values of the slices of one dimension over the same periods as the total; undefined where missing. */
export interface SliceSeries {
  readonly dimension: string;
  readonly slice: string;
  readonly values: readonly (number | undefined)[];
}

export interface SliceMove {
  readonly dimension: string;
  readonly slice: string;
  readonly value: number;
  readonly expected: number;
  readonly deviation: number;
  /** Deviation of the slice ÷ deviation of the total; several slices may share it, opposite moves are negative. */
  readonly share: number;
}

/**
 * Which slices moved the total at period `t`? Each slice is held against its own trend and season; those that moved
 * in the direction of the total come first, up to `most` of them. Slices with fewer than 8 values are not judged.
 */
export function explainAnomaly(
  slices: readonly (SliceSeries & { readonly expected: Float64Array })[],
  t: number,
  totalDeviation: number,
  most = 5,
): SliceMove[] {
  return slices
    .filter(({ expected, values }) => values[t] !== undefined && !Number.isNaN(expected[t]))
    .map(({ dimension, slice, values, expected }): SliceMove => {
      const deviation = values[t]! - expected[t];
      return {
        dimension,
        slice,
        value: values[t]!,
        expected: expected[t],
        deviation,
        share: totalDeviation === 0 ? 0 : deviation / totalDeviation,
      };
    })
    .filter(({ share }) => share > 0.05)
    .sort((a, b) => b.share - a.share)
    .slice(0, most);
}

/** Works out once what every slice is expected to be. */
export function expectSlices(slices: readonly SliceSeries[], season: number) {
  return slices.map((one) => ({ ...one, expected: expectedValues(one.values, season) }));
}
