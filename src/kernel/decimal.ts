/** An exact decimal number: unscaled × 10^−scale. */
export interface Decimal {
  readonly unscaled: bigint;
  readonly scale: number;
}

/** Names of ISO/IEC/IEEE 60559 style rounding; half-even is banker's rounding. */
export type RoundingMode = 'half-up' | 'half-even' | 'down' | 'up' | 'floor' | 'ceiling';

/** Reads plain decimal text ('-12.340', '1e-3'); undefined when it is anything else. Up to 60 digits. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = /^([+-]?)(\d{0,40})(?:\.(\d{0,40}))?(?:[eE]([+-]?\d{1,2}))?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, sign, whole, fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  let unscaled = BigInt(`${whole}${fraction}`);
  let scale = fraction.length - Number(exponent);
  if (scale < 0) {
    unscaled *= 10n ** BigInt(-scale);
    scale = 0;
  }
  return { unscaled: sign === '-' ? -unscaled : unscaled, scale };
}

/** numerator ÷ denominator rounded to a whole number by the named mode. */
export function roundRatio(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  if (denominator === 0n) throw new RangeError('division by zero');
  if (denominator < 0n) return roundRatio(-numerator, -denominator, mode);
  const quotient = numerator / denominator;
  const remainder = numerator % denominator;
  if (remainder === 0n) return quotient;
  const away = numerator < 0n ? quotient - 1n : quotient + 1n;
  const twice = (remainder < 0n ? -remainder : remainder) * 2n;
  switch (mode) {
    case 'down':
      return quotient;
    case 'up':
      return away;
    case 'floor':
      return numerator < 0n ? away : quotient;
    case 'ceiling':
      return numerator < 0n ? quotient : away;
    case 'half-up':
      return twice >= denominator ? away : quotient;
    case 'half-even':
      if (twice === denominator) return quotient % 2n === 0n ? quotient : away;
      return twice > denominator ? away : quotient;
  }
}

export function decimalToText({ unscaled, scale }: Decimal): string {
  if (scale === 0) return unscaled.toString();
  const sign = unscaled < 0n ? '-' : '';
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
