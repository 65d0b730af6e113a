import type { CivilDate } from '#kernel/civil-date.ts';
import { type Exact, add, compare, divide, exactToText, multiply, one, zero } from '../exact.ts';
import { CannotCompute } from '../expression/evaluate.ts';
import type { Period } from '../periods.ts';
import { attainment } from '../plan/compiler.ts';
import type { ComponentBase, Credit, CreditComponent, Lookup, PayeeTerms, PlanScope, SpanState } from '../plan/plan.ts';
import { type Line, makeLine } from './line.ts';
import { type ReadStep, isOnEdge, marginalPieces, readSteps, stepAt } from './marginal-pieces.ts';
import { type Owner, spanState, termsOfSpan } from './owner.ts';
import { unmetRequirement } from './requirements.ts';
import { type CreditStream, measureOf, sliceOfSpan, streamAsOf } from './stream.ts';

interface Scope extends PlanScope {
  credit: Credit;
  terms: PayeeTerms;
  state: SpanState;
  day: CivilDate;
}

/**
 * The lines of a commission, SPIF or override over one span, as known on the day `asOf`. Credits climb the rate table
 * in canonical order. A credit that cannot be computed is reported and gives no line; so does a span without quota.
 */
export function creditLines(
  owner: Owner,
  component: CreditComponent,
  stream: CreditStream,
  span: Period,
  asOf: CivilDate,
): Line[] {
  const terms = termsOfSpan(owner, span, asOf);
  if (terms === undefined) return [];
  const state = spanState(owner, stream, span, asOf);
  const credits = sliceOfSpan(streamAsOf(stream, asOf), span);
  const scope = { credit: undefined, terms, state, day: asOf < span.through ? asOf : span.through };
  const report = (problem: unknown, credit?: Credit): void => {
    if (!(problem instanceof CannotCompute)) throw problem;
    owner.setting.warn({
      code: 'cannot-compute',
      message: `${component.id}: ${problem.message}; ${credit === undefined ? 'nothing is paid for this span' : 'this credit is not paid'}`,
      fix: 'fill in or correct the value and calculate again',
      payee: owner.payee,
      period: span.id,
      days: { from: span.from, through: span.through },
      component: component.id,
      clause: component.clause,
      ...(credit === undefined ? {} : { credit: credit.id }),
      ...(credit?.line === undefined ? {} : { line: credit.line }),
    });
  };
  try {
    if (!credits.some((credit) => countsFor(owner, component, credit))) return [];
    if (unmetRequirement(component.requires, scope) !== undefined) return [];
    const pay = payer(owner, component, scope, state);
    const lines: Line[] = [];
    let count = 0;
    const own = credits.some(({ reverses }) => reverses !== undefined)
      ? new Set(credits.filter(({ reverses }) => reverses === undefined).map(({ id }) => id))
      : undefined;
    for (const credit of credits) {
      const at = owner.termsOn(credit.date);
      if (at === undefined) continue;
      const isReturn = credit.reverses !== undefined;
      if (isReturn && !lowers(owner, credit, own!)) continue;
      const paid = component.measure.where(credit, at);
      if (component.first !== undefined && paid && !isReturn && ++count > component.first) continue;
      try {
        pay({ credit, terms: at, state, day: credit.date }, paid, isReturn, lines);
      } catch (problem) {
        report(problem, credit);
      }
    }
    return lines;
  } catch (problem) {
    report(problem);
    return [];
  }
}

function countsFor(owner: Owner, component: CreditComponent, credit: Credit): boolean {
  const terms = owner.termsOn(credit.date);
  return terms !== undefined && component.measure.where(credit, terms);
}

function lowers(owner: Owner, credit: Credit, soldInSpan: ReadonlySet<string>): boolean {
  const rule = owner.setting.plan.returns.lowersAttainment;
  return rule === 'always' || (rule === 'same-span' && soldInSpan.has(credit.reverses!));
}

type Pay = (scope: Scope, paid: boolean, isReturn: boolean, lines: Line[]) => void;

