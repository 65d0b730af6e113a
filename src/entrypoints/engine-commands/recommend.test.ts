import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { referenceData } from '../../../test/reference-data.ts';
import { pageCommands, refusal, runQuarterdeck } from '../../../test/support/method-page.ts';

interface Answer {
  readonly evaluation?: { hitRate: number; popularity: number; itemKnn: number; customers: number };
  readonly customers: readonly { id: string; items: readonly { item: string; score: number; reasons: unknown[] }[] }[];
  readonly usage: { skipped: number };
}

describe.skipIf(referenceData() === undefined)('the method page', () => {
  it.each(pageCommands('recommend'))('quarterdeck %s', (line) => {
    const { status, stderr, stdout } = runQuarterdeck(`${line} --json`);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const { evaluation, customers } = JSON.parse(stdout) as Answer;
    expect(evaluation!.customers).toBeGreaterThan(600);
    expect(evaluation!.hitRate).toBeGreaterThanOrEqual(evaluation!.itemKnn);
    expect(customers).toHaveLength(1);
    expect(customers[0].items).toHaveLength(10);
    expect(customers[0].items.every((one) => one.reasons.length > 0)).toBe(true);
  });
});

const purchases =
  'QTY;Item;Date;Client\n1;pen;2026-01-01;a\n1;ink;2026-02-01;a\n-1;ink;2026-02-02;a\n1;pen;2026-01-03;b\n1;ink;2026-03-01;b\n;cap;2026-01-09;c\n';

describe('recommend on files as they come', () => {
  it('leaves returns out and says so', () => {
    const { stdout } = runQuarterdeck('recommend - --k 2 --json', purchases);
    const answer = JSON.parse(stdout) as Answer;
    expect(answer.usage).toMatchObject({ used: 5, skipped: 1 });
    expect(answer.customers.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('offers only items of the catalogue that are in stock', () => {
    const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-'));
    const catalogue = join(folder, 'catalogue.csv');
    writeFileSync(catalogue, 'item,stock\npen,0\nink,4\ncap,\n');
    const { stdout } = runQuarterdeck(`recommend - ${catalogue} --json`, purchases);
    rmSync(folder, { recursive: true });
    const offered = (JSON.parse(stdout) as Answer).customers.flatMap(({ items }) => items.map(({ item }) => item));
    expect([...new Set(offered)].sort()).toEqual(['cap', 'ink']);
  });

  it.each([
    ['recommend -', 'customer,date\na,2026-01-01\n', 3, /"item"/],
    ['recommend -', 'customer,item,date\na,p,soon\n', 3, /line 2, column "date"/],
    ['recommend -', 'customer,item,date,quantity\na,p,2026-01-01,-1\n', 3, /at least one row/],
    ['recommend - --k 0', purchases, 2, /--k/],
    ['recommend - --holdout 2020-01-01', purchases, 3, /hold-out/],
  ])('%s refuses %j with exit %d', async (line, input, code, message) => {
    expect(await refusal(line, input)).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
