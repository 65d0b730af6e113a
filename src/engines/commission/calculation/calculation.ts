import type { CivilDate } from '#kernel/civil-date.ts';
import type { Usage } from '#kernel/trace.ts';
import type { Period } from '../periods.ts';
import type { Component, CreditComponent, Plan } from '../plan/plan.ts';
import { creditTransactions } from '../crediting/credit-transactions.ts';
import type { CreditBook, Reversal } from './admission.ts';
import { admitCredits } from './admit-credits.ts';
import { type Directory, buildDirectory, byText, openDirectory } from './directory.ts';
import { exchangeRates } from './exchange-rates.ts';
import type { CalculationInput, QuotaInput, Unassigned, Warning } from './input.ts';
import { limitCredits, limitSpans } from './limits.ts';
import { type LinesByPeriod, type Owner, type Setting, makeOwner } from './owner.ts';
import { payOnCredits } from './pay-on-credits.ts';
import { payFixed, payForSpans } from './pay-for-spans.ts';
import { payOnEarnings, streamOfReports } from './pay-overrides.ts';
import { payPools } from './pay-pools.ts';
import { reverseLines } from './reverse-lines.ts';
import { settle } from './settle.ts';
import { SpanCalendar } from './spans.ts';
import type { Statement } from './statement.ts';
import { statedPeriods } from './stated-periods.ts';
import { type CreditStream, emptyStream } from './stream.ts';

/** A calculation whose statements are made one by one as they are asked for, so that a million credits need little room. */
export interface StatementStream {
  readonly plan: Plan;
  /** In order of payee and period. Can be walked once. */
  readonly statements: Iterable<Statement>;
  /** Admitted credits by payee. */
  readonly credits: CreditBook['byPayee'];
  readonly unassigned: readonly Unassigned[];
  /** Complete when the statements have been walked. */
  readonly warnings: () => readonly Warning[];
  readonly usage: Usage;
  readonly periods: readonly Period[];
}

export interface Calculation extends Omit<StatementStream, 'statements' | 'warnings'> {
  /** In order of payee and period. */
  readonly statements: readonly Statement[];
  readonly warnings: readonly Warning[];
}

/**
 * Calculates a plan: what each payee earns in each period, with the lines that say why. Pure and exact: the same input in
 * any order gives the same result. Throws UnusableData for contradictions in the payees or rates file; what cannot be
 * paid is listed in `unassigned` (nobody earns it) or `warnings` (somebody should look).
 */
export function calculate(plan: Plan, input: CalculationInput): Calculation {
  return calculated(streamStatements(plan, input));
}

/** Walks a stream to its end. */
export function calculated(stream: StatementStream): Calculation {
  const statements = [...stream.statements];
  return { ...stream, statements, warnings: stream.warnings() };
}

/** As calculate(), one statement at a time. */
export function streamStatements(plan: Plan, input: CalculationInput): StatementStream {
  return streamOf(admit(plan, input), input.from);
}

/** A plan and its input with the credits sorted out: who earns for which. Nothing is calculated yet. */
export interface Admitted {
  readonly plan: Plan;
  readonly book: CreditBook;
  readonly run: CalculationRun;
}

export function admit(plan: Plan, input: CalculationInput): Admitted {
  const directory = directoryOf(plan, input);
  const credited = creditTransactions(plan, input.credits, directory);
  const book = admitCredits(plan, credited.rows, directory, exchangeRates(input.rates ?? []), credited.uncredited);
  return { plan, book, run: new CalculationRun(plan, input, directory, book) };
}

/** The statements of what was admitted, from a day on. */
export function streamOf({ plan, book, run }: Admitted, from: CivilDate | undefined): StatementStream {
  return {
    plan,
    statements: run.statements(from),
    credits: book.byPayee,
    unassigned: book.unassigned,
    warnings: () => [...book.warnings, ...run.warnings.values()],
    usage: book.usage,
    periods: run.setting.periods,
  };
}

