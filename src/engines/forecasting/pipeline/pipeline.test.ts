import { describe, expect, it } from 'vitest';
import { dayNumber } from '#kernel/civil-date.ts';
import { seededRandom } from '#kernel/random.ts';
import { fitClosingHazard } from './closing-hazard.ts';
import { type Deal, isAmountKnownWhileOpen, pipelineAsOf } from './deal.ts';
import { forecastPipeline } from './forecast-pipeline.ts';
import { raised, winningFactor } from './meet-from-above.ts';
import { backtestPipeline } from './pipeline-backtest.ts';
import { usableTraits } from './usable-traits.ts';
import { fitWonAmount } from './won-amount.ts';

const start = dayNumber('2022-01-01');

/** Three years of deals: six new ones a day, won at 1 % and lost at 1 % a day, twice as often won by Ana. */
function madeDeals(seed: string, days = 1095): Deal[] {
  const random = seededRandom(seed);
  const deals: Deal[] = [];
  for (let day = 0; day < days; day++) {
    for (let k = 0; k < 6; k++) {
      const owner = random.pick(['Ana', 'Bo', 'Cy']);
      const product = random.pick(['big', 'small']);
      const win = owner === 'Ana' ? 0.02 : 0.01;
      let age = 0;
      while (random.next() > win + 0.01) age += 1;
      const closed = start + day + age;
      deals.push({
        id: `${day}-${k}`,
        created: start + day,
        ...(closed < start + days ? { closed, won: random.next() < win / (win + 0.01) } : {}),
        amount: (product === 'big' ? 900 : 100) + random.integer(200),
        traits: { owner, product },
      });
    }
  }
  return deals;
}

const deals = madeDeals('deals');
const asOf = start + 700;
const options = { asOf, until: asOf + 60, traits: ['owner', 'product'], simulations: 400 };

describe('the pipeline as of a past day', () => {
  it('knows nothing of later deals, later outcomes, or amounts that come with winning', () => {
    const known = pipelineAsOf(deals, asOf, false);
    expect(
      known.open.every((deal) => deal.closed === undefined && deal.won === undefined && deal.amount === undefined),
    ).toBe(true);
    expect([...known.open, ...known.closed].every((deal) => deal.created <= asOf)).toBe(true);
    expect(known.closed.every((deal) => deal.closed! <= asOf)).toBe(true);
  });

  it('gives the same forecast whatever happens later', () => {
    const changed = deals
      .filter((deal) => deal.created <= asOf)
      .map((deal): Deal => {
        if (deal.closed === undefined || deal.closed <= asOf) return deal;
        const { id, created, amount, traits } = deal;
        return { id, created, amount, traits, closed: asOf + 5, won: true };
      });
    expect(forecastPipeline(changed, options).total).toEqual(forecastPipeline(deals, options).total);
  });
});

describe('closing hazards', () => {
  const hazard = fitClosingHazard(pipelineAsOf(deals, asOf, true), ['owner', 'product'], start);
  it('recover the planted daily chances and the better seller, and give the product no part in it', () => {
    const [, owner, product] = hazard.won.factors;
    const ratio = owner.levels.get('Ana')!.ratio / owner.levels.get('Bo')!.ratio;
    expect(ratio).toBeGreaterThan(1.8);
    expect(ratio).toBeLessThan(2.2);
    expect(product.levels.get('big')!.ratio).toBeCloseTo(1, 1);
    const base = hazard.lost.base.slice(0, -2);
    expect(base.reduce((sum, value) => sum + value, 0) / base.length).toBeCloseTo(0.01, 2);
  });
});

