import type { CivilDate } from '#kernel/civil-date.ts';
import type { Exact } from '../exact.ts';
import { CannotCompute } from '../expression/evaluate.ts';
import type { Period } from '../periods.ts';
import type { Credit, DaySpan, FunctionSpan, Measure, PayeeTerms, Plan, Quota, SpanState } from '../plan/plan.ts';
import type { CalculationInput, Warning } from './input.ts';
import type { Directory } from './directory.ts';
import type { Line } from './line.ts';
import { quotaOfSpan } from './quota-of-span.ts';
import type { SpanCalendar } from './spans.ts';
import { type CreditStream, countsForAttainment, sliceOfSpan, streamAsOf, totalOf } from './stream.ts';

/** What every component calculation needs to know. */
export interface Setting {
  readonly plan: Plan;
  readonly directory: Directory;
  readonly spans: SpanCalendar;
  /** Periods to state, in order, without holes. */
  readonly periods: readonly Period[];
  /** The same by id. */
  readonly stated: ReadonlyMap<string, Period>;
  readonly quotas: readonly NonNullable<CalculationInput['quotas']>[number][];
  readonly quotasByPayee: ReadonlyMap<string, NonNullable<CalculationInput['quotas']>>;
  warn(warning: Warning): void;
}

/** Lines of one component by period id. */
export type LinesByPeriod = Map<string, Line[]>;

/** One payee while he is calculated: his terms, and what his earlier components earned. */
export interface Owner {
  readonly payee: string;
  readonly setting: Setting;
  readonly earned: Map<string, LinesByPeriod>;
  termsOn(date: CivilDate): PayeeTerms | undefined;
}

export function makeOwner(setting: Setting, payee: string): Owner {
  const { directory } = setting;
  const accepted = new Map<PayeeTerms, boolean>();
  // Credits come day after day: the terms of the last one mostly hold for the next.
  let last: PayeeTerms | undefined;
  return {
    payee,
    setting,
    earned: new Map(),
    termsOn(date) {
      if (last !== undefined && date >= last.from && (last.through === undefined || date <= last.through)) return last;
      const terms = directory.termsOn(payee, date);
      if (terms === undefined) return undefined;
      let onPlan = accepted.get(terms);
      if (onPlan === undefined) {
        onPlan = directory.onPlan(terms);
        accepted.set(terms, onPlan);
      }
      if (!onPlan) return undefined;
      last = terms;
      return terms;
    },
  };
}

/** The terms that speak for a whole span: those of its last day at work up to `asOf`. */
export function termsOfSpan(owner: Owner, span: DaySpan, asOf: CivilDate): PayeeTerms | undefined {
  const last = asOf < span.through ? asOf : span.through;
  return (
    owner.termsOn(last) ??
    owner.setting.directory
      .termsIn(owner.payee, { from: span.from, through: last })
      .filter((terms) => owner.setting.directory.onPlan(terms))
      .at(-1)
  );
}

/** Totals, quotas and earnings of one span as known on a day; each is worked out once. */
export function spanState(owner: Owner, stream: CreditStream, span: DaySpan, asOf: CivilDate): SpanState {
  const { plan, periods } = owner.setting;
  const totals = new Map<Measure, Exact>();
  const quotas = new Map<string, Exact>();
  const wider = new Map<FunctionSpan, SpanState>();
  let inSpan: readonly Credit[] | undefined;
  const stateOf = (over: FunctionSpan): SpanState => {
    let found = wider.get(over);
    if (found === undefined) {
      found = spanState(owner, stream, spanAround(owner, over, asOf < span.through ? asOf : span.through), asOf);
      wider.set(over, found);
    }
    return found;
  };
  const state: SpanState = {
    total(measure, over) {
      if (over !== undefined) return stateOf(over).total(measure);
      let total = totals.get(measure);
      if (total === undefined) {
        inSpan ??= attained(plan, sliceOfSpan(streamAsOf(stream, asOf), span));
        total = totalOf(inSpan, measure, (date) => owner.termsOn(date), state);
        totals.set(measure, total);
      }
      return total;
    },
    quota(name, over) {
      if (over !== undefined) return stateOf(over).quota(name);
      let found = quotas.get(name);
      if (found === undefined) {
        found = quotaFor(owner, name, span);
        quotas.set(name, found);
      }
      return found;
    },
    earned(component) {
      let total: Exact = { n: 0n, d: 1n };
      const byPeriod = owner.earned.get(component);
      for (const period of periods) {
        if (period.through < span.from || period.from > span.through || period.from > asOf) continue;
        for (const { amount } of byPeriod?.get(period.id) ?? []) {
          total = { n: total.n * amount.d + amount.n * total.d, d: total.d * amount.d };
        }
      }
      return total;
    },
  };
  return state;
}

/** Drops returns that by the plan do not lower what this span has reached. */
function attained(plan: Plan, credits: readonly Credit[]): readonly Credit[] {
  if (credits.every(({ reverses }) => reverses === undefined)) return credits;
  const sold = new Set(credits.filter(({ reverses }) => reverses === undefined).map(({ id }) => id));
  return credits.filter((credit) => countsForAttainment(credit, plan.returns.lowersAttainment, (id) => sold.has(id)));
}

/** The span of another kind around a day; to date: from the first of the year through the period of that day. */
function spanAround(owner: Owner, over: FunctionSpan, day: CivilDate): DaySpan {
  const { spans, plan } = owner.setting;
  const span = spans.spanOf(over === 'year_to_date' ? 'year' : over, day);
  if (span === undefined) throw new CannotCompute(`${day} lies in no ${over}`);
  return over === 'year_to_date' ? { from: span.from, through: plan.calendar.periodOf(day)?.through ?? day } : span;
}

function quotaFor(owner: Owner, name: string, span: DaySpan): Exact {
  const { plan, directory, quotasByPayee } = owner.setting;
  const quota = plan.quotas.get(name);
  const given = quotasByPayee.get(owner.payee) ?? [];
  if (quota === undefined && given.length === 0) {
    throw new CannotCompute(`the plan states no quota of ${name} and the quotas file has none for ${owner.payee}`);
  }
  const fallback: Quota = { measure: name, per: 'period', proRate: true, ramp: [], clause: '/quotas' };
  return quotaOfSpan(plan, quota ?? fallback, owner.payee, span, directory, given);
}
