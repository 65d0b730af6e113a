import { divide, equals, one } from '../exact.ts';
import type { Credit } from '../plan/plan.ts';
import type { AdmissionNotes } from './admission.ts';
import type { CreditInput } from './input.ts';

/**
 * The same deal imported twice is paid once; rows that contradict each other are paid not at all until somebody settles
 * which is right. A credit is known by its id, event and item.
 */
export function withoutRepeats(list: readonly Credit[], notes: AdmissionNotes): readonly Credit[] {
  const seen = new Set<string>();
  for (const credit of list) seen.add(repeatKey(credit));
  if (seen.size === list.length) return list;
  const dropped = new Set<Credit>();
  for (const same of Map.groupBy(list, repeatKey).values()) {
    if (same.length === 1) continue;
    const [kept, ...others] = same;
    const identical = others.every((other) => isSame(kept, other));
    for (const credit of identical ? others : same) {
      dropped.add(credit);
      notes.list(
        asRow(credit),
        identical ? 'same-deal-twice' : 'conflicting-rows',
        identical
          ? `${credit.id} is already credited to ${credit.payee}${kept.line === undefined ? '' : ` on line ${kept.line}`}`
          : `${same.length} rows credit ${credit.id} to ${credit.payee} with different content${lineList(same)}; none is paid`,
        identical
          ? 'remove the row'
          : 'keep the right row; or give each its own id, or an "item" when one deal has several lines',
      );
    }
  }
  return list.filter((credit) => !dropped.has(credit));
}

function repeatKey({ id, event, item }: Credit): string {
  return event === undefined && item === undefined ? id : `${id}\u0000${event}\u0000${item}`;
}

function lineList(credits: readonly Credit[]): string {
  const lines = credits.flatMap(({ line }) => line ?? []);
  return lines.length === 0 ? '' : ` (lines ${lines.join(', ')})`;
}

function isSame(left: Credit, right: Credit): boolean {
  return (
    left.date === right.date &&
    equals(left.amount, right.amount) &&
    equals(left.share ?? one, right.share ?? one) &&
    left.attributes.every((text, i) => text === right.attributes[i])
  );
}

function asRow({ id, payee, date, amount, share, attributes, line, exchangeRate }: Credit): CreditInput {
  return { id, payee, date, amount: divide(amount, exchangeRate ?? one), share, attributes, line };
}
