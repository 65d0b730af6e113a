/** ISO 4217 codes whose minor unit is not two decimals. */
const exceptions: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

/** An ISO 4217 alphabetic code, such as CNY, USD, JPY. */
export type CurrencyCode = string;

export function isCurrencyCode(text: string): boolean {
  return /^[A-Z]{3}$/.test(text);
}

/** How many decimals the minor unit has: CNY 2, JPY 0, KWD 3. Source: ISO 4217 table A.1. */
export function minorDigits(currency: CurrencyCode): number {
  return exceptions[currency] ?? 2;
}

/** The codes whose minor unit has another number of decimals than two, by that number. */
export const unusualDigits: ReadonlyMap<number, readonly CurrencyCode[]> = new Map(
  [...Map.groupBy(Object.entries(exceptions), ([, digits]) => digits)].map(([digits, entries]) => [
    digits,
    entries.map(([code]) => code),
  ]),
);
