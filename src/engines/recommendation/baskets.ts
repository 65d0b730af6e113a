/** Baskets as sets of items in one flat array: basket b holds items[starts[b]] … items[starts[b + 1] − 1]. */
export interface Baskets {
  readonly names: readonly string[];
  /** Item numbers, rising and without repeats inside a basket. */
  readonly items: Int32Array;
  readonly starts: Int32Array;
}

/**
 * Gathers (basket, item) rows into baskets: rows need not be sorted, an item counts once per basket.
 * Cost O(rows), sorting inside baskets.
 */
export function gatherBaskets(basket: readonly string[], item: readonly string[]): Baskets {
  const basketNumbers = new Map<string, number>();
  const itemNumbers = new Map<string, number>();
  const of = new Int32Array(basket.length);
  const what = new Int32Array(basket.length);
  for (let row = 0; row < basket.length; row++) {
    of[row] = numberOf(basketNumbers, basket[row]);
    what[row] = numberOf(itemNumbers, item[row]);
  }
  const starts = new Int32Array(basketNumbers.size + 1);
  for (const number of of) starts[number + 1] += 1;
  for (let b = 0; b < basketNumbers.size; b++) starts[b + 1] += starts[b];
  const at = starts.slice();
  const items = new Int32Array(of.length);
  for (let row = 0; row < of.length; row++) {
    items[at[of[row]]] = what[row];
    at[of[row]] += 1;
  }
  return withoutRepeats([...itemNumbers.keys()], items, starts);
}

/** Baskets given as lists of items. */
export function basketsFromLists(lists: Iterable<readonly string[]>): Baskets {
  const itemNumbers = new Map<string, number>();
  const items: number[] = [];
  const starts = [0];
  for (const list of lists) {
    for (const item of list) items.push(numberOf(itemNumbers, item));
    starts.push(items.length);
  }
  return withoutRepeats([...itemNumbers.keys()], Int32Array.from(items), Int32Array.from(starts));
}

function numberOf(numbers: Map<string, number>, key: string): number {
  let number = numbers.get(key);
  if (number === undefined) {
    number = numbers.size;
    numbers.set(key, number);
  }
  return number;
}

function withoutRepeats(names: readonly string[], items: Int32Array, starts: Int32Array): Baskets {
  const kept = new Int32Array(starts.length);
  let write = 0;
  for (let b = 0; b + 1 < starts.length; b++) {
    const sorted = items.subarray(starts[b], starts[b + 1]).sort();
    let previous = -1;
    for (let i = 0; i < sorted.length; i++) {
      const item = sorted[i];
      if (item === previous) continue;
      previous = item;
      items[write] = item; // never ahead of what is still to be read
      write += 1;
    }
    kept[b + 1] = write;
  }
  return { names, items: items.slice(0, write), starts: kept };
}
