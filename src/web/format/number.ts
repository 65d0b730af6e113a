import type { Language } from '#kernel/local-text.ts';
import { intlLocale } from '#web/i18n/language.ts';

const formatters = new Map<string, Intl.NumberFormat>();

/** An `Intl.NumberFormat`, kept: making one costs a hundred times what using one does. */
export function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language}${JSON.stringify(options)}`;
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    formatter = new Intl.NumberFormat(intlLocale(language), options);
    formatters.set(key, formatter);
  }
  return formatter;
}

export interface NumberManner {
  /** Decimals shown at most; 2 when absent. */
  readonly decimals?: number;
  /** So many decimals even where they are zero: for columns that are compared. */
  readonly fixed?: boolean;
  /** 12.3万, 1.2亿, 1.2M: where space is short. */
  readonly short?: boolean;
  /** Always show + or −: for differences. */
  readonly signed?: boolean;
}

/** A plain number in the reader's notation; an en dash for nothing. */
export function formatNumber(value: number | null | undefined, language: Language, manner: NumberManner = {}): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const { short = false, signed = false } = manner;
  const isShort = short && Math.abs(value) >= (language === 'en' ? 1000 : 10_000);
  return numberFormat(language, {
    ...(isShort ? { notation: 'compact' as const } : {}),
    maximumFractionDigits: manner.decimals ?? (isShort && Math.abs(value) >= 1e12 ? 0 : isShort ? 1 : 2),
    ...(manner.fixed === true ? { minimumFractionDigits: manner.decimals ?? 2 } : {}),
    signDisplay: signed ? 'exceptZero' : 'negative',
  }).format(value);
}

/** A share, 0.6314, as 63.1%. */
export function formatPercent(value: number | null | undefined, language: Language, manner: NumberManner = {}): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  return numberFormat(language, {
    style: 'percent',
    maximumFractionDigits: manner.decimals ?? 1,
    signDisplay: manner.signed === true ? 'exceptZero' : 'negative',
  }).format(value);
}
