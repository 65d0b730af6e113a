import { describe, expect, it } from 'vitest';
import { referenceData } from '../../../test/reference-data.ts';
import { pageCommands, refusal, runQuarterdeck } from '../../../test/support/method-page.ts';

interface Answer {
  readonly parameters: Readonly<Record<string, number>>;
  readonly logLikelihood: number;
  readonly customers: readonly { id: string; alive: number; expectedPurchases: number; value?: number }[];
}

describe.skipIf(referenceData() === undefined)('the method page', () => {
  it.each(pageCommands('value'))('quarterdeck %s', (line) => {
    const { status, stderr, stdout } = runQuarterdeck(`${line} --json`);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const { customers } = JSON.parse(stdout) as Answer;
    expect(customers.every((one) => one.alive >= 0 && one.alive <= 1 && one.expectedPurchases >= 0)).toBe(true);
  });
});

const summary = `ID;X;T_X;t\n${Array.from({ length: 60 }, (_, i) => `${i};${i % 4};${(i % 4) * 8};${30 + (i % 9)}`).join('\n')}\n`;

describe('value clv on files as they come', () => {
  it('takes a summary with other separators and cases', () => {
    const { stdout, status } = runQuarterdeck('value clv - --horizon 10 --json', summary);
    expect(status).toBe(0);
    const answer = JSON.parse(stdout) as Answer;
    expect(Object.keys(answer.parameters)).toEqual(['r', 'alpha', 'a', 'b']);
    expect(answer.customers).toHaveLength(60);
    expect(answer.customers[3]).toMatchObject({ id: '3' });
  });

  it('takes counted occasions for bgbb', () => {
    const rows = 'x,t_x,n,count\n3,3,3,10\n2,3,3,8\n1,1,3,12\n1,3,3,9\n2,2,3,6\n0,0,3,40\n1,2,3,5\n';
    const { stdout } = runQuarterdeck('value clv - --model bgbb --horizon 3 --json', rows);
    expect(Object.keys((JSON.parse(stdout) as Answer).parameters)).toEqual(['alpha', 'beta', 'gamma', 'delta']);
  });

  it.each([
    ['value clv -', 'x,t_x,T\n1,5,4\n', 3, /line 2, column "t_x": found "5", expected a time from 0 to T = 4/],
    ['value clv -', 'x,t_x,T\n0,0,4\n', 3, /repeat purchase/],
    ['value clv -', 'x,t_x\n0,0\n', 3, /"T"/],
    ['value clv -', 'customer,amount\na,5\n', 3, /"date"/],
    ['value clv - --model bgbb', 'customer,date\na,2026-01-01\n', 2, /needs a summary/],
    ['value clv - --until 2026-01-01', 'x,t_x,T\n1,2,4\n', 2, /need purchases/],
    ['value clv - --horizon -1', 'x,t_x,T\n1,2,4\n', 2, /--horizon/],
    ['value clv - --model magic', 'x,t_x,T\n1,2,4\n', 2, /--model/],
  ])('%s refuses %j with exit %d', async (line, input, code, message) => {
    expect(await refusal(line, input)).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
