import type { CivilDate } from '#kernel/civil-date.ts';
import type { Usage } from '#kernel/trace.ts';
import { type Exact, exactToText, multiply } from '../exact.ts';
import type { Credit, Plan } from '../plan/plan.ts';
import type { CreditInput, Unassigned, Warning } from './input.ts';

/** A return that takes back, line by line, what a credit was paid. */
export interface Reversal {
  readonly original: Credit;
  readonly id: string;
  readonly date: CivilDate;
  /** Part of the credit that came back, 0 to 1. */
  readonly fraction: Exact;
  /** Part of the pay that is taken back, 0 to 1: `fraction` times the clawback terms. */
  readonly takenBack: Exact;
  readonly clause: string;
  readonly line?: number;
}

/** Credits sorted out: who earns for which, what came back, and what earns for nobody. */
export interface CreditBook {
  /** By payee, in order of date, id, item. */
  readonly byPayee: ReadonlyMap<string, readonly Credit[]>;
  readonly reversals: ReadonlyMap<string, readonly Reversal[]>;
  readonly unassigned: readonly Unassigned[];
  readonly warnings: readonly Warning[];
  readonly usage: Usage;
}

/** Notes of what is left out, in the making of a credit book. */
export class AdmissionNotes {
  readonly unassigned: Unassigned[] = [];
  readonly warnings: Warning[] = [];
  readonly #plan: Plan;
  readonly #skipped = new Map<string, { count: number; lines: number[] }>();
  used = 0;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  /** An amount that should earn for someone but cannot. */
  list(row: CreditInput, code: string, reason: string, fix: string, share?: Exact): void {
    const part = share ?? row.share;
    this.unassigned.push({
      credit: row.id,
      ...(row.payee === undefined ? {} : { payee: row.payee }),
      date: row.date,
      ...(row.amount === undefined
        ? {}
        : { amount: exactToText(part === undefined ? row.amount : multiply(row.amount, part)) }),
      currency: row.currency ?? this.#plan.currency,
      code,
      reason,
      fix,
      ...(row.line === undefined ? {} : { line: row.line }),
    });
  }

  /** A row that is rightly none of this plan's business. */
  skip(row: CreditInput, reason: string): void {
    const entry = this.#skipped.get(reason) ?? { count: 0, lines: [] };
    entry.count += 1;
    if (entry.lines.length < 20 && row.line !== undefined) entry.lines.push(row.line);
    this.#skipped.set(reason, entry);
  }

  usage(): Usage {
    const listed = new Map<string, { count: number; lines: number[] }>(this.#skipped);
    for (const { code, line } of this.unassigned) {
      const reason = `listed as unassigned: ${code}`;
      const entry = listed.get(reason) ?? { count: 0, lines: [] };
      entry.count += 1;
      if (entry.lines.length < 20 && line !== undefined) entry.lines.push(line);
      listed.set(reason, entry);
    }
    const reasons = [...listed].map(([reason, { count, lines }]) => ({ reason, count, lines }));
    return { used: this.used, skipped: reasons.reduce((total, { count }) => total + count, 0), reasons };
  }
}
