import { calculate } from '#engines/commission/calculation/calculation.ts';
import { attainmentsIn } from '#engines/commission/calculation/attainment.ts';
import type { CalculationInput, CreditInput, PayeeInput } from '#engines/commission/calculation/input.ts';
import { approximate, exactFromText } from '#engines/commission/exact.ts';
import type { Period } from '#engines/commission/periods.ts';
import type { Plan } from '#engines/commission/plan/plan.ts';
import { addDays, addMonths } from '#kernel/civil-date.ts';
import { minorDigits } from '#kernel/currency.ts';
import { knownValues } from '../../known-values.ts';

/** What the picture takes for granted about the person and the deals; the reader may say otherwise. */
export interface Assumptions {
  /** Sold in the span at 100 %, in the plan's currency; what a quota asks for when the plan has one. */
  readonly sold: number;
  readonly dealsInPeriod: number;
  /** Columns of the person and of the deals: quota, role; line, event … '' for every known value in turn. */
  readonly person: Readonly<Record<string, string>>;
  readonly deal: Readonly<Record<string, string>>;
}

/** How a plan pays someone who sells evenly over a year, for one pace of selling. */
export interface PayPoint {
  /** Attainment of the quota, or share of the assumed sales. */
  readonly pace: number;
  readonly pay: number;
  readonly byComponent: Readonly<Record<string, number>>;
}

const person = 'sample';
const report = 'sample-report';
const steps = 40;
const mostPeriods = 53;

/** Something to begin with for everything that a plan reads. */
export function firstAssumptions(plan: Plan): Assumptions {
  const known = knownValues(plan.document);
  const { payeeColumns, creditColumns, numericPayeeColumns, numericCreditColumns } = plan.reads;
  const gated = /^payee\.(\w+)$/;
  const scores = new Set(
    plan.document.components
      .flatMap((component) => [
        ...(component.kind === 'mbo' ? component.objectives.map(({ score }) => String(score)) : []),
        ...(component.requires ?? []).map(({ value }) => String(value)),
      ])
      .flatMap((value) => gated.exec(value)?.[1] ?? []),
  );
  const number = (name: string): string => (scores.has(name) ? '1' : name.includes('quota') ? '1000000' : '10000');
  const asksEvent = plan.recognition === undefined && known.credit.has('event');
  const own = (name: string): string => (name === 'months' ? '12' : '1');
  return {
    sold: 1_000_000,
    dealsInPeriod: 1,
    person: Object.fromEntries(
      payeeColumns.map((name) => [
        name,
        numericPayeeColumns.has(name) ? number(name) : (known.payee.get(name)?.[0] ?? ''),
      ]),
    ),
    deal: Object.fromEntries(
      [...new Set([...creditColumns, ...(asksEvent ? ['event'] : [])])].map((name) => [
        name,
        moneyColumns.has(name) ? '70%' : numericCreditColumns.has(name) ? own(name) : '',
      ]),
    ),
  };
}

const moneyColumns = new Set(['cost', 'margin', 'price']);

/** The plan's pay from nothing to twice the pace of the quota. Throws UnusableData where the assumptions contradict the plan. */
export function payCurve(plan: Plan, assumed: Assumptions): readonly PayPoint[] {
  const periods = yearOf(plan);
  const scale = scaleOf(plan, assumed, periods);
  return Array.from({ length: steps + 1 }, (_, step): PayPoint => {
    const pace = (step * 2) / steps;
    const { statements } = calculate(plan, sampleInput(plan, assumed, periods, scale(pace)));
    const byComponent: Record<string, number> = {};
    let pay = 0;
    for (const { lines } of statements.filter(({ payee }) => payee === person)) {
      for (const { component, minor } of lines) {
        const amount = Number(minor) / 10 ** minorDigits(plan.currency);
        byComponent[component] = (byComponent[component] ?? 0) + amount;
        pay += amount;
      }
    }
    return { pace, pay, byComponent };
  });
}

interface Selling {
  readonly deals: number;
  /** Of one deal. */
  readonly amount: number;
}

