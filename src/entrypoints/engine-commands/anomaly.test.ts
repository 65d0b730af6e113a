import { describe, expect, it } from 'vitest';
import { referenceData } from '../../../test/reference-data.ts';
import { pageCommands, refusal, runQuarterdeck } from '../../../test/support/method-page.ts';

interface Point {
  readonly series?: string;
  readonly period: string;
  readonly value: number;
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  readonly score: number;
  readonly anomaly: boolean;
  readonly because?: readonly { slice: string; share: number }[];
}
interface Answer {
  readonly points: readonly Point[];
  readonly anomalies: readonly Point[];
  readonly notes: readonly string[];
}
const run = (line: string, input?: string): Answer => {
  const { stdout, stderr, status } = runQuarterdeck(`${line} --json`, input);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout) as Answer;
};

describe.skipIf(referenceData() === undefined)('the method page', () => {
  it.each(pageCommands('anomaly'))('quarterdeck %s', (line) => {
    const { points } = run(line);
    expect(points.length).toBeGreaterThan(20);
    for (const point of points) expect(point.anomaly).toBe(point.value < point.low || point.value > point.high);
  });
});

const wave = (t: number): number => 100 + 10 * Math.sin((Math.PI * t) / 6) + ((t * 7919) % 13) / 4;
const month = (t: number): string => `${2020 + Math.floor(t / 12)}-${String((t % 12) + 1).padStart(2, '0')}`;

describe('anomaly on files as they come', () => {
  it('reads months, finds the planted one and the slice behind it', () => {
    const rows = Array.from({ length: 60 }, (_, t) => [
      `${month(t)},north,${wave(t)}`,
      `${month(t)},south,${wave(t) + (t === 40 ? 90 : 0)}`,
    ]).flat();
    const { anomalies } = run('anomaly - --by region', `period,region,value\n${rows.join('\n')}\n`);
    expect(anomalies.map(({ period }) => period)).toEqual([month(40)]);
    expect(anomalies[0].because?.[0]).toMatchObject({ slice: 'south' });
  });

  it('judges each series by itself and says which are too short', () => {
    const rows = Array.from({ length: 40 }, (_, t) => `a,${t},${wave(t) + (t === 20 ? 80 : 0)}`);
    const { anomalies, notes } = run(
      'anomaly -',
      `Series;Period;Value\n${rows.join('\n').replaceAll(',', ';')}\nb;1;5\n`,
    );
    expect(anomalies).toMatchObject([{ series: 'a', period: '20' }]);
    expect(notes.join()).toMatch(/series "b" has fewer than 8 values/);
  });

  it('reads quarters and leaves out a month that is not over', () => {
    const quarters = Array.from({ length: 12 }, (_, t) => `${2023 + Math.floor(t / 4)}Q${(t % 4) + 1},${100 + t}`).join(
      '\n',
    );
    expect(run('anomaly -', `quarter,value\n${quarters}\n`).points[0].period).toBe('2023-Q1');
    const days = Array.from(
      { length: 300 },
      (_, t) => `${new Date(Date.UTC(2025, 0, 1 + t)).toISOString().slice(0, 10)},${wave(t)}`,
    ).flatMap((row) => [row, row]);
    const gathered = run('anomaly - --period month', `date,value\n${days.join('\n')}\n`);
    expect(gathered.points).toHaveLength(9);
    expect(gathered.notes.join()).toMatch(/2025-10 is not over/);
  });

  it.each([
    ['anomaly -', 'period,value\n2026-01,1\n2026-02,2\n', 3, /at least 8 periods/],
    ['anomaly -', 'period,value\n2026-01,x\n', 3, /line 2, column "value"/],
    ['anomaly -', 'period,value\nsoon,1\n', 3, /line 2, column "period": found "soon"/],
    ['anomaly -', 'value\n1\n', 3, /"period"/],
    ['anomaly - --by colour', 'period,value\n1,1\n', 2, /no column named "colour"/],
    ['anomaly - --alarms 0.9', 'period,value\n1,1\n', 2, /--alarms/],
  ])('%s refuses %j with exit %d', async (line, input, code, message) => {
    expect(await refusal(line, input)).toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
