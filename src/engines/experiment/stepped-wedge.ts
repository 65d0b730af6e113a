import { type Random, seededRandom } from '#kernel/random.ts';

/** One unit (team, region, store) of a stepped pilot: its outcome in every period, and when it started. */
export interface SteppedUnit {
  readonly unit: string;
  /** One value for each period, in order. */
  readonly values: readonly number[];
  /** Index of its first period with the treatment; the number of periods when it never started. */
  readonly start: number;
}

export interface SteppedAnswer {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
  readonly units: number;
  readonly steps: number;
  /** How many orders of starting were compared, and whether these are all there are. */
  readonly orders: number;
  readonly exact: boolean;
  /** Mean effect by periods since the start (0: the first one). */
  readonly byExposure: readonly { readonly since: number; readonly estimate: number; readonly units: number }[];
  readonly warnings: readonly string[];
}

const mostOrders = 20_000;

/**
 * What a pilot brought whose units started one after another in an order drawn by lot (stepped wedge: Hussey & Hughes 2007). The
 * estimate is that of unit and period effects by least squares. p and interval come from the lot alone, by giving the units' starts to
 * each other in every way (or 20,000 random ones): valid for few units, whatever the distribution and however periods hang together
 * (Ji, Fink, Robyn & Small 2017; Wang & De Gruttola 2017); the interval by inversion under a constant effect.
 * Throws RangeError for fewer than 4 units, fewer than 2 different starts, or values that are missing.
 */
export function steppedWedge(
  units: readonly SteppedUnit[],
  { level = 0.95, seed = 1 }: { level?: number; seed?: number } = {},
): SteppedAnswer {
  const periods = units[0]?.values.length ?? 0;
  const starts = [...new Set(units.map(({ start }) => start))].sort((a, b) => a - b);
  check(units, periods, starts);
  const outcome = centred(units.map(({ values }) => values));
  const treated = centred(units.map(({ start }) => exposure(start, periods)));
  const sizes = starts.map((start) => units.filter((unit) => unit.start === start).length);
  const byStep = starts.map((start) => treated[units.findIndex((unit) => unit.start === start)]);
  // giving starts to other units permutes the rows of the treatment: only products of a step's row with a unit's row are needed
  const withOutcome = byStep.map((row) => outcome.map((own) => dot(row, own)));
  const withTreated = byStep.map((row) => treated.map((own) => dot(row, own)));
  const own = Int32Array.from(units, ({ start }) => starts.indexOf(start));
  const scale = sumAt(withTreated, own);
  const estimate = sumAt(withOutcome, own) / scale;
  const { orders, exact } = ordersOf(own, sizes, seededRandom(`stepped/${seed}`));
  const sums = orders.map((order) => [sumAt(withOutcome, order) / scale, sumAt(withTreated, order) / scale] as const);
  const pAt = (effect: number): number => {
    const seen = Math.abs(estimate - effect) * (1 - 1e-9) - 1e-12;
    const extreme = sums.reduce((count, [y, t]) => count + (Math.abs(y - effect * t) >= seen ? 1 : 0), 0);
    return exact ? extreme / sums.length : (extreme + 1) / (sums.length + 1);
  };
  const spread = Math.sqrt(outcome.reduce((sum, row) => sum + dot(row, row), 0) / scale);
  const byExposure = effectsByExposure(units, periods);
  const low = estimate - reach(pAt, estimate, -1, 1 - level, spread);
  const high = estimate + reach(pAt, estimate, 1, 1 - level, spread);
  return {
    estimate,
    low,
    high,
    p: pAt(0),
    units: units.length,
    steps: starts.length,
    orders: orders.length,
    exact,
    byExposure,
    warnings: warningsOf(orders.length, exact, level, byExposure, high - low),
  };
}

function check(units: readonly SteppedUnit[], periods: number, starts: readonly number[]): void {
  if (units.length < 4)
    throw new RangeError(`invalid units: ${units.length} (at least 4 seen in all periods are expected)`);
  if (starts.length < 2)
    throw new RangeError('invalid starts: all units start together (at least 2 different starts are expected)');
  for (const { unit, values, start } of units) {
    if (values.length !== periods || !values.every(Number.isFinite))
      throw new RangeError(`invalid values of "${unit}": a number for each of the ${periods} periods is expected`);
    if (!Number.isInteger(start) || start < 0 || start > periods)
      throw new RangeError(`invalid start of "${unit}": ${start} (0 to ${periods} is expected)`);
  }
}

