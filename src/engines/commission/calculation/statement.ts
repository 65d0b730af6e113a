import { moneyToText } from '#kernel/money.ts';
import { exactToReplayText, exactToText } from '../exact.ts';
import type { Period } from '../periods.ts';
import type { Line, LineKind } from './line.ts';

/** What one payee earns in one period, line by line. Whole minor units of the plan's currency. */
export interface Statement {
  readonly payee: string;
  readonly period: Period;
  readonly currency: string;
  readonly totalMinor: bigint;
  readonly lines: readonly Line[];
  /** Debt of a recoverable draw at the end of the period. */
  readonly drawDebtMinor: bigint;
}

/** A line as it is printed, stored and replayed: decimal texts only. amount = base × rate × factor, rounded. */
export interface StatementLine {
  readonly component: string;
  readonly clause: string;
  readonly kind: LineKind;
  readonly credit: string | null;
  readonly from?: string;
  readonly date?: string;
  /** Decimal text, or a fraction such as 100/3 where decimals would not be exact. */
  readonly base: string;
  readonly rate: string;
  readonly factor?: string;
  readonly amount: string;
  readonly note?: string;
  readonly because?: string;
}

export interface StatementDocument {
  readonly payee: string;
  readonly period: string;
  readonly from: string;
  readonly through: string;
  readonly currency: string;
  readonly total: string;
  readonly drawDebt?: string;
  readonly lines: readonly StatementLine[];
}

export function statementDocument(statement: Statement): StatementDocument {
  const { payee, period, currency, totalMinor, lines, drawDebtMinor } = statement;
  return {
    payee,
    period: period.id,
    from: period.from,
    through: period.through,
    currency,
    total: moneyToText({ minor: totalMinor, currency }),
    ...(drawDebtMinor === 0n ? {} : { drawDebt: moneyToText({ minor: drawDebtMinor, currency }) }),
    lines: lines.map((line) => lineDocument(line, currency)),
  };
}

export function lineDocument(line: Line, currency: string): StatementLine {
  const { component, clause, kind, credit, from, date, base, rate, factor, minor, reached } = line;
  const note = line.note ?? (reached === undefined ? undefined : `total before ${exactToText(reached, 6)}`);
  // Built key by key: a million of these are made in one go, and spreading optional parts costs more than the rest.
  const document: { -readonly [K in keyof StatementLine]?: StatementLine[K] } = { component, clause, kind };
  document.credit = credit ?? null;
  if (from !== undefined) document.from = from;
  if (date !== undefined) document.date = date;
  document.base = exactToReplayText(base);
  document.rate = exactToReplayText(rate);
  if (factor.n !== factor.d) document.factor = exactToReplayText(factor);
  document.amount = moneyToText({ minor, currency });
  if (note !== undefined) document.note = note;
  if (line.because !== undefined) document.because = line.because;
  return document as StatementLine;
}
