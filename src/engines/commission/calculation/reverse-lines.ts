import { type Exact, add, multiply, negate, zero } from '../exact.ts';
import type { Reversal } from './admission.ts';
import { type Line, makeLine } from './line.ts';
import type { LinesByPeriod, Owner } from './owner.ts';
import { put } from './pay-on-credits.ts';
import { periodOfDay } from './periods-of-component.ts';

/**
 * Adds for every return the mirror image of what its credit was paid: line by line, at the rates it was paid at, times
 * the part that came back. Pay that a credit gets after it came back (a later true-up) is mirrored in its own period.
 */
export function reverseLines(owner: Owner, lines: LinesByPeriod, reversals: readonly Reversal[]): void {
  if (reversals.length === 0) return;
  const paid = new Map<string, { line: Line; period: string }[]>();
  const wanted = new Set(reversals.map(({ original }) => original.id));
  for (const [period, list] of lines) {
    for (const line of list) {
      if (line.credit === undefined || !wanted.has(line.credit)) continue;
      const entry = paid.get(line.credit) ?? [];
      entry.push({ line, period });
      paid.set(line.credit, entry);
    }
  }
  const { periods } = owner.setting;
  const place = new Map(periods.map(({ id }, index) => [id, index]));
  const backSoFar = new Map<Line, Exact>();
  for (const reversal of reversals) {
    const returned = periodOfDay(owner.setting, reversal.date);
    if (returned === undefined) continue;
    for (const { line, period } of paid.get(reversal.original.id) ?? []) {
      if (line.from !== undefined && line.from !== reversal.original.payee) continue;
      if (line.item !== reversal.original.item) continue;
      const upTo = add(backSoFar.get(line) ?? zero, reversal.takenBack);
      backSoFar.set(line, upTo);
      const later = periods[Math.max(place.get(period) ?? 0, place.get(returned.id) ?? 0)];
      put(lines, later, mirrored(line, reversal, upTo));
    }
  }
}

function mirrored(line: Line, reversal: Reversal, upTo: Exact): Line {
  return makeLine({
    ...line,
    kind: 'return',
    credit: reversal.id,
    date: reversal.date,
    base: negate(multiply(line.base, reversal.takenBack)),
    note: `takes back ${reversal.original.id} as it was paid under ${line.clause}`,
    reverses: { line, upTo },
  });
}