const exposure = (start: number, periods: number): number[] =>
  Array.from({ length: periods }, (_, t) => (t >= start ? 1 : 0));

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function sumAt(products: readonly (readonly number[])[], order: Int32Array): number {
  let sum = 0;
  for (let c = 0; c < order.length; c++) sum += products[order[c]][c];
  return sum;
}

/** Less its row's and its column's mean, plus that of all: what is left when unit and period effects are taken out. */
function centred(grid: readonly (readonly number[])[]): number[][] {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const rows = grid.map(mean);
  const columns = grid[0].map((_, t) => mean(grid.map((row) => row[t])));
  const all = mean(rows);
  return grid.map((row, i) => row.map((value, t) => value - rows[i] - columns[t] + all));
}

/** Every way to give the steps to the units, the real one among them; or so many random ones with the real one first. */
function ordersOf(own: Int32Array, sizes: readonly number[], random: Random): { orders: Int32Array[]; exact: boolean } {
  let [count, placed] = [1, 0];
  for (const size of sizes) for (let i = 1; i <= size; i++) count = (count * ++placed) / i;
  if (Math.round(count) > mostOrders) {
    const order = [...own];
    return {
      orders: [own, ...Array.from({ length: mostOrders - 1 }, () => Int32Array.from(random.shuffle(order)))],
      exact: false,
    };
  }
  const orders: Int32Array[] = [];
  const left = [...sizes];
  const order = new Int32Array(own.length);
  const place = (unit: number): void => {
    if (unit === own.length) {
      orders.push(order.slice());
      return;
    }
    for (let step = 0; step < left.length; step++) {
      if (left[step] === 0) continue;
      left[step] -= 1;
      order[unit] = step;
      place(unit + 1);
      left[step] += 1;
    }
  };
  place(0);
  return { orders, exact: true };
}

/** How far from the estimate effects are still compatible with the lot; infinite when none is refused. */
function reach(p: (effect: number) => number, estimate: number, side: 1 | -1, alpha: number, spread: number): number {
  let [inside, outside] = [0, Math.max(spread, 1e-9)];
  for (let grow = 0; p(estimate + side * outside) > alpha; grow++) {
    if (grow === 40) return Number.POSITIVE_INFINITY;
    outside *= 2;
  }
  for (let i = 0; i < 50; i++) {
    const middle = (inside + outside) / 2;
    if (p(estimate + side * middle) > alpha) inside = middle;
    else outside = middle;
  }
  return outside;
}

/** Against units that have not started by then, each since its own period before starting (Callaway & Sant'Anna 2021). */
function effectsByExposure(units: readonly SteppedUnit[], periods: number) {
  const result: { since: number; estimate: number; units: number }[] = [];
  for (let since = 0; since < periods; since++) {
    const changes = units.flatMap((one) => {
      const now = one.start + since;
      const waiting = units.filter(({ start }) => start > now);
      if (one.start === 0 || now >= periods || waiting.length === 0) return [];
      const change = ({ values }: SteppedUnit): number => values[now] - values[one.start - 1];
      return [change(one) - waiting.reduce((sum, other) => sum + change(other), 0) / waiting.length];
    });
    if (changes.length === 0) break;
    result.push({
      since,
      estimate: changes.reduce((sum, value) => sum + value, 0) / changes.length,
      units: changes.length,
    });
  }
  return result;
}

function warningsOf(
  orders: number,
  exact: boolean,
  level: number,
  byExposure: SteppedAnswer['byExposure'],
  width: number,
): string[] {
  const warnings: string[] = [];
  if (exact && 1 / orders > 1 - level)
    warnings.push(`only ${orders} orders of starting are possible: no effect can be told at this level`);
  const first = byExposure[0];
  const last = byExposure.findLast(({ units }) => units >= first.units / 2);
  if (first !== undefined && last !== undefined && Math.abs(last.estimate - first.estimate) > width)
    warnings.push('the effect changes with time since the start: one number describes it poorly (see byExposure)');
  return warnings;
}