export function directoryOf(plan: Plan, input: CalculationInput): Directory {
  if (input.payees !== undefined) return buildDirectory(plan, input.payees);
  const payees = new Set<string>();
  for (const { payee } of input.credits) if (payee !== undefined) payees.add(payee);
  const known = openDirectory(plan, payees);
  if (plan.crediting.length === 0) return known;
  for (const { payee } of creditTransactions(plan, input.credits, known).rows)
    if (payee !== undefined) payees.add(payee);
  return openDirectory(plan, payees);
}

/** One calculation in the making; kept by the incremental calculation to recompute only what a change touches. */
export class CalculationRun {
  readonly setting: Setting;
  readonly warnings = new Map<string, Warning>();
  readonly owners = new Map<string, Owner>();
  readonly payees: readonly string[];
  #book: CreditBook;
  readonly #rewrites = new Map<string, CreditStream>();

  constructor(plan: Plan, input: CalculationInput, directory: Directory, book: CreditBook) {
    const quotasByPayee = new Map<string, QuotaInput[]>();
    for (const quota of input.quotas ?? []) {
      const list = quotasByPayee.get(quota.payee) ?? [];
      list.push(quota);
      quotasByPayee.set(quota.payee, list);
    }
    this.#book = book;
    this.payees = directory.payees;
    const spans = new SpanCalendar(plan);
    const periods = statedPeriods(plan, spans, book, input.from, input.through);
    this.setting = {
      plan,
      directory,
      spans,
      periods,
      stated: new Map(periods.map((period) => [period.id, period])),
      quotas: input.quotas ?? [],
      quotasByPayee,
      warn: (warning) => this.warnings.set(JSON.stringify(warning), warning),
    };
    for (const payee of this.payees) this.owners.set(payee, makeOwner(this.setting, payee));
  }

  /** Replaces the credits; the caller then recalculates the payees whom the change touches. */
  replaceBook(book: CreditBook, touched: Iterable<string>): void {
    this.#book = book;
    for (const payee of touched) this.#rewrites.delete(payee);
  }

  /** Warnings about these payees are about to be found again. */
  forgetWarnings(payees: readonly string[]): void {
    const gone = new Set(payees);
    for (const [key, { payee }] of this.warnings) if (payee === undefined || gone.has(payee)) this.warnings.delete(key);
  }

  /** Component by component, so that later ones can see what earlier ones earned. */
  calculate(payees: readonly string[]): void {
    const owners = payees.map((payee) => this.owners.get(payee)!);
    for (const component of this.setting.plan.components) {
      if (component.kind === 'pool') {
        const all = [...this.owners.values()];
        const paid = payPools(this.setting, component, all, (payee) => this.streamOf(payee));
        for (const owner of all) this.#keep(owner, component, paid.get(owner.payee)!, this.streamOf(owner.payee), []);
      } else {
        for (const owner of owners) this.#pay(owner, component);
      }
    }
  }

  /** Payee by payee where nobody's pay depends on another's; else all are calculated before the first is settled. */
  *statements(from?: CivilDate): Generator<Statement> {
    const shared = this.setting.plan.components.some(
      (component) =>
        component.kind === 'pool' || (component.kind === 'override' && component.reports?.on === 'earnings'),
    );
    if (shared) this.calculate(this.payees);
    for (const payee of this.payees) {
      if (!shared) this.calculate([payee]);
      for (const statement of this.settle(payee)) {
        if (from === undefined || statement.period.through >= from) yield statement;
      }
      if (!shared) this.owners.get(payee)!.earned.clear();
    }
  }

  settle(payee: string): Statement[] {
    return settle(this.owners.get(payee)!, this.setting.plan.components, this.streamOf(payee));
  }

