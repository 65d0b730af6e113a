import { type Quota, type QuotaRow, allocateQuota } from '#engines/quota/allocate-quota.ts';
import { dayNumber } from '#kernel/civil-date.ts';
import { money, moneyFromText, moneyToText } from '#kernel/money.ts';
import { Refused } from '#kernel/result.ts';
import type { z } from 'zod';
import type { WriteContext } from '#platform/records/write-context.ts';
import type { Division, divisionBody } from './contract.ts';
import { type Seller, loadSellers, yearBefore } from './load-sellers.ts';
import { reasonInWords } from './quota-reasons.ts';

const daysOfMonth = 365.25 / 12;

/**
 * Divides a total among the sellers whose quotas the viewer may see: by what they sold in the same days a year before and by
 * their open deals, those still learning at a part. Amounts in the company's currency; nothing is stored.
 */
export async function divideQuota(context: WriteContext, asked: z.output<typeof divisionBody>): Promise<Division> {
  const currency = context.company.baseCurrency;
  const sellers = await loadSellers(context, asked);
  if (sellers.length === 0)
    throw new Refused('nothing-to-divide', 'nobody whose quota you may see holds a selling seat on this day', {
      field: 'fromOn',
      found: asked.fromOn,
      expected: 'a day on which a representative or team lead holds a seat',
    });
  const soldBefore = sellers.reduce((sum, one) => sum + one.soldBefore, 0n);
  const unit = moneyFromText(asked.unit, currency)?.minor ?? 0n;
  if (unit <= 0n) throw wrong('unit', asked.unit, 'an amount above zero');
  const total =
    asked.total === undefined ? (soldBefore / unit) * unit : (moneyFromText(asked.total, currency)?.minor ?? 0n);
  if (total <= 0n || total % unit !== 0n)
    throw wrong('total', asked.total ?? moneyToText(money(total, currency)), `a multiple of ${asked.unit} above zero`);
  const rows = sellers.map((seller) => rowOf(seller, asked, unit));
  const divided = allocateQuota(rows, {
    total: Number(total / unit),
    potentialWeight: 0.3,
    historyWeight: 0.7,
    mostChange: asked.mostChange ?? undefined,
  })!;
  const text = (minor: bigint): string => moneyToText(money(minor, currency));
  const { giniToPotential, loadRatio, attainable } = divided.fairness;
  return {
    currency,
    total: text(total),
    soldBefore: text(soldBefore),
    before: yearBefore(asked),
    quotas: divided.quotas.map((quota, i) => viewOf(quota, sellers[i], rows[i], unit, text)),
    fairness: {
      giniToPotential: giniToPotential ?? null,
      loadRatio: loadRatio ?? null,
      attainable: attainable ?? null,
    },
    changeLimitGivenUp: divided.changeLimitGivenUp,
  };
}

function rowOf(
  { id, joinedOn, soldBefore, pipeline }: Seller,
  { fromOn, rampMonths }: z.output<typeof divisionBody>,
  unit: bigint,
): QuotaRow {
  const served = joinedOn === null ? Infinity : (dayNumber(fromOn) - dayNumber(joinedOn)) / daysOfMonth;
  return {
    id,
    potential: Number(pipeline) / Number(unit),
    // Whoever was not here a year before has no history to be judged by.
    history: served >= 12 ? Number(soldBefore) / Number(unit) : undefined,
    capacity: undefined,
    ramp: rampMonths === 0 ? 1 : Math.min(1, Math.max(0, served + 1) / (rampMonths + 1)),
    expected: undefined,
  };
}

function viewOf(
  { quota, because }: Quota,
  { id, name, unit: team, joinedOn, soldBefore, pipeline, taken }: Seller,
  { history, ramp }: QuotaRow,
  unit: bigint,
  text: (minor: bigint) => string,
): Division['quotas'][number] {
  return {
    person: { id, name },
    unit: team,
    joinedOn,
    soldBefore: history === undefined ? null : text(soldBefore),
    pipeline: text(pipeline),
    ramp,
    quota: text(BigInt(quota) * unit),
    taken,
    because: because.map(reasonInWords),
  };
}

function wrong(field: string, found: string, expected: string): Refused {
  return new Refused('invalid-value', `${field} is ${found}, not ${expected}`, { field, found, expected });
}
