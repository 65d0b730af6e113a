import { sortedQuantile } from '#engines/numerics/quantile.ts';
import { seededRandom } from '#kernel/random.ts';
import type { Trace } from '#kernel/trace.ts';
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

export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

export interface PromotionEffect {
  readonly id: string;
  readonly products: readonly string[];
  readonly from: number;
  readonly to: number;
  /** What would have been sold in the promoted periods without it. */
  readonly baseline: number;
  readonly sold: number;
  /** Sold beyond the baseline. */
  readonly uplift: number;
  /** What other products of the group lost meanwhile (above 0 is a loss). */
  readonly cannibalisation: number;
  /** What was bought now instead of later: the dip after (above 0 is a loss). */
  readonly pullForward: number;
  /** What products of other groups gained meanwhile. */
  readonly halo: number;
  /** Profit (revenue without costs) gained over everything, with its interval. */
  readonly net: number;
  readonly low: number;
  readonly high: number;
  readonly intervals: Readonly<Record<'uplift' | 'cannibalisation' | 'pullForward' | 'halo', Interval>>;
  readonly chanceOfGain: number;
  /** Mean share off the regular price. */
  readonly discount: number;
  readonly warnings: readonly string[];
}

export interface PromotionOptions {
  /** Periods after a promotion in which purchases may be missing (default 2). */
  readonly after?: number;
  readonly level?: number;
  readonly draws?: number;
  readonly seed?: number;
}

interface Cell {
  readonly product: string;
  readonly store: string;
  readonly group: string;
  readonly rows: readonly number[];
  readonly baseline: Baseline | undefined;
  readonly at: ReadonlyMap<number, number>;
  readonly touched: ReadonlySet<number>;
}

/**
 * What each promotion brought: actual sales (their own noise taken out in each draw) less a baseline learned from periods that no promotion touches, for the promoted
 * products (uplift), for the same in the periods after (pull-forward), for other products of the group (cannibalisation) and of other
 * groups (halo), and the profit of all of it (van Heerde, Leeflang & Wittink 2004 decompose alike). Intervals from draws of the
 * baselines. Nothing for promotions whose product has too few clean periods: they are in `unmeasured` with the reason.
 */
export function promotionEffects(
  panel: PromotionPanel,
  options: PromotionOptions = {},
): { promotions: PromotionEffect[]; unmeasured: { id: string; reason: string }[]; trace: Trace } {
  const { after = 2, level = 0.95, draws = 1000, seed = 1 } = options;
  const cells = makeCells(panel, after);
  const events = findEvents(panel);
  const promotions: PromotionEffect[] = [];
  const unmeasured: { id: string; reason: string }[] = [];
  for (const event of events) {
    const own = cells.filter((cell) =>
      event.rows.some((row) => cell.product === panel.product[row] && cell.store === storeOf(panel, row)),
    );
    const measured = own.filter(({ baseline }) => baseline !== undefined);
    if (measured.length === 0) {
      unmeasured.push({
        id: event.id,
        reason: 'fewer than 6 periods of its product are free of promotions: no baseline',
      });
      continue;
    }
    promotions.push(
      measure(panel, event, measured, own.length - measured.length, cells, { after, level, draws, seed }),
    );
  }
  return {
    promotions,
    unmeasured,
    trace: [
      {
        step: 'baseline per product and store from periods without promotions and not just after one',
        inputs: { products: cells.length, after },
      },
      {
        step: 'effects are actual less baseline; intervals from draws of the baselines',
        inputs: { draws, level },
        source: 'van Heerde, Leeflang & Wittink (2004)',
      },
    ],
  };
}

const storeOf = (panel: PromotionPanel, row: number): string => panel.store?.[row] ?? '';

