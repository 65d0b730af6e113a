/**
 * Numbers of twice the working precision (about 32 digits), kept as an unevaluated sum hi + lo in two Float64Arrays.
 * Dekker (1971), Knuth's TwoSum; Hida, Li & Bailey (2001), "Library for double-double and quad-double arithmetic".
 * Results come back through the two module variables read by `hi()` and `lo()`, which costs no allocation.
 */
let high = 0;
let low = 0;

export const hi = (): number => high;
export const lo = (): number => low;

const splitter = 134_217_729; // 2^27 + 1

/** hi + lo = a + b exactly. */
export function twoSum(a: number, b: number): void {
  const sum = a + b;
  const part = sum - a;
  low = a - (sum - part) + (b - part);
  high = sum;
}

/** hi + lo = a · b exactly (while |a|, |b| < 2^996). */
export function twoProduct(a: number, b: number): void {
  const product = a * b;
  const ca = splitter * a;
  const ah = ca - (ca - a);
  const al = a - ah;
  const cb = splitter * b;
  const bh = cb - (cb - b);
  const bl = b - bh;
  low = ah * bh - product + ah * bl + al * bh + al * bl;
  high = product;
}

/** (ah + al) + (bh + bl). */
export function add(ah: number, al: number, bh: number, bl: number): void {
  const s = ah + bh;
  const sp = s - ah;
  let e = ah - (s - sp) + (bh - sp);
  const t = al + bl;
  const tp = t - al;
  const f = al - (t - tp) + (bl - tp);
  e += t;
  const s2 = s + e;
  e = e - (s2 - s) + f;
  high = s2 + e;
  low = e - (high - s2);
}

/** (ah + al) · (bh + bl). */
export function multiply(ah: number, al: number, bh: number, bl: number): void {
  twoProduct(ah, bh);
  const p = high;
  const e = low + (ah * bl + al * bh);
  high = p + e;
  low = e - (high - p);
}

/** (ah + al) / (bh + bl). */
export function divide(ah: number, al: number, bh: number, bl: number): void {
  const q1 = ah / bh;
  multiply(bh, bl, q1, 0);
  add(ah, al, -high, -low);
  const rh = high;
  const rl = low;
  const q2 = rh / bh;
  multiply(bh, bl, q2, 0);
  add(rh, rl, -high, -low);
  const q3 = high / bh;
  const sum = q1 + q2;
  const rest = q2 - (sum - q1);
  add(sum, rest, q3, 0);
}

/** √(ah + al) of a number above 0 (0 for 0): Karp & Markstein (1997). */
export function squareRoot(ah: number, al: number): void {
  if (!(ah > 0)) {
    high = 0;
    low = 0;
    return;
  }
  const root = Math.sqrt(ah);
  twoProduct(root, root);
  add(ah, al, -high, -low);
  const correction = high / (2 * root);
  high = root + correction;
  low = correction - (high - root);
}
