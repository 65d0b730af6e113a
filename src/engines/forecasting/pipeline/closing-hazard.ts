import { calendarCell } from './closing-calendar.ts';
import type { Deal, PipelineAsOf } from './deal.ts';
import { type Stretches, cutStretches } from './deal-stretches.ts';

/** One level of a factor: how much more often than elsewhere deals end this way, and the evidence. */
export interface LevelRatio {
  readonly ratio: number;
  readonly events: number;
  readonly expected: number;
}

export interface HazardFactor {
  readonly name: string;
  readonly levels: ReadonlyMap<string, LevelRatio>;
}

export interface CauseHazard {
  /** Daily chance by age bin before factors. */
  readonly base: Float64Array;
  readonly factors: readonly HazardFactor[];
}

/** Daily chances of winning and losing; ask for one deal's with `dailyChances`. */
export interface ClosingHazard {
  /** Age in days at which each bin begins; the first is 0. */
  readonly bins: Int32Array;
  readonly traits: readonly string[];
  readonly staged: boolean;
  readonly won: CauseHazard;
  readonly lost: CauseHazard;
}

/**
 * Daily chances of winning and of losing by age, month of the quarter, stage (when its history is known) and traits: a
 * piecewise constant competing-risks hazard, multiplicative in its factors, fitted to all deals known on the as-of day
 * (Holford 1980; Prentice & Gloeckler 1978). Every level of a factor is drawn towards 1 by a gamma prior whose width is
 * estimated from how far the levels differ beyond chance (Bühlmann's credibility), so an owner with three deals moves
 * little. Days before `historyFrom` are not counted: no closing could have been recorded then.
 */
export function fitClosingHazard(
  pipeline: PipelineAsOf,
  traits: readonly string[],
  historyFrom: number,
): ClosingHazard {
  const bins = ageBins(pipeline.closed);
  const staged = pipeline.open.some((deal) => deal.stages !== undefined && deal.stages.length > 0);
  const stretches = cutStretches(
    [...pipeline.closed, ...pipeline.open],
    pipeline.asOf,
    historyFrom,
    bins,
    traits,
    staged,
  );
  return { bins, traits, staged, won: fitCause(1, stretches, bins.length), lost: fitCause(2, stretches, bins.length) };
}

/** Bins with about equally many closings, at most 24, none shorter than a day; the last holds all older ages. */
function ageBins(closed: readonly Deal[]): Int32Array {
  const ages = Int32Array.from(closed, (deal) => deal.closed! - deal.created).sort();
  const count = Math.max(1, Math.min(24, Math.floor(ages.length / 25)));
  const edges = new Set([0]);
  for (let i = 1; i < count; i++) edges.add(ages[Math.floor((i * ages.length) / count)]);
  if (ages.length > 0) edges.add(ages[ages.length - 1] + 1);
  return Int32Array.from(edges).sort();
}

const rounds = 6;

/** Cyclic fitting of age bins and factors: each is the events over what the others expect; six rounds settle it. */
function fitCause(code: number, stretches: Stretches, binCount: number): CauseHazard {
  const { count, bin, days, event, levels, names, labels } = stretches;
  const base = new Float64Array(binCount);
  const ratios = labels.map((own) => new Float64Array(own.length).fill(1));
  const seen = labels.map((own) => ({ events: new Float64Array(own.length), expected: new Float64Array(own.length) }));
  const width = names.length;
  /** Days of each stretch times all its ratios: what its age bin expects per unit of base chance. */
  const product = Float64Array.from(days);
  for (let round = 0; round < rounds; round++) {
    const events = new Float64Array(binCount);
    const exposure = new Float64Array(binCount);
    for (let i = 0; i < count; i++) {
      exposure[bin[i]] += product[i];
      if (event[i] === code) events[bin[i]] += 1;
    }
    const overall = sum(events) / Math.max(1e-9, sum(exposure));
    for (let b = 0; b < binCount; b++) base[b] = (events[b] + overall) / (exposure[b] + 1);
    for (let k = 0; k < width; k++) {
      const own = seen[k];
      own.events.fill(0);
      own.expected.fill(0);
      for (let i = 0; i < count; i++) {
        const level = levels[i * width + k];
        own.expected[level] += (product[i] / ratios[k][level]) * base[bin[i]];
        if (event[i] === code) own.events[level] += 1;
      }
      const before = ratios[k].slice();
      shrinkRatios(own.events, own.expected, ratios[k]);
      for (let i = 0; i < count; i++) {
        const level = levels[i * width + k];
        product[i] *= ratios[k][level] / before[level];
      }
    }
  }
  const factors = names.map((name, k) => ({
    name,
    levels: new Map(
      labels[k].map((label, level) => [
        label,
        { ratio: ratios[k][level], events: seen[k].events[level], expected: seen[k].expected[level] },
      ]),
    ),
  }));
  return { base, factors };
}

/** (O + κ)/(E + κ) with 1/κ the variance of the true ratios by the method of moments; all 1 when chance explains them. */
function shrinkRatios(events: Float64Array, expected: Float64Array, into: Float64Array): void {
  let excess = 0;
  let weight = 0;
  for (let i = 0; i < events.length; i++) {
    excess += (events[i] - expected[i]) ** 2 - expected[i];
    weight += expected[i] * expected[i];
  }
  const variance = weight > 0 ? Math.min(4, excess / weight) : 0;
  const total = sum(expected);
  let mean = 0;
  for (let i = 0; i < events.length; i++) {
    into[i] = variance > 1e-6 ? (events[i] + 1 / variance) / (expected[i] + 1 / variance) : 1;
    if (total > 0) mean += (into[i] * expected[i]) / total;
  }
  if (mean > 0) for (let i = 0; i < events.length; i++) into[i] /= mean;
}

/** Chances that a deal open at the start of `day` is won or lost on it; `factor` is the product of its own ratios. */
export function dailyChance(hazard: CauseHazard, bins: Int32Array, age: number, day: number, factor: number): number {
  const calendar = hazard.factors[0].levels.get(calendarCell(day).cell)?.ratio ?? 1;
  return hazard.base[binOf(bins, age)] * calendar * factor;
}

/** Product of a deal's ratios other than the calendar's, with the stage it is in now. */
export function dealFactor(hazard: CauseHazard, deal: Deal): number {
  let product = 1;
  for (const { name, levels } of hazard.factors.slice(1)) {
    const level = name === 'stage' ? (deal.stages?.at(-1)?.stage ?? '') : (deal.traits[name] ?? '');
    product *= levels.get(level)?.ratio ?? 1;
  }
  return product;
}

export function binOf(bins: Int32Array, age: number): number {
  let low = 0;
  let high = bins.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (bins[middle] <= age) low = middle;
    else high = middle - 1;
  }
  return low;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
