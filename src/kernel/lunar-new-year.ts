import { type CivilDate, dayNumber } from '#kernel/civil-date.ts';

/**
 * First day of the Chinese lunar year 正月初一 (春节), 1990 to 2040, month and day. Source: the calendar tables of the Purple
 * Mountain Observatory and the Hong Kong Observatory (Gregorian-lunar conversion table); the test checks every one
 * against the Unicode CLDR Chinese calendar.
 */
const firstDays =
  '0127 0215 0204 0123 0210 0131 0219 0207 0128 0216 0205 0124 0212 0201 0122 0209 0129 0218 0207 0126 0214 0203 0123 ' +
  '0210 0131 0219 0208 0128 0216 0205 0125 0212 0201 0122 0210 0129 0217 0206 0126 0213 0203 0123 0211 0131 0219 0208 ' +
  '0128 0215 0204 0124 0212';

const firstYear = 1990;
const days = firstDays.split(' ');

/** The first day of the lunar year that begins in a Gregorian year; undefined outside 1990 to 2040. */
export function lunarNewYear(year: number): CivilDate | undefined {
  const text = days[year - firstYear];
  return text === undefined ? undefined : `${year}-${text.slice(0, 2)}-${text.slice(2)}`;
}

export const lunarNewYearDays: readonly number[] = days.map((text, i) =>
  dayNumber(`${firstYear + i}-${text.slice(0, 2)}-${text.slice(2)}`),
);
