import { promotionEffects } from '#engines/promotion/promotion-effect.ts';
import type { PromotionPanel } from '#engines/promotion/promotion-panel.ts';
import { seededRandom } from '#kernel/random.ts';
import type { Bench } from '../define-bench.ts';

/** Planted uplift, cannibalisation and pull-forward: how often they lie inside their intervals, and how long many products take. */
export const bench: Bench = {
  title: 'Promotion (engines, section 6)',
  async run({ time }) {
    const parts = ['uplift', 'cannibalisation', 'pullForward', 'net'] as const;
    const hits = { uplift: 0, cannibalisation: 0, pullForward: 0, net: 0 };
    const runs = 200;
    for (let seed = 0; seed < runs; seed++) {
      const { panel, truth } = plantedPanel(`promotion/${seed}`, 1);
      const [found] = promotionEffects(panel, { draws: 500 }).promotions;
      for (const part of parts) {
        const { low, high } = part === 'net' ? found : found.intervals[part];
        if (low <= truth[part] && truth[part] <= high) hits[part] += 1;
      }
    }
    const { panel } = plantedPanel('speed', 500);
    const ms = await time(() => promotionEffects(panel, { draws: 1000 }), 1);
    return [
      ...parts.map((part) => ({
        bar: `planted ${part} inside its 95 % interval`,
        measured: `${((100 * hits[part]) / runs).toFixed(1)} % of ${runs}`,
        limit: '91 to 99 %',
        met: hits[part] / runs >= 0.91 && hits[part] / runs <= 0.99,
      })),
      {
        bar: '500 promotions among 1,000 products × 104 weeks',
        measured: `${(ms / 1000).toFixed(1)} s`,
        limit: '30 s',
        met: ms <= 30_000,
      },
    ];
  },
};

/** Pairs of a promoted product and its rival; the truth is that of the first pair. */
function plantedPanel(seed: string, pairs: number) {
  const random = seededRandom(seed);
  const rows: {
    product: string;
    group: string;
    period: number;
    price: number;
    quantity: number;
    promotion?: string;
  }[] = [];
  const truth = { uplift: 0, cannibalisation: 0, pullForward: 0, net: 0 };
  for (let pair = 0; pair < pairs; pair++) {
    const start = 30 + random.integer(50);
    for (let t = 0; t < 104; t++) {
      const [on, after] = [t === start || t === start + 1, t === start + 2 || t === start + 3];
      for (const own of [true, false]) {
        const normal = (own ? 400 : 300) * (1 + 0.2 * Math.sin((2 * Math.PI * t) / 52));
        const factor = own ? (on ? 1.8 : after ? 0.85 : 1) : on ? 0.9 : 1;
        const price = own && on ? 1.6 : 2;
        const more = normal * (factor - 1);
        if (pair === 0 && own && on) {
          truth.uplift += more;
          truth.net += (price - 1) * normal * factor - normal;
        } else if (pair === 0 && (on || (own && after))) {
          truth[own ? 'pullForward' : 'cannibalisation'] -= more;
          truth.net += more;
        }
        rows.push({
          product: `${own ? 'own' : 'rival'} ${pair}`,
          group: `g${pair}`,
          period: t,
          price,
          quantity: normal * factor * Math.exp(0.06 * random.normal()),
          ...(own && on ? { promotion: `promotion ${pair}` } : {}),
        });
      }
    }
  }
  const panel: PromotionPanel = {
    product: rows.map(({ product }) => product),
    group: rows.map(({ group }) => group),
    period: rows.map(({ period }) => period),
    price: rows.map(({ price }) => price),
    quantity: rows.map(({ quantity }) => quantity),
    promotion: rows.map(({ promotion }) => promotion),
    cost: rows.map(() => 1),
    season: 52,
  };
  return { panel, truth };
}
