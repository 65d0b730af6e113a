import type { CivilDate } from '#kernel/civil-date.ts';
import { type Exact, add, multiply, one, subtract, zero } from '../exact.ts';
import type { Credit, Measure, PayeeTerms, PlanScope, SpanState } from '../plan/plan.ts';
import type { Reversal } from './admission.ts';

/** The credits that count for one payee (his own, or for an override those of his reports), in canonical order. */
export interface CreditStream {
  readonly credits: readonly Credit[];
  /** Returns that rewrite the past (returns.method: recalculate), by the credit they take back. */
  readonly rewrites: ReadonlyMap<Credit, readonly Reversal[]>;
}

export const emptyStream: CreditStream = { credits: [], rewrites: new Map() };

/** The stream as it was known at the end of a day: later credits are not there, rewriting returns are taken off. */
export function streamAsOf(stream: CreditStream, asOf: CivilDate): readonly Credit[] {
  const last = lowerBound(stream.credits, asOf, true);
  const known = last === stream.credits.length ? stream.credits : stream.credits.slice(0, last);
  if (stream.rewrites.size === 0) return known;
  return known.map((credit) => {
    const rewrites = stream.rewrites.get(credit)?.filter(({ date }) => date <= asOf) ?? [];
    if (rewrites.length === 0) return credit;
    const left = rewrites.reduce((share, { takenBack }) => subtract(share, takenBack), one);
    return { ...credit, share: multiply(credit.share ?? one, left) };
  });
}

/** The part of a sorted list dated within a span. */
export function sliceOfSpan(
  credits: readonly Credit[],
  span: { readonly from: CivilDate; readonly through: CivilDate },
): readonly Credit[] {
  const start = lowerBound(credits, span.from, false);
  const end = lowerBound(credits, span.through, true);
  return start === 0 && end === credits.length ? credits : credits.slice(start, end);
}

/** What a measure counts in one credit, its share applied. */
export function measureOf(measure: Measure, scope: PlanScope & { readonly credit: Credit }): Exact {
  if (!measure.where(scope.credit, scope.terms)) return zero;
  return multiply(measure.of(scope), scope.credit.share ?? one);
}

/** Whether a return in the stream lowers what its span has reached. */
export function countsForAttainment(
  credit: Credit,
  rule: 'same-span' | 'always' | 'never',
  originalIsInSpan: (id: string) => boolean,
): boolean {
  if (credit.reverses === undefined || rule === 'always') return true;
  return rule === 'same-span' && originalIsInSpan(credit.reverses);
}

export function totalOf(
  credits: readonly Credit[],
  measure: Measure,
  termsOn: (date: CivilDate) => PayeeTerms | undefined,
  state: SpanState,
): Exact {
  let total = zero;
  for (const credit of credits) {
    const terms = termsOn(credit.date);
    if (terms === undefined || !measure.where(credit, terms)) continue;
    total = add(total, multiply(measure.of({ credit, terms, state, day: credit.date }), credit.share ?? one));
  }
  return total;
}

/** First index whose date is ≥ `date` (or > `date` when `after`). */
export function lowerBound(credits: readonly Credit[], date: CivilDate, after: boolean): number {
  let [low, high] = [0, credits.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = credits[middle].date;
    if (at < date || (after && at === date)) low = middle + 1;
    else high = middle;
  }
  return low;
}
