import type { Period } from '../periods.ts';
import type { CreditComponent } from '../plan/plan.ts';
import { creditLines } from './credit-lines.ts';
import type { Line } from './line.ts';
import type { LinesByPeriod, Owner } from './owner.ts';
import { periodOfDay, periodsTouching, spansOfCredits } from './periods-of-component.ts';
import type { CreditStream } from './stream.ts';
import { trueUp } from './true-up.ts';

/**
 * The lines of a component on credits, period by period. Where later credits cannot change earlier ones, a span is
 * computed once. Where they can (whole tiers over a longer span, gates, rewriting returns), it is computed as known at
 * the end of each period, and each period pays the difference to what was paid before.
 */
export function payOnCredits(owner: Owner, component: CreditComponent, stream: CreditStream): LinesByPeriod {
  const { setting } = owner;
  const result: LinesByPeriod = new Map();
  for (const span of spansOfCredits(setting, component, stream)) {
    const touched = periodsTouching(setting, span);
    const rewritten = periodsOfRewrites(owner, stream, span);
    if (rewritten.length === 0 && (!component.looksBack || touched.length === 1)) {
      for (const line of creditLines(owner, component, stream, span, span.through)) {
        put(result, periodOfDay(setting, line.date!), line);
      }
      continue;
    }
    let before: Line[] = [];
    for (const period of inOrder([...touched, ...rewritten])) {
      const now = creditLines(owner, component, stream, span, period.through);
      for (const line of trueUp(before, now)) put(result, period, line);
      before = now;
    }
  }
  return result;
}

export function put(lines: LinesByPeriod, period: Period | undefined, line: Line): void {
  if (period === undefined) return;
  const list = lines.get(period.id);
  if (list === undefined) lines.set(period.id, [line]);
  else list.push(line);
}

function periodsOfRewrites(owner: Owner, stream: CreditStream, span: Period): Period[] {
  const periods: Period[] = [];
  for (const [credit, rewrites] of stream.rewrites) {
    if (credit.date < span.from || credit.date > span.through) continue;
    for (const { date } of rewrites) {
      const period = periodOfDay(owner.setting, date);
      if (period !== undefined) periods.push(period);
    }
  }
  return periods;
}

function inOrder(periods: readonly Period[]): Period[] {
  const unique = new Map(periods.map((period) => [period.id, period]));
  return [...unique.values()].sort((left, right) => (left.from < right.from ? -1 : 1));
}
