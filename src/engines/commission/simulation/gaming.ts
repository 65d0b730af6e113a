import { daysBetween } from '#kernel/civil-date.ts';
import { approximate, multiply, one } from '../exact.ts';
import type { Credit, Plan, Tiers } from '../plan/plan.ts';
import { signTest } from './statistics.ts';

/** A pattern that a plan may provoke, with its evidence. A sign is no proof: it says where to look. */
export interface GamingSign {
  readonly sign: 'bunching-above-step' | 'splitting-deals' | 'period-end-rush' | 'held-back';
  readonly clause: string;
  readonly payees: readonly string[];
  readonly evidence: string;
  /** Chance of seeing as much without gaming, where a test exists. */
  readonly p?: number;
}

type Book = ReadonlyMap<string, readonly Credit[]>;

const near = 0.05;
const rushDays = 3;
const significant = 0.01;

/**
 * Looks for: totals that bunch just above a step (against just below, sign test); several deals of one payee on one day
 * that each stay just under a threshold for single credits; sales crowded into the last days of the period; and sales
 * that dry up before the period's end and appear on the first days of the next.
 */
export function gamingSigns(plan: Plan, book: Book): GamingSign[] {
  const signs: GamingSign[] = [];
  for (const component of plan.components) {
    if (!('tiers' in component) || component.tiers === undefined) continue;
    if (component.tiers.by.kind === 'running' && !component.tiers.by.attainment)
      signs.push(...bunching(plan, component.tiers, book));
    if (component.tiers.by.kind === 'credit') signs.push(...splitting(component.tiers, book));
  }
  return [...signs, ...rush(plan, book)];
}

function edgesOf(tiers: Tiers): { edge: number; clause: string }[] {
  return tiers.steps.steps.flatMap(({ lower, clause }) => {
    const edge = lower?.constant === undefined ? 0 : approximate(lower.constant);
    return edge > 0 ? [{ edge, clause }] : [];
  });
}

function bunching(plan: Plan, tiers: Tiers, book: Book): GamingSign[] {
  const totals: { payee: string; total: number }[] = [];
  for (const [payee, credits] of book) {
    const byPeriod = new Map<string, number>();
    for (const credit of credits) {
      const period = plan.calendar.periodOf(credit.date)?.id ?? '';
      byPeriod.set(period, (byPeriod.get(period) ?? 0) + soldOf(credit));
    }
    for (const total of byPeriod.values()) totals.push({ payee, total });
  }
  return edgesOf(tiers).flatMap(({ edge, clause }): GamingSign[] => {
    const above = totals.filter(({ total }) => total >= edge && total < edge * (1 + near));
    const below = totals.filter(({ total }) => total < edge && total >= edge * (1 - near));
    const p = signTest(above.length, above.length + below.length);
    if (above.length < 8 || p > significant) return [];
    return [
      {
        sign: 'bunching-above-step',
        clause,
        payees: unique(above.map(({ payee }) => payee)),
        evidence: `${above.length} totals lie within ${near * 100} % above ${edge}, ${below.length} within as much below`,
        p,
      },
    ];
  });
}

function splitting(tiers: Tiers, book: Book): GamingSign[] {
  return edgesOf(tiers).flatMap(({ edge, clause }): GamingSign[] => {
    const found: string[] = [];
    let groups = 0;
    for (const [payee, credits] of book) {
      const byDay = Map.groupBy(credits, ({ date }) => date);
      for (const list of byDay.values()) {
        const under = list.filter((credit) => soldOf(credit) < edge && soldOf(credit) >= edge * (1 - 2 * near));
        if (under.length < 2) continue;
        groups += 1;
        found.push(payee);
      }
    }
    return found.length < 3
      ? []
      : [
          {
            sign: 'splitting-deals',
            clause,
            payees: unique(found),
            evidence: `${groups} times two or more deals of one payee on one day stay just under ${edge}`,
          },
        ];
  });
}

function rush(plan: Plan, book: Book): GamingSign[] {
  const late: string[] = [];
  const held: string[] = [];
  for (const [payee, credits] of book) {
    let [all, last, first, expectedLast, expectedFirst] = [0, 0, 0, 0, 0];
    for (const credit of credits) {
      const period = plan.calendar.periodOf(credit.date);
      const sold = soldOf(credit);
      if (period === undefined || sold <= 0) continue;
      const days = daysBetween(period.from, period.through) + 1;
      all += sold;
      expectedLast += (sold * rushDays) / days;
      expectedFirst += (sold * rushDays) / days;
      if (daysBetween(credit.date, period.through) < rushDays) last += sold;
      if (daysBetween(period.from, credit.date) < rushDays) first += sold;
    }
    if (credits.length < 12 || all === 0) continue;
    if (last > 3 * expectedLast && last > all * 0.3) late.push(payee);
    if (first > 3 * expectedFirst && first > all * 0.3 && last < expectedLast / 2) held.push(payee);
  }
  const signs: GamingSign[] = [];
  if (late.length > 0) {
    const evidence = `${late.length} payees make over 30 % of their sales in the last ${rushDays} days of the period, three times what is even`;
    signs.push({ sign: 'period-end-rush', clause: '/period', payees: late.sort(), evidence });
  }
  if (held.length > 0) {
    const evidence = `${held.length} payees make over 30 % of their sales in the first ${rushDays} days and little in the last: deals may be held back`;
    signs.push({ sign: 'held-back', clause: '/period', payees: held.sort(), evidence });
  }
  return signs;
}

function soldOf(credit: Credit): number {
  return approximate(multiply(credit.amount, credit.share ?? one));
}

function unique(payees: readonly string[]): string[] {
  return [...new Set(payees)].sort();
}
