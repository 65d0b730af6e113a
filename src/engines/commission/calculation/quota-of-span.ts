import { type CivilDate, addMonths, daysInMonth } from '#kernel/civil-date.ts';
import { type Exact, add, divide, exact, lowestTerms, multiply, one, zero } from '../exact.ts';
import { BlankValue, CannotCompute } from '../expression/evaluate.ts';
import { daysIn, monthsOfKind } from '../periods.ts';
import type { DaySpan, PayeeTerms, Plan, PlanScope, Quota, SpanState } from '../plan/plan.ts';
import { firstDay } from '../plan/plan.ts';
import { type Directory, daysOfTerms } from './directory.ts';
import type { QuotaInput } from './input.ts';

const noState: SpanState = {
  total: () => refuse(),
  quota: () => refuse(),
  earned: () => refuse(),
};

function refuse(): never {
  throw new CannotCompute('a quota cannot depend on totals');
}

/**
 * The quota of a payee for a span of days: month by month, so that season, ramp for joiners, job changes and leave each
 * shorten the month they touch. Where what the plan states reads a blank column of the payee, and where it states nothing, the
 * quotas file says. Throws CannotCompute when no quota is known or it is zero.
 */
export function quotaOfSpan(
  plan: Plan,
  quota: Quota,
  payee: string,
  span: DaySpan,
  directory: Directory,
  given: readonly QuotaInput[],
): Exact {
  const rows = given.filter((row) => isFor(row, quota, payee, span));
  const total =
    quota.amount === undefined
      ? givenQuota(quota, payee, span, rows)
      : statedOrGiven(
          () => statedQuota(plan, quota, payee, span, directory),
          () => (rows.length === 0 ? undefined : givenQuota(quota, payee, span, rows)),
        );
  // A sum of shares of months: credits are compared with it again and again.
  if (total.n > 0n) return lowestTerms(total);
  throw new CannotCompute(
    `the quota of ${quota.measure} from ${span.from} to ${span.through} is ${total.n === 0n ? 'zero' : 'negative'}`,
  );
}

function statedOrGiven(stated: () => Exact, given: () => Exact | undefined): Exact {
  try {
    return stated();
  } catch (error) {
    const found = error instanceof BlankValue ? given() : undefined;
    if (found === undefined) throw error;
    return found;
  }
}

function isFor(row: QuotaInput, quota: Quota, payee: string, span: DaySpan): boolean {
  const ofMeasure = row.measure === undefined || row.measure === quota.measure;
  return row.payee === payee && ofMeasure && row.from <= span.through && row.through >= span.from;
}

function statedQuota(plan: Plan, quota: Quota, payee: string, span: DaySpan, directory: Directory): Exact {
  let total = zero;
  for (const slice of monthSlices(span)) {
    const month: DaySpan = { from: `${slice.from.slice(0, 7)}-01`, through: lastOfMonth(slice.from) };
    const part = partOfQuota(plan, quota, span, slice, month);
    for (const { terms, days } of activeTerms(quota, payee, slice, directory)) {
      const scope: PlanScope = { credit: undefined, terms, state: noState, day: slice.through };
      const amount = multiply(quota.amount!(scope), part);
      const worked = quota.proRate ? multiply(amount, { n: BigInt(days), d: BigInt(daysIn(slice)) }) : amount;
      total = add(total, multiply(worked, rampShare(quota, terms, slice.from)));
    }
  }
  return total;
}

/** Which part of the quota's own span this slice of days carries. */
function partOfQuota(plan: Plan, quota: Quota, span: DaySpan, slice: DaySpan, month: DaySpan): Exact {
  const ofMonth: Exact = { n: BigInt(daysIn(slice)), d: BigInt(daysIn(month)) };
  if (quota.months !== undefined) {
    const index = (Number(slice.from.slice(5, 7)) - plan.yearStartsIn + 12) % 12;
    return multiply(quota.months[index], ofMonth);
  }
  const kind = quota.per === 'period' ? plan.document.period : quota.per;
  const months = typeof kind !== 'string' || kind === 'plan' ? undefined : monthsOfKind(kind);
  if (months === undefined) {
    const whole =
      kind === 'week' ? undefined : kind === 'plan' ? plan.effective : (plan.calendar.periodOf(slice.from) ?? span);
    return { n: BigInt(daysIn(slice)), d: BigInt(whole === undefined ? 7 : daysIn(whole)) };
  }
  return divide(ofMonth, exact(months));
}

function activeTerms(
  quota: Quota,
  payee: string,
  slice: DaySpan,
  directory: Directory,
): { terms: PayeeTerms; days: number }[] {
  const found = directory
    .termsIn(payee, slice)
    .filter((terms) => directory.onPlan(terms))
    .map((terms) => ({ terms, days: daysOfTerms(terms, slice) }));
  if (!quota.proRate) return found.slice(-1);
  return found.filter(({ terms }) => terms.status === 'active');
}

function rampShare(quota: Quota, terms: PayeeTerms, from: CivilDate): Exact {
  const hired = terms.hired ?? terms.from;
  if (quota.ramp.length === 0 || hired === firstDay) return one;
  const months =
    (Number(from.slice(0, 4)) - Number(hired.slice(0, 4))) * 12 + Number(from.slice(5, 7)) - Number(hired.slice(5, 7));
  return quota.ramp[Math.max(0, months)] ?? one;
}

/** From the quotas file: rows inside the span add up; a row that is longer than the span gives its share of days. */
function givenQuota(quota: Quota, payee: string, span: DaySpan, rows: readonly QuotaInput[]): Exact {
  if (rows.length === 0)
    throw new CannotCompute(`no quota of ${quota.measure} for ${payee} from ${span.from} to ${span.through}`);
  let total = zero;
  for (const row of rows) {
    const months = monthsShare(row, span);
    total = add(total, multiply(row.quota, months));
  }
  return total;
}

/** How much of a quota row falls into the span, by whole months where both are made of months, else by days. */
function monthsShare(row: QuotaInput, span: DaySpan): Exact {
  const shared: DaySpan = {
    from: row.from > span.from ? row.from : span.from,
    through: row.through < span.through ? row.through : span.through,
  };
  if (shared.from === row.from && shared.through === row.through) return one;
  const [part, whole] = [wholeMonthsOf(shared), wholeMonthsOf(row)];
  if (part !== undefined && whole !== undefined) return { n: BigInt(part), d: BigInt(whole) };
  return { n: BigInt(daysIn(shared)), d: BigInt(daysIn(row)) };
}

function wholeMonthsOf(span: DaySpan): number | undefined {
  if (!span.from.endsWith('-01') || span.through !== lastOfMonth(span.through)) return undefined;
  return (
    (Number(span.through.slice(0, 4)) - Number(span.from.slice(0, 4))) * 12 +
    Number(span.through.slice(5, 7)) -
    Number(span.from.slice(5, 7)) +
    1
  );
}

function lastOfMonth(date: CivilDate): CivilDate {
  const days = daysInMonth(Number(date.slice(0, 4)), Number(date.slice(5, 7)));
  return `${date.slice(0, 7)}-${days}`;
}

function* monthSlices(span: DaySpan): Generator<DaySpan> {
  let from = span.from;
  while (from <= span.through) {
    const end = lastOfMonth(from);
    yield { from, through: end < span.through ? end : span.through };
    from = addMonths(`${from.slice(0, 7)}-01`, 1);
  }
}