/** Turns a pace into deals: more money for each where money counts, more of them where pieces count. */
function scaleOf(plan: Plan, assumed: Assumptions, periods: readonly Period[]): (pace: number) => Selling {
  const deals = Math.max(1, assumed.dealsInPeriod) * periods.length;
  const amount = assumed.sold / deals;
  const last = periods.at(-1)!;
  const [first] = attainmentsIn(plan, sampleInput(plan, assumed, periods, { deals, amount }), last).get(person) ?? [];
  const reached = first === undefined ? 1 : approximate(first.total) / approximate(first.quota);
  if (!Number.isFinite(reached) || reached === 0) return (pace) => ({ deals, amount: amount * pace });
  if (plan.measures.get(first?.measure ?? '')?.unit === 'number' || countsPieces(plan, first?.measure))
    return (pace) => ({ deals: Math.round((deals * pace) / reached), amount });
  return (pace) => ({ deals, amount: (amount * pace) / reached });
}

function countsPieces(plan: Plan, name: string | undefined): boolean {
  const measure = plan.document.measures?.[name ?? ''];
  const of = typeof measure === 'object' ? measure.of : (measure ?? name);
  return of === 'count' || of === 'quantity';
}

/** The pay periods of the first year of the plan. */
function yearOf(plan: Plan): readonly Period[] {
  const from =
    plan.effective.from > '0002' ? plan.effective.from : `2026-${String(plan.yearStartsIn).padStart(2, '0')}-01`;
  const yearEnd = addDays(addMonths(from, 12), -1);
  const through = plan.effective.through < yearEnd ? plan.effective.through : yearEnd;
  const found: Period[] = [];
  let period = plan.calendar.periodOf(from) ?? listed(plan);
  while (period !== undefined && period.from <= through && found.length < mostPeriods) {
    found.push(period);
    period = plan.calendar.next(period);
  }
  return found;
}

function listed(plan: Plan): Period | undefined {
  return Array.isArray(plan.document.period) ? plan.calendar.named?.(plan.document.period[0].id) : undefined;
}

function sampleInput(plan: Plan, assumed: Assumptions, periods: readonly Period[], selling: Selling): CalculationInput {
  const team = plan.components.find(({ kind }) => kind === 'override');
  const people = team === undefined ? [person] : [person, report];
  const hired = '2000-01-01';
  const row = (payee: string): PayeeInput => ({
    payee,
    hired,
    ...(payee === report ? { manager: person } : {}),
    attributes: plan.reads.payeeColumns.map((name) =>
      textOf(payee === report ? (reportRole(plan, name) ?? assumed.person[name]) : assumed.person[name]),
    ),
  });
  return {
    payees: people.map(row),
    credits: people.flatMap((payee) => creditsOf(plan, assumed, periods, selling, payee)),
    from: periods[0].from,
    through: periods.at(-1)!.through,
  };
}

/** Whom an override counts: the first value that its filter names. */
function reportRole(plan: Plan, name: string): string | undefined {
  const filters = plan.document.components.flatMap((one) =>
    one.kind === 'override' ? (one.reports?.[name] ?? []) : [],
  );
  const [first] = filters.flat();
  return typeof first === 'string' ? first : undefined;
}

function creditsOf(
  plan: Plan,
  assumed: Assumptions,
  periods: readonly Period[],
  selling: Selling,
  payee: string,
): CreditInput[] {
  const known = knownValues(plan.document);
  const events = eventsOf(plan, assumed);
  const amount = exactFromText(selling.amount.toFixed(2));
  return Array.from({ length: selling.deals }, (_, at) => {
    const period = periods[Math.floor((at * periods.length) / selling.deals)];
    return events.map(
      (event): CreditInput => ({
        id: `${payee}-${at}-${event ?? ''}`,
        payee,
        date: period.from < plan.effective.from ? plan.effective.from : period.from,
        amount,
        ...(event === undefined ? {} : { event }),
        attributes: plan.reads.creditColumns.map((name) => {
          if (name === 'event' && event !== undefined) return event;
          const said = assumed.deal[name] ?? '';
          if (moneyColumns.has(name)) return (selling.amount * shareOf(said)).toFixed(2);
          const values = known.credit.get(name) ?? [];
          return said === '' ? values[at % Math.max(1, values.length)] : said;
        }),
      }),
    );
  }).flat();
}

/** What happens to each deal: the events that earn, else those that the plan tells apart. */
function eventsOf(plan: Plan, assumed: Assumptions): readonly (string | undefined)[] {
  if (plan.recognition !== undefined) return plan.recognition.map(({ event }) => event);
  const said = assumed.deal.event ?? '';
  const known = knownValues(plan.document).credit.get('event') ?? [];
  return said !== '' ? [said] : known.length > 0 ? known : [undefined];
}

function shareOf(text: string): number {
  const value = Number.parseFloat(text);
  return Number.isFinite(value) ? (text.trim().endsWith('%') ? value / 100 : value) : 0;
}

function textOf(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
