/** A rule between the prices of two variables: `higher` lies between low(price of lower) and high(price of lower). */
export interface PriceEdge {
  readonly lower: number;
  readonly higher: number;
  /** Least and most price of `higher` for a price of `lower`; both grow with it. */
  readonly low: (price: number) => number;
  readonly high: (price: number) => number;
  readonly name: string;
}

export interface Domain {
  /** First and last allowed place (inclusive) in the prices of the variable. */
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** Edges as a forest (each variable's parent comes before it in `order`), and those that would close a circle. */
export interface Forest {
  readonly order: Int32Array;
  readonly parent: Int32Array;
  readonly edge: readonly (PriceEdge | undefined)[];
  readonly extra: readonly PriceEdge[];
}

export function forestOf(count: number, edges: readonly PriceEdge[]): Forest {
  const near: { to: number; edge: PriceEdge }[][] = Array.from({ length: count }, () => []);
  for (const edge of edges) {
    near[edge.lower].push({ to: edge.higher, edge });
    near[edge.higher].push({ to: edge.lower, edge });
  }
  const [order, parent] = [[] as number[], new Int32Array(count).fill(-1)];
  const edge: (PriceEdge | undefined)[] = Array.from({ length: count });
  const seen = new Uint8Array(count);
  const used = new Set<PriceEdge>();
  for (let root = 0; root < count; root++) {
    if (seen[root] === 1) continue;
    seen[root] = 1;
    const queue = [root];
    for (let i = 0; i < queue.length; i++) {
      order.push(queue[i]);
      for (const next of near[queue[i]]) {
        if (seen[next.to] === 1) continue;
        seen[next.to] = 1;
        parent[next.to] = queue[i];
        edge[next.to] = next.edge;
        used.add(next.edge);
        queue.push(next.to);
      }
    }
  }
  return { order: Int32Array.from(order), parent, edge, extra: edges.filter((one) => !used.has(one)) };
}

/**
 * The best choice of one price per variable when rules between them form a forest: dynamic programming from the leaves, the
 * best allowed price of a child for every price of its parent by a sliding maximum (both limits of the window grow with the
 * parent's price). Cost: the number of prices. Undefined when nothing is allowed.
 */
export function forestOptimum(
  prices: readonly ArrayLike<number>[],
  values: readonly Float64Array[],
  { order, parent, edge }: Forest,
  { from, to }: Domain,
): { readonly choice: Int32Array; readonly value: number } | undefined {
  const count = prices.length;
  const best = values.map((own) => own.slice());
  const pick: (Int32Array | undefined)[] = Array.from({ length: count });
  for (let place = count - 1; place >= 0; place--) {
    const v = order[place];
    const p = parent[v];
    if (p === -1) continue;
    const window = windowOf(edge[v]!, v, prices[v]);
    const chosen = new Int32Array(prices[p].length).fill(-1);
    const queue: number[] = [];
    let [head, next] = [0, from[v]];
    for (let i = from[p]; i <= to[p]; i++) {
      const [low, high] = window(prices[p][i]);
      for (; next <= to[v] && prices[v][next] <= high; next++) {
        while (queue.length > head && best[v][queue.at(-1)!] <= best[v][next]) queue.pop();
        queue.push(next);
      }
      while (head < queue.length && prices[v][queue[head]] < low) head += 1;
      if (head < queue.length) {
        chosen[i] = queue[head];
        best[p][i] += best[v][queue[head]];
      } else best[p][i] = Number.NEGATIVE_INFINITY;
    }
    pick[v] = chosen;
  }
  const choice = new Int32Array(count);
  let value = 0;
  for (const v of order) {
    if (parent[v] !== -1) {
      choice[v] = pick[v]![choice[parent[v]]];
      continue;
    }
    let top = -1;
    for (let i = from[v]; i <= to[v]; i++) if (top === -1 || best[v][i] > best[v][top]) top = i;
    if (top === -1 || best[v][top] === Number.NEGATIVE_INFINITY) return undefined;
    choice[v] = top;
    value += best[v][top];
  }
  return { choice, value };
}

/** Least and most allowed price of the child for a price of its parent. */
function windowOf(
  edge: PriceEdge,
  child: number,
  prices: ArrayLike<number>,
): (price: number) => readonly [number, number] {
  if (edge.higher === child) return (price) => [edge.low(price), edge.high(price)];
  // the child is the lower one: the prices x with low(x) ≤ price ≤ high(x)
  let [first, last] = [0, 0];
  const n = prices.length;
  return (price) => {
    while (first < n && edge.high(prices[first]) < price) first += 1;
    while (last < n && edge.low(prices[last]) <= price) last += 1;
    return [
      first < n ? prices[first] : Number.POSITIVE_INFINITY,
      last > 0 ? prices[last - 1] : Number.NEGATIVE_INFINITY,
    ];
  };
}
