import type { CreditInput } from '#engines/commission/calculation/input.ts';
import { type Exact, compare, least, subtract, zero } from '#engines/commission/exact.ts';
import type { Plan } from '#engines/commission/plan/plan.ts';
import { exactAmount } from '../credits/index.ts';
import type { StoredCredit } from './calculation-input.ts';

/**
 * The rows by which the engine takes back what a return undoes: the deal, order or delivery that earned; or, where payments
 * earn, the last payments first. What never earned is not taken back. The payees follow what is reversed.
 */
export function returnRows(stored: readonly StoredCredit[], sales: readonly CreditInput[], plan: Plan): CreditInput[] {
  const sold = new Set(sales.map(({ id }) => id));
  const paymentsOf = Map.groupBy(
    stored.filter(({ event }) => event === 'payment'),
    ({ orderId }) => orderId,
  );
  const rows: CreditInput[] = [];
  const seen = new Set<string>();
  for (const credit of stored) {
    if (credit.event !== 'return' || seen.has(credit.key)) continue;
    seen.add(credit.key);
    const order = credit.orderId;
    for (const id of [credit.root, `order:${order}`, `delivery:${order}`]) {
      if (sold.has(id) && !rows.some((row) => row.id === credit.key && row.reverses === id))
        rows.push(returnRow(plan, credit, id, exactAmount(credit.amountMinor, credit.currency)));
    }
    rows.push(...ofPayments(plan, credit, paymentsOf.get(order) ?? []));
  }
  return rows;
}

function ofPayments(plan: Plan, credit: StoredCredit, payments: readonly StoredCredit[]): CreditInput[] {
  let left = exactAmount(credit.amountMinor, credit.currency);
  const once = new Map(payments.filter(({ date }) => date <= credit.date).map((payment) => [payment.key, payment]));
  const rows: CreditInput[] = [];
  for (const { key, amountMinor, currency } of [...once.values()].reverse()) {
    if (compare(left, zero) <= 0) break;
    const part: Exact = least(left, exactAmount(amountMinor, currency));
    rows.push(returnRow(plan, credit, key, part));
    left = subtract(left, part);
  }
  return rows;
}

function returnRow(plan: Plan, { key, date, currency }: StoredCredit, reverses: string, amount: Exact): CreditInput {
  return {
    id: key,
    date,
    amount,
    currency: currency === plan.currency ? undefined : currency,
    event: 'return',
    reverses,
    attributes: plan.reads.creditColumns.map(() => undefined),
  };
}
