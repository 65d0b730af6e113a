import { describe, expect, it } from 'vitest';
import { referenceData } from '../../../test/reference-data.ts';
import { pageCommands, refusal, runQuarterdeck } from '../../../test/support/method-page.ts';

interface Analysis {
  readonly arms: readonly { arm: string; n: number; means: Readonly<Record<string, number>> }[];
  readonly effects: readonly { metric: string; arm: string; estimate: number; low: number; high: number; p: number }[];
  readonly sampleRatio: { p: number };
  readonly sealed: { planned: number; have: number } | null;
  readonly usage: { used: number; skipped: number };
  readonly notes: readonly string[];
}
const run = <Answer>(line: string, input?: string): Answer => {
  const { stdout, stderr, status } = runQuarterdeck(`${line} --json`, input);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout) as Answer;
};

describe.skipIf(referenceData() === undefined)('the method page', () => {
  it.each(pageCommands('pilot'))('quarterdeck %s', (line) => {
    expect(Object.keys(run<object>(line)).length).toBeGreaterThan(3);
  });
  it('reproduces the published figures of the e-mail pilot', () => {
    const { arms, sampleRatio } = run<Analysis>(
      'pilot analyse ../shared/data/hillstrom-email/hillstrom.csv --arm segment --metrics visit,conversion,spend',
    );
    const of = (arm: string) => Object.values(arms.find((one) => one.arm === arm)!.means);
    const shown = (arm: string): string[] =>
      of(arm).map((value, k) => (k < 2 ? (100 * value).toFixed(2) : value.toFixed(2)));
    expect(shown('Mens E-Mail')).toEqual(['18.28', '1.25', '1.42']);
    expect(shown('Womens E-Mail')).toEqual(['15.14', '0.88', '1.08']);
    expect(shown('No E-Mail')).toEqual(['10.62', '0.57', '0.65']);
    expect(sampleRatio.p).toBeGreaterThan(0.05);
  });
});

describe('pilots on files as they come', () => {
  const visits = Array.from(
    { length: 200 },
    (_, i) => `u${i % 40},${i % 40 < 20 ? '对照' : '新话术'},${(i * 7) % 5},${i % 2 ? '是' : '否'}`,
  );
  it('adds rows of a unit up, finds the control, reads yes and no, leaves crossed units out', () => {
    const { arms, notes, usage } = run<Analysis>(
      'pilot analyse - --unit 客户 --arm 组 --metrics 金额,成交',
      `客户,组,金额,成交\n${visits.join('\n')}\nu0,新话术,1,是\nu1,,1,是\nu2,对照,,是\n`,
    );
    expect(arms.map(({ arm, n }) => [arm, n])).toEqual([
      ['对照', 19],
      ['新话术', 20],
    ]);
    expect(usage).toMatchObject({ used: 201, skipped: 2 });
    expect(notes.join()).toMatch(/1 units were in more than one arm/);
  });
  it('sealed before the planned size', () => {
    const rows = Array.from({ length: 100 }, (_, i) => `${i % 2 ? 'a' : 'b'},${i % 5}`).join('\n');
    expect(run<Analysis>('pilot analyse - --arm arm --metrics y --planned 200', `arm,y\n${rows}\n`)).toMatchObject({
      effects: [],
      sealed: { planned: 200, have: 100 },
    });
  });
  it('assigns the same lot for the same seed', () => {
    const file = `id,size\n${Array.from({ length: 12 }, (_, i) => `p${i},${i}`).join('\n')}\n`;
    const first = run<{ assignment: unknown[] }>('pilot assign - --method matched --balance size --seed 7', file);
    expect(run('pilot assign - --method matched --balance size --seed 7', file)).toEqual(first);
    expect(first.assignment).toHaveLength(12);
  });
  it.each([
    ['pilot size', '', 2, /exactly one of --sd/],
    ['pilot size --sd 1 --effect 1 --n 10 --power 80', '', 2, /exactly one is expected/],
    ['pilot size --sd 1 --effect 0', '', 2, /other than 0/],
    ['pilot assign - --arms a', 'id\n1\n2\n', 2, /at least two/],
    ['pilot assign -', 'id\n1\n1\n', 3, /line 3, column "id": found "1", expected each unit once/],
    ['pilot assign - --method matched', 'id\n1\n2\n', 2, /needs --balance/],
    ['pilot analyse - --arm a --metrics y', 'a,y\nx,1\nx,2\n', 2, /at least two are expected/],
    ['pilot analyse - --arm a --metrics y', 'a,y\nx,oops\n', 3, /line 2, column "y": found "oops"/],
    ['pilot analyse - --arm b --metrics y', 'a,y\nx,1\n', 2, /no column named "b"/],
    ['pilot analyse - --arm a --metrics y --guards z', 'a,y\nx,1\nx,2\nw,1\nw,2\n', 2, /none of the metrics/],
    ['pilot did - --start 3', 'unit,period,value\na,1,1\n', 2, /a column "treated"/],
    ['pilot stepped -', 'unit,period,value,start\na,1,1,2\na,2,1,3\n', 3, /line 3, column "start": found "3"/],
    ['pilot stepped -', 'unit,period,value,start\na,1,1,2\na,2,1,2\n', 3, /at least 4/],
    ['pilot synthetic - --treated z --start 2', 'unit,period,value\na,1,1\n', 2, /no "z"/],
  ])('%s refuses %j with exit %d', async (line, input, code, message) => {
    expect(await refusal(line, input)).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
