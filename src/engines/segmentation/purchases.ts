/**
 * Purchases in columns: row i says that `customer[i]` bought on `day[i]` (whole days since 1970-01-01, see
 * kernel/civil-date) for `amount[i]`. `order[i]`, when present, joins rows that are lines of one order.
 */
export interface Purchases {
  readonly customer: readonly string[];
  readonly day: ArrayLike<number>;
  readonly amount?: ArrayLike<number>;
  readonly order?: readonly (string | undefined)[];
}

/** Customers numbered in order of first appearance. */
export interface CustomerIndex {
  readonly ids: readonly string[];
  /** For each purchase row, the number of its customer. */
  readonly of: Int32Array;
}

/** Numbers the customers so that a million rows can be folded in typed arrays. Cost: one pass. */
export function indexCustomers(customer: readonly string[]): CustomerIndex {
  const numbers = new Map<string, number>();
  const ids: string[] = [];
  const of = new Int32Array(customer.length);
  for (let row = 0; row < customer.length; row++) {
    const id = customer[row];
    let number = numbers.get(id);
    if (number === undefined) {
      number = ids.length;
      numbers.set(id, number);
      ids.push(id);
    }
    of[row] = number;
  }
  return { ids, of };
}
