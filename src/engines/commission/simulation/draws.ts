import type { Random } from '#kernel/random.ts';
import { addDays, daysBetween } from '#kernel/civil-date.ts';
import type { CreditInput } from '../calculation/input.ts';
import { type Exact, exact, multiply } from '../exact.ts';
import type { Period } from '../periods.ts';
import type { Plan } from '../plan/plan.ts';

export interface DrawOptions {
  /** Sales level against the past: 1.1 is ten per cent more. */
  readonly growth: number;
  /** Standard deviation of the logarithm of each payee's luck in a draw. */
  readonly spread: number;
}

/**
 * One possible future of the same length as the past: every payee's periods are drawn from his own past periods with
 * replacement (block bootstrap, Künsch 1989), times growth and a log-normal luck of his own. Ids stay unique; returns
 * follow their sale when they fall in the same period.
 */
export function drawCredits(
  plan: Plan,
  credits: readonly CreditInput[],
  periods: readonly Period[],
  random: Random,
  { growth, spread }: DrawOptions,
): CreditInput[] {
  const byPayee = new Map<string, Map<string, CreditInput[]>>();
  for (const credit of credits) {
    const period = plan.calendar.periodOf(credit.date);
    if (period === undefined || credit.payee === undefined) continue;
    const own = byPayee.get(credit.payee) ?? new Map<string, CreditInput[]>();
    byPayee.set(credit.payee, own);
    const list = own.get(period.id);
    if (list === undefined) own.set(period.id, [credit]);
    else list.push(credit);
  }
  const drawn: CreditInput[] = [];
  for (const payee of [...byPayee.keys()].sort()) {
    const own = byPayee.get(payee)!;
    const luck = thousandths(growth * Math.exp(spread * random.normal() - (spread * spread) / 2));
    for (const target of periods) {
      const source = periods[random.integer(periods.length)];
      const ids = new Set(own.get(source.id)?.map(({ id }) => id));
      for (const credit of own.get(source.id) ?? []) {
        if (credit.reverses !== undefined && !ids.has(credit.reverses)) continue;
        drawn.push(moved(credit, source, target, luck));
      }
    }
  }
  return drawn;
}

function moved(credit: CreditInput, source: Period, target: Period, luck: Exact): CreditInput {
  const day = addDays(target.from, daysBetween(source.from, credit.date));
  const rename = (id: string): string => `${id}@${target.id}`;
  return {
    ...credit,
    id: rename(credit.id),
    date: day > target.through ? target.through : day,
    amount: credit.amount === undefined ? undefined : multiply(credit.amount, luck),
    reverses: credit.reverses === undefined ? undefined : rename(credit.reverses),
    share: undefined,
  };
}

function thousandths(value: number): Exact {
  return exact(Math.max(0, Math.round(value * 1000)), 1000n);
}
