import type { CivilDate } from '#kernel/civil-date.ts';
import { allocateMinor } from '#kernel/money.ts';
import { type Exact, add, exactToText, greatest, multiply, one, roundToUnit, sum, zero } from '../exact.ts';
import { CannotCompute } from '../expression/evaluate.ts';
import type { Period } from '../periods.ts';
import { attainment } from '../plan/compiler.ts';
import type { PlanScope, PoolComponent, SpanState } from '../plan/plan.ts';
import { factorFor } from './credit-lines.ts';
import { type Line, makeLine } from './line.ts';
import { marginalPieces, readSteps, stepAt } from './marginal-pieces.ts';
import { type LinesByPeriod, type Owner, type Setting, spanState, termsOfSpan } from './owner.ts';
import { put } from './pay-on-credits.ts';
import { periodOfDay, periodsTouching, spansOfPeriods } from './periods-of-component.ts';
import { unmetRequirement } from './requirements.ts';
import type { CreditStream } from './stream.ts';
import { trueUp } from './true-up.ts';

interface Member {
  readonly owner: Owner;
  readonly stream: CreditStream;
  readonly scope: PlanScope;
}

/** A team's pool, divided so that the parts add up to it to the last unit (largest remainder, ties in order of payee). */
export function payPools(
  setting: Setting,
  component: PoolComponent,
  owners: readonly Owner[],
  streamOf: (payee: string) => CreditStream,
): Map<string, LinesByPeriod> {
  const result = new Map<string, LinesByPeriod>(owners.map(({ payee }) => [payee, new Map()]));
  for (const span of spansOfPeriods(setting, component)) {
    const checkpoints = component.eachPeriod
      ? periodsTouching(setting, span)
      : [periodOfDay(setting, span.through)].filter((period) => period !== undefined);
    let before = new Map<string, Line[]>();
    for (const period of checkpoints) {
      const now = poolLines(
        setting,
        component,
        owners,
        streamOf,
        span,
        component.eachPeriod ? period.through : span.through,
      );
      for (const { payee } of owners) {
        for (const line of trueUp(before.get(payee) ?? [], now.get(payee) ?? [])) put(result.get(payee)!, period, line);
      }
      before = now;
    }
  }
  return result;
}

function poolLines(
  setting: Setting,
  component: PoolComponent,
  owners: readonly Owner[],
  streamOf: (payee: string) => CreditStream,
  span: Period,
  asOf: CivilDate,
): Map<string, Line[]> {
  const teams = new Map<string, Member[]>();
  for (const owner of owners) {
    const terms = termsOfSpan(owner, span, asOf);
    if (terms === undefined || !component.appliesTo(terms)) continue;
    const name = component.team === undefined ? '' : (terms.attributes[component.team] ?? '');
    const stream = streamOf(owner.payee);
    const scope = { credit: undefined, terms, state: spanState(owner, stream, span, asOf), day: asOf };
    teams.set(name, [...(teams.get(name) ?? []), { owner, stream, scope }]);
  }
  const lines = new Map<string, Line[]>();
  for (const [name, members] of teams) {
    try {
      for (const [payee, line] of teamLines(setting, component, name, members)) lines.set(payee, [line]);
    } catch (problem) {
      if (!(problem instanceof CannotCompute)) throw problem;
      setting.warn({
        code: 'cannot-compute',
        message: `${component.id}: the pool${name === '' ? '' : ` of ${name}`} cannot be computed: ${problem.message}`,
        fix: 'fill in or correct the value and calculate again',
        period: span.id,
        days: { from: span.from, through: span.through },
        component: component.id,
        clause: component.clause,
      });
    }
  }
  return lines;
}

function* teamLines(
  setting: Setting,
  component: PoolComponent,
  name: string,
  members: readonly Member[],
): Generator<[string, Line]> {
  const scope: PlanScope = { ...members[0].scope, state: teamState(members) };
  if (unmetRequirement(component.requires, scope) !== undefined) return;
  const { rounding } = setting.plan;
  const pool = multiply(poolAmount(component, scope), factorFor(component, scope));
  const units = roundToUnit(pool, rounding.unit, rounding.mode);
  const weights = members.map((member) => weightOf(component, member));
  const scaled = onOneDenominator(weights);
  const total = scaled.reduce((left, right) => left + right, 0n);
  if (units === 0n) return;
  if (total === 0n) throw new CannotCompute('nobody has a weight above zero, so it cannot be divided');
  const parts = allocateMinor(units, scaled);
  const whole = exactToText({ n: units * rounding.unit.n, d: rounding.unit.d }, 6);
  for (const [index, { owner }] of members.entries()) {
    const amount: Exact = { n: parts[index] * rounding.unit.n, d: rounding.unit.d };
    yield [
      owner.payee,
      makeLine({
        component: component.id,
        clause: component.clause,
        kind: 'earning',
        credit: undefined,
        ...(name === '' ? {} : { from: name }),
        base: amount,
        rate: one,
        factor: one,
        note: `${exactToText({ n: scaled[index] * 100n, d: total }, 4)} % of the pool of ${whole}`,
      }),
    ];
  }
}

function poolAmount(component: PoolComponent, scope: PlanScope): Exact {
  if (component.amount !== undefined) return component.amount(scope);
  const total = scope.state.total(component.measure);
  if (component.tiers === undefined) return multiply(total, component.rate!(scope));
  const { by, method, steps } = component.tiers;
  const measure = by.kind === 'running' ? by.measure : component.measure;
  const reached = scope.state.total(measure);
  const quota = by.kind === 'running' && by.attainment ? scope.state.quota(measure.name) : undefined;
  if (method === 'marginal' && steps.pays === 'rate') {
    const pieces = marginalPieces(readSteps(steps, scope, quota), zero, reached);
    return sum(pieces.map(({ step, amount }) => multiply(amount, step.value(scope))));
  }
  const place =
    by.kind === 'value' ? by.value(scope) : quota === undefined ? reached : attainment(reached, quota, measure.name);
  const step = stepAt(steps, place, scope);
  if (step === undefined) return zero;
  return steps.pays === 'rate' ? multiply(total, step.value(scope)) : step.value(scope);
}

/** The team as one: totals and quotas of its members added up. */
function teamState(members: readonly Member[]): SpanState {
  const over = (read: (member: Member) => Exact): Exact => members.map(read).reduce(add, zero);
  return {
    total: (measure) => over(({ scope }) => scope.state.total(measure)),
    quota: (measure) => over(({ scope }) => scope.state.quota(measure)),
    earned: (component) => over(({ scope }) => scope.state.earned(component)),
  };
}

function weightOf(component: PoolComponent, { scope }: Member): Exact {
  if (component.divide === 'equal') return one;
  const weight = component.divide === 'credits' ? scope.state.total(component.measure) : component.divide(scope);
  return greatest(zero, weight);
}

function onOneDenominator(weights: readonly Exact[]): bigint[] {
  const denominator = weights.reduce((product, { d }) => (product % d === 0n ? product : product * d), 1n);
  return weights.map(({ n, d }) => (n * denominator) / d);
}
