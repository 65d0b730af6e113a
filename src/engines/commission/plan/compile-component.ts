import { zero } from '../exact.ts';
import { compileCreditFilter, compileTermsFilter } from './compile-filter.ts';
import { compileLookup } from './compile-lookup.ts';
import {
  checkWhole,
  compileCurve,
  compileLimit,
  compileRequirements,
  compileSpan,
  compileTiers,
} from './compile-parts.ts';
import type { PlanCompiler } from './compiler.ts';
import type {
  BonusComponent,
  Component,
  ComponentBase,
  CreditComponent,
  DaySpan,
  Lookup,
  MboComponent,
  Measure,
  Multiplier,
  PoolComponent,
} from './plan.ts';
import type { ComponentDocument } from './schema.ts';

type Of<Kind extends ComponentDocument['kind']> = Extract<ComponentDocument, { kind: Kind }>;

/** Compiles one component of a plan document; `pointer` is its place, /components/0. */
export function compileComponent(
  compiler: PlanCompiler,
  document: ComponentDocument,
  pointer: string,
  effective: DaySpan,
): Component {
  switch (document.kind) {
    case 'commission':
    case 'spif':
    case 'override':
      return compileCredited(compiler, document, pointer, effective);
    case 'bonus':
      return compileBonus(compiler, document, pointer, effective);
    case 'mbo':
      return compileMbo(compiler, document, pointer, effective);
    case 'fixed':
      return {
        ...compileBase(compiler, document, undefined, pointer, effective),
        kind: 'fixed',
        amount: compiler.nonNegative(
          document.amount,
          { pointer: `${pointer}/amount`, credit: false, period: true },
          'an amount',
        ).value,
        proRate: document.proRate === 'days',
      };
    case 'pool':
      return compilePool(compiler, document, pointer, effective);
  }
}

function compileBase(
  compiler: PlanCompiler,
  document: ComponentDocument,
  own: Measure | undefined,
  pointer: string,
  effective: DaySpan,
): ComponentBase {
  const credited = document.kind === 'commission' || document.kind === 'spif' || document.kind === 'override';
  return {
    id: document.id,
    clause: pointer,
    appliesTo: compileTermsFilter(compiler, document.for, `${pointer}/for`),
    effective: compileSpan(compiler, document.effective, `${pointer}/effective`, effective),
    over: document.over ?? 'period',
    requires: compileRequirements(compiler, document.requires, own, `${pointer}/requires`),
    multipliers: compileMultipliers(compiler, document.multipliers, own, `${pointer}/multipliers`, credited),
    deduct: 'deduct' in document && document.deduct === true,
    cap: compileLimit(compiler, document.cap, own, `${pointer}/cap`),
    floor: compileLimit(compiler, document.floor, own, `${pointer}/floor`),
  };
}

function compileMultipliers(
  compiler: PlanCompiler,
  documents: ComponentDocument['multipliers'],
  own: Measure | undefined,
  pointer: string,
  credit: boolean,
): Multiplier[] {
  return (documents ?? []).map((document, index) => {
    const clause = `${pointer}/${index}`;
    const place = { pointer: clause, own, credit, period: true };
    if (!('value' in document))
      return { lookup: compileLookup(compiler, document, place, 'multiply'), where: undefined };
    return {
      lookup: compileLookup(compiler, document.value, { ...place, pointer: `${clause}/value` }, 'multiply'),
      where:
        document.where === undefined ? undefined : compileCreditFilter(compiler, document.where, `${clause}/where`),
    };
  });
}

