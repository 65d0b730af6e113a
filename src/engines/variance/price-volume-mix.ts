import type { Trace } from '#kernel/trace.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { roundToTotal } from './round-to-total.ts';
import { sequentialParts, shapleyOfProduct } from './shapley.ts';

/** What was sold in one slice: its place in each dimension, how much of it, for how much in whole minor units. */
export interface SalesLine {
  readonly slice: readonly string[];
  readonly quantity: number;
  readonly amountMinor: bigint;
}

export interface PriceVolumeMixOptions {
  /** Names of the dimensions of `slice`, from the outside in; mix is split by them in this order. */
  readonly dimensions: readonly string[];
  /** 'shapley' (default): free of order. 'standard': volume, then mix, then price at actual quantities. */
  readonly convention?: 'shapley' | 'standard';
}

export interface VariancePart {
  readonly name: string;
  readonly minor: bigint;
}

export interface SliceVariance {
  readonly slice: readonly string[];
  readonly status: 'continuing' | 'new' | 'lost' | 'without quantity';
  readonly referenceMinor: bigint;
  readonly actualMinor: bigint;
  readonly gapMinor: bigint;
  /** Price per unit of quantity, in minor units; absent where there is no quantity. */
  readonly referencePrice?: number;
  readonly actualPrice?: number;
  readonly parts: readonly VariancePart[];
}

export interface PriceVolumeMix {
  readonly referenceMinor: bigint;
  readonly actualMinor: bigint;
  readonly gapMinor: bigint;
  /** volume, mix by dimension, price, new, lost, without quantity (those that occur); they sum to the gap exactly. */
  readonly parts: readonly VariancePart[];
  /** By falling size of the gap; the parts of each sum to its gap exactly. */
  readonly slices: readonly SliceVariance[];
  readonly trace: Trace;
}

/**
 * Why sales differ from a reference (another period, a plan): more or less sold (volume), another mix, other prices, items
 * that are new or gone. Sales of the continuing slices are Q · Π shares · price; each factor's part is its Shapley value
 * (or the classic sequence), worked out per slice. Per slice, mix is measured against the mean price of its siblings, so a
 * growing share of a cheap item counts against mix. All parts are whole minor units and sum exactly.
 *
 * A slice with no quantity above zero on a side where it has an amount has no price and is reported 'without quantity'.
 * Throws UnusableData when both sides are empty and RangeError without dimensions.
 * Sources: Shapley 1953; largest remainder: Hamilton.
 */
export function priceVolumeMix(
  actual: readonly SalesLine[],
  reference: readonly SalesLine[],
  { dimensions, convention = 'shapley' }: PriceVolumeMixOptions,
): PriceVolumeMix {
  if (dimensions.length === 0) throw new RangeError('invalid dimensions: none (at least one is expected)');
  if (actual.length === 0 && reference.length === 0) throw unusable('at least one line to compare');
  const cells = gatherCells(actual, reference);
  const continuing = cells.filter((cell) => cell.status === 'continuing');
  const levels = shareLevels(continuing, dimensions.length);
  const split = convention === 'shapley' ? shapleyOfProduct : sequentialParts;
  const names = ['volume', ...dimensions.map((dimension) => `mix of ${dimension}`), 'price'];
  const slices = cells.map((cell): SliceVariance => {
    const gapMinor = cell.actual.minor - cell.reference.minor;
    const common = {
      slice: cell.slice,
      status: cell.status,
      referenceMinor: cell.reference.minor,
      actualMinor: cell.actual.minor,
      gapMinor,
      referencePrice: priceOf(cell.reference),
      actualPrice: priceOf(cell.actual),
    };
    if (cell.status !== 'continuing') return { ...common, parts: [{ name: cell.status, minor: gapMinor }] };
    const rounded = roundToTotal(cellParts(cell, levels, split), gapMinor);
    return { ...common, parts: names.map((name, i) => ({ name, minor: rounded[i] })) };
  });
  slices.sort((a, b) => compareSize(b.gapMinor, a.gapMinor));
  const total = (side: 'referenceMinor' | 'actualMinor' | 'gapMinor'): bigint =>
    slices.reduce((sum, slice) => sum + slice[side], 0n);
  return {
    referenceMinor: total('referenceMinor'),
    actualMinor: total('actualMinor'),
    gapMinor: total('gapMinor'),
    parts: [...names, 'new', 'lost', 'without quantity']
      .map((name) => ({ name, slices: slices.flatMap((slice) => slice.parts.filter((part) => part.name === name)) }))
      .filter((part) => part.slices.length > 0)
      .map((part) => ({ name: part.name, minor: part.slices.reduce((sum, one) => sum + one.minor, 0n) })),
    slices,
    trace: [
      {
        step: 'tell continuing slices from new and lost ones and from amounts without quantity',
        inputs: { slices: cells.length, continuing: continuing.length, dimensions },
      },
      {
        step:
          convention === 'shapley'
            ? 'split each continuing slice into volume, mix and price by Shapley value'
            : 'split each continuing slice in the order volume, mix, price',
        source: convention === 'shapley' ? 'Shapley 1953' : 'price at actual quantities',
      },
      { step: 'round to whole minor units by largest remainder, so that parts sum to the gap exactly' },
    ],
  };
}

