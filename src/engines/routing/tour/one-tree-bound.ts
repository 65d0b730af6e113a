/**
 * A length that no round trip can go below: the heaviest 1-tree over node weights, raised by subgradient steps
 * (Held & Karp 1970, 1971; step sizes after Volgenant & Jonker 1982). Symmetric distances; O(n²) a step. On most maps it
 * ends within 1 % of the optimum.
 */
export function oneTreeBound(distance: Float64Array, n: number, tourLength: number, steps = 300): number {
  if (n < 3) return n === 2 ? 2 * distance[1] : 0;
  const weight = new Float64Array(n);
  const degree = new Int32Array(n);
  const earlier = new Int32Array(n);
  const reach = new Float64Array(n);
  const parent = new Int32Array(n);
  let best = Number.NEGATIVE_INFINITY;
  let step = 0;
  for (let k = 0; k < steps; k++) {
    const bound = oneTree(distance, n, weight, degree, reach, parent);
    if (k === 0) step = tourLength / (2 * n);
    if (bound > best) best = bound;
    let off = 0;
    for (let i = 0; i < n; i++) off += (degree[i] - 2) ** 2;
    if (off === 0) break;
    const size = step * (1 - k / steps) ** 2;
    for (let i = 0; i < n; i++) {
      const now = degree[i] - 2;
      weight[i] += size * (0.7 * now + 0.3 * (k === 0 ? now : earlier[i]));
      earlier[i] = now;
    }
  }
  return best;
}

/** Length of the least 1-tree under node weights, less twice their sum; fills in the degrees. Node 0 is the extra one. */
function oneTree(
  distance: Float64Array,
  n: number,
  weight: Float64Array,
  degree: Int32Array,
  reach: Float64Array,
  parent: Int32Array,
): number {
  degree.fill(0);
  reach.fill(Number.POSITIVE_INFINITY);
  let total = 0;
  let at = 1;
  reach[1] = -1;
  for (let joined = 1; joined < n - 1; joined++) {
    let next = -1;
    let least = Number.POSITIVE_INFINITY;
    const row = at * n;
    for (let j = 1; j < n; j++) {
      if (reach[j] === Number.NEGATIVE_INFINITY || j === at) continue;
      const leg = distance[row + j] + weight[at] + weight[j];
      if (leg < reach[j]) {
        reach[j] = leg;
        parent[j] = at;
      }
      if (reach[j] < least) {
        least = reach[j];
        next = j;
      }
    }
    reach[at] = Number.NEGATIVE_INFINITY;
    total += least;
    degree[next] += 1;
    degree[parent[next]] += 1;
    at = next;
  }
  let [first, second] = [-1, -1];
  const leg = (j: number): number => distance[j] + weight[0] + weight[j];
  for (let j = 1; j < n; j++) {
    if (first === -1 || leg(j) < leg(first)) {
      second = first;
      first = j;
    } else if (second === -1 || leg(j) < leg(second)) second = j;
  }
  degree[0] = 2;
  degree[first] += 1;
  degree[second] += 1;
  total += leg(first) + leg(second);
  for (let i = 0; i < n; i++) total -= 2 * weight[i];
  return total;
}
