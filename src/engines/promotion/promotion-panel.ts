import { type Baseline, fitBaseline } from './baseline.ts';

/** What was sold: one entry per row in every list. */
export interface PromotionPanel {
  readonly product: readonly string[];
  readonly store?: readonly string[];
  /** Products of one group compete; products of other groups may be sold along. */
  readonly group?: readonly string[];
  readonly period: ArrayLike<number>;
  readonly season: number;
  readonly price: ArrayLike<number>;
  readonly quantity: ArrayLike<number>;
  /** Name of the promotion, or undefined without one. */
  readonly promotion: readonly (string | undefined)[];
  /** Unit cost; absent: the net effect is in revenue. */
  readonly cost?: ArrayLike<number>;
}

/** One product in one store: its rows in order of period, and the periods that a promotion of its own touches. */
export interface Cell {
  readonly product: string;
  readonly store: string;
  readonly group: string;
  readonly rows: readonly number[];
  readonly baseline: Baseline | undefined;
  readonly at: ReadonlyMap<number, number>;
  readonly touched: ReadonlySet<number>;
}

export const storeOf = (panel: PromotionPanel, row: number): string => panel.store?.[row] ?? '';

/** The panel by product and store, each with its baseline where there are enough clean periods. */
export function makeCells(panel: PromotionPanel, after: number): Cell[] {
  const groups = new Map<string, number[]>();
  panel.product.forEach((product, row) => {
    const key = `${product}\u0000${storeOf(panel, row)}`;
    const rows = groups.get(key);
    if (rows === undefined) groups.set(key, [row]);
    else rows.push(row);
  });
  const promotedAt = new Map<string, Set<number>>();
  panel.promotion.forEach((name, row) => {
    if (name === undefined) return;
    const key = `${panel.group?.[row] ?? ''}\u0000${storeOf(panel, row)}`;
    const own = promotedAt.get(key) ?? new Set();
    own.add(panel.period[row]);
    promotedAt.set(key, own);
  });
  return [...groups.values()].map((unsorted): Cell => {
    const rows = unsorted.toSorted((a, b) => panel.period[a] - panel.period[b]);
    const touched = new Set<number>();
    for (const row of rows)
      if (panel.promotion[row] !== undefined) for (let k = 0; k <= after; k++) touched.add(panel.period[row] + k);
    // while a product of the group is promoted, sales of the others are moved too
    const around = promotedAt.get(`${panel.group?.[rows[0]] ?? ''}\u0000${storeOf(panel, rows[0])}`) ?? new Set();
    const clean = rows.map((row) => !touched.has(panel.period[row]) && !around.has(panel.period[row]));
    const enough = clean.filter(Boolean).length >= 12;
    const history = {
      period: rows.map((row) => panel.period[row]),
      quantity: rows.map((row) => panel.quantity[row]),
      price: rows.map((row) => panel.price[row]),
      clean: enough ? clean : rows.map((row) => !touched.has(panel.period[row])),
    };
    return {
      product: panel.product[rows[0]],
      store: storeOf(panel, rows[0]),
      group: panel.group?.[rows[0]] ?? '',
      rows,
      baseline: fitBaseline(history, panel.season),
      at: new Map(rows.map((row) => [panel.period[row], row])),
      touched,
    };
  });
}

export interface PromotionEvent {
  readonly id: string;
  readonly rows: readonly number[];
}

/** Rows of one promotion: the same name (a plain flag: the same product) in consecutive periods. */
export function findEvents(panel: PromotionPanel): PromotionEvent[] {
  const byName = new Map<string, number[]>();
  panel.promotion.forEach((name, row) => {
    if (name === undefined) return;
    const key = name === '' ? `\u0000${panel.product[row]}` : name;
    const rows = byName.get(key);
    if (rows === undefined) byName.set(key, [row]);
    else rows.push(row);
  });
  return [...byName].flatMap(([key, rows]) => {
    const sorted = rows.toSorted((a, b) => panel.period[a] - panel.period[b]);
    const runs: number[][] = [];
    let last = Number.NEGATIVE_INFINITY;
    for (const row of sorted) {
      if (panel.period[row] > last + 1) runs.push([]);
      runs.at(-1)!.push(row);
      last = panel.period[row];
    }
    const name = key.startsWith('\u0000') ? key.slice(1) : key;
    return runs.map((run, i) => ({ id: runs.length === 1 ? name : `${name} #${i + 1}`, rows: run }));
  });
}
