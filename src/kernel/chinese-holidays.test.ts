import { describe, expect, it } from 'vitest';
import { addDays, dayNumber, weekday } from './civil-date.ts';
import { calendarDays, lunarNewYears } from './chinese-holidays.ts';

/** Month and day in the Chinese calendar, as the platform's own tables have it: '1-1' is 正月初一. */
function lunar(date: string): string {
  const parts = new Intl.DateTimeFormat('en-u-ca-chinese', {
    month: 'numeric',
    day: 'numeric',
    timeZone: 'UTC',
  }).formatToParts(new Date(dayNumber(date) * 86_400_000));
  const part = (type: string): string => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('month')}-${part('day')}`;
}

describe('Chinese public holidays', () => {
  it('has the lunar new years where the calendar has them', () => {
    // The new moon of 2027 falls four minutes before midnight in China; the platform's approximation puts it a day later.
    for (const date of lunarNewYears.filter((day) => day !== '2027-02-06')) expect(lunar(date), date).toBe('1-1');
  });

  it('includes the festival itself in each year', () => {
    const days = calendarDays();
    const holiday = (date: string): boolean => days.some((day) => day.onDate === date && day.kind === 'holiday');
    for (let year = 2022; year <= 2027; year++) {
      const first = lunarNewYears.find((date) => date.startsWith(String(year)))!;
      for (const offset of [0, 1, 2]) expect(holiday(addDays(first, offset)), `${year} 春节`).toBe(true);
      for (const fixed of ['01-01', '05-01', '10-01', '10-02', '10-03']) {
        expect(holiday(`${year}-${fixed}`), `${year}-${fixed}`).toBe(true);
      }
      const named = (name: string): string[] =>
        days
          .filter((day) => day.kind === 'holiday' && day.name.includes(name) && day.onDate.startsWith(String(year)))
          .map(({ onDate }) => onDate);
      expect(named('端午').map(lunar)).toContain('5-5');
      expect(named('中秋').map(lunar)).toContain('8-15');
    }
  });

  it('makes up on Saturdays and Sundays only, and lists no day twice', () => {
    const days = calendarDays();
    for (const day of days.filter(({ kind }) => kind === 'workday')) {
      expect(weekday(day.onDate), day.onDate).toBeGreaterThan(5);
    }
    expect(new Set(days.map(({ onDate }) => onDate)).size).toBe(days.length);
    expect(days.every(({ source }) => source !== '')).toBe(true);
  });
});
