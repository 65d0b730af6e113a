import { benjaminiHochberg } from '#engines/numerics/benjamini-hochberg.ts';
import { wilsonInterval } from '#engines/numerics/wilson-interval.ts';
import type { Trace } from '#kernel/trace.ts';
import { unusable } from '#kernel/unusable-data.ts';
import type { Baskets } from './baskets.ts';
import { type FrequentItemsets, eclat } from './eclat.ts';
import { logFactorials, meetingChance } from './hypergeometric-tail.ts';

export interface RuleOptions {
  /** Share of the baskets that hold all items of a rule, above 0 and up to 1. */
  readonly minSupport: number;
  /** Share of the baskets with the left side that also hold the right side, from 0 to 1. */
  readonly minConfidence: number;
  /** Fewest and most items of a rule, both sides together. Default 2 and 10. */
  readonly minLength?: number;
  readonly maxLength?: number;
}

export interface Rule {
  readonly lhs: readonly string[];
  readonly rhs: readonly [string];
  /** Baskets that hold all items of the rule. */
  readonly count: number;
  readonly support: number;
  readonly confidence: number;
  /** 95 % Wilson interval of the confidence. */
  readonly low: number;
  readonly high: number;
  /** Confidence ÷ share of all baskets with the right side. */
  readonly lift: number;
  /** Confidence minus that of the best rule with one condition less (or none): what the last condition adds. */
  readonly gain: number;
  /** Fisher's exact p that the sides meet this often by chance, adjusted over all rules given (Benjamini-Hochberg). */
  readonly p: number;
}

export interface RuleResult {
  readonly baskets: number;
  readonly items: number;
  readonly minCount: number;
  readonly itemsets: number;
  /** By falling confidence, then count, then name. */
  readonly rules: readonly Rule[];
  readonly byLength: Readonly<Record<string, number>>;
  /** Whether longer rules exist that `maxLength` cut off. */
  readonly cut: boolean;
  readonly trace: Trace;
}

/**
 * All rules "who has these also has that" with one item on the right and at least one on the left, exactly: the same set
 * as R arules `apriori` gives for equal limits. Limits are inclusive and compared in whole baskets:
 * count ≥ ⌈minSupport · n⌉ and count ≥ minConfidence · count(lhs), with 10⁻⁹ of slack for decimal fractions.
 *
 * Throws RangeError for limits outside their range and UnusableData without baskets.
 * Sources: Agrawal, Imieliński & Swami 1993; lift: Brin et al. 1997. Limits: rules say together, not because.
 */
export function associationRules(baskets: Baskets, options: RuleOptions): RuleResult {
  const { minSupport, minConfidence, minLength = 2, maxLength = 10 } = options;
  if (!(minSupport > 0 && minSupport <= 1)) {
    throw new RangeError(`invalid minSupport: ${minSupport} (a share above 0 and up to 1 is expected)`);
  }
  if (!(minConfidence >= 0 && minConfidence <= 1)) {
    throw new RangeError(`invalid minConfidence: ${minConfidence} (a share from 0 to 1 is expected)`);
  }
  if (!(Number.isInteger(minLength) && minLength >= 2 && minLength <= maxLength)) {
    throw new RangeError(`invalid minLength: ${minLength} (a whole number from 2 to ${maxLength} is expected)`);
  }
  const n = baskets.starts.length - 1;
  if (n < 1 || baskets.items.length === 0) throw unusable('at least one basket with an item');
  const minCount = Math.max(1, Math.ceil(minSupport * n - 1e-9));
  const sets = eclat(baskets, { minCount, maxLength });
  const rules = rulesOf(sets, baskets.names, n, minConfidence, minLength);
  const byLength: Record<string, number> = {};
  for (const { lhs } of rules) byLength[lhs.length + 1] = (byLength[lhs.length + 1] ?? 0) + 1;
  return {
    baskets: n,
    items: baskets.names.length,
    minCount,
    itemsets: sets.size,
    rules,
    byLength,
    cut: sets.cut,
    trace: [
      {
        step: 'find every set of items in at least minCount baskets (Eclat, exact)',
        inputs: { baskets: n, minSupport, minCount, maxLength },
        output: { itemsets: sets.size, longerOnesCut: sets.cut },
        source: 'Zaki 2000; Uno, Kiyomi & Arimura 2004',
      },
      {
        step: 'for each set and each of its items as the right side keep the rule when confident enough',
        inputs: { minConfidence, minLength },
        output: { rules: rules.length },
        source: 'Agrawal, Imieliński & Swami 1993',
      },
    ],
  };
}

