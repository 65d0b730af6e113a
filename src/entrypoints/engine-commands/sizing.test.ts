import { describe, expect, it } from 'vitest';
import { pageCommands, refusal, runQuarterdeck } from '../../../test/support/method-page.ts';

describe('the method page', () => {
  it.each(pageCommands('sizing'))('quarterdeck %s', (line) => {
    const { status, stderr, stdout } = runQuarterdeck(`${line} --json`);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ people: expect.any(Number), marginalProfit: expect.any(Number) });
  });
});

describe('files as they come', () => {
  it.each([
    ['sizing -', 'segment,people,sales\na,1,1\n', 2, /--cost is required/],
    ['sizing - --cost 1', 'segment,people,sales\na,1,1\n', 2, /--margin is required/],
    ['sizing - --cost 1 --margin 2', 'segment,people,sales\na,1,1\n', 2, /--margin/],
    ['sizing - --cost 1 --margin 0.5', 'segment,people,sales\na,0,1\n', 3, /line 2, column "people": found "0"/],
    [
      'sizing - --cost 1 --margin 0.5',
      'segment,people,sales,none,half_more,most\na,1,10,20,30,40\n',
      3,
      /none < sales/,
    ],
    ['sizing - --cost 1', 'segment,people,sales,margin\na,1,10,\n', 3, /column "margin"/],
  ])('%s refuses %j with exit %d', async (line, input, code, message) => {
    expect(await refusal(line, input)).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
