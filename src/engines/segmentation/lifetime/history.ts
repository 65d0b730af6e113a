import { type DataProblem, UnusableData, unusable } from '#kernel/unusable-data.ts';

/**
 * What a buyer-till-death model needs to know of each customer, in columns and in one unit of time:
 * `x` repeat purchases (the first is not counted), the last of them `tx` after the first, observed for `T` in all.
 */
export interface PurchaseHistory {
  readonly x: ArrayLike<number>;
  readonly tx: ArrayLike<number>;
  readonly T: ArrayLike<number>;
  /** How many customers share the row; 1 when absent. */
  readonly count?: ArrayLike<number>;
}

/**
 * The same history with equal rows joined and every distinct (x, t) pair listed once. A million customers with whole
 * days share some ten thousand pairs, so the costly terms of a likelihood are worked out per pair.
 */
export interface FoldedHistory {
  readonly rows: number;
  /** Per distinct row: place of (x, tx) and of (x, T) among the pairs, and how many customers. */
  readonly last: Int32Array;
  readonly end: Int32Array;
  readonly weight: Float64Array;
  readonly pairs: { readonly x: Float64Array; readonly t: Float64Array; readonly xPlace: Int32Array };
  /** Distinct x, and how many customers have it. */
  readonly counts: Float64Array;
  readonly customersByX: Float64Array;
  readonly customers: number;
  /** For each row of the input, its distinct row. */
  readonly of: Int32Array;
}

/**
 * Throws UnusableData, naming rows by `lines` when given, unless each row has a whole x ≥ 0 and 0 ≤ tx ≤ T with T > 0,
 * tx = 0 exactly when x = 0.
 */
export function checkHistory({ x, tx, T, count }: PurchaseHistory, lines?: readonly number[]): void {
  const problems: DataProblem[] = [];
  let total = 0;
  const blame = (row: number, column: string, found: number, expected: string): void => {
    total += 1;
    if (problems.length < UnusableData.listed) {
      problems.push({ line: lines?.[row] ?? row + 1, column, found: String(found), expected });
    }
  };
  if (x.length === 0) throw unusable('at least one customer');
  for (let row = 0; row < x.length; row++) {
    if (!(Number.isInteger(x[row]) && x[row] >= 0)) blame(row, 'x', x[row], 'a whole number of repeat purchases');
    else if (!(T[row] > 0 && Number.isFinite(T[row]))) blame(row, 'T', T[row], 'a time above 0');
    else if (!(tx[row] >= 0 && tx[row] <= T[row])) blame(row, 't_x', tx[row], `a time from 0 to T = ${T[row]}`);
    else if (x[row] > 0 !== tx[row] > 0) {
      blame(row, 't_x', tx[row], x[row] > 0 ? 'a time above 0 because x is above 0' : '0 because x is 0');
    } else if (count !== undefined && !(count[row] >= 0 && Number.isFinite(count[row]))) {
      blame(row, 'count', count[row], 'a number of customers');
    }
  }
  if (problems.length > 0) throw new UnusableData(problems, total);
}

/** Joins equal rows. Cost O(rows) with an open-addressing table. */
export function foldHistory({ x, tx, T, count }: PurchaseHistory): FoldedHistory {
  const xs = new PairTable();
  const pairs = new PairTable();
  const rows = new PairTable();
  const weight: number[] = [];
  const of = new Int32Array(x.length);
  let customers = 0;
  for (let row = 0; row < x.length; row++) {
    const last = pairs.place(x[row], tx[row]);
    const end = pairs.place(x[row], T[row]);
    const place = rows.place(last, end);
    const size = count?.[row] ?? 1;
    of[row] = place;
    weight[place] = (weight[place] ?? 0) + size;
    customers += size;
  }
  const pairX = pairs.left();
  const xPlace = Int32Array.from(pairX, (value) => xs.place(value, 0));
  const counts = xs.left();
  const customersByX = new Float64Array(counts.length);
  const last = Int32Array.from(rows.left());
  for (let i = 0; i < last.length; i++) customersByX[xPlace[last[i]]] += weight[i];
  return {
    rows: last.length,
    last,
    end: Int32Array.from(rows.right()),
    weight: Float64Array.from(weight),
    pairs: { x: pairX, t: pairs.right(), xPlace },
    counts,
    customersByX,
    customers,
    of,
  };
}

/** Numbers distinct pairs of numbers in order of appearance. */
class PairTable {
  #slots = new Int32Array(1 << 10).fill(-1);
  #lefts: number[] = [];
  #rights: number[] = [];
  readonly #bits = new DataView(new ArrayBuffer(16));

  place(left: number, right: number): number {
    if (this.#lefts.length * 2 >= this.#slots.length) this.#grow();
    const mask = this.#slots.length - 1;
    let slot = this.#hash(left, right) & mask;
    for (;;) {
      const found = this.#slots[slot];
      if (found === -1) break;
      if (this.#lefts[found] === left && this.#rights[found] === right) return found;
      slot = (slot + 1) & mask;
    }
    this.#slots[slot] = this.#lefts.length;
    this.#lefts.push(left);
    this.#rights.push(right);
    return this.#lefts.length - 1;
  }

  left(): Float64Array {
    return Float64Array.from(this.#lefts);
  }

  right(): Float64Array {
    return Float64Array.from(this.#rights);
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 4).fill(-1);
    const mask = this.#slots.length - 1;
    for (let i = 0; i < this.#lefts.length; i++) {
      let slot = this.#hash(this.#lefts[i], this.#rights[i]) & mask;
      while (this.#slots[slot] !== -1) slot = (slot + 1) & mask;
      this.#slots[slot] = i;
    }
  }

  #hash(left: number, right: number): number {
    this.#bits.setFloat64(0, left);
    this.#bits.setFloat64(8, right);
    let hash = Math.imul(this.#bits.getInt32(0), 0x9e3779b1) ^ Math.imul(this.#bits.getInt32(4), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
    hash ^= Math.imul(this.#bits.getInt32(8), 0x27d4eb2f) ^ Math.imul(this.#bits.getInt32(12), 0x165667b1);
    hash = Math.imul(hash ^ (hash >>> 13), 0x9e3779b1);
    return hash ^ (hash >>> 16);
  }
}
