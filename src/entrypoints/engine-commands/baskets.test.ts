import { describe, expect, it } from 'vitest';
import { referenceData } from '../../../test/reference-data.ts';
import { pageCommands, refusal, runQuarterdeck } from '../../../test/support/method-page.ts';

interface Answer {
  readonly baskets: number;
  readonly items: number;
  readonly rules: readonly { lhs: string[]; rhs: string[]; count: number; confidence: number; lift: number }[];
  readonly usage: { skipped: number };
}

describe.skipIf(referenceData() === undefined)('the method page', () => {
  it.each(pageCommands('baskets'))('quarterdeck %s', (line) => {
    const { status, stderr, stdout } = runQuarterdeck(`${line} --json`);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect((JSON.parse(stdout) as Answer).rules).toBeDefined();
  });
});

describe('baskets rules on files as they come', () => {
  const limits = '--min-support 0.5 --min-confidence 0.6';
  it('reads tables with other names and blanks', () => {
    const { stdout } = runQuarterdeck(
      `baskets rules - ${limits} --json`,
      'Item;Note;Order ID\ntea;x;1\nmilk;x;1\ntea;x;2\nmilk;x;2\n;x;2\ntea;x;3\n',
    );
    const answer = JSON.parse(stdout) as Answer;
    expect(answer).toMatchObject({ baskets: 3, items: 2, usage: { skipped: 1 } });
    expect(answer.rules).toMatchObject([
      { lhs: ['milk'], rhs: ['tea'], count: 2, confidence: 1, lift: 1 },
      { lhs: ['tea'], rhs: ['milk'], count: 2 },
    ]);
  });
  it.each([
    ['1 2 3\n1 2\n2 3\n', 3],
    ['"a, b",c\r\n"a, b",c\r\nd\r\n\r\n', 3],
    ['\uFEFFa|b\na|b|b\n', 2],
  ])('reads basket lines %j', (input, baskets) => {
    const { stdout } = runQuarterdeck(`baskets rules - --format basket ${limits} --json`, input);
    const answer = JSON.parse(stdout) as Answer;
    expect(answer.baskets).toBe(baskets);
    expect(answer.rules.length).toBeGreaterThan(0);
  });
  it.each([
    [`baskets rules - ${limits}`, 'basket,thing\n1,a\n', 3, /"item"/],
    [`baskets rules - --format basket ${limits}`, '\n\n', 3, /empty/],
    ['baskets rules - --min-confidence 0.5', 'basket,item\n1,a\n', 2, /--min-support is required/],
    ['baskets rules - --min-support 0 --min-confidence 0.5', 'basket,item\n1,a\n', 2, /above 0/],
    ['baskets rules - --min-support 2 --min-confidence 0.5', 'basket,item\n1,a\n', 2, /--min-support/],
    [`baskets rules - ${limits} --min-length 4 --max-length 3`, 'basket,item\n1,a\n', 2, /--min-length/],
  ])('%s refuses %j with exit %d', async (line, input, code, message) => {
    expect(await refusal(line, input)).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
