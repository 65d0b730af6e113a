import { describe, expect, it } from 'vitest';
import { referenceData } from '../../../test/reference-data.ts';
import { pageCommands, refusal, runQuarterdeck } from '../../../test/support/method-page.ts';

interface Part {
  readonly name: string;
  readonly amount: number;
  readonly minor: number;
}
interface Answer {
  readonly gap: number;
  readonly gapMinor: number;
  readonly actual: number;
  readonly reference: number;
  readonly parts: readonly Part[];
  readonly slices: readonly { slice: Record<string, string>; status?: string; gap: number; parts?: readonly Part[] }[];
  readonly usage: { used: number; skipped: number };
}

const run = (line: string, input?: string): Answer => {
  const { stdout, stderr, status } = runQuarterdeck(`${line} --json`, input);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout) as Answer;
};
const sum = (parts: readonly Part[]) => parts.reduce((total, part) => total + part.minor, 0);

describe.skipIf(referenceData() === undefined)('the method page', () => {
  it.each(pageCommands('variance'))('quarterdeck %s', (line) => {
    const answer = run(line);
    expect(sum(answer.parts)).toBe(answer.gapMinor);
    for (const slice of answer.slices) expect(sum(slice.parts ?? [])).toBe(Math.round(slice.gap * 100));
  });
  it('agrees with the published quarters of the CRM export', () => {
    const file = '../shared/data/crm-maven/sales_pipeline.csv';
    const answer = run(`variance pipeline ${file} --actual 2017-Q4 --reference 2017-Q1`);
    expect([answer.reference, answer.actual]).toEqual([1_134_672, 2_802_496]);
  });
});

describe('variance on files as they come', () => {
  const long =
    'Product;Scenario;Qty;Sales\na;plan;10;"1,000.005"\na;fact;12;1,320.00\nb;plan;5;50.01\nc;fact;1;¥7\nb;old;5;50\n';
  it('tells sides by label, new from lost, and rounds the sums, not the lines', () => {
    const answer = run('variance - --actual fact --reference plan --by product', long);
    expect(answer).toMatchObject({ reference: 1050.02, actual: 1327, gap: 276.98, usage: { used: 4, skipped: 1 } });
    expect(sum(answer.parts)).toBe(27_698);
    expect(Object.fromEntries(answer.slices.map(({ slice, status }) => [slice.Product, status]))).toEqual({
      a: 'continuing',
      b: 'lost',
      c: 'new',
    });
  });
  it('takes two columns of amounts, with quantities when named', () => {
    const wide = 'who,plan,fact,qp,qf\na,100,120,10,11\nb,,30,,3\n';
    expect(run('variance - --actual fact --reference plan --by who', wide).parts).toMatchObject([
      { name: 'b', amount: 30 },
      { name: 'a', amount: 20 },
    ]);
    const split = run('variance - --actual fact --reference plan --by who --quantity qf,qp', wide);
    expect(split.parts.map(({ name }) => name)).toEqual(['volume', 'mix of who', 'price', 'new']);
    expect(sum(split.parts)).toBe(5000);
  });
  it('takes price and quantity, and periods of a date column', () => {
    const dated = 'date,price,quantity\n2026-01-05,9.99,3\n2026-04-05,10.49,4\n2026-05-06,10.49,1\n';
    const answer = run('variance - --actual 2026-Q2 --reference 2026-Q1', dated);
    expect(answer).toMatchObject({ reference: 29.97, actual: 52.45, gap: 22.48 });
    expect(answer.parts.map(({ name }) => name)).toEqual(['volume', 'price']);
    expect(sum(answer.parts)).toBe(2248);
  });
  it('splits a product of factors', () => {
    const rows = 'period,team,heads,deals,size\nplan,n,10,4,100\nfact,n,11,4,90\nfact,s,2,3,50\n';
    const answer = run('variance factors - --factors heads,deals,size --by team --actual fact --reference plan', rows);
    expect(answer).toMatchObject({ gap: 260 });
    expect(sum(answer.parts)).toBe(26_000);
  });
  it.each([
    ['variance - --actual 2026 --reference 2025', 'product,amount\na,1\n', 3, /expected a column named "date"/],
    ['variance - --actual x --reference y', 'product,amount\na,1\n', 3, /two columns named "x" and "y"/],
    ['variance - --actual fact --reference plan --by colour', long, 2, /no column named "colour"/],
    ['variance - --actual fact', long, 2, /--reference is required/],
    [
      'variance - --actual fact --reference plan',
      'period,amount\nfact,1\nplan,one\n',
      3,
      /line 3, column "amount": found "one"/,
    ],
    ['variance pipeline - --actual soon --reference 2026', 'id,created\n1,2026-01-01\n', 2, /--actual/],
    ['variance factors - --factors a --actual f --reference p', 'period,b\nf,1\n', 3, /"a"/],
    [
      'variance factors - --factors a --actual f --reference p',
      'period,a\nf,1\nf,2\n',
      3,
      /one row per slice and side/,
    ],
  ])('%s refuses %j with exit %d', async (line, input, code, message) => {
    expect(await refusal(line, input)).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