/** How one credit becomes lines: by the kind of rate table. Returns only move the running total. */
function payer(owner: Owner, component: CreditComponent, spanScope: PlanScope, state: SpanState): Pay {
  const { tiers, measure } = component;
  const valueOf = (scope: Scope): Exact => measureOf(measure, scope);
  const baseOf = (scope: Scope, value: Exact): Exact =>
    component.base === undefined ? value : multiply(component.base(scope), scope.credit.share ?? one);
  const emit = (
    scope: Scope,
    lines: Line[],
    clause: string,
    base: Exact,
    stepRate: Exact | undefined,
    note?: string,
    reached?: Exact,
  ): void => {
    const found = rateFor(component, scope, stepRate, clause);
    if (base.n === 0n) return;
    lines.push(
      makeLine({
        component: component.id,
        clause: found.clause,
        kind: 'earning',
        credit: scope.credit.id,
        date: scope.credit.date,
        item: scope.credit.item,
        because: scope.credit.reason,
        from: component.reports === undefined ? undefined : scope.credit.payee,
        base,
        rate: found.rate,
        factor: factorFor(component, scope),
        note,
        reached,
      }),
    );
  };
  if (tiers === undefined) {
    return (scope, paid, isReturn, lines) => {
      if (isReturn || !paid) return;
      emit(scope, lines, component.rate!.clause, baseOf(scope, valueOf(scope)), undefined);
    };
  }
  const { by, method, steps } = tiers;
  if (by.kind === 'running') {
    const quota = by.attainment ? state.quota(by.measure.name) : undefined;
    const isOwn = by.measure === measure;
    if (method === 'whole') return wholeByTotal(owner, component, spanScope, state, valueOf, baseOf, emit);
    const warnBeyond = beyondLastStep(owner, component);
    const read = readSteps(steps, spanScope, quota);
    let reached = zero;
    return (scope, paid, isReturn, lines) => {
      const move = isOwn ? (paid ? valueOf(scope) : zero) : measureOf(by.measure, scope);
      const before = reached;
      reached = add(before, move);
      if (isReturn || !paid) return;
      const top = read.at(-1)?.upper;
      if (top !== undefined && compare(reached, top) > 0) warnBeyond(reached);
      emitPieces(
        read,
        before,
        reached,
        move,
        scope,
        lines,
        isOwn && component.base === undefined,
        baseOf,
        valueOf,
        emit,
        steps,
        spanScope,
        quota,
      );
    };
  }
  return (scope, paid, isReturn, lines) => {
    if (isReturn || !paid) return;
    const value = valueOf(scope);
    const base = baseOf(scope, value);
    if (by.kind === 'credit' && method === 'marginal') {
      emitPieces(
        readSteps(steps, scope, undefined),
        zero,
        value,
        value,
        scope,
        lines,
        component.base === undefined,
        baseOf,
        valueOf,
        emit,
        steps,
        scope,
        undefined,
      );
      return;
    }
    const place = by.kind === 'credit' ? value : by.value(scope);
    const step = stepAt(steps, place, scope);
    if (step === undefined) throw new CannotCompute(`${exactToText(place, 6)} lies in no step of the table`);
    emit(scope, lines, step.clause, base, step.value(scope), `at ${exactToText(place, 6)}`);
  };
}

type Emit = (
  scope: Scope,
  lines: Line[],
  clause: string,
  base: Exact,
  stepRate: Exact | undefined,
  note?: string,
  reached?: Exact,
) => void;

function emitPieces(
  read: readonly ReadStep[],
  before: Exact,
  after: Exact,
  move: Exact,
  scope: Scope,
  lines: Line[],
  baseIsMove: boolean,
  baseOf: (scope: Scope, value: Exact) => Exact,
  valueOf: (scope: Scope) => Exact,
  emit: Emit,
  steps: NonNullable<CreditComponent['tiers']>['steps'],
  spanScope: PlanScope,
  quota: Exact | undefined,
): void {
  if (move.n === 0n) {
    const place = quota === undefined ? after : divide(after, quota);
    const step = stepAt(steps, place, spanScope);
    if (step !== undefined)
      emit(scope, lines, step.clause, baseOf(scope, valueOf(scope)), step.value(scope), undefined, before);
    return;
  }
  const whole = baseIsMove ? move : baseOf(scope, valueOf(scope));
  for (const { step, amount } of marginalPieces(read, before, after)) {
    const base = baseIsMove ? amount : multiply(whole, divide(amount, move));
    emit(scope, lines, step.clause, base, step.value(scope), undefined, before);
  }
}

