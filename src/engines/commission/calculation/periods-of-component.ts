import type { Period } from '../periods.ts';
import type { ComponentBase } from '../plan/plan.ts';
import type { Setting } from './owner.ts';
import { type CreditStream, lowerBound } from './stream.ts';

/** The spans of a component that hold credits of the stream, in order. */
export function spansOfCredits(setting: Setting, component: ComponentBase, stream: CreditStream): Period[] {
  const spans: Period[] = [];
  const { credits } = stream;
  for (let index = 0; index < credits.length; ) {
    const span = setting.spans.spanOf(component.over, credits[index].date);
    if (span === undefined) {
      index += 1;
      continue;
    }
    spans.push(span);
    index = lowerBound(credits, span.through, true);
  }
  return spans;
}

/** The spans of a component that touch the stated periods, in order. */
export function spansOfPeriods(setting: Setting, component: ComponentBase): Period[] {
  const spans = new Map<string, Period>();
  for (const period of setting.periods) {
    for (const date of [period.from, period.through]) {
      const span = setting.spans.spanOf(component.over, date);
      if (span !== undefined) spans.set(span.id, span);
    }
  }
  return [...spans.values()].filter(
    ({ from, through }) => from <= component.effective.through && through >= component.effective.from,
  );
}

export function periodsTouching(setting: Setting, span: Period): Period[] {
  return setting.periods.filter((period) => period.from <= span.through && period.through >= span.from);
}

export function periodOfDay(setting: Setting, date: string): Period | undefined {
  const period = setting.plan.calendar.periodOf(date);
  return period === undefined ? undefined : setting.stated.get(period.id);
}
