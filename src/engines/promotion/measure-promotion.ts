import { sortedQuantile } from '#engines/numerics/quantile.ts';
import { type Random, seededRandom } from '#kernel/random.ts';
import type { Departure } from './baseline.ts';
import type { Interval, PromotionEffect, PromotionOptions } from './promotion-effect.ts';
import type { Cell, PromotionEvent, PromotionPanel } from './promotion-panel.ts';

/** One promotion: the promoted products from draws of their baselines, all others from the mean and variance of their departures. */
export function measurePromotion(
  panel: PromotionPanel,
  event: PromotionEvent,
  own: readonly Cell[],
  without: number,
  cells: readonly Cell[],
  { after, level, draws, seed }: Required<PromotionOptions>,
): PromotionEffect {
  const random = seededRandom(`promotion/${seed}/${event.id}`);
  const periods = event.rows.map((row) => panel.period[row]);
  const [from, to] = [Math.min(...periods), Math.max(...periods)];
  const mine = new Set(event.rows);
  const windows = own.map((cell) => ({
    cell,
    during: cell.rows.filter((row) => mine.has(row)),
    behind: rowsBetween(cell, to + 1, to + after).filter((row) => panel.promotion[row] === undefined),
  }));
  const promoted = drawPromoted(panel, windows, draws, random);
  const { group, others } = departuresOfOthers(panel, own, cells, from, to);
  const cannibalisation = drawsOf(group, draws, random);
  const halo = drawsOf(others, draws, random);
  const net = promoted.net.map((value, d) => value + cannibalisation.money[d]);
  const intervalOf = (values: Float64Array): Interval => interval(values, level);
  const parts = {
    uplift: intervalOf(promoted.uplift),
    pullForward: intervalOf(promoted.pullForward),
    cannibalisation: intervalOf(cannibalisation.quantity.map((value) => -value)),
    halo: intervalOf(halo.quantity),
  };
  const total = intervalOf(net);
  const rows = windows.flatMap(({ cell, during }) => during.map((row) => [row, cell.baseline!.regularPrice] as const));
  return {
    id: event.id,
    products: [...new Set(own.map(({ product }) => product))],
    from,
    to,
    baseline: intervalOf(promoted.baseline).estimate,
    sold: rows.reduce((sum, [row]) => sum + panel.quantity[row], 0),
    uplift: parts.uplift.estimate,
    cannibalisation: parts.cannibalisation.estimate,
    pullForward: parts.pullForward.estimate,
    halo: parts.halo.estimate,
    net: total.estimate,
    low: total.low,
    high: total.high,
    netWithHalo: intervalOf(net.map((value, d) => value + halo.money[d])),
    intervals: parts,
    chanceOfGain: net.filter((value) => value > 0).length / draws,
    discount: discountOf(panel, rows),
    warnings: [
      ...(without > 0 ? [`${without} of its products or stores have too few clean periods and are left out`] : []),
      ...(own.some(({ baseline }) => baseline!.df < 6) ? ['few clean periods: the baseline is uncertain'] : []),
      ...(windows.every(({ behind }) => behind.length === 0)
        ? ['no clean period after it: pull-forward cannot be told']
        : []),
    ],
  };
}

const rowsBetween = (cell: Cell, from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => cell.at.get(from + i)).filter((row) => row !== undefined);

interface Window {
  readonly cell: Cell;
  readonly during: readonly number[];
  readonly behind: readonly number[];
}

/** Draws of what the promoted products sold beyond and, afterwards, below their baselines, and of the profit of both. */
function drawPromoted(panel: PromotionPanel, windows: readonly Window[], draws: number, random: Random) {
  const empty = () => new Float64Array(draws);
  const sums = { uplift: empty(), pullForward: empty(), baseline: empty(), net: empty() };
  for (const { cell, during, behind } of windows) {
    const rows = [...during, ...behind];
    const when = rows.map((row) => panel.period[row]);
    const sold = rows.map((row) => panel.quantity[row]);
    const profit = rows.map((row) => panel.price[row] - (panel.cost?.[row] ?? 0));
    const regular = rows.map((row) => cell.baseline!.regularPrice - (panel.cost?.[row] ?? 0));
    for (let d = 0; d < draws; d++) {
      const { without, underlying } = cell.baseline!.draw(when, sold, random);
      for (let i = 0; i < rows.length; i++) {
        const more = underlying[i] - without[i];
        if (i < during.length) {
          sums.uplift[d] += more;
          sums.baseline[d] += without[i];
          sums.net[d] += profit[i] * underlying[i] - regular[i] * without[i];
        } else {
          sums.pullForward[d] -= more;
          sums.net[d] += profit[i] * more;
        }
      }
    }
  }
  return sums;
}

/** What other products of the same stores sold beyond their baselines meanwhile: those of the promoted groups, and the rest. */
function departuresOfOthers(
  panel: PromotionPanel,
  own: readonly Cell[],
  cells: readonly Cell[],
  from: number,
  to: number,
) {
  const names = new Set(own.map(({ product }) => product));
  const stores = new Set(own.map(({ store }) => store));
  const groups = new Set(own.map(({ group }) => group));
  const sums = { group: nothing(), others: nothing() };
  for (const cell of cells) {
    if (cell.baseline === undefined || names.has(cell.product) || !stores.has(cell.store)) continue;
    const rows = rowsBetween(cell, from, to).filter((row) => !cell.touched.has(panel.period[row]));
    if (rows.length === 0) continue;
    const found = cell.baseline.departure(
      rows.map((row) => panel.period[row]),
      rows.map((row) => panel.quantity[row]),
      rows.map((row) => panel.price[row] - (panel.cost?.[row] ?? 0)),
    );
    const sum = sums[groups.has(cell.group) ? 'group' : 'others'];
    for (const key of ['quantity', 'money', 'quantityVariance', 'moneyVariance', 'covariance'] as const)
      sum[key] += found[key];
  }
  return sums;
}

const nothing = (): { -readonly [Key in keyof Departure]: number } => ({
  quantity: 0,
  money: 0,
  quantityVariance: 0,
  moneyVariance: 0,
  covariance: 0,
});

/** Draws of quantity and money together, normal with the given means, variances and covariance. */
function drawsOf(departure: Departure, draws: number, random: Random) {
  const { quantity, money, quantityVariance, moneyVariance, covariance } = departure;
  const root = Math.sqrt(quantityVariance);
  const slope = root === 0 ? 0 : covariance / root;
  const rest = Math.sqrt(Math.max(0, moneyVariance - slope * slope));
  const drawn = { quantity: new Float64Array(draws), money: new Float64Array(draws) };
  for (let d = 0; d < draws; d++) {
    const z = random.normal();
    drawn.quantity[d] = quantity + root * z;
    drawn.money[d] = money + slope * z + rest * random.normal();
  }
  return drawn;
}

function interval(values: Float64Array, level: number): Interval {
  const sorted = values.slice().sort();
  return {
    estimate: sortedQuantile(sorted, 0.5),
    low: sortedQuantile(sorted, (1 - level) / 2),
    high: sortedQuantile(sorted, (1 + level) / 2),
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
