import type { Trace } from '#kernel/trace.ts';
import { unusable } from '#kernel/unusable-data.ts';

export interface XyzOptions {
  /** Largest coefficient of variation of X and of Y. Default .5 and 1. */
  readonly cuts?: readonly [number, number];
}

export interface XyzItem {
  readonly id: string;
  readonly total: number;
  readonly mean: number;
  /** Standard deviation ÷ mean of demand per period, periods without demand counted as zero. */
  readonly variation: number;
  /** Standard error of the coefficient of variation under normal demand. */
  readonly standardError: number;
  readonly class: 'X' | 'Y' | 'Z';
  /** The class could be another within one standard error. */
  readonly borderline: boolean;
  /** Mean number of periods from one with demand to the next. */
  readonly demandInterval: number;
  /** Syntetos, Boylan & Croston (2005). */
  readonly pattern: 'smooth' | 'erratic' | 'intermittent' | 'lumpy';
}

export interface XyzResult {
  readonly items: readonly XyzItem[];
  readonly periods: number;
  readonly skipped: readonly { readonly id: string; readonly reason: string }[];
  readonly trace: Trace;
}

/**
 * How steady the demand for each item is. `demand` holds for each item one total per period, all over the same
 * consecutive periods (zeros included). X: coefficient of variation ≤ .5 (steady), Y: ≤ 1 (moves), Z: above.
 *
 * Items whose total is zero or negative have no coefficient of variation and are returned in `skipped`.
 * Throws UnusableData with fewer than 3 periods. Limits: a season counts as variation; the standard error
 * v √(1/(2(n−1)) + v²/n) (McKay 1932, large-sample form) assumes roughly normal demand.
 * Pattern: demand interval 1.32 and squared variation of the non-zero demand .49 are the bounds of
 * Syntetos, Boylan & Croston (2005), J. Oper. Res. Soc. 56:495-503.
 */
export function xyz(demand: ReadonlyMap<string, ArrayLike<number>>, { cuts = [0.5, 1] }: XyzOptions = {}): XyzResult {
  const [cutX, cutY] = cuts;
  if (!(cutX > 0 && cutX < cutY)) {
    throw new RangeError(`invalid cuts: ${cuts.join(', ')} (two rising numbers above 0 are expected)`);
  }
  const periods = demand.values().next().value?.length ?? 0;
  if (periods < 3) throw unusable(`at least 3 periods of demand; there ${periods === 1 ? 'is 1' : `are ${periods}`}`);
  const items: XyzItem[] = [];
  const skipped: { id: string; reason: string }[] = [];
  for (const [id, series] of demand) {
    const { mean, variation } = spread(Array.from(series));
    if (!(mean > 0)) {
      skipped.push({ id, reason: 'total demand is not above zero' });
      continue;
    }
    const standardError = variation * Math.sqrt(1 / (2 * (periods - 1)) + variation ** 2 / periods);
    const active = Array.from(series).filter((quantity) => quantity !== 0);
    const demandInterval = periods / active.length;
    const sized = active.length > 1 ? spread(active).variation : 0;
    const steady = sized ** 2 < 0.49;
    const often = demandInterval < 1.32;
    items.push({
      id,
      total: Number((mean * periods).toPrecision(12)),
      mean,
      variation,
      standardError,
      class: classOf(variation, cutX, cutY),
      borderline:
        classOf(Math.max(0, variation - standardError), cutX, cutY) !== classOf(variation + standardError, cutX, cutY),
      demandInterval,
      pattern: often ? (steady ? 'smooth' : 'erratic') : steady ? 'intermittent' : 'lumpy',
    });
  }
  items.sort((a, b) => a.variation - b.variation || (a.id < b.id ? -1 : 1));
  return {
    items,
    periods,
    skipped,
    trace: [
      { step: 'add up demand per item and period, empty periods as zero', inputs: { items: demand.size, periods } },
      { step: 'X up to the first cut of the coefficient of variation, Y up to the second, else Z', inputs: { cuts } },
    ],
  };
}

function classOf(variation: number, cutX: number, cutY: number): 'X' | 'Y' | 'Z' {
  return variation <= cutX ? 'X' : variation <= cutY ? 'Y' : 'Z';
}

/** Mean and coefficient of variation with the n − 1 standard deviation. */
function spread(values: readonly number[]): { mean: number; variation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variation: mean > 0 ? Math.sqrt(squares / (values.length - 1)) / mean : 0 };
}
