import { describe, expect, it } from 'vitest';
import { UnusableData } from '#kernel/unusable-data.ts';
import { type SeriesRow, arrangeSeries } from './arrange-series.ts';
import { detectAxis, periodLabel } from './period-axis.ts';
import { type PeriodCell, readPeriodCell } from './period-notation.ts';

const axisOf = (texts: readonly string[]) => detectAxis(texts.map((text) => readPeriodCell(text)!));
const rows = (texts: readonly string[], series = 'a', from = 2): SeriesRow[] =>
  texts.map((text, i) => ({ series, period: readPeriodCell(text)!, value: i, line: from + i }));

describe('period notation', () => {
  it.each([
    [['2023Q4', '2024Q1'], 'quarter', '2024Q2'],
    [['Q4 2023', 'Q1 2024'], 'quarter', '2024Q2'],
    [['2023年第4季度', '2024年第一季度'], 'quarter', '2024Q2'],
    [['2023-12', '2024-01'], 'month', '2024-02'],
    [['202312', '202401'], 'month', '2024-02'],
    [['2023年12月', '2024年1月'], 'month', '2024-02'],
    [['Dec 2023', 'Jan 2024'], 'month', '2024-02'],
    [['2023-12-31', '2024-01-31', '2024-02-29'], 'month', '2024-03'],
    [['2023-10-01', '2024-01-01', '2024-04-01'], 'quarter', '2024Q3'],
    [['2022-01-01', '2023-01-01'], 'year', '2024'],
    [['2023', '2024'], 'year', '2025'],
    [['2023H2', '2024上半年'], 'half-year', '2024H2'],
    [['2024-W01', '2024-W02'], 'week', '2024-01-15'],
    [['2024-01-03', '2024-01-10'], 'week', '2024-01-17'],
    [['2024-01-31', '2024-02-01', '2024-02-02'], 'day', '2024-02-03'],
    [['2024-01-01T22:00', '2024-01-01T23:00'], 'hour', '2024-01-02T00:00'],
    [['1949.9166667', '1950'], 'month', '1950-02'],
    [['1956.5', '1956.75', '1957.0'], 'quarter', '1957Q2'],
    [['1', '2', '3'], 'step', '4'],
  ])('%j are %ss; next comes %s', (texts, frequency, next) => {
    const axis = axisOf(texts)!;
    expect(axis.frequency).toBe(frequency);
    expect(axis.indices.slice(1).every((index, i) => index === axis.indices[i] + 1)).toBe(true);
    expect(periodLabel(axis, axis.indices.at(-1)! + 1)).toBe(next);
  });

  it('knows working days and goes over the weekend', () => {
    const days = ['01', '02', '03', '04', '05', '08', '09', '10', '11', '12'].map((day) => `2024-01-${day}`);
    const axis = axisOf(days)!;
    expect(axis.frequency).toBe('working day');
    expect(periodLabel(axis, axis.indices.at(-1)! + 1)).toBe('2024-01-15');
  });

  it.each(['2024-13', '2024Q5', '2024-02-30', '2024-W60', 'soon', '', '2024-01-01T09:30'])(
    'does not read %j',
    (text) => {
      expect(readPeriodCell(text)).toBeUndefined();
    },
  );
});

describe('laying rows out', () => {
  it('sorts, finds what is missing and takes blanks as missing', () => {
    const [series] = arrangeSeries(
      [
        ...rows(['2024-04', '2024-01']),
        { series: 'a', period: readPeriodCell('2024-02') as PeriodCell, value: undefined, line: 9 },
      ],
      { mostMissing: 0.6 },
    );
    expect(series.values).toEqual([1, undefined, undefined, 0]);
    expect(series.missing).toEqual(['2024-02', '2024-03']);
  });

  it('refuses a period that comes twice and names both lines', () => {
    expect(() => arrangeSeries(rows(['2024-01', '2024-02', '2024-01']))).toThrow(/line 4.*2024-01.*line 2/s);
  });

  it('refuses mixed notations, mixed frequencies and mostly absent periods', () => {
    expect(() => arrangeSeries(rows(['2024-01', '2024Q2']))).toThrow(UnusableData);
    const monthly = rows(['2024-01', '2024-02', '2024-03']);
    expect(() => arrangeSeries([...monthly, ...rows(['2021', '2022', '2023'], 'b', 7)])).toThrow(/month|year/);
    expect(() => arrangeSeries(rows(['2020-01', '2020-02', '2029-01', '2029-02']))).toThrow(/without a value/);
  });

  it('lets a short series take the frequency of the others', () => {
    const [long, short] = arrangeSeries([
      ...rows(['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01']),
      ...rows(['2024-02-01', '2024-03-01'], 'b'),
    ]);
    expect(long.frequency).toBe('month');
    expect(short).toMatchObject({ frequency: 'month', values: [0, 1] });
  });
});
