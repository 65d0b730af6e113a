import type { Period } from '../periods.ts';
import type { ComponentBase } from '../plan/plan.ts';
import type { Setting } from './owner.ts';
import type { CreditStream } from './stream.ts';

/** The spans of a component that hold credits of the stream, in order. */
export function spansOfCredits(setting: Setting, component: ComponentBase, stream: CreditStream): Period[] {
  const spans = new Map<string, Period>();
  let last: Period | undefined;
  for (const { date } of stream.credits) {
    if (last !== undefined && date >= last.from && date <= last.through) continue;
    last = setting.spans.spanOf(component.over, date);
    if (last !== undefined) spans.set(last.id, last);
  }
  return [...spans.values()];
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
  const { periods } = setting;
  let [low, high] = [0, periods.length - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const period = periods[middle];
    if (date < period.from) high = middle - 1;
    else if (date > period.through) low = middle + 1;
    else return period;
  }
  return undefined;
}
