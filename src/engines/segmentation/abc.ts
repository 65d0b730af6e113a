import type { Trace } from '#kernel/trace.ts';
import { unusable } from '#kernel/unusable-data.ts';

export interface AbcOptions {
  /** Where A ends and where B ends, as shares of the total. Default .8 and .95. */
  readonly cuts?: readonly [number, number];
}

export interface AbcItem {
  readonly id: string;
  readonly value: number;
  readonly share: number;
  /** Share of the total held by this item and all larger ones. */
  readonly cumulative: number;
  readonly class: 'A' | 'B' | 'C';
}

export interface AbcResult {
  readonly items: readonly AbcItem[];
  readonly classes: readonly {
    readonly class: 'A' | 'B' | 'C';
    readonly items: number;
    readonly value: number;
    readonly share: number;
  }[];
  /** 0 when all items are equal, towards 1 when one holds everything. */
  readonly gini: number;
  /** Share of the total held by the largest fifth of the items. */
  readonly topFifthShare: number;
  readonly trace: Trace;
}

/**
 * Pareto classes of items (products, customers) by value. Sorted by value, an item is A while the share *before* it is
 * below the first cut, so the item that crosses the cut still belongs to the higher class and the largest is always A.
 * Equal values are told apart by id. Items whose value is zero or negative are C and add nothing to the total.
 *
 * Throws RangeError for cuts that are not 0 < a < b ≤ 1 and UnusableData when no value is positive.
 * Source: Dickie 1951 (ABC), Gini 1912. Cost O(n log n).
 */
export function abc(values: ReadonlyMap<string, number>, { cuts = [0.8, 0.95] }: AbcOptions = {}): AbcResult {
  const [cutA, cutB] = cuts;
  if (!(cutA > 0 && cutA < cutB && cutB <= 1)) {
    throw new RangeError(`invalid cuts: ${cuts.join(', ')} (two rising shares above 0 and up to 1 are expected)`);
  }
  const sorted = [...values].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const total = sorted.reduce((sum, [, value]) => sum + Math.max(0, value), 0);
  if (!(total > 0)) throw unusable('at least one item with a value above zero');
  const slack = 1e-12;
  let before = 0;
  const items = sorted.map(([id, value]): AbcItem => {
    const share = Math.max(0, value) / total;
    const group = value <= 0 ? 'C' : before < cutA - slack ? 'A' : before < cutB - slack ? 'B' : 'C';
    before += share;
    return { id, value, share, cumulative: Math.min(1, before), class: group };
  });
  const classes = (['A', 'B', 'C'] as const).map((name) => {
    const members = items.filter((item) => item.class === name);
    return {
      class: name,
      items: members.length,
      value: Number(members.reduce((sum, item) => sum + item.value, 0).toPrecision(12)),
      share: members.reduce((sum, item) => sum + item.share, 0),
    };
  });
  const fifth = Math.ceil(items.length / 5);
  return {
    items,
    classes,
    gini: gini(items.map((item) => item.share)),
    topFifthShare: Math.min(
      1,
      items.slice(0, fifth).reduce((sum, item) => sum + item.share, 0),
    ),
    trace: [
      { step: 'sort items by value and add up their shares', inputs: { items: items.length, total } },
      {
        step: 'A while the share before the item is below the first cut, B below the second, else C',
        inputs: { cuts },
      },
    ],
  };
}

/** Gini coefficient of shares sorted from large to small. */
function gini(falling: readonly number[]): number {
  const n = falling.length;
  let weighted = 0;
  for (let i = 0; i < n; i++) weighted += (n - i) * falling[i];
  return Math.max(0, Math.min(1, (2 * weighted) / n - (n + 1) / n));
}
