import { addMonths } from '#kernel/civil-date.ts';
import { type Exact, add, compare, divide, exact, multiply, one, sum, zero } from '../exact.ts';
import { CannotCompute, wholeMonths } from '../expression/evaluate.ts';
import { within } from '../plan/compile-lookup.ts';
import { findStep } from '../plan/compile-steps.ts';
import type { Clawback, Credit, Plan, PlanScope } from '../plan/plan.ts';
import type { AdmissionNotes, Reversal } from './admission.ts';
import { canonicalOrder } from './canonical-order.ts';
import { type Directory, byText } from './directory.ts';
import type { CreditInput } from './input.ts';

/**
 * Finds for each return the credits it takes back, payee by payee. With `mirror` the return is also put into the
 * payee's stream of credits with a negative share, so that attainment follows (returns.lowersAttainment).
 */
export function linkReturns(
  plan: Plan,
  byPayee: Map<string, readonly Credit[]>,
  returns: readonly CreditInput[],
  directory: Directory,
  notes: AdmissionNotes,
): Map<string, Reversal[]> {
  const reversals = new Map<string, Reversal[]>();
  if (returns.length === 0) return reversals;
  const wanted = new Set(returns.map((row) => row.reverses!));
  const originals = new Map<string, Credit[]>();
  for (const list of byPayee.values()) {
    for (const credit of list) {
      if (!wanted.has(credit.id)) continue;
      const known = originals.get(credit.id);
      if (known === undefined) originals.set(credit.id, [credit]);
      else known.push(credit);
    }
  }
  const returned = new Map<Credit, Exact>();
  const streams = new Map<string, Credit[]>();
  const seen = new Map<string, CreditInput>();
  const ordered = [...returns].sort((left, right) => byText(left.date, right.date) || byText(left.id, right.id));
  for (const row of ordered) {
    const key = `${row.id}\u0000${row.payee ?? ''}\u0000${row.item ?? ''}\u0000${row.reverses}`;
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      notes.list(
        row,
        'same-deal-twice',
        `the return ${row.id} is already taken back${earlier.line === undefined ? '' : ` on line ${earlier.line}`}`,
        'remove the row',
      );
      continue;
    }
    seen.set(key, row);
    const found = (originals.get(row.reverses!) ?? []).filter(
      (credit) =>
        (row.payee === undefined || credit.payee === row.payee) && (row.item === undefined || credit.item === row.item),
    );
    const fraction = returnedFraction(row, found, notes);
    if (fraction === undefined) continue;
    if (found.some((credit) => compare(add(returned.get(credit) ?? zero, fraction), one) > 0)) {
      notes.list(row, 'over-returned', `more comes back than ${row.reverses} sold`, 'correct the amount of the return');
      continue;
    }
    let shares: readonly Exact[];
    try {
      shares = found.map((original) => clawbackShare(plan, original, row, directory));
    } catch (problem) {
      if (!(problem instanceof CannotCompute)) throw problem;
      notes.list(row, 'cannot-compute', `the clawback terms cannot be read: ${problem.message}`, 'fill in the value');
      continue;
    }
    notes.used += 1;
    for (const [index, original] of found.entries()) {
      returned.set(original, add(returned.get(original) ?? zero, fraction));
      const takenBack = multiply(fraction, shares[index]);
      const entry: Reversal = {
        original,
        id: row.id,
        date: row.date,
        fraction,
        takenBack,
        clause: plan.returns.clawback?.clause ?? plan.returns.clause,
        line: row.line,
      };
      pushTo(reversals, original.payee, entry);
      if (plan.returns.method === 'mirror') {
        const share = multiply(original.share ?? one, { n: -fraction.n, d: fraction.d });
        pushTo(streams, original.payee, {
          ...original,
          id: row.id,
          date: row.date,
          share,
          reverses: original.id,
          line: row.line,
        });
      }
    }
  }
  for (const [payee, added] of streams) byPayee.set(payee, [...byPayee.get(payee)!, ...added].sort(canonicalOrder));
  return reversals;
}

function returnedFraction(row: CreditInput, found: readonly Credit[], notes: AdmissionNotes): Exact | undefined {
  if (found.length === 0) {
    notes.list(
      row,
      'nothing-to-reverse',
      `${row.reverses} is not a paid credit${row.payee === undefined ? '' : ` of ${row.payee}`}`,
      'name the credit that came back ("reverses" column); its row must be in the file',
    );
    return undefined;
  }
  if (found.some((credit) => row.date < credit.date)) {
    notes.list(
      row,
      'returned-before-sold',
      `${row.date} is before the sale on ${found[0].date}`,
      'correct the date of the return',
    );
    return undefined;
  }
  if (row.amount === undefined) return one;
  const size: Exact = { n: row.amount.n < 0n ? -row.amount.n : row.amount.n, d: row.amount.d };
  // In the original's own currency: its rate is what it was paid at.
  const own = (credit: Credit): Exact => {
    const amount = divide(credit.amount, credit.exchangeRate ?? one);
    return row.payee === undefined || row.share !== undefined ? amount : multiply(amount, credit.share ?? one);
  };
  const lines = row.payee === undefined ? found.filter((credit) => credit.payee === found[0].payee) : found;
  const sold = sum(lines.map(own));
  if (sold.n === 0n) return one;
  return divide(size, sold.n < 0n ? { n: -sold.n, d: sold.d } : sold);
}

/** The part of the pay that the plan takes back for a return so many months after the sale. */
function clawbackShare(plan: Plan, original: Credit, row: CreditInput, directory: Directory): Exact {
  const { clawback } = plan.returns;
  if (clawback === undefined) return one;
  const terms = directory.termsOn(original.payee, original.date)!;
  const state = { total: unavailable, quota: unavailable, earned: unavailable };
  const scope: PlanScope = { credit: original, terms, state, day: original.date };
  if (clawback.within !== undefined) {
    const months = Number(clawback.within(scope).n / clawback.within(scope).d);
    if (row.date > addMonths(original.date, months)) return zero;
  }
  return shareByAge(clawback, scope, exact(wholeMonths(original.date, row.date)));
}

function shareByAge(clawback: Clawback, scope: PlanScope, kept: Exact): Exact {
  if (clawback.proRata !== undefined) {
    const months = clawback.proRata(scope);
    if (months.n <= 0n || compare(kept, months) >= 0) return zero;
    return divide({ n: months.n * kept.d - kept.n * months.d, d: months.d * kept.d }, months);
  }
  if (clawback.steps !== undefined) {
    const step = findStep(
      clawback.steps,
      (bound) => within(compare(kept, bound.value(scope)), 1, bound.included),
      (bound) => within(compare(kept, bound.value(scope)), -1, bound.included),
    );
    return step === undefined ? zero : step.value(scope);
  }
  return clawback.share;
}

function unavailable(): never {
  throw new CannotCompute('clawback terms look at one credit only');
}

function pushTo<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
