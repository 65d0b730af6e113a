import { describe, expect, it } from 'vitest';
import { pageCommands, refusal, runQuarterdeck } from '../../../test/support/method-page.ts';

const run = <Answer>(line: string, input?: string): Answer => {
  const { stdout, stderr, status } = runQuarterdeck(`${line} --json`, input);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout) as Answer;
};

describe('the method page', () => {
  it.each(pageCommands('promotion'))('quarterdeck %s', (line) => {
    const answer = run<{
      low?: number;
      high?: number;
      promotions?: { low: number; net: number; high: number; uplift: number }[];
    }>(line);
    for (const one of answer.promotions ?? []) {
      expect(one.low).toBeLessThan(one.net);
      expect(one.net).toBeLessThan(one.high);
      expect(one.uplift).toBeGreaterThan(0);
    }
  });
});

describe('promotion effect on files as they come', () => {
  const weeks = Array.from({ length: 40 }, (_, t) => new Date(Date.UTC(2025, 0, 6 + 7 * t)).toISOString().slice(0, 10));
  const rows = weeks.map(
    (day, t) =>
      `可乐,${day},${t === 30 ? 180 : 100 + ((t * 31) % 7)},${t === 30 ? '¥1.5' : '¥2'},${t === 30 ? '是' : ''}`,
  );
  it('reads Chinese headers and a plain flag, and says that the net is revenue without costs', () => {
    const { promotions, notes } = run<{
      promotions: { id: string; from: string; uplift: number; discount: number }[];
      notes: string[];
    }>('promotion effect -', `产品,日期,数量,单价,促销\n${rows.join('\n')}\n`);
    expect(promotions).toMatchObject([{ id: '可乐', from: '2025-08-04' }]);
    expect(promotions[0].uplift).toBeGreaterThan(60);
    expect(promotions[0].discount).toBeCloseTo(0.25, 9);
    expect(notes.join()).toMatch(/no costs: the net effect is in revenue/);
  });
  it.each([
    ['promotion effect -', 'product,period,quantity,price\na,1,1,1\n', 3, /promotion/],
    [
      'promotion effect -',
      'product,period,quantity,price,promotion\na,1,1,1,\n',
      3,
      /at least one row under a promotion/,
    ],
    [
      'promotion effect -',
      'product,period,quantity,price,promotion\na,1,-1,1,x\n',
      3,
      /line 2, column "quantity": found "-1"/,
    ],
    ['promotion effect - --after 99', 'product,period,quantity,price,promotion\na,1,1,1,x\n', 2, /--after/],
    ['promotion plan -', 'product,period,quantity,price,promotion\na,1,1,1,x\n', 2, /--baseline/],
    [
      'promotion plan - --baseline 10 --price 2 --discount 10',
      'product,period,quantity,price,promotion\na,1,1,1,x\n',
      3,
      /at least 4/,
    ],
  ])('%s refuses %j with exit %d', async (line, input, code, message) => {
    expect(await refusal(line, input)).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
