import { describe, expect, it } from 'vitest';
import { periodDays, periodText, twoYearsOfMonths } from './period-choice.ts';

describe('periods to choose from', () => {
  it('show whole months only where a running one would look like a fall', () => {
    expect(periodText(twoYearsOfMonths('2026-11-23'))).toBe('2024-11-01..2026-10-31');
  });

  it('reach from their first day to today', () => {
    expect(periodText(periodDays('month', '2024-02-15'))).toBe('2024-02-01..2024-02-15');
    expect(periodText(periodDays('quarter', '2026-11-23'))).toBe('2026-10-01..2026-11-23');
    expect(periodText(periodDays('year', '2026-11-23'))).toBe('2026-01-01..2026-11-23');
    expect(periodText(periodDays('twelve', '2026-11-23'))).toBe('2025-11-24..2026-11-23');
  });
});
