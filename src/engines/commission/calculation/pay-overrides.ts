import type { CreditComponent } from '../plan/plan.ts';
import type { CreditBook, Reversal } from './admission.ts';
import { canonicalOrder } from './canonical-order.ts';
import { factorFor, lookUp } from './credit-lines.ts';
import type { Directory } from './directory.ts';
import { makeLine } from './line.ts';
import { type LinesByPeriod, type Owner, spanState, termsOfSpan } from './owner.ts';
import { put } from './pay-on-credits.ts';
import { unmetRequirement } from './requirements.ts';
import { type CreditStream, emptyStream } from './stream.ts';
import { add, zero } from '../exact.ts';

/** The credits of everyone who on the credit's day reports to `manager` at the component's level. */
export function streamOfReports(
  component: CreditComponent,
  manager: string,
  reportsOf: ReadonlySet<string>,
  book: CreditBook,
  rewritesOf: (payee: string) => CreditStream['rewrites'],
  directory: Directory,
): { stream: CreditStream; reversals: Reversal[] } {
  const { level, where } = component.reports!;
  const credits: (typeof emptyStream.credits)[number][] = [];
  const rewrites = new Map<(typeof credits)[number], readonly Reversal[]>();
  const reversals: Reversal[] = [];
  const counts = (payee: string, date: string): boolean => {
    const place = directory.managersOf(payee, date).indexOf(manager);
    const terms = directory.termsOn(payee, date);
    return terms !== undefined && (level === 'all' ? place !== -1 : place === level - 1) && where(terms);
  };
  for (const report of reportsOf) {
    const own = book.byPayee.get(report) ?? [];
    for (const credit of own) if (counts(report, credit.date)) credits.push(credit);
    for (const [credit, list] of rewritesOf(report)) if (counts(report, credit.date)) rewrites.set(credit, list);
    for (const reversal of book.reversals.get(report) ?? []) {
      if (counts(report, reversal.original.date)) reversals.push(reversal);
    }
  }
  credits.sort(canonicalOrder);
  return { stream: { credits, rewrites }, reversals };
}

/** An override on pay: a share of what reports earn in the same period. */
export function payOnEarnings(
  owner: Owner,
  component: CreditComponent,
  reports: ReadonlyMap<string, Owner>,
  components: readonly string[],
): LinesByPeriod {
  const { setting } = owner;
  const { level, where } = component.reports!;
  const result: LinesByPeriod = new Map();
  for (const period of setting.periods) {
    const terms = termsOfSpan(owner, period, period.through);
    if (terms === undefined || !component.appliesTo(terms)) continue;
    const scope = {
      credit: undefined,
      terms,
      state: spanState(owner, emptyStream, period, period.through),
      day: period.through,
    };
    if (unmetRequirement(component.requires, scope) !== undefined) continue;
    for (const [report, { earned }] of reports) {
      const day = period.through;
      const place = setting.directory.managersOf(report, day).indexOf(owner.payee);
      const reportTerms = setting.directory.termsOn(report, day);
      if (reportTerms === undefined || !where(reportTerms) || (level === 'all' ? place === -1 : place !== level - 1))
        continue;
      let base = zero;
      for (const id of components)
        for (const { amount } of earned.get(id)?.get(period.id) ?? []) base = add(base, amount);
      if (base.n === 0n) continue;
      const { value, clause } = lookUp(component.rate!, scope);
      const factor = factorFor(component, scope);
      const line = {
        component: component.id,
        clause,
        kind: 'earning',
        credit: undefined,
        from: report,
        base,
        rate: value,
        factor,
      } as const;
      put(result, period, makeLine(line));
    }
  }
  return result;
}
