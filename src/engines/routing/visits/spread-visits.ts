/** Days (from 0) among which one of several visits to a customer is to lie, and how far apart its neighbours must be. */
export interface VisitSpan {
  readonly firstDay: number;
  readonly lastDay: number;
  readonly daysApart: number;
}

/**
 * Spreads `count` visits evenly over `days` days: each gets its own share of the days, and two of them lie at least half a
 * share apart, so that a weekly customer is not seen on Friday and again on Monday.
 */
export function spreadVisits(count: number, days: number): readonly VisitSpan[] {
  const share = days / count;
  return Array.from({ length: count }, (_, i) => ({
    firstDay: Math.round(i * share),
    lastDay: Math.max(Math.round(i * share), Math.round((i + 1) * share) - 1),
    daysApart: count === 1 ? 0 : Math.max(1, Math.ceil(share / 2)),
  }));
}
