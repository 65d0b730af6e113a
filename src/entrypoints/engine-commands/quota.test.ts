import { describe, expect, it } from 'vitest';
import { pageCommands, refusal, runQuarterdeck } from '../../../test/support/method-page.ts';

describe('the method page', () => {
  it.each(pageCommands('quota'))('quarterdeck %s', (line) => {
    const { status, stderr, stdout } = runQuarterdeck(`${line} --json`);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const answer = JSON.parse(stdout) as { quotas: { quota: number }[]; total: number };
    expect(answer.total).toBe(4_500_000);
    expect(answer.quotas.reduce((sum, { quota }) => sum + quota, 0)).toBe(4_500_000);
  });
});

describe('files as they come', () => {
  it.each([
    ['quota allocate -', 'id,history\na,1\n', 2, /--total is required/],
    ['quota allocate - --total 10.5', 'id,history\na,1\n', 2, /whole multiple of --unit 1/],
    ['quota allocate - --total 10', 'id,history\na,1\na,2\n', 3, /line 3, column "id": found "a"/],
    ['quota allocate - --total 10', 'id,capacity\na,4\nb,5\n', 3, /add up to at least 10/],
    ['quota allocate - --total 10', 'id,ramp\na,1.5\n', 3, /from 0 to 1/],
    ['quota allocate - --total 10 --what-if more', 'id\na\n', 2, /--what-if: more/],
  ])('%s refuses %j with exit %d', async (line, input, code, message) => {
    expect(await refusal(line, input)).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
