import { describe, expect, it } from 'vitest';
import { referenceData } from '../../../test/reference-data.ts';
import { pageCommands, refusal, runQuarterdeck } from '../../../test/support/method-page.ts';

interface FitAnswer {
  coefficients: { term: string; estimate: number; stdError: number; p: number }[];
  residualStdError: number;
  r2: number;
  df: number;
  usage: { skipped: number; lines: number[] };
  aliased: string[];
}

describe.skipIf(referenceData() === undefined)('the method page', () => {
  it.each(pageCommands('statistics'))('quarterdeck %s', (line) => {
    const { status, stderr, stdout } = runQuarterdeck(`${line} --json`);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const answer = JSON.parse(stdout) as FitAnswer;
    expect(answer.df).toBeGreaterThan(1000);
    const price = answer.coefficients.find(({ term }) => term === 'log(price)');
    if (price !== undefined)
      expect([-3.139, -2.774].some((value) => Math.abs(price.estimate - value) < 5e-4)).toBe(true);
  });
});

const messy = '\uFEFFRegion;Unit Price;SALES\nn;"1.5";10\nn;2.5;8,0\ns;n/a;3\ns;3.5;7\ns;1.0;12\nn;3.0;7.5\n';

describe('statistics fit on files as they come', () => {
  it('finds columns by any case and leaves blanks out with their line', () => {
    const { stdout, status, stderr } = runQuarterdeck(
      'statistics fit - --formula "sales ~ `unit price` + region" --json',
      messy.replaceAll('8,0', '8.0'),
    );
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const answer = JSON.parse(stdout) as FitAnswer;
    expect(answer.coefficients.map(({ term }) => term)).toEqual(['(Intercept)', 'unit price', 'regions']);
    expect(answer.usage).toMatchObject({ skipped: 1, lines: [4] });
    expect(answer.df).toBe(2);
  });

  it('reads standard input, --map and a family, and draws a picture of an exact fit', () => {
    const rows = Array.from({ length: 12 }, (_, i) => `${i},${1 + 2 * i}`).join('\n');
    const { stdout, status } = runQuarterdeck(
      'statistics fit - --formula "y ~ poly(x, 2)" --map x=a --map y=b --plot /tmp/quarterdeck-fit.svg --json',
      `a,b\n${rows}\n`,
    );
    expect(status).toBe(0);
    const answer = JSON.parse(stdout) as FitAnswer;
    [1, 2, 0].forEach((value, k) => expect(answer.coefficients[k].estimate).toBeCloseTo(value, 12));
    expect(answer.residualStdError).toBeLessThan(1e-20);
  });

  it.each([
    ['statistics fit - --formula "y ~ x +"', 'x,y\n1,2\n', 2, /a column or a number is expected/],
    ['statistics fit -', 'x,y\n1,2\n', 2, /--formula is required/],
    ['statistics fit - --formula "y ~ x" --family gamma', 'x,y\n1,2\n', 2, /--family/],
    ['statistics fit - --formula "y ~ z"', 'x,y\n1,2\n', 3, /a column named "z"/],
    ['statistics fit - --formula "y ~ x"', '', 3, /empty/],
    ['statistics fit - --formula "y ~ x"', 'x,y\n', 3, /at least one row/],
    [
      'statistics fit - --formula "y ~ x"',
      'x,y\n1,2\n',
      3,
      /found "data: 1 usable rows", expected at least 2, one per coefficient$/,
    ],
    [
      'statistics fit - --formula "y ~ x"',
      'x,y\n1,2\n2,3\n3,oops\n4,5\n5,5\n6,7\n',
      3,
      /line 4, column "y": found "oops"/,
    ],
    ['statistics fit - --formula "y ~ log(x)"', 'x,y\n1,2\n0,3\n3,1\n', 3, /line 3, column "log\(x\)"/],
    [
      'statistics fit - --formula "y ~ x" --family binomial',
      'x,y\n1,2\n2,3\n3,1\n',
      3,
      /line 2, column "y".*from 0 to 1/,
    ],
    ['statistics fit - --formula "y ~ x" --family poisson', 'x,y\n1,2\n2,-3\n3,1\n', 3, /line 3, column "y".*count/],
    ['statistics fit - --formula "y ~ g"', 'g,y\na,2\na,3\na,1\n', 3, /at least two different values/],
    ['statistics fit - --formula "y ~ x"', 'x,y\n,2\n,3\n', 3, /only blanks/],
  ])('%s refuses %j with exit %d', async (line, input, code, message) => {
    expect(await refusal(line, input)).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
