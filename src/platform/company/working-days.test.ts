import { describe, expect, it } from 'vitest';
import { calendarDays } from '#kernel/chinese-holidays.ts';
import { workCalendar } from './working-days.ts';

const calendar = workCalendar([1, 2, 3, 4, 5], new Map(calendarDays().map(({ onDate, kind }) => [onDate, kind])));

describe('the work calendar', () => {
  it('takes holidays out and puts the Saturdays in that are worked instead', () => {
    expect(calendar.isWorkingDay('2026-02-14')).toBe(true); // Saturday worked before 春节
    expect(calendar.isWorkingDay('2026-02-17')).toBe(false); // 正月初一, a Tuesday
    expect(calendar.isWorkingDay('2026-03-02')).toBe(true);
    expect(calendar.isWorkingDay('2026-03-01')).toBe(false);
  });

  it('counts working days over 春节 2026: the 14th is worked, then nothing until the 24th', () => {
    expect(calendar.workingDaysBetween('2026-02-13', '2026-02-24')).toBe(2);
    expect(calendar.workingDaysBetween('2026-02-13', '2026-02-13')).toBe(0);
  });

  it('knows other weeks: Sunday to Thursday', () => {
    const other = workCalendar([7, 1, 2, 3, 4], new Map());
    expect(other.workingDaysBetween('2026-11-26', '2026-11-29')).toBe(1);
  });
});
