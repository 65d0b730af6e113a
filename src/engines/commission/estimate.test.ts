import { expect, it } from 'vitest';
import { estimate } from './estimate.ts';
import { creditsOf, planOf } from './test-support.ts';

const plan = planOf({
  components: [
    {
      id: 'c',
      kind: 'commission',
      tiers: { by: 'total', method: 'marginal', steps: [{ below: 1000, rate: '10%' }, { rate: '20%' }] },
    },
  ],
});

it('adds what a deal would bring, at the rate it would reach', () => {
  const credits = creditsOf(plan, [{ amount: 900 }, { payee: 'B', amount: 5000 }]);
  const [deal] = creditsOf(plan, [{ id: 'X', amount: 300 }]);
  const answer = estimate(plan, { credits }, 'A', [deal]);
  expect(answer.addedMinor).toBe(50_00n);
  expect(answer.periods).toEqual([{ period: '2026-01', nowMinor: 90_00n, thenMinor: 140_00n, addedMinor: 50_00n }]);
});
