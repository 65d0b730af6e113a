import { correlation } from './correlation.ts';

export interface HoldoutReport {
  readonly customers: number;
  readonly actual: number;
  readonly expected: number;
  /** Mean absolute error per customer of the model, of "as often as so far", and of "the same for everyone". */
  readonly meanAbsoluteError: { readonly model: number; readonly pastRate: number; readonly average: number };
  readonly correlation: { readonly model: number; readonly pastRate: number };
  /** Customers grouped by repeat purchases so far; the last group holds all with as many or more. */
  readonly byFrequency: readonly {
    readonly x: number;
    readonly customers: number;
    readonly actual: number;
    readonly expected: number;
  }[];
}

/**
 * Compares expected purchases with those that came afterwards, beside two rivals that need no model: the rate so far
 * (x ÷ T) carried on, and one average for all. Arrays hold one entry per customer.
 */
export function holdoutReport(
  x: ArrayLike<number>,
  T: ArrayLike<number>,
  horizon: number,
  expected: ArrayLike<number>,
  actual: ArrayLike<number>,
): HoldoutReport {
  const customers = x.length;
  const past = Float64Array.from({ length: customers }, (_, i) => (x[i] / T[i]) * horizon);
  const total = sum(actual);
  const error = (guess: (i: number) => number): number => {
    let absolute = 0;
    for (let i = 0; i < customers; i++) absolute += Math.abs(guess(i) - actual[i]);
    return absolute / customers;
  };
  const groups = Array.from({ length: 8 }, (_, at) => ({ x: at, customers: 0, actual: 0, expected: 0 }));
  for (let i = 0; i < customers; i++) {
    const group = groups[Math.min(7, x[i])];
    group.customers += 1;
    group.actual += actual[i];
    group.expected += expected[i];
  }
  return {
    customers,
    actual: total,
    expected: sum(expected),
    meanAbsoluteError: {
      model: error((i) => expected[i]),
      pastRate: error((i) => past[i]),
      average: error(() => total / customers),
    },
    correlation: { model: correlation(expected, actual), pastRate: correlation(past, actual) },
    byFrequency: groups
      .filter((group) => group.customers > 0)
      .map((group) => ({
        ...group,
        actual: group.actual / group.customers,
        expected: group.expected / group.customers,
      })),
  };
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}
