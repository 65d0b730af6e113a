/**
 * A round trip as an array with the place of each stop in it; the direction of travel has no meaning.
 * Reversing a stretch touches whichever side is shorter.
 */
export interface CyclicTour {
  readonly order: Int32Array;
  readonly positionOf: Int32Array;
}

export function cyclicTour(order: ArrayLike<number>): CyclicTour {
  const tour = { order: Int32Array.from(order), positionOf: new Int32Array(order.length) };
  for (let i = 0; i < tour.order.length; i++) tour.positionOf[tour.order[i]] = i;
  return tour;
}

export function copyTour(from: CyclicTour, to: CyclicTour): void {
  to.order.set(from.order);
  to.positionOf.set(from.positionOf);
}

export function after({ order, positionOf }: CyclicTour, stop: number): number {
  const i = positionOf[stop] + 1;
  return order[i === order.length ? 0 : i];
}

export function before({ order, positionOf }: CyclicTour, stop: number): number {
  const i = positionOf[stop];
  return order[i === 0 ? order.length - 1 : i - 1];
}

/** Reverses the stretch that runs forward from `first` to `last` (or, which is the same round trip, all the rest). */
export function reverseStretch({ order, positionOf }: CyclicTour, first: number, last: number): void {
  const n = order.length;
  let i = positionOf[first];
  let j = positionOf[last];
  let length = j - i + 1;
  if (length <= 0) length += n;
  if (2 * length > n) {
    const inner = i;
    i = j + 1 === n ? 0 : j + 1;
    j = inner === 0 ? n - 1 : inner - 1;
    length = n - length;
  }
  for (let swaps = length >> 1; swaps > 0; swaps--) {
    const left = order[i];
    const right = order[j];
    order[i] = right;
    positionOf[right] = i;
    order[j] = left;
    positionOf[left] = j;
    i = i + 1 === n ? 0 : i + 1;
    j = j === 0 ? n - 1 : j - 1;
  }
}

export function tourLength(distance: Float64Array, order: ArrayLike<number>): number {
  const n = order.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += distance[order[i] * n + order[i + 1 === n ? 0 : i + 1]];
  return sum;
}
