import type { Baskets } from './baskets.ts';

/**
 * Frequent itemsets as a tree: node n is the set of its own item and those of its parents, and stands in `counts[n]`
 * baskets. Items are given by rank (0 the rarest) and ranks rise along a path, so each set is one node.
 */
export interface FrequentItemsets {
  readonly items: Int32Array;
  readonly parents: Int32Array;
  readonly lengths: Int32Array;
  readonly counts: Int32Array;
  /** Children of a node are neighbours with rising ranks. */
  readonly firstChild: Int32Array;
  readonly childCount: Int32Array;
  readonly size: number;
  /** Item number of each rank. */
  readonly ranked: Int32Array;
  /** Whether `maxLength` cut sets off that are frequent. */
  readonly cut: boolean;
}

export interface EclatOptions {
  /** A set is frequent when it stands in at least this many baskets. */
  readonly minCount: number;
  /** Largest number of items in a set. */
  readonly maxLength: number;
}

/**
 * All itemsets that stand in at least `minCount` baskets, exactly: depth-first over lists of baskets (Eclat, Zaki 2000),
 * where one pass over a set's baskets counts all its extensions at once (occurrence deliver of LCM, Uno et al. 2004).
 * Cost: the number of items in the baskets of each frequent set, added up. No candidate that is absent is ever looked at.
 *
 * Throws RangeError for a minCount below 1 or a maxLength outside 1 … 255.
 */
export function eclat({ names, items, starts }: Baskets, { minCount, maxLength }: EclatOptions): FrequentItemsets {
  if (!(Number.isInteger(minCount) && minCount >= 1)) {
    throw new RangeError(`invalid minCount: ${minCount} (a whole number of at least 1 is expected)`);
  }
  if (!(Number.isInteger(maxLength) && maxLength >= 1 && maxLength <= 255)) {
    throw new RangeError(`invalid maxLength: ${maxLength} (a whole number from 1 to 255 is expected)`);
  }
  const { ranked, flat, firsts } = rankBaskets(names.length, items, starts, minCount);
  const found = new SetTree();
  const totals = new Int32Array(ranked.length);
  const places = new Int32Array(ranked.length).fill(-1);
  let cut = false;

  /** Extends a set by every item of higher rank in its baskets; `froms` holds where the rest of each basket begins. */
  const extend = (node: number, length: number, froms: Int32Array): void => {
    const seen: number[] = [];
    for (let i = 0; i < froms.length; i++) {
      for (let at = froms[i], rank = flat[at]; rank !== end; rank = flat[++at]) {
        if (totals[rank] === 0) seen.push(rank);
        totals[rank] += 1;
      }
    }
    const frequent = seen.filter((rank) => totals[rank] >= minCount).sort((a, b) => a - b);
    const counts = frequent.map((rank) => totals[rank]);
    for (const rank of seen) totals[rank] = 0;
    if (length > maxLength) {
      if (frequent.length > 0) cut = true;
      return;
    }
    const first = found.addChildren(node, frequent, counts, length);
    if (frequent.length < 2) return; // a lone extension has nothing to be joined with
    const lists = frequent.map((rank, i) => {
      places[rank] = i;
      return new Int32Array(counts[i]);
    });
    const filled = new Int32Array(frequent.length);
    for (let i = 0; i < froms.length; i++) {
      for (let at = froms[i], rank = flat[at]; rank !== end; rank = flat[++at]) {
        const place = places[rank];
        if (place === -1) continue;
        lists[place][filled[place]] = at + 1;
        filled[place] += 1;
      }
    }
    for (const rank of frequent) places[rank] = -1;
    for (let i = 0; i < lists.length; i++) {
      extend(first + i, length + 1, lists[i]);
      lists[i] = new Int32Array(0);
    }
  };
  extend(-1, 1, firsts);
  return { ...found.finish(), ranked, cut };
}

/** Marks the end of a basket. */
const end = -1;

/** Rewrites baskets as rising ranks of frequent items only: rank 0 is the rarest, so early branches stay small. */
function rankBaskets(count: number, items: Int32Array, starts: Int32Array, minCount: number) {
  const counts = new Int32Array(count);
  for (const item of items) counts[item] += 1;
  const ranked = Int32Array.from({ length: count }, (_, item) => item)
    .filter((item) => counts[item] >= minCount)
    .sort((a, b) => counts[a] - counts[b] || a - b);
  const rankOf = new Int32Array(count).fill(-1);
  ranked.forEach((item, rank) => {
    rankOf[item] = rank;
  });
  const flat = new Int32Array(items.length + starts.length);
  const firsts = new Int32Array(starts.length - 1);
  let write = 0;
  for (let b = 0; b + 1 < starts.length; b++) {
    firsts[b] = write;
    for (let i = starts[b]; i < starts[b + 1]; i++) {
      const rank = rankOf[items[i]];
      if (rank !== -1) {
        flat[write] = rank;
        write += 1;
      }
    }
    flat.subarray(firsts[b], write).sort();
    flat[write] = end;
    write += 1;
  }
  return { ranked, flat, firsts };
}

/** The sets found so far, in columns that grow. */
class SetTree {
  #items = new Int32Array(1024);
  #parents = new Int32Array(1024);
  #lengths = new Int32Array(1024);
  #counts = new Int32Array(1024);
  #firstChild = new Int32Array(1024);
  #childCount = new Int32Array(1024);
  #size = 0;

  /** Returns the node of the first child; the others follow it. */
  addChildren(parent: number, items: readonly number[], counts: readonly number[], length: number): number {
    while (this.#size + items.length > this.#items.length) this.#grow();
    const first = this.#size;
    if (parent !== -1) {
      this.#firstChild[parent] = first;
      this.#childCount[parent] = items.length;
    }
    for (let i = 0; i < items.length; i++) {
      this.#items[first + i] = items[i];
      this.#parents[first + i] = parent;
      this.#lengths[first + i] = length;
      this.#counts[first + i] = counts[i];
    }
    this.#size += items.length;
    return first;
  }

  finish(): Omit<FrequentItemsets, 'ranked' | 'cut'> {
    const size = this.#size;
    return {
      items: this.#items.slice(0, size),
      parents: this.#parents.slice(0, size),
      lengths: this.#lengths.slice(0, size),
      counts: this.#counts.slice(0, size),
      firstChild: this.#firstChild.slice(0, size),
      childCount: this.#childCount.slice(0, size),
      size,
    };
  }

  #grow(): void {
    const twice = (from: Int32Array): Int32Array<ArrayBuffer> => {
      const into = new Int32Array(2 * from.length);
      into.set(from);
      return into;
    };
    this.#items = twice(this.#items);
    this.#parents = twice(this.#parents);
    this.#lengths = twice(this.#lengths);
    this.#counts = twice(this.#counts);
    this.#firstChild = twice(this.#firstChild);
    this.#childCount = twice(this.#childCount);
  }
}
