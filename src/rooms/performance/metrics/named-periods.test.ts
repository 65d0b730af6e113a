import { describe, expect, it } from 'vitest';
import { namedPeriods, periodText, wholeMonthsBefore } from './named-periods.ts';

describe('namedPeriods', () => {
  const named = (startMonth: number, today: string) =>
    Object.fromEntries(
      namedPeriods({ kind: 'months', startMonth }, today).map((period) => [
        period.name,
        [periodText(period), periodText(period.against)],
      ]),
    );

  it('ends running periods today and compares them with as many days before', () => {
    expect(named(1, '2026-11-23')).toEqual({
      thisQuarter: ['2026-10-01..2026-11-23', '2026-07-01..2026-08-23'],
      lastQuarter: ['2026-07-01..2026-09-30', '2026-04-01..2026-06-30'],
      thisYear: ['2026-01-01..2026-11-23', '2025-01-01..2025-11-23'],
      lastYear: ['2025-01-01..2025-12-31', '2024-01-01..2024-12-31'],
      last12Months: ['2025-11-24..2026-11-23', '2024-11-24..2025-11-23'],
    });
  });

  it('follows a fiscal year that begins in April', () => {
    expect(named(4, '2026-02-10')).toMatchObject({
      thisQuarter: ['2026-01-01..2026-02-10', '2025-10-01..2025-11-10'],
      lastYear: ['2024-04-01..2025-03-31', '2023-04-01..2024-03-31'],
    });
  });

  it('never reaches beyond a shorter period before', () => {
    expect(named(1, '2026-06-30').thisQuarter).toEqual(['2026-04-01..2026-06-30', '2026-01-01..2026-03-31']);
  });
});

describe('wholeMonthsBefore', () => {
  it('leaves the running month out', () => {
    expect(wholeMonthsBefore('2026-11-23', 36)).toEqual({ from: '2023-11-01', until: '2026-11-01' });
  });
});
