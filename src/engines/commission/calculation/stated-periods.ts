import type { CivilDate } from '#kernel/civil-date.ts';
import type { Period } from '../periods.ts';
import type { Plan } from '../plan/plan.ts';
import type { CreditBook } from './admission.ts';
import type { SpanCalendar } from './spans.ts';

const mostPeriods = 2000;

/**
 * The periods to calculate, without holes: from the first credit (or `from`) to the last credit or return (or `through`).
 * Where the plan pays something at the end of a longer span, the periods run on to the end of that span.
 */
export function statedPeriods(
  plan: Plan,
  spans: SpanCalendar,
  book: CreditBook,
  from: CivilDate | undefined,
  through: CivilDate | undefined,
): Period[] {
  let first = from;
  let last = through;
  const see = (date: CivilDate): void => {
    if (first === undefined || date < first) first = date;
    if (through === undefined && (last === undefined || date > last)) last = date;
  };
  for (const list of book.byPayee.values()) {
    if (list.length === 0) continue;
    see(list[0].date);
    see(list.at(-1)!.date);
  }
  for (const list of book.reversals.values()) for (const { date } of list) see(date);
  if (first === undefined || last === undefined) return [];
  if (through === undefined) last = endOfOpenSpans(plan, spans, last);
  const periods: Period[] = [];
  let period = plan.calendar.periodOf(first);
  while (period !== undefined && period.from <= last) {
    periods.push(period);
    if (periods.length > mostPeriods) throw new RangeError(`more than ${mostPeriods} periods from ${first} to ${last}`);
    period = plan.calendar.next(period);
  }
  return periods;
}

function endOfOpenSpans(plan: Plan, spans: SpanCalendar, last: CivilDate): CivilDate {
  let end = last;
  for (const component of plan.components) {
    const atEnd =
      (component.kind === 'bonus' || component.kind === 'mbo' || component.kind === 'pool') && !component.eachPeriod;
    if (!atEnd || component.over === 'plan') continue;
    const span = spans.spanOf(component.over, last);
    if (span !== undefined && span.through > end) end = span.through;
  }
  return end;
}
