import type { CivilDate } from '#kernel/civil-date.ts';
import type { RoundingMode } from '#kernel/decimal.ts';
import type { Exact } from '../exact.ts';
import type { Compute } from '../expression/evaluate.ts';
import type { PeriodCalendar } from '../periods.ts';
import type { CreditingRule } from '../crediting/crediting-rules.ts';
import type { Over, PlanDocument } from './schema.ts';

/** One credit as the engine pays it: admitted, in the plan's currency. */
export interface Credit {
  readonly id: string;
  readonly payee: string;
  readonly date: CivilDate;
  /** The whole deal’s amount in the plan's currency (before `share`). */
  readonly amount: Exact;
  /** This payee's part of the deal; left out when not split. */
  readonly share?: Exact;
  /** Plan currency for one unit of the credit's own currency; left out when they are the same. */
  readonly exchangeRate?: Exact;
  /** Where it came from, for "why?". */
  readonly event?: string;
  readonly reverses?: string;
  readonly item?: string;
  /** Credited besides the 100 % of a deal. */
  readonly onTop?: boolean;
  /** Why this payee is credited. */
  readonly reason?: string;
  /** Texts of `plan.reads.creditColumns`, in that order. */
  readonly attributes: readonly (string | undefined)[];
  /** Line of the file it was read from. */
  readonly line?: number;
}

/** What holds for a payee from one day to another: role, quota, manager … */
export interface PayeeTerms {
  readonly id: string;
  readonly from: CivilDate;
  readonly through?: CivilDate;
  readonly status: 'active' | 'leave';
  readonly hired?: CivilDate;
  readonly manager?: string;
  /** Texts of `plan.reads.payeeColumns`, in that order. */
  readonly attributes: readonly (string | undefined)[];
}

/** Totals of a span as far as it has come, for expressions such as attainment(revenue). */
export interface SpanState {
  /** Over the component's own span, or another around its last day. */
  total(measure: Measure, over?: FunctionSpan): Exact;
  quota(measure: string, over?: FunctionSpan): Exact;
  earned(component: string): Exact;
}

/** Spans that can be named in total(measure, span), quota(…) and attainment(…). */
export type FunctionSpan = Exclude<Over, 'period'> | 'year_to_date';

/** What an expression can see. */
export interface PlanScope {
  readonly credit: Credit | undefined;
  readonly terms: PayeeTerms;
  readonly state: SpanState;
  /** The day on which terms hold: the credit's, else the last of the span. */
  readonly day: CivilDate;
}

export type Value = Compute<PlanScope>;
export type CreditTest = (credit: Credit, terms: PayeeTerms) => boolean;
export type TermsTest = (terms: PayeeTerms) => boolean;

export interface DaySpan {
  readonly from: CivilDate;
  readonly through: CivilDate;
}

export interface Measure {
  readonly name: string;
  readonly of: Value;
  readonly where: CreditTest;
  readonly unit: 'money' | 'number';
}

export interface Quota {
  readonly measure: string;
  readonly amount?: Value;
  readonly per: Over;
  readonly months?: readonly Exact[];
  readonly proRate: boolean;
  readonly ramp: readonly Exact[];
  readonly clause: string;
}

export interface Bound {
  readonly value: Value;
  /** The value when it does not depend on anything. */
  readonly constant?: Exact;
  readonly included: boolean;
}

export type StepPays = 'rate' | 'multiply' | 'amount' | 'payout' | 'share';

export interface Step {
  readonly lower?: Bound;
  readonly upper?: Bound;
  readonly value: Value;
  readonly clause: string;
}

export interface Steps {
  readonly pays: StepPays;
  readonly steps: readonly Step[];
  /** What a step pays depends on totals or quotas of the period. */
  readonly usesPeriod: boolean;
}

/** A rate, multiplier or share that may depend on the credit: one value, a map, or steps. */
export interface Lookup {
  readonly clause: string;
  /** Undefined when no entry fits and there is no `otherwise`. */
  readonly find: (scope: PlanScope) => { readonly value: Exact; readonly clause: string } | undefined;
  readonly usesCredit: boolean;
  readonly usesPeriod: boolean;
  readonly what: string;
}

export interface Multiplier {
  readonly lookup: Lookup;
  readonly where: CreditTest | undefined;
}

export type TierBy =
  | { readonly kind: 'running'; readonly measure: Measure; readonly attainment: boolean }
  | { readonly kind: 'credit' }
  | { readonly kind: 'value'; readonly value: Value; readonly usesCredit: boolean };

export interface Tiers {
  readonly by: TierBy;
  readonly method: 'marginal' | 'whole';
  readonly steps: Steps;
}

export interface CurvePoint {
  readonly at: Exact;
  readonly pays: Exact;
  readonly clause: string;
}

export interface Curve {
  readonly by: Value;
  readonly pays: 'amount' | 'payout';
  readonly points: readonly CurvePoint[];
  readonly between: 'linear' | 'step';
  readonly below: 'zero' | 'first' | 'line-from-zero';
  readonly above: 'hold' | 'extend' | 'zero';
  readonly clause: string;
}

export interface Requirement {
  readonly value: Value;
  readonly atLeast?: Value;
  readonly above?: Value;
  readonly atMost?: Value;
  readonly below?: Value;
  readonly clause: string;
  readonly text: string;
}

