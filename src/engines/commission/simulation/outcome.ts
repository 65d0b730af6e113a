import { sortedQuantile } from '#engines/numerics/quantile.ts';
import type { StatementStream } from '../calculation/calculation.ts';
import { approximate, multiply, one } from '../exact.ts';
import type { Plan } from '../plan/plan.ts';
import { gini, rankCorrelation } from './statistics.ts';

/** What a plan costs and to whom it goes. Amounts are numbers in the plan's currency, for comparison and charts only. */
export interface PlanOutcome {
  readonly plan: string;
  readonly currency: string;
  readonly cost: number;
  /** Cost without salary and allowances. */
  readonly variableCost: number;
  /** What was sold, in the plan's currency (returns taken off). */
  readonly sold: number;
  /** Variable cost ÷ sold; undefined when nothing was sold. */
  readonly costOfSale?: number;
  readonly byPeriod: readonly { readonly period: string; readonly cost: number; readonly sold: number }[];
  readonly byComponent: readonly { readonly component: string; readonly cost: number }[];
  readonly byPayee: readonly PayeeOutcome[];
  readonly distribution: Distribution;
  /** Spearman's rank correlation of variable pay with sales; 1 means that whoever sells more earns more. */
  readonly payForPerformance?: number;
  readonly unassigned: number;
  readonly warnings: number;
}

export interface PayeeOutcome {
  readonly payee: string;
  readonly pay: number;
  readonly variable: number;
  readonly sold: number;
}

export interface Distribution {
  readonly payees: number;
  readonly zeroPay: number;
  readonly least: number;
  readonly p10: number;
  readonly p25: number;
  readonly median: number;
  readonly p75: number;
  readonly p90: number;
  readonly most: number;
  readonly mean: number;
  /** 0: all the same; near 1: one has all. */
  readonly gini: number;
}

/** Walks the statements and sums up. They are not kept, so that years of them need little room. */
export function planOutcome(stream: StatementStream): PlanOutcome {
  const { plan } = stream;
  const fixed = new Set(plan.components.filter(({ kind }) => kind === 'fixed').map(({ id }) => id));
  const toNumber = (minor: bigint): number => Number(minor) / minorsPerUnit(plan);
  const periods = new Map<string, bigint>();
  const components = new Map<string, bigint>();
  const pay = new Map<string, { all: bigint; variable: bigint }>();
  for (const { payee, period, totalMinor, lines } of stream.statements) {
    periods.set(period.id, (periods.get(period.id) ?? 0n) + totalMinor);
    const own = pay.get(payee) ?? { all: 0n, variable: 0n };
    own.all += totalMinor;
    for (const { component, minor } of lines) {
      components.set(component, (components.get(component) ?? 0n) + minor);
      if (!fixed.has(component)) own.variable += minor;
    }
    pay.set(payee, own);
  }
  const sales = salesOf(plan, stream.credits);
  const byPayee = [...pay].map(([payee, { all, variable }]) => ({
    payee,
    pay: toNumber(all),
    variable: toNumber(variable),
    sold: sales.byPayee.get(payee) ?? 0,
  }));
  const cost = byPayee.reduce((total, one) => total + one.pay, 0);
  const variableCost = byPayee.reduce((total, one) => total + one.variable, 0);
  return {
    plan: plan.id,
    currency: plan.currency,
    cost,
    variableCost,
    sold: sales.total,
    ...(sales.total > 0 ? { costOfSale: variableCost / sales.total } : {}),
    byPeriod: stream.periods.map(({ id }) => ({
      period: id,
      cost: toNumber(periods.get(id) ?? 0n),
      sold: sales.byPeriod.get(id) ?? 0,
    })),
    byComponent: [...components].map(([component, minor]) => ({ component, cost: toNumber(minor) })),
    byPayee,
    distribution: distributionOf(byPayee.map((one) => one.pay)),
    ...correlation(byPayee),
    unassigned: stream.unassigned.length,
    warnings: stream.warnings().length,
  };
}

function minorsPerUnit(plan: Plan): number {
  const { unit, unitMinor } = plan.rounding;
  return Number((unit.d * unitMinor) / unit.n);
}

/** Sales by payee and period: each credit's share, in the plan's currency. */
function salesOf(plan: Plan, credits: StatementStream['credits']) {
  const byPayee = new Map<string, number>();
  const byPeriod = new Map<string, number>();
  let total = 0;
  for (const [payee, list] of credits) {
    let own = 0;
    for (const credit of list) {
      const sold = approximate(multiply(credit.amount, credit.share ?? one));
      own += sold;
      const period = plan.calendar.periodOf(credit.date)?.id ?? '';
      byPeriod.set(period, (byPeriod.get(period) ?? 0) + sold);
    }
    byPayee.set(payee, own);
    total += own;
  }
  return { byPayee, byPeriod, total };
}

function correlation(payees: readonly PayeeOutcome[]): { payForPerformance?: number } {
  const found = rankCorrelation(
    payees.map(({ sold }) => sold),
    payees.map(({ variable }) => variable),
  );
  return found === undefined ? {} : { payForPerformance: found };
}

export function distributionOf(values: readonly number[]): Distribution {
  const sorted = Float64Array.from(values).sort();
  const at = (p: number): number => (sorted.length === 0 ? 0 : sortedQuantile(sorted, p));
  return {
    payees: values.length,
    zeroPay: values.filter((value) => value === 0).length,
    least: at(0),
    p10: at(0.1),
    p25: at(0.25),
    median: at(0.5),
    p75: at(0.75),
    p90: at(0.9),
    most: at(1),
    mean: values.length === 0 ? 0 : values.reduce((total, value) => total + value, 0) / values.length,
    gini: gini(values),
  };
}
