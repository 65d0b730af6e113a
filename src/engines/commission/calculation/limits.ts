import { type Exact, add, compare, exactToText, greatest, least, one, subtract, sum, zero } from '../exact.ts';
import { CannotCompute } from '../expression/evaluate.ts';
import type { Period } from '../periods.ts';
import type { Limit, TermsTest } from '../plan/plan.ts';
import { type Line, type LineKind, makeLine } from './line.ts';
import { type LinesByPeriod, type Owner, spanState, termsOfSpan } from './owner.ts';
import { put } from './pay-on-credits.ts';
import type { CreditStream } from './stream.ts';

interface Limited {
  readonly id: string;
  readonly appliesTo: TermsTest;
  readonly cap?: Limit;
  readonly floor?: Limit;
}

/** Cuts what one credit earns above a cap for single credits, or lifts it to a floor. */
export function limitCredits(
  owner: Owner,
  { id, cap, floor }: Limited,
  lines: LinesByPeriod,
  stream: CreditStream,
): void {
  for (const [kind, limit] of [
    ['cap', cap],
    ['floor', floor],
  ] as const) {
    if (limit?.perCredit !== true) continue;
    const negative = new Set(stream.credits.filter(({ amount }) => amount.n < 0n).map(({ id }) => id));
    const isNegative = ({ credit }: Line): boolean => negative.has(credit ?? '');
    for (const [periodId, list] of lines) {
      const period = owner.setting.periods.find((one) => one.id === periodId)!;
      const amount = limitOf(owner, limit, period, period, stream, id);
      if (amount === undefined) continue;
      const byCredit = new Map<string, Line[]>();
      for (const line of list) {
        if (line.credit === undefined) continue;
        const key = `${line.credit}\u0000${line.from ?? ''}\u0000${line.item ?? ''}`;
        byCredit.set(key, [...(byCredit.get(key) ?? []), line]);
      }
      for (const group of byCredit.values()) {
        const earned = sum(group.map((line) => line.amount));
        if (isNegative(group[0])) continue;
        const excess = subtract(kind === 'cap' ? least(earned, amount) : greatest(earned, amount), earned);
        if (excess.n !== 0n) {
          const { credit, date, item, from } = group[0];
          list.push(limitLine(id, limit, kind, excess, earned, amount, { credit, date, item, from }));
        }
      }
    }
  }
}

/**
 * Holds the pay of a component (or the whole plan) between floor and cap. Over a longer span the running sum is held, so
 * that what a cap cut can come back when returns make room. A floor over a longer span is topped up at its end.
 */
export function limitSpans(
  owner: Owner,
  { id, appliesTo, cap, floor }: Limited,
  lines: LinesByPeriod,
  stream: CreditStream,
): void {
  for (const [kind, limit] of [
    ['cap', cap],
    ['floor', floor],
  ] as const) {
    if (limit === undefined || limit.perCredit) continue;
    const earnedInSpan = new Map<string, Exact>();
    const paidInSpan = new Map<string, Exact>();
    for (const period of owner.setting.periods) {
      const span = owner.setting.spans.spanOf(limit.over, period.through) ?? period;
      const terms = termsOfSpan(owner, period, period.through);
      const amounts = lines.get(period.id);
      if (terms === undefined || !appliesTo(terms)) continue;
      const now = sum((amounts ?? []).map((line) => line.amount));
      const earned = add(earnedInSpan.get(span.id) ?? zero, now);
      earnedInSpan.set(span.id, earned);
      const before = paidInSpan.get(span.id) ?? zero;
      const amount = limitOf(owner, limit, span, period, stream, id);
      const due = kind === 'floor' && span.through > period.through;
      const held =
        amount === undefined || due ? earned : kind === 'cap' ? least(earned, amount) : greatest(earned, amount);
      const correction = subtract(subtract(held, before), now);
      paidInSpan.set(span.id, held);
      if (correction.n !== 0n && amount !== undefined) {
        put(lines, period, limitLine(id, limit, kind, correction, earned, amount));
      }
    }
  }
}

function limitOf(
  owner: Owner,
  limit: Limit,
  span: Period,
  period: Period,
  stream: CreditStream,
  component: string,
): Exact | undefined {
  const terms = termsOfSpan(owner, period, period.through);
  if (terms === undefined) return undefined;
  try {
    const state = spanState(owner, stream, span, period.through);
    const amount = limit.amount({ credit: undefined, terms, state, day: period.through });
    if (compare(amount, zero) < 0) throw new CannotCompute(`the limit is negative (${exactToText(amount, 4)})`);
    return amount;
  } catch (problem) {
    if (!(problem instanceof CannotCompute)) throw problem;
    owner.setting.warn({
      code: 'cannot-compute',
      message: `${component}: the limit cannot be read: ${problem.message}; it was not applied`,
      fix: 'fill in the value and calculate again',
      payee: owner.payee,
      period: period.id,
      component,
      clause: limit.clause,
    });
    return undefined;
  }
}

function limitLine(
  component: string,
  limit: Limit,
  kind: Extract<LineKind, 'cap' | 'floor'>,
  correction: Exact,
  earned: Exact,
  amount: Exact,
  of: Partial<Pick<Line, 'credit' | 'date' | 'item' | 'from'>> = {},
): Line {
  return makeLine({
    component,
    clause: limit.clause,
    kind,
    credit: of.credit,
    date: of.date,
    item: of.item,
    from: of.from,
    base: correction,
    rate: one,
    factor: one,
    note: `earned ${exactToText(earned, 4)}, ${kind} ${exactToText(amount, 4)}`,
  });
}
