import { describe, expect, it } from 'vitest';
import { referenceData } from '../../../test/reference-data.ts';
import { pageCommands, refusal, runQuarterdeck } from '../../../test/support/method-page.ts';

interface Elasticities {
  readonly elasticities: readonly {
    readonly product: string;
    readonly segment?: string;
    readonly estimate: number | null;
    readonly low: number | null;
    readonly high: number | null;
    readonly observations: number;
    readonly warning?: string;
    readonly terms: readonly { name: string; estimate: number }[];
  }[];
  readonly pooled: { readonly estimate: number; readonly low: number; readonly high: number };
  readonly usage: { used: number; skipped: number; reasons: { reason: string; count: number }[] };
  readonly notes: readonly string[];
}

const run = <Answer>(line: string, input?: string): Answer => {
  const { stdout, stderr, status } = runQuarterdeck(`${line} --json`, input);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout) as Answer;
};

describe.skipIf(referenceData() === undefined)('the method page', () => {
  it.each(pageCommands('price'))('quarterdeck %s', (line) => {
    expect(Object.keys(run<object>(line)).length).toBeGreaterThan(2);
  });

  const oj = 'price elasticity ../shared/data/taddy-bds/oj.csv --map product=brand --map quantity=sales';
  it('reproduces the published elasticities of orange juice', () => {
    const { pooled, elasticities } = run<Elasticities>(oj);
    expect(pooled.estimate).toBeCloseTo(-3.139, 3);
    const of = (brand: string): number => elasticities.find(({ product }) => product === brand)!.estimate!;
    expect(of('dominicks')).toBeCloseTo(-3.378, 3);
    expect(of('minute.maid') - of('dominicks')).toBeCloseTo(0.057, 3);
    expect(of('tropicana') - of('dominicks')).toBeCloseTo(0.666, 3);
  });
  it('and those with feature', () => {
    const { elasticities } = run<Elasticities>(`${oj} --map promotion=feat --promotion-slope`);
    const { estimate, terms } = elasticities.find(({ product }) => product === 'dominicks')!;
    expect(estimate).toBeCloseTo(-2.774, 3);
    expect(terms.map((term) => term.estimate.toFixed(3))).toEqual(['1.094', '-0.471']);
  });
});

describe('price elasticity on files as they come', () => {
  const weeks = Array.from({ length: 60 }, (_, t) => ({
    day: new Date(Date.UTC(2024, 0, 1 + 7 * t)).toISOString().slice(0, 10),
    price: [10, 9, 11, 8.5, 10.5][t % 5],
    noise: ((t * 7919) % 13) / 60,
  }));
  const rows = weeks.map(
    ({ day, price, noise }) => `甲,${day},¥${price},${(100 * (price / 10) ** -2 * (1 + noise)).toFixed(1)}`,
  );

  it('reads Chinese headers, money and dates, and leaves returns and free goods out with a count', () => {
    const { elasticities, usage } = run<Elasticities>(
      'price elasticity -',
      `产品,日期,单价,数量\n${rows.join('\n')}\n甲,2024-01-01,10,-3\n甲,2024-01-01,0,3\n甲,,10,3\n`,
    );
    expect(elasticities[0].estimate).toBeCloseTo(-2, 0);
    expect(elasticities[0].low!).toBeLessThan(-2);
    expect(elasticities[0].high!).toBeGreaterThan(-2.1);
    expect(usage).toMatchObject({ used: 60, skipped: 3 });
  });
  it('adds order lines up by month', () => {
    const { elasticities, notes } = run<Elasticities>(
      'price elasticity - --every month --time none',
      `product,date,price,quantity\n${rows.join('\n')}\n`,
    );
    expect(elasticities[0].observations).toBe(14);
    expect(notes.join()).toMatch(/60 rows were added up to 14 by month/);
  });
  it('says "cannot tell" for a price that never moved', () => {
    const { elasticities } = run<Elasticities>(
      'price elasticity -',
      'product,period,price,quantity\na,1,5,3\na,2,5,4\na,3,5,4\n',
    );
    expect(elasticities[0]).toMatchObject({ estimate: null, low: null, warning: expect.stringMatching(/cannot tell/) });
  });
  it.each([
    ['price elasticity -', 'product,price\na,1\n', 3, /a column named "quantity"/],
    ['price elasticity -', 'product,price,quantity\na,x,1\n', 3, /line 2, column "price": found "x"/],
    ['price elasticity -', 'product,price,quantity\na,0,1\n', 3, /at least one row/],
    ['price elasticity -', 'product,period,price,quantity\na,soon,1,1\n', 3, /line 2, column "period": found "soon"/],
    ['price elasticity - --by segment', 'product,price,quantity\na,1,1\n', 2, /no column "segment"/],
    ['price elasticity - --by colour', 'product,price,quantity\na,1,1\n', 2, /--by/],
    ['price elasticity - --every month', 'product,price,quantity\na,1,1\n', 2, /no column "period"/],
    ['price elasticity - --level 20', 'product,price,quantity\na,1,1\n', 2, /--level/],
  ])('%s refuses %j with exit %d', async (line, input, code, message) => {
    expect(await refusal(line, input)).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