describe('the pipeline forecast', () => {
  it('is right about made deals: total within its interval, chances that add up to the wins', () => {
    let [covered, expected, came, off] = [0, 0, 0, 0];
    const days = [400, 500, 600, 700, 800, 900];
    for (const day of days) {
      const from = start + day;
      const found = forecastPipeline(deals, { ...options, asOf: from, until: from + 60 });
      const won = deals.filter((deal) => deal.won === true && deal.closed! > from && deal.closed! <= from + 60);
      const actual = won.reduce((sum, deal) => sum + deal.amount!, 0);
      if (found.total.low <= actual && actual <= found.total.high) covered += 1;
      off += (found.total.mean / actual - 1) / days.length;
      expected += found.deals.reduce((sum, deal) => sum + deal.probability, 0);
      came += won.filter((deal) => deal.created <= from).length;
      for (const deal of found.deals) expect(deal.probability + deal.lost).toBeLessThanOrEqual(1 + 1e-9);
      expect(found.total.mean).toBeCloseTo(found.fromOpen + found.fromNew, 6);
      expect(found.deals.reduce((sum, deal) => sum + deal.expectedAmount, 0)).toBeCloseTo(found.fromOpen, 4);
    }
    expect(Math.abs(off)).toBeLessThan(0.06);
    expect(covered).toBeGreaterThanOrEqual(5);
    expect(Math.abs(expected / came - 1)).toBeLessThan(0.08);
  });

  it('is the same for the same seed, orders its quantiles, and tells why', () => {
    const [one, same, other] = [1, 1, 2].map((seed) => forecastPipeline(deals, { ...options, seed }));
    expect(one).toEqual(same);
    expect(other.total.low).not.toBe(one.total.low);
    expect(one.total.low).toBeLessThan(one.total.median);
    expect(one.total.median).toBeLessThan(one.total.high);
    expect(one.deals.some((deal) => deal.reasons[0]?.factor === 'owner')).toBe(true);
  });

  it('refuses too little history and days out of order', () => {
    expect(() => forecastPipeline(deals.slice(0, 5), options)).toThrow('20 or more');
    expect(() => forecastPipeline(deals, { ...options, until: asOf })).toThrow('until');
  });

  it('beats stage-weighted sums in the back-test, and needs a whole period before', () => {
    const found = backtestPipeline(deals, {
      traits: ['owner', 'product'],
      period: 'quarter',
      daysBefore: [30, 60],
      lastDay: start + 1094,
      periods: 3,
    });
    expect(found.folds).toHaveLength(6);
    for (const row of found.summary) {
      expect(row.error).toBeLessThan(row.stageWeightedError);
      expect(row.error).toBeLessThan(0.12);
    }
    const early = backtestPipeline(deals, { traits: [], period: 'quarter', daysBefore: [30], lastDay: start + 100 });
    expect(early.folds).toEqual([]);
  });
});

describe('stage history', () => {
  it('lifts the chance of deals in a stage that wins more often', () => {
    const random = seededRandom('stages');
    const staged = madeDeals('staged', 700).map((deal): Deal => {
      const good = deal.won === true ? random.next() < 0.9 : random.next() < 0.3;
      const stages = [
        { stage: 'new', from: deal.created },
        ...(good ? [{ stage: 'offer', from: deal.created + 5 }] : []),
      ];
      return { ...deal, stages };
    });
    const { deals: found } = forecastPipeline(staged, { ...options, asOf: start + 640, until: start + 690 });
    const mean = (stage: string): number => {
      const own = found.filter((one) => {
        const entries = staged.find((deal) => deal.id === one.id)!.stages!.filter(({ from }) => from <= start + 640);
        return entries.at(-1)!.stage === stage;
      });
      return own.reduce((sum, one) => sum + one.probability, 0) / own.length;
    };
    expect(mean('offer')).toBeGreaterThan(1.5 * mean('new'));
  });
});

describe('the parts', () => {
  it('meet a target from above by moving every chance', () => {
    const open = [0.2, 0.5, 0.9].map((chance) => ({ chance, worth: 100 }));
    const bottom = { open, arrivals: new Float64Array(0), newChance: new Float64Array(0), newWorth: 0 };
    const factor = winningFactor(bottom, 130);
    expect(open.reduce((sum, { chance, worth }) => sum + raised(chance, factor) * worth, 0)).toBeCloseTo(130, 6);
    expect(raised(0, 2)).toBe(0);
    expect(raised(1, 0.5)).toBe(1);
  });

  it('find the trait that explains amounts, and see when amounts come only with winning', () => {
    const closed = deals.filter((deal) => deal.closed !== undefined);
    const model = fitWonAmount(closed, ['owner', 'product']);
    expect(model.trait).toBe('product');
    expect(model.expected({ traits: { product: 'big' } })).toBeGreaterThan(900);
    expect(model.expected({ amount: 5, traits: {} })).toBe(5);
    expect(isAmountKnownWhileOpen(deals)).toBe(true);
    const late = deals.map((deal) =>
      deal.won === true ? deal : { ...deal, amount: deal.closed === undefined ? undefined : 0 },
    );
    expect(isAmountKnownWhileOpen(late)).toBe(false);
  });

  it('leave out a column that is filled in on closing', () => {
    const leaky = deals.map((deal) => ({
      ...deal,
      traits: { ...deal.traits, account: deal.closed === undefined ? '' : 'known', same: 'x' },
    }));
    const { kept, dropped } = usableTraits(leaky, ['owner', 'account', 'same']);
    expect(kept).toEqual(['owner']);
    expect(dropped.map(({ trait }) => trait)).toEqual(['account', 'same']);
  });
});
