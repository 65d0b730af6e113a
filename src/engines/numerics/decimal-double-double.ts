/**
 * Reads plain decimal text ('-6.860120914', '1.5e-7') as the nearest double plus the rest: high + low is within 2⁻¹⁰⁶ of
 * the decimal written. A double alone carries 0.1 only to 17 digits, which ill-conditioned regressions can feel.
 */
export function decimalToDoubleDouble(text: string): { readonly high: number; readonly low: number } {
  const high = Number(text);
  const match = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text);
  if (match === null || !Number.isFinite(high)) throw new RangeError(`invalid text: ${text} (a decimal is expected)`);
  const exponent = Number(match[4] ?? 0) - match[3].length;
  if (high === 0 || Math.abs(exponent) > 60 || match[2].length + match[3].length > 60) return { high, low: 0 };
  const digits = BigInt(`${match[2]}${match[3]}`) * (match[1] === '-' ? -1n : 1n);
  const { mantissa, power } = split(high);
  // rest = digits·10^exponent − mantissa·2^power over the common denominator
  const top = digits * (exponent > 0 ? 10n ** BigInt(exponent) : 1n) * (power < 0 ? 1n << BigInt(-power) : 1n);
  const bottom = exponent < 0 ? 10n ** BigInt(-exponent) : 1n;
  const rest = top - mantissa * bottom * (power > 0 ? 1n << BigInt(power) : 1n);
  const scale = power < 0 ? 2 ** power : 1;
  return { high, low: (Number(rest) / Number(bottom)) * scale };
}

/** high = mantissa · 2^power with a whole mantissa. */
function split(value: number): { mantissa: bigint; power: number } {
  let power = Math.max(-1070, Math.floor(Math.log2(Math.abs(value))) - 53);
  let scaled = value / 2 ** power;
  while (!Number.isInteger(scaled)) {
    power -= 1;
    scaled = value / 2 ** power;
  }
  return { mantissa: BigInt(scaled), power };
}
