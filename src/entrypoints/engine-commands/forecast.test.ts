import { describe, expect, it } from 'vitest';
import { referenceData } from '../../../test/reference-data.ts';
import { pageCommands, refusal, runQuarterdeck } from '../../../test/support/method-page.ts';

interface SeriesAnswer {
  readonly series: readonly {
    readonly id: string;
    readonly method: string;
    readonly mean: readonly number[];
    readonly lower: Readonly<Record<string, readonly number[]>>;
    readonly upper: Readonly<Record<string, readonly number[]>>;
    readonly periods: readonly string[];
    readonly frequency: string;
    readonly season: number;
    readonly missing: readonly string[];
    readonly notes: readonly string[];
  }[];
  readonly notes: readonly string[];
}

interface PipelineAnswer {
  readonly total: { mean: number; low: number; median: number; high: number };
  readonly deals: readonly { id: string; probability: number; expectedAmount: number }[];
  readonly usage: { used: number; skipped: number };
  readonly notes: readonly string[];
}

const series = (line: string, input?: string): SeriesAnswer => {
  const { stdout, stderr } = runQuarterdeck(`${line} --json`, input);
  expect(stderr).toBe('');
  return JSON.parse(stdout) as SeriesAnswer;
};

describe.skipIf(referenceData() === undefined)('the method page', () => {
  it.each(pageCommands('forecast'))('quarterdeck %s', (line) => {
    const { status, stderr, stdout } = runQuarterdeck(`${line} --json`);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const answer = JSON.parse(stdout) as Partial<SeriesAnswer & PipelineAnswer>;
    expect(answer.series ?? answer.total).toBeDefined();
  });

  it('gives ses(oil) 542.68 for the years that are published', () => {
    const { stdout } = runQuarterdeck(
      'forecast series ../shared/data/forecast-r/fpp2_oil.csv --horizon 1 --method ses',
    );
    expect(stdout).toContain('ETS(A,N,N)');
  });
});

const months = Array.from({ length: 48 }, (_, t) => {
  const month = `${2020 + Math.floor(t / 12)}-${String((t % 12) + 1).padStart(2, '0')}`;
  return { month, value: Math.round(1000 + 5 * t + 300 * Math.sin((t * Math.PI) / 6)) };
});

