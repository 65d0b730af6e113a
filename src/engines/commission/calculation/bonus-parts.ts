import { type Exact, compare, exactToText, multiply, one, zero } from '../exact.ts';
import type { Period } from '../periods.ts';
import { attainment } from '../plan/compiler.ts';
import type { BonusComponent, PlanScope, Tiers } from '../plan/plan.ts';
import { curveAt } from './curve.ts';
import { isOnEdge, marginalPieces, readSteps, stepAt } from './marginal-pieces.ts';
import type { Owner } from './owner.ts';
import type { SpanParts } from './pay-for-spans.ts';

/** What a bonus pays for a span: an amount, steps reached, or a point on a curve. */
export function bonusParts(owner: Owner, component: BonusComponent, scope: PlanScope, span: Period): SpanParts[] {
  const target = component.target?.(scope);
  if (component.curve !== undefined) {
    const place = component.curve.by(scope);
    const { pays, clause } = curveAt(component.curve, place);
    const note = `at ${percent(place)}`;
    return component.curve.pays === 'payout'
      ? [{ clause, base: target!, rate: pays, note }]
      : [{ clause, base: pays, rate: one, note }];
  }
  if (component.tiers !== undefined) return stepParts(owner, component, component.tiers, scope, target, span);
  return [{ clause: `${component.clause}/amount`, base: component.amount!(scope), rate: one, note: undefined }];
}

function stepParts(
  owner: Owner,
  component: BonusComponent,
  tiers: Tiers,
  scope: PlanScope,
  target: Exact | undefined,
  span: Period,
): SpanParts[] {
  const { by, steps } = tiers;
  const place = placeOf(component, tiers, scope);
  if (tiers.method === 'marginal' && by.kind === 'running') {
    const total = scope.state.total(by.measure);
    const quota = by.attainment ? scope.state.quota(by.measure.name) : undefined;
    if (steps.pays === 'rate') {
      return marginalPieces(readSteps(steps, scope, quota), zero, total).map(({ step, amount }) => ({
        clause: step.clause,
        base: amount,
        rate: step.value(scope),
        note: `part of ${exactToText(total, 6)}`,
      }));
    }
    return steps.steps
      .filter(({ lower }) => {
        if (lower === undefined) return true;
        const order = compare(place, lower.value(scope));
        return order > 0 || (order === 0 && lower.included);
      })
      .map((step) =>
        paid(steps.pays, step.clause, step.value(scope), target, total, `reached with ${shown(by, place)}`),
      );
  }
  const step = stepAt(steps, place, scope);
  if (isOnEdge(steps, place, scope)) {
    owner.setting.warn({
      code: 'on-edge',
      message: `${component.id}: ${shown(by, place)} is exactly on an edge; by its words the plan pays ${step === undefined ? 'nothing' : `step ${steps.steps.indexOf(step) + 1}`}`,
      fix: 'none needed; to change it write upTo/above instead of below/from',
      payee: owner.payee,
      period: span.id,
      days: { from: span.from, through: span.through },
      component: component.id,
      clause: step?.clause ?? component.clause,
    });
  }
  if (step === undefined) return [];
  const total = component.measure === undefined || steps.pays !== 'rate' ? zero : scope.state.total(component.measure);
  return [paid(steps.pays, step.clause, step.value(scope), target, total, `at ${shown(by, place)}`)];
}

function paid(
  pays: Tiers['steps']['pays'],
  clause: string,
  value: Exact,
  target: Exact | undefined,
  total: Exact,
  note: string,
): SpanParts {
  if (pays === 'payout') return { clause, base: target!, rate: value, note };
  return pays === 'rate' ? { clause, base: total, rate: value, note } : { clause, base: value, rate: one, note };
}

function placeOf(component: BonusComponent, { by }: Tiers, scope: PlanScope): Exact {
  if (by.kind === 'value') return by.value(scope);
  const measure = by.kind === 'running' ? by.measure : component.measure!;
  const total = scope.state.total(measure);
  return by.kind === 'running' && by.attainment
    ? attainment(total, scope.state.quota(measure.name), measure.name)
    : total;
}

function shown(by: Tiers['by'], place: Exact): string {
  return by.kind === 'running' && by.attainment ? percent(place) : exactToText(place, 6);
}

function percent(value: Exact): string {
  return `${exactToText(multiply(value, { n: 100n, d: 1n }), 4)} %`;
}