function compileCredited(
  compiler: PlanCompiler,
  document: Of<'commission'> | Of<'spif'> | Of<'override'>,
  pointer: string,
  effective: DaySpan,
): CreditComponent {
  const perCredit = document.kind === 'spif' && document.amount !== undefined;
  const named = compiler.measure(perCredit ? (document.measure ?? 'count') : document.measure, `${pointer}/measure`);
  const measure = ownMeasure(compiler, named, document, pointer, effective);
  const shared = compileBase(compiler, document, measure, pointer, effective);
  const rateSource = perCredit ? document.amount! : document.rate;
  const rate = rateSource === undefined ? undefined : compileRate(compiler, rateSource, measure, pointer, perCredit);
  if (perCredit && document.rate !== undefined) compiler.report(pointer, 'amount (per credit) or rate, not both');
  const tiers =
    document.kind === 'spif' || document.tiers === undefined
      ? undefined
      : compileTiers(compiler, document.tiers, measure, `${pointer}/tiers`, ['rate', 'multiply']);
  if (
    document.kind === 'override' &&
    document.on === 'earnings' &&
    (tiers !== undefined || document.base !== undefined)
  ) {
    compiler.report(pointer, 'only a rate with on: earnings (tiers and base look at credits)');
  }
  if (rate === undefined && tiers?.steps.pays !== 'rate') {
    compiler.report(pointer, document.kind === 'spif' ? 'amount or rate' : 'rate, or tiers whose steps say a rate');
  } else if (rate !== undefined && tiers?.steps.pays === 'rate') {
    compiler.report(`${pointer}/rate`, 'either rate with steps that multiply, or steps that say the rate themselves');
  }
  const base =
    document.base === undefined
      ? undefined
      : compiler.value(document.base, { pointer: `${pointer}/base`, own: measure, credit: true, period: false }).value;
  const periodLookups = [rate, ...shared.multipliers.map(({ lookup }) => lookup)].some(
    (one) => one?.usesPeriod === true,
  );
  return {
    ...shared,
    kind: document.kind,
    measure,
    base,
    rate,
    tiers,
    first: document.kind === 'spif' ? document.first : undefined,
    looksBack:
      periodLookups ||
      tiers?.steps.usesPeriod === true ||
      shared.requires.length > 0 ||
      (tiers?.method === 'whole' &&
        (tiers.by.kind === 'running' || (tiers.by.kind === 'value' && !tiers.by.usesCredit))),
    reports:
      document.kind === 'override'
        ? {
            level: document.level,
            where: compileTermsFilter(compiler, document.reports, `${pointer}/reports`),
            on: document.on,
            components: document.components,
          }
        : undefined,
  };
}

/** The component's measure: only the credits that the component itself looks at. */
function ownMeasure(
  compiler: PlanCompiler,
  named: Measure,
  document: Of<'commission'> | Of<'spif'> | Of<'override'> | Of<'bonus'> | Of<'pool'>,
  pointer: string,
  plan: DaySpan,
): Measure {
  const where = compileCreditFilter(compiler, document.where, `${pointer}/where`);
  const dates =
    document.effective === undefined
      ? undefined
      : compileSpan(compiler, document.effective, `${pointer}/effective`, plan);
  const applies = document.for === undefined ? undefined : compileTermsFilter(compiler, document.for, `${pointer}/for`);
  return {
    ...named,
    where: (credit, terms) =>
      named.where(credit, terms) &&
      where(credit, terms) &&
      (dates === undefined || (credit.date >= dates.from && credit.date <= dates.through)) &&
      (applies === undefined || applies(terms)),
  };
}

function compileRate(
  compiler: PlanCompiler,
  source: NonNullable<Of<'commission'>['rate']>,
  measure: Measure,
  pointer: string,
  perCredit: boolean,
): Lookup {
  const at = perCredit ? `${pointer}/amount` : `${pointer}/rate`;
  const lookup = compileLookup(compiler, source, { pointer: at, own: measure, credit: true, period: true }, 'rate');
  if (
    !perCredit &&
    measure.unit === 'money' &&
    lookup.constant !== undefined &&
    lookup.constant.n > lookup.constant.d
  ) {
    compiler.notes.push({
      pointer: at,
      found: lookup.what,
      expected: 'a rate of at most 100 % of money (6% or 0.06)',
    });
  }
  return lookup;
}

