import { calendarCell } from './closing-calendar.ts';
import type { Deal } from './deal.ts';

/** How many new deals come in a day. */
export interface ArrivalModel {
  /** Expected deals created on a day. */
  rate(day: number): number;
  /** Variance of the true rate over its square, between weeks, beyond Poisson chance. */
  readonly spread: number;
  /** Recent deals, as examples of what the next ones will be like. */
  readonly templates: readonly Deal[];
}

const halfLife = 60;

/**
 * Deals created per day: counts weighted by age with a half-life of 60 days, times the month-of-quarter pattern drawn
 * towards 1. Deals of the last `templateDays` stand for the traits of new ones.
 */
export function fitArrivals(known: readonly Deal[], asOf: number, historyFrom: number): ArrivalModel {
  const first = Math.max(historyFrom, Math.min(asOf, ...sample(known.map((deal) => deal.created))));
  const days = asOf - first + 1;
  const counts = new Float64Array(Math.max(1, days));
  for (const { created } of known) if (created >= first && created <= asOf) counts[created - first] += 1;
  let [top, bottom] = [0, 0];
  for (let i = 0; i < days; i++) {
    const weight = 0.5 ** ((days - 1 - i) / halfLife);
    top += weight * counts[i];
    bottom += weight;
  }
  const level = bottom > 0 ? top / bottom : 0;
  const pattern = calendarPattern(counts, first);
  let recent = 0;
  let weights = 0;
  for (let i = 0; i < days; i++) {
    const weight = 0.5 ** ((days - 1 - i) / halfLife);
    recent += weight * (pattern.get(calendarCell(first + i).cell) ?? 1);
    weights += weight;
  }
  const centre = weights > 0 && recent > 0 ? recent / weights : 1;
  const since = asOf - 120;
  const templates = known.filter((deal) => deal.created > since);
  return {
    rate: (day) => (level * (pattern.get(calendarCell(day).cell) ?? 1)) / centre,
    spread: weeklySpread(counts),
    templates: templates.length > 0 ? templates : known,
  };
}

/** Smallest of many numbers without spreading a huge array into a call. */
function sample(values: readonly number[]): [number] {
  let least = Number.POSITIVE_INFINITY;
  for (const value of values) if (value < least) least = value;
  return [least];
}

function calendarPattern(counts: Float64Array, first: number): Map<string, number> {
  const seen = new Map<string, { events: number; days: number }>();
  let total = 0;
  for (let i = 0; i < counts.length; i++) {
    const { cell } = calendarCell(first + i);
    const one = seen.get(cell) ?? { events: 0, days: 0 };
    seen.set(cell, { events: one.events + counts[i], days: one.days + 1 });
    total += counts[i];
  }
  const rate = total / counts.length;
  const pattern = new Map<string, number>();
  const prior = 120;
  for (const [cell, { events, days }] of seen) {
    pattern.set(cell, rate > 0 ? (events + prior * rate) / ((days + prior) * rate) : 1);
  }
  return pattern;
}

function weeklySpread(counts: Float64Array): number {
  const weeks: number[] = [];
  for (let end = counts.length; end >= 7; end -= 7) {
    let sum = 0;
    for (let i = end - 7; i < end; i++) sum += counts[i];
    weeks.push(sum);
  }
  if (weeks.length < 4) return 0.1;
  const used = weeks.slice(0, 26);
  const mean = used.reduce((a, b) => a + b, 0) / used.length;
  if (mean === 0) return 0;
  const variance = used.reduce((a, b) => a + (b - mean) ** 2, 0) / (used.length - 1);
  return Math.max(0.01, (variance - mean) / (mean * mean));
}