function rulesOf(
  sets: FrequentItemsets,
  names: readonly string[],
  n: number,
  minConfidence: number,
  minLength: number,
): Rule[] {
  const { items, lengths, parents, counts, size, ranked } = sets;
  const without = subsets(sets);
  const logFactorial = logFactorials(n);
  const roots = rootOfRank(sets);
  const found = { node: [] as number[], j: [] as number[], chance: [] as number[], confidence: [] as number[] };
  for (let node = 0; node < size; node++) {
    const length = lengths[node];
    if (length < minLength) continue;
    for (let j = length - 1, at = node; j >= 0; j--, at = parents[at]) {
      const lhs = counts[without(node, j)];
      if (length < 2 || counts[node] < minConfidence * lhs - 1e-9) continue;
      found.node.push(node);
      found.j.push(j);
      found.confidence.push(counts[node] / lhs);
      found.chance.push(meetingChance(counts[node], lhs, counts[roots[items[at]]], n, logFactorial));
    }
  }
  const adjusted = benjaminiHochberg(found.chance);
  const rules = found.node.map((node, i): Rule => {
    const [j, length, confidence] = [found.j[i], lengths[node], found.confidence[i]];
    const path: number[] = [];
    for (let k = length - 1, at = node; k >= 0; k--, at = parents[at]) path[k] = items[at];
    const right = counts[roots[path[j]]];
    let rival = right / n;
    for (let k = 0; k < length && length > 2; k++) {
      if (k === j) continue;
      const general = without(node, k);
      rival = Math.max(rival, counts[general] / counts[without(general, j > k ? j - 1 : j)]);
    }
    const rhs = names[ranked[path[j]]];
    path.splice(j, 1);
    const { low, high } = wilsonInterval(counts[node], counts[without(node, j)]);
    return {
      lhs: path.map((rank) => names[ranked[rank]]).sort(),
      rhs: [rhs],
      count: counts[node],
      support: counts[node] / n,
      confidence,
      low,
      high,
      lift: (confidence * n) / right,
      gain: confidence - rival,
      p: adjusted[i],
    };
  });
  return rules.sort((a, b) => b.confidence - a.confidence || b.count - a.count || compareNames(a, b));
}

function compareNames(a: Rule, b: Rule): number {
  const shared = Math.min(a.lhs.length, b.lhs.length);
  for (let i = 0; i < shared; i++) if (a.lhs[i] !== b.lhs[i]) return a.lhs[i] < b.lhs[i] ? -1 : 1;
  return a.lhs.length - b.lhs.length || (a.rhs[0] < b.rhs[0] ? -1 : a.rhs[0] > b.rhs[0] ? 1 : 0);
}

/** Node of each single item, by rank. */
function rootOfRank({ items, lengths, size, ranked }: FrequentItemsets): Int32Array {
  const roots = new Int32Array(ranked.length).fill(-1);
  for (let node = 0; node < size; node++) if (lengths[node] === 1) roots[items[node]] = node;
  return roots;
}

/**
 * Node of a set without its j-th item. A set's subsets follow from its parent's: leave out the last item and it is the
 * parent, else it is the child of the parent's subset by the same last item (found by bisection among neighbours).
 */
function subsets(sets: FrequentItemsets): (node: number, j: number) => number {
  const { items, parents, lengths, firstChild, childCount, size } = sets;
  const starts = new Int32Array(size + 1);
  for (let node = 0; node < size; node++) starts[node + 1] = starts[node] + lengths[node];
  const table = new Int32Array(starts[size]);
  const child = (node: number, rank: number): number => {
    let low = firstChild[node];
    let high = low + childCount[node] - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (items[middle] < rank) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const roots = rootOfRank(sets);
  // a node is numbered after its parent, so one pass in order of length fills the table
  const order = Int32Array.from({ length: size }, (_, node) => node).sort((a, b) => lengths[a] - lengths[b] || a - b);
  for (const node of order) {
    const length = lengths[node];
    const parent = parents[node];
    for (let j = 0; j < length - 1; j++) {
      const shorter = table[starts[parent] + j];
      table[starts[node] + j] = length === 2 ? roots[items[node]] : child(shorter, items[node]);
    }
    table[starts[node] + length - 1] = parent;
  }
  return (node, j) => table[starts[node] + j];
}
