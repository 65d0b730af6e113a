import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber } from '#kernel/civil-date.ts';
import { calendarPeriod } from './calendar-period.ts';
import { cohortRetention } from './cohort-retention.ts';

const month = calendarPeriod('month');
const days = (dates: readonly string[]) => dates.map(dayNumber);

describe('cohortRetention', () => {
  it('counts each customer once per period after the first', () => {
    const { cohorts } = cohortRetention(
      {
        customer: ['a', 'a', 'a', 'b', 'c', 'c'],
        day: days(['2026-01-05', '2026-02-01', '2026-02-20', '2026-01-31', '2026-02-10', '2026-03-01']),
        amount: [10, 5, 5, 20, 7, 7],
      },
      { periodOf: month.of },
    );
    expect(cohorts.map((row) => ({ ...row, cohort: month.label(row.cohort) }))).toEqual([
      { cohort: '2026-01', size: 2, active: [2, 1, 0], retention: [1, 0.5, 0], amount: [30, 10, 0] },
      { cohort: '2026-02', size: 1, active: [1, 1], retention: [1, 1], amount: [7, 7] },
    ]);
  });

  it('starts every cohort at 100 % and never exceeds it; sizes add up to the customers', () => {
    const row = fc.record({
      customer: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      day: fc.integer({ min: 0, max: 900 }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 80 }), (rows) => {
        const customer = rows.map((one) => one.customer);
        const { cohorts, average } = cohortRetention(
          { customer, day: rows.map((one) => one.day) },
          { periodOf: month.of },
        );
        expect(cohorts.reduce((sum, one) => sum + one.size, 0)).toBe(new Set(customer).size);
        for (const one of cohorts) {
          expect(one.active[0]).toBe(one.size);
          expect(Math.max(...one.retention)).toBeLessThanOrEqual(1);
        }
        for (const one of average) {
          expect(one.low).toBeLessThanOrEqual(one.retention + 1e-12);
          expect(one.high).toBeGreaterThanOrEqual(one.retention - 1e-12);
        }
      }),
    );
  });

  it('counts a return as no visit, and refuses an empty table', () => {
    const { cohorts } = cohortRetention(
      { customer: ['a', 'a'], day: days(['2026-01-01', '2026-02-01']), amount: [10, -10] },
      { periodOf: month.of, until: dayNumber('2026-02-28') },
    );
    expect(cohorts[0]).toMatchObject({ active: [1, 0], amount: [10, -10] });
    expect(() => cohortRetention({ customer: [], day: [] }, { periodOf: month.of })).toThrow(/at least one purchase/);
  });
});

describe('calendarPeriod', () => {
  it('names periods and steps across years', () => {
    const at = dayNumber('2025-12-31');
    expect(month.label(month.of(at) + 1)).toBe('2026-01');
    const quarter = calendarPeriod('quarter');
    expect(quarter.label(quarter.of(at) + 1)).toBe('2026-Q1');
    const week = calendarPeriod('week');
    expect(week.label(week.of(dayNumber('2026-11-23')))).toBe('2026-11-23');
    expect(week.of(dayNumber('2026-11-29'))).toBe(week.of(dayNumber('2026-11-23')));
    expect(calendarPeriod('year').label(calendarPeriod('year').of(at))).toBe('2025');
  });
});
