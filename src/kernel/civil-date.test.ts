import { expect, test } from 'vitest';
import { dayNumber, fromDayNumber } from './civil-date.ts';

test('a day number is the day that Date makes of it, from the year 1 to the year 9999', () => {
  const [first, last] = [dayNumber('0100-01-01') - 99 * 365 - 24, dayNumber('9999-12-31')];
  expect(fromDayNumber(first)).toBe('0001-01-01');
  for (let day = first; day <= last; day += day > -40_000 && day < 60_000 ? 1 : 41) {
    const text = new Date(day * 86_400_000).toISOString().slice(0, 10);
    if (fromDayNumber(day) !== text) expect(fromDayNumber(day)).toBe(text);
  }
  expect(fromDayNumber(last)).toBe('9999-12-31');
  expect(fromDayNumber(20_000.9)).toBe(fromDayNumber(20_000));
});