/** Whole-tier ("cliff"): the step that the span's total has reached pays for every credit. */
function wholeByTotal(
  owner: Owner,
  component: CreditComponent,
  spanScope: PlanScope,
  state: SpanState,
  valueOf: (scope: Scope) => Exact,
  baseOf: (scope: Scope, value: Exact) => Exact,
  emit: Emit,
): Pay {
  const tiers = component.tiers!;
  const by = tiers.by as Extract<typeof tiers.by, { kind: 'running' }>;
  const total = state.total(by.measure);
  const place = by.attainment ? attainment(total, state.quota(by.measure.name), by.measure.name) : total;
  const step = stepAt(tiers.steps, place, spanScope);
  const shown = by.attainment ? `${exactToText(multiply(place, { n: 100n, d: 1n }), 4)} %` : exactToText(place, 6);
  if (isOnEdge(tiers.steps, place, spanScope)) {
    owner.setting.warn({
      code: 'on-edge',
      message: `${component.id}: ${shown} is exactly on an edge; by its words the plan pays ${step === undefined ? 'nothing' : `step ${tiers.steps.steps.indexOf(step) + 1}`}`,
      fix: 'none needed; to change it write upTo/above instead of below/from',
      payee: owner.payee,
      component: component.id,
      clause: step?.clause ?? component.clause,
    });
  }
  const top = tiers.steps.steps.at(-1)?.upper;
  if (step === undefined && top !== undefined && compare(place, top.value(spanScope)) >= 0)
    beyondLastStep(owner, component)(place);
  return (scope, paid, isReturn, lines) => {
    if (isReturn || !paid || step === undefined) return;
    emit(scope, lines, step.clause, baseOf(scope, valueOf(scope)), step.value(scope), `span total ${shown}`);
  };
}

/** Reports once that a total has gone past the last step, so that a part earns nothing. */
function beyondLastStep(owner: Owner, component: CreditComponent): (reached: Exact) => void {
  let told = false;
  return (reached) => {
    if (told) return;
    told = true;
    owner.setting.warn({
      code: 'beyond-last-step',
      message: `${component.id}: the total has reached ${exactToText(reached, 4)}, past the end of the last step; what lies beyond earns nothing`,
      fix: 'leave the end of the last step open, or add a step with rate 0% to say so',
      payee: owner.payee,
      component: component.id,
      clause: component.tiers?.steps.steps.at(-1)?.clause ?? component.clause,
    });
  };
}

function rateFor(
  component: CreditComponent,
  scope: PlanScope,
  stepValue: Exact | undefined,
  clause: string,
): { rate: Exact; clause: string } {
  if (component.tiers?.steps.pays === 'rate') return { rate: positive(stepValue!, component), clause };
  const found = lookUp(component.rate!, scope);
  if (component.tiers === undefined) return { rate: positive(found.value, component), clause: found.clause };
  return { rate: positive(multiply(found.value, stepValue!), component), clause };
}

function positive(rate: Exact, component: CreditComponent): Exact {
  if (rate.n < 0n) throw new CannotCompute(`the rate of ${component.id} is negative (${exactToText(rate, 6)})`);
  return rate;
}

export function lookUp(lookup: Lookup, scope: PlanScope): { value: Exact; clause: string } {
  const found = lookup.find(scope);
  if (found === undefined)
    throw new CannotCompute(`the table by ${lookup.what} has no entry that fits (add it, or "otherwise")`);
  return found;
}

/** The product of a component's multipliers; negative when the component is taken off the pay. */
export function factorFor({ multipliers, deduct }: ComponentBase, scope: PlanScope): Exact {
  let factor = deduct ? minusOne : one;
  for (const { lookup, where } of multipliers) {
    if (where !== undefined && (scope.credit === undefined || !where(scope.credit, scope.terms))) continue;
    factor = multiply(factor, lookUp(lookup, scope).value);
  }
  return factor;
}

const minusOne: Exact = { n: -1n, d: 1n };
