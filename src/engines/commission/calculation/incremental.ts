import type { Credit, Plan } from '../plan/plan.ts';
import type { Reversal } from './admission.ts';
import { admitCredits } from './admit-credits.ts';
import { CalculationRun, directoryOf } from './calculation.ts';
import type { Directory } from './directory.ts';
import { exchangeRates, type RateFinder } from './exchange-rates.ts';
import type { CalculationInput, CreditInput, Unassigned, Warning } from './input.ts';
import type { Statement } from './statement.ts';

export interface CreditChange {
  /** Rows to take out, as they were put in. */
  readonly remove?: readonly CreditInput[];
  readonly add?: readonly CreditInput[];
}

/**
 * A calculation that is kept: a changed deal recomputes only the payees whom it touches, their managers and pools.
 * After any change, `statements` are those that calculating everything anew would give. Periods are fixed when it is
 * made (name `from` and `through`).
 */
export class IncrementalCalculation {
  readonly #plan: Plan;
  readonly #directory: Directory;
  readonly #rates: RateFinder;
  readonly #run: CalculationRun;
  readonly #statements = new Map<string, readonly Statement[]>();
  readonly #byPayee = new Map<string, Set<CreditInput>>();
  readonly #byId = new Map<string, Set<CreditInput>>();
  readonly #credits: Map<string, readonly Credit[]>;
  readonly #reversals: Map<string, readonly Reversal[]>;
  #unassigned: readonly Unassigned[];

  constructor(plan: Plan, input: CalculationInput & { readonly from: string; readonly through: string }) {
    this.#plan = plan;
    this.#directory = directoryOf(plan, input);
    this.#rates = exchangeRates(input.rates ?? []);
    const book = admitCredits(plan, input.credits, this.#directory, this.#rates);
    this.#credits = new Map(book.byPayee);
    this.#reversals = new Map(book.reversals);
    this.#unassigned = book.unassigned;
    this.#run = new CalculationRun(plan, input, this.#directory, book);
    this.#run.calculate(this.#run.payees);
    for (const payee of this.#run.payees) this.#statements.set(payee, this.#run.settle(payee));
    for (const row of input.credits) this.#index(row);
  }

  get statements(): readonly Statement[] {
    return [...this.#statements.values()].flat();
  }

  get unassigned(): readonly Unassigned[] {
    return this.#unassigned;
  }

  get warnings(): readonly Warning[] {
    return [...this.#run.warnings.values()];
  }

  statementsOf(payee: string): readonly Statement[] {
    return this.#statements.get(payee) ?? [];
  }

  /** Applies a change and returns the payees whose statements were made anew. */
  change({ remove = [], add = [] }: CreditChange): readonly string[] {
    const touched = new Set<string>();
    for (const row of [...remove, ...add]) for (const payee of this.#payeesOf(row)) touched.add(payee);
    for (const row of remove) this.#drop(row);
    for (const row of add) this.#index(row);
    for (const row of add) for (const payee of this.#payeesOf(row)) touched.add(payee);
    const rows = this.#rowsOf(touched);
    for (const row of [...remove, ...add]) for (const related of this.#relatedTo(row)) rows.add(related);
    const ids = new Set([...rows, ...remove].map(({ id }) => id));
    const book = admitCredits(this.#plan, [...rows], this.#directory, this.#rates);
    for (const payee of touched) {
      this.#credits.set(payee, book.byPayee.get(payee) ?? []);
      this.#reversals.set(payee, book.reversals.get(payee) ?? []);
    }
    this.#unassigned = [...this.#unassigned.filter(({ credit }) => !ids.has(credit)), ...book.unassigned];
    this.#run.replaceBook({ ...book, byPayee: this.#credits, reversals: this.#reversals }, touched);
    const recalculated = this.#dependants(touched);
    this.#run.forgetWarnings(recalculated);
    this.#run.calculate(recalculated);
    const settled = this.#hasPool() ? this.#run.payees : recalculated;
    for (const payee of settled) this.#statements.set(payee, this.#run.settle(payee));
    return settled;
  }

  /** The payees themselves and, where the plan has overrides, everyone above them. */
  #dependants(touched: ReadonlySet<string>): string[] {
    const all = new Set(touched);
    if (this.#plan.components.some(({ kind }) => kind === 'override')) {
      for (const payee of touched) {
        for (const period of this.#run.setting.periods) {
          for (const manager of this.#directory.managersOf(payee, period.from)) all.add(manager);
          for (const manager of this.#directory.managersOf(payee, period.through)) all.add(manager);
        }
      }
    }
    return this.#run.payees.filter((payee) => all.has(payee));
  }

  #hasPool(): boolean {
    return this.#plan.components.some(({ kind }) => kind === 'pool');
  }

  /** Everyone whom a row may credit: its own payee, and those of the deal it belongs to or takes back. */
  #payeesOf(row: CreditInput): string[] {
    return [row, ...this.#relatedTo(row)].flatMap(({ payee }) => payee ?? []);
  }

  /** Rows of the same deal: its splits, payments and returns. */
  #relatedTo({ id, reverses, deal }: CreditInput): CreditInput[] {
    return [id, reverses, deal].flatMap((one) => (one === undefined ? [] : [...(this.#byId.get(one) ?? [])]));
  }

  /** All rows that decide what these payees are credited with. */
  #rowsOf(payees: ReadonlySet<string>): Set<CreditInput> {
    const rows = new Set<CreditInput>();
    for (const payee of payees) {
      for (const row of this.#byPayee.get(payee) ?? []) {
        for (const id of [row.id, row.reverses]) {
          if (id !== undefined) for (const related of this.#byId.get(id) ?? []) rows.add(related);
        }
      }
    }
    return rows;
  }

  #index(row: CreditInput): void {
    if (row.payee !== undefined) addTo(this.#byPayee, row.payee, row);
    for (const id of [row.id, row.reverses, row.deal]) if (id !== undefined) addTo(this.#byId, id, row);
  }

  #drop(row: CreditInput): void {
    if (row.payee !== undefined) this.#byPayee.get(row.payee)?.delete(row);
    for (const id of [row.id, row.reverses, row.deal]) if (id !== undefined) this.#byId.get(id)?.delete(row);
  }
}

function addTo(map: Map<string, Set<CreditInput>>, key: string, row: CreditInput): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([row]));
  else set.add(row);
}
