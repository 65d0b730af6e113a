import { unusable } from '#kernel/unusable-data.ts';
import type { VariancePart } from './price-volume-mix.ts';

export interface SliceGap {
  readonly slice: readonly string[];
  readonly status: 'continuing' | 'new' | 'lost';
  readonly referenceMinor: bigint;
  readonly actualMinor: bigint;
  readonly gapMinor: bigint;
}

export interface SliceVariance {
  readonly referenceMinor: bigint;
  readonly actualMinor: bigint;
  readonly gapMinor: bigint;
  /** One part per slice for the `named` largest gaps, and one for all others; they sum to the gap exactly. */
  readonly parts: readonly VariancePart[];
  /** By falling size of the gap. */
  readonly slices: readonly SliceGap[];
}

/** An amount in one slice, in whole minor units. */
export interface SliceAmount {
  readonly slice: readonly string[];
  readonly amountMinor: bigint;
}

/**
 * Where a gap comes from when only amounts are known: by slice. Throws UnusableData when both sides are empty.
 */
export function sliceVariance(
  actual: readonly SliceAmount[],
  reference: readonly SliceAmount[],
  named = 12,
): SliceVariance {
  if (actual.length + reference.length === 0) throw unusable('at least one line to compare');
  const cells = new Map<string, { slice: readonly string[]; actual?: bigint; reference?: bigint }>();
  for (const [side, lines] of [
    ['actual', actual],
    ['reference', reference],
  ] as const) {
    for (const { slice, amountMinor } of lines) {
      const key = slice.join('\u0000');
      const cell = cells.get(key) ?? { slice };
      cell[side] = (cell[side] ?? 0n) + amountMinor;
      cells.set(key, cell);
    }
  }
  const slices = [...cells.values()]
    .map((cell): SliceGap => {
      const [referenceMinor, actualMinor] = [cell.reference ?? 0n, cell.actual ?? 0n];
      const status = cell.reference === undefined ? 'new' : cell.actual === undefined ? 'lost' : 'continuing';
      return { slice: cell.slice, status, referenceMinor, actualMinor, gapMinor: actualMinor - referenceMinor };
    })
    .sort((a, b) => Number(magnitude(b.gapMinor) - magnitude(a.gapMinor)));
  const total = (side: 'referenceMinor' | 'actualMinor' | 'gapMinor', from = 0): bigint =>
    slices.slice(from).reduce((sum, one) => sum + one[side], 0n);
  const parts = slices.slice(0, named).map(({ slice, gapMinor }) => ({ name: slice.join(' · '), minor: gapMinor }));
  const others = { name: `${slices.length - named} others`, minor: total('gapMinor', named) };
  return {
    referenceMinor: total('referenceMinor'),
    actualMinor: total('actualMinor'),
    gapMinor: total('gapMinor'),
    parts: slices.length > named ? [...parts, others] : parts,
    slices,
  };
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
