import { describe, expect, it } from 'vitest';
import { periodDays, periodText } from './period-choice.ts';

describe('periods to choose from', () => {
  it('reach from their first to their last day', () => {
    expect(periodText(periodDays('month', '2024-02-15'))).toBe('2024-02-01..2024-02-29');
    expect(periodText(periodDays('quarter', '2026-11-23'))).toBe('2026-10-01..2026-12-31');
    expect(periodText(periodDays('year', '2026-11-23'))).toBe('2026-01-01..2026-12-31');
    expect(periodText(periodDays('twelve', '2026-11-23'))).toBe('2025-12-01..2026-11-30');
  });
});
