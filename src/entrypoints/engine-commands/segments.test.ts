import { describe, expect, it } from 'vitest';
import { referenceData } from '../../../test/reference-data.ts';
import { pageCommands, refusal, runQuarterdeck } from '../../../test/support/method-page.ts';

describe.skipIf(referenceData() === undefined)('the method page', () => {
  it.each(pageCommands('segments'))('quarterdeck %s', (line) => {
    const { status, stderr, stdout } = runQuarterdeck(`${line} --json`);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(Object.keys(JSON.parse(stdout) as object).length).toBeGreaterThan(2);
  });
});

const purchases =
  '\uFEFFNote,AMOUNT,Date,Customer ID\nx,10,2026-01-05,a\nx,"1,250.50",2026/2/7,b\nx,n/a,2026-02-08,b\n,5,2026-03-01,a\n';

describe('segments on files as they come', () => {
  it('reads any order and case of columns, a BOM, blanks and grouped numbers, and reports what it left out', () => {
    const { stdout, status } = runQuarterdeck('segments rfm - --as-of 2026-03-31 --json', purchases);
    expect(status).toBe(0);
    const answer = JSON.parse(stdout) as { customers: unknown[]; usage: { skipped: number } };
    expect(answer.customers).toMatchObject([
      { id: 'a', recencyDays: 30, frequency: 2, monetary: 15 },
      { id: 'b', recencyDays: 52, frequency: 1, monetary: 1250.5 },
    ]);
    expect(answer.usage).toMatchObject({ used: 3, skipped: 1, reasons: [{ lines: [4] }] });
  });

  it.each([
    ['segments rfm -', 'customer,date\na,2026-01-01\n', 3, /amount/],
    ['segments rfm -', 'customer,date,amount\na,2026-13-01,5\n', 3, /line 2, column "date": found "2026-13-01"/],
    ['segments rfm -', 'customer,date,amount\na,2026-01-01,abc\n', 3, /line 2, column "amount": found "abc"/],
    ['segments rfm -', '', 3, /empty/],
    ['segments rfm - --as-of yesterday', purchases, 2, /--as-of/],
    ['segments abc - --cuts 95,80', 'item,value\na,1\n', 2, /--cuts/],
    ['segments abc -', 'item,value\na,0\n', 3, /above zero/],
    ['segments xyz -', 'item,date,quantity\na,2026-01-01,1\n', 3, /at least 3 periods/],
    ['segments cluster -', 'id,colour\n1,red\n2,blue\n', 3, /numeric column/],
    ['segments cluster -', 'id,x\n1,2\n2,2\n3,2\n4,2\n', 3, /values differ/],
    ['segments cluster - --columns y', 'id,x\n1,2\n', 2, /no column named "y"/],
    ['segments cohorts - --period fortnight', purchases, 2, /--period/],
  ])('%s refuses %j with exit %d', async (line, input, code, message) => {
    expect(await refusal(line, input)).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
