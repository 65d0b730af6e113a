import { type Exact, compare, exactToText, greatest, least, multiply, zero } from '../exact.ts';
import type { MboComponent, PlanScope } from '../plan/plan.ts';
import type { SpanParts } from './pay-for-spans.ts';

/** Target × weight × score for each objective; a score below its threshold pays nothing, above its most pays the most. */
export function mboParts(component: MboComponent, scope: PlanScope): SpanParts[] {
  const target = component.target(scope);
  return component.objectives.map(({ weight, score, threshold, most, clause, id }) => {
    const reached = score(scope);
    const met = threshold === undefined || compare(reached, threshold(scope)) >= 0;
    const counted: Exact = met ? greatest(zero, least(reached, most(scope))) : zero;
    return {
      clause,
      base: target,
      rate: multiply(weight, counted),
      note: `${id}: weight ${percent(weight)} × score ${percent(counted)}`,
    };
  });
}

function percent(value: Exact): string {
  return `${exactToText(multiply(value, { n: 100n, d: 1n }), 4)} %`;
}
