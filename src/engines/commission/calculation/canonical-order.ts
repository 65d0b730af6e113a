import { compare } from '../exact.ts';
import type { Credit } from '../plan/plan.ts';
import { byText } from './directory.ts';

/** The order in which credits climb a rate table: date, id, item, amount. */
export function canonicalOrder(left: Credit, right: Credit): number {
  if (left.date !== right.date) return left.date < right.date ? -1 : 1;
  if (left.id !== right.id) return left.id < right.id ? -1 : 1;
  return byText(left.item ?? '', right.item ?? '') || compare(left.amount, right.amount);
}
