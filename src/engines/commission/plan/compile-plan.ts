import { minorDigits } from '#kernel/currency.ts';
import { compileCrediting } from '../crediting/crediting-rules.ts';
import { type Exact, divide, equals, exact, one, powerOfTen } from '../exact.ts';
import { listedCalendar, regularCalendar } from '../periods.ts';
import { compileComponent } from './compile-component.ts';
import { compileCreditFilter, compileTermsFilter } from './compile-filter.ts';
import { checkWhole, compileLimit, compileSpan } from './compile-parts.ts';
import { compileSteps } from './compile-steps.ts';
import { PlanCompiler } from './compiler.ts';
import type { Clawback, Draw, Plan, PlanProblem, Quota } from './plan.ts';
import type { PlanDocument } from './schema.ts';

const usualMoneyColumns = ['cost', 'margin', 'price'];

/**
 * Turns a checked plan document into functions. Everything that can be known wrong without data is found here: tables
 * with gaps or overlaps, negative rates, unknown measures, weights that are no whole. Problems carry JSON pointers.
 */
export function compilePlan(document: PlanDocument): { plan: Plan } | { problems: readonly PlanProblem[] } {
  const moneyColumns = new Set([...(document.exchange?.columns ?? usualMoneyColumns), 'amount']);
  const compiler = new PlanCompiler(moneyColumns);
  const effective = compileSpan(compiler, document.effective, '/effective');
  compileMeasures(compiler, document);
  const quotas = compileQuotas(compiler, document);
  const components = document.components.map((component, index) => {
    const pointer = `/components/${index}`;
    if (compiler.componentIds.includes(component.id)) compiler.report(`${pointer}/id`, 'each id once', component.id);
    const compiled = compileComponent(compiler, component, pointer, effective);
    compiler.componentIds.push(component.id);
    return compiled;
  });
  const crediting = compileCrediting(compiler, document.crediting);
  const recognition = compileRecognition(compiler, document.recognition);
  const plan: Plan = {
    id: document.plan,
    document,
    currency: document.currency,
    calendar: compileCalendar(compiler, document),
    yearStartsIn: document.yearStartsIn,
    effective,
    rounding: compileRounding(compiler, document),
    exchange: { at: document.exchange?.at ?? 'credit-date', columns: moneyColumns },
    recognition,
    crediting,
    eligible: compileTermsFilter(compiler, document.eligible, '/eligible'),
    measures: compiler.measures,
    quotas,
    components,
    cap: compileLimit(compiler, document.cap, undefined, '/cap'),
    floor: compileLimit(compiler, document.floor, undefined, '/floor'),
    draw: compileDraw(compiler, document),
    returns: {
      method: document.returns?.method ?? 'mirror',
      lowersAttainment: document.returns?.lowersAttainment ?? 'same-span',
      clawback: compileClawback(compiler, document),
      clause: '/returns',
    },
    listCreditsInLeave: document.leave?.credits === 'list',
    reads: {
      creditColumns: compiler.creditColumns,
      payeeColumns: compiler.payeeColumns,
      numericCreditColumns: compiler.numericCreditColumns,
      numericPayeeColumns: compiler.numericPayeeColumns,
      event: compiler.readsEvent,
      firstUse: compiler.firstUse,
    },
    notes: compiler.notes,
  };
  const problems = new Map(compiler.problems.map((problem) => [JSON.stringify(problem), problem]));
  return problems.size > 0 ? { problems: [...problems.values()] } : { plan };
}

function compileMeasures(compiler: PlanCompiler, document: PlanDocument): void {
  for (const [name, measure] of Object.entries(document.measures ?? {})) {
    const pointer = `/measures/${name}`;
    const plain = typeof measure !== 'object';
    const at = plain ? pointer : `${pointer}/of`;
    const source = plain ? measure : measure.of;
    const { value } = compiler.value(source, { pointer: at, credit: true, period: false });
    const counted = source === 'count' || source === 'quantity';
    compiler.measures.set(name, {
      name,
      of: value,
      where: compileCreditFilter(compiler, plain ? undefined : measure.where, `${pointer}/where`),
      unit: plain ? (counted ? 'number' : 'money') : counted ? 'number' : measure.unit,
    });
  }
}

function compileQuotas(compiler: PlanCompiler, document: PlanDocument): Map<string, Quota> {
  const quotas = new Map<string, Quota>();
  for (const [name, quota] of Object.entries(document.quotas ?? {})) {
    const clause = `/quotas/${name}`;
    if (!compiler.measures.has(name) && !['amount', 'count', 'quantity'].includes(name)) {
      compiler.report(
        clause,
        `the name of a measure: ${[...compiler.measures.keys(), 'amount', 'count'].join(', ')}`,
        name,
      );
    }
    const plain = typeof quota !== 'object';
    const source = plain ? quota : quota.amount;
    const pointer = plain ? clause : `${clause}/amount`;
    const compiled =
      source === undefined
        ? undefined
        : compiler.nonNegative(source, { pointer, credit: false, period: false }, 'a quota');
    if (compiled?.constant?.n === 0n) compiler.report(pointer, 'a quota above zero', String(source));
    const months = plain
      ? undefined
      : quota.months?.map((share, i) => compiler.constant(share, `${clause}/months/${i}`, one));
    if (months !== undefined) checkWhole(compiler, months, `${clause}/months`, 'monthly shares');
    if (!plain && quota.months !== undefined && quota.per !== 'year') {
      compiler.report(`${clause}/per`, 'per: year, because months are shares of a year', quota.per);
    }
    quotas.set(name, {
      measure: name,
      amount: compiled?.value,
      per: plain ? 'period' : quota.per,
      months,
      proRate: plain || quota.proRate === 'days',
      ramp: plain ? [] : (quota.ramp ?? []).map((share, i) => compiler.constant(share, `${clause}/ramp/${i}`, one)),
      clause,
    });
  }
  return quotas;
}

