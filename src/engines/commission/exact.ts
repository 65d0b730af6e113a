import { type RoundingMode, parseDecimal, roundRatio } from '#kernel/decimal.ts';

/** An exact rational number n ÷ d with d > 0, not always in lowest terms. Pay is computed in these and rounded once. */
export interface Exact {
  readonly n: bigint;
  readonly d: bigint;
}

export const zero: Exact = { n: 0n, d: 1n };
export const one: Exact = { n: 1n, d: 1n };

const powersOfTen: bigint[] = [1n];
/** Above this a denominator is reduced, so that long sums stay quick. */
const reduceAbove = 10n ** 24n;

export function powerOfTen(exponent: number): bigint {
  for (let i = powersOfTen.length; i <= exponent; i++) powersOfTen.push(powersOfTen[i - 1] * 10n);
  return powersOfTen[exponent];
}

export function exact(n: bigint | number, d: bigint = 1n): Exact {
  return { n: typeof n === 'bigint' ? n : BigInt(n), d };
}

/** Reads plain decimal text ('-12.340', '1e-3') exactly; undefined when it is anything else. */
export function exactFromText(text: string): Exact | undefined {
  if (plainWhole.test(text)) return { n: BigInt(text), d: 1n };
  if (text.length <= safeDigits && plainDecimal.test(text)) {
    const point = text.indexOf('.');
    return {
      n: BigInt(Number(text.slice(0, point) + text.slice(point + 1))),
      d: powerOfTen(text.length - point - 1),
    };
  }
  const decimal = parseDecimal(text);
  return decimal === undefined ? undefined : { n: decimal.unscaled, d: powerOfTen(decimal.scale) };
}

const plainWhole = /^-?\d{1,18}$/;
const plainDecimal = /^-?\d+\.\d+$/;
/** So many digits a float holds exactly. */
const safeDigits = 15;

export function add(left: Exact, right: Exact): Exact {
  if (left.n === 0n) return right;
  if (right.n === 0n) return left;
  if (left.d === right.d) return { n: left.n + right.n, d: left.d };
  if (left.d > right.d) {
    if (left.d % right.d === 0n) return { n: left.n + right.n * (left.d / right.d), d: left.d };
  } else if (right.d % left.d === 0n) return { n: left.n * (right.d / left.d) + right.n, d: right.d };
  return tidy(left.n * right.d + right.n * left.d, left.d * right.d);
}

export function subtract(left: Exact, right: Exact): Exact {
  return right.n === 0n ? left : add(left, { n: -right.n, d: right.d });
}

export function multiply(left: Exact, right: Exact): Exact {
  if (left === one) return right;
  if (right === one) return left;
  return tidy(left.n * right.n, left.d * right.d);
}

/** Throws RangeError on division by zero. */
export function divide(left: Exact, right: Exact): Exact {
  if (right.n === 0n) throw new RangeError('division by zero');
  return right.n < 0n ? tidy(-left.n * right.d, left.d * -right.n) : tidy(left.n * right.d, left.d * right.n);
}

export function negate(value: Exact): Exact {
  return { n: -value.n, d: value.d };
}

/** −1, 0 or 1. */
export function compare(left: Exact, right: Exact): number {
  if (left.d === right.d) return order(left.n, right.n);
  if (right.d === 1n) return order(left.n, right.n * left.d);
  if (left.d === 1n) return order(left.n * right.d, right.n);
  return order(left.n * right.d, right.n * left.d);
}

function order(left: bigint, right: bigint): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

export function equals(left: Exact, right: Exact): boolean {
  return compare(left, right) === 0;
}

export function least(left: Exact, right: Exact): Exact {
  return compare(left, right) <= 0 ? left : right;
}

export function greatest(left: Exact, right: Exact): Exact {
  return compare(left, right) >= 0 ? left : right;
}

export function sum(values: Iterable<Exact>): Exact {
  let total = zero;
  for (const value of values) total = add(total, value);
  return total;
}

/** How many whole `unit`s the value has, rounded by the named mode. */
export function roundToUnit(value: Exact, unit: Exact, mode: RoundingMode): bigint {
  return roundRatio(value.n * unit.d, value.d * unit.n, mode);
}

export function lowestTerms({ n, d }: Exact): Exact {
  const divisor = greatestCommonDivisor(n < 0n ? -n : n, d);
  return divisor === 1n ? { n, d } : { n: n / divisor, d: d / divisor };
}

/** For charts and statistics only; never for money. */
export function approximate(value: Exact): number {
  const scaled = (value.n * 10n ** 15n) / value.d;
  return Number(scaled) / 1e15;
}

/**
 * The exact decimal text when there is one of at most `places` decimals, else the nearest decimal of that length.
 * Trailing zeros are left out.
 */
export function exactToText(value: Exact, places = 12): string {
  const exactPlaces = decimalPlaces(value.d);
  if (exactPlaces !== undefined && exactPlaces <= places) return decimalText(value.n, exactPlaces);
  const scaled = roundRatio(value.n * powerOfTen(places), value.d, 'half-even');
  if (scaled === 0n) return '0';
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0');
  const fraction = digits.slice(-places).replace(/0+$/, '');
  return `${scaled < 0n ? '-' : ''}${digits.slice(0, -places)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** '1/3' or '0.25': text from which the exact value can be read again. */
export function exactToReplayText(value: Exact): string {
  const places = decimalPlaces(value.d);
  if (places !== undefined) return decimalText(value.n, places);
  const { n, d } = lowestTerms(value);
  let rest = d;
  while (rest % 2n === 0n) rest /= 2n;
  while (rest % 5n === 0n) rest /= 5n;
  return rest === 1n ? exactToText({ n, d }, 40) : `${n}/${d}`;
}

const placesOf = new Map(Array.from({ length: 25 }, (_, places) => [powerOfTen(places), places]));

/** Of a power of ten; undefined of any other number. */
function decimalPlaces(d: bigint): number | undefined {
  return d === 100n ? 2 : placesOf.get(d);
}

/** n ÷ 10^places without trailing zeros. */
function decimalText(n: bigint, places: number): string {
  if (places === 0) return n.toString();
  const negative = n < 0n;
  const digits = (negative ? -n : n).toString().padStart(places + 1, '0');
  let end = digits.length;
  const point = digits.length - places;
  while (end > point && digits.charCodeAt(end - 1) === 48) end -= 1;
  const whole = digits.slice(0, point);
  const text = end === point ? whole : `${whole}.${digits.slice(point, end)}`;
  return negative ? `-${text}` : text;
}

function tidy(n: bigint, d: bigint): Exact {
  return d > reduceAbove ? lowestTerms({ n, d }) : { n, d };
}

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  let [a, b] = [left, right];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}