export interface Limit {
  readonly amount: Value;
  readonly over: Over;
  readonly perCredit: boolean;
  readonly clause: string;
}

export interface ComponentBase {
  readonly id: string;
  readonly clause: string;
  readonly appliesTo: TermsTest;
  readonly effective: DaySpan;
  readonly over: Over;
  readonly requires: readonly Requirement[];
  readonly multipliers: readonly Multiplier[];
  /** Taken off the pay. */
  readonly deduct: boolean;
  readonly cap?: Limit;
  readonly floor?: Limit;
}

/** Pays for single credits: commission, spif, and override on credits. */
export interface CreditComponent extends ComponentBase {
  readonly kind: 'commission' | 'spif' | 'override';
  readonly measure: Measure;
  readonly base?: Value;
  readonly rate?: Lookup;
  readonly tiers?: Tiers;
  readonly first?: number;
  /** Earlier credits of a span may be paid anew when later ones come (whole tiers, gates, period values). */
  readonly looksBack: boolean;
  readonly reports?: Reports;
}

export interface Reports {
  readonly level: number | 'all';
  readonly where: TermsTest;
  readonly on: 'credits' | 'earnings';
  readonly components?: readonly string[];
}

export interface BonusComponent extends ComponentBase {
  readonly kind: 'bonus';
  readonly measure?: Measure;
  readonly amount?: Value;
  readonly target?: Value;
  readonly tiers?: Tiers;
  readonly curve?: Curve;
  readonly proRate: boolean;
  readonly eachPeriod: boolean;
}

export interface Objective {
  readonly id: string;
  readonly weight: Exact;
  readonly score: Value;
  readonly threshold?: Value;
  readonly most: Value;
  readonly clause: string;
}

export interface MboComponent extends ComponentBase {
  readonly kind: 'mbo';
  readonly target: Value;
  readonly objectives: readonly Objective[];
  readonly proRate: boolean;
  readonly eachPeriod: boolean;
}

export interface FixedComponent extends ComponentBase {
  readonly kind: 'fixed';
  readonly amount: Value;
  readonly proRate: boolean;
}

export interface PoolComponent extends ComponentBase {
  readonly kind: 'pool';
  readonly measure: Measure;
  /** Slot of the payee column that names the team. */
  readonly team?: number;
  readonly amount?: Value;
  readonly rate?: Value;
  readonly tiers?: Tiers;
  readonly divide: 'equal' | 'credits' | Value;
  readonly eachPeriod: boolean;
}

export type Component = CreditComponent | BonusComponent | MboComponent | FixedComponent | PoolComponent;

export interface Draw {
  readonly kind: 'recoverable' | 'forgivable';
  readonly amount: Value;
  readonly appliesTo: TermsTest;
  readonly effective: DaySpan;
  readonly months?: Value;
  readonly recover: Exact;
  readonly clause: string;
}

export interface Clawback {
  readonly share: Exact;
  readonly within?: Value;
  readonly proRata?: Value;
  readonly steps?: Steps;
  readonly clause: string;
}

export interface ReturnTerms {
  readonly method: 'mirror' | 'recalculate';
  readonly lowersAttainment: 'same-span' | 'always' | 'never';
  readonly clawback?: Clawback;
  readonly clause: string;
}

/** Which columns the plan reads, and where it first says so. Slots are places in `attributes`. */
export interface PlanReads {
  readonly creditColumns: readonly string[];
  readonly payeeColumns: readonly string[];
  readonly numericCreditColumns: ReadonlySet<string>;
  readonly numericPayeeColumns: ReadonlySet<string>;
  /** Whether it tells credits apart by their event. */
  readonly event: boolean;
  readonly firstUse: ReadonlyMap<string, string>;
}

/** A plan ready to calculate with. Made by compilePlan; never changed. */
export interface Plan {
  readonly id: string;
  readonly document: PlanDocument;
  readonly currency: string;
  readonly calendar: PeriodCalendar;
  readonly yearStartsIn: number;
  readonly effective: DaySpan;
  readonly rounding: {
    readonly mode: RoundingMode;
    readonly unit: Exact;
    /** How many minor units of the currency one rounding unit is. */
    readonly unitMinor: bigint;
    readonly each: 'total' | 'component' | 'line';
  };
  readonly exchange: {
    readonly at: 'credit-date' | 'period-start' | 'period-end';
    readonly columns: ReadonlySet<string>;
  };
  readonly recognition?: readonly { readonly event: string; readonly share: Exact; readonly clause: string }[];
  readonly crediting: readonly CreditingRule[];
  readonly eligible: TermsTest;
  readonly measures: ReadonlyMap<string, Measure>;
  readonly quotas: ReadonlyMap<string, Quota>;
  readonly components: readonly Component[];
  readonly cap?: Limit;
  readonly floor?: Limit;
  readonly draw?: Draw;
  readonly returns: ReturnTerms;
  readonly listCreditsInLeave: boolean;
  readonly reads: PlanReads;
  /** Things worth knowing that are no errors (a rate above 100 % …). */
  readonly notes: readonly PlanProblem[];
}

/** Something wrong in a plan document: where (JSON pointer, and character in the text there), what, and the fix. */
export interface PlanProblem {
  readonly pointer: string;
  readonly at?: number;
  readonly found?: string;
  readonly expected: string;
}

export const firstDay: CivilDate = '0001-01-01';
export const lastDayOfAll: CivilDate = '9999-12-31';
