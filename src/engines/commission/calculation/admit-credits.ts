import type { Uncredited } from '../crediting/credit-transactions.ts';
import { type Exact, multiply, one } from '../exact.ts';
import type { Credit, Plan } from '../plan/plan.ts';
import { AdmissionNotes, type CreditBook } from './admission.ts';
import { inCanonicalOrder } from './canonical-order.ts';
import { checkPerson } from './check-person.ts';
import { type Directory, byText } from './directory.ts';
import type { RateFinder } from './exchange-rates.ts';
import type { CreditInput, Unassigned } from './input.ts';
import { linkReturns } from './link-returns.ts';
import { resolvePayees } from './resolve-payees.ts';
import { withoutRepeats } from './without-repeats.ts';

/**
 * Decides for every row who earns for it. Nothing is lost: a row becomes a credit, or is skipped with a count (another
 * event, another plan), or is listed with the reason and the fix (unknown payee, before hire, no exchange rate, same
 * deal twice, splits that are no whole). The order of the rows does not matter.
 */
export function admitCredits(
  plan: Plan,
  rows: readonly CreditInput[],
  directory: Directory,
  rates: RateFinder,
  uncredited: readonly Uncredited[] = [],
): CreditBook {
  const notes = new AdmissionNotes(plan);
  for (const { row, code, reason, fix } of uncredited) notes.list(row, code, reason, fix);
  const lists = new Map<string, Credit[]>();
  const returns: CreditInput[] = [];
  const eventShare = recognisedEvents(plan, rows, notes);
  for (const { row, payee, share } of resolvePayees(rows, notes)) {
    if (row.reverses !== undefined) {
      returns.push(row);
      continue;
    }
    const recognised = eventShare(row);
    if (recognised === undefined) continue;
    const credit = admit(plan, row, payee, multiply(share, recognised), directory, rates, notes);
    if (credit === undefined) continue;
    const list = lists.get(payee);
    if (list === undefined) lists.set(payee, [credit]);
    else list.push(credit);
  }
  const byPayee = new Map<string, readonly Credit[]>();
  for (const [payee, list] of lists) {
    const credits = withoutRepeats(inCanonicalOrder(list), notes);
    notes.used += credits.length;
    byPayee.set(payee, credits);
  }
  const reversals = linkReturns(plan, byPayee, returns, directory, notes);
  const unassigned = notes.unassigned.sort(unassignedOrder);
  return { byPayee, reversals, unassigned, warnings: notes.warnings, usage: notes.usage() };
}

/** The row as a credit of `payee`, or undefined when it was skipped or listed. */
function admit(
  plan: Plan,
  row: CreditInput,
  payee: string,
  share: Exact,
  directory: Directory,
  rates: RateFinder,
  notes: AdmissionNotes,
): Credit | undefined {
  if (row.amount === undefined) {
    notes.list(row, 'no-amount', 'the row has no amount', 'fill in the amount');
    return undefined;
  }
  if (row.date < plan.effective.from || row.date > plan.effective.through) {
    notes.skip(row, `dated outside the plan (${plan.effective.from} to ${plan.effective.through})`);
    return undefined;
  }
  if (!checkPerson(plan, row, payee, share, directory, notes)) return undefined;
  const period = plan.calendar.periodOf(row.date);
  if (period === undefined) {
    const reason = `${row.date} lies in none of the plan's periods`;
    notes.list(row, 'no-period', reason, 'add the period to the plan or correct the date', share);
    return undefined;
  }
  if (row.currency === undefined && share === one && row.payee !== undefined) return row as Credit;
  const { at } = plan.exchange;
  const day = at === 'credit-date' ? row.date : at === 'period-end' ? period.through : period.from;
  const exchangeRate = row.currency === undefined ? one : rates(row.currency, plan.currency, day);
  if (exchangeRate === undefined) {
    const reason = `no rate ${row.currency} → ${plan.currency} dated on or before ${day}`;
    notes.list(row, 'no-rate', reason, 'add the rate to the rates file (--rates)', share);
    return undefined;
  }
  return { ...row, payee, amount: multiply(row.amount, exchangeRate), share, exchangeRate };
}

function unassignedOrder(left: Unassigned, right: Unassigned): number {
  return (
    byText(left.credit, right.credit) ||
    byText(left.payee ?? '', right.payee ?? '') ||
    byText(left.code, right.code) ||
    (left.line ?? 0) - (right.line ?? 0)
  );
}

/** Which part of a row the plan recognises; undefined (and skipped) when its event earns nothing. */
function recognisedEvents(
  plan: Plan,
  rows: readonly CreditInput[],
  notes: AdmissionNotes,
): (row: CreditInput) => Exact | undefined {
  const { recognition } = plan;
  if (recognition === undefined) return () => one;
  const shares = new Map(recognition.map(({ event, share }) => [event.toLowerCase(), share]));
  if (rows.every((row) => row.event === undefined)) {
    notes.warnings.push({
      code: 'no-events',
      message: `the plan pays on ${[...shares.keys()].join(', ')}, but no row says its event; all rows were taken as such`,
      fix: 'add an "event" column',
      clause: '/recognition',
    });
    return () => one;
  }
  return (row) => {
    const share = row.event === undefined ? undefined : shares.get(row.event.toLowerCase());
    if (share === undefined) notes.skip(row, `event ${row.event ?? '(blank)'} does not earn under this plan`);
    return share;
  };
}