interface Side {
  quantity: number;
  minor: bigint;
}

interface Cell {
  readonly slice: readonly string[];
  readonly actual: Side;
  readonly reference: Side;
  status: SliceVariance['status'];
}

function gatherCells(actual: readonly SalesLine[], reference: readonly SalesLine[]): Cell[] {
  const cells = new Map<string, Cell & { has: { actual: boolean; reference: boolean } }>();
  const add = (lines: readonly SalesLine[], side: 'actual' | 'reference'): void => {
    for (const { slice, quantity, amountMinor } of lines) {
      const key = slice.join('\u0000');
      let cell = cells.get(key);
      if (cell === undefined) {
        cell = {
          slice,
          actual: { quantity: 0, minor: 0n },
          reference: { quantity: 0, minor: 0n },
          status: 'continuing',
          has: { actual: false, reference: false },
        };
        cells.set(key, cell);
      }
      cell.has[side] = true;
      cell[side].quantity += quantity;
      cell[side].minor += amountMinor;
    }
  };
  add(actual, 'actual');
  add(reference, 'reference');
  for (const cell of cells.values()) {
    const priced = (side: Side): boolean => side.quantity > 0;
    if (!cell.has.reference) cell.status = 'new';
    else if (!cell.has.actual) cell.status = 'lost';
    else if (!priced(cell.actual) || !priced(cell.reference)) cell.status = 'without quantity';
  }
  return [...cells.values()];
}

/** Quantities of every group of continuing slices, from all (level 0) to the slice itself, and their amounts. */
interface ShareLevels {
  readonly depth: number;
  readonly groups: readonly ReadonlyMap<string, { actual: Side; reference: Side }>[];
}

function shareLevels(cells: readonly Cell[], depth: number): ShareLevels {
  const groups = Array.from({ length: depth + 1 }, () => new Map<string, { actual: Side; reference: Side }>());
  for (const cell of cells) {
    for (let level = 0; level <= depth; level++) {
      const key = cell.slice.slice(0, level).join('\u0000');
      let group = groups[level].get(key);
      if (group === undefined) {
        group = { actual: { quantity: 0, minor: 0n }, reference: { quantity: 0, minor: 0n } };
        groups[level].set(key, group);
      }
      for (const side of ['actual', 'reference'] as const) {
        group[side].quantity += cell[side].quantity;
        group[side].minor += cell[side].minor;
      }
    }
  }
  return { depth, groups };
}

/** Mean price of a group over both sides, in minor units. */
function meanPrice({ reference, actual }: { reference: Side; actual: Side }): number {
  return (Number(reference.minor) / reference.quantity + Number(actual.minor) / actual.quantity) / 2;
}

/** [volume, mix by level …, price] of one continuing slice, in minor units before rounding. */
function cellParts(
  cell: Cell,
  { depth, groups }: ShareLevels,
  split: (reference: readonly number[], actual: readonly number[]) => number[],
): number[] {
  const chain = Array.from(
    { length: depth + 1 },
    (_, level) => groups[level].get(cell.slice.slice(0, level).join('\u0000'))!,
  );
  const factors = (side: 'actual' | 'reference'): number[] => [
    chain[0][side].quantity,
    ...chain.slice(1).map((group, i) => group[side].quantity / chain[i][side].quantity),
    Number(cell[side].minor) / cell[side].quantity,
  ];
  const [before, after] = [factors('reference'), factors('actual')];
  const parts = split(before, after);
  for (let level = 1; level <= depth; level++) {
    // what the share would have moved at its siblings' mean price is volume: it cancels out among the siblings
    const mean = meanPrice(chain[level - 1]);
    const neutral = split([...before.slice(0, -1), mean], [...after.slice(0, -1), mean])[level];
    parts[level] -= neutral;
    parts[0] += neutral;
  }
  return parts;
}

function priceOf({ quantity, minor }: Side): number | undefined {
  return quantity > 0 ? Number(minor) / quantity : undefined;
}

function compareSize(a: bigint, b: bigint): number {
  const [left, right] = [a < 0n ? -a : a, b < 0n ? -b : b];
  return left < right ? -1 : left > right ? 1 : 0;
}
