import { calculate } from './calculation/calculation.ts';
import type { CalculationInput, CreditInput } from './calculation/input.ts';
import { type StatementDocument, statementDocument } from './calculation/statement.ts';
import type { Plan } from './plan/plan.ts';

export interface Estimate {
  readonly payee: string;
  readonly currency: string;
  /** Pay by period as things stand, with the deals, and what they add, in minor units. */
  readonly periods: readonly {
    readonly period: string;
    readonly nowMinor: bigint;
    readonly thenMinor: bigint;
    readonly addedMinor: bigint;
  }[];
  readonly addedMinor: bigint;
  readonly statements: readonly StatementDocument[];
  /** Deals that would not count, with the reason. */
  readonly notCounted: readonly { readonly credit: string; readonly reason: string }[];
}

/**
 * "What if I close these deals?": the payee's statements with and without them. Only his own rows are calculated, so it
 * answers while he types; pools and overrides, which depend on others, count only what is in the rows handed in.
 */
export function estimate(plan: Plan, input: CalculationInput, payee: string, whatIf: readonly CreditInput[]): Estimate {
  const own = input.credits.filter((row) => row.payee === undefined || row.payee === payee);
  const last = [...own, ...whatIf].reduce((latest, { date }) => (date > latest ? date : latest), '0001-01-01');
  const through = input.through ?? plan.calendar.periodOf(last)?.through ?? last;
  const now = calculate(plan, { ...input, credits: own, through });
  const then = calculate(plan, { ...input, credits: [...own, ...whatIf], through });
  const totals = new Map(
    now.statements.filter((one) => one.payee === payee).map((one) => [one.period.id, one.totalMinor]),
  );
  const statements = then.statements.filter((one) => one.payee === payee);
  const periods = statements.map(({ period, totalMinor }) => {
    const nowMinor = totals.get(period.id) ?? 0n;
    return { period: period.id, nowMinor, thenMinor: totalMinor, addedMinor: totalMinor - nowMinor };
  });
  const ids = new Set(whatIf.map(({ id }) => id));
  return {
    payee,
    currency: plan.currency,
    periods,
    addedMinor: periods.reduce((sum, { addedMinor }) => sum + addedMinor, 0n),
    statements: statements.map(statementDocument),
    notCounted: then.unassigned
      .filter(({ credit }) => ids.has(credit))
      .map(({ credit, reason }) => ({ credit, reason })),
  };
}
