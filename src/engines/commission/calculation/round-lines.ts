import { roundRatio } from '#kernel/decimal.ts';
import { type Exact, add, compare, multiply, zero } from '../exact.ts';
import type { Plan } from '../plan/plan.ts';
import type { Line } from './line.ts';

/**
 * Rounds the lines of one statement by the plan's one rule. The total (or each component, or each line) is rounded; lines
 * are then set by largest remainder, ties to the earlier line, so that they add up to it. A return is not rounded anew:
 * it takes back whole units of the line that it reverses, so that all returns of a sale together take back exactly it.
 */
export function roundLines(lines: readonly Line[], rounding: Plan['rounding'], returnedUnits: Map<Line, bigint>): void {
  const computed = lines.filter(({ reverses }) => reverses === undefined);
  if (rounding.each === 'line') for (const line of computed) roundGroup([line], rounding);
  else if (rounding.each === 'total') roundGroup(computed, rounding);
  else for (const group of Map.groupBy(computed, ({ component }) => component).values()) roundGroup(group, rounding);
  for (const line of lines) if (line.reverses !== undefined) roundReturn(line, line.reverses, rounding, returnedUnits);
}

function roundGroup(lines: readonly Line[], { mode, unit, unitMinor }: Plan['rounding']): void {
  let floors = 0n;
  const restSums = new Map<bigint, bigint>();
  // Neighbours mostly have the same denominator: their rests are added up first.
  let [runOf, run] = [0n, 0n];
  const rests: { line: Line; rest: Exact }[] = [];
  for (const line of lines) {
    const [n, d] = [line.amount.n * unit.d, line.amount.d * unit.n];
    const below = n >= 0n ? n / d : -((-n + d - 1n) / d);
    floors += below;
    line.minor = below * unitMinor;
    const rest = n - below * d;
    if (rest === 0n) continue;
    rests.push({ line, rest: { n: rest, d } });
    if (d === runOf) run += rest;
    else {
      if (run !== 0n) restSums.set(runOf, (restSums.get(runOf) ?? 0n) + run);
      runOf = d;
      run = rest;
    }
  }
  if (rests.length === 0) return;
  restSums.set(runOf, (restSums.get(runOf) ?? 0n) + run);
  const restTotal = [...restSums].reduce((total, [d, n]) => add(total, { n, d }), zero);
  const total = add({ n: floors, d: 1n }, restTotal);
  const missing = roundRatio(total.n, total.d, mode) - floors;
  if (missing === 0n) return;
  rests.sort((left, right) => compare(right.rest, left.rest));
  for (const { line } of rests.slice(0, Number(missing))) line.minor += unitMinor;
}

function roundReturn(
  line: Line,
  { line: original, upTo }: NonNullable<Line['reverses']>,
  { unitMinor }: Plan['rounding'],
  returnedUnits: Map<Line, bigint>,
): void {
  const part = multiply(upTo, { n: original.minor, d: unitMinor });
  const upToNow = roundRatio(part.n, part.d, 'half-up');
  const before = returnedUnits.get(original) ?? 0n;
  returnedUnits.set(original, upToNow);
  line.minor = -(upToNow - before) * unitMinor;
}
