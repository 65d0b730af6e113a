import { UnusableData } from '#kernel/unusable-data.ts';
import type { Table } from '#platform/tabular/read-table.ts';
import { dayOrder, parseDate } from '#platform/tabular/values.ts';
import { type StepKind, type Steps, calendarSteps, guessKind, numberSteps, quarterDay } from './period-steps.ts';

/** Reads periods as days, quarters or whole numbers, whichever all of them are. */
export function placePeriods(
  table: Table,
  texts: readonly string[],
  lines: readonly number[],
  wanted: StepKind | undefined,
): { steps: Steps; at: number[] } {
  if (
    wanted === undefined &&
    texts.every((text) => /^-?\d{1,7}$/.test(text.trim()) && !/^(19|20)\d{4}$/.test(text.trim()))
  ) {
    const years = texts.every((text) => /^(19|20)\d{2}$/.test(text.trim()));
    return { steps: years ? { ...numberSteps, kind: 'year' } : numberSteps, at: texts.map(Number) };
  }
  const order = dayOrder(texts);
  const dates = texts.map((text) => quarterDay(text) ?? monthDay(text) ?? parseDate(text, order)?.date);
  const bad = dates.flatMap((date, row) => (date === undefined ? [row] : []));
  if (bad.length > 0) {
    throw new UnusableData(
      bad.slice(0, UnusableData.listed).map((row) => ({
        file: table.name,
        line: lines[row],
        column: 'period',
        found: texts[row],
        expected: 'a day, month (2026-11), quarter (2026-Q4) or whole number, the same kind in all rows',
      })),
      bad.length,
    );
  }
  const days = dates as string[];
  const kind = wanted === undefined || wanted === 'number' ? guessKind(days) : wanted;
  const steps = calendarSteps(kind);
  return { steps, at: days.map(steps.of) };
}

/** '202403' as the first day of the month. */
function monthDay(text: string): string | undefined {
  const match = /^((?:19|20)\d{2})(0[1-9]|1[0-2])$/.exec(text.trim());
  return match === null ? undefined : `${match[1]}-${match[2]}-01`;
}
