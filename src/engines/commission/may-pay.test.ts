import { expect, it } from 'vitest';
import { mayPay } from './calculation/may-pay.ts';
import { planOf } from './test-support.ts';

const bonus = { id: 'b', kind: 'bonus', over: 'quarter', amount: 100, measure: 'amount', requires: [] };
const october = { from: '2026-10-01', through: '2026-10-31' };
const december = { from: '2026-12-01', through: '2026-12-31' };

it('knows in which periods nothing can fall due', () => {
  const quarterly = planOf({ components: [bonus] });
  expect([mayPay(quarterly, october), mayPay(quarterly, december)]).toEqual([false, true]);
  const asReached = planOf({ components: [{ ...bonus, settle: 'each-period' }] });
  expect(mayPay(asReached, october)).toBe(true);
  const withCommission = planOf({ components: [bonus, { id: 'c', kind: 'commission', rate: '1%' }] });
  expect(mayPay(withCommission, october)).toBe(true);
  const over = planOf({ effective: { from: '2026-01-01', through: '2026-06-30' }, components: [bonus] });
  expect(mayPay(over, december)).toBe(false);
});
