import { dayNumber, parseCivilDate } from '#kernel/civil-date.ts';

/** One period cell as it was written, before the column's frequency is known. */
export type PeriodCell =
  | { readonly kind: 'half' | 'quarter' | 'month' | 'week' | 'hour'; readonly index: number }
  | { readonly kind: 'date'; readonly day: number }
  | { readonly kind: 'number'; readonly value: number };

/**
 * Reads one period: 2024 · 2024H1, 2024上半年 · 2024Q1, Q1 2024, 2024年第1季度 · 2024-01, 2024M01, 202401, 2024年1月, Jan 2024 ·
 * 2024-W03 · 2024-01-15 (and with a time of day) · 1949.0833 (a year with its share) · 1, 2, 3 …
 * Undefined when it is none of these. Years run from 1000 to 2999.
 */
export function readPeriodCell(text: string): PeriodCell | undefined {
  const value = text.normalize('NFKC').trim();
  if (/^[+-]?\d+(\.\d+)?$/.test(value)) return readNumber(value);
  const clock = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/.exec(value);
  if (clock !== null) {
    if (parseCivilDate(clock[1]) === undefined || Number(clock[2]) > 23) return undefined;
    return Number(clock[3]) === 0 && Number(clock[4] ?? 0) === 0
      ? { kind: 'hour', index: dayNumber(clock[1]) * 24 + Number(clock[2]) }
      : undefined;
  }
  if (parseCivilDate(value) !== undefined) return { kind: 'date', day: dayNumber(value) };
  return readMonth(value) ?? readPart(value);
}

function readNumber(text: string): PeriodCell | undefined {
  if (/^[12]\d{5}$/.test(text)) {
    const month = Number(text.slice(4));
    if (month >= 1 && month <= 12) return { kind: 'month', index: Number(text.slice(0, 4)) * 12 + month - 1 };
  }
  if (/^[12]\d{7}$/.test(text)) {
    const iso = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
    if (parseCivilDate(iso) !== undefined) return { kind: 'date', day: dayNumber(iso) };
  }
  const value = Number(text);
  return Number.isFinite(value) ? { kind: 'number', value } : undefined;
}

const months = 'janfebmaraprmayjunjulaugsepoctnovdec';

function readMonth(value: string): PeriodCell | undefined {
  const digits =
    /^([12]\d{3})[-/.年]\s?(\d{1,2})月?$/.exec(value) ??
    /^([12]\d{3})\s?[Mm](\d{1,2})$/.exec(value) ??
    swap(/^(\d{1,2})[-/]([12]\d{3})$/.exec(value));
  if (digits !== null) return month(Number(digits[1]), Number(digits[2]));
  const named =
    /^([12]\d{3})[-\s]?([A-Za-z]{3,9})\.?$/.exec(value) ?? swap(/^([A-Za-z]{3,9})\.?[-\s]?([12]\d{3})$/.exec(value));
  if (named === null) return undefined;
  const place = months.indexOf(named[2].slice(0, 3).toLowerCase());
  return place >= 0 && place % 3 === 0 ? month(Number(named[1]), place / 3 + 1) : undefined;
}

function month(year: number, number: number): PeriodCell | undefined {
  return number >= 1 && number <= 12 ? { kind: 'month', index: year * 12 + number - 1 } : undefined;
}

function readPart(value: string): PeriodCell | undefined {
  const quarter =
    /^([12]\d{3})[-\s年]?\s?[Qq第]([1-4一二三四])(?:季度?)?$/.exec(value) ??
    swap(/^[Qq]([1-4])[-\s/]?([12]\d{3})$/.exec(value));
  if (quarter !== null) {
    const place = Number('一二三四'.indexOf(quarter[2]) >= 0 ? '一二三四'.indexOf(quarter[2]) + 1 : quarter[2]);
    return { kind: 'quarter', index: Number(quarter[1]) * 4 + place - 1 };
  }
  const half = /^([12]\d{3})[-\s年]?(?:[HhSs]([12])|([上下])半年)$/.exec(value);
  if (half !== null) {
    return { kind: 'half', index: Number(half[1]) * 2 + (half[2] === '2' || half[3] === '下' ? 1 : 0) };
  }
  const week = /^([12]\d{3})-?\s?(?:[Ww]|年第)(\d{1,2})周?$/.exec(value);
  if (week !== null) {
    const index = weekIndex(Number(week[1]), Number(week[2]));
    return index === undefined ? undefined : { kind: 'week', index };
  }
  const year = /^([12]\d{3})年$/.exec(value);
  return year === null ? undefined : { kind: 'number', value: Number(year[1]) };
}

/** Weeks since the Monday 1969-12-29, of an ISO 8601 week. */
function weekIndex(year: number, week: number): number | undefined {
  if (week < 1 || week > 53) return undefined;
  const fourth = dayNumber(`${String(year).padStart(4, '0')}-01-04`);
  const monday = fourth - ((((fourth + 3) % 7) + 7) % 7);
  const next = dayNumber(`${String(year + 1).padStart(4, '0')}-01-04`);
  if (monday + (week - 1) * 7 > next - 4 && week === 53 && monday + 52 * 7 >= next - ((((next + 3) % 7) + 7) % 7)) {
    return undefined;
  }
  return (monday + 3) / 7 + week - 1;
}

function swap(match: RegExpExecArray | null): readonly string[] | null {
  return match === null ? null : [match[0], match[2], match[1]];
}