describe('forecast series on files as they come', () => {
  it('reads other names and orders, a BOM, thousands, a blank and a missing month', () => {
    const rows = months
      .filter((_, t) => t !== 20)
      .map(({ month, value }, t) => `${t === 5 ? '' : value.toLocaleString('en-US')};x;${month}`);
    const answer = series(
      'forecast series - --horizon 3 --level 90',
      `\uFEFFSALES;note;Month\n${rows.toReversed().join('\n')}\n`,
    );
    const [only] = answer.series;
    expect(only).toMatchObject({ frequency: 'month', season: 12, missing: ['2020-06', '2021-09'] });
    expect(only.periods).toEqual(['2024-01', '2024-02', '2024-03']);
    expect(Object.keys(only.lower)).toEqual(['90']);
    expect(only.mean[2] - only.mean[0]).toBeGreaterThan(100);
    expect(answer.notes.join()).toContain('1 rows have no value');
  });

  it('finds the season of values without periods and keeps series apart', () => {
    const rows = ['a', 'b'].flatMap((id) => months.map(({ value }, t) => `${id},${id === 'a' ? value : 50 + (t % 3)}`));
    const answer = series('forecast series - --horizon 2', `series,value\n${rows.join('\n')}\n`);
    expect(answer.series.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(answer.series[0].season).toBe(12);
  });

  it('adds rows up by month and by hierarchy so that parts make the whole', () => {
    const rows = months.flatMap(({ month, value }) => [
      `N,1,${month}-03,${value}`,
      `N,2,${month}-20,${value / 2}`,
      `S,1,${month}-20,70`,
    ]);
    const input = `region,team,date,amount\n${rows.join('\n')}\n`;
    const answer = series('forecast series - --horizon 2 --every month --hierarchy region/team', input);
    const of = (id: string) => answer.series.find((one) => one.id === id)!;
    expect(of('region=N/team=1').mean[1] + of('region=N/team=2').mean[1]).toBe(of('region=N').mean[1]);
    expect(of('region=N').mean[1] + of('region=S/team=1').mean[1]).toBe(of('total').mean[1]);
  });

  it('gives the same from worker threads as alone', () => {
    const rows = Array.from({ length: 30 }, (_, k) =>
      months.slice(0, 14).map(({ month, value }) => `s${k},${month},${value + k}`),
    );
    const many = series('forecast series - --horizon 2', `series,period,value\n${rows.flat().join('\n')}\n`);
    const one = series('forecast series - --horizon 2', `series,period,value\n${rows[7].join('\n')}\n`);
    expect(many.series).toHaveLength(30);
    expect(many.series[7].mean).toEqual(one.series[0].mean);
  });

  const table = 'period,value\n2024-01,1\n2024-02,2\n2024-03,3\n';
  it.each([
    ['--horizon 2', 'period,value\n2024-01,1\n2024-02,2\n2024-02,3\n', 3, /2024-02.*line 3/s],
    ['--horizon 2', 'period,value\n2024-01,1\n2024Q2,2\n2024-03,3\n', 3, /quarter after a month/],
    ['--horizon 2', 'period,value\n2024-01,1\n2024-02,2\n', 3, /at least 3 values/],
    ['--horizon 2', 'period,value\n2024-01,x\n2024-02,2\n', 3, /line 2.*"x"/s],
    ['--horizon 2', 'period,value\nsoon,1\n2024-02,2\n', 3, /line 2.*"soon"/s],
    ['--horizon 2', 'period,amounts\n2024-01,1\n', 3, /"value"/],
    ['--horizon 2 --every month', 'period,value\n2023,1\n2024,2\n', 3, /calendar days/],
    ['--horizon 2 --hierarchy region', table, 3, /"region"/],
    ['--horizon 0', table, 2, /--horizon/],
    ['', table, 2, /--horizon is required/],
    ['--horizon 2 --level 80,120', table, 2, /--level: 120/],
    ['--horizon 2 --method magic', table, 2, /--method/],
    ['--horizon 2 --hierarchy a/a', table, 2, /--hierarchy/],
  ])('%s refuses %j with exit %d', async (options, input, code, message) => {
    expect(await refusal(`forecast series - ${options}`, input)).toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });
});

describe('forecast pipeline on files as they come', () => {
  const rows = Array.from({ length: 400 }, (_, i) => {
    const day = (offset: number) => new Date(Date.UTC(2023, 0, 1 + offset)).toISOString().slice(0, 10);
    const open = i % 5 === 4;
    return `D${i},${day(i)},${open ? '' : day(i + 10 + ((i * 7) % 50))},${open ? '洽谈' : i % 2 === 0 ? '赢单' : '丢单'},${100 + (i % 9)},${i % 3 === 0 ? '王' : '李'}`;
  });
  const input = `编号,创建日期,关闭日期,状态,金额,负责人\n${rows.join('\n')}\n,,,,,\n`.replace('\n,,,,,\n', '\n');
  const days = '--as-of 2023-11-30 --until 2023-12-31';

  it('reads Chinese headers and words for won and lost', () => {
    const { stdout, stderr } = runQuarterdeck(`forecast pipeline - ${days} --json`, input);
    expect(stderr).toBe('');
    const { total, deals } = JSON.parse(stdout) as PipelineAnswer;
    expect(total.low).toBeLessThanOrEqual(total.median);
    expect(total.median).toBeLessThanOrEqual(total.high);
    expect(deals.length).toBeGreaterThan(50);
    for (const deal of deals) expect(deal.probability).toBeLessThanOrEqual(1);
  });

  it.each([
    [days, 'id,created,closed,outcome,amount\n1,2023-01-01,2023-02-01,won,5\n', 3, /20 deals/],
    [days, `${input}D3,2023-01-01,,洽谈,1,李\n`, 3, /D3.*each deal once/s],
    [`${days} --by planet`, input, 3, /planet/],
    ['--as-of 2023-12-31 --until 2023-11-30', input, 2, /--until/],
    ['--as-of 2023-12-31', input, 2, /--until is required/],
    [`${days} --days-before 0`, input, 2, /--days-before/],
  ])('%s refuses with exit %d', async (options, text, code, message) => {
    expect(await refusal(`forecast pipeline - ${options}`, text)).toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });
});
