import type { CivilDate } from '#kernel/civil-date.ts';
import type { Exact } from '../exact.ts';
import type { DaySpan } from '../plan/plan.ts';

/** One row of what sold: a credit for a payee, or a deal, payment or return that takes its payees from another row. */
export interface CreditInput {
  readonly id: string;
  /** Left out: the payees of the row named by `reverses` or `deal`. */
  readonly payee?: string;
  readonly date: CivilDate;
  /** In `currency`. With `share` or several payees it is the whole deal's amount. Left out on a return: all of it. */
  readonly amount?: Exact;
  /** Left out: the plan's currency. */
  readonly currency?: string;
  readonly share?: Exact;
  /** booking, delivery, invoice, payment … */
  readonly event?: string;
  /** Id of the credit that this row takes back. */
  readonly reverses?: string;
  /** Id of the row whose payees and shares hold here. */
  readonly deal?: string;
  /** Tells lines of one deal apart. */
  readonly item?: string;
  /** An overlay: credited besides the 100 % that shares must make. */
  readonly onTop?: boolean;
  /** Why this payee is credited, from the crediting rules. */
  readonly reason?: string;
  readonly attributes: readonly (string | undefined)[];
  readonly line?: number;
}

/** What holds for a payee; several rows for one payee follow each other in time (job change, leave). */
export interface PayeeInput {
  readonly payee: string;
  readonly from?: CivilDate;
  readonly through?: CivilDate;
  readonly status?: string;
  readonly hired?: CivilDate;
  readonly left?: CivilDate;
  readonly leaveFrom?: CivilDate;
  readonly leaveThrough?: CivilDate;
  readonly manager?: string;
  /** Only payees whose plan is this one (or not said) are paid by it. */
  readonly plan?: string;
  readonly attributes: readonly (string | undefined)[];
  readonly line?: number;
}

export interface QuotaInput {
  readonly payee: string;
  readonly measure?: string;
  readonly from: CivilDate;
  readonly through: CivilDate;
  readonly quota: Exact;
  readonly line?: number;
}

/** One unit of `currency` is worth `rate` units of `into` from `date` on. */
export interface RateInput {
  readonly date: CivilDate;
  readonly currency: string;
  readonly into: string;
  readonly rate: Exact;
  readonly line?: number;
}

export interface CalculationInput {
  readonly credits: readonly CreditInput[];
  /** Left out: everyone named by a credit, employed always. */
  readonly payees?: readonly PayeeInput[];
  readonly quotas?: readonly QuotaInput[];
  readonly rates?: readonly RateInput[];
  /** First and last day to state; left out: the periods that hold credits. */
  readonly from?: CivilDate;
  readonly through?: CivilDate;
}

/** An amount that earns for nobody, or for more than it is; listed so that it is never lost. */
export interface Unassigned {
  readonly credit: string;
  readonly payee?: string;
  readonly date: CivilDate;
  /** Exact decimal text in `currency`; undefined when the row has none. */
  readonly amount?: string;
  readonly currency: string;
  readonly code: string;
  readonly reason: string;
  readonly fix: string;
  readonly line?: number;
}

/** Something a pay administrator should look at before approving. */
export interface Warning {
  readonly code: string;
  readonly message: string;
  readonly fix?: string;
  readonly payee?: string;
  /** The span that it is about: a pay period, or the quarter or year of a component. */
  readonly period?: string;
  /** The days of that span. */
  readonly days?: DaySpan;
  readonly component?: string;
  readonly clause?: string;
  readonly credit?: string;
  readonly line?: number;
}
