import type { CivilDate } from '#kernel/civil-date.ts';
import { dayNumber } from '#kernel/civil-date.ts';
import type { Language } from '#kernel/local-text.ts';
import { intlLocale } from '#web/i18n/language.ts';

const formatters = new Map<string, Intl.DateTimeFormat>();

function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}${JSON.stringify(options)}`;
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat(intlLocale(language), options);
    formatters.set(key, formatter);
  }
  return formatter;
}

const relativeFormatters = new Map<Language, Intl.RelativeTimeFormat>();

function relativeFormat(language: Language): Intl.RelativeTimeFormat {
  let formatter = relativeFormatters.get(language);
  if (formatter === undefined) {
    formatter = new Intl.RelativeTimeFormat(intlLocale(language), { numeric: 'auto' });
    relativeFormatters.set(language, formatter);
  }
  return formatter;
}

export type DateManner = 'short' | 'long' | 'month';

/** A calendar day: 11-23 in this year, 2025-11-23 else (en: Nov 23; Nov 23, 2025); long: 2026年11月23日周一. It never shifts: no zone is involved. */
export function formatDate(
  date: CivilDate | null | undefined,
  language: Language,
  manner: DateManner = 'short',
  today?: CivilDate,
): string {
  if (date === null || date === undefined || date === '') return '–';
  const noon = dayNumber(date) * 86_400_000;
  if (manner === 'long') {
    return dateFormat(language, {
      year: 'numeric',
      month: 'long',
      day: 'numeric',
      weekday: 'short',
      timeZone: 'UTC',
    }).format(noon);
  }
  if (manner === 'month')
    return dateFormat(language, { year: 'numeric', month: 'short', timeZone: 'UTC' }).format(noon);
  const thisYear = today !== undefined && today.slice(0, 4) === date.slice(0, 4);
  if (language !== 'en') return thisYear ? date.slice(5) : date;
  return dateFormat(language, {
    ...(thisYear ? {} : { year: 'numeric' as const }),
    month: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(noon);
}

/** Sunday, 周日, 週日: 0 is Sunday, 6 Saturday. */
export function weekdayName(weekday: number, language: Language): string {
  const firstSunday = 3 * 86_400_000;
  const manner = { weekday: language === 'en' ? 'long' : 'short', timeZone: 'UTC' } as const;
  return dateFormat(language, manner).format(firstSunday + weekday * 86_400_000);
}

/** 'in 3 days', '昨天': the distance of a day from today, in the largest unit that says it well. */
export function relativeDate(date: CivilDate, today: CivilDate, language: Language): string {
  return relativeDays(dayNumber(date) - dayNumber(today), language);
}

function relativeDays(days: number, language: Language): string {
  const size = Math.abs(days);
  const format = relativeFormat(language);
  if (size < 14) return format.format(days, 'day');
  if (size < 60) return format.format(Math.trunc(days / 7), 'week');
  if (size < 730) return format.format(Math.trunc(days / 30.44), 'month');
  return format.format(Math.trunc(days / 365.25), 'year');
}

/** An instant in a time zone: 11月23日 14:05. */
export function formatInstant(
  instant: string | null | undefined,
  language: Language,
  timeZone: string,
  manner: 'short' | 'long' = 'short',
): string {
  if (instant === null || instant === undefined) return '–';
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return '–';
  return dateFormat(language, {
    ...(manner === 'long' ? { year: 'numeric' as const, second: '2-digit' as const } : {}),
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(at);
}

/** '5 minutes ago', '3 天前': the distance of an instant from now. */
export function relativeInstant(instant: string, nowMs: number, language: Language): string {
  const seconds = Math.round((Date.parse(instant) - nowMs) / 1000);
  const size = Math.abs(seconds);
  const format = relativeFormat(language);
  if (size < 60) return format.format(0, 'second');
  if (size < 3600) return format.format(Math.trunc(seconds / 60), 'minute');
  if (size < 86_400) return format.format(Math.trunc(seconds / 3600), 'hour');
  return relativeDays(Math.trunc(seconds / 86_400), language);
}

/** 2 h 5 min, 40 s: how long something takes. */
export function formatDuration(seconds: number, language: Language): string {
  const unit = (value: number, name: string): string =>
    new Intl.NumberFormat(intlLocale(language), { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
  if (seconds < 60) return unit(Math.max(0, Math.round(seconds)), 'second');
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return unit(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? unit(hours, 'hour') : `${unit(hours, 'hour')} ${unit(minutes % 60, 'minute')}`;
}

const dayFormatters = new Map<string, Intl.DateTimeFormat>();
let lastAsked = { timeZone: '', nowMs: Number.NaN, today: '' };

/** Today in a time zone. Every cell of a list asks it at the same moment: that answer is kept. */
export function todayIn(timeZone: string, nowMs: number): CivilDate {
  if (lastAsked.timeZone === timeZone && lastAsked.nowMs === nowMs) return lastAsked.today;
  let formatter = dayFormatters.get(timeZone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    dayFormatters.set(timeZone, formatter);
  }
  lastAsked = { timeZone, nowMs, today: formatter.format(nowMs) };
  return lastAsked.today;
}