function makeCells(panel: PromotionPanel, after: number): Cell[] {
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

interface Event {
  readonly id: string;
  readonly rows: readonly number[];
}

/** Rows of one promotion: the same name (a plain flag: the same product) in consecutive periods. */
function findEvents(panel: PromotionPanel): Event[] {
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

function measure(
  panel: PromotionPanel,
  event: Event,
  own: readonly Cell[],
  without: number,
  cells: readonly Cell[],
  { after, level, draws, seed }: Required<PromotionOptions>,
): PromotionEffect {
  const random = seededRandom(`promotion/${seed}/${event.id}`);
  const periods = [...new Set(event.rows.map((row) => panel.period[row]))].sort((a, b) => a - b);
  const [from, to] = [periods[0], periods.at(-1)!];
  const mine = new Set(event.rows);
  const unitProfit = (row: number, price: number): number => price - (panel.cost?.[row] ?? 0);
  const windowOf = (cell: Cell, wanted: (row: number, period: number) => boolean): number[] =>
    cell.rows.filter((row) => wanted(row, panel.period[row]));
  interface Part {
    readonly kind: 'uplift' | 'pullForward' | 'cannibalisation' | 'halo';
    readonly cell: Cell;
    readonly rows: readonly number[];
  }
  const parts: Part[] = [];
  const ownNames = new Set(own.map(({ product }) => product));
  const stores = new Set(own.map(({ store }) => store));
  const ownGroups = new Set(own.map(({ group }) => group));
  for (const cell of own) {
    parts.push({ kind: 'uplift', cell, rows: windowOf(cell, (row) => mine.has(row)) });
    parts.push({
      kind: 'pullForward',
      cell,
      rows: windowOf(cell, (row, period) => period > to && period <= to + after && panel.promotion[row] === undefined),
    });
  }
  for (const cell of cells) {
    if (cell.baseline === undefined || ownNames.has(cell.product) || !stores.has(cell.store)) continue;
    const rows = windowOf(cell, (_, period) => period >= from && period <= to && !cell.touched.has(period));
    if (rows.length > 0) parts.push({ kind: ownGroups.has(cell.group) ? 'cannibalisation' : 'halo', cell, rows });
  }
  const sums = {
    uplift: new Float64Array(draws),
    pullForward: new Float64Array(draws),
    cannibalisation: new Float64Array(draws),
    halo: new Float64Array(draws),
    net: new Float64Array(draws),
    baseline: new Float64Array(draws),
  };
  for (const { kind, cell, rows } of parts) {
    const sign = kind === 'uplift' || kind === 'halo' ? 1 : -1;
    const when = rows.map((row) => panel.period[row]);
    const sold = rows.map((row) => panel.quantity[row]);
    for (let d = 0; d < draws; d++) {
      const { without, underlying } = cell.baseline!.draw(when, sold, random);
      rows.forEach((row, i) => {
        const more = underlying[i] - without[i];
        sums[kind][d] += sign * more;
        if (kind === 'uplift') sums.baseline[d] += without[i];
        const regular = unitProfit(row, cell.baseline!.regularPrice);
        const now = unitProfit(row, panel.price[row]);
        sums.net[d] += kind === 'uplift' ? now * underlying[i] - regular * without[i] : now * more;
      });
    }
  }
  const interval = (values: Float64Array): Interval => {
    const sorted = values.slice().sort();
    return {
      estimate: sortedQuantile(sorted, 0.5),
      low: sortedQuantile(sorted, (1 - level) / 2),
      high: sortedQuantile(sorted, (1 + level) / 2),
    };
  };
  const uplift = interval(sums.uplift);
  const [cannibalisation, pullForward, halo] = [
    interval(sums.cannibalisation),
    interval(sums.pullForward),
    interval(sums.halo),
  ];
  const net = interval(sums.net);
  const rows = parts.flatMap((part) => (part.kind === 'uplift' ? part.rows : []));
  const warnings: string[] = [];
  if (without > 0) warnings.push(`${without} of its products or stores have too few clean periods and are left out`);
  if (own.some(({ baseline }) => baseline!.df < 6)) warnings.push('few clean periods: the baseline is uncertain');
  if (parts.every(({ kind, rows: after_ }) => kind !== 'pullForward' || after_.length === 0))
    warnings.push('no clean period after it: pull-forward cannot be told');
  return {
    id: event.id,
    products: [...ownNames],
    from,
    to,
    baseline: interval(sums.baseline).estimate,
    sold: rows.reduce((sum, row) => sum + panel.quantity[row], 0),
    uplift: uplift.estimate,
    cannibalisation: cannibalisation.estimate,
    pullForward: pullForward.estimate,
    halo: halo.estimate,
    net: net.estimate,
    low: net.low,
    high: net.high,
    intervals: { uplift, cannibalisation, pullForward, halo },
    chanceOfGain: sums.net.filter((value) => value > 0).length / draws,
    discount: discountOf(
      panel,
      parts.flatMap((part) =>
        part.kind === 'uplift' ? part.rows.map((row) => [row, part.cell.baseline!.regularPrice] as const) : [],
      ),
    ),
    warnings,
  };
}

function discountOf(panel: PromotionPanel, rows: readonly (readonly [number, number])[]): number {
  let [paid, regular] = [0, 0];
  for (const [row, price] of rows) {
    paid += panel.price[row] * panel.quantity[row];
    regular += price * panel.quantity[row];
  }
  return regular === 0 ? 0 : 1 - paid / regular;
}
