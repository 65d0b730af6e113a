import { moneyFromText } from '#kernel/money.ts';
import { unusable } from '#kernel/unusable-data.ts';
import type { StatementDocument } from '../calculation/statement.ts';

/** One side of an entry; debit is positive, credit negative, in whole minor units. */
export interface Posting {
  readonly account: string;
  readonly minor: bigint;
}

/** A balanced entry: its postings add up to zero. The key makes booking it twice impossible. */
export interface Entry {
  readonly key: string;
  readonly payee: string;
  readonly period: string;
  readonly currency: string;
  readonly kind: 'earning' | 'adjustment' | 'draw' | 'recovery' | 'payout';
  readonly text: string;
  readonly postings: readonly Posting[];
}

/** Names of the accounts; payees have their own payable and draw accounts. */
export const accounts = {
  expense: (component: string): string => `expense:commission:${component}`,
  payable: (payee: string): string => `payable:commission:${payee}`,
  draw: (payee: string): string => `receivable:draw:${payee}`,
  cash: 'clearing:payroll',
} as const;

/**
 * Books a statement in double entry: earnings and adjustments are an expense owed to the payee; a recoverable draw is a
 * claim on him and its recovery pays the claim back; a forgivable draw is an expense.
 */
export function bookStatement(statement: StatementDocument, drawIsRecoverable = true): Entry[] {
  const { payee, period, currency } = statement;
  const sums = new Map<string, { kind: Entry['kind']; component: string; minor: bigint }>();
  for (const line of statement.lines) {
    const kind: Entry['kind'] =
      line.component !== 'draw'
        ? line.kind === 'adjustment'
          ? 'adjustment'
          : 'earning'
        : line.kind === 'recovery'
          ? 'recovery'
          : 'draw';
    const key = `${kind}/${line.component}`;
    const entry = sums.get(key) ?? { kind, component: line.component, minor: 0n };
    entry.minor += minorOf(line.amount, currency);
    sums.set(key, entry);
  }
  return [...sums.values()]
    .filter(({ minor }) => minor !== 0n)
    .map(({ kind, component, minor }) => {
      const claim = component === 'draw' && drawIsRecoverable;
      const against = claim ? accounts.draw(payee) : accounts.expense(component);
      return balanced({
        key: `${kind}/${payee}/${period}/${component}`,
        payee,
        period,
        currency,
        kind,
        text: `${component} ${period} ${payee}`,
        postings: [
          { account: against, minor },
          { account: accounts.payable(payee), minor: -minor },
        ],
      });
    });
}

/** Pays out what is owed for a period. A negative balance is not paid; it stays and lowers what is owed later. */
export function bookPayout(payee: string, period: string, currency: string, owedMinor: bigint): Entry | undefined {
  if (owedMinor <= 0n) return undefined;
  return balanced({
    key: `payout/${payee}/${period}`,
    payee,
    period,
    currency,
    kind: 'payout',
    text: `payout ${period} ${payee}`,
    postings: [
      { account: accounts.payable(payee), minor: owedMinor },
      { account: accounts.cash, minor: -owedMinor },
    ],
  });
}

/** Balance of every account, debit positive. Refuses an entry that is booked twice or mixes currencies. */
export function balances(entries: readonly Entry[]): Map<string, bigint> {
  const keys = new Set<string>();
  const totals = new Map<string, bigint>();
  for (const entry of entries) {
    if (keys.has(entry.key)) throw unusable('every entry once', { found: entry.key });
    if (entry.currency !== entries[0].currency) {
      throw unusable(`entries in one currency (${entries[0].currency})`, {
        found: `${entry.key} in ${entry.currency}`,
      });
    }
    keys.add(entry.key);
    for (const { account, minor } of entry.postings) totals.set(account, (totals.get(account) ?? 0n) + minor);
  }
  return totals;
}

/** What a payee is owed: the credit balance of his payable account. */
export function owedTo(payee: string, entries: readonly Entry[]): bigint {
  return -(balances(entries).get(accounts.payable(payee)) ?? 0n);
}

function balanced(entry: Entry): Entry {
  const sum = entry.postings.reduce((total, { minor }) => total + minor, 0n);
  if (sum !== 0n) throw new Error(`entry ${entry.key} does not balance: ${sum}`);
  return entry;
}

function minorOf(text: string, currency: string): bigint {
  const amount = moneyFromText(text, currency);
  if (amount === undefined) throw unusable(`an amount in ${currency}`, { found: text });
  return amount.minor;
}
