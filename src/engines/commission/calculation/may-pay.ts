import type { DaySpan, Plan } from '../plan/plan.ts';
import { SpanCalendar } from './spans.ts';

/**
 * Whether a plan can pay anything in a period: a bonus, objectives or a pool of a longer span falls due only in the period in
 * which that span ends, so that nothing between is as agreed.
 */
export function mayPay(plan: Plan, period: DaySpan): boolean {
  const spans = new SpanCalendar(plan);
  return plan.components.some((component) => {
    if (component.effective.from > period.through || component.effective.through < period.from) return false;
    if (!('eachPeriod' in component) || component.eachPeriod) return true;
    const span = spans.spanOf(component.over, period.through);
    return span !== undefined && span.through <= period.through;
  });
}
