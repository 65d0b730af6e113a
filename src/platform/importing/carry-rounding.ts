import { parseDecimal, roundRatio } from '#kernel/decimal.ts';
import { minorDigits } from '#kernel/currency.ts';
import { money, moneyToText } from '#kernel/money.ts';

/**
 * Rounds a column of amounts to the minor unit so that the column's total is kept: each amount is rounded together with what
 * was left over from the rows before (carried rounding). The sum of the rounded amounts is the rounded sum.
 */
export class CarriedRounding {
  readonly #currency: string;
  readonly #digits: number;
  /** The exact total so far, in units of 10^-scale. */
  #total = { unscaled: 0n, scale: 0 };
  #roundedTotal = 0n;
  /** Whether any amount had more decimals than the currency. */
  rounded = false;

  constructor(currency: string) {
    this.#currency = currency;
    this.#digits = minorDigits(currency);
  }

  /** Exact decimal text in, decimal text with the currency's digits out. */
  next(text: string): string {
    const amount = parseDecimal(text);
    if (amount === undefined) throw new RangeError(`invalid amount: ${text}`);
    if (amount.scale > this.#digits && amount.unscaled % 10n ** BigInt(amount.scale - this.#digits) !== 0n)
      this.rounded = true;
    const scale = Math.max(this.#total.scale, amount.scale, this.#digits);
    const unscaled =
      this.#total.unscaled * 10n ** BigInt(scale - this.#total.scale) +
      amount.unscaled * 10n ** BigInt(scale - amount.scale);
    this.#total = { unscaled, scale };
    const roundedTotal = roundRatio(unscaled, 10n ** BigInt(scale - this.#digits), 'half-up');
    const minor = roundedTotal - this.#roundedTotal;
    this.#roundedTotal = roundedTotal;
    return moneyToText(money(minor, this.#currency));
  }
}
