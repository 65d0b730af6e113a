import type { Trace } from '#kernel/trace.ts';
import { unusable } from '#kernel/unusable-data.ts';
import type { VariancePart } from './price-volume-mix.ts';
import { roundToTotal } from './round-to-total.ts';
import { shapleyOfProduct } from './shapley.ts';

/** One slice of a figure that is a product: its factors on both sides, in the same order. */
export interface FactorRow {
  readonly slice: readonly string[];
  readonly reference: readonly number[];
  readonly actual: readonly number[];
}

export interface FactorSlice {
  readonly slice: readonly string[];
  readonly referenceMinor: bigint;
  readonly actualMinor: bigint;
  readonly gapMinor: bigint;
  readonly parts: readonly VariancePart[];
}

export interface FactorVariance {
  readonly referenceMinor: bigint;
  readonly actualMinor: bigint;
  readonly gapMinor: bigint;
  readonly parts: readonly VariancePart[];
  readonly slices: readonly FactorSlice[];
  readonly trace: Trace;
}

/**
 * Why a product of factors (headcount × deals per head × win rate × size …) differs: the Shapley value of each factor, per
 * slice and summed. Products are rounded to whole minor units (`minorPerUnit` of them make one unit of the product), the
 * parts sum to the gap exactly. Throws UnusableData without rows and RangeError when a row has other factors.
 */
export function factorVariance(
  factors: readonly string[],
  rows: readonly FactorRow[],
  minorPerUnit: number,
): FactorVariance {
  if (rows.length === 0) throw unusable('at least one slice with its factors');
  const value = (list: readonly number[]): bigint =>
    BigInt(Math.round(list.reduce((product, factor) => product * factor, minorPerUnit)));
  const slices = rows.map(({ slice, reference, actual }) => {
    if (reference.length !== factors.length || actual.length !== factors.length) {
      throw new RangeError(
        `invalid factors: ${reference.length} and ${actual.length} (${factors.length} are expected)`,
      );
    }
    const gapMinor = value(actual) - value(reference);
    const parts = shapleyOfProduct(reference, actual).map((part) => part * minorPerUnit);
    const rounded = roundToTotal(parts, gapMinor);
    return {
      slice,
      referenceMinor: value(reference),
      actualMinor: value(actual),
      gapMinor,
      parts: factors.map((name, i) => ({ name, minor: rounded[i] })),
    };
  });
  const total = (side: 'referenceMinor' | 'actualMinor' | 'gapMinor'): bigint =>
    slices.reduce((sum, slice) => sum + slice[side], 0n);
  return {
    referenceMinor: total('referenceMinor'),
    actualMinor: total('actualMinor'),
    gapMinor: total('gapMinor'),
    parts: factors.map((name, i) => ({ name, minor: slices.reduce((sum, slice) => sum + slice.parts[i].minor, 0n) })),
    slices,
    trace: [
      {
        step: 'Shapley value of each factor, per slice',
        inputs: { factors, slices: rows.length },
        source: 'Shapley 1953',
      },
    ],
  };
}
