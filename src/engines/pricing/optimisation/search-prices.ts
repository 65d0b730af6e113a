import { type Domain, type Forest, type PriceEdge, forestOf, forestOptimum } from './forest-optimum.ts';

/** Prices to choose from, one list per variable, with what each is worth and how much of each guarded quantity it brings. */
export interface PriceProblem {
  readonly prices: readonly ArrayLike<number>[];
  readonly values: readonly Float64Array[];
  readonly edges: readonly PriceEdge[];
  readonly guards: readonly { readonly quantity: readonly Float64Array[]; readonly least: number }[];
}

export interface PriceSolution {
  readonly choice: Int32Array;
  readonly value: number;
  /** No choice is worth more than this. */
  readonly bound: number;
  /** What one unit less of each guarded quantity would be worth. */
  readonly multipliers: readonly number[];
  readonly nodes: number;
}

const closed = 1e-9;
const rounds = 5;
const bisections = 40;

/**
 * The most valuable choice under rules between prices and guards on quantities, exactly: branch and bound that splits the
 * prices of one variable in two, bounded by the Lagrangian of the guards and of the rules that close circles (Geoffrion
 * 1974; Fisher 1981), each bound by dynamic programming over the forest of rules. Stops after `mostNodes` or when `stop` says so with the
 * best choice found and a bound on all others. Undefined when no choice is allowed. Values of cheap prices must bring the most quantity.
 */
export function searchPrices(
  problem: PriceProblem,
  { mostNodes = 400, stop = () => false }: { mostNodes?: number; stop?: () => boolean } = {},
): PriceSolution | undefined {
  const forest = forestOf(problem.prices.length, problem.edges);
  const whole: Domain = {
    from: new Int32Array(problem.prices.length),
    to: Int32Array.from(problem.prices, (own) => own.length - 1),
  };
  const root = tighten(problem, whole);
  if (root === undefined) return undefined;
  const first = bounded(problem, forest, root);
  if (first === undefined) return undefined;
  let best = first.feasible;
  const open = [{ domain: root, ...first }];
  let nodes = 1;
  while (open.length > 0 && nodes < mostNodes && !stop()) {
    open.sort((a, b) => a.bound - b.bound);
    const node = open.pop()!;
    if (best !== undefined && node.bound <= best.value + closed * Math.abs(best.value)) continue;
    const split = branch(node);
    if (split === undefined) continue;
    for (const part of split) {
      nodes += 1;
      const domain = tighten(problem, part);
      const found = domain && bounded(problem, forest, domain);
      if (domain === undefined || found === undefined) continue;
      if (found.feasible && (best === undefined || found.feasible.value > best.value)) best = found.feasible;
      if (best === undefined || found.bound > best.value + closed * Math.abs(best.value))
        open.push({ domain, ...found });
    }
  }
  if (best === undefined) return undefined;
  const bound = open.reduce((most, node) => Math.max(most, node.bound), best.value);
  return { ...best, bound, multipliers: first.multipliers, nodes };
}

interface Bounded {
  readonly bound: number;
  readonly multipliers: readonly number[];
  /** The choice of the relaxation, which may break a guard or a circle. */
  readonly relaxed: Int32Array;
  readonly feasible?: { readonly choice: Int32Array; readonly value: number };
}

/** Lagrangian bound over a domain, and the best allowed choice met on the way. */
function bounded(problem: PriceProblem, forest: Forest, domain: Domain): Bounded | undefined {
  const { prices, values, guards } = problem;
  const multipliers = guards.map(() => 0);
  let bound = Number.POSITIVE_INFINITY;
  let relaxed: Int32Array | undefined;
  let feasible: { choice: Int32Array; value: number } | undefined;
  const consider = (choice: Int32Array): void => {
    if (!isAllowed(problem, choice)) return;
    const value = worth(values, choice);
    if (feasible === undefined || value > feasible.value) feasible = { choice: choice.slice(), value };
  };
  const solve = (): Int32Array | undefined => {
    const weighed =
      guards.length === 0 || multipliers.every((m) => m === 0)
        ? values
        : values.map((own, v) =>
            own.map((value, i) =>
              guards.reduce((sum, { quantity }, g) => sum + multipliers[g] * quantity[v][i], value),
            ),
          );
    const found = forestOptimum(prices, weighed, forest, domain);
    if (found === undefined) return undefined;
    const upper = found.value - guards.reduce((sum, { least }, g) => sum + multipliers[g] * least, 0);
    if (upper < bound) {
      bound = upper;
      relaxed = found.choice;
    }
    consider(found.choice);
    return found.choice;
  };
  if (solve() === undefined) return undefined;
  const lowest = domain.from;
  consider(lowest);
  if (guards.some(({ quantity, least }) => worth(quantity, lowest) < least - closed * Math.abs(least)))
    return undefined;
  const broken = (g: number, choice: Int32Array): boolean => worth(guards[g].quantity, choice) < guards[g].least;
  for (let round = 0; round < (guards.length > 1 ? rounds : 1); round++) {
    for (let g = 0; g < guards.length; g++) {
      multipliers[g] = 0;
      if (!broken(g, solve()!)) continue;
      let [low, high] = [0, scaleOf(values, guards[g].quantity)];
      for (let grow = 0; grow < 30; grow++) {
        multipliers[g] = high;
        if (!broken(g, solve()!)) break;
        [low, high] = [high, high * 4];
      }
      for (let i = 0; i < bisections && high - low > 1e-10 * high; i++) {
        multipliers[g] = (low + high) / 2;
        if (broken(g, solve()!)) low = multipliers[g];
        else high = multipliers[g];
      }
      multipliers[g] = high;
    }
  }
  if (feasible !== undefined) feasible = climb(problem, domain, feasible);
  return { bound, multipliers, relaxed: relaxed!, feasible };
}

