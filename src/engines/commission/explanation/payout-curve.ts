import { calculate } from '../calculation/calculation.ts';
import type { CalculationInput, CreditInput } from '../calculation/input.ts';
import { type Exact, approximate, multiply, sum, zero } from '../exact.ts';
import type { Plan } from '../plan/plan.ts';

export interface CurvePoint {
  /** Share of what was really sold. */
  readonly share: number;
  readonly sold: number;
  readonly pay: number;
}

/**
 * How pay moves with sales: the payee's own credits, all scaled from nothing to twice what they are, through the whole
 * plan. Shows where a plan is steep, flat or jumps. For charts: amounts are approximate numbers.
 */
export function payoutCurve(plan: Plan, input: CalculationInput, payee: string, steps = 40): CurvePoint[] {
  const own = input.credits.filter((row) => row.payee === payee && row.reverses === undefined);
  const points: CurvePoint[] = [];
  for (let i = 0; i <= steps; i++) {
    const share: Exact = { n: BigInt(i * 2), d: BigInt(steps) };
    const scaled = own.map((row): CreditInput => ({ ...row, amount: multiply(row.amount ?? zero, share) }));
    const { statements } = calculate(plan, { ...input, credits: scaled });
    const paid = statements
      .filter((one) => one.payee === payee)
      .reduce((total, { totalMinor }) => total + totalMinor, 0n);
    const unit = plan.rounding.unit;
    points.push({
      share: approximate(share),
      sold: approximate(sum(scaled.map(({ amount }) => amount!))),
      pay: approximate({ n: paid * unit.n, d: unit.d * plan.rounding.unitMinor }),
    });
  }
  return points;
}
