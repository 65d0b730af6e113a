import { dayNumber, daysInMonth, weekday } from '#kernel/civil-date.ts';
import type { Random } from '#kernel/random.ts';
import { calendarDays, lunarNewYears } from '#kernel/chinese-holidays.ts';
import { between, weightedDraw } from './draw.ts';
import { plantedTruths } from './planted-truths.ts';
import { type World, isoDay } from './world.ts';

/** When people work and when customers sign. */
export interface WorkingDays {
  isWorkday(day: number): boolean;
  /** The day itself or the next on which people work. */
  workdayFrom(day: number): number;
  /** Draws a day in [from, until] on which a deal is begun. */
  drawStart(random: Random): number;
  /** A deal that would be signed on this day: on that day or, with the season planted, after the quiet days. */
  signingDay(random: Random, day: number): number;
}

/** Days from the first talk to the signature that the season looks ahead. */
const leadDays = 45;

/**
 * With the season planted people keep the public holidays and begin deals with an eye on the season of signing. Without it
 * they work every day, and each month, long or short, has as many deals to sign as any other.
 */
export function workingDays(world: World, from: number): WorkingDays {
  const seasonal = world.has('season');
  const { season } = plantedTruths;
  const exceptions = new Map(calendarDays().map((day) => [dayNumber(day.onDate), day.kind]));
  const isWorkday = (day: number): boolean => {
    if (!seasonal) return true;
    const exception = exceptions.get(day);
    return exception === undefined ? weekday(isoDay(day)) <= 5 : exception === 'workday';
  };
  const quiet = lunarNewYears.map((date) => [
    dayNumber(date) - season.quietDaysBefore,
    dayNumber(date) + season.quietDaysAfter,
  ]);
  const workdayFrom = (day: number): number => {
    let next = day;
    while (!isWorkday(next)) next++;
    return next;
  };

  const weights: number[] = [];
  for (let day = from; day <= world.endDay; day++) {
    const signing = isoDay(day + leadDays);
    const [year, month] = [Number(signing.slice(0, 4)), Number(signing.slice(5, 7))];
    const weight = seasonal ? season.monthFactors[month - 1] : 30 / daysInMonth(year, month);
    weights.push(isWorkday(day) ? weight : 0);
  }
  const draw = weightedDraw(weights);
  return {
    isWorkday,
    workdayFrom,
    drawStart: (random) => from + draw(random),
    signingDay(random, day) {
      const until = seasonal ? quiet.find(([first, last]) => day >= first && day <= last)?.[1] : undefined;
      if (until === undefined || random.next() >= season.quietShare) return workdayFrom(day);
      return workdayFrom(until + 1 + Math.floor(between(random, 0, 12)));
    },
  };
}
