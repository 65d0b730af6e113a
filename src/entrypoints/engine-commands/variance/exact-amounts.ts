import { roundToTotal } from '#engines/variance/round-to-total.ts';
import { type Decimal, parseDecimal, roundRatio } from '#kernel/decimal.ts';
import { normaliseNumber } from '#platform/tabular/values.ts';

/** Reads an amount exactly; undefined when it is no number. */
export function exactDecimal(text: string, decimalComma = false): Decimal | undefined {
  const normal = normaliseNumber(text, decimalComma);
  return normal === undefined ? undefined : parseDecimal(normal);
}

export function timesDecimal(a: Decimal, b: Decimal): Decimal {
  return { unscaled: a.unscaled * b.unscaled, scale: a.scale + b.scale };
}

/**
 * Sums amounts per key exactly and brings the sums to whole minor units of `decimals` places so that they add up to the
 * rounded exact total (half-even; largest remainder among the keys).
 */
export function minorSums(keys: readonly string[], amounts: readonly Decimal[], decimals: number): Map<string, bigint> {
  const scale = amounts.reduce((most, { scale: own }) => Math.max(most, own), decimals);
  const sums = new Map<string, bigint>();
  let total = 0n;
  keys.forEach((key, i) => {
    const value = amounts[i].unscaled * 10n ** BigInt(scale - amounts[i].scale);
    sums.set(key, (sums.get(key) ?? 0n) + value);
    total += value;
  });
  if (sums.size === 0) return sums;
  const unit = 10n ** BigInt(scale - decimals);
  const wholes = [...sums.values()].map((value) => floorDivide(value, unit));
  const remainders = [...sums.values()].map((value, i) => Number(value - wholes[i] * unit) / Number(unit));
  const rest = roundRatio(total, unit, 'half-even') - wholes.reduce((sum, value) => sum + value, 0n);
  const rounded = roundToTotal(remainders, rest);
  return new Map([...sums.keys()].map((key, i) => [key, wholes[i] + rounded[i]]));
}

function floorDivide(value: bigint, by: bigint): bigint {
  return roundRatio(value, by, 'floor');
}
