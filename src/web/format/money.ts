import { type CurrencyCode, minorDigits } from '#kernel/currency.ts';
import type { Language } from '#kernel/local-text.ts';
import { numberFormat } from './number.ts';

export interface MoneyManner {
  /** 12.3万, 1.2亿, $1.2M: where space is short. */
  readonly short?: boolean;
  readonly signed?: boolean;
  /** Leave the currency sign out, for columns whose heading names it. */
  readonly bare?: boolean;
  /** Leave minor units out when the amount is shown in full. */
  readonly whole?: boolean;
}

/**
 * Formats an amount as the API sends it: exact decimal text ('1234.50') in a currency.
 * The digits never pass through a floating-point number. An en dash for nothing.
 */
export function formatMoney(
  amount: string | null | undefined,
  currency: CurrencyCode,
  language: Language,
  manner: MoneyManner = {},
): string {
  if (amount === null || amount === undefined || amount === '') return '–';
  const wholeDigits = amount.replace(/^[+-]/, '').replace(/\..*$/, '').replace(/^0+/, '').length;
  const isShort = manner.short === true && wholeDigits > (language === 'en' ? 3 : 4);
  const decimals = manner.whole === true || manner.short === true ? 0 : minorDigits(currency);
  return numberFormat(language, {
    ...(manner.bare === true
      ? {}
      : { style: 'currency' as const, currency, currencyDisplay: currencyDisplay(currency) }),
    ...(isShort
      ? { notation: 'compact' as const, minimumFractionDigits: 0, maximumFractionDigits: 1 }
      : { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
    signDisplay: manner.signed === true ? 'exceptZero' : 'negative',
  }).format(amount as Intl.StringNumericLiteral);
}

/** ¥ is the renminbi in all our languages; the yen is spelled out, so that the two are never taken for each other. */
export function currencyDisplay(currency: CurrencyCode): 'narrowSymbol' | 'code' | 'symbol' {
  return currency === 'CNY' ? 'narrowSymbol' : currency === 'JPY' ? 'code' : 'symbol';
}