  streamOf(payee: string): CreditStream {
    const known = this.#rewrites.get(payee);
    if (known !== undefined) return known;
    const credits = this.#book.byPayee.get(payee);
    const stream = credits === undefined ? emptyStream : { credits, rewrites: this.#rewritesOf(payee) };
    this.#rewrites.set(payee, stream);
    return stream;
  }

  #pay(owner: Owner, component: Exclude<Component, { kind: 'pool' }>): void {
    const stream = this.streamOf(owner.payee);
    switch (component.kind) {
      case 'commission':
      case 'spif':
        return this.#keep(
          owner,
          component,
          payOnCredits(owner, component, stream),
          stream,
          this.#mirrored(owner.payee),
        );
      case 'override':
        return this.#payOverride(owner, component);
      case 'bonus':
      case 'mbo':
        return this.#keep(owner, component, payForSpans(owner, component, stream), stream, []);
      case 'fixed':
        return this.#keep(owner, component, payFixed(owner, component, stream), stream, []);
    }
  }

  #payOverride(owner: Owner, component: CreditComponent): void {
    const below = this.#below(owner.payee);
    if (component.reports!.on === 'earnings') {
      const paying = this.setting.plan.components
        .filter(({ kind }) => kind === 'commission' || kind === 'spif')
        .map(({ id }) => id);
      const reports = new Map(
        [...below].sort(byText).flatMap((id) => {
          const report = this.owners.get(id);
          return report === undefined ? [] : [[id, report] as const];
        }),
      );
      const lines = payOnEarnings(owner, component, reports, component.reports!.components ?? paying);
      return this.#keep(owner, component, lines, emptyStream, []);
    }
    const { stream, reversals } = streamOfReports(
      component,
      owner.payee,
      below,
      this.#book,
      (id) => this.#rewritesOf(id),
      this.setting.directory,
    );
    const mirrored = this.setting.plan.returns.method === 'mirror' ? reversals : [];
    this.#keep(owner, component, payOnCredits(owner, component, stream), stream, mirrored);
  }

  #keep(
    owner: Owner,
    component: Component,
    lines: LinesByPeriod,
    stream: CreditStream,
    reversals: readonly Reversal[],
  ): void {
    limitCredits(owner, component, lines, stream);
    reverseLines(owner, lines, reversals);
    limitSpans(owner, component, lines, stream);
    owner.earned.set(component.id, lines);
  }

  #mirrored(payee: string): readonly Reversal[] {
    return this.setting.plan.returns.method === 'mirror' ? (this.#book.reversals.get(payee) ?? []) : [];
  }

  #rewritesOf(payee: string): CreditStream['rewrites'] {
    const rewrites = new Map<Reversal['original'], Reversal[]>();
    if (this.setting.plan.returns.method === 'mirror') return rewrites;
    for (const reversal of this.#book.reversals.get(payee) ?? []) {
      const list = rewrites.get(reversal.original) ?? [];
      list.push(reversal);
      rewrites.set(reversal.original, list);
    }
    return rewrites;
  }

  /** Everyone who at some time reports to this payee, directly or not. */
  #below(manager: string): Set<string> {
    this.#reportsOf ??= reportsByManager(this.setting.directory, this.#book, this.setting.periods);
    return this.#reportsOf.get(manager) ?? new Set();
  }

  #reportsOf: Map<string, Set<string>> | undefined;
}

function reportsByManager(
  directory: Directory,
  book: CreditBook,
  periods: readonly Period[],
): Map<string, Set<string>> {
  const reports = new Map<string, Set<string>>();
  const first: CivilDate = periods[0]?.from ?? '0001-01-01';
  const last: CivilDate = periods.at(-1)?.through ?? '9999-12-31';
  for (const payee of new Set([...directory.payees, ...book.byPayee.keys()])) {
    for (const terms of directory.termsIn(payee, { from: first, through: last })) {
      const days = [terms.from > first ? terms.from : first, ...periods.map(({ from }) => from)];
      for (const day of days) {
        for (const manager of directory.managersOf(payee, day)) {
          const list = reports.get(manager) ?? new Set();
          list.add(payee);
          reports.set(manager, list);
        }
      }
    }
  }
  return reports;
}
