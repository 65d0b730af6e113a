import { minorDigits } from '#kernel/currency.ts';

/** More than half up or down, and at least this many whole units. */
const largeShare = 2n;
const largeUnits = 500n;
/** How many periods back pay stood at the same place of a quarter or year, where bonuses fall due. */
const seasons: Readonly<Record<string, readonly number[]>> = { month: [3, 12], quarter: [4] };

/** How many earlier periods are looked at. */
export const periodsRemembered = 12;

/**
 * The usual pay when this period's is far from it: the mean of the last three. A quarterly or yearly bonus is nothing unusual: pay
 * that is near what it was a quarter or a year before is not far. Minor units, the latest period first; undefined when near.
 */
export function farFromUsual(
  minor: bigint,
  earlier: readonly bigint[],
  calendar: string,
  currency: string,
): bigint | undefined {
  const last = earlier.slice(0, 3);
  if (last.length === 0) return undefined;
  const far = (usual: bigint): boolean => {
    const size = distance(minor, usual);
    return size * largeShare > distance(usual, 0n) && size >= largeUnits * 10n ** BigInt(minorDigits(currency));
  };
  const mean = last.reduce((sum, one) => sum + one, 0n) / BigInt(last.length);
  const before = (seasons[calendar.split('/')[0]] ?? []).flatMap((back) => earlier[back - 1] ?? []);
  return far(mean) && before.every(far) ? mean : undefined;
}

function distance(left: bigint, right: bigint): bigint {
  return left < right ? right - left : left - right;
}
