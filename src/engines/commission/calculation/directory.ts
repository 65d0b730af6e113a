import { type CivilDate, addDays, dayNumber } from '#kernel/civil-date.ts';
import { type DataProblem, UnusableData } from '#kernel/unusable-data.ts';
import { type DaySpan, type PayeeTerms, type Plan, firstDay, lastDayOfAll } from '../plan/plan.ts';
import type { PayeeInput } from './input.ts';

/** Who is who on which day. */
export interface Directory {
  /** Every payee of this plan, in order of id. */
  readonly payees: readonly string[];
  knows(payee: string): boolean;
  /** What holds on a day; undefined before hire, after leaving or between two employments. */
  termsOn(payee: string, date: CivilDate): PayeeTerms | undefined;
  /** All terms that touch a span, in order. */
  termsIn(payee: string, span: DaySpan): readonly PayeeTerms[];
  onPlan(terms: PayeeTerms): boolean;
  /** The managers above a payee on a day, nearest first. */
  managersOf(payee: string, date: CivilDate): readonly string[];
  employment(payee: string): { readonly from: CivilDate; readonly through: CivilDate } | undefined;
}

const deepest = 20;

/** Everyone is known, employed always and on the plan. */
export function openDirectory(plan: Plan, payees: Iterable<string>): Directory {
  const all = new Map<string, PayeeTerms>();
  for (const id of payees) {
    all.set(id, { id, from: firstDay, status: 'active', attributes: plan.reads.payeeColumns.map(() => undefined) });
  }
  const ids = [...all.keys()].sort(byText);
  const termsOn = (payee: string): PayeeTerms | undefined => all.get(payee);
  return {
    payees: ids,
    knows: (payee) => all.has(payee),
    termsOn,
    termsIn: (payee) => [termsOn(payee)].filter((terms) => terms !== undefined),
    onPlan: plan.eligible,
    managersOf: () => [],
    employment: (payee) => (all.has(payee) ? { from: firstDay, through: lastDayOfAll } : undefined),
  };
}

/** Reads the payees file. Throws UnusableData when terms of one payee overlap, or managers go in a circle. */
export function buildDirectory(plan: Plan, rows: readonly PayeeInput[], file = 'payees'): Directory {
  const problems: DataProblem[] = [];
  const byPayee = new Map<string, { terms: PayeeTerms; plan?: string; line?: number }[]>();
  for (const row of rows) {
    const list = byPayee.get(row.payee) ?? [];
    for (const terms of cutOutLeave(row)) list.push({ terms, plan: row.plan, line: row.line });
    byPayee.set(row.payee, list);
  }
  const planOf = new Map<PayeeTerms, string | undefined>();
  const segments = new Map<string, PayeeTerms[]>();
  for (const [payee, list] of byPayee) {
    list.sort((left, right) => byText(left.terms.from, right.terms.from));
    for (const [index, { terms, line }] of list.entries()) {
      const next = list[index + 1];
      if (terms.through !== undefined && terms.through < terms.from) {
        problems.push({
          file,
          line,
          found: `${terms.from} … ${terms.through}`,
          expected: 'a last day on or after the first',
        });
      } else if (next !== undefined && (terms.through === undefined || terms.through >= next.terms.from)) {
        problems.push({
          file,
          line: next.line,
          found: `two rows for ${payee} that both hold on ${next.terms.from}`,
          expected: `rows that follow each other: end the earlier one (through) on ${addDays(next.terms.from, -1)}`,
        });
      }
    }
    segments.set(
      payee,
      list.map(({ terms }) => terms),
    );
    for (const { terms, plan: assigned } of list) planOf.set(terms, assigned);
  }
  if (problems.length > 0) throw new UnusableData(problems);

  const termsOn = (payee: string, date: CivilDate): PayeeTerms | undefined => {
    const list = segments.get(payee);
    if (list === undefined) return undefined;
    for (const terms of list)
      if (date >= terms.from && (terms.through === undefined || date <= terms.through)) return terms;
    return undefined;
  };
  const onPlan = (terms: PayeeTerms): boolean => {
    const assigned = planOf.get(terms);
    return (assigned === undefined || assigned === '' || assigned === plan.id) && plan.eligible(terms);
  };
  const directory: Directory = {
    payees: [...segments]
      .filter(([, list]) => list.some(onPlan))
      .map(([id]) => id)
      .sort(byText),
    knows: (payee) => segments.has(payee),
    termsOn,
    termsIn: (payee, span) =>
      (segments.get(payee) ?? []).filter(
        (terms) => terms.from <= span.through && (terms.through === undefined || terms.through >= span.from),
      ),
    onPlan,
    managersOf(payee, date) {
      const managers: string[] = [];
      let at = termsOn(payee, date)?.manager;
      while (at !== undefined && at !== '') {
        if (managers.includes(at) || at === payee || managers.length > deepest) {
          throw new UnusableData([
            { file, found: [payee, ...managers, at].join(' → '), expected: 'managers that do not go in a circle' },
          ]);
        }
        managers.push(at);
        at = termsOn(at, date)?.manager;
      }
      return managers;
    },
    employment(payee) {
      const list = segments.get(payee);
      return list === undefined ? undefined : { from: list[0].from, through: list.at(-1)!.through ?? lastDayOfAll };
    },
  };
  for (const [payee, list] of segments) for (const { from } of list) directory.managersOf(payee, from);
  return directory;
}

/** The share of a span's days on which the terms hold and (by choice) the payee is at work. */
export function daysOfTerms(terms: PayeeTerms, span: DaySpan): number {
  const from = terms.from > span.from ? terms.from : span.from;
  const through = terms.through !== undefined && terms.through < span.through ? terms.through : span.through;
  return from > through ? 0 : dayNumber(through) - dayNumber(from) + 1;
}

function cutOutLeave(row: PayeeInput): PayeeTerms[] {
  const from = row.from ?? row.hired ?? firstDay;
  const ends = [row.through, row.left].filter((day) => day !== undefined).sort(byText);
  const status = /^(leave|on leave|休假|请假|離職留停)$/i.test(row.status ?? '') ? 'leave' : 'active';
  const shared = { id: row.payee, hired: row.hired, manager: row.manager, attributes: row.attributes };
  const whole: PayeeTerms = { ...shared, from, through: ends[0], status };
  if (row.leaveFrom === undefined) return [whole];
  const leaveThrough = row.leaveThrough ?? whole.through;
  const parts: PayeeTerms[] = [
    { ...whole, through: addDays(row.leaveFrom, -1) },
    { ...whole, from: row.leaveFrom, through: leaveThrough, status: 'leave' },
    ...(leaveThrough === undefined ? [] : [{ ...whole, from: addDays(leaveThrough, 1) }]),
  ];
  return parts.filter((part) => part.through === undefined || part.from <= part.through);
}

export function byText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
