import type { CivilDate } from '#kernel/civil-date.ts';
import { type Exact, multiply } from '../exact.ts';

export type LineKind = 'earning' | 'true-up' | 'return' | 'cap' | 'floor' | 'draw' | 'recovery' | 'adjustment';

/** One line of a statement: amount = base × rate × factor, before rounding. */
export interface Line {
  readonly component: string;
  /** JSON pointer of the clause in the plan document. */
  readonly clause: string;
  readonly kind: LineKind;
  /** Id of the credit; undefined for lines of a whole period. */
  readonly credit: string | undefined;
  readonly date?: CivilDate;
  readonly item?: string;
  /** For overrides and pools: whose sales or pay it is a share of. */
  readonly from?: string;
  readonly base: Exact;
  readonly rate: Exact;
  readonly factor: Exact;
  readonly amount: Exact;
  /** How it came about, in a few words: which step, how far the total had come. */
  readonly note?: string;
  /** Why the payee is credited, from the crediting rules. */
  readonly because?: string;
  /** How far the running total had come before this credit. */
  readonly reached?: Exact;
  /** A return: the line it reverses, and how much of it has come back with this return and all before. */
  readonly reverses?: { readonly line: Line; readonly upTo: Exact };
  /** Whole minor units, set once when the statement is rounded. */
  minor: bigint;
}

export type LineParts = Omit<Line, 'amount' | 'minor'>;

export function makeLine(parts: LineParts): Line {
  return {
    component: parts.component,
    clause: parts.clause,
    kind: parts.kind,
    credit: parts.credit,
    date: parts.date,
    item: parts.item,
    from: parts.from,
    base: parts.base,
    rate: parts.rate,
    factor: parts.factor,
    amount: multiply(multiply(parts.base, parts.rate), parts.factor),
    note: parts.note,
    because: parts.because,
    reached: parts.reached,
    reverses: parts.reverses,
    minor: 0n,
  };
}
