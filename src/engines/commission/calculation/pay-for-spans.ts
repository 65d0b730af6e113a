import type { CivilDate } from '#kernel/civil-date.ts';
import { type Exact, exactToText } from '../exact.ts';
import { CannotCompute } from '../expression/evaluate.ts';
import { type Period, daysIn } from '../periods.ts';
import type { BonusComponent, FixedComponent, MboComponent, PlanScope } from '../plan/plan.ts';
import { bonusParts } from './bonus-parts.ts';
import { factorFor } from './credit-lines.ts';
import { daysOfTerms } from './directory.ts';
import { type Line, type LineParts, makeLine } from './line.ts';
import { mboParts } from './mbo-parts.ts';
import { type LinesByPeriod, type Owner, spanState, termsOfSpan } from './owner.ts';
import { put } from './pay-on-credits.ts';
import { periodOfDay, periodsTouching, spansOfPeriods } from './periods-of-component.ts';
import { unmetRequirement } from './requirements.ts';
import type { CreditStream } from './stream.ts';
import { trueUp } from './true-up.ts';

export type SpanParts = Pick<LineParts, 'clause' | 'base' | 'rate' | 'note'>;

/**
 * Bonus and MBO: paid for a whole span, in the period in which it ends; or (settle: each-period) as far as reached in
 * each period, which pays the difference to what was paid before.
 */
export function payForSpans(
  owner: Owner,
  component: BonusComponent | MboComponent,
  stream: CreditStream,
): LinesByPeriod {
  const { setting } = owner;
  const result: LinesByPeriod = new Map();
  for (const span of spansOfPeriods(setting, component)) {
    if (!component.eachPeriod) {
      const period = periodOfDay(setting, span.through);
      if (period === undefined) continue;
      for (const line of spanLines(owner, component, stream, span, span.through)) put(result, period, line);
      continue;
    }
    let before: Line[] = [];
    for (const period of periodsTouching(setting, span)) {
      const now = spanLines(owner, component, stream, span, period.through);
      for (const line of trueUp(before, now)) put(result, period, line);
      before = now;
    }
  }
  return result;
}

/** Salary and allowances, each period; with proRate: days only for the days at work. */
export function payFixed(owner: Owner, component: FixedComponent, stream: CreditStream): LinesByPeriod {
  const result: LinesByPeriod = new Map();
  for (const period of owner.setting.periods) {
    if (period.from > component.effective.through || period.through < component.effective.from) continue;
    const all = owner.setting.directory
      .termsIn(owner.payee, period)
      .filter((terms) => owner.setting.directory.onPlan(terms));
    const counted = component.proRate ? all.filter(({ status }) => status === 'active') : all.slice(-1);
    for (const terms of counted) {
      if (!component.appliesTo(terms)) continue;
      const scope = {
        credit: undefined,
        terms,
        state: spanState(owner, stream, period, period.through),
        day: period.through,
      };
      guarded(owner, component, period, () => {
        if (unmetRequirement(component.requires, scope) !== undefined) return;
        const days = daysOfTerms(terms, period);
        const rate: Exact = component.proRate ? { n: BigInt(days), d: BigInt(daysIn(period)) } : { n: 1n, d: 1n };
        const note = component.proRate && days !== daysIn(period) ? `${days} of ${daysIn(period)} days` : undefined;
        const base = component.amount(scope);
        put(result, period, wholeLine(component, scope, { clause: `${component.clause}/amount`, base, rate, note }));
      });
    }
  }
  return result;
}

function spanLines(
  owner: Owner,
  component: BonusComponent | MboComponent,
  stream: CreditStream,
  span: Period,
  asOf: CivilDate,
): Line[] {
  const terms = termsOfSpan(owner, span, asOf);
  if (terms === undefined || !component.appliesTo(terms)) return [];
  const scope: PlanScope = {
    credit: undefined,
    terms,
    state: spanState(owner, stream, span, asOf),
    day: asOf < span.through ? asOf : span.through,
  };
  let lines: Line[] = [];
  guarded(owner, component, span, () => {
    if (unmetRequirement(component.requires, scope) !== undefined) return;
    const presence = component.proRate ? shareOfDays(owner, span) : undefined;
    const parts = component.kind === 'bonus' ? bonusParts(owner, component, scope, span) : mboParts(component, scope);
    lines = parts
      .filter(({ base, rate }) => base.n !== 0n && rate.n !== 0n)
      .map((part) => wholeLine(component, scope, presence === undefined ? part : prorated(part, presence)));
  });
  return lines;
}

function prorated(part: SpanParts, presence: Exact): SpanParts {
  const note = `${exactToText({ n: presence.n * 100n, d: presence.d }, 2)} % of the days at work`;
  return {
    ...part,
    base: { n: part.base.n * presence.n, d: part.base.d * presence.d },
    note: part.note === undefined ? note : `${part.note}; ${note}`,
  };
}

function shareOfDays(owner: Owner, span: Period): Exact {
  const { directory } = owner.setting;
  const days = directory
    .termsIn(owner.payee, span)
    .filter((terms) => terms.status === 'active' && directory.onPlan(terms))
    .reduce((total, terms) => total + daysOfTerms(terms, span), 0);
  return { n: BigInt(days), d: BigInt(daysIn(span)) };
}

function wholeLine(component: BonusComponent | MboComponent | FixedComponent, scope: PlanScope, part: SpanParts): Line {
  return makeLine({
    component: component.id,
    kind: 'earning',
    credit: undefined,
    factor: factorFor(component, scope),
    ...part,
  });
}

function guarded(owner: Owner, component: { id: string; clause: string }, span: Period, work: () => void): void {
  try {
    work();
  } catch (problem) {
    if (!(problem instanceof CannotCompute)) throw problem;
    owner.setting.warn({
      code: 'cannot-compute',
      message: `${component.id}: ${problem.message}; nothing is paid for ${span.id}`,
      fix: 'fill in or correct the value and calculate again',
      payee: owner.payee,
      period: span.id,
      days: { from: span.from, through: span.through },
      component: component.id,
      clause: component.clause,
    });
  }
}
