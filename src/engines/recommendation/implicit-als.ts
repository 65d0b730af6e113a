import { cholesky, choleskySolve } from '#engines/numerics/cholesky.ts';
import { matrix } from '#engines/numerics/matrix.ts';
import { seededRandom } from '#kernel/random.ts';
import { type OrderHistory, boughtBy } from './order-history.ts';

export interface AlsOptions {
  readonly factors: number;
  /** Weight of "bought" over "not bought", which weighs 1. */
  readonly confidence: number;
  readonly regularisation: number;
  readonly iterations: number;
  readonly seed: number;
}

export interface ImplicitAls {
  readonly options: AlsOptions;
  /** items × factors. */
  readonly itemFactors: Float64Array;
  /** YᵀY + λI of the item factors. */
  readonly gram: Float64Array;
  readonly items: number;
}

/**
 * Factorisation of implicit feedback by alternating least squares (Hu, Koren & Volinsky 2008, eq. 4 and 5): every customer
 * and item gets a short vector so that their product is near 1 where something was bought.
 * Cost per iteration O(purchases · f² + (customers + items) · f³).
 */
export function learnImplicitAls(history: OrderHistory, options: AlsOptions): ImplicitAls {
  const { factors, iterations, seed } = options;
  const random = seededRandom(`als/${seed}`);
  const items = history.items.length;
  const bought = history.orders.map((orders) => Int32Array.from(boughtBy(orders))).filter((list) => list.length > 0);
  const buyers: number[][] = history.items.map(() => []);
  bought.forEach((list, customer) => {
    for (const item of list) buyers[item].push(customer);
  });
  const itemFactors = Float64Array.from({ length: items * factors }, () => 0.1 * random.normal());
  const customerFactors = new Float64Array(bought.length * factors);
  for (let iteration = 0; iteration < iterations; iteration++) {
    solveAll(customerFactors, bought, itemFactors, options);
    solveAll(itemFactors, buyers, customerFactors, options);
  }
  return { options, itemFactors, gram: gramOf(itemFactors, options), items };
}

/** Product of the customer's vector, solved from what was bought, with every item's. */
export function scoreImplicitAls(
  { options, itemFactors, gram, items }: ImplicitAls,
  bought: readonly number[],
): Float64Array {
  const { factors } = options;
  const own = new Float64Array(factors);
  solveAll(own, [bought], itemFactors, options, gram);
  const scores = new Float64Array(items);
  for (let item = 0; item < items; item++) {
    let sum = 0;
    for (let f = 0; f < factors; f++) sum += own[f] * itemFactors[item * factors + f];
    scores[item] = sum;
  }
  return scores;
}

/** For each row: (YᵀY + c·Y_sᵀY_s + λI) x = (1 + c) Σ_s y over the other side's rows s it met. */
function solveAll(
  into: Float64Array,
  met: readonly ArrayLike<number>[],
  other: Float64Array,
  options: AlsOptions,
  gram: Float64Array = gramOf(other, options),
): void {
  const { factors: f, confidence } = options;
  for (let row = 0; row < met.length; row++) {
    const left = matrix(f, f, gram.slice());
    const right = new Float64Array(f);
    for (let s = 0; s < met[row].length; s++) {
      const at = met[row][s] * f;
      addOuter(left.data, other, at, f, confidence);
      for (let i = 0; i < f; i++) right[i] += (1 + confidence) * other[at + i];
    }
    const factor = cholesky(left);
    if (factor !== undefined) into.set(choleskySolve(factor, right), row * f);
  }
}

function gramOf(factors: Float64Array, { factors: f, regularisation }: AlsOptions): Float64Array {
  const gram = new Float64Array(f * f);
  for (let row = 0; row < factors.length; row += f) addOuter(gram, factors, row, f, 1);
  for (let i = 0; i < f; i++) gram[i * f + i] += regularisation;
  return gram;
}

function addOuter(into: Float64Array, from: Float64Array, at: number, f: number, weight: number): void {
  for (let i = 0; i < f; i++) {
    const scaled = weight * from[at + i];
    for (let j = 0; j < f; j++) into[i * f + j] += scaled * from[at + j];
  }
}
