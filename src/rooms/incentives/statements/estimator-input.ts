import type { CalculationInput, CreditInput } from '#engines/commission/calculation/input.ts';
import { exactToReplayText } from '#engines/commission/exact.ts';
import { readReplayText } from '#engines/commission/explanation/explain-line.ts';
import { firstDay } from '#engines/commission/plan/plan.ts';
import type { EstimatorView } from './contract.ts';

type PlanForEstimate = EstimatorView['plans'][number];
type WireInput = Pick<PlanForEstimate, 'credits' | 'payees' | 'quotas' | 'rates' | 'from' | 'through'>;

/** The engine's input as it travels: exact numbers as texts, absent values as null. */
export function writeEstimatorInput(input: CalculationInput): WireInput {
  const text = (value: string | undefined): string | null => value ?? null;
  return {
    credits: input.credits.map(
      ({ id, payee, date, amount, currency, share, event, reverses, deal, item, onTop, attributes }) => ({
        id,
        payee: text(payee),
        date,
        amount: amount === undefined ? null : exactToReplayText(amount),
        currency: text(currency),
        share: share === undefined ? null : exactToReplayText(share),
        event: text(event),
        reverses: text(reverses),
        deal: text(deal),
        item: text(item),
        onTop: onTop === true,
        attributes: attributes.map(text),
      }),
    ),
    payees: (input.payees ?? []).map(({ payee, from, through, status, hired, left, manager, plan, attributes }) => ({
      payee,
      from: text(from),
      through: text(through),
      status: text(status),
      hired: text(hired),
      left: text(left),
      manager: text(manager),
      plan: text(plan),
      attributes: attributes.map(text),
    })),
    quotas: (input.quotas ?? []).map(({ payee, measure, from, through, quota }) => ({
      payee,
      measure: text(measure),
      from,
      through,
      quota: exactToReplayText(quota),
    })),
    rates: (input.rates ?? []).map(({ rate, date, currency, into }) => ({
      date,
      currency,
      into,
      rate: exactToReplayText(rate),
    })),
    from: input.from ?? firstDay,
    through: input.through ?? firstDay,
  };
}

/** The engine's input of what travelled; runs in the browser as on the server. */
export function readEstimatorInput(plan: WireInput): CalculationInput {
  const text = (value: string | null): string | undefined => value ?? undefined;
  const exact = (value: string | null) => (value === null ? undefined : readReplayText(value));
  return {
    credits: plan.credits.map((row) => ({
      id: row.id,
      payee: text(row.payee),
      date: row.date,
      amount: exact(row.amount),
      currency: text(row.currency),
      share: exact(row.share),
      event: text(row.event),
      reverses: text(row.reverses),
      deal: text(row.deal),
      item: text(row.item),
      onTop: row.onTop || undefined,
      attributes: row.attributes.map(text),
    })),
    payees: plan.payees.map((row) => ({
      payee: row.payee,
      from: text(row.from),
      through: text(row.through),
      status: text(row.status),
      hired: text(row.hired),
      left: text(row.left),
      manager: text(row.manager),
      plan: text(row.plan),
      attributes: row.attributes.map(text),
    })),
    quotas: plan.quotas.map(({ quota, measure, ...row }) => ({
      ...row,
      measure: text(measure),
      quota: readReplayText(quota),
    })),
    rates: plan.rates.map(({ rate, ...row }) => ({ ...row, rate: readReplayText(rate) })),
    from: plan.from,
    through: plan.through,
  };
}

export interface WhatIfDeal {
  readonly id: string;
  readonly amount: string;
  readonly currency: string;
  readonly closesOn: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A deal that might be won, as the row the plan would see. */
export function whatIfCredit(
  plan: Pick<PlanForEstimate, 'currency' | 'event' | 'creditColumns'>,
  payee: string,
  deal: WhatIfDeal,
): CreditInput {
  return {
    id: `what-if:${deal.id}`,
    payee,
    date: deal.closesOn,
    amount: readReplayText(deal.amount),
    currency: deal.currency === plan.currency ? undefined : deal.currency,
    event: plan.event,
    attributes: plan.creditColumns.map((name) => (name === 'event' ? plan.event : deal.attributes[name.toLowerCase()])),
  };
}
