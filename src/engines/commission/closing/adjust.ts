import { addMoney, money, moneyFromText, moneyToText } from '#kernel/money.ts';
import { unusable } from '#kernel/unusable-data.ts';
import { byText } from '../calculation/directory.ts';
import type { StatementDocument, StatementLine } from '../calculation/statement.ts';

export interface Adjusted {
  /** Closed statements exactly as they were closed, then the open ones with their adjustment lines. */
  readonly statements: readonly StatementDocument[];
  /** The first open period, which carries the adjustments. */
  readonly openPeriod: string | undefined;
}

/** What was closed: the periods (also those in which nobody earned) and their statements. */
export interface ClosedBooks {
  readonly periods: readonly string[];
  readonly statements: readonly StatementDocument[];
}

interface Difference {
  readonly component: string;
  readonly credit: string | null;
  readonly from?: string;
  clause: string;
  closedMinor: bigint;
  nowMinor: bigint;
  readonly periods: Set<string>;
}

/**
 * Late changes and returns after the books are closed: closed statements stay as they are to the byte; what they should
 * have been by now, less what they were, becomes adjustment lines in the first open period (adjustment = new − old), one
 * for each component and credit. Earlier adjustments count as paid, so calculating again changes nothing.
 */
export function adjustClosed(
  { periods, statements: closed }: ClosedBooks,
  recalculated: readonly StatementDocument[],
  openPeriodId?: string,
): Adjusted {
  const closedKeys = new Set([...periods, ...closed.map(({ period }) => period)]);
  const open = recalculated.filter(({ period }) => !closedKeys.has(period));
  const openPeriod = openPeriodId ?? [...open].sort((left, right) => byText(left.from, right.from))[0]?.period;
  if (openPeriodId !== undefined && closedKeys.has(openPeriodId)) {
    throw unusable('a period that is still open', { found: openPeriodId });
  }
  const differences = differencesOf(
    closed,
    recalculated.filter(({ period }) => closedKeys.has(period)),
  );
  const adjusted = open.map((statement) => {
    if (statement.period !== openPeriod) return statement;
    const lines = adjustmentLines(differences.get(statement.payee), statement.currency);
    differences.delete(statement.payee);
    return withLines(statement, lines);
  });
  const sample = open.find(({ period }) => period === openPeriod) ?? closed.at(-1);
  for (const [payee, list] of differences) {
    if (openPeriod === undefined || sample === undefined) break;
    const lines = adjustmentLines(list, sample.currency);
    if (lines.length === 0) continue;
    const empty = { payee, period: openPeriod, from: sample.from, through: sample.through, currency: sample.currency };
    adjusted.push(withLines({ ...empty, total: moneyToText(money(0n, sample.currency)), lines: [] }, lines));
  }
  return { statements: [...closed, ...adjusted], openPeriod };
}

function differencesOf(
  closed: readonly StatementDocument[],
  now: readonly StatementDocument[],
): Map<string, Map<string, Difference>> {
  const byPayee = new Map<string, Map<string, Difference>>();
  const see = (statement: StatementDocument, side: 'closedMinor' | 'nowMinor'): void => {
    const own = byPayee.get(statement.payee) ?? new Map<string, Difference>();
    byPayee.set(statement.payee, own);
    for (const line of statement.lines) {
      const key = `${line.component}\u0000${line.credit ?? ''}\u0000${line.from ?? ''}`;
      const entry = own.get(key) ?? newDifference(line);
      own.set(key, entry);
      entry[side] += minorOf(line, statement.currency);
      entry.periods.add(statement.period);
      if (side === 'nowMinor') entry.clause = line.clause;
    }
  };
  for (const statement of closed) see(statement, 'closedMinor');
  for (const statement of now) see(statement, 'nowMinor');
  return byPayee;
}

function newDifference({ component, credit, from, clause }: StatementLine): Difference {
  return {
    component,
    credit,
    ...(from === undefined ? {} : { from }),
    clause,
    closedMinor: 0n,
    nowMinor: 0n,
    periods: new Set(),
  };
}

function adjustmentLines(differences: Map<string, Difference> | undefined, currency: string): StatementLine[] {
  const lines: StatementLine[] = [];
  for (const { component, credit, from, clause, closedMinor, nowMinor, periods } of differences?.values() ?? []) {
    if (closedMinor === nowMinor) continue;
    const text = (minor: bigint): string => moneyToText(money(minor, currency));
    const amount = text(nowMinor - closedMinor);
    lines.push({
      component,
      clause,
      kind: 'adjustment',
      credit,
      ...(from === undefined ? {} : { from }),
      base: amount,
      rate: '1',
      amount,
      note: `closed ${[...periods].sort(byText).join(', ')}: was ${text(closedMinor)}, should be ${text(nowMinor)}`,
    });
  }
  return lines.sort(
    (left, right) => byText(left.component, right.component) || byText(left.credit ?? '', right.credit ?? ''),
  );
}

function withLines(statement: StatementDocument, lines: readonly StatementLine[]): StatementDocument {
  if (lines.length === 0) return statement;
  const { currency } = statement;
  const start = moneyFromText(statement.total, currency)!;
  const total = lines.reduce((sum, line) => addMoney(sum, moneyFromText(line.amount, currency)!), start);
  return { ...statement, total: moneyToText(total), lines: [...statement.lines, ...lines] };
}

function minorOf(line: StatementLine, currency: string): bigint {
  const amount = moneyFromText(line.amount, currency);
  if (amount === undefined) throw unusable(`an amount in ${currency}`, { found: line.amount });
  return amount.minor;
}