function compileBonus(
  compiler: PlanCompiler,
  document: Of<'bonus'>,
  pointer: string,
  effective: DaySpan,
): BonusComponent {
  const needsMeasure = document.measure !== undefined || document.tiers !== undefined || document.curve !== undefined;
  const named =
    needsMeasure || document.where !== undefined ? compiler.measure(document.measure, `${pointer}/measure`) : undefined;
  const measure = named === undefined ? undefined : ownMeasure(compiler, named, document, pointer, effective);
  const place = { own: measure, credit: false, period: true };
  const money = (key: 'amount' | 'target') => {
    const source = document[key];
    return source === undefined
      ? undefined
      : compiler.nonNegative(source, { ...place, pointer: `${pointer}/${key}` }, `a ${key}`).value;
  };
  const ways = [document.tiers, document.curve, document.amount].filter((way) => way !== undefined).length;
  if (ways !== 1) compiler.report(pointer, 'exactly one of amount, tiers, curve', `${ways} of them`);
  const tiers =
    document.tiers === undefined
      ? undefined
      : compileTiers(compiler, document.tiers, measure, `${pointer}/tiers`, ['amount', 'payout', 'rate']);
  const curve =
    document.curve === undefined ? undefined : compileCurve(compiler, document.curve, measure, `${pointer}/curve`);
  if ((tiers?.steps.pays === 'payout' || curve?.pays === 'payout') && document.target === undefined) {
    compiler.report(pointer, 'a target, because a payout is a share of it');
  }
  return {
    ...compileBase(compiler, document, measure, pointer, effective),
    kind: 'bonus',
    measure,
    amount: money('amount'),
    target: money('target'),
    tiers,
    curve,
    proRate: document.proRate === 'days',
    eachPeriod: document.settle === 'each-period',
  };
}

function compileMbo(compiler: PlanCompiler, document: Of<'mbo'>, pointer: string, effective: DaySpan): MboComponent {
  const place = { credit: false, period: true };
  const objectives = document.objectives.map((objective, index) => {
    const clause = `${pointer}/objectives/${index}`;
    const read = (key: 'score' | 'threshold' | 'most', fallback: string | number) =>
      compiler.value(objective[key] ?? fallback, { ...place, pointer: `${clause}/${key}` }).value;
    return {
      id: objective.id,
      weight: compiler.constant(objective.weight, `${clause}/weight`, zero),
      score: read('score', 0),
      threshold: objective.threshold === undefined ? undefined : read('threshold', 0),
      most: read('most', 1),
      clause,
    };
  });
  checkWhole(
    compiler,
    objectives.map(({ weight }) => weight),
    `${pointer}/objectives`,
    'weights',
  );
  return {
    ...compileBase(compiler, document, undefined, pointer, effective),
    kind: 'mbo',
    target: compiler.nonNegative(document.target, { ...place, pointer: `${pointer}/target` }, 'a target').value,
    objectives,
    proRate: document.proRate === 'days',
    eachPeriod: document.settle === 'each-period',
  };
}

function compilePool(compiler: PlanCompiler, document: Of<'pool'>, pointer: string, effective: DaySpan): PoolComponent {
  const named = compiler.measure(document.measure, `${pointer}/measure`);
  const measure = ownMeasure(compiler, named, document, pointer, effective);
  const place = { own: measure, credit: false, period: true };
  const ways = [document.tiers, document.rate, document.amount].filter((way) => way !== undefined).length;
  if (ways !== 1) compiler.report(pointer, 'exactly one of amount, rate, tiers', `${ways} of them`);
  const optional = (key: 'amount' | 'rate') => {
    const source = document[key];
    return source === undefined
      ? undefined
      : compiler.nonNegative(
          source,
          { ...place, pointer: `${pointer}/${key}` },
          key === 'rate' ? 'a rate' : 'an amount',
        ).value;
  };
  return {
    ...compileBase(compiler, document, measure, pointer, effective),
    kind: 'pool',
    measure,
    team:
      document.team === undefined
        ? undefined
        : compiler.payeeSlot(document.team.replace(/^payee\./, ''), `${pointer}/team`, false),
    amount: optional('amount'),
    rate: optional('rate'),
    tiers:
      document.tiers === undefined
        ? undefined
        : compileTiers(compiler, document.tiers, measure, `${pointer}/tiers`, ['rate', 'amount']),
    divide:
      document.divide === 'equal' || document.divide === 'credits'
        ? document.divide
        : compiler.nonNegative(document.divide, { ...place, pointer: `${pointer}/divide` }, 'a weight').value,
    eachPeriod: document.settle === 'each-period',
  };
}
