import type { Calculation } from '#engines/commission/calculation/calculation.ts';
import { approximate, multiply, one, sum } from '#engines/commission/exact.ts';
import type { ChartSpec } from '#kernel/chart.ts';

const labelled = 40;

/** Pay against sales: one point for each payee over all stated periods. */
export function payChart({ plan, statements, credits }: Calculation): ChartSpec {
  const { unit, unitMinor } = plan.rounding;
  const pay = new Map<string, bigint>();
  for (const { payee, totalMinor } of statements) pay.set(payee, (pay.get(payee) ?? 0n) + totalMinor);
  const points = [...pay].map(([payee, minor]) => ({
    x: approximate(sum((credits.get(payee) ?? []).map(({ amount, share }) => multiply(amount, share ?? one)))),
    y: approximate({ n: minor * unit.n, d: unit.d * unitMinor }),
    ...(pay.size <= labelled ? { label: payee } : {}),
  }));
  return {
    kind: 'scatter',
    title: 'Pay by sales',
    subtitle: plan.id,
    points,
    xAxis: { name: 'credited', unit: 'money', currency: plan.currency },
    yAxis: { name: 'pay', unit: 'money', currency: plan.currency },
  };
}
