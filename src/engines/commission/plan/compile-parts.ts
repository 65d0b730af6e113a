import { type Exact, compare, one, zero } from '../exact.ts';
import { type StepDocument, compileSteps } from './compile-steps.ts';
import type { Place, PlanCompiler } from './compiler.ts';
import {
  type Curve,
  type DaySpan,
  type Limit,
  type Measure,
  type Requirement,
  type StepPays,
  type TierBy,
  type Tiers,
  firstDay,
  lastDayOfAll,
} from './plan.ts';
import type { ComponentDocument, PlanDocument } from './schema.ts';

type Source = string | number;
type CurveDocument = NonNullable<Extract<ComponentDocument, { kind: 'bonus' }>['curve']>;

interface TiersDocument {
  readonly by?: Source;
  readonly method: 'marginal' | 'whole';
  readonly steps: readonly StepDocument[];
}

/** A day span with open ends filled; refuses one that ends before it starts. */
export function compileSpan(
  compiler: PlanCompiler,
  span: { readonly from?: string; readonly through?: string } | undefined,
  pointer: string,
  within: DaySpan = { from: firstDay, through: lastDayOfAll },
): DaySpan {
  const from = span?.from ?? within.from;
  const through = span?.through ?? within.through;
  if (from > through)
    compiler.report(pointer, 'a last day (through) on or after the first (from)', `${from} … ${through}`);
  return { from, through };
}

export function compileTiers(
  compiler: PlanCompiler,
  document: TiersDocument,
  own: Measure | undefined,
  pointer: string,
  allowed: readonly StepPays[],
): Tiers {
  const by = compileTierBy(compiler, document.by, own, `${pointer}/by`);
  if (document.method === 'marginal' && by.kind === 'value') {
    compiler.report(
      `${pointer}/method`,
      'method: whole (marginal steps need something that adds up: total, attainment, total(measure), attainment(measure) or credit)',
      'marginal',
    );
  }
  const place: Place = { pointer: `${pointer}/steps`, own, credit: true, period: true };
  return { by, method: document.method, steps: compileSteps(compiler, document.steps, place, allowed) };
}

function compileTierBy(
  compiler: PlanCompiler,
  source: Source | undefined,
  own: Measure | undefined,
  pointer: string,
): TierBy {
  const text = String(source ?? 'total').trim();
  if (text === 'credit') return { kind: 'credit' };
  const call = /^(total|attainment)(?:\(\s*'?([^()']+?)'?\s*\))?$/.exec(text);
  if (call !== null || compiler.measures.has(text)) {
    const measure = call === null || call[2] !== undefined ? knownMeasure(compiler, call?.[2] ?? text) : own;
    if (measure === undefined) {
      compiler.report(pointer, `a measure: ${[...compiler.measures.keys(), 'amount', 'count'].join(', ')}`, text);
      return { kind: 'credit' };
    }
    return { kind: 'running', measure, attainment: call?.[1] === 'attainment' };
  }
  const { value, usesCredit } = compiler.value(text, { pointer, own, credit: true, period: true });
  return { kind: 'value', value, usesCredit };
}

function knownMeasure(compiler: PlanCompiler, name: string): Measure | undefined {
  return (
    compiler.measures.get(name) ??
    (['amount', 'count', 'quantity'].includes(name) ? compiler.measure(name, '') : undefined)
  );
}

export function compileCurve(
  compiler: PlanCompiler,
  document: CurveDocument,
  own: Measure | undefined,
  pointer: string,
): Curve {
  const pays = document.points[0].amount === undefined ? 'payout' : 'amount';
  const points = document.points.map((point, index) => {
    const clause = `${pointer}/points/${index}`;
    if ((point.amount === undefined) === (point.payout === undefined) || point[pays] === undefined) {
      compiler.report(clause, 'either amount or payout, the same in every point', JSON.stringify(point));
    }
    const value = compiler.constant(point[pays], `${clause}/${pays}`, zero);
    if (value.n < 0n) compiler.report(`${clause}/${pays}`, `a ${pays} of zero or more`, String(point[pays]));
    return { at: compiler.constant(point.at, `${clause}/at`, zero), pays: value, clause };
  });
  for (let i = 1; i < points.length; i++) {
    if (compare(points[i - 1].at, points[i].at) >= 0) {
      compiler.report(
        `${points[i].clause}/at`,
        'points in ascending order, each place once',
        String(document.points[i].at),
      );
    }
  }
  const by = compiler.value(document.by ?? 'attainment', {
    pointer: `${pointer}/by`,
    own,
    credit: false,
    period: true,
  });
  return {
    by: by.value,
    pays,
    points,
    between: document.between,
    below: document.below,
    above: document.above,
    clause: pointer,
  };
}

export function compileRequirements(
  compiler: PlanCompiler,
  documents: ComponentDocument['requires'],
  own: Measure | undefined,
  pointer: string,
): Requirement[] {
  return (documents ?? []).map((document, index) => {
    const clause = `${pointer}/${index}`;
    const read = (key: 'value' | 'atLeast' | 'above' | 'atMost' | 'below') => {
      const source = document[key];
      return source === undefined
        ? undefined
        : compiler.value(source, { pointer: `${clause}/${key}`, own, credit: false, period: true }).value;
    };
    const keys = (['atLeast', 'above', 'atMost', 'below'] as const).filter((key) => document[key] !== undefined);
    if (keys.length === 0) compiler.report(clause, 'one of atLeast, above, atMost, below', JSON.stringify(document));
    return {
      value: read('value')!,
      atLeast: read('atLeast'),
      above: read('above'),
      atMost: read('atMost'),
      below: read('below'),
      clause,
      text: `${document.value} ${keys.map((key) => `${key} ${document[key]}`).join(', ')}`,
    };
  });
}

export function compileLimit(
  compiler: PlanCompiler,
  document: PlanDocument['cap'],
  own: Measure | undefined,
  pointer: string,
): Limit | undefined {
  if (document === undefined) return undefined;
  const plain = typeof document !== 'object';
  const compiled = compiler.nonNegative(
    plain ? document : document.amount,
    { pointer: plain ? pointer : `${pointer}/amount`, own, credit: false, period: true },
    'a limit',
  );
  const perCredit = !plain && document.perCredit === true;
  if (perCredit && !plain && document.over !== undefined) compiler.report(pointer, 'over or perCredit, not both');
  return { amount: compiled.value, over: plain ? 'period' : (document.over ?? 'period'), perCredit, clause: pointer };
}

/** Shares that must make exactly the whole: 33/33/33 and 110 % are refused, 1/3 three times is right. */
export function checkWhole(compiler: PlanCompiler, shares: readonly Exact[], pointer: string, what: string): void {
  const total = shares.reduce((left, right) => ({ n: left.n * right.d + right.n * left.d, d: left.d * right.d }), zero);
  if (compare(total, one) === 0) return;
  const percent = `${Number((total.n * 1_000_000n) / total.d) / 10_000} %`;
  compiler.report(pointer, `${what} that add up to exactly 100 % (thirds are written 1/3)`, percent);
}
