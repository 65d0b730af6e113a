import { compare } from '../exact.ts';
import type { Credit } from '../plan/plan.ts';
import { byText } from './directory.ts';

/** The order in which credits climb a rate table: date, id, item, amount. */
export function canonicalOrder(left: Credit, right: Credit): number {
  if (left.date !== right.date) return left.date < right.date ? -1 : 1;
  if (left.id !== right.id) return left.id < right.id ? -1 : 1;
  return byText(left.item ?? '', right.item ?? '') || compare(left.amount, right.amount);
}

/** A new list in canonical order. Days are gathered before they are sorted: many credits share few days. */
export function inCanonicalOrder(credits: readonly Credit[]): Credit[] {
  const byDay = Map.groupBy(credits, ({ date }) => date);
  const sorted: Credit[] = [];
  for (const day of [...byDay.keys()].sort(byText)) {
    const list = byDay.get(day)!;
    if (list.length > 1) list.sort(canonicalOrder);
    for (const credit of list) sorted.push(credit);
  }
  return sorted;
}
