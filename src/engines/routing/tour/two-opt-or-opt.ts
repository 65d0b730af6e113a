import { type CyclicTour, after, before, reverseStretch } from './cyclic-tour.ts';

/** Stops whose surroundings changed and are to be looked at again; each at most once. */
export interface StopQueue {
  readonly stops: Int32Array;
  readonly waiting: Uint8Array;
  count: number;
}

export function stopQueue(size: number): StopQueue {
  return { stops: new Int32Array(size), waiting: new Uint8Array(size), count: 0 };
}

export function enqueue(queue: StopQueue, stop: number): void {
  if (queue.waiting[stop] === 1) return;
  queue.waiting[stop] = 1;
  queue.stops[queue.count++] = stop;
}

export interface NearLists {
  readonly count: number;
  /** stop × count + rank, nearest first. */
  readonly stops: Int32Array;
}

const longestSegment = 3;
const tiny = 1e-9;

/**
 * Improves a round trip until no 2-opt move (Croes 1958) and no Or-opt move (Or 1976: up to three stops in a row go
 * elsewhere, either way round) that joins a queued stop with one of its near ones helps. Near lists and queue after Bentley
 * (1992) "Fast Algorithms for Geometric Traveling Salesman Problems". Symmetric distances. Returns the length saved.
 */
export function twoOptOrOpt(tour: CyclicTour, distance: Float64Array, near: NearLists, queue: StopQueue): number {
  let saved = 0;
  while (queue.count > 0) {
    const stop = queue.stops[--queue.count];
    queue.waiting[stop] = 0;
    for (;;) {
      const gain = tryTwoOpt(tour, distance, near, queue, stop) || tryOrOpt(tour, distance, near, queue, stop);
      if (gain === 0) break;
      saved += gain;
    }
  }
  return saved;
}

function tryTwoOpt(tour: CyclicTour, distance: Float64Array, near: NearLists, queue: StopQueue, stop: number): number {
  const n = tour.order.length;
  for (let forward = 1; forward >= 0; forward--) {
    const next = forward === 1 ? after(tour, stop) : before(tour, stop);
    const leg = distance[stop * n + next];
    for (let k = 0; k < near.count; k++) {
      const other = near.stops[stop * near.count + k];
      const joined = distance[stop * n + other];
      if (joined >= leg) break;
      const otherNext = forward === 1 ? after(tour, other) : before(tour, other);
      const gain = leg + distance[other * n + otherNext] - joined - distance[next * n + otherNext];
      if (gain <= tiny) continue;
      if (forward === 1) reverseStretch(tour, next, other);
      else reverseStretch(tour, other, next);
      enqueue(queue, stop);
      enqueue(queue, next);
      enqueue(queue, other);
      enqueue(queue, otherNext);
      return gain;
    }
  }
  return 0;
}

function tryOrOpt(tour: CyclicTour, distance: Float64Array, near: NearLists, queue: StopQueue, stop: number): number {
  const n = tour.order.length;
  for (let forward = 1; forward >= 0; forward--) {
    // the segment begins at `stop` and grows away from `outer`; `far` is its other end
    const outer = forward === 1 ? before(tour, stop) : after(tour, stop);
    let far = stop;
    for (let length = 1; length <= longestSegment && length < n - 2; length++) {
      if (length > 1) far = forward === 1 ? after(tour, far) : before(tour, far);
      const behind = forward === 1 ? after(tour, far) : before(tour, far);
      const freed = distance[outer * n + stop] + distance[far * n + behind] - distance[outer * n + behind];
      if (freed <= tiny) continue;
      for (let k = 0; k < near.count; k++) {
        const other = near.stops[stop * near.count + k];
        const joined = distance[stop * n + other];
        if (joined >= freed) break;
        if (inSegment(tour, other, stop, length, forward === 1)) continue;
        for (let side = 0; side < 2; side++) {
          const neighbour = side === 0 ? after(tour, other) : before(tour, other);
          if (inSegment(tour, neighbour, stop, length, forward === 1)) continue;
          const gain = freed - joined - distance[far * n + neighbour] + distance[other * n + neighbour];
          if (gain <= tiny) continue;
          const [first, last] = forward === 1 ? [stop, far] : [far, stop];
          if (side === 0) moveSegment(tour, first, last, other, neighbour, other, stop);
          else moveSegment(tour, first, last, neighbour, other, other, stop);
          enqueue(queue, outer);
          enqueue(queue, behind);
          enqueue(queue, stop);
          enqueue(queue, far);
          enqueue(queue, other);
          enqueue(queue, neighbour);
          return gain;
        }
      }
    }
  }
  return 0;
}

function inSegment(tour: CyclicTour, stop: number, end: number, length: number, forward: boolean): boolean {
  const n = tour.order.length;
  const offset = forward ? tour.positionOf[stop] - tour.positionOf[end] : tour.positionOf[end] - tour.positionOf[stop];
  return (offset < 0 ? offset + n : offset) < length;
}

/**
 * Moves the stretch first … last (running forward) between `left` and the stop `right` behind it, so that `joinA` (one of
 * left and right) meets `joinB` (one of first and last). Three reversals at most.
 */
function moveSegment(
  tour: CyclicTour,
  first: number,
  last: number,
  left: number,
  right: number,
  joinA: number,
  joinB: number,
): void {
  const outer = before(tour, first);
  const behind = after(tour, last);
  reverseStretch(tour, first, left); // outer, left … behind, last … first, right
  if (behind !== left || outer !== right) reverseFrom(tour, outer, left, behind); // outer, behind … left, last … first, right
  const meets = joinA === left ? last : first;
  if (meets !== joinB) reverseFrom(tour, left, last, first);
}

/** Reverses the stretch from `near`, which stands next to `anchor`, to `far`, whichever way the array runs now. */
function reverseFrom(tour: CyclicTour, anchor: number, near: number, far: number): void {
  if (near === far) return;
  if (after(tour, anchor) === near) reverseStretch(tour, near, far);
  else reverseStretch(tour, far, near);
}
