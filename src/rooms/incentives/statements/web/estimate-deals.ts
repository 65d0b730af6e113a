import { estimate } from '#engines/commission/estimate.ts';
import { readPlan } from '#engines/commission/plan/read-plan.ts';
import { parseDecimal } from '#kernel/decimal.ts';
import type { LocalText } from '#kernel/local-text.ts';
import { money, moneyToText } from '#kernel/money.ts';
import { saidByEngine } from '../../plan-words.ts';
import { readEstimatorInput, whatIfCredit } from '../estimator-input.ts';
import type { EstimatorView } from './statement-types.ts';

export interface WhatIfAnswer {
  readonly planId: string;
  readonly name: LocalText;
  readonly currency: string;
  /** What the deals add, as exact text. */
  readonly added: string;
  /** Only the periods that the deals change. */
  readonly periods: readonly { readonly period: string; readonly total: string }[];
  /** Why a deal would not count. */
  readonly notCounted: readonly LocalText[];
  /** Why nothing can be said at all: a currency without a rate … */
  readonly problem?: LocalText;
}

/** What the chosen deals (and an amount of one's own) would add under each plan, worked out by the engine here and now. */
export function estimateDeals(
  view: EstimatorView,
  deals: EstimatorView['deals'],
  ownAmount: string,
  ownCurrency: string,
  closesOn: string,
): WhatIfAnswer[] {
  const own = ownAmount.trim().replaceAll(',', '');
  const all = [
    ...deals,
    ...(own !== '' && parseDecimal(own) !== undefined
      ? [{ id: 'own', label: '', amount: own, currency: ownCurrency, expectedCloseOn: null, attributes: {} }]
      : []),
  ];
  return view.plans.map((one): WhatIfAnswer => {
    const about = { planId: one.planId, name: one.name, currency: one.currency };
    const nothing = { ...about, added: '0', periods: [], notCounted: [] };
    const read = readPlan(one.document);
    if ('problems' in read) return { ...nothing, problem: saidByEngine(read.problems[0].expected) };
    try {
      const rows = all.map((deal) => whatIfCredit(one, view.person.id, { ...deal, closesOn }));
      const found = estimate(read.plan, readEstimatorInput(one), view.person.id, rows);
      const text = (minor: bigint): string => moneyToText(money(minor, found.currency));
      return {
        ...about,
        added: text(found.addedMinor),
        periods: found.periods
          .filter(({ addedMinor }) => addedMinor !== 0n)
          .map(({ period, thenMinor }) => ({ period, total: text(thenMinor) })),
        notCounted: [...new Set(found.notCounted.map(({ reason }) => reason))].map(saidByEngine),
      };
    } catch (problem) {
      return { ...nothing, problem: saidByEngine((problem as Error).message) };
    }
  });
}
