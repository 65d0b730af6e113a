import type { CivilDate } from '#kernel/civil-date.ts';
import { type Period, type PeriodCalendar, regularCalendar } from '../periods.ts';
import type { Plan } from '../plan/plan.ts';
import type { Over } from '../plan/schema.ts';

/** Over which days a measure adds up around a day, for each kind of span a plan may name. */
export class SpanCalendar {
  readonly #plan: Plan;
  readonly #calendars = new Map<Over, PeriodCalendar>();
  readonly #whole: Period;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#whole = { id: 'plan', ...plan.effective };
  }

  spanOf(over: Over, date: CivilDate): Period | undefined {
    if (over === 'period') return this.#plan.calendar.periodOf(date);
    if (over === 'plan') return this.#whole;
    let calendar = this.#calendars.get(over);
    if (calendar === undefined) {
      calendar = regularCalendar(over, this.#plan.yearStartsIn);
      this.#calendars.set(over, calendar);
    }
    return calendar.periodOf(date);
  }
}
