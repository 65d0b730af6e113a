import { describe, expect, it } from 'vitest';
import { fromDayNumber } from '#kernel/civil-date.ts';
import { seededRandom } from '#kernel/random.ts';
import { forecastSeries } from '../forecast-series.ts';
import { lunarNewYear, lunarNewYearDays } from '#kernel/lunar-new-year.ts';
import { movingHoliday } from './moving-holiday.ts';

describe('春节', () => {
  it('is the first day of the first month of the Chinese calendar of Unicode CLDR, 1990 to 2040', () => {
    // In 2027 and 2030 the new moon falls within minutes of midnight in Beijing, closer than CLDR's short series can tell.
    const near: Record<string, number> = { '2027-02-06': 1, '2030-02-03': -1 };
    const format = new Intl.DateTimeFormat('en-u-ca-chinese', { month: 'numeric', day: 'numeric', timeZone: 'UTC' });
    for (const day of lunarNewYearDays.map((one) => one + (near[fromDayNumber(one)] ?? 0))) {
      const parts = format.formatToParts(new Date(`${fromDayNumber(day)}T12:00:00Z`));
      expect(`${fromDayNumber(day)} ${parts.map((part) => part.value).join('')}`).toBe(`${fromDayNumber(day)} 1/1`);
    }
    expect(lunarNewYearDays).toHaveLength(51);
    expect(lunarNewYear(2024)).toBe('2024-02-10');
    expect(lunarNewYear(2041)).toBeUndefined();
  });

  const axis = { frequency: 'month', anchor: 0 } as const;
  const start = 2014 * 12;
  /** Ten years of months that fall by a third in a month wholly inside the holiday spell. */
  function made(effect: number, seed: string): Float64Array {
    const random = seededRandom(seed);
    return Float64Array.from({ length: 120 }, (_, t) => {
      const year = 2014 + Math.floor(t / 12);
      const first = Date.UTC(year, t % 12, 1) / 86_400_000;
      const next = Date.UTC(year, (t % 12) + 1, 1) / 86_400_000;
      let share = 0;
      for (const day of lunarNewYearDays)
        share += Math.max(0, Math.min(next, day + 14) - Math.max(first, day - 1)) / 15;
      return 1000 * (1 + 0.004 * t) * Math.exp(effect * share + 0.02 * random.normal());
    });
  }

  it('is found where it was planted, and puts the dip into the right month of the forecast', () => {
    const y = made(-0.4, 'planted').slice(0, 108);
    const found = movingHoliday(y, axis, start, 12)!;
    expect(found.effects.during).toBeCloseTo(-0.4, 1);
    const { mean, trace } = forecastSeries(
      { id: 'a', values: Array.from(y), season: 12, calendar: { ...axis, start } },
      { horizon: 14, levels: [95] },
    );
    expect(trace.some(({ step }) => step.includes('春节'))).toBe(true);
    expect(mean[0] / mean[1]).toBeLessThan(0.9);
    expect(mean[13] / mean[12]).toBeLessThan(0.8);
  });

  it('is not found where there is none', () => {
    let found = 0;
    for (let seed = 0; seed < 60; seed++)
      if (movingHoliday(made(0, `none ${seed}`), axis, start, 12) !== undefined) found += 1;
    expect(found).toBeLessThanOrEqual(4);
  });
});
