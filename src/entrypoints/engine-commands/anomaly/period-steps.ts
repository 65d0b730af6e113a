import { addMonths, dayNumber, fromDayNumber } from '#kernel/civil-date.ts';

export type StepKind = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'number';

/** Consecutive periods as whole numbers, with the season they usually have. */
export interface Steps {
  readonly kind: StepKind;
  readonly season: number;
  readonly of: (text: string) => number;
  readonly label: (step: number) => string;
  /** First and last day of a step; absent for plain numbers. */
  readonly days?: (step: number) => readonly [number, number];
}

const seasons = { day: 7, week: 52, month: 12, quarter: 4, year: 1 } as const;

/** Periods of ISO days. */
export function calendarSteps(kind: Exclude<StepKind, 'number'>): Steps {
  const months = { day: 0, week: 0, month: 1, quarter: 3, year: 12 }[kind];
  const known = new Map<string, number>();
  const work = (date: string): number => {
    if (kind === 'day') return dayNumber(date);
    if (kind === 'week') return Math.floor((dayNumber(date) + 3) / 7);
    return Math.floor((Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1) / months);
  };
  const first = (step: number): string => {
    if (kind === 'day') return fromDayNumber(step);
    if (kind === 'week') return fromDayNumber(step * 7 - 3);
    return addMonths('0001-01-01', step * months - 12);
  };
  return {
    kind,
    season: seasons[kind],
    of(date) {
      const step = known.get(date) ?? work(date);
      known.set(date, step);
      return step;
    },
    label(step) {
      const date = first(step);
      if (kind === 'year') return date.slice(0, 4);
      if (kind === 'month') return date.slice(0, 7);
      return kind === 'quarter' ? `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}` : date;
    },
    days: (step) => [dayNumber(first(step)), dayNumber(first(step + 1)) - 1],
  };
}

/** Periods that are whole numbers as they stand. */
export const numberSteps: Steps = { kind: 'number', season: 1, of: Number, label: String };

/** The finest of day, week, month, quarter and year in which most neighbouring dates are one step apart. */
export function guessKind(dates: Iterable<string>): Exclude<StepKind, 'number'> {
  const days = [...new Set(dates)].map(dayNumber).sort((a, b) => a - b);
  const gaps = days
    .slice(1)
    .map((day, i) => day - days[i])
    .sort((a, b) => a - b);
  const middle = gaps[gaps.length >> 1] ?? 1;
  if (middle >= 300) return 'year';
  if (middle >= 80) return 'quarter';
  if (middle >= 26) return 'month';
  return middle >= 6 ? 'week' : 'day';
}

/** '2024-Q3', '2024Q3' or '2024年第3季度' as the first day of the quarter; undefined for anything else. */
export function quarterDay(text: string): string | undefined {
  const match = /^(\d{4})\s*[-年]?\s*(?:Q|第)?\s*([1-4])\s*(?:季度)?$/i.exec(text.trim());
  if (match === null || !/[Q季]/i.test(text)) return undefined;
  return `${match[1]}-${String(3 * Number(match[2]) - 2).padStart(2, '0')}-01`;
}
