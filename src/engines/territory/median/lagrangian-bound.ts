import type { MedianProblem } from './median-problem.ts';

/**
 * A cost that no choice of p medians can go below: every user's service is priced instead of required, the prices raised by
 * subgradient steps (Cornuejols, Fisher & Nemhauser 1977; Beasley 1993). `onMedians` gets the p places that look best under
 * each price, which are good starting points.
 */
export function lagrangianBound(
  problem: MedianProblem,
  upper: number,
  steps: number,
  onMedians: (medians: Int32Array) => number,
  stop: () => boolean,
): number {
  const { size, p, cost, ranked } = problem;
  const price = Float64Array.from(
    { length: size },
    (_, user) => cost[user * size + ranked[user * size + Math.min(size - 1, Math.ceil(size / p / 2))]],
  );
  const worth = new Float64Array(size);
  const served = new Int32Array(size);
  const order = Array.from({ length: size }, (_, place) => place);
  let best = Number.NEGATIVE_INFINITY;
  let known = upper;
  let scale = 1.5;
  let idle = 0;
  for (let step = 0; step < steps && !stop(); step++) {
    worth.fill(0);
    let bound = 0;
    for (let user = 0; user < size; user++) {
      bound += price[user];
      const row = user * size;
      for (let rank = 0; rank < size; rank++) {
        const place = ranked[row + rank];
        const saved = cost[row + place] - price[user];
        if (saved >= 0) break;
        worth[place] += saved;
      }
    }
    order.sort((a, b) => worth[a] - worth[b] || a - b);
    const medians = Int32Array.from(order.slice(0, p));
    for (const place of medians) bound += worth[place];
    if (bound > best + 1e-9) {
      best = bound;
      idle = 0;
    } else if (++idle === 20) {
      scale /= 2;
      idle = 0;
    }
    if (step % 10 === 0) known = Math.min(known, onMedians(medians));
    served.fill(1);
    for (let user = 0; user < size; user++)
      for (const place of medians) if (cost[user * size + place] < price[user]) served[user] -= 1;
    let norm = 0;
    for (let user = 0; user < size; user++) norm += served[user] ** 2;
    if (norm === 0 || scale < 1e-4) break;
    const length = (scale * (1.02 * known - bound)) / norm;
    for (let user = 0; user < size; user++) price[user] += length * served[user];
  }
  return best;
}
