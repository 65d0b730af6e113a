import { sql } from 'kysely';
import { minorDigits } from '#kernel/currency.ts';
import { parseDecimal, roundRatio } from '#kernel/decimal.ts';
import { Refused } from '#kernel/result.ts';
import type { Transaction } from '#platform/database/transaction.ts';

/** An amount to be expressed in the company's currency at the rate of a day. */
export interface DatedAmount {
  readonly minor: string;
  readonly currency: string;
  readonly date: string;
}

/**
 * Converts amounts to `base` at the last rate on or before each day; rounds half up to the minor unit.
 * Refuses an amount in another currency when there is no rate: amounts are never added raw.
 */
export async function convertToBase(tx: Transaction, base: string, amounts: readonly DatedAmount[]): Promise<string[]> {
  const foreign = [...new Set(amounts.filter((amount) => amount.currency !== base).map((amount) => amount.currency))];
  const rates = foreign.length === 0 ? [] : await ratesTo(tx, base, foreign);
  return amounts.map(({ minor, currency, date }) => {
    if (currency === base) return minor;
    const rate = rates.find((candidate) => candidate.currency === currency && candidate.on <= date);
    if (rate === undefined) {
      throw new Refused('no-rate', `no rate from ${currency} to ${base} on or before ${date}`, {
        field: 'currency',
        found: currency,
        expected: `${base}, or a rate for ${date}`,
      });
    }
    const { unscaled, scale } = parseDecimal(rate.rate)!;
    const shift = minorDigits(base) - minorDigits(currency);
    const numerator = BigInt(minor) * unscaled * (shift > 0 ? 10n ** BigInt(shift) : 1n);
    return roundRatio(numerator, 10n ** BigInt(scale + (shift < 0 ? -shift : 0)), 'half-up').toString();
  });
}

/** Rates to the base currency, newest first. */
async function ratesTo(
  tx: Transaction,
  base: string,
  currencies: readonly string[],
): Promise<{ currency: string; on: string; rate: string }[]> {
  const { rows } = await sql<{ currency: string; on: string; rate: string }>`
    select from_currency as currency, on_date as on, rate::text from qd.fx_rate
    where company_id = qd.current_company() and to_currency = ${base} and from_currency = any(${[...currencies]}::text[])
    order by on_date desc`.execute(tx.kysely);
  return rows;
}