/** Splits the variable on which the relaxation and the best allowed choice differ most, or one of a broken rule. */
function branch(node: Bounded & { domain: Domain }): readonly [Domain, Domain] | undefined {
  const { domain, relaxed, feasible } = node;
  const other = feasible?.choice ?? domain.from;
  let [chosen, widest] = [-1, 0];
  for (let v = 0; v < relaxed.length; v++) {
    const apart = Math.abs(relaxed[v] - other[v]);
    if (apart > widest) [chosen, widest] = [v, apart];
  }
  if (chosen === -1) {
    for (let v = 0; v < relaxed.length; v++) {
      const apart = domain.to[v] - domain.from[v];
      if (apart > widest) [chosen, widest] = [v, apart];
    }
    if (chosen === -1) return undefined;
  }
  const middle =
    relaxed[chosen] === other[chosen]
      ? Math.min(domain.to[chosen] - 1, relaxed[chosen])
      : Math.floor((relaxed[chosen] + other[chosen]) / 2);
  const left = domain.to.slice();
  left[chosen] = middle;
  const right = domain.from.slice();
  right[chosen] = middle + 1;
  return [
    { from: domain.from, to: left },
    { from: right, to: domain.to },
  ];
}

/** Moves single prices while that is allowed and worth more. */
function climb(problem: PriceProblem, domain: Domain, start: { choice: Int32Array; value: number }) {
  const choice = start.choice.slice();
  const { prices, values, edges, guards } = problem;
  const held = guards.map(({ quantity }) => worth(quantity, choice));
  const of: PriceEdge[][] = prices.map(() => []);
  for (const edge of edges) {
    of[edge.lower].push(edge);
    of[edge.higher].push(edge);
  }
  for (let pass = 0, moved = true; moved && pass < 20; pass++) {
    moved = false;
    for (let v = 0; v < prices.length; v++) {
      const before = choice[v];
      let top = before;
      for (let i = domain.from[v]; i <= domain.to[v]; i++) {
        if (values[v][i] <= values[v][top] + closed * Math.abs(values[v][top])) continue;
        if (guards.some(({ quantity, least }, g) => held[g] - quantity[v][before] + quantity[v][i] < least)) continue;
        choice[v] = i;
        if (of[v].every((edge) => edgeHolds(prices, edge, choice))) top = i;
      }
      choice[v] = top;
      if (top === before) continue;
      moved = true;
      guards.forEach(({ quantity }, g) => {
        held[g] += quantity[v][top] - quantity[v][before];
      });
    }
  }
  return { choice, value: worth(values, choice) };
}

/** Narrows domains until every price left has a partner over every rule; undefined when one becomes empty. */
export function tighten({ prices, edges }: Pick<PriceProblem, 'prices' | 'edges'>, domain: Domain): Domain | undefined {
  const [from, to] = [domain.from.slice(), domain.to.slice()];
  for (let v = 0; v < prices.length; v++) if (from[v] > to[v]) return undefined;
  for (let moved = true; moved; ) {
    moved = false;
    for (const { lower, higher, low, high } of edges) {
      const narrow = (v: number, holds: (price: number) => boolean): void => {
        while (from[v] <= to[v] && !holds(prices[v][from[v]])) {
          from[v] += 1;
          moved = true;
        }
        while (from[v] <= to[v] && !holds(prices[v][to[v]])) {
          to[v] -= 1;
          moved = true;
        }
      };
      narrow(higher, (p) => p >= low(prices[lower][from[lower]]) && p <= high(prices[lower][to[lower]]));
      if (from[higher] > to[higher]) return undefined;
      narrow(lower, (p) => low(p) <= prices[higher][to[higher]] && high(p) >= prices[higher][from[higher]]);
      if (from[lower] > to[lower]) return undefined;
    }
  }
  return { from, to };
}

function edgeHolds(prices: PriceProblem['prices'], edge: PriceEdge, choice: Int32Array): boolean {
  const [a, b] = [prices[edge.lower][choice[edge.lower]], prices[edge.higher][choice[edge.higher]]];
  return b >= edge.low(a) && b <= edge.high(a);
}

function isAllowed({ prices, edges, guards }: PriceProblem, choice: Int32Array): boolean {
  return (
    edges.every((edge) => edgeHolds(prices, edge, choice)) &&
    guards.every(({ quantity, least }) => worth(quantity, choice) >= least - closed * Math.abs(least))
  );
}

function worth(of: readonly Float64Array[], choice: Int32Array): number {
  let sum = 0;
  for (let v = 0; v < choice.length; v++) sum += of[v][choice[v]];
  return sum;
}

/** A first guess of what a unit of quantity may be worth. */
function scaleOf(values: readonly Float64Array[], quantity: readonly Float64Array[]): number {
  let [value, amount] = [0, 0];
  values.forEach((own, v) => {
    value += Math.max(...own) - Math.min(...own);
    amount += Math.max(...quantity[v]) - Math.min(...quantity[v]);
  });
  return amount > 0 && value > 0 ? value / amount : 1;
}
