import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random.ts';
import { planPromotion } from './plan-promotion.ts';
import { promotionEffects } from './promotion-effect.ts';
import type { PromotionPanel } from './promotion-panel.ts';

/** Two years of weeks: a promoted product, its rival in the group, one of another group; effects as planted. */
function world(seed: number, lift = 2) {
  const random = seededRandom(seed);
  const rows = {
    product: [] as string[],
    group: [] as string[],
    period: [] as number[],
    price: [] as number[],
    quantity: [] as number[],
    promotion: [] as (string | undefined)[],
    cost: [] as number[],
    season: 52,
  };
  const truth = { uplift: 0, cannibalisation: 0, pullForward: 0, halo: 0, net: 0, netWithHalo: 0 };
  const on = new Set([40, 41]);
  const after = new Set([42, 43]);
  for (let t = 0; t < 104; t++) {
    for (const [product, group, base, price, cost] of [
      ['own', 'g', 400, 2, 1],
      ['rival', 'g', 300, 2, 1],
      ['other', 'h', 200, 3, 2],
    ] as const) {
      const normal = base * (1 + 0.2 * Math.sin((2 * Math.PI * t) / 52));
      const paid = product === 'own' && on.has(t) ? 1.6 : price;
      const factor =
        product === 'own'
          ? on.has(t)
            ? lift
            : after.has(t)
              ? 0.8
              : 1
          : on.has(t)
            ? product === 'rival'
              ? 0.85
              : 1.1
            : 1;
      const quantity = normal * factor * Math.exp(0.05 * random.normal());
      const more = normal * (factor - 1);
      if (product === 'own' && on.has(t)) {
        truth.uplift += more;
        const gained = (paid - cost) * normal * factor - (price - cost) * normal;
        truth.net += gained;
        truth.netWithHalo += gained;
      } else if (on.has(t) || (product === 'own' && after.has(t))) {
        truth[product === 'own' ? 'pullForward' : product === 'rival' ? 'cannibalisation' : 'halo'] +=
          product === 'other' ? more : -more;
        if (product !== 'other') truth.net += (price - cost) * more;
        truth.netWithHalo += (price - cost) * more;
      }
      rows.product.push(product);
      rows.group.push(group);
      rows.period.push(t);
      rows.price.push(paid);
      rows.quantity.push(quantity);
      rows.promotion.push(product === 'own' && on.has(t) ? 'summer' : undefined);
      rows.cost.push(cost);
    }
  }
  return { panel: rows as PromotionPanel, truth };
}

describe('the effect of a promotion', () => {
  it('every part inside its interval as often as the level says', () => {
    const parts = ['uplift', 'cannibalisation', 'pullForward', 'halo', 'net', 'netWithHalo'] as const;
    const hits = Object.fromEntries(parts.map((part) => [part, 0]));
    const runs = 60;
    for (let seed = 0; seed < runs; seed++) {
      const { panel, truth } = world(seed);
      const [found] = promotionEffects(panel, { draws: 400 }).promotions;
      for (const part of parts) {
        const { low, high } = part === 'net' ? found : part === 'netWithHalo' ? found[part] : found.intervals[part];
        if (low <= truth[part] && truth[part] <= high) hits[part] += 1;
      }
    }
    for (const part of parts) expect(hits[part] / runs, part).toBeGreaterThanOrEqual(0.87);
  });
  it('a promotion without effect shows none', () => {
    const { panel } = world(5, 1);
    const [found] = promotionEffects({ ...panel, quantity: world(5, 1).panel.quantity }).promotions;
    expect(found.intervals.uplift.low).toBeLessThan(0);
    expect(found.intervals.uplift.high).toBeGreaterThan(0);
  });
  it('sold is baseline and uplift; the unit of quantity does not matter', () => {
    const { panel } = world(3);
    const [found] = promotionEffects(panel).promotions;
    // both are expected values: what was sold carries its own noise of 5 % a week
    expect(Math.abs((found.baseline + found.uplift) / found.sold - 1)).toBeLessThan(0.01);
    const [scaled] = promotionEffects({ ...panel, quantity: Array.from(panel.quantity, (q) => q * 10) }).promotions;
    expect(scaled.uplift).toBeCloseTo(found.uplift * 10, 3);
    expect(scaled.discount).toBeCloseTo(found.discount, 9);
    expect(found.discount).toBeCloseTo(0.2, 9);
  });
  it('the same seed gives the same answer', () => {
    const { panel } = world(1);
    expect(promotionEffects(panel, { seed: 4 })).toEqual(promotionEffects(panel, { seed: 4 }));
  });
  it('tells what could not be measured, and separates runs of a flag', () => {
    const short = {
      product: ['a', 'a', 'a'],
      period: [1, 2, 3],
      season: 1,
      price: [1, 1, 1],
      quantity: [5, 9, 5],
      promotion: [undefined, 'x', undefined],
    };
    expect(promotionEffects(short).unmeasured).toEqual([{ id: 'x', reason: expect.stringMatching(/fewer than 6/) }]);
    const { panel } = world(2);
    const flags = panel.promotion.map((_, i) =>
      panel.product[i] === 'own' && [20, 21, 60].includes(panel.period[i]) ? '' : undefined,
    );
    expect(promotionEffects({ ...panel, promotion: flags }).promotions.map(({ id }) => id)).toEqual([
      'own #1',
      'own #2',
    ]);
  });
});

describe('planning a promotion', () => {
  const past = [1, 2, 3, 4, 5].map((seed) => promotionEffects(world(seed).panel).promotions[0]);
  const plan = { baseline: 800, regularPrice: 2, cost: 1, discount: 0.2 };
  it('expects what those before brought', () => {
    const found = planPromotion(plan, past);
    expect(found.sold / 800).toBeGreaterThan(1.8);
    expect(found.sold / 800).toBeLessThan(2.2);
    expect(found.breakEven).toBeCloseTo(1 / 0.6, 9);
    expect(found.low).toBeLessThanOrEqual(found.net);
    expect(found.net).toBeLessThanOrEqual(found.high);
  });
  it('refuses too few past promotions', () => {
    expect(() => planPromotion(plan, past.slice(0, 2))).toThrow(/at least 4/);
  });
});
