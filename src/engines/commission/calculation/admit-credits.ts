import { type Exact, equals, one } from '../exact.ts';
import type { Credit, Plan } from '../plan/plan.ts';
import { AdmissionNotes, type CreditBook } from './admission.ts';
import { type Directory, byText } from './directory.ts';
import type { RateFinder } from './exchange-rates.ts';
import type { CreditInput } from './input.ts';
import { linkReturns } from './link-returns.ts';
import { resolvePayees } from './resolve-payees.ts';

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
): CreditBook {
  const notes = new AdmissionNotes(plan);
  const byPayee = new Map<string, Credit[]>();
  const returns: CreditInput[] = [];
  const eventShare = recognisedEvents(plan, rows, notes);
  for (const { row, payee, share } of resolvePayees(rows, notes)) {
    if (row.reverses !== undefined) {
      returns.push(row);
      continue;
    }
    const recognised = eventShare(row);
    if (recognised === undefined) continue;
    if (row.amount === undefined) {
      notes.list(row, 'no-amount', 'the row has no amount', 'fill in the amount');
      continue;
    }
    if (row.date < plan.effective.from || row.date > plan.effective.through) {
      notes.skip(row, `dated outside the plan (${plan.effective.from} to ${plan.effective.through})`);
      continue;
    }
    if (!checkPerson(plan, row, payee, share, directory, notes)) continue;
    const period = plan.calendar.periodOf(row.date);
    if (period === undefined) {
      notes.list(
        row,
        'no-period',
        `${row.date} lies in none of the plan's periods`,
        'add the period to the plan or correct the date',
        share,
      );
      continue;
    }
    const rateDay =
      plan.exchange.at === 'credit-date' ? row.date : plan.exchange.at === 'period-end' ? period.through : period.from;
    const exchangeRate = row.currency === undefined ? one : rates(row.currency, plan.currency, rateDay);
    if (exchangeRate === undefined) {
      notes.list(
        row,
        'no-rate',
        `no rate ${row.currency} → ${plan.currency} dated on or before ${rateDay}`,
        'add the rate to the rates file (--rates)',
        share,
      );
      continue;
    }
    const credit: Credit = {
      id: row.id,
      payee,
      date: row.date,
      amount:
        exchangeRate === one ? row.amount : { n: row.amount.n * exchangeRate.n, d: row.amount.d * exchangeRate.d },
      share: recognised === one ? share : { n: share.n * recognised.n, d: share.d * recognised.d },
      exchangeRate,
      event: row.event,
      item: row.item,
      attributes: row.attributes,
      line: row.line,
    };
    const list = byPayee.get(payee);
    if (list === undefined) byPayee.set(payee, [credit]);
    else list.push(credit);
  }
  for (const [payee, list] of byPayee) {
    list.sort(canonicalOrder);
    byPayee.set(payee, withoutRepeats(list, notes));
    notes.used += byPayee.get(payee)!.length;
  }
  const reversals = linkReturns(plan, byPayee, returns, directory, notes);
  return {
    byPayee,
    reversals,
    unassigned: notes.unassigned.sort(unassignedOrder),
    warnings: notes.warnings,
    usage: notes.usage(),
  };
}

/** The order in which credits climb a rate table: date, id, item, amount. */
export function canonicalOrder(left: Credit, right: Credit): number {
  return (
    byText(left.date, right.date) ||
    byText(left.id, right.id) ||
    byText(left.item ?? '', right.item ?? '') ||
    (left.amount.n * right.amount.d < right.amount.n * left.amount.d
      ? -1
      : left.amount.n * right.amount.d > right.amount.n * left.amount.d
        ? 1
        : 0)
  );
}

function unassignedOrder(left: { credit: string; payee?: string; line?: number }, right: typeof left): number {
  return (
    byText(left.credit, right.credit) ||
    byText(left.payee ?? '', right.payee ?? '') ||
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

function checkPerson(
  plan: Plan,
  row: CreditInput,
  payee: string,
  share: Exact,
  directory: Directory,
  notes: AdmissionNotes,
): boolean {
  const terms = directory.termsOn(payee, row.date);
  const named = row.payee === undefined ? { ...row, payee } : row;
  if (terms === undefined) {
    const employed = directory.employment(payee);
    if (employed === undefined) {
      notes.list(
        named,
        'unknown-payee',
        `${payee} is not in the payees file`,
        'add the payee, or correct the name',
        share,
      );
    } else {
      const when =
        row.date < employed.from
          ? `before ${employed.from}, the first day`
          : row.date > employed.through
            ? `after ${employed.through}, the last day`
            : 'between two employments';
      notes.list(
        named,
        'not-employed',
        `dated ${row.date}, ${when} of ${payee}`,
        'correct the date, or give the credit to another payee',
        share,
      );
    }
    return false;
  }
  if (terms.status === 'leave' && plan.listCreditsInLeave) {
    notes.list(
      named,
      'on-leave',
      `${payee} was on leave on ${row.date}`,
      'give the credit to the stand-in, or pay credits in leave (leave.credits: pay)',
      share,
    );
    return false;
  }
  return true;
}

/** The same deal imported twice is paid once; rows that contradict each other are paid not at all until settled. */
function withoutRepeats(list: readonly Credit[], notes: AdmissionNotes): Credit[] {
  const byKey = new Map<string, Credit[]>();
  let repeated = false;
  for (const credit of list) {
    const key =
      credit.event === undefined && credit.item === undefined
        ? credit.id
        : `${credit.id}\u0000${credit.event}\u0000${credit.item}`;
    const same = byKey.get(key);
    if (same === undefined) byKey.set(key, [credit]);
    else {
      same.push(credit);
      repeated = true;
    }
  }
  if (!repeated) return list as Credit[];
  const dropped = new Set<Credit>();
  for (const same of byKey.values()) {
    if (same.length === 1) continue;
    const [first, ...others] = same;
    const identical = others.every((other) => isSame(first, other));
    for (const credit of identical ? others : same) {
      dropped.add(credit);
      notes.list(
        asRow(credit),
        identical ? 'same-deal-twice' : 'conflicting-rows',
        identical
          ? `${credit.id} is already credited to ${credit.payee}${first.line === undefined ? '' : ` on line ${first.line}`}`
          : `${same.length} rows credit ${credit.id} to ${credit.payee} with different content${lineList(same)}; none is paid`,
        identical
          ? 'remove the row'
          : 'keep the right row; or give each its own id, or an "item" when one deal has several lines',
      );
    }
  }
  return list.filter((credit) => !dropped.has(credit));
}

function lineList(credits: readonly Credit[]): string {
  const lines = credits.flatMap(({ line }) => line ?? []);
  return lines.length === 0 ? '' : ` (lines ${lines.join(', ')})`;
}

function isSame(left: Credit, right: Credit): boolean {
  return (
    left.date === right.date &&
    equals(left.amount, right.amount) &&
    equals(left.share, right.share) &&
    left.attributes.every((text, i) => text === right.attributes[i])
  );
}

function asRow({ id, payee, date, amount, share, attributes, line, exchangeRate }: Credit): CreditInput {
  return {
    id,
    payee,
    date,
    amount: { n: amount.n * exchangeRate.d, d: amount.d * exchangeRate.n },
    share,
    attributes,
    line,
  };
}
