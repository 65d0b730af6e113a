import type { CreditInput } from './calculation/input.ts';
import { type Calculation, calculate } from './calculation/calculation.ts';
import type { CalculationInput } from './calculation/input.ts';
import { exactFromText } from './exact.ts';
import type { Plan } from './plan/plan.ts';
import { readPlan } from './plan/read-plan.ts';

/** A small plan document around the given parts. */
export function planOf(parts: Readonly<Record<string, unknown>>): Plan {
  const read = readPlan({ plan: 'test', currency: 'USD', period: 'month', ...parts });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems, null, 1));
  return read.plan;
}

export interface CreditRow {
  readonly id?: string;
  readonly payee?: string;
  readonly date?: string;
  readonly amount?: string | number;
  readonly currency?: string;
  readonly share?: string;
  readonly event?: string;
  readonly reverses?: string;
  readonly deal?: string;
  readonly item?: string;
  /** Further columns. */
  readonly [column: string]: string | number | undefined;
}

/** Credits from rows as people write them; ids, payee A and a day are filled in. */
export function creditsOf(plan: Plan, rows: readonly CreditRow[]): CreditInput[] {
  return rows.map((row, index) => ({
    id: row.id ?? `D${index + 1}`,
    payee: row.payee ?? (row.deal === undefined && row.reverses === undefined ? 'A' : undefined),
    date: row.date ?? '2026-01-15',
    amount: row.amount === undefined ? undefined : exactFromText(String(row.amount))!,
    currency: row.currency,
    share: row.share === undefined ? undefined : fraction(row.share),
    event: row.event,
    reverses: row.reverses,
    deal: row.deal,
    item: row.item,
    attributes: plan.reads.creditColumns.map((column) => {
      const value = row[column];
      return value === undefined ? undefined : String(value);
    }),
    line: index + 2,
  }));
}

function fraction(text: string) {
  const [over, under = '1'] = text.split('/');
  const [n, d] = [exactFromText(over)!, exactFromText(under)!];
  return { n: n.n * d.d, d: n.d * d.n };
}

export function run(plan: Plan, rows: readonly CreditRow[], more: Partial<CalculationInput> = {}): Calculation {
  return calculate(plan, { credits: creditsOf(plan, rows), ...more });
}

/** payee/period → total in minor units. */
export function totalsOf(calculation: Calculation): Record<string, string> {
  return Object.fromEntries(
    calculation.statements.map(({ payee, period, totalMinor }) => [`${payee} ${period.id}`, String(totalMinor)]),
  );
}

/** Totals of the statements in order, in whole units with two decimals dropped when zero. */
export function pays(calculation: Calculation): number[] {
  return calculation.statements.map(({ totalMinor }) => Number(totalMinor) / 100);
}
