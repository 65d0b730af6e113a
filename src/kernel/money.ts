import { type CurrencyCode, minorDigits } from './currency.ts';
import { type RoundingMode, parseDecimal, roundRatio } from './decimal.ts';

/** Exact money: a whole number of the currency's minor unit. 12.34 CNY is { minor: 1234n, currency: 'CNY' }. */
export interface Money {
  readonly minor: bigint;
  readonly currency: CurrencyCode;
}

export class CurrencyMismatch extends Error {
  constructor(left: CurrencyCode, right: CurrencyCode) {
    super(`amounts in ${left} and ${right} cannot be added: convert one at a dated rate first`);
    this.name = 'CurrencyMismatch';
  }
}

export function money(minor: bigint, currency: CurrencyCode): Money {
  return { minor, currency };
}

/** Reads '1234.50' exactly. Refuses more decimals than the currency has, unless `rounding` is named. */
export function moneyFromText(text: string, currency: CurrencyCode, rounding?: RoundingMode): Money | undefined {
  const decimal = parseDecimal(text);
  if (decimal === undefined) return undefined;
  const digits = minorDigits(currency);
  if (decimal.scale <= digits) {
    return money(decimal.unscaled * 10n ** BigInt(digits - decimal.scale), currency);
  }
  const divisor = 10n ** BigInt(decimal.scale - digits);
  if (decimal.unscaled % divisor === 0n) return money(decimal.unscaled / divisor, currency);
  return rounding === undefined ? undefined : money(roundRatio(decimal.unscaled, divisor, rounding), currency);
}

/** '1234.50': the exact decimal text, without grouping. */
export function moneyToText(amount: Money): string {
  const digits = minorDigits(amount.currency);
  if (digits === 0) return amount.minor.toString();
  const sign = amount.minor < 0n ? '-' : '';
  const padded = (amount.minor < 0n ? -amount.minor : amount.minor).toString().padStart(digits + 1, '0');
  return `${sign}${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

export function addMoney(left: Money, right: Money): Money {
  if (left.currency !== right.currency) throw new CurrencyMismatch(left.currency, right.currency);
  return money(left.minor + right.minor, left.currency);
}

export function negateMoney(amount: Money): Money {
  return money(-amount.minor, amount.currency);
}

/**
 * Splits `minor` in proportion to `weights` so that the parts add up to it exactly: the largest-remainder method
 * (Hamilton). Ties go to the earlier part. Weights are non-negative whole numbers, not all zero.
 */
export function allocateMinor(minor: bigint, weights: readonly bigint[]): bigint[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total <= 0n || weights.some((weight) => weight < 0n)) {
    throw new RangeError(`invalid weights: ${weights.join(', ')} (non-negative with a positive sum are expected)`);
  }
  const sign = minor < 0n ? -1n : 1n;
  const size = minor * sign;
  const parts = weights.map((weight) => (size * weight) / total);
  let rest = size - parts.reduce((sum, part) => sum + part, 0n);
  const order = weights
    .map((weight, index) => ({ index, remainder: (size * weight) % total }))
    .sort((left, right) =>
      left.remainder === right.remainder ? left.index - right.index : left.remainder > right.remainder ? -1 : 1,
    );
  for (const { index } of order) {
    if (rest === 0n) break;
    parts[index] += 1n;
    rest -= 1n;
  }
  return parts.map((part) => part * sign);
}
