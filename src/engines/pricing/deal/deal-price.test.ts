import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { type PastDeal, dealPrice } from './deal-price.ts';

/** Deals whose chance to win is 1/(1 + exp(−(level + effect·discount))), retail ones easier. */
function deals(seed: number, count: number, effect: number): PastDeal[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const segment = random.pick(['retail', 'industry']);
    const discount = 0.3 * random.next();
    const chance = 1 / (1 + Math.exp(-(-2 + effect * discount + (segment === 'retail' ? 0.5 : 0))));
    const listAmount = Math.exp(10 + 0.3 * random.normal());
    return {
      id: `D${i}`,
      won: random.next() < chance,
      listAmount,
      cost: 0.5 * listAmount,
      discount,
      traits: { segment },
    };
  });
}
const open = { id: 'X', listAmount: 22_000, cost: 11_000, traits: { segment: 'retail' } };

describe('a deal’s price', () => {
  it('finds the discount with most win chance × margin', () => {
    const { target, discountEffect, warnings } = dealPrice(open, deals(1, 3000, 16));
    const expected = Array.from({ length: 301 }, (_, k) => k / 1000)
      .map((d) => ({ d, worth: (0.5 - d) / (1 + Math.exp(-(-1.5 + 16 * d))) }))
      .sort((a, b) => b.worth - a.worth)[0].d;
    expect(Math.abs(target!.discount - expected)).toBeLessThan(0.03);
    expect(target!.lowDiscount).toBeLessThanOrEqual(expected + 0.005);
    expect(target!.highDiscount).toBeGreaterThanOrEqual(expected - 0.005);
    expect(Math.abs(discountEffect.estimate - 16)).toBeLessThan(3);
    expect(warnings).toEqual([]);
  });
  it('walks away at the margin asked for, else at that of nine of ten similar won deals, never below cost', () => {
    const past = deals(2, 200, 10);
    expect(dealPrice(open, past, { leastMargin: 0.4 }).walkAway.amount).toBeCloseTo(11_000 / 0.6, 6);
    const { walkAway } = dealPrice(open, past);
    expect(walkAway.margin).toBeGreaterThan(0);
    expect(walkAway.amount).toBeLessThanOrEqual(open.listAmount);
  });
  it('cannot tell a target when discounts went to deals that were lost', () => {
    const { target, warnings } = dealPrice(open, deals(3, 400, -12));
    expect(target).toBeNull();
    expect(warnings.join()).toMatch(/cannot tell a target/);
  });
  it('weighs deals like this one most', () => {
    const { similar } = dealPrice(open, deals(4, 300, 8));
    expect(similar.every(({ similarity }, i) => i === 0 || similarity <= similar[i - 1].similarity)).toBe(true);
    expect(similar[0].similarity).toBeGreaterThan(0.9);
  });
  it('refuses too few deals or one outcome', () => {
    expect(() => dealPrice(open, deals(5, 10, 8))).toThrow(/at least 20/);
    expect(() =>
      dealPrice(
        open,
        deals(6, 40, 8).map((deal) => ({ ...deal, won: true })),
      ),
    ).toThrow(/one outcome/);
  });
});