function compileRounding(compiler: PlanCompiler, document: PlanDocument): Plan['rounding'] {
  const digits = minorDigits(document.currency);
  const smallest: Exact = { n: 1n, d: powerOfTen(digits) };
  const unit = compiler.constant(document.rounding?.unit, '/rounding/unit', smallest);
  const minors = divide(unit, smallest);
  if (unit.n <= 0n || minors.n % minors.d !== 0n) {
    compiler.report(
      '/rounding/unit',
      `a multiple of ${digits === 0 ? '1' : `0.${'1'.padStart(digits, '0')}`}`,
      String(document.rounding?.unit),
    );
  }
  return {
    mode: document.rounding?.mode ?? 'half-up',
    unit,
    unitMinor: minors.n / minors.d,
    each: document.rounding?.each ?? 'total',
  };
}

function compileCalendar(compiler: PlanCompiler, document: PlanDocument): Plan['calendar'] {
  if (typeof document.period === 'string') return regularCalendar(document.period, document.yearStartsIn);
  const sorted = [...document.period].sort((left, right) => (left.from < right.from ? -1 : 1));
  for (const [index, period] of sorted.entries()) {
    compileSpan(compiler, period, `/period/${document.period.indexOf(period)}`);
    const next = sorted[index + 1];
    if (next !== undefined && next.from <= period.through) {
      compiler.report(
        `/period/${document.period.indexOf(next)}`,
        `a first day after ${period.through}, the end of ${period.id}`,
        next.from,
      );
    }
    if (sorted.some((other) => other !== period && other.id === period.id)) {
      compiler.report(`/period/${document.period.indexOf(period)}/id`, 'each id once', period.id);
    }
  }
  return listedCalendar(sorted);
}

function compileRecognition(compiler: PlanCompiler, recognition: PlanDocument['recognition']): Plan['recognition'] {
  if (recognition === undefined) return undefined;
  if (typeof recognition === 'string') return [{ event: recognition, share: one, clause: '/recognition' }];
  const events = recognition.map(({ event, share }, index) => ({
    event,
    share: compiler.constant(share, `/recognition/${index}/share`, one),
    clause: `/recognition/${index}`,
  }));
  checkWhole(
    compiler,
    events.map(({ share }) => share),
    '/recognition',
    'shares',
  );
  return events;
}

function compileDraw(compiler: PlanCompiler, { draw }: PlanDocument): Draw | undefined {
  if (draw === undefined) return undefined;
  const place = { credit: false, period: false };
  const recover = compiler.constant(draw.recover, '/draw/recover', one);
  if (recover.n < 0n || recover.n > recover.d)
    compiler.report('/draw/recover', 'a share from 0% to 100%', String(draw.recover));
  return {
    kind: draw.kind,
    amount: compiler.nonNegative(draw.amount, { ...place, pointer: '/draw/amount' }, 'a draw').value,
    appliesTo: compileTermsFilter(compiler, draw.for, '/draw/for'),
    effective: compileSpan(compiler, draw.effective, '/draw/effective'),
    months:
      draw.months === undefined ? undefined : compiler.value(draw.months, { ...place, pointer: '/draw/months' }).value,
    recover,
    clause: '/draw',
  };
}

function compileClawback(compiler: PlanCompiler, { returns }: PlanDocument): Clawback | undefined {
  const clawback = returns?.clawback;
  if (clawback === undefined) return undefined;
  const clause = '/returns/clawback';
  const place = { credit: true, period: false };
  const ways = [clawback.share, clawback.proRata, clawback.steps].filter((way) => way !== undefined).length;
  if (ways > 1) compiler.report(clause, 'one of share, proRata, steps', `${ways} of them`);
  const share = compiler.constant(clawback.share, `${clause}/share`, one);
  if (share.n < 0n || (share.n > share.d && !equals(share, exact(1n)))) {
    compiler.report(`${clause}/share`, 'a share from 0% to 100%', String(clawback.share));
  }
  const optional = (key: 'within' | 'proRata') =>
    clawback[key] === undefined
      ? undefined
      : compiler.nonNegative(clawback[key], { ...place, pointer: `${clause}/${key}` }, 'a number of months').value;
  return {
    share,
    within: optional('within'),
    proRata: optional('proRata'),
    steps:
      clawback.steps === undefined
        ? undefined
        : compileSteps(compiler, clawback.steps, { ...place, pointer: `${clause}/steps` }, ['share']),
    clause,
  };
}
