import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

describe('the other price commands', () => {
  const examples = 'docs/methods/examples';
  const file = 'product,price,cost,elasticity,quantity\na,10,6,-3,100\nb,20,15,,10\n';
  it('optimise keeps the rules and says what they cost', () => {
    const answer = run<{
      prices: { product: string; current: number; optimal: number; reasons: string[] }[];
      before: { profit: number };
      after: { profit: number };
      rules: { rule: string; worth?: number }[];
      gap: number;
    }>(`price optimise ${examples}/prices.csv --constraints ${examples}/price-rules.yaml`);
    expect(answer.after.profit).toBeGreaterThan(answer.before.profit);
    expect(answer.gap).toBe(0);
    const of = (name: string): number => answer.prices.find(({ product }) => product === name)!.optimal;
    expect(of('espresso')).toBe(of('lungo'));
    expect(of('beans 500 g')).toBeGreaterThanOrEqual(1.6 * of('beans 250 g'));
    for (const { optimal, current } of answer.prices) {
      expect(optimal.toFixed(2)).toMatch(/\.(49|99)$/);
      expect(Math.abs(optimal / current - 1)).toBeLessThanOrEqual(0.15 + 1e-9);
    }
    expect(answer.rules[0].worth).toBeGreaterThan(0);
  });
  it('simulate: the same change without uncertainty has no range', () => {
    const { before, after, difference } = run<{
      before: { profit: number };
      after: { profit: number };
      difference: { profit: { mean: number; low: number; high: number } };
    }>('price simulate - --change -10', file);
    expect(before.profit).toBe(450);
    expect(difference.profit.low).toBeCloseTo(after.profit - 450, 6);
    expect(difference.profit.high).toBeCloseTo(after.profit - 450, 6);
  });
  it('waterfall adds up to the cent', () => {
    const { list, steps, pocket } = run<{ list: number; steps: { amount: number }[]; pocket: number }>(
      `price waterfall ${examples}/waterfall.csv --steps volume_discount,special_discount,freight_allowance,rebate`,
    );
    const cents = (value: number): number => Math.round(value * 100);
    expect(steps.reduce((sum, { amount }) => sum + cents(amount), cents(pocket))).toBe(cents(list));
  });
  it('deal names a target between nothing and the walk-away', () => {
    const { target, walkAway } = run<{
      target: { discount: number; winChance: number };
      walkAway: { discount: number };
    }>(`price deal ${examples}/deals.csv --id D301 --by segment`);
    expect(target.discount).toBeGreaterThanOrEqual(0);
    expect(target.discount).toBeLessThanOrEqual(walkAway.discount);
    expect(target.winChance).toBeGreaterThan(0);
  });
  const rules = `${examples}/price-rules.yaml`;
  it.each([
    ['price optimise -', file, 2, /--constraints/],
    [`price optimise - --constraints ${rules}`, file, 3, /no product named/],
    [
      `price optimise - --constraints ${rules}`,
      'product,price,cost,elasticity,quantity\na,0,6,-3,100\n',
      3,
      /line 2, column "price"/,
    ],
    [
      `price optimise - --constraints ${rules}`,
      `${file}a,10,6,-3,100\n`,
      3,
      /each product once \(it stands on line 2 too\)/,
    ],
    ['price optimise - --constraints nowhere.yaml', file, 3, /a constraints document that exists/],
    ['price simulate -', file, 2, /--change PER_CENT or a column "new_price"/],
    [
      'price deal - --id X',
      'id,outcome,list_amount,amount,cost\nX,open,10,,5\nY,won,10,9,5\nZ,lost,10,9,5\n',
      3,
      /at least 20/,
    ],
    ['price deal - --id Q', 'id,outcome,list_amount,amount,cost\nX,won,10,9,5\nY,lost,10,9,5\n', 2, /no deal "Q"/],
    ['price waterfall - --steps a', 'list_amount,b\n1,2\n', 2, /no column named "a"/],
    ['price waterfall - --steps a', 'list_amount,a\n1,x\n', 3, /line 2, column "a": found "x"/],
    ['price dispersion -', 'product,price,quantity\na,0,1\n', 3, /at least one sale/],
    ['price index -', 'product,price\na,1\n', 3, /competitor_price/],
  ])('%s refuses %j with exit %d', async (line, input, code, message) => {
    expect(await refusal(line, input)).toMatchObject({ code, message: expect.stringMatching(message) });
  });
  it('names rules that cannot hold together, and wrong lines of the document', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-'));
    const document = join(folder, 'rules.yaml');
    writeFileSync(document, 'products:\n  a: { floor: 12, ceiling: 11 }\n');
    expect(await refusal(`price optimise - --constraints ${document}`, file)).toMatchObject({
      code: 3,
      message: expect.stringMatching(/a: floor 12\.00 · a: ceiling 11\.00/),
    });
    writeFileSync(document, 'all:\n  maxChange: much\n');
    expect(await refusal(`price optimise - --constraints ${document}`, file)).toMatchObject({
      code: 3,
      message: expect.stringMatching(/rules\.yaml, line 2, .*found "much"/),
    });
    rmSync(folder, { recursive: true });
  });
});
