import { textOf } from '#kernel/text-of.ts';
import { convertToBase } from '#platform/company/convert-money.ts';
import type { RecordChange } from './registry.ts';
import type { WriteContext } from './write-context.ts';

/**
 * Restates amounts in the company's currency, at the rate of each record's own day; pairs are [the amount, the field that restates it].
 * Refuses an amount for which there is no rate.
 */
export async function fillBase(
  context: WriteContext,
  changes: readonly RecordChange[],
  dateField: string,
  pairs: readonly (readonly [string, string])[],
): Promise<void> {
  for (const [from, to] of pairs) {
    const priced = changes.filter(({ next }) => (next[from] ?? null) !== null);
    const converted = await convertToBase(
      context.tx,
      context.company.baseCurrency,
      priced.map(({ next }) => ({
        minor: String(next[from]),
        currency: String(next.currency),
        date: textOf(next[dateField] ?? context.today),
      })),
    );
    for (const { next } of changes) next[to] = null;
    priced.forEach(({ next }, i) => {
      next[to] = converted[i];
    });
  }
}
